use scoped_core::{chdir, with};

fn main() {
    with!(chdir(1) => {}).unwrap();
}
