use scoped_core::{context_manager, with, yield_};

#[context_manager]
fn buffer(size: &u8) -> Vec<u8> {
    let bytes = vec![*size];
    yield_!(bytes);
}

#[context_manager]
fn session(size: &u8) -> &mut Vec<u8> {
    with!(buffer(size) as bytes => {
        yield_!(bytes);
    });
}

fn main() {}
