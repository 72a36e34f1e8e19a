//! Longer reads, beside the reference.
//!
//! - [`contract`]: how a body ends, what `exit` is told, what becomes of its answer, and the test of each row.
//! - [`async_cleanup`]: transactions of `sqlx` and `tokio-postgres`, before and after, and what happens where
//!   nothing can be awaited.
//! - [`python`]: Python's context managers and ours, side by side.
//! - [`costs`]: instructions, bytes and build time, against the same written by hand.
//! - [`limits`]: what cannot be done, and what to do instead.

#[doc = include_str!("contract.md")]
pub mod contract {}

#[doc = include_str!("async_cleanup.md")]
pub mod async_cleanup {}

#[doc = include_str!("python.md")]
pub mod python {}

#[doc = include_str!("costs.md")]
pub mod costs {}

#[doc = include_str!("limits.md")]
pub mod limits {}
