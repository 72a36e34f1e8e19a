//! Ready-made managers.
//!
//! Names follow Python's `contextlib` where the idea is the same.
//!
//! rustc's help for a type that is no manager lists those that are. The ready-made ones are left out (`do_not_recommend`),
//! so that the user's own are seen; but for those around others, since of them rustc can say what of it is none.

/// Shows a manager without its closure, which has no `Debug`.
macro_rules! debug_without_closure {
    ($name:ident<$($value:ident),*; $closure:ident> { $($field:ident),* }) => {
        impl<$($value: core::fmt::Debug,)* $closure> core::fmt::Debug for $name<$($value,)* $closure> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field))*
                    .finish_non_exhaustive()
            }
        }
    };
}

mod awaiting;
mod closing;
mod either;
mod nullcontext;
mod on_exit;
mod scope;
mod several;
#[cfg(feature = "alloc")]
mod stack;
mod suppress;
#[cfg(feature = "std")]
mod system;
mod wrapped;

pub use awaiting::{Awaiting, awaiting};
pub use closing::{Closing, ClosingWith, closing, closing_with};
pub use either::Either;
pub use nullcontext::{NullContext, nullcontext};
pub use on_exit::{OnExit, on_exit};
pub use scope::{Scope, ScopeAsync, scope, scope_async};
pub use several::{Combined, ErrorInto};
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub use stack::BoxedEntry;
#[cfg(feature = "alloc")]
pub use stack::{
    AsyncExitStack, EntryKind, ExitFn, ExitStack, FitsStack, LocalEntries, OpenAsyncStack,
    OpenStack, SendEntries, StackExit,
};
pub use suppress::{Suppress, SuppressIf, suppress, suppress_if};
#[cfg(feature = "std")]
pub use system::{Chdir, Poisoned, Reading, chdir, reading};
