use scoped_core::{nullcontext, with};

fn main() {
    let manager = nullcontext(1);
    with!(&manager as number => {
        println!("{number}");
    });
}
