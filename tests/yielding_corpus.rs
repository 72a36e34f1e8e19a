//! Functions that yield do what the same statements do in any other function: a corpus of what people write.

#[path = "yielding/harness.rs"]
#[macro_use]
mod harness;

#[path = "yielding/std.rs"]
mod of_std;
