//! What several managers answer together.

use crate::exit::{Exit, Stop, Verdict, sealed::Sealed};
use crate::failure::{Inspect, StandIn};
use crate::outcome::{ErrorObject, Failure, Outcome};
use crate::returned::Returned;

/// What the [`exit`](crate::ContextManager::exit) of a manager answers that is made of several, such as a tuple or a
/// `Vec`. `X` is one of the four that [`Exit`] lists, and the type of `with!` is the same as for `X`.
///
/// It is not plainly an `X`, because it may say what none of these can: that one of the managers has suppressed the
/// body's error, and that another one has failed afterwards. The blocks of these managers, nested, would be `Err` then.
///
/// # Examples
///
/// ```
/// use scoped_core::{ContextManager, Outcome, Verdict, on_exit};
///
/// let both = (on_exit(|_| Ok(Verdict::Propagate)), on_exit(|_| Err::<(), _>("disk full")));
/// let answer = both.exit(Outcome::Completed);
/// assert_eq!(answer.into_result(), Err("disk full"));
/// ```
#[derive(Debug)]
#[must_use = "what `exit` answers may be an error"]
pub struct Combined<X: Exit>(pub(in crate::managers) Option<Stop<X::Error>>);

impl<X: Exit> Combined<X> {
    /// What the one manager of type `M` that was entered has answered.
    pub(in crate::managers) fn settled<M, Y: Exit>(
        answer: Y,
        outcome: Outcome<'_>,
        error_into: impl FnOnce(Y::Error) -> X::Error,
    ) -> Self {
        Self(
            answer
                .settle::<M>(outcome)
                .map(|stop| match Y::into_stop(stop) {
                    Stop::Suppressed => Stop::Suppressed,
                    Stop::Raised(error) => Stop::Raised(error_into(error)),
                }),
        )
    }

    /// What has become of the end of the body: whether it is suppressed, or given up for an error of `exit`.
    ///
    /// # Errors
    ///
    /// That of the manager which failed last, and was not suppressed by another one.
    pub fn into_result(self) -> Result<Verdict, X::Error> {
        match self.0 {
            None => Ok(Verdict::Propagate),
            Some(Stop::Suppressed) => Ok(Verdict::Suppress),
            Some(Stop::Raised(error)) => Err(error),
        }
    }
}

impl<X: Exit> Sealed for Combined<X> {}

#[diagnostic::do_not_recommend]
impl<R, X: Returned<R>> Returned<R> for Combined<X> {
    #[inline]
    #[track_caller]
    fn given_up(stop: X::Stop) -> R {
        X::given_up(stop)
    }
}

#[diagnostic::do_not_recommend]
impl<X: Exit> Exit for Combined<X> {
    type Error = X::Error;
    type With<T> = X::With<T>;
    type Diverged<T> = X::Diverged<T>;
    type Stop = X::Stop;
    type Itself = Self;
    type Plain = X::Plain;

    #[inline]
    fn itself(self) -> Self {
        self
    }

    #[inline]
    fn nothing() -> Self {
        Self(None)
    }

    #[inline]
    fn has_failed(&self) -> bool {
        matches!(self.0, Some(Stop::Raised(_)))
    }

    #[inline]
    fn into_error(self) -> Option<X::Error> {
        match self.0 {
            Some(Stop::Raised(error)) => Some(error),
            _ => None,
        }
    }

    #[inline]
    fn is_suppressing(&self) -> bool {
        matches!(self.0, Some(Stop::Suppressed))
    }

    #[inline]
    fn suppressing(self) -> Self {
        match self.0 {
            None if X::nothing().suppressing().is_suppressing() => Self(Some(Stop::Suppressed)),
            stop => Self(stop),
        }
    }

    /// What each of the managers has answered is settled already.
    #[inline]
    fn settle<M>(self, _: Outcome<'_>) -> Option<X::Stop> {
        self.0.and_then(X::from_stop)
    }

    #[inline]
    fn into_stop(stop: X::Stop) -> Stop<X::Error> {
        X::into_stop(stop)
    }

    #[inline]
    fn from_stop(stop: Stop<X::Error>) -> Option<X::Stop> {
        X::from_stop(stop)
    }

    #[inline]
    fn stand<T>(value: T) -> X::With<T> {
        X::stand(value)
    }

    #[inline]
    fn stopped<T>(stop: X::Stop) -> X::With<T> {
        X::stopped(stop)
    }

    #[inline]
    fn not_entered<T>(error: X::Error) -> X::With<T> {
        X::not_entered(error)
    }

    #[inline]
    fn ended<T>(with: X::With<T>) -> Result<T, X::Stop> {
        X::ended(with)
    }

    #[inline]
    fn diverged<T>(with: X::With<T>) -> X::Diverged<T> {
        X::diverged(with)
    }

    #[inline]
    fn failure<'v, T, O, S>(
        with: &'v X::With<T>,
        inner: &impl Inspect<T, O>,
        whole: &impl Inspect<X::With<T>, O>,
        stand_in: &'v mut S,
    ) -> Option<Failure<'v, O>>
    where
        O: ErrorObject,
        S: StandIn,
    {
        X::failure(with, inner, whole, stand_in)
    }
}
