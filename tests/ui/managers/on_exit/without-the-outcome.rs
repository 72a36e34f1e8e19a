use scoped_core::{on_exit, with};

fn main() {
    with!(on_exit(|| println!("bye")) => {});
}
