use scoped_core::{on_exit, with};
use std::fmt;
use std::io;

fn main() {
    let disk = on_exit(|_| io::Result::Ok(()));
    let text = on_exit(|_| Err::<(), _>(fmt::Error));
    let done = with!((disk, on_exit(|_| {}), text) => {});
    println!("{done:?}");
}
