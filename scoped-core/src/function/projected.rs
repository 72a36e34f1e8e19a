//! A part of a local, lent.

use core::fmt;

use super::manager::{Lend, LendFor};

macro_rules! projected {
    ($(#[$meta:meta])* $name:ident: $($reference:tt)+) => {
        $(#[$meta])*
        ///
        /// By a function pointer, since of a closure in a signature nothing would be known for every lifetime.
        pub struct $name<L, T: ?Sized> {
            local: L,
            project: fn($($reference)+ L) -> $($reference)+ T,
        }

        impl<L, T: ?Sized> $name<L, T> {
            /// Lends the part that `project` finds.
            #[inline]
            pub const fn new(local: L, project: fn($($reference)+ L) -> $($reference)+ T) -> Self {
                Self { local, project }
            }
        }

        impl<L, T: ?Sized> Lend for $name<L, T> {
            type Back = L;

            #[inline]
            fn give_back(self) -> L {
                self.local
            }
        }

        impl<L, T: ?Sized> fmt::Debug for $name<L, T> {
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

impl<'a, L, T: ?Sized> LendFor<'a> for Projected<L, T> {
    type Value = &'a T;

    #[inline]
    fn lend(&'a mut self) -> &'a T {
        (self.project)(&self.local)
    }
}

impl<'a, L, T: ?Sized> LendFor<'a> for ProjectedMut<L, T> {
    type Value = &'a mut T;

    #[inline]
    fn lend(&'a mut self) -> &'a mut T {
        (self.project)(&mut self.local)
    }
}
