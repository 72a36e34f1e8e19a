use scoped_core::{context_manager, yield_};

#[context_manager]
fn session() -> String {
    yield_!(String::new());
}

fn main() {
    scoped_core::with!(session() as text => {
        text.push('a');
    });
}
