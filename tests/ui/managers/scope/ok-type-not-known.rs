use scoped_core::{scope, with};

fn main() {
    let done = with!(scope(vec![1], |_, _| Err("full")) as numbers => {
        numbers.push(2);
    });
    println!("{done:?}");
}
