//! A stack of managers that do not await.

use alloc::boxed::Box;
use core::{fmt, mem};

use super::entries::{End, Entries};
use super::entry::{Deferred, Entered, Entry, FitsStack, Pushed, StackExit, StackStop};
use crate::block::{caught, panicking};
use crate::exit::{Exit, Stop, Verdict};
use crate::exit_error::ExitError;
use crate::manager::{ContextManager, EnterError};
use crate::managers::on_exit;
use crate::managers::several::{Combined, Plain};
use crate::outcome::{Failure, Outcome};

/// A number of managers that is known at run time only. They are entered and added while the block runs, and exited when
/// it ends, the last first.
///
/// `with!` binds it as an [`OpenStack`], which lends what the managers lend until the block ends:
///
#[cfg_attr(all(feature = "macros", feature = "std"), doc = "```")]
#[cfg_attr(not(all(feature = "macros", feature = "std")), doc = "```ignore")]
/// use scoped_core::{ExitStack, with};
/// use std::fs::File;
/// use std::io::{self, BufWriter, Write as _};
/// use std::path::PathBuf;
///
/// fn write_to_all(paths: &[PathBuf], line: &str) -> io::Result<()> {
///     with!(ExitStack::new() as stack => {
///         let mut files = Vec::new();
///         for path in paths {
///             files.push(stack.enter(BufWriter::new(File::create(path)?))?);
///         }
///         for file in &mut files {
///             writeln!(file, "{line}")?;
///         }
///     })?; // the error of a flush
///     Ok(())
/// }
/// # let directory = std::env::temp_dir();
/// # let paths = ["a", "b"].map(|name| directory.join(format!("scoped-doc-stack-{name}-{}", std::process::id())));
/// # write_to_all(&paths, "all").unwrap();
/// # for path in paths {
/// #     assert_eq!(std::fs::read_to_string(&path).unwrap(), "all\n");
/// #     std::fs::remove_file(path).unwrap();
/// # }
/// ```
///
/// - Each manager is told what a block of its own around the later ones would tell it: an error of one is
///   [`Failed`](Outcome::Failed) to the next, a suppression is [`Completed`](Outcome::Completed).
/// - `with!` is a `Result<Option<T>, ExitError>`, and `None` where something was suppressed. Where nothing is to be
///   suppressed, [`without_suppression`](Self::without_suppression) makes it a `Result<T, ExitError>`.
/// - [`enter`](OpenStack::enter) takes managers that borrow nothing: among others, only their own type tells what they
///   lend, and a stack does not keep that. What borrows may be [pushed](OpenStack::push), or be part of a
///   [callback](OpenStack::callback), when it lives longer than the stack.
///
/// It may also be used without a block. Then it is [closed](Self::close) by hand. If it is dropped instead, it exits the
/// managers as well, and tells them [`Panicked`](Outcome::Panicked) or [`Unseen`](Outcome::Unseen).
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{ExitError, ExitStack, closing};
///
/// # fn main() -> Result<(), ExitError> {
/// let mut stack = ExitStack::new();
/// stack.callback(|outcome| println!("{outcome}"));
/// let Ok(numbers) = stack.enter(closing(vec![1, 2]));
/// numbers.push(3);
/// stack.close()?; // `numbers` cannot be used any more
/// # Ok(())
/// # }
/// ```
///
/// `&mut ExitStack` is a manager, too: the stack is empty after the block, and can be used again.
///
/// The stack is for one thread. In a task that moves between threads, use an
/// [`AsyncExitStack`](crate::AsyncExitStack).
///
/// The idea is `contextlib.ExitStack`, and JavaScript's `DisposableStack`.
pub struct ExitStack<'m, X: StackExit = Result<Verdict, ExitError>> {
    entries: Entries<Box<dyn Entry<'m, X> + 'm>>,
    /// Whether the thread unwound already when the stack was made: then it is not told of that.
    panicking_before: bool,
}

impl ExitStack<'_> {
    /// An empty stack.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl ExitStack<'_, Result<(), ExitError>> {
    /// An empty stack for managers that suppress nothing, so that `with!` over it always has the body's value.
    #[must_use]
    pub fn without_suppression() -> Self {
        Self::default()
    }
}

impl<X: StackExit> Default for ExitStack<'_, X> {
    fn default() -> Self {
        Self {
            entries: Entries::new(),
            panicking_before: panicking(),
        }
    }
}

impl<'m, X: StackExit> ExitStack<'m, X> {
    /// Enters a manager, and lends what that lends. To be lent several at once, [`open`](Self::open) the stack.
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`; then it will not be exited, but for what was entered of one that is made of
    /// several: that is told that it has failed. It is dropped in its place when the stack unwinds, and not before.
    pub fn enter<M>(&mut self, manager: M) -> Result<M::Value<'_>, EnterError<M>>
    where
        M: ContextManager + 'static,
        Plain<M>: FitsStack<X>,
    {
        self.open().enter(manager)
    }

    /// Adds a manager that was entered already, or need not be: it will be exited.
    pub fn push<M>(&mut self, manager: M)
    where
        M: ContextManager + 'm,
        Plain<M>: FitsStack<X>,
    {
        self.entries.push(Box::new(Pushed(manager)));
    }

    /// Adds a closure that is called when the stack unwinds; what it returns is what an `exit` may answer.
    pub fn callback<F, Y>(&mut self, callback: F)
    where
        F: FnOnce(Outcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.push(on_exit(callback));
    }

    /// A [`callback`](Self::callback) that is given the stack: what it adds there runs next.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn main() -> Result<(), scoped_core::ExitError> {
    /// let mut stack = scoped_core::ExitStack::new();
    /// stack.defer(|stack, _| {
    ///     stack.callback(|outcome| println!("runs last, {outcome}"));
    /// });
    /// stack.close()
    /// # }
    /// ```
    pub fn defer<F, Y>(&mut self, callback: F)
    where
        F: FnOnce(&mut Self, Outcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.entries.push(Box::new(Deferred(callback)));
    }

    /// Moves everything to another stack, and leaves this one empty.
    #[must_use = "a stack that is dropped exits its managers"]
    pub fn pop_all(&mut self) -> Self {
        Self {
            entries: self.entries.take(),
            panicking_before: self.panicking_before,
        }
    }

    /// Exits everything, and tells it [`Completed`](Outcome::Completed).
    ///
    /// # Errors
    ///
    /// That of a manager, unless a later one has suppressed it.
    pub fn close(mut self) -> Result<(), ExitError> {
        match self.unwind(Outcome::Completed) {
            Some(Stop::Raised(error)) => Err(error),
            Some(Stop::Suppressed) | None => Ok(()),
        }
    }

    /// What a block is lent: the stack for as long as what its managers lend is used.
    pub fn open(&mut self) -> OpenStack<'_, 'm, X> {
        OpenStack {
            end: self.entries.end(),
        }
    }

    /// Exits one after the other. Where one panics, those that are left are exited when the stack is dropped.
    fn unwind(&mut self, outcome: Outcome<'_>) -> Option<StackStop> {
        // Then they are told of that panic, whatever unwound before.
        let panicking_before = mem::replace(&mut self.panicking_before, false);
        let mut stop: Option<StackStop> = None;
        while let Some(entry) = self.entries.pop() {
            let told = match &stop {
                None => outcome,
                Some(Stop::Suppressed) => Outcome::Completed,
                Some(Stop::Raised(error)) => Outcome::Failed(Failure::new(error.inner())),
            };
            if let Some(next) = entry.exit(told, self) {
                stop = Some(next);
            }
        }
        self.panicking_before = panicking_before;
        stop
    }
}

impl<X: StackExit> Drop for ExitStack<'_, X> {
    fn drop(&mut self) {
        if self.entries.is_empty() {
            return;
        }
        // Should an entry panic in here, what is left is dropped with this.
        let mut stack = Self {
            entries: self.entries.take(),
            panicking_before: self.panicking_before,
        };
        if !panicking() {
            let _: Option<StackStop> = stack.unwind(Outcome::Unseen);
            return;
        }
        let outcome = if self.panicking_before {
            Outcome::Unseen
        } else {
            Outcome::Panicked
        };
        while let Some(entry) = stack.entries.pop() {
            caught(|| entry.exit(outcome, &mut stack));
        }
    }
}

impl<X: StackExit> fmt::Debug for ExitStack<'_, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExitStack").finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<'m, X: StackExit> ContextManager for ExitStack<'m, X> {
    type Value<'a>
        = OpenStack<'a, 'm, X>
    where
        Self: 'a;
    type Exit = Combined<X>;

    fn enter(&mut self) -> Result<OpenStack<'_, 'm, X>, ExitError> {
        Ok(self.open())
    }

    fn exit(mut self, outcome: Outcome<'_>) -> Combined<X> {
        Combined(self.unwind(outcome))
    }
}

/// The stack is empty afterwards, and can be used again.
#[diagnostic::do_not_recommend]
impl<'m, X: StackExit> ContextManager for &mut ExitStack<'m, X> {
    type Value<'a>
        = OpenStack<'a, 'm, X>
    where
        Self: 'a;
    type Exit = Combined<X>;

    fn enter(&mut self) -> Result<OpenStack<'_, 'm, X>, ExitError> {
        Ok(self.open())
    }

    fn exit(self, outcome: Outcome<'_>) -> Combined<X> {
        // Should an entry panic, what is left is dropped with this, and not kept for another block.
        Combined(self.pop_all().unwind(outcome))
    }
}

/// An [`ExitStack`] while it is lent, to a block as a rule. What its managers lend can be used until then, all at once.
pub struct OpenStack<'a, 'm, X: StackExit = Result<Verdict, ExitError>> {
    end: End<'a, Box<dyn Entry<'m, X> + 'm>>,
}

impl<'a, 'm, X: StackExit> OpenStack<'a, 'm, X> {
    /// Enters a manager, and lends what that lends. See [`ExitStack::enter`].
    ///
    /// # Errors
    ///
    /// That of the manager's `enter`.
    pub fn enter<M>(&self, manager: M) -> Result<M::Value<'a>, EnterError<M>>
    where
        M: ContextManager + 'static,
        Plain<M>: FitsStack<X>,
    {
        let entry = self.end.push(Box::new(Entered {
            manager,
            parts: 0,
            unfinished: Some(Outcome::Panicked),
        }));
        let Some(Entered {
            manager,
            parts,
            unfinished,
        }) = entry.lent().and_then(|lent| lent.downcast_mut())
        else {
            unreachable!("it is the manager that was added");
        };
        let manager: &'a mut M = manager;
        let result = manager.enter_parts(parts);
        *unfinished = match result {
            Ok(_) => None,
            Err(_) => Some(Outcome::Failed(Failure::default())),
        };
        result
    }

    /// See [`ExitStack::push`].
    pub fn push<M>(&self, manager: M)
    where
        M: ContextManager + 'm,
        Plain<M>: FitsStack<X>,
    {
        self.end.push(Box::new(Pushed(manager)));
    }

    /// See [`ExitStack::callback`].
    pub fn callback<F, Y>(&self, callback: F)
    where
        F: FnOnce(Outcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.push(on_exit(callback));
    }

    /// See [`ExitStack::defer`].
    pub fn defer<F, Y>(&self, callback: F)
    where
        F: FnOnce(&mut ExitStack<'m, X>, Outcome<'_>) -> Y + 'm,
        Y: Exit<Plain: FitsStack<X>>,
    {
        self.end.push(Box::new(Deferred(callback)));
    }

    /// Moves everything to another stack, so that it outlives the block.
    ///
    /// What the managers lend is still lent to the block. So they move when that ends; if the other stack is closed or
    /// dropped before, the block exits them after all.
    ///
    /// # Examples
    ///
    /// All files, or none:
    ///
    #[cfg_attr(feature = "macros", doc = "```")]
    #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
    /// use scoped_core::{ExitStack, with};
    /// use std::fs::File;
    /// use std::io;
    ///
    /// fn open_all(paths: &[&str]) -> io::Result<ExitStack<'static>> {
    ///     let opened = with!(ExitStack::new() as stack => {
    ///         for path in paths {
    ///             stack.enter(File::open(path)?).unwrap();
    ///         }
    ///         stack.pop_all()
    ///     })?;
    ///     Ok(opened.expect("nothing suppresses"))
    /// }
    /// # assert!(open_all(&["no such file"]).is_err());
    /// ```
    #[cfg(feature = "std")]
    #[must_use = "a stack that is dropped exits its managers"]
    pub fn pop_all(&self) -> ExitStack<'m, X> {
        ExitStack {
            entries: self.end.pop_all(),
            panicking_before: panicking(),
        }
    }
}

impl<X: StackExit> fmt::Debug for OpenStack<'_, '_, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenStack").finish_non_exhaustive()
    }
}
