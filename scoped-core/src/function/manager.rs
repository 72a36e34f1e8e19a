//! The manager that a function with `yield_!` in it returns.
//!
//! Stable Rust cannot suspend a function, so the macro cuts it in two at the `yield_!`: a closure that
//! sets up, and within it a closure that tears down. The setup returns what is lent together with the
//! teardown, which has captured what is still alive.

use core::fmt;
use core::mem;

use crate::block::{enter, exit_type, guard};
use crate::exit::Exit;
use crate::failure::ERROR_UNKNOWN;
use crate::manager::ContextManager;
use crate::names::manager_name;
use crate::outcome::Outcome;

/// What a function may lend to the block between its setup and its teardown.
///
/// An owned value lends `&mut` of itself, a reference lends itself, and `()` is lent as it is.
pub trait Lend: for<'a> LendFor<'a> {
    /// What the teardown gets back.
    type Back;

    /// Gives the value back.
    fn give_back(self) -> Self::Back;
}

/// [`Lend`] for a block of the lifetime `'a`.
///
/// That the value outlives the block is implied by the second parameter. A `where Self: 'a` would have
/// to be proven where the future of an async block is found to be `Send`, for lifetimes of which rustc
/// has forgotten everything by then.
pub trait LendFor<'a, Outliving = &'a Self> {
    /// What `as name` binds.
    type Value;

    /// Lends the value for the time of the block.
    fn lend(&'a mut self) -> Self::Value;
}

/// The type of a value, where a function writes it once more.
pub type Lent<T> = T;

/// A value that the function owns: the block is lent `&mut T`, the teardown gets the `T`.
#[derive(Debug)]
pub struct Owned<T>(pub T);

impl<T> Lend for Owned<T> {
    type Back = T;

    #[inline]
    fn give_back(self) -> T {
        self.0
    }
}

impl<'a, T> LendFor<'a> for Owned<T> {
    type Value = &'a mut T;

    #[inline]
    fn lend(&'a mut self) -> &'a mut T {
        &mut self.0
    }
}

impl<T: ?Sized> Lend for &mut T {
    type Back = Self;

    #[inline]
    fn give_back(self) -> Self {
        self
    }
}

impl<'a, T: ?Sized> LendFor<'a> for &mut T {
    type Value = &'a mut T;

    #[inline]
    fn lend(&'a mut self) -> &'a mut T {
        self
    }
}

impl<T: ?Sized> Lend for &T {
    type Back = Self;

    #[inline]
    fn give_back(self) -> Self {
        self
    }
}

impl<'r, T: ?Sized> LendFor<'_> for &'r T {
    type Value = &'r T;

    #[inline]
    fn lend(&mut self) -> &'r T {
        self
    }
}

impl Lend for () {
    type Back = ();

    #[inline]
    fn give_back(self) {}
}

impl LendFor<'_> for () {
    type Value = ();

    #[inline]
    fn lend(&mut self) {}
}

/// What is lent and what tears down, or why the setup failed.
pub(crate) type SetUp<S> =
    Result<(<S as Setup>::Lent, <S as Setup>::Teardown), <<S as Setup>::Exit as Exit>::Error>;

/// The first half of a function with `yield_!` in it: a closure that sets up, and returns what is lent
/// and the closure that tears down.
///
/// A signature can name this trait's types without naming the lifetime of the block, which would force
/// everything that the function borrows to be `'static`.
pub trait Setup: Sized {
    /// What stands in `yield_!`.
    type Lent: Lend;

    /// The second half of the function.
    type Teardown;

    /// What the teardown returns.
    type Exit: Exit;

    /// Runs the function up to its `yield_!`.
    ///
    /// # Errors
    ///
    /// When the setup fails.
    fn set_up(self) -> SetUp<Self>;

    /// Runs the rest of it.
    fn tear_down(teardown: Self::Teardown, lent: Self::Lent, outcome: Outcome<'_>) -> Self::Exit;
}

impl<S, L, T, X> Setup for S
where
    S: FnOnce() -> Result<(L, T), X::Error>,
    L: Lend,
    T: FnOnce(L::Back, Outcome<'_>) -> X,
    X: Exit,
{
    type Lent = L;
    type Teardown = T;
    type Exit = X;

    #[inline]
    fn set_up(self) -> SetUp<Self> {
        self()
    }

    #[inline]
    fn tear_down(teardown: T, lent: L, outcome: Outcome<'_>) -> X {
        teardown(lent.give_back(), outcome)
    }
}

/// A call of a function marked `#[context_manager]`. None of the function has run before `with!`
/// enters it.
#[must_use = "the function does not run before `with!` enters its manager"]
pub struct FunctionManager<S: Setup>(State<S>);

enum State<S: Setup> {
    Called(S),
    Yielded(S::Lent, S::Teardown),
    /// Between the two; for good when the setup failed.
    Running,
}

/// Makes the manager of a setup.
#[inline]
pub fn function_manager<S, L, T, X>(setup: S) -> FunctionManager<S>
where
    // Spelled out, so that the closure's kind and return type are known from here.
    S: FnOnce() -> Result<(L, T), X::Error>,
    L: Lend,
    T: FnOnce(L::Back, Outcome<'_>) -> X,
    X: Exit,
{
    FunctionManager(State::Called(setup))
}

/// What a setup returns. The teardown's arguments get their types from here.
#[inline]
pub fn yielded<L, X, T>(lent: L, teardown: T) -> (L, T)
where
    L: Lend,
    T: FnOnce(L::Back, Outcome<'_>) -> X,
{
    (lent, teardown)
}

/// Stands for a `yield_!` in a function that has an error.
#[must_use]
pub fn not_yielded<T: ?Sized>(_: &T) -> Outcome<'static> {
    unreachable!("the function does not compile")
}

/// A function's manager is entered by hand once more.
#[cold]
#[track_caller]
pub(super) fn entered_before(function: &str) -> ! {
    panic!("the manager of `{function}` is entered twice, and such a manager can be entered once")
}

/// A function's manager is exited by hand without having been entered.
#[cold]
#[track_caller]
pub(super) fn not_entered(function: &str) -> ! {
    panic!("the manager of `{function}` is exited, and was not entered")
}

impl<S: Setup> ContextManager for FunctionManager<S> {
    type Value<'a>
        = <S::Lent as LendFor<'a>>::Value
    where
        Self: 'a;
    type Exit = S::Exit;

    #[inline]
    #[track_caller]
    fn enter(&mut self) -> Result<Self::Value<'_>, <S::Exit as Exit>::Error> {
        let Self(state) = self;
        let State::Called(setup) = mem::replace(state, State::Running) else {
            entered_before(manager_name::<Self>());
        };
        let (lent, teardown) = setup.set_up()?;
        *state = State::Yielded(lent, teardown);
        let State::Yielded(lent, _) = state else {
            unreachable!("the setup has just yielded");
        };
        Ok(lent.lend())
    }

    #[inline]
    #[track_caller]
    fn exit(self, outcome: Outcome<'_>) -> S::Exit {
        let State::Yielded(lent, teardown) = self.0 else {
            not_entered(manager_name::<Self>());
        };
        S::tear_down(teardown, lent, outcome)
    }
}

/// The closure forms, which work for managers that borrow, too: what such a function lends is known here.
impl<S: Setup> FunctionManager<S> {
    /// [`ContextManager::run`], also for a function that borrows.
    pub fn run<T>(
        self,
        body: impl FnOnce(<S::Lent as LendFor<'_>>::Value) -> T,
    ) -> <S::Exit as Exit>::With<T> {
        let mut held = Some(self);
        let mut guard = guard(&mut held);
        let exit_type = exit_type(&guard);
        let value = match enter(&mut guard) {
            Ok(value) => body(value),
            Err(error) => return exit_type.not_entered(!error),
        };
        exit_type.complete(value, guard)
    }

    /// [`ContextManager::try_run`], also for a function that borrows.
    pub fn try_run<T, E>(
        self,
        body: impl FnOnce(<S::Lent as LendFor<'_>>::Value) -> Result<T, E>,
    ) -> <S::Exit as Exit>::With<Result<T, E>> {
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

impl<S: Setup> fmt::Debug for FunctionManager<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(manager_name::<Self>())
    }
}
