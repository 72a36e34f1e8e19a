//! Lists of managers.

use core::array;

use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

use super::part::{Part, enter_uncounted};
use super::{Combined, Plain, Unwinding};

/// Exits managers of one type, the last first.
fn exit_all<M: ContextManager>(
    parts: impl DoubleEndedIterator<Item = Part<M>>,
    outcome: Outcome<'_>,
) -> Combined<Plain<M>> {
    let mut rest = Rest(parts);
    let mut unwinding = Unwinding::new(outcome);
    while let Some(part) = rest.0.next_back() {
        unwinding.exit(part, |error| error);
    }
    unwinding.end()
}

/// Those that are not exited yet. Where one of them panics, the others are dropped in the same order.
struct Rest<I: DoubleEndedIterator>(I);

impl<I: DoubleEndedIterator> Drop for Rest<I> {
    fn drop(&mut self) {
        while let Some(part) = self.0.next_back() {
            drop(part);
        }
    }
}

/// Entered from the first to the last, exited from the last to the first.
#[diagnostic::do_not_recommend]
impl<M: ContextManager, const N: usize> ContextManager for [M; N] {
    type Value<'a>
        = [M::Value<'a>; N]
    where
        Self: 'a;
    type Exit = Combined<Plain<M>>;

    const IS_SEVERAL: bool = true;

    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        enter_uncounted::<Self, _>(|entered| self.enter_parts(entered))
    }

    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        let parts = self.parts();
        self.exit_parts(parts, outcome)
    }

    fn parts(&self) -> usize {
        self.iter().map(M::parts).sum()
    }

    fn enter_parts(&mut self, entered: &mut usize) -> Result<Self::Value<'_>, EnterError<Self>> {
        let mut managers = self.iter_mut();
        let mut failure = None;
        let values = array::from_fn::<_, N, _>(|_| {
            if failure.is_some() {
                return None;
            }
            match managers.next()?.enter_parts(entered) {
                Ok(value) => Some(value),
                Err(error) => {
                    failure = Some(error);
                    None
                }
            }
        });
        match failure {
            None => Ok(values.map(|value| match value {
                Some(value) => value,
                None => unreachable!("every manager has lent a value, as none has failed"),
            })),
            Some(error) => Err(error),
        }
    }

    fn exit_parts(self, mut entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        let parts = self.map(|manager| Part::new(manager, &mut entered));
        exit_all(parts.into_iter(), outcome)
    }
}

/// Entered from the first to the last, exited from the last to the first.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{closing, with};
///
/// let words = ["one", "two"].map(String::from);
/// let managers: Vec<_> = words.into_iter().map(closing).collect();
/// let length = with!(managers as words => {
///     for word in &words { assert!(!word.is_empty()); }
///     words.iter().map(|word| word.len()).sum::<usize>()
/// });
/// assert_eq!(length, 6);
/// ```
#[cfg(feature = "alloc")]
impl<M: ContextManager> ContextManager for alloc::vec::Vec<M> {
    type Value<'a>
        = alloc::vec::Vec<M::Value<'a>>
    where
        Self: 'a;
    type Exit = Combined<Plain<M>>;

    const IS_SEVERAL: bool = true;

    fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
        enter_uncounted::<Self, _>(|entered| self.enter_parts(entered))
    }

    fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
        let parts = self.parts();
        self.exit_parts(parts, outcome)
    }

    fn parts(&self) -> usize {
        self.iter().map(M::parts).sum()
    }

    fn enter_parts(&mut self, entered: &mut usize) -> Result<Self::Value<'_>, EnterError<Self>> {
        self.iter_mut()
            .map(|manager| manager.enter_parts(entered))
            .collect()
    }

    fn exit_parts(self, mut entered: usize, outcome: Outcome<'_>) -> Self::Exit {
        let parts: alloc::vec::Vec<_> = self
            .into_iter()
            .map(|manager| Part::new(manager, &mut entered))
            .collect();
        exit_all(parts.into_iter(), outcome)
    }
}
