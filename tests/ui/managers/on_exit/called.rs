use scoped_core::{on_exit, with};

fn bye() {}

fn main() {
    with!(on_exit(bye()) => {});
}
