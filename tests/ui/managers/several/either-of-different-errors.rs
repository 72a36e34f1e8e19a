use scoped_core::{Either, on_exit, with};

#[derive(Debug)]
struct Full;

#[derive(Debug)]
struct Closed;

fn pick(left: bool) {
    let one = if left {
        Either::Left(on_exit(|_| Err::<(), _>(Full)))
    } else {
        Either::Right(on_exit(|_| Err::<(), _>(Closed)))
    };
    let done = with!(one => {});
    println!("{done:?}");
}

fn main() {
    pick(true);
}
