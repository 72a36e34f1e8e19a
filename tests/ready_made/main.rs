//! Each ready-made manager: what it is told, what it lends, and what `with!` over it is, however the block ends.

mod awaiting;
mod closures;
mod either;
mod suppress;
mod system;
mod unraised;

use std::error::Error;
use std::fmt;

/// The body's error.
#[derive(Debug, PartialEq, Eq)]
struct Oops;

impl fmt::Display for Oops {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("oops")
    }
}

impl Error for Oops {}

/// How a body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Succeeds,
    Fails,
    Panics,
    /// By a jump that a macro hides.
    LeavesUnseen,
}

/// A jump that no block sees.
macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

/// Runs a block over a manager whose body ends in this way: what `with!` was, or else how the function around it was
/// left.
macro_rules! ended {
    ($way:expr, $manager:expr) => {{
        let left = std::panic::catch_unwind(std::panic::AssertUnwindSafe(
            || -> Result<String, $crate::Oops> {
                let with = scoped_core::with!($manager => {
                    match $way {
                        $crate::Way::Succeeds => {}
                        $crate::Way::Fails => return Err($crate::Oops),
                        $crate::Way::Panics => panic!("in the body"),
                        $crate::Way::LeavesUnseen => $crate::leave!(Ok(String::from("left"))),
                    }
                });
                Ok(format!("{with:?}"))
            },
        ));
        match left {
            Ok(Ok(with)) => with,
            Ok(Err($crate::Oops)) => String::from("failed"),
            Err(_) => String::from("panicked"),
        }
    }};
}

use {ended, leave};
