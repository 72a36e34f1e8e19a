//! Functions that yield do what the same statements do in any other function: a corpus of what people write.

#[path = "yielding/harness.rs"]
#[macro_use]
mod harness;

#[path = "yielding/std.rs"]
mod of_std;

#[path = "yielding/files.rs"]
mod of_files;

#[path = "yielding/database.rs"]
mod of_databases;

#[path = "yielding/tokio.rs"]
mod of_tokio;
