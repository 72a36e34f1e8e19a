//! What `with!` writes, on any compiler.

mod expansions;
