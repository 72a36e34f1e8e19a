//! What the expansion of `#[context_manager]` calls.

#[cfg(feature = "std")]
mod around;
mod async_manager;
mod async_method;
#[cfg(feature = "std")]
mod coroutine;
mod manager;
mod method;
#[cfg(feature = "std")]
mod projected;
mod reusable;

#[cfg(feature = "std")]
pub use around::{around, around_async};
pub use async_manager::{
    AsyncFunctionManager, AsyncSetup, async_function_manager, async_yielded, tearing_down,
};
pub use async_method::exit_by_async;
#[cfg(feature = "std")]
pub use coroutine::{Yielder, run_to_yield, run_to_yield_async};
pub use manager::{FunctionManager, Lent, Owned, Setup, function_manager, not_yielded, yielded};
pub use method::{abandon_by, exit_by};
#[cfg(feature = "std")]
pub use projected::{Projected, ProjectedMut};
pub use reusable::{Abandon, AsyncReusable, Reusable, infallible, unreached};
