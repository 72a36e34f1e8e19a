//! `with` blocks for Rust: what must be cleaned up is cleaned up, and is told how the block ended.
//!
//! [`with!`] enters a manager, runs a block, and calls the manager's `exit`. A manager is a type with
//! [`ContextManager`], as here, or is made by [`#[context_manager]`](macro@context_manager): of an impl block, of a type,
//! or of a function that lends a value by [`yield_!`].
//!
#![cfg_attr(feature = "macros", doc = "```")]
#![cfg_attr(not(feature = "macros"), doc = "```ignore")]
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
//! - [`#[context_manager]`](macro@context_manager) makes a manager without the trait.
//! - [`#[within]`](macro@within) runs all of a function in managers.
//! - [`AsyncContextManager`] is the same where entering and exiting await.
//! - [`ContextManager::run`] is the closure form, without a macro.
//! - Managers that are ready to use: [`scope`], [`on_exit`], [`closing`], [`closing_with`], [`nullcontext`], [`suppress`],
//!   [`chdir`]; `Option`, [`Either`], tuples, arrays and `Vec` of managers; [`ExitStack`] for a number of them that is known
//!   at run time only; and of std `File`, `BufWriter`, `LineWriter`, `&Mutex`, `&RwLock` and `Child`.
//! - An error of `exit` that has nowhere to go reaches the hook that [`set_unraised_hook`] replaces.
//! - [`guide`] has longer reads: the contract, async cleanup, axum, Python's context managers and ours, what stands for each
//!   manager of other libraries, coming from those, costs, messages of the compiler, limits.
//!
//! # Features
//!
//! | feature | default | |
//! | --- | --- | --- |
//! | `std` | yes | the unraised hook; panics told from unseen jumps; a second panic does not abort; [`chdir`], locks, files and processes as managers |
//! | `alloc` | with `std` | `Box<M>` and `Vec<M>` are managers; [`ExitStack`] and [`AsyncExitStack`]; stand-ins for errors that cannot be lent themselves |
//! | `macros` | yes | [`with!`], [`#[context_manager]`](macro@context_manager), [`yield_!`], [`#[within]`](macro@within) |
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
mod async_manager;
mod block;
mod exit;
#[cfg(feature = "alloc")]
mod exit_error;
mod failure;
mod function;
#[cfg(all(doc, feature = "macros", feature = "std"))]
pub mod guide;
mod manager;
mod managers;
mod names;
mod outcome;
mod question_mark;
mod returned;
mod unraised;

// The README's examples are run with those of the documentation.
#[cfg(all(doctest, feature = "macros", feature = "std"))]
#[doc = include_str!("../README.md")]
mod readme {}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use abandoned::Abandoned;
pub use async_manager::AsyncContextManager;
pub use exit::{Exit, Verdict};
#[cfg(feature = "alloc")]
pub use exit_error::ExitError;
pub use failure::ErrorCopy;
pub use manager::ContextManager;
pub use managers::*;
pub use outcome::{
    AnyError, AnySendError, AsyncFailure, AsyncOutcome, Downcast, ErrorObject, Failure, Outcome,
};
// Messages name it, and so not by a path into the private interface.
#[doc(hidden)]
pub use question_mark::QuestionMark;
pub use unraised::Unraised;
#[cfg(feature = "std")]
pub use unraised::{
    Captured, UnraisedHook, capture_unraised, set_unraised_hook, take_unraised_hook,
};

/// Enters managers, runs a block, and exits them.
///
/// ```text
/// with!( item {, item} [,] => body )        the written form
/// with!( item {, item} , { block } )        the same; rustfmt formats this one
/// with!( #![see(name, name -> return)] .. ) names macros: see below
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
/// Jumps are seen in a nested `with!`, and in the arguments of the macros that most programs have:
///
/// | of | macros |
/// | --- | --- |
/// | std | `print!`, `println!`, `eprint!`, `eprintln!`, `format!`, `format_args!`, `write!`, `writeln!`, `panic!`, `todo!`, `unimplemented!`, `unreachable!`, `assert!`, `assert_eq!`, `assert_ne!` and the `debug_` ones, `vec!`, `dbg!`, `matches!` |
/// | tracing, log | `trace!`, `debug!`, `info!`, `warn!`, `error!`, `log!`, `event!`, `span!` and the `_span` ones |
/// | anyhow, eyre, snafu | `anyhow!`, `format_err!`, `eyre!`, and the jumps of `bail!`, `ensure!`, `whatever!`, `ensure_whatever!` themselves |
/// | tokio, futures | `select!`, `select_biased!`, `join!`, `try_join!`, `pin!`, `pin_mut!`, `poll!` |
/// | serde_json | `json!` |
///
/// They are known by their names, alone or behind that of their crate, and what is known of one changes nothing but what
/// `exit` is told: a macro of your own with such a name does what it does.
///
/// A jump in the expansion of any other macro cannot be seen: `exit` runs in a destructor then and is told
/// [`Outcome::Unseen`], which is no success, the jump goes on, and the [unraised hook](set_unraised_hook) hears of it.
/// Write that jump outside of the macro, or name the macro before the items: `name` for one whose arguments are
/// expressions, `name -> return` for one that always returns.
///
/// ```
/// # use scoped_core::{ContextManager, Outcome};
/// # use std::convert::Infallible;
/// # struct Transaction;
/// # impl ContextManager for Transaction {
/// #     type Value<'a> = ();
/// #     type Exit = ();
/// #     fn enter(&mut self) -> Result<(), Infallible> { Ok(()) }
/// #     fn exit(self, outcome: Outcome<'_>) { assert!(outcome.is_success()) }
/// # }
/// macro_rules! ret_ok {
///     ($value:expr) => { return Ok($value) };
/// }
///
/// /// What the whole program writes.
/// macro_rules! with {
///     ($($input:tt)*) => { scoped_core::with!(#![see(ret_ok -> return)] $($input)*) };
/// }
///
/// fn answer(known: Option<u32>) -> Result<u32, String> {
///     with!(Transaction => {
///         if let Some(answer) = known { ret_ok!(answer); }    // committed
///     });
///     Err("nobody knows".to_owned())
/// }
/// # assert_eq!(answer(Some(42)), Ok(42));
/// ```
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
#[doc(alias = "defer")]
#[doc(alias = "finally")]
#[doc(alias = "using")]
#[doc(alias = "try-with-resources")]
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

/// Makes a manager of a type that opens and closes, or of a function that yields.
///
/// The idea is Python's `contextlib`, the form an attribute in one of three places. Each takes
/// `crate = path` where this crate is not `::scoped_core`, be it renamed or re-exported; where that lacks, rustc says that it
/// "could not find `scoped_core`".
///
/// # On an impl block
///
/// `enter` and `exit` become the impl of [`ContextManager`]; everything else stays.
///
/// ```
/// use scoped_core::{Outcome, context_manager, with};
///
/// struct Indent {
///     lines: Vec<String>,
///     depth: usize,
/// }
///
/// #[context_manager]
/// impl Indent {
///     fn enter(&mut self) -> &mut Self {
///         self.depth += 1;
///         self
///     }
///
///     fn exit(&mut self, outcome: Outcome<'_>) {
///         self.depth -= 1;
///         self.line(&format!("-- {outcome}"));
///     }
///
///     fn line(&mut self, text: &str) {
///         self.lines.push(format!("{}{text}", "  ".repeat(self.depth)));
///     }
/// }
///
/// let mut text = Indent { lines: Vec::new(), depth: 0 };
/// with!(&mut text as text => { text.line("inside"); });
/// assert_eq!(text.lines, ["  inside", "-- completed"]);
/// ```
///
/// - `enter(&mut self)` may be left out: the block is lent `&mut Self`. What is elided in its return
///   type is the loan of `self`; a type with a lifetime is written with it: `Guard<'_>`.
/// - `exit` takes `self`, or `&mut self`: then `&mut Indent` is a manager as well, and can be entered
///   again. The [`Outcome`] is optional.
/// - Return types are read as they are written: a type whose name ends in `Result` can fail, and its
///   first type argument is the value. `exit` returns nothing, a `Result`, a [`Verdict`], or a `Result`
///   of one.
/// - `async fn enter` and `async fn exit` make an [`AsyncContextManager`]; both are `async`, or neither is.
///   Then `fn abandon(self)` or `fn abandon(&mut self)`, which may take the [`Abandoned`], is what runs
///   where nothing can await. `&mut` of a manager whose `exit` borrows is told of it when `abandon`
///   borrows, too.
///
/// ```
/// use scoped_core::{context_manager, with};
/// # async fn send(_: &str) -> Result<(), String> { Ok(()) }
///
/// struct Transaction {
///     statements: Vec<String>,
/// }
///
/// #[context_manager]
/// impl Transaction {
///     async fn enter(&mut self) -> Result<&mut Vec<String>, String> {
///         send("begin").await?;
///         Ok(&mut self.statements)
///     }
///
///     async fn exit(self) -> Result<(), String> {
///         for statement in &self.statements {
///             send(statement).await?;
///         }
///         send("commit").await
///     }
///
///     fn abandon(self) {
///         eprintln!("{} statements are lost", self.statements.len());
///     }
/// }
///
/// # async fn use_it() {
/// let transaction = Transaction { statements: Vec::new() };
/// let done = with!(async transaction as statements => {
///     statements.push("insert".to_owned());
/// });
/// assert_eq!(done, Ok(()));
/// # }
/// ```
///
/// # On a type
///
/// The arguments name inherent methods and their return types. `enter` and `-> ()` are optional; `exit`
/// takes `self` or `&mut self`, and an [`Outcome`] or not. Where both are `async` methods, and
/// written so (`exit = async close -> Result<(), E>`), the type is an [`AsyncContextManager`]; where nothing
/// can await, it is dropped.
///
/// ```
/// use scoped_core::{context_manager, with};
///
/// #[context_manager(enter = open -> Result<&mut Vec<u8>, String>, exit = close -> Result<(), String>)]
/// struct Buffer {
///     bytes: Vec<u8>,
///     limit: usize,
/// }
///
/// impl Buffer {
///     fn open(&mut self) -> Result<&mut Vec<u8>, String> {
///         Ok(&mut self.bytes)
///     }
///
///     fn close(self) -> Result<(), String> {
///         if self.bytes.len() > self.limit { Err("too long".to_owned()) } else { Ok(()) }
///     }
/// }
///
/// let buffer = Buffer { bytes: Vec::new(), limit: 1 };
/// assert_eq!(with!(buffer as bytes => { bytes.extend([1, 2]); }), Err("too long".to_owned()));
/// ```
///
/// With `exit = async close` (and `enter = async open -> ..`) it is an [`AsyncContextManager`]; `abandon = give_up` names what runs
/// where nothing can await, a method that takes `self` or `&mut self`, and after that nothing or an [`Abandoned`].
///
/// # On a function
///
/// What stands before [`yield_!`](yield_) enters, what stands behind it exits. The return type is that
/// of the value which is lent, in a `Result` when setup or teardown may fail; the function really
/// returns a manager.
///
/// ```
/// use scoped_core::{context_manager, with, yield_};
/// use std::{fs, io, path::{Path, PathBuf}};
///
/// #[context_manager]
/// fn scratch(parent: &Path, name: &str) -> io::Result<PathBuf> {
///     let dir = parent.join(name);
///     fs::create_dir_all(&dir)?;
///     let outcome = yield_!(dir);
///     if outcome.is_failure() {
///         eprintln!("kept {}", dir.display());
///         return Ok(());
///     }
///     fs::remove_dir_all(dir)
/// }
///
/// # fn main() -> io::Result<()> {
/// let path = with!(scratch(&std::env::temp_dir(), "scoped-doc") as dir => {
///     fs::write(dir.join("notes"), "…")?;
///     dir.clone()
/// })?;
/// assert!(!path.exists());
/// # Ok(())
/// # }
/// ```
///
/// - Nothing runs before `with!` enters it. Before the `yield_!`, `?` and `return Err(..)` make entering
///   fail. What stands behind it runs exactly once, however the block ended.
/// - A value is lent as `&mut` of it, a reference as itself, and `yield_!()` lends `()`.
/// - Locals live, move and are dropped as in any function: a lock guard that is not mentioned again keeps its lock.
/// - A reference may be to a part of a local: `yield_!(&mut *guard)`, `yield_!(dir.path())`.
/// - `-> Verdict`, `-> (Value, Verdict)`, `-> Result<Verdict, E>` and `-> Result<(Value, Verdict), E>`: the teardown answers
///   with a [`Verdict`], and so may suppress the block's error.
/// - `yield_!` runs once, wherever it stands: in a branch, in each of several, or in the body of a `with!`. The managers
///   of that are told how the block ended; what one of them suppresses, the function has to suppress, and so answers with a
///   `Verdict` too. A function that ends without `yield_!`, or gets to a second one, panics.
///
#[cfg_attr(feature = "std", doc = "```")]
#[cfg_attr(not(feature = "std"), doc = "```ignore")]
/// use scoped_core::{context_manager, with, yield_};
/// # #[derive(Debug)] struct DbError;
/// # struct Db;
/// # struct Query(u32);
/// # impl Db { fn query(&self) -> Query { Query(1) } }
/// # #[context_manager]
/// # fn transaction(db: &Db) -> Result<(), DbError> { let _ = db; yield_!(); }
///
/// /// A manager made of managers.
/// #[context_manager]
/// fn report(db: &Db) -> Result<Query, DbError> {
///     with!(transaction(db) => {
///         yield_!(db.query());
///     })
/// }
///
/// let number = with!(report(&Db) as query => { query.0 });
/// assert_eq!(number.unwrap(), 1);
/// ```
///
/// A function is cut in two at its `yield_!` where that is a statement of its own block and each of its locals plainly
/// lives on or was moved before, whole, without another one that may borrow from it: this costs nothing. Every other
/// function runs as a coroutine, which costs two allocations an entry, needs the feature `std`, and is told of the
/// block's error by an [`ErrorCopy`].
///
/// A manager that was entered by hand and is dropped does not run what stands behind the `yield_!`: its locals are dropped.
///
/// # On an `async` function
///
/// The same, and both halves await; it returns an [`AsyncContextManager`].
///
/// ```
/// use scoped_core::{context_manager, with, yield_};
/// # struct Pool;
/// # struct Lease(u32);
/// # impl Pool {
/// #     async fn lease(&self) -> Result<Lease, String> { Ok(Lease(1)) }
/// #     async fn give_back(&self, _: Lease) -> Result<(), String> { Ok(()) }
/// # }
///
/// #[context_manager]
/// async fn leased(pool: &Pool) -> Result<Lease, String> {
///     let lease = pool.lease().await?;
///     let outcome = yield_!(lease);
///     if outcome.is_failure() {
///         eprintln!("lease {}: {outcome}", lease.0);
///     }
///     pool.give_back(lease).await
/// }
///
/// # async fn use_it() {
/// let number = with!(async leased(&Pool) as lease => { lease.0 });
/// assert_eq!(number, Ok(1));
/// # }
/// ```
///
/// - Both halves are `Send` when what they hold while they await is, arguments and locals that live on
///   included.
/// - Where nothing can await any more (see [`abandon`](AsyncContextManager::abandon)), what stands behind the
///   `yield_!` does not run: the lent value and the locals are dropped. What must happen then as well belongs
///   in the `Drop` of one of them, or in the `abandon` of an impl block.
/// - The outcome has an [`ErrorCopy`] of the error. For the half behind the `yield_!` to be known to be `Send`,
///   the signature names its type; it has no name for the lifetime of the outcome, so that half cannot borrow
///   from it. Without the feature `alloc` there is no error. The `exit` of an impl block is told of the error
///   itself.
#[cfg(feature = "macros")]
pub use scoped_macros::context_manager;

/// Runs the whole body of a function in managers.
///
/// ```text
/// #[within( item {, item} [,] )]            on a function with a body, `async` or not, or a method
/// item := [async] expr [as pattern]         as in `with!`; `crate = path` is no item
/// ```
///
/// ```
/// use scoped_core::{Outcome, context_manager, within};
/// # use std::cell::RefCell;
/// # struct Db { log: RefCell<Vec<String>> }
/// # impl Db { fn run(&self, statement: &str) { self.log.borrow_mut().push(statement.to_owned()) } }
///
/// struct Transaction<'d>(&'d Db);
///
/// #[context_manager]
/// impl Transaction<'_> {
///     fn enter(&mut self) -> &Db {
///         self.0.run("begin");
///         self.0
///     }
///
///     fn exit(self, outcome: Outcome<'_>) {
///         self.0.run(if outcome.is_success() { "commit" } else { "rollback" });
///     }
/// }
///
/// impl Db {
///     #[within(Transaction(self) as tx)]
///     fn insert(&self, number: &str) -> Result<u32, std::num::ParseIntError> {
///         let number = number.parse()?;       // "rollback"
///         tx.run("insert");
///         Ok(number)                          // "commit"
///     }
/// }
///
/// # let db = Db { log: RefCell::default() };
/// assert_eq!(db.insert("7"), Ok(7));
/// assert!(db.insert("x").is_err());
/// assert_eq!(db.log.take(), ["begin", "insert", "commit", "begin", "rollback"]);
/// ```
///
/// The body is that of a [`with!`] around all of it, and the items see the function's arguments, which are dropped
/// behind the last exit. Several items mean the same as nested blocks, the first the outer one.
///
/// # What is returned
///
/// The body's value, and else what the answer of `exit` decides, not the macro:
///
/// | `exit` returns | the function |
/// | --- | --- |
/// | `()` | returns anything |
/// | `Result<(), E>` | returns an error of `enter` or of `exit` as `?` does: a `Result` whose error is `From<E>` |
/// | [`Verdict`] | returns, when an error is suppressed, `()`, `None`, `Ok(())` or `Ok(None)`, by its type |
/// | `Result<Verdict, E>` | does both |
///
/// A function that cannot is an error. An outer manager is told of what an inner one makes the function return.
///
/// # Other attributes
///
/// They stay, above and below. It runs where it stands: below one that rewrites the body, it is around what that
/// has made. So an `async` item, and a manager that is to be there while an async body runs, belong above
/// `#[tokio::test]`. Two `#[within]` on a function are an error: write their managers in one. A `const`
/// function cannot have one.
///
/// The idea is Python's `contextlib.ContextDecorator`, whose managers are decorators; the expression is evaluated anew
/// for each call, as by its `_recreate_cm`.
#[cfg(feature = "macros")]
pub use scoped_macros::within;

/// Where a function marked [`#[context_manager]`](context_manager) lends a value to the block.
///
/// ```text
/// yield_!(name);                    the name is the function's again afterwards
/// yield_!(expression);              the value ends with this statement
/// yield_!();                        lends `()`
/// let outcome = yield_!(..);        how the block ended: an `Outcome`
/// ```
///
/// It runs once. Python's word for it is `yield`, which
/// stable Rust reserves.
// This is what the documentation shows; what is compiled stands below.
#[cfg(all(feature = "macros", doc))]
#[macro_export]
macro_rules! yield_ {
    ($($value:expr)?) => {};
}

/// Where a function marked [`#[context_manager]`](context_manager) lends a value; the documentation has the forms.
#[cfg(all(feature = "macros", not(doc)))]
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
