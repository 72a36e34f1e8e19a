//! A body that is written once, and instantiated as a plain block and in every form of `with!`.

/// `block! { body }` in `code` becomes a plain block first, then a `with!` in each form. The results and
/// the logs (without the lines of the managers) must be equal.
macro_rules! same {
    ($(#[$attribute:meta])* $name:ident() -> $returned:ty { $($code:tt)* }) => {
        $crate::support::same::same_in! {
            [arrow] [comma] [angle] [listed] [nested] [fallible] [suppressing] [verdict] [mixed];
            $(#[$attribute])* $name; $returned; { $($code)* }
        }
    };
}

/// [`same`] for managers that cannot fail: a jump that may be given up joins the path behind the block,
/// and a value that is unwrapped has no expected type.
macro_rules! same_infallible {
    ($(#[$attribute:meta])* $name:ident() -> $returned:ty { $($code:tt)* }) => {
        $crate::support::same::same_in! {
            [arrow] [comma] [angle] [listed] [nested];
            $(#[$attribute])* $name; $returned; { $($code)* }
        }
    };
}

macro_rules! same_in {
    ($([$form:ident])*; $(#[$attribute:meta])* $name:ident; $returned:ty; $code:tt) => {
        $(#[$attribute])*
        #[test]
        fn $name() {
            let plain = {
                fn run() -> $returned {
                    #[allow(unused_imports, reason = "the block may stand in an item")]
                    use $crate::support::same::plain_block as block;
                    $crate::support::forms::unbraced! $code
                }
                $crate::support::same::result(run)
            };
            $({
                fn run() -> $returned {
                    #[allow(unused_imports, reason = "the block may stand in an item")]
                    use $crate::support::same::$form as block;
                    $crate::support::forms::unbraced! $code
                }
                assert_eq!($crate::support::same::result(run), plain, "in the form `{}`", stringify!($form));
            })*
        }
    };
}

/// What a function did, without the lines of the managers.
pub fn result<T: std::fmt::Debug>(run: impl FnOnce() -> T) -> (String, Vec<String>) {
    let recorded = super::recorded(run);
    let of_managers = |line: &String| {
        line.starts_with("enter ")
            || line.starts_with("exit ")
            || line.starts_with("drop value of ")
    };
    let mut log = recorded.log;
    log.retain(|line| !of_managers(line));
    (format!("{:?}", recorded.ended), log)
}

macro_rules! plain_block {
    ($($body:tt)*) => { { $($body)* } };
}

macro_rules! arrow {
    ($($body:tt)*) => { ::scoped_core::with!($crate::support::plain("a") => { $($body)* }) };
}

macro_rules! comma {
    ($($body:tt)*) => { ::scoped_core::with!($crate::support::plain("a") as _value, { $($body)* }) };
}

macro_rules! angle {
    ($($body:tt)*) => { ::scoped_core::with!($crate::support::plain("a") as _ => < $($body)* >) };
}

macro_rules! listed {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a"), $crate::support::plain("b") => { $($body)* })
    };
}

macro_rules! nested {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::plain("a") => {
            ::scoped_core::with!($crate::support::plain("b") as _b => { $($body)* })
        })
    };
}

macro_rules! fallible {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::fallible("a") => { $($body)* }).unwrap()
    };
}

macro_rules! suppressing {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::suppressing("a") => { $($body)* }).unwrap()
    };
}

macro_rules! verdict {
    ($($body:tt)*) => {
        ::scoped_core::with!($crate::support::verdict("a") => { $($body)* }).unwrap().unwrap()
    };
}

macro_rules! mixed {
    ($($body:tt)*) => {
        ::scoped_core::with!(
            $crate::support::fallible("a"), $crate::support::plain("b") => { $($body)* }
        ).unwrap()
    };
}

pub(crate) use {
    angle, arrow, comma, fallible, listed, mixed, nested, plain_block, suppressing, verdict,
};
pub(crate) use {same, same_in, same_infallible};
