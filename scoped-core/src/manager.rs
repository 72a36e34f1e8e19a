//! The trait that makes a type a manager.

use crate::block::{Guard, Watcher, enter, exit_type, guard, guard_watched};
use crate::exit::Exit;
use crate::failure::ERROR_UNKNOWN;
use crate::outcome::Outcome;

/// What `enter` of an `M` may fail with.
pub(crate) type EnterError<M> = <<M as ContextManager>::Exit as Exit>::Error;

/// A value that is entered before a block and exited after it.
///
/// `enter` prepares the scope and lends what `as name` binds; `exit` ends it and is told how the
/// block ended. Unlike [`Drop`], `exit` can fail, can tell success from failure, and can suppress an
/// error. It runs exactly once for every `enter` that succeeded.
///
/// The idea is Python's context manager (`__enter__`, `__exit__`).
///
/// The trait is not dyn compatible, because [`Value`](Self::Value) has a lifetime of its own. To choose
/// between managers at run time, there is [`Either`](crate::Either), `Option`, or an `enum` of yours that implements the
/// trait.
///
/// # Examples
///
/// ```
/// use scoped_core::{ContextManager, Outcome};
/// use std::cell::Cell;
/// use std::rc::Rc;
///
/// /// Counts the blocks that are running.
/// struct Running(Rc<Cell<u32>>);
///
/// impl ContextManager for Running {
///     type Value<'a> = u32;
///     type Exit = ();
///
///     fn enter(&mut self) -> Result<u32, std::convert::Infallible> {
///         self.0.set(self.0.get() + 1);
///         Ok(self.0.get())
///     }
///
///     fn exit(self, _outcome: Outcome<'_>) {
///         self.0.set(self.0.get() - 1);
///     }
/// }
///
/// let count = Rc::new(Cell::new(0));
/// let seen = Running(Rc::clone(&count)).run(|now| now);
/// assert_eq!((seen, count.get()), (1, 0));
/// ```
///
/// # Managers that can be entered again
///
/// [`exit`](Self::exit) takes the manager, so it is entered once. For one that is still there after the block, `&mut` of
/// it is a manager as well, and the impl of the type itself calls that one's `exit`. (The attribute
/// `#[context_manager]` writes both where `exit` borrows.) While it is entered it is borrowed, and cannot be entered again.
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{ContextManager, Outcome, with};
/// use std::convert::Infallible;
/// # struct Connection { sent: u32 }
/// # impl Connection {
/// #     fn open() -> Self { Self { sent: 0 } }
/// #     fn send(&mut self) -> Result<(), String> {
/// #         self.sent += 1;
/// #         if self.sent == 3 { Err("reset".to_owned()) } else { Ok(()) }
/// #     }
/// # }
///
/// /// Lends a connection, and keeps it for the next block if this one went well.
/// #[derive(Default)]
/// struct Pool { idle: Vec<Connection>, lent: Option<Connection>, opened: u32 }
///
/// impl ContextManager for Pool {
///     type Value<'a> = &'a mut Connection;
///     type Exit = ();
///
///     fn enter(&mut self) -> Result<&mut Connection, Infallible> {
///         let connection = self.idle.pop().unwrap_or_else(|| {
///             self.opened += 1;
///             Connection::open()
///         });
///         Ok(self.lent.insert(connection))
///     }
///
///     fn exit(mut self, outcome: Outcome<'_>) {
///         (&mut self).exit(outcome);
///     }
/// }
///
/// impl ContextManager for &mut Pool {
///     type Value<'a> = &'a mut Connection where Self: 'a;
///     type Exit = ();
///
///     fn enter(&mut self) -> Result<&mut Connection, Infallible> {
///         (**self).enter()
///     }
///
///     fn exit(self, outcome: Outcome<'_>) {
///         self.idle.extend(self.lent.take().filter(|_| outcome.is_success()));
///     }
/// }
///
/// let mut pool = Pool::default();
/// for _ in 0..4 {
///     let sent = with!(&mut pool as connection => { connection.send() });
///     # let _ = sent;
/// }
/// assert_eq!(pool.opened, 2); // the third `send` failed
/// ```
#[doc(alias = "guard")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a context manager",
    label = "not a context manager",
    note = "a context manager implements `ContextManager`, by hand or by the `context_manager` attribute; `scope` and `closing` make one of any value",
    note = "what only has to be dropped, such as a lock's guard, needs none: `let` is enough",
    note = "if this is a `Result` or a future that holds the manager, add `?` or `.await` behind the expression",
    note = "if this is an async context manager, write `async` before the expression"
)]
pub trait ContextManager: Sized {
    /// What the block is lent: `as name` binds it.
    type Value<'a>
    where
        Self: 'a;

    /// What [`exit`](Self::exit) returns. It decides the type of `with!`: see [`Exit`].
    type Exit: Exit;

    /// Begins the scope and lends the value that the body uses.
    ///
    /// # Errors
    ///
    /// When the scope cannot begin. Then `with!` is `Err` of this error, the body does not run, and
    /// neither does [`exit`](Self::exit).
    fn enter(&mut self) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error>;

    /// Ends the scope, and is told how the body ended.
    ///
    /// Everything that the body declared, and the value that `enter` lent, are dropped by then.
    #[doc(alias = "defer")]
    #[doc(alias = "finally")]
    fn exit(self, outcome: Outcome<'_>) -> Self::Exit;

    /// What a block holds its manager by. A method of this trait, as rustc says of a type that it is none without a word
    /// of where that was asked.
    #[doc(hidden)]
    #[inline]
    fn guarded(place: &mut Option<Self>) -> Guard<'_, Self> {
        guard(place)
    }

    /// [`guarded`](Self::guarded), for a body that can be left unseen.
    #[doc(hidden)]
    #[inline]
    fn guarded_and_watched<'m, W>(
        place: &'m mut Option<Self>,
        watch: &'m W,
    ) -> Guard<'m, Self, &'m W>
    where
        &'m W: Watcher,
    {
        guard_watched(place, watch)
    }

    /// Whether this is made of several managers. What follows is for those: when one of the parts cannot be entered,
    /// those before it are exited. Others need not be counted, which would cost a block of theirs some instructions.
    #[doc(hidden)]
    const IS_SEVERAL: bool = false;

    /// How many managers this is made of.
    #[doc(hidden)]
    fn parts(&self) -> usize {
        1
    }

    /// [`enter`](Self::enter), which counts the parts that it enters.
    #[doc(hidden)]
    fn enter_parts(
        &mut self,
        entered: &mut usize,
    ) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error> {
        match self.enter() {
            Ok(value) => {
                *entered += 1;
                Ok(value)
            }
            Err(error) => Err(error),
        }
    }

    /// [`exit`](Self::exit) of as many parts as were entered.
    #[doc(hidden)]
    fn exit_parts(self, entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        if entered > 0 {
            self.exit(outcome)
        } else {
            Self::Exit::nothing()
        }
    }

    /// Enters, calls `body` with the value, and exits; the closure form of `with!`.
    ///
    /// `exit` is told [`Outcome::Completed`] whatever the closure returns, and
    /// [`Outcome::Panicked`] when it panics. For a closure whose `Err` is a failure there is
    /// [`try_run`](Self::try_run).
    ///
    /// Returns what `with!` would: see [`Exit::With`].
    ///
    /// rustc takes a closure that is to accept a value of any lifetime to need a manager that borrows
    /// nothing (E0521, "borrowed data escapes"). `with!` asks for no such thing.
    ///
    /// # Examples
    ///
    /// ```
    /// # use scoped_core::{ContextManager, Outcome};
    /// struct Twice;
    ///
    /// impl ContextManager for Twice {
    ///     type Value<'a> = u32;
    ///     type Exit = Result<(), String>;
    ///     fn enter(&mut self) -> Result<u32, String> { Ok(2) }
    ///     fn exit(self, _: Outcome<'_>) -> Result<(), String> { Ok(()) }
    /// }
    ///
    /// assert_eq!(Twice.run(|two| two * 21), Ok(42));
    /// ```
    fn run<T>(self, body: impl FnOnce(Self::Value<'_>) -> T) -> <Self::Exit as Exit>::With<T> {
        let mut held = Some(self);
        let mut guard = guard(&mut held);
        let exit_type = exit_type(&guard);
        let value = match enter(&mut guard) {
            Ok(value) => body(value),
            Err(error) => return exit_type.not_entered(!error),
        };
        exit_type.complete(value, guard)
    }

    /// Enters, calls `body` with the value, and exits; an `Err` of the closure is a failure.
    ///
    /// `exit` is told [`Outcome::Failed`] when the closure returns `Err`. Inside this generic
    /// function nothing is known of `E`, so that failure carries no error object; `with!` lends it.
    ///
    /// Returns what `with!` would for a body of type `Result<T, E>`: see [`Exit::With`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use scoped_core::{ContextManager, Outcome};
    /// # use std::cell::RefCell;
    /// # use std::convert::Infallible;
    /// # use std::rc::Rc;
    /// struct Log(Rc<RefCell<Vec<String>>>);
    ///
    /// impl ContextManager for Log {
    ///     type Value<'a> = ();
    ///     type Exit = ();
    ///     fn enter(&mut self) -> Result<(), Infallible> { Ok(()) }
    ///     fn exit(self, outcome: Outcome<'_>) { self.0.borrow_mut().push(outcome.to_string()) }
    /// }
    ///
    /// let log = Rc::new(RefCell::new(Vec::new()));
    /// let answer: Result<u32, &str> = Log(Rc::clone(&log)).try_run(|()| Err("no answer"));
    /// assert_eq!(answer, Err("no answer"));
    /// assert_eq!(*log.borrow(), ["failed"]);
    /// ```
    fn try_run<T, E>(
        self,
        body: impl FnOnce(Self::Value<'_>) -> Result<T, E>,
    ) -> <Self::Exit as Exit>::With<Result<T, E>> {
        let mut held = Some(self);
        let mut guard = guard(&mut held);
        let exit_type = exit_type(&guard);
        let value = match enter(&mut guard) {
            Ok(value) => body(value),
            Err(error) => return exit_type.not_entered(!error),
        };
        exit_type.finish(value, guard, ERROR_UNKNOWN)
    }
}
