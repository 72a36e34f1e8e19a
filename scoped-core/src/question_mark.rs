//! `?`, in two halves: take the operand apart, and make of its residual what the function returns.
//!
//! `Try` and `FromResidual` are unstable, so these are their impls in `core`, written out. The message
//! for an operand that fits neither is rustc's: what does not leave, the expansion hands to the native `?`.

use core::convert::Infallible;
use core::marker::PhantomData;
use core::ops::ControlFlow;
use core::task::Poll;

use crate::block::JumpType;

/// What `?` takes apart. rustc's own message has no list of the types which can be, so this one has none either; and it names
/// this trait where that one names `Try`, which here would be found with its path, as it is not the only one.
#[diagnostic::on_unimplemented(
    message = "the `?` operator can only be applied to values that implement `Try`",
    label = "the `?` operator cannot be applied to type `{Self}`"
)]
pub trait QuestionMark {
    /// This type. Of a type that `?` does not take apart nothing is known of it, so nothing more is said.
    type Itself;
    /// What leaves, with the output's place taken.
    type Residual;

    /// What `?` can take apart without leaving, or what leaves.
    ///
    /// # Errors
    ///
    /// The residual, when `?` leaves.
    fn branch(self) -> Result<Self::Itself, Self::Residual>;
}

#[diagnostic::do_not_recommend]
impl<T, E> QuestionMark for Result<T, E> {
    type Itself = Self;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn branch(self) -> Result<Self, Self::Residual> {
        match self {
            Ok(value) => Ok(Ok(value)),
            Err(error) => Err(Err(error)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> QuestionMark for Option<T> {
    type Itself = Self;
    type Residual = Option<Infallible>;

    #[inline]
    fn branch(self) -> Result<Self, Self::Residual> {
        match self {
            Some(value) => Ok(Some(value)),
            None => Err(None),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<B, C> QuestionMark for ControlFlow<B, C> {
    type Itself = Self;
    type Residual = ControlFlow<B, Infallible>;

    #[inline]
    fn branch(self) -> Result<Self, Self::Residual> {
        match self {
            Self::Continue(value) => Ok(Self::Continue(value)),
            Self::Break(value) => Err(ControlFlow::Break(value)),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> QuestionMark for Poll<Result<T, E>> {
    type Itself = Self;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn branch(self) -> Result<Self, Self::Residual> {
        match self {
            Self::Ready(Ok(value)) => Ok(Self::Ready(Ok(value))),
            Self::Ready(Err(error)) => Err(Err(error)),
            Self::Pending => Ok(Self::Pending),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> QuestionMark for Poll<Option<Result<T, E>>> {
    type Itself = Self;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn branch(self) -> Result<Self, Self::Residual> {
        match self {
            Self::Ready(Some(Ok(value))) => Ok(Self::Ready(Some(Ok(value)))),
            Self::Ready(Some(Err(error))) => Err(Err(error)),
            Self::Ready(None) => Ok(Self::Ready(None)),
            Self::Pending => Ok(Self::Pending),
        }
    }
}

impl<R> JumpType<R> {
    /// What the function returns. The place of the call is where a `From` that asks for its caller finds it.
    ///
    /// The type checker knows the other types when it asks for `I`: it then remembers that it has asked before, and a
    /// thousand `?` of the same types are one question that waits for the integer.
    #[inline]
    #[track_caller]
    pub fn converted<S, I>(self, residual: S, _: IntegerType<I>) -> R
    where
        R: FromResidual<S, I>,
    {
        R::from_residual(residual)
    }
}

/// Makes what the function returns of a residual, by the name that core has for it.
///
/// Total, so that it never fails to type-check: where no real conversion fits, `I` becomes `u8` and the
/// blanket impl is chosen, and the native `?` around it is what rustc reports.
pub trait FromResidual<S, I> {
    /// The value that leaves the function.
    #[track_caller]
    fn from_residual(residual: S) -> Self;
}

impl<S, R> FromResidual<S, u8> for R {
    fn from_residual(_: S) -> Self {
        unreachable!("rustc has refused this `?`")
    }
}

impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>, i32> for Result<T, F> {
    #[inline]
    #[track_caller]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Ok(none) => match none {},
            Err(error) => Err(F::from(error)),
        }
    }
}

impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>, i32> for Poll<Result<T, F>> {
    #[inline]
    #[track_caller]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        Self::Ready(FromResidual::<_, i32>::from_residual(residual))
    }
}

impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>, i32> for Poll<Option<Result<T, F>>> {
    #[inline]
    #[track_caller]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        Self::Ready(Some(FromResidual::<_, i32>::from_residual(residual)))
    }
}

impl<T> FromResidual<Option<Infallible>, i32> for Option<T> {
    #[inline]
    fn from_residual(residual: Option<Infallible>) -> Self {
        match residual {
            Some(none) => match none {},
            None => None,
        }
    }
}

impl<B, C> FromResidual<ControlFlow<B, Infallible>, i32> for ControlFlow<B, C> {
    #[inline]
    fn from_residual(residual: ControlFlow<B, Infallible>) -> Self {
        match residual {
            ControlFlow::Continue(none) => match none {},
            ControlFlow::Break(value) => Self::Break(value),
        }
    }
}

/// The type of an integer, which a literal leaves to fallback.
#[derive(Clone, Copy, Debug)]
pub struct IntegerType<I>(PhantomData<I>);

/// The type of this integer.
#[inline]
pub const fn integer_type<I: Copy>(_: I) -> IntegerType<I> {
    IntegerType(PhantomData)
}
