//! What the attribute writes, and what it says, on any compiler.

mod errors;
mod expansions;
