//! Tuples of managers.

use crate::exit::Exit;
use crate::manager::{ContextManager, EnterError};
use crate::outcome::Outcome;

use super::{Combined, ErrorInto, Join, Part, Plain, Unwinding, enter_uncounted};

/// What several managers answer together, the first around the others.
pub trait JoinAll {
    type Joined: Exit;
}

impl<X: Exit> JoinAll for (X,) {
    type Joined = X;
}

/// What the managers of these names answer together.
macro_rules! joined {
    (($($name:ident)+)) => {
        <($(Plain<$name>,)+) as JoinAll>::Joined
    };
}

macro_rules! tuple {
    ([$($done:ident)*]) => {};
    ([] $first:ident $($more:ident)*) => {
        tuple!(@impl [#[diagnostic::do_not_recommend]] ($first) ($first) [$first] []);
        tuple!([$first] $($more)*);
    };
    // In rustc's list of the types that are managers, the pair stands for all tuples.
    ([$first:ident] $($next:ident)+) => {
        tuple!(@next [] [$first] $($next)+);
    };
    ([$($first:ident)+] $($next:ident)+) => {
        tuple!(@next [#[diagnostic::do_not_recommend]] [$($first)+] $($next)+);
    };
    (@next $hidden:tt [$first:ident $($rest:ident)*] $next:ident $($more:ident)*) => {
        impl<$first, $($rest,)* $next> JoinAll for ($first, $($rest,)* $next)
        where
            ($($rest,)* $next,): JoinAll,
            $first: Join<<($($rest,)* $next,) as JoinAll>::Joined>,
        {
            type Joined = $first::Joined;
        }

        tuple!(
            @impl $hidden
            ($first $($rest)* $next) ($first $($rest)* $next) [$first $($rest)* $next] []
        );
        tuple!([$first $($rest)* $next] $($more)*);
    };
    // The last is exited first.
    (@impl $hidden:tt $names:tt $same:tt [$next:ident $($more:ident)*] [$($reversed:ident)*]) => {
        tuple!(@impl $hidden $names $same [$($more)*] [$next $($reversed)*]);
    };
    (@impl [$($hidden:tt)*] ($($name:ident)+) $names:tt [] [$($reversed:ident)+]) => {
        /// Entered from the first to the last, exited from the last to the first, as nested blocks would be. With `_`
        /// or a pattern behind `as`, each value has its name.
        ///
        /// `with!` fails when one of the managers can, and may be `None` when one of them can suppress. Its error is
        /// that of the first which can fail; those of the others become one by [`From`]. What one of them is told of
        /// the error of another is that it has failed, without the error's object. An error of `enter` is none that
        /// another one can suppress; as items of one `with!`, they can.
        ///
        /// # Examples
        ///
        #[cfg_attr(feature = "macros", doc = "```")]
        #[cfg_attr(not(feature = "macros"), doc = "```ignore")]
        /// use scoped_core::{closing, on_exit, with};
        ///
        /// let both = (closing(1), on_exit(|outcome| println!("{outcome}")));
        /// assert_eq!(with!(both as (number, _) => { *number + 1 }), 2);
        /// ```
        $($hidden)*
        impl<$($name),+> ContextManager for ($($name,)+)
        where
            $($name: ContextManager,)+
            ($(Plain<$name>,)+): JoinAll,
            $(Plain<$name>: ErrorInto<joined!($names)>,)+
        {
            type Value<'a>
                = ($($name::Value<'a>,)+)
            where
                Self: 'a;
            type Exit = Combined<joined!($names)>;

            const IS_SEVERAL: bool = true;

            fn enter(&mut self) -> Result<Self::Value<'_>, EnterError<Self>> {
                enter_uncounted::<Self, _>(|entered| self.enter_parts(entered))
            }

            fn exit(self, outcome: Outcome<'_>) -> Self::Exit {
                let parts = self.parts();
                self.exit_parts(parts, outcome)
            }

            #[allow(non_snake_case)]
            fn parts(&self) -> usize {
                let ($($name,)+) = self;
                0 $(+ $name.parts())+
            }

            #[allow(non_snake_case)]
            fn enter_parts(
                &mut self,
                entered: &mut usize,
            ) -> Result<Self::Value<'_>, EnterError<Self>> {
                let ($($name,)+) = self;
                Ok(($($name.enter_parts(entered).map_err(Plain::<$name>::error_into)?,)+))
            }

            #[allow(non_snake_case)]
            fn exit_parts(self, mut entered: usize, outcome: Outcome<'_>) -> Self::Exit {
                let ($($name,)+) = self;
                // Should one of them panic, those that are left are dropped in reverse order.
                $(let $name = Part::new($name, &mut entered);)+
                let mut unwinding = Unwinding::new(outcome);
                $(unwinding.exit($reversed, Plain::<$reversed>::error_into);)+
                unwinding.end()
            }
        }
    };
}

tuple!([] A B C D E F G H);
