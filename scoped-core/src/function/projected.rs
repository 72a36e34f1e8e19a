//! A part of a local, lent.

use core::fmt;

use super::manager::{Lend, LendFor};

macro_rules! projected {
    ($(#[$meta:meta])* $name:ident: $($reference:tt)+) => {
        $(#[$meta])*
        ///
        /// By a function pointer, since of a closure in a signature nothing would be known for every lifetime.
        pub struct $name<L, C, T: ?Sized> {
            local: L,
            captures: C,
            project: fn($($reference)+ L, C) -> $($reference)+ T,
        }

        impl<L, C: Copy, T: ?Sized> $name<L, C, T> {
            /// Lends the part that `project` finds by the other locals that it needs. These are copied: what it took would
            /// be dropped too early.
            #[inline]
            pub const fn new(
                local: L,
                captures: C,
                project: fn($($reference)+ L, C) -> $($reference)+ T,
            ) -> Self {
                Self {
                    local,
                    captures,
                    project,
                }
            }
        }

        impl<L, C: Copy, T: ?Sized> Lend for $name<L, C, T> {
            type Back = L;

            #[inline]
            fn give_back(self) -> L {
                self.local
            }
        }

        impl<L, C, T: ?Sized> fmt::Debug for $name<L, C, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

projected! {
    /// A local, of which a part is lent: the block is lent a `&` to that, the teardown gets the local back.
    Projected: &
}

projected! {
    /// [`Projected`], where the part is lent by `&mut`.
    ProjectedMut: &mut
}

impl<'a, L, C: Copy, T: ?Sized> LendFor<'a> for Projected<L, C, T> {
    type Value = &'a T;

    #[inline]
    fn lend(&'a mut self) -> &'a T {
        (self.project)(&self.local, self.captures)
    }
}

impl<'a, L, C: Copy, T: ?Sized> LendFor<'a> for ProjectedMut<L, C, T> {
    type Value = &'a mut T;

    #[inline]
    fn lend(&'a mut self) -> &'a mut T {
        (self.project)(&mut self.local, self.captures)
    }
}
