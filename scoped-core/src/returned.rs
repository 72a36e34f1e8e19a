//! What a function returns whose whole body is that of a block: see `#[within]`.

use core::convert::Infallible;
use core::fmt::Debug;

use crate::block::ExitType;
use crate::exit::{Exit, Stop, Suppressed, Verdict};
use crate::question_mark::FromResidual;

impl<X: Exit> ExitType<X> {
    /// What the function returns: the value of its body, unless that was given up. A method, so that the expected type
    /// reaches the body.
    #[inline]
    pub fn returned<R>(self, with: X::With<R>, given_up: impl FnOnce(X::Stop) -> R) -> R {
        X::ended(with).unwrap_or_else(given_up)
    }
}

/// What the function returns instead.
///
/// It is called where the manager stands, for rustc to say there that the function cannot, and for a `From` that asks for
/// its caller.
#[inline]
#[track_caller]
pub fn given_up<X: Returned<R>, R>(_: ExitType<X>, stop: X::Stop) -> R {
    X::given_up(stop)
}

/// An answer of `exit` for whose every stop a function has something to return that returns `R`.
// Of the impls, the user is told nothing: what one of them asks of `R` besides has hidden names.
#[diagnostic::on_unimplemented(
    message = "a function that returns `{R}` has nothing to return when this manager fails or suppresses",
    label = "the answer of its `exit` is a `{Self}`",
    note = "where it can fail, the function returns a `Result` whose error is `From` that of the manager",
    note = "where it can suppress, the function returns `()`, an `Option`, or a `Result` of one of these"
)]
pub trait Returned<R>: Exit {
    /// What is returned.
    #[track_caller]
    fn given_up(stop: Self::Stop) -> R;
}

#[diagnostic::do_not_recommend]
impl<R> Returned<R> for () {
    #[inline]
    fn given_up(stop: Infallible) -> R {
        match stop {}
    }
}

#[diagnostic::do_not_recommend]
impl<R, E> Returned<R> for Result<(), E>
where
    E: Debug,
    R: FromResidual<Result<Infallible, E>, i32>,
{
    #[inline]
    #[track_caller]
    fn given_up(error: E) -> R {
        R::from_residual(Err(error))
    }
}

#[diagnostic::do_not_recommend]
impl<R: Nothing> Returned<R> for Verdict {
    #[inline]
    fn given_up(Suppressed: Suppressed) -> R {
        R::nothing()
    }
}

#[diagnostic::do_not_recommend]
impl<R, E> Returned<R> for Result<Verdict, E>
where
    E: Debug,
    R: Nothing + FromResidual<Result<Infallible, E>, i32>,
{
    #[inline]
    #[track_caller]
    fn given_up(stop: Stop<E>) -> R {
        match stop {
            Stop::Suppressed => R::nothing(),
            Stop::Raised(error) => R::from_residual(Err(error)),
        }
    }
}

/// What a function can return that has no value to return.
pub trait Nothing {
    /// A success without a value.
    fn nothing() -> Self;
}

impl Nothing for () {
    #[inline]
    fn nothing() {}
}

impl<T> Nothing for Option<T> {
    #[inline]
    fn nothing() -> Self {
        None
    }
}

impl<E> Nothing for Result<(), E> {
    #[inline]
    fn nothing() -> Self {
        Ok(())
    }
}

impl<T, E> Nothing for Result<Option<T>, E> {
    #[inline]
    fn nothing() -> Self {
        Ok(None)
    }
}
