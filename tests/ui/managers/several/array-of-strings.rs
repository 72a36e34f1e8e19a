use scoped_core::with;

fn main() {
    with!(["one", "two"] as words => {
        drop(words);
    });
}
