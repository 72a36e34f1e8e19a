use scoped_core::with;

fn main() {
    with!(Some(String::new()) as text => {
        drop(text);
    });
}
