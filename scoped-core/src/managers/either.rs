//! One of two managers.

use crate::abandoned::Abandoned;
use crate::async_manager::AsyncContextManager;
use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::{AsyncOutcome, Outcome};

use super::several::{Combined, ErrorInto, Join, Part, Plain, Unwinding, enter_uncounted};

/// One of two managers, chosen at run time; and what it lends, which is one of two values.
///
/// `with!` may fail when one of the managers can, and may be `None` when one of them can suppress. The error of the
/// second becomes that of the first by [`From`], where both can fail.
///
/// The value reads and writes when both do; when both are of one type, [`into_inner`](Either::into_inner) has it.
///
/// The idea is Python's `with open(path) if path else nullcontext(stdin) as file`, the form that of the crate `either`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{Either, closing, nullcontext, with};
///
/// fn count(shared: Option<&mut Vec<u32>>) -> usize {
///     let numbers = match shared {
///         Some(shared) => Either::Left(nullcontext(shared)),
///         None => Either::Right(closing(vec![1])),
///     };
///     with!(numbers as numbers => {
///         match numbers {
///             Either::Left(shared) => shared.len(),
///             Either::Right(own) => own.len(),
///         }
///     })
/// }
/// assert_eq!(count(None), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Either<L, R> {
    /// The first.
    Left(L),
    /// The second.
    Right(R),
}

impl<T> Either<T, T> {
    /// The value, whichever it is.
    pub fn into_inner(self) -> T {
        match self {
            Self::Left(value) | Self::Right(value) => value,
        }
    }
}

type Joined<L, R> = <Plain<L> as Join<Plain<R>>>::Joined;

impl<L, R> ContextManager for Either<L, R>
where
    L: ContextManager,
    R: ContextManager,
    Plain<L>: Join<Plain<R>> + ErrorInto<Joined<L, R>>,
    Plain<R>: ErrorInto<Joined<L, R>>,
{
    type Value<'a>
        = Either<L::Value<'a>, R::Value<'a>>
    where
        Self: 'a;
    type Exit = Combined<Joined<L, R>>;

    const IS_SEVERAL: bool = L::IS_SEVERAL || R::IS_SEVERAL;

    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        enter_uncounted::<Self, _>(|entered| self.enter_parts(entered))
    }

    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        let parts = self.parts();
        self.exit_parts(parts, outcome)
    }

    fn parts(&self) -> usize {
        match self {
            Self::Left(left) => left.parts(),
            Self::Right(right) => right.parts(),
        }
    }

    fn enter_parts(&mut self, entered: &mut usize) -> Result<Self::Value<'_>, EnterError<Self>> {
        match self {
            Self::Left(left) => match left.enter_parts(entered) {
                Ok(value) => Ok(Either::Left(value)),
                Err(error) => Err(Plain::<L>::error_into(error)),
            },
            Self::Right(right) => match right.enter_parts(entered) {
                Ok(value) => Ok(Either::Right(value)),
                Err(error) => Err(Plain::<R>::error_into(error)),
            },
        }
    }

    fn exit_parts(self, mut entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        let mut unwinding = Unwinding::new(outcome);
        match self {
            Self::Left(left) => {
                unwinding.exit(Part::new(left, &mut entered), Plain::<L>::error_into);
            }
            Self::Right(right) => {
                unwinding.exit(Part::new(right, &mut entered), Plain::<R>::error_into);
            }
        }
        unwinding.end()
    }
}

type AsyncPlain<M> = <<M as AsyncContextManager>::Exit as Exit>::Plain;
type AsyncJoined<L, R> = <AsyncPlain<L> as Join<AsyncPlain<R>>>::Joined;

impl<L, R> AsyncContextManager for Either<L, R>
where
    L: AsyncContextManager,
    R: AsyncContextManager,
    AsyncPlain<L>: Join<AsyncPlain<R>> + ErrorInto<AsyncJoined<L, R>>,
    AsyncPlain<R>: ErrorInto<AsyncJoined<L, R>>,
{
    type Value<'a>
        = Either<L::Value<'a>, R::Value<'a>>
    where
        Self: 'a;
    type Exit = Combined<AsyncJoined<L, R>>;

    async fn enter(&mut self) -> Result<Self::Value<'_>, <Self::Exit as Exit>::Error> {
        match self {
            Self::Left(left) => match left.enter().await {
                Ok(value) => Ok(Either::Left(value)),
                Err(error) => Err(AsyncPlain::<L>::error_into(error)),
            },
            Self::Right(right) => match right.enter().await {
                Ok(value) => Ok(Either::Right(value)),
                Err(error) => Err(AsyncPlain::<R>::error_into(error)),
            },
        }
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Self::Exit {
        match self {
            Self::Left(left) => {
                let answer = left.exit(outcome).await;
                Combined::settled::<L, _>(answer, outcome.into(), AsyncPlain::<L>::error_into)
            }
            Self::Right(right) => {
                let answer = right.exit(outcome).await;
                Combined::settled::<R, _>(answer, outcome.into(), AsyncPlain::<R>::error_into)
            }
        }
    }

    fn abandon(self, reason: Abandoned) {
        match self {
            Self::Left(left) => left.abandon(reason),
            Self::Right(right) => right.abandon(reason),
        }
    }
}
