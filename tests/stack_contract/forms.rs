//! The forms in which a row is written: blocks, and the stack that is to be the same.

use scoped_core::ExitError;

use crate::support::Trouble;

/// What a block was, whatever its type.
#[derive(Debug)]
pub enum Given<T> {
    Value(T),
    Suppressed,
    Raised(String),
}

impl<T> Given<T> {
    pub fn plain(value: T) -> Self {
        Self::Value(value)
    }

    pub fn fallible(value: Result<T, Trouble>) -> Self {
        match value {
            Ok(value) => Self::Value(value),
            Err(trouble) => Self::Raised(trouble.to_string()),
        }
    }

    pub fn suppressing(value: Option<T>) -> Self {
        value.map_or(Self::Suppressed, Self::Value)
    }

    pub fn both(value: Result<Option<T>, Trouble>) -> Self {
        Given::fallible(value).and_then(Self::suppressing)
    }

    pub fn two(value: Result<Option<Result<Option<T>, Trouble>>, Trouble>) -> Self {
        Given::both(value).and_then(Self::both)
    }

    pub fn stack(value: Result<Option<T>, ExitError>) -> Self {
        Given::stack_without_suppression(value).and_then(Self::suppressing)
    }

    pub fn stack_without_suppression(value: Result<T, ExitError>) -> Self {
        match value {
            Ok(value) => Self::Value(value),
            Err(error) => Self::Raised(error.to_string()),
        }
    }

    fn and_then<U>(self, next: impl FnOnce(T) -> Given<U>) -> Given<U> {
        match self {
            Self::Value(value) => next(value),
            Self::Suppressed => Given::Suppressed,
            Self::Raised(error) => Given::Raised(error),
        }
    }
}

/// A form: what the block was goes to `$given`, and stands in another block that notes what it is told.
macro_rules! form {
    ($name:ident, $given:ident, [$($items:tt)*] $enter:tt) => {
        form! { $name, $given, [$($items)*] $enter $ }
    };
    ($name:ident, $given:ident, [$($items:tt)*] { $($enter:tt)* } $dollar:tt) => {
        macro_rules! $name {
            ($dollar($dollar body:tt)*) => {
                crate::forms::Given::$given(::scoped_core::with!(
                    crate::cast::outer(), $($items)* => { $($enter)* $dollar($dollar body)* }
                ))
            };
        }
        pub(crate) use $name;
    };
}

form! { one_plain, plain, [crate::cast::plain(0) as a] { let _a = a; } }
form! { one_fallible, fallible, [crate::cast::fallible(0) as a] { let _a = a; } }
form! { one_suppressing, suppressing, [crate::cast::suppressing(0) as a] { let _a = a; } }
form! { one_both, both, [crate::cast::both(0) as a] { let _a = a; } }
form! { two, two, [crate::cast::both(0) as a, crate::cast::both(1) as b] { let _a = a; let _b = b; } }
form! {
    stack, stack,
    [::scoped_core::ExitStack::new() as stack] { let _values = crate::cast::add_all(&stack); }
}
form! {
    stack_without_suppression, stack_without_suppression,
    [::scoped_core::ExitStack::without_suppression() as stack]
    { let _values = crate::cast::add_all_without_suppression(&stack); }
}

form! {
    async_one, both,
    [async crate::cast::both(0) as a]
    { let _a = a; crate::support::executor::yield_now().await; }
}
form! {
    async_two, two,
    [async crate::cast::both(0) as a, async crate::cast::both(1) as b]
    { let _a = a; let _b = b; crate::support::executor::yield_now().await; }
}
form! {
    async_sync, two,
    [async crate::cast::both(0) as a, crate::cast::both(1) as b]
    { let _a = a; let _b = b; crate::support::executor::yield_now().await; }
}
form! {
    sync_async, two,
    [crate::cast::both(0) as a, async crate::cast::both(1) as b]
    { let _a = a; let _b = b; crate::support::executor::yield_now().await; }
}
form! {
    async_stack, stack,
    [async ::scoped_core::AsyncExitStack::new() as stack]
    {
        let _values = crate::cast::add_all_async(&stack).await;
        crate::support::executor::yield_now().await;
    }
}
form! {
    send_stack, stack,
    [async ::scoped_core::AsyncExitStack::new_send() as mut stack]
    {
        let _values = crate::cast::add_all_send(&mut stack).await;
        crate::support::executor::yield_now().await;
    }
}
