//! A plain block otherwise: names that shadow the prelude and the crates, raw identifiers, hygiene, and
//! bodies that pass through macros by example.

#![allow(
    clippy::all,
    non_camel_case_types,
    non_upper_case_globals,
    unused,
    reason = "the bodies are odd on purpose"
)]

mod support;

use support::errors::{fail, give};
use support::same::{same, same_infallible};
use support::{Oops, note, yes};

/// Where the prelude means something else. The forms name what they need by `$crate` and `::`.
mod shadowed {
    use crate::support::errors::{fail, give};
    use crate::support::same::same_infallible;
    use crate::support::{Oops, yes};

    #[derive(Debug)]
    enum Option {
        None,
    }
    #[derive(Debug)]
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    type Result = u32;
    struct Box;
    struct String;
    struct Vec;
    trait Drop {}
    trait From {}
    trait Into {}
    trait Fn {}
    trait FnOnce {}
    trait Send {}
    trait Sync {}
    trait Sized {}
    trait Try {}
    mod core {}
    mod std {}
    mod alloc {}
    mod scoped_core {}
    macro_rules! panic {
        () => {
            compile_error!("not this one")
        };
    }
    macro_rules! unreachable {
        () => {
            compile_error!("not this one")
        };
    }

    fn question_mark() -> ::core::result::Result<u32, Oops> {
        crate::shadowed_block! { give(1)? + fail(2)? }
    }

    fn jumps(kind: u32) -> ::core::option::Option<u32> {
        let mut sum = 0;
        'l: for number in 0..3 {
            crate::shadowed_block_unit! {
                if kind == 0 { return ::core::option::Option::None; }
                if kind == 1 { break 'l; }
                if kind == 2 { continue; }
                if kind == 3 { break; }
                sum += number;
            }
        }
        ::core::option::Option::Some(sum)
    }

    #[test]
    fn shadowed_prelude() {
        assert_eq!(question_mark(), ::core::result::Result::Err(Oops(2)));
        let all: ::std::vec::Vec<_> = (0..5).map(|kind| jumps(kind)).collect();
        use ::core::option::Option::{None, Some};
        assert_eq!(all, [None, Some(0), Some(0), Some(0), Some(3)]);
    }
}

#[macro_export]
macro_rules! shadowed_block {
    ($($body:tt)*) => {
        ::core::result::Result::Ok(
            ::scoped_core::with!($crate::support::plain("a"), $crate::support::fallible("b") => { $($body)* })
            .unwrap()
        )
    };
}

#[macro_export]
macro_rules! shadowed_block_unit {
    ($($body:tt)*) => { ::scoped_core::with!($crate::support::plain("a") as _x => { $($body)* }) };
}

same! {
    local_names_that_a_macro_might_use() -> u32 {
        let (g, guard, of, r, slot, value, outcome, error, manager, stop, x, v, res, e, this) =
            (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        fn exit() -> u32 { 100 }
        fn enter() -> u32 { 200 }
        fn leave() -> u32 { 300 }
        fn never() -> u32 { 400 }
        block! {
            let g2 = g + guard + of + r + slot + value + outcome + error + manager + stop + x + v + res + e + this;
            g2 + exit() + enter() + leave() + never()
        }
    }
}

same! {
    labels_that_a_macro_might_use() -> u32 {
        let mut count = 0;
        'w: loop {
            'r: loop {
                'body: loop {
                    count += 1;
                    block! {
                        if count == 1 { continue 'w; }
                        if count == 2 { continue 'r; }
                        if count == 3 { continue 'body; }
                        if count == 4 { break 'body; }
                        if count == 5 { break 'r; }
                        break 'w;
                    }
                }
            }
        }
        count
    }
}

same! {
    raw_identifiers() -> u32 {
        let r#type = 1;
        struct r#Struct { r#match: u32 }
        fn r#fn(r#in: u32) -> Result<u32, Oops> { give(r#in) }
        let held = r#Struct { r#match: 5 };
        let run = || -> Result<u32, Oops> {
            'again: loop {
                block! {
                    let r#let = r#fn(r#type)? + held.r#match;
                    if r#let == 6 { break 'again Ok(r#let); }
                }
            }
        };
        run().unwrap()
    }
}

same! {
    unicode_identifiers() -> u32 {
        let größe = 3;
        let 数 = block! { let été = größe + 1; if été == 4 { été } else { return 0; } };
        数 + größe
    }
}

same! {
    shadowing_in_the_body() -> u32 {
        let x = 1;
        let y = block! { let x = x + 1; let x = { let x = x * 10; x } + x; if x == 22 { x } else { return 0; } };
        x + y
    }
}

same! {
    hygiene_of_a_macro_in_the_body() -> u32 {
        macro_rules! twice { ($value:expr) => {{ let x = 2; $value * x }}; }
        let x = 10;
        block! { let y = twice!(x); let x = 5; twice!(x + y) }
    }
}

/// A body that comes from a macro: the jumps are the macro author's, in the open.
macro_rules! body_of_a_macro {
    ($block:ident, $number:expr, $label:lifetime) => {
        $block! {
            let number = give($number)?;
            if number == 1 { return Ok(10); }
            if number == 2 { break $label; }
            if number == 3 { continue $label; }
            if number == 4 { return Err(Oops(4)); }
            note(stringify!($number));
        }
    };
}

same! {
    a_body_that_a_macro_writes() -> Vec<Result<u32, Oops>> {
        fn run(number: u32) -> Result<u32, Oops> {
            let mut rounds = 0;
            'rounds: while rounds < 2 {
                rounds += 1;
                body_of_a_macro!(block, number, 'rounds);
                rounds += 10;
            }
            Ok(rounds)
        }
        (0..6).map(run).collect()
    }
}

macro_rules! whole_function {
    ($block:ident $name:ident($($argument:ident: $type:ty),*) -> $returned:ty $body:block) => {
        fn $name($($argument: $type),*) -> $returned {
            let value = $block! { $body };
            value
        }
    };
}

same_infallible! {
    /// The body is one fragment, which the macro sees as a group.
    a_body_that_is_a_fragment() -> Vec<Option<u32>> {
        whole_function! { block run(number: u32) -> Option<u32> {
            let less = number.checked_sub(1)?;
            if less == 0 { return Some(100); }
            Some(less)
        }}
        (0..3).map(run).collect()
    }
}

macro_rules! with_fragments {
    ($block:ident $statement:stmt; $value:expr; $pattern:pat => $type:ty; $condition:expr; $tail:expr) => {
        $block! {
            $statement;
            let $pattern: $type = $value;
            if $condition { return 5; }
            $tail
        }
    };
}

same! {
    fragments_in_a_body() -> Vec<u32> {
        fn run(leaves: bool) -> u32 {
            with_fragments!(block let extra = 3; (1, 2); (number, _) => (u32, u8); leaves; number + extra)
        }
        vec![run(true), run(false)]
    }
}

macro_rules! with_question_mark_fragments {
    ($block:ident $value:expr) => {
        $block! { let number = $value; number + 1 }
    };
}

same! {
    /// The fragment's own jumps are seen, since the macro looks into the group.
    jumps_in_an_expression_fragment() -> Vec<Result<u32, Oops>> {
        fn run(number: u32) -> Result<u32, Oops> {
            Ok(with_question_mark_fragments!(block if number == 1 { return Ok(7) } else { fail(number)? }))
        }
        vec![run(1), run(2)]
    }
}

macro_rules! repeated {
    ($block:ident $($name:ident = $value:expr),* $(,)?) => {
        $block! { $(let $name = $value;)* [$($name),*].into_iter().sum::<u32>() }
    };
}

same! {
    repetitions_in_a_body() -> Result<u32, Oops> {
        Ok(repeated!(block a = give(1)?, b = 2, c = { if yes() { 3 } else { return Ok(0) } }))
    }
}

same! {
    macros_by_example_inside() -> u32 {
        block! {
            macro_rules! max {
                ($only:expr) => { $only };
                ($first:expr, $($rest:expr),+) => {{ let (a, b) = ($first, max!($($rest),+)); if a > b { a } else { b } }};
            }
            macro_rules! early { ($number:ident) => { if $number > 100 { 0 } else { $number } }; }
            let number = max!(3, 7, 5);
            early!(number)
        }
    }
}

same! {
    self_and_super_paths() -> u32 {
        mod inner {
            pub struct Thing(pub u32);
            impl Thing {
                pub fn get(self: Box<Self>) -> Result<u32, crate::support::Oops> { Ok(self.0) }
            }
        }
        trait Make { type Made; fn make() -> Self::Made; }
        impl Make for inner::Thing { type Made = Self; fn make() -> Self { Self(7) } }
        fn run() -> Result<u32, self::Oops> {
            let value = block! { let thing = <inner::Thing as Make>::make(); Box::new(thing).get()? };
            Ok(value + <u32 as Default>::default())
        }
        run().unwrap()
    }
}

same! {
    raw_labels() -> u32 {
        'r#loop: loop {
            block! { if yes() { break 'r#loop 7; } }
        }
    }
}
