use scoped_core::{on_exit, with};

#[derive(Debug)]
struct Full;

#[derive(Debug)]
struct Closed;

fn main() {
    let both = (on_exit(|_| Err::<(), _>(Full)), on_exit(|_| Err::<(), _>(Closed)));
    let done = with!(both => {});
    println!("{done:?}");
}
