#![deny(warnings)]

#[path = "../support.rs"]
mod support;
use support::*;

struct Pair {
    a: u32,
    b: u32,
}

fn main() {
    with!(Lends((1, 2)) as (a, b) => { assert_eq!(a + b, 3); });
    with!(Lends([1, 2]) as [a, _] => { assert_eq!(a, 1); });
    with!(Lends(1) as mut n => { n += 1; assert_eq!(n, 2); });
    with!(Lends(1) as r#match => { assert_eq!(r#match, 1); });
    with!(Lends(1) as str => { assert_eq!(str, 1); });
    with!(Lends(1_u32) as n @ (0..=u32::MAX) => { assert_eq!(n, 1); });
    with!(Lends(&Pair { a: 1, b: 2 }) as Pair { a, b } => { assert_eq!(a + b, 3); });
    with!(Lends(&Pair { a: 1, b: 2 }) as &Pair { a, .. } => { assert_eq!(a, 1); });
    with!(Lends(Ok::<u32, std::convert::Infallible>(1)) as Ok(n) => { assert_eq!(n, 1); });
}

impl Clone for Pair {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}
