//! A plain block otherwise: what the value is bound to, by the patterns of a `let`.

#![allow(
    unused,
    clippy::toplevel_ref_arg,
    reason = "the patterns are odd on purpose"
)]

mod support;

use std::convert::Infallible;

use scoped_core::{ContextManager, Exit, Outcome, with};
use support::yes;

/// Lends what it holds.
struct Lends<T>(Option<T>);

fn lends<T>(value: T) -> Lends<T> {
    Lends(Some(value))
}

impl<T> ContextManager for Lends<T> {
    type Value<'a>
        = T
    where
        Self: 'a;
    type Exit = Result<(), Infallible>;

    fn enter(&mut self) -> Result<T, Infallible> {
        Ok(self.0.take().expect("it is entered once"))
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Infallible> {
        Ok(())
    }
}

#[derive(Debug, PartialEq)]
struct Pair {
    list: Vec<u32>,
    more: (u32, String),
}

fn pair() -> Pair {
    Pair {
        list: vec![1],
        more: (2, "x".to_owned()),
    }
}

/// `let pattern = value; body`, and the same in a `with!`.
macro_rules! same_as_let {
    ($($name:ident: $value:expr, |$pattern:pat_param| $body:expr;)*) => { $(
        #[test]
        fn $name() {
            let plain = {
                let $pattern = $value;
                $body
            };
            assert_eq!(with!(lends($value) as $pattern => { $body }), Ok(plain));
            // A body with a jump is taken apart.
            let jumps = || -> Option<_> {
                with!(lends($value) as $pattern => { if !yes() { None?; } Some($body) }).unwrap()
            };
            assert!(jumps().is_some());
        }
    )* };
}

same_as_let! {
    by_value: (vec![1], 2), |(mut list, number)| { list.push(number); list };
    by_mutable_reference: (vec![1], 2), |(ref mut list, number)| { list.push(number); list.len() };
    by_both: (vec![1], 2), |(ref list, mut number)| { number += list[0]; number };
    the_whole_by_mutable_reference: vec![1], |ref mut list| { list.push(2); list.clone() };
    the_whole_by_reference: vec![1], |ref list| { list.len() };
    in_a_struct: pair(), |Pair { ref mut list, more: (ref number, ref mut text) }| {
        list.push(*number);
        text.push('!');
        (list.clone(), text.clone())
    };
    in_a_nested_tuple: ((vec![1], 2), 3), |((ref mut list, _), last)| { list.push(last); list.clone() };
    at_a_name: pair(), |whole @ Pair { .. }| { whole };
    in_an_array: [vec![1], vec![2]], |[ref mut first, ..]| { first.push(3); first.clone() };
    through_a_reference: (&5, 6), |(&five, six)| { five + six };
    of_a_box: Box::new((1, vec![2])), |ref mut boxed| { boxed.1.push(3); boxed.1.clone() };
}
