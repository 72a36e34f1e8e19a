//! The forms in which a row is written: with one, two and three managers, as a list of items and as
//! nested blocks. Every row is written in the forms of [`async_forms`](super::async_forms), too.

/// A row of the first table: `block! { body }` in `code` becomes a block of each form in turn, all of
/// whose managers answer nothing. `ENTER` and `EXIT ..` in the log stand for the lines of all of them.
macro_rules! end_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            $crate::support::forms::each_sync_end_form! {
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
            $crate::support::async_forms::each_async_end_form! {
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
        }
    };
}

/// An [`end_row`] whose block stands in a closure, where nothing can await.
macro_rules! sync_end_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            $crate::support::forms::each_sync_end_form! {
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
        }
    };
}

macro_rules! each_sync_end_form {
    ($($row:tt)*) => {
        $crate::support::forms::each_form! {
            always [one_plain ["a"]]
            compiled [one_fallible ["a"]]
            compiled [one_suppressing ["a"]]
            compiled [one_verdict ["a"]]
            on_impls [two_listed ["a", "b"]]
            on_types [two_nested ["a", "b"]]
            always [two_listed_mixed ["a", "b"]]
            on_impls [two_nested_mixed ["a", "b"]]
            on_types [three_listed ["a", "b", "c"]]
            always [three_nested ["a", "b", "c"]]
            on_impls [three_listed_mixed ["a", "b", "c"]]
            on_types [three_nested_mixed ["a", "b", "c"]];
            $($row)*
        }
    };
}

/// A row of the second table: `block! { [manager, ..] body }` in `code` becomes a list of items in each
/// of the written forms, and nested blocks.
macro_rules! answer_row {
    (
        $(#[$attribute:meta])*
        $name:ident() -> $returned:ty { $($code:tt)* }
        log $log:expr;
        gives $gives:pat $(if $guard:expr)?
    ) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            $crate::support::forms::each_form! {
                always [listed []]
                always [listed_comma []]
                always [listed_angle []]
                always [nested []];
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
            $crate::support::async_forms::each_async_answer_form! {
                $returned;
                { $($code)* };
                $log;
                { $gives $(if $guard)? }
            }
        }
    };
}

// Which builds have a form: compiling them is most of what the tests take. Managers by hand are run in all of them.
// Of managers by the attribute, those on impls and those on types share the forms with several managers, so that each
// row is run in each form. clippy reads only those that are there always: one, two and three managers, awaiting or not.

macro_rules! always {
    ({ $($form:tt)* }) => {{ $($form)* }};
}

#[cfg(not(clippy))]
macro_rules! compiled {
    ($form:tt) => {
        $crate::support::forms::always! { $form }
    };
}

#[cfg(not(any(clippy, feature = "annotated-type")))]
macro_rules! on_impls {
    ($form:tt) => {
        $crate::support::forms::always! { $form }
    };
}

#[cfg(not(any(clippy, feature = "annotated-impl")))]
macro_rules! on_types {
    ($form:tt) => {
        $crate::support::forms::always! { $form }
    };
}

#[cfg(clippy)]
macro_rules! compiled {
    ($form:tt) => {};
}

#[cfg(any(clippy, feature = "annotated-type"))]
macro_rules! on_impls {
    ($form:tt) => {};
}

#[cfg(any(clippy, feature = "annotated-impl"))]
macro_rules! on_types {
    ($form:tt) => {};
}

macro_rules! each_form {
    (
        $($build:ident [$form:ident [$($manager:expr),*]])*;
        $returned:ty;
        $code:tt;
        $log:expr;
        $gives:tt
    ) => {
        $($crate::support::forms::$build! {{
            fn run() -> $returned {
                #[allow(unused_imports, reason = "a row may have no block")]
                use $crate::support::forms::$form as block;
                $crate::support::forms::unbraced! $code
            }
            let form = stringify!($form);
            let ended = $crate::support::run_form(form, &[$($manager),*], &$log, run);
            $crate::support::forms::assert_gives!(form, ended, $gives);
        }})*
    };
}

macro_rules! assert_gives {
    ($form:ident, $ended:ident, { $($gives:tt)* }) => {
        assert!(
            matches!($ended, $($gives)*),
            "value of the form `{}`: {:?} is not `{}`",
            $form,
            $ended,
            stringify!($($gives)*),
        );
    };
}

macro_rules! unbraced {
    ($($code:tt)*) => { $($code)* };
}

macro_rules! one_plain {
    ($($body:tt)*) => { ::scoped_core::with!($crate::support::plain("a") => { $($body)* }) };
}

macro_rules! one_fallible {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::fallible("a") as _value => { $($body)* }).unwrap()
    };
}

macro_rules! one_suppressing {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::suppressing("a"), { $($body)* }).unwrap()
    };
}

macro_rules! one_verdict {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::verdict("a") as _ => < $($body)* >).unwrap().unwrap()
    };
}

macro_rules! two_listed {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::plain("a") as _a, $crate::support::plain("b") as _b => { $($body)* }
        )
    };
}

macro_rules! two_nested {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a") => {
            with!($crate::support::plain("b") => { $($body)* })
        })
    };
}

macro_rules! two_listed_mixed {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::fallible("a"), $crate::support::suppressing("b"), => { $($body)* }
        ).unwrap().unwrap()
    };
}

macro_rules! two_nested_mixed {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::verdict("a") => {
            ::scoped_core::with!($crate::support::fallible("b") => { $($body)* })
        }).unwrap().unwrap().unwrap()
    };
}

macro_rules! three_listed {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::plain("a"),
            $crate::support::plain("b") as _b,
            $crate::support::plain("c"),
            { $($body)* }
        )
    };
}

macro_rules! three_nested {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a") => <
            scoped_core::with!($crate::support::plain("b"), {
                with! { $crate::support::plain("c") => { $($body)* } }
            })
        >)
    };
}

macro_rules! three_listed_mixed {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::suppressing("a"),
            $crate::support::verdict("b"),
            $crate::support::fallible("c") => { $($body)* }
        ).unwrap().unwrap().unwrap().unwrap()
    };
}

macro_rules! three_nested_mixed {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::fallible("a") => {
            ::scoped_core::with!($crate::support::plain("b") => {
                ::scoped_core::with!($crate::support::suppressing("c") => { $($body)* })
            })
        }).unwrap().unwrap()
    };
}

macro_rules! listed {
    ([$($manager:expr),+] $($body:tt)*) => { ::scoped_core::with!($($manager),+ => { $($body)* }) };
}

macro_rules! listed_comma {
    ([$($manager:expr),+] $($body:tt)*) => { ::scoped_core::with!($($manager as _),+, { $($body)* }) };
}

macro_rules! listed_angle {
    ([$($manager:expr),+] $($body:tt)*) => {
        ::scoped_core::with!($($manager as _value),+ => < $($body)* >)
    };
}

macro_rules! nested {
    ([$a:expr] $($body:tt)*) => { ::scoped_core::with!($a => { $($body)* }) };
    ([$a:expr, $b:expr] $($body:tt)*) => {
        ::scoped_core::with!($a => { ::scoped_core::with!($b => { $($body)* }) })
    };
    ([$a:expr, $b:expr, $c:expr] $($body:tt)*) => {
        ::scoped_core::with!($a => {
            ::scoped_core::with!($b => { ::scoped_core::with!($c => { $($body)* }) })
        })
    };
}

pub(crate) use {always, compiled, on_impls, on_types};
pub(crate) use {answer_row, assert_gives, each_form, each_sync_end_form, end_row};
pub(crate) use {listed, listed_angle, listed_comma, nested};
pub(crate) use {one_fallible, one_plain, one_suppressing, one_verdict};
pub(crate) use {sync_end_row, unbraced};
pub(crate) use {three_listed, three_listed_mixed, three_nested, three_nested_mixed};
pub(crate) use {two_listed, two_listed_mixed, two_nested, two_nested_mixed};
