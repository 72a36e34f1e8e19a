use scoped_core::{on_exit, with};

fn main() {
    let done = with!(on_exit(|_| Err("full")) => {});
    println!("{done:?}");
}
