use scoped_core::{context_manager, yield_};

use std::sync::Mutex;

#[context_manager]
fn session(a: &Mutex<u8>, b: &Mutex<u8>) {
    let guard = a.lock();
    let guard = b.lock();
    yield_!();
}

fn main() {}
