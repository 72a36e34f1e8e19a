//! Which answer several managers can give together.

use core::fmt::Debug;

use crate::exit::{Exit, Verdict};
use crate::manager::ContextManager;

/// What the `exit` of an `M` returns, or would if it were not made of several.
pub(crate) type Plain<M> = <<M as ContextManager>::Exit as Exit>::Plain;

/// The answer of a manager around another one, which says what either may say.
///
/// Where both fail, the error is the outer one's, as that of a function is which uses `?` on another.
pub trait Join<Inner: Exit>: Exit {
    /// It fails when one of them can, and suppresses when one of them can.
    type Joined: Exit;
}

/// An answer of one of the managers that make an `X` together.
#[diagnostic::on_unimplemented(
    message = "managers in a tuple or an `Either` fail with the error of the first of them that can fail, and `{Self}` has another one",
    label = "the error in `{Self}` does not become that in `{X}`",
    note = "it is converted as by `?`: implement `From`, or make them items of one `with!`"
)]
pub trait ErrorInto<X: Exit>: Exit {
    /// Its error, as theirs.
    #[doc(hidden)]
    fn error_into(error: Self::Error) -> X::Error;
}

macro_rules! join {
    ($(<$($parameter:ident),*> $outer:ty, $inner:ty => $joined:ty;)+) => {$(
        impl<$($parameter: Debug),*> Join<$inner> for $outer {
            type Joined = $joined;
        }
    )+};
}

join! {
    <> (), () => ();
    <> (), Verdict => Verdict;
    <F> (), Result<(), F> => Result<(), F>;
    <F> (), Result<Verdict, F> => Result<Verdict, F>;
    <> Verdict, () => Verdict;
    <> Verdict, Verdict => Verdict;
    <F> Verdict, Result<(), F> => Result<Verdict, F>;
    <F> Verdict, Result<Verdict, F> => Result<Verdict, F>;
    <E> Result<(), E>, () => Result<(), E>;
    <E> Result<(), E>, Verdict => Result<Verdict, E>;
    <E, F> Result<(), E>, Result<(), F> => Result<(), E>;
    <E, F> Result<(), E>, Result<Verdict, F> => Result<Verdict, E>;
    <E> Result<Verdict, E>, () => Result<Verdict, E>;
    <E> Result<Verdict, E>, Verdict => Result<Verdict, E>;
    <E, F> Result<Verdict, E>, Result<(), F> => Result<Verdict, E>;
    <E, F> Result<Verdict, E>, Result<Verdict, F> => Result<Verdict, E>;
}

#[diagnostic::do_not_recommend]
impl<X: Exit> ErrorInto<X> for () {
    fn error_into(error: Self::Error) -> X::Error {
        match error {}
    }
}

#[diagnostic::do_not_recommend]
impl<X: Exit> ErrorInto<X> for Verdict {
    fn error_into(error: Self::Error) -> X::Error {
        match error {}
    }
}

macro_rules! error_into {
    ($($verdict:ty: $joined:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<E: Debug, F: Debug + Into<E>> ErrorInto<Result<$joined, E>> for Result<$verdict, F> {
            fn error_into(error: F) -> E {
                error.into()
            }
        }
    )+};
}

error_into! {
    (): ();
    (): Verdict;
    Verdict: Verdict;
}
