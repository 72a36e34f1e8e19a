use scoped_core::{ExitStack, with};

fn main() {
    let kept = with!(ExitStack::new() as stack => { stack }).unwrap();
    drop(kept);
}
