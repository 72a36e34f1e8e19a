use scoped_core::context_manager;

use std::fmt;

struct Session;

#[context_manager]
impl Session {
    fn exit(self) {}
}

fn main() {}
