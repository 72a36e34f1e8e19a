use scoped_core::{Either, closing, with};

fn pick(own: bool) {
    let text = if own { Either::Left(closing(String::new())) } else { Either::Right(String::new()) };
    with!(text as text => {
        drop(text);
    });
}

fn main() {
    pick(true);
}
