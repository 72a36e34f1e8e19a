use scoped_core::{closing, with};

fn main() {
    with!((closing(1), closing(2), closing(3)) as (one, two) => {
        println!("{}", *one + *two);
    });
}
