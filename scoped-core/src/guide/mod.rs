//! Longer reads, beside the reference.
//!
//! - [`async_cleanup`]: transactions of `sqlx` and `tokio-postgres`, before and after, and what happens where
//!   nothing can be awaited.

#[doc = include_str!("async_cleanup.md")]
pub mod async_cleanup {}
