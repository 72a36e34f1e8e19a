//! The forms in which a row is written in async code: with one, two and three managers, of which each in
//! turn awaits or does not, as a list of items and as nested blocks.

/// The forms of a row of the first table that await: [`end_row`](super::forms::end_row) runs them too.
macro_rules! each_async_end_form {
    ($($row:tt)*) => {
        $crate::support::async_forms::each_async_form! {
            compiled [one_async_plain ["a"] ["a"]]
            always [one_async_fallible ["a"] ["a"]]
            compiled [one_async_suppressing ["a"] ["a"]]
            compiled [one_async_verdict ["a"] ["a"]]
            on_impls [async_async ["a", "b"] ["a", "b"]]
            on_types [async_async_nested ["a", "b"] ["a", "b"]]
            on_impls [async_sync ["a", "b"] ["a"]]
            always [sync_async ["a", "b"] ["b"]]
            on_types [async_async_async ["a", "b", "c"] ["a", "b", "c"]]
            on_impls [async_async_sync ["a", "b", "c"] ["a", "b"]]
            always [async_sync_async ["a", "b", "c"] ["a", "c"]]
            on_types [sync_async_async ["a", "b", "c"] ["b", "c"]]
            on_types [async_sync_sync ["a", "b", "c"] ["a"]]
            on_impls [sync_async_sync ["a", "b", "c"] ["b"]]
            on_impls [sync_sync_async ["a", "b", "c"] ["c"]];
            $($row)*
        }
    };
}

/// The forms of a row of the second table that await: [`answer_row`](super::forms::answer_row) runs them
/// too.
macro_rules! each_async_answer_form {
    ($($row:tt)*) => {
        $crate::support::async_forms::each_async_form! {
            always [async_listed [] ["a", "b", "c"]]
            always [async_nested [] ["a", "b", "c"]]
            always [async_around [] ["a", "c"]]
            always [async_inside [] ["b"]];
            $($row)*
        }
    };
}

macro_rules! each_async_form {
    (
        $($build:ident [$form:ident [$($manager:expr),*] [$($awaits:expr),*]])*;
        $returned:ty;
        $code:tt;
        $log:expr;
        $gives:tt
    ) => {
        $($crate::support::forms::$build! {{
            #[allow(clippy::unused_async, reason = "a row may have no block, or none that awaits")]
            async fn run() -> $returned {
                #[allow(unused_imports, reason = "a row may have no block")]
                use $crate::support::async_forms::$form as block;
                $crate::support::forms::unbraced! $code
            }
            let form = stringify!($form);
            let ended = $crate::support::run_async_form(
                form,
                &[$($manager),*],
                &[$($awaits),*],
                &$log,
                run,
            );
            $crate::support::forms::assert_gives!(form, ended, $gives);
        }})*
    };
}

macro_rules! one_async_plain {
    ($($body:tt)*) => { ::scoped_core::with!(async $crate::support::plain("a") => { $($body)* }) };
}

macro_rules! one_async_fallible {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::fallible("a") as _value => { $($body)* }).unwrap()
    };
}

macro_rules! one_async_suppressing {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::suppressing("a"), { $($body)* }).unwrap()
    };
}

macro_rules! one_async_verdict {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::verdict("a") as _ => < $($body)* >)
            .unwrap()
            .unwrap()
    };
}

macro_rules! async_async {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            async $crate::support::verdict("a"), async $crate::support::plain("b") => { $($body)* }
        ).unwrap().unwrap()
    };
}

macro_rules! async_async_nested {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::plain("a") => {
            with!(async $crate::support::plain("b") as _b => { $($body)* })
        })
    };
}

macro_rules! async_sync {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            async $crate::support::suppressing("a") as _a, $crate::support::fallible("b"), { $($body)* }
        ).unwrap().unwrap()
    };
}

macro_rules! sync_async {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a") => {
            ::scoped_core::with!(async $crate::support::fallible("b") => { $($body)* })
        }).unwrap()
    };
}

macro_rules! async_async_async {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            async $crate::support::plain("a"),
            async $crate::support::plain("b") as _b,
            async $crate::support::plain("c"), => { $($body)* }
        )
    };
}

macro_rules! async_async_sync {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::fallible("a") => <
            ::scoped_core::with!(async $crate::support::suppressing("b"), {
                ::scoped_core::with!($crate::support::plain("c") => { $($body)* })
            })
        >).unwrap().unwrap()
    };
}

macro_rules! async_sync_async {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            async $crate::support::plain("a"),
            $crate::support::verdict("b"),
            async $crate::support::plain("c") => { $($body)* }
        ).unwrap().unwrap()
    };
}

macro_rules! sync_async_async {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a") => {
            ::scoped_core::with!(
                async $crate::support::suppressing("b"), async $crate::support::fallible("c") => { $($body)* }
            )
        }).unwrap().unwrap()
    };
}

macro_rules! async_sync_sync {
    ($($body:tt)*) => {
        ::scoped_core::with!(async $crate::support::plain("a"), $crate::support::plain("b") => {
            ::scoped_core::with!($crate::support::plain("c") => { $($body)* })
        })
    };
}

macro_rules! sync_async_sync {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::fallible("a"),
            async $crate::support::plain("b"),
            $crate::support::suppressing("c") => { $($body)* }
        ).unwrap().unwrap()
    };
}

macro_rules! sync_sync_async {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::suppressing("a") => {
            ::scoped_core::with!($crate::support::plain("b") => {
                ::scoped_core::with!(async $crate::support::plain("c") => { $($body)* })
            })
        }).unwrap()
    };
}

macro_rules! async_listed {
    ([$($manager:expr),+] $($body:tt)*) => { ::scoped_core::with!($(async $manager),+ => { $($body)* }) };
}

macro_rules! async_nested {
    ([$a:expr] $($body:tt)*) => { ::scoped_core::with!(async $a as _ => < $($body)* >) };
    ([$a:expr, $b:expr] $($body:tt)*) => {
        ::scoped_core::with!(async $a => { ::scoped_core::with!(async $b => { $($body)* }) })
    };
    ([$a:expr, $b:expr, $c:expr] $($body:tt)*) => {
        ::scoped_core::with!(async $a => {
            ::scoped_core::with!(async $b => { ::scoped_core::with!(async $c => { $($body)* }) })
        })
    };
}

macro_rules! async_around {
    ([$a:expr] $($body:tt)*) => { ::scoped_core::with!(async $a as _value, { $($body)* }) };
    ([$a:expr, $b:expr] $($body:tt)*) => { ::scoped_core::with!(async $a, $b => { $($body)* }) };
    ([$a:expr, $b:expr, $c:expr] $($body:tt)*) => {
        ::scoped_core::with!(async $a, $b, async $c => { $($body)* })
    };
}

macro_rules! async_inside {
    ([$a:expr] $($body:tt)*) => { ::scoped_core::with!($a => { $($body)* }) };
    ([$a:expr, $b:expr] $($body:tt)*) => {
        ::scoped_core::with!($a => { ::scoped_core::with!(async $b => { $($body)* }) })
    };
    ([$a:expr, $b:expr, $c:expr] $($body:tt)*) => {
        ::scoped_core::with!($a, async $b, $c => { $($body)* })
    };
}

pub(crate) use {async_around, async_inside, async_listed, async_nested};
pub(crate) use {async_async, async_async_nested, async_sync, sync_async};
pub(crate) use {async_async_async, async_async_sync, async_sync_async, sync_async_async};
pub(crate) use {async_sync_sync, sync_async_sync, sync_sync_async};
pub(crate) use {each_async_answer_form, each_async_end_form, each_async_form};
pub(crate) use {one_async_fallible, one_async_plain, one_async_suppressing, one_async_verdict};
