//! Longer reads, beside the reference.
//!
//! - [`contract`]: how a body ends, what `exit` is told, what becomes of its answer, and the test of each row.
//! - [`async_cleanup`]: transactions of `sqlx` and `tokio-postgres`, before and after, and what happens where
//!   nothing can be awaited.
//! - [`axum`]: handlers with a transaction, and clients that hang up.
//! - [`python`]: Python's context managers and ours, side by side, and what is different.
//! - [`managers`]: what stands for each manager of Python's `contextlib`, JavaScript's disposable stacks and `scopeguard`.
//! - [`coming_from`]: from `scopeguard`, `Drop`, closures and `DropGuard`, before and after; and when not to come.
//! - [`costs`]: instructions, bytes and build time, against the same written by hand.
//! - [`messages`]: what the compiler says and what to do.
//! - [`limits`]: what cannot be done, and what to do instead.

#[doc = include_str!("contract.md")]
pub mod contract {}

#[doc = include_str!("async_cleanup.md")]
pub mod async_cleanup {}

#[doc = include_str!("axum.md")]
pub mod axum {}

#[doc = include_str!("managers.md")]
pub mod managers {}

#[doc = include_str!("coming_from.md")]
pub mod coming_from {}

#[doc = include_str!("python.md")]
pub mod python {}

#[doc = include_str!("costs.md")]
pub mod costs {}

#[doc = include_str!("messages.md")]
pub mod messages {}

#[doc = include_str!("limits.md")]
pub mod limits {}
