//! `with` blocks for Rust: what must be cleaned up is cleaned up, and is told how the block ended.
//!
//! ```
//! # use scoped_core::{ContextManager, Outcome, with};
//! # use std::convert::Infallible;
//! struct Section(&'static str);
//!
//! impl ContextManager for Section {
//!     type Value<'a> = ();
//!     type Exit = ();
//!
//!     fn enter(&mut self) -> Result<(), Infallible> {
//!         println!("{}: begins", self.0);
//!         Ok(())
//!     }
//!
//!     fn exit(self, outcome: Outcome<'_>) {
//!         println!("{}: {outcome}", self.0);
//!     }
//! }
//!
//! fn load(text: &str) -> Result<u16, std::num::ParseIntError> {
//!     with!(Section("load") => {
//!         let number: u16 = text.parse()?;    // "load: failed: invalid digit found in string"
//!         if number == 0 {
//!             return Ok(1);                   // "load: completed", and then it returns
//!         }
//!         Ok(number)
//!     })
//! }
//! # assert_eq!(load("7"), Ok(7));
//! # assert_eq!(load("0"), Ok(1));
//! # assert!(load("x").is_err());
//! ```
//!
//! `Drop` cannot fail, cannot await, and cannot tell `Ok` from `Err`. A closure that is given the value can
//! do all that, but takes `return`, `break`, `?`, `.await` and moves away from its body. [`with!`] gives
//! both: the body is a block like any other, and `exit` is a function call like any other.
//!
//! - [`ContextManager`] is the trait; [`Outcome`] is what `exit` is told; [`Exit`] lists what it may answer.
//! - [`AsyncContextManager`] is the same where entering and exiting await.
//! - [`ContextManager::run`] is the closure form, without a macro.
//! - An error of `exit` that has nowhere to go reaches the hook that [`set_unraised_hook`] replaces.
//!
//! # Features
//!
//! | feature | default | |
//! | --- | --- | --- |
//! | `std` | yes | the unraised hook; panics told from unseen jumps; a second panic does not abort |
//! | `alloc` | with `std` | `Box<M>` is a manager; stand-ins for errors that are not `Sync` |
//! | `macros` | yes | [`with!`] |
//!
//! Without `std` the crate is `no_std`. A program without `std` has no safe place to keep a hook, so there
//! an error of `exit` that has nowhere to go is dropped.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod abandoned;
mod async_guard;
mod async_landing;
mod async_manager;
mod async_run;
mod exit;
mod function;
mod guard;
mod judge;
mod landing;
mod manager;
mod mirror;
mod method;
mod outcome;
mod reusable;
mod split;
mod unraised;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use abandoned::Abandoned;
pub use async_manager::AsyncContextManager;
pub use exit::{Exit, Verdict};
pub use manager::ContextManager;
pub use outcome::{Failure, Outcome};
pub use unraised::Unraised;
#[cfg(feature = "std")]
pub use unraised::{UnraisedHook, set_unraised_hook, take_unraised_hook};

/// Enters managers, runs a block, and exits them.
///
/// ```text
/// with!( item {, item} [,] => body )        the written form
/// with!( item {, item} , { block } )        the same; rustfmt formats this one
/// item := [async] expr [as pattern]
/// body := { statements } | < statements >   the two mean the same
/// ```
///
/// Each `expr` is a manager: a [`ContextManager`] or, behind `async`, an [`AsyncContextManager`]. `pattern`
/// is bound to what its `enter` lends. Several items mean the same as blocks nested in each other, left to
/// right: a later expression is evaluated when the earlier item was entered, and the last one entered is
/// exited first.
///
/// The body is a block of the function that it stands in: `return`, `break`, `continue`, `?`, `.await`,
/// moves, borrows and late initialisation mean what they mean there. However it is left, `exit` runs once,
/// after the body's variables and the lent value are dropped and before the jump goes on, and is told how
/// the body ended: see [`Outcome`].
///
/// The last `as` of an item binds: `n as u32 as x` binds `x`, and a cast alone stands in parentheses. Without
/// `as`, and with `as _`, the value lives to the end of the body all the same. Temporaries of `expr` live
/// until its exit is over, as in the operand of a `match`.
///
/// # Value
///
/// What `exit` may answer decides the type, where the body's value is a `T`: `T`, `Result<T, E>`, `Option<T>`
/// or `Result<Option<T>, E>`; see [`Exit`]. An `Err` of the `with!` itself is an error of `enter` or of
/// `exit`. When `exit` fails behind a jump that is a success, the jump is given up for that error; behind a
/// failure, the failure goes on and the error reaches the [unraised hook](set_unraised_hook).
///
/// # Panics
///
/// When `enter`, the body or `exit` panics. `exit` runs during unwinding, too, and is told
/// [`Outcome::Panicked`]; a panic in it then is caught, as the first one goes on (with the feature `std`).
///
/// # Macros in the body
///
/// Jumps are seen in the arguments of the standard macros (`println!`, `assert!`, `vec!`, `matches!` ..), in
/// `select!` and `join!` of tokio and futures, in `bail!` and `ensure!` of anyhow, eyre and snafu, and in a
/// nested `with!`. A jump in any other macro's expansion cannot be seen: `exit` runs in a destructor then and
/// is told [`Outcome::Unseen`], and the jump goes on.
///
/// # Examples
///
/// ```
/// use scoped_core::{ContextManager, Outcome, with};
/// use std::fs;
/// use std::io;
/// use std::path::PathBuf;
///
/// /// A file that is there only if it was written whole.
/// struct Draft { path: PathBuf }
///
/// impl ContextManager for Draft {
///     type Value<'a> = fs::File;
///     type Exit = io::Result<()>;
///
///     fn enter(&mut self) -> io::Result<fs::File> {
///         fs::File::create(self.path.with_extension("draft"))
///     }
///
///     fn exit(self, outcome: Outcome<'_>) -> io::Result<()> {
///         let draft = self.path.with_extension("draft");
///         if outcome.is_success() {
///             fs::rename(draft, self.path)
///         } else {
///             fs::remove_file(draft)
///         }
///     }
/// }
///
/// fn save(path: PathBuf, numbers: &[&str]) -> io::Result<u32> {
///     use std::io::Write as _;
///
///     let sum = with!(Draft { path } as mut file => {
///         let mut sum = 0;
///         for number in numbers {
///             let number: u32 = number.parse().map_err(io::Error::other)?; // no file is left behind
///             writeln!(file, "{number}")?;
///             sum += number;
///         }
///         sum
///     })?; // the error of `create` or `rename`
///     Ok(sum)
/// }
/// # let path = std::env::temp_dir().join(format!("scoped-doc-{}", std::process::id()));
/// # assert_eq!(save(path.clone(), &["1", "2"]).unwrap(), 3);
/// # assert!(save(path.clone(), &["1", "x"]).is_err());
/// # assert_eq!(fs::read_to_string(&path).unwrap(), "1\n2\n");
/// # assert!(!path.with_extension("draft").exists());
/// # fs::remove_file(path).unwrap();
/// ```
///
/// The idea is Python's `with` statement.
// This is what the documentation shows; what is compiled stands below.
#[cfg(all(feature = "macros", doc))]
#[macro_export]
macro_rules! with {
    ($($(async)? $manager:tt $(as $pattern:pat)?),+ $(,)? => { $($body:tt)* }) => {};
    ($($(async)? $manager:tt $(as $pattern:pat)?),+ $(,)? => < $($body:tt)* >) => {};
    ($($(async)? $manager:tt $(as $pattern:pat)?),+ , { $($body:tt)* }) => {};
}

/// Enters managers, runs a block, and exits them; the documentation has the grammar.
#[cfg(all(feature = "macros", not(doc)))]
#[macro_export]
macro_rules! with {
    ($($input:tt)*) => {
        $crate::__private::with! { ($crate) $($input)* }
    };
}

/// context_manager
#[cfg(feature = "macros")]
pub use scoped_macros::context_manager;

/// Where a function marked [`#[context_manager]`](context_manager) lends a value to the block.
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! yield_ {
    // What the attribute leaves of a `yield_!` that it has taken.
    (@lend) => { () };
    (@lend $($value:tt)*) => { $($value)* };
    // The same in a function that has an error.
    (@outcome $($value:tt)*) => { $crate::__private::not_yielded(&($($value)*)) };
    ($($value:tt)*) => {
        $crate::__private::yield_outside! { $($value)* }
    };
}
