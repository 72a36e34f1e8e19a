use scoped_core::{closing, with};

fn main() {
    let numbers = with!(closing(vec![1]) as numbers => {
        numbers.push(2);
        numbers
    });
    println!("{numbers:?}");
}
