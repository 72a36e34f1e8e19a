use scoped_core::with;

fn main() {
    with!(Box::new(String::new()) as text => {
        drop(text);
    });
}
