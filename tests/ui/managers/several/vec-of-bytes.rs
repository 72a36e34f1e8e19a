use scoped_core::with;

fn main() {
    with!(vec![1_u8] as bytes => {
        drop(bytes);
    });
}
