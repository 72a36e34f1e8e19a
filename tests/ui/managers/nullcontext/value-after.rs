use scoped_core::{nullcontext, with};

fn main() {
    let text = String::from("text");
    with!(nullcontext(text) as text => {
        text.push('!');
    });
    println!("{text}");
}
