use scoped_core::context_manager;

#[context_manager]
use std::fmt;

fn main() {}
