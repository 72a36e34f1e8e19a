use scoped_core::{closing, with};

fn main() {
    with!((closing(1), String::new()) as (one, text) => {
        drop((one, text));
    });
}
