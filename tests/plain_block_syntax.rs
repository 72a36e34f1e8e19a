//! A plain block otherwise: syntax in odd places, attributes, and what looks like something else.

#![allow(clippy::all, unused, reason = "the bodies are odd on purpose")]

mod support;

use support::errors::{fail, give};
use support::same::{same, same_infallible};
use support::{Oops, local, note, yes};

same! {
    attributes_on_statements_and_expressions() -> Result<u32, Oops> {
        block! {
            #[allow(unused_variables)]
            let unused = give(1)?;
            #[cfg(any())]
            let nowhere = this::does::not::exist()?;
            #[cfg(not(any()))]
            let somewhere = give(2)?;
            #[cfg(any())]
            { return nothing; }
            #[rustfmt::skip]
            let list = [#[cfg(any())] does_not_exist?, #[cfg(all())] give(3)?];
            #[allow(clippy::all)]
            if somewhere == 9 { return Ok(0); }
            #[expect(unused_variables)]
            let expected = 1;
            match somewhere {
                #[cfg(any())]
                1 => return nothing,
                #[allow(unreachable_patterns)]
                _ => {}
            }
            Ok(somewhere + list[0])
        }
    }
}

same! {
    cfg_on_a_jump() -> u32 {
        block! {
            #[cfg(any())]
            return 1;
            #[cfg(all())]
            return 2;
            3
        }
    }
}

same! {
    cfg_on_the_tail() -> u32 {
        block! {
            #[cfg(any())]
            { 1 }
            #[cfg(all())]
            { 2 }
        }
    }
}

same! {
    comments_and_docs() -> u32 {
        block! {
            // A comment with return; and `?` in it.
            /* another => } */
            /// Docs on an item.
            fn documented() -> u32 { 1 } // behind
            /** Docs in a block. */
            const ONE: u32 = 1;
            documented() + ONE // the tail
        }
    }
}

same! {
    literals_that_look_like_code() -> String {
        block! {
            let text = "return 1; x? => as break 'a { < >";
            let raw = r#"} => "?" {"#;
            let bytes = b"as\0";
            let c = '?';
            let label = 'a';
            let c_text = c"break";
            format!("{text}{raw}{}{c}{label}{}", bytes.len(), c_text.to_bytes().len())
        }
    }
}

same! {
    comparisons_shifts_and_turbofish() -> Result<u32, Oops> {
        block! {
            let less = 1 < 2 && 3 > 2;
            let shifts = 1 << 3 >> 1;
            let list = "1 2".split(' ').map(|n| n.parse::<u32>().unwrap()).collect::<Vec<u32>>();
            let nested: Vec<Vec<Option<u32>>> = vec![vec![Some(1)]];
            let closed = Vec::<Vec<u32>>::new();
            let cast = (shifts as usize) < list.len() << 2;
            let arrow: fn(u32) -> u32 = |n| n;
            let fat = match less { true => 1, false => 2 };
            Ok(arrow(shifts) + list[1] + fat + u32::from(cast) + nested.len() as u32 + give(closed.len() as u32)?)
        }
    }
}

same! {
    a_body_that_begins_and_ends_with_angles() -> bool {
        block! { <u32 as Into<u64>>::into(1) > 2 }
    }
}

same! {
    a_body_with_as_and_commas() -> (u8, u16) {
        block! { let (a, b) = (1u32 as u8, 2u32 as u16); (a as u8, b) }
    }
}

same! {
    unsafe_and_const_blocks() -> Result<u32, Oops> {
        unsafe fn read(pointer: *const u32) -> u32 { unsafe { *pointer } }
        let number = 7;
        block! {
            let read = unsafe { let n = read(&number); if n == 0 { return Ok(0); } give(n)? };
            let fixed = const { let mut n = 0; loop { n += 1; if n == 3 { break n; } } };
            const fn early(number: u32) -> u32 { if number == 1 { return 1; } 2 }
            let sized = [0; { const N: usize = 2; N }];
            Ok(read + fixed + const { early(1) } + sized.len() as u32)
        }
    }
}

same! {
    blocks_in_odd_places() -> u32 {
        block! {
            {};
            { { { note("deep"); } } }
            ;;;
            let value = { ; { 1 } };
            (if value == 1 { 2 } else { return 9 }) + { let x = 3; x } + match () { () => 4 }
        }
    }
}

same! {
    statement_like_expressions() -> u32 {
        let mut sum = 0;
        block! {
            if yes() { sum += 1 }
            match sum { 1 => sum += 1, _ => {} }
            loop { break }
            for _ in 0..1 { sum += 1 }
            unsafe { sum += 1 }
            'l: { if yes() { break 'l } }
            while false {}
            { sum += 1 }
            *&mut sum += 1;
            -1;
            &sum;
            (sum);
            [sum];
            if yes() { 1 } else { 2 };
            match () { () => {} }
            (|| {})();
        }
        sum
    }
}

same! {
    macros_in_statement_position() -> Vec<u32> {
        macro_rules! push { ($list:ident, $number:expr) => { $list.push($number); }; }
        macro_rules! declare { ($name:ident) => { let $name = 5; }; }
        let mut list = vec![];
        block! {
            push!(list, 1);
            push! { list, 2 }
            push![list, 3];
            declare!(declared);
            declare! { other }
            vec![1];
            assert! { yes() }
            assert_eq!(declared, other, "text {}", declared);
            push! { list, declared }
        }
        list
    }
}

same! {
    a_macro_with_braces_as_the_tail() -> Vec<u32> {
        block! { vec! { 1, 2 } }
    }
}

same! {
    a_macro_with_brackets_and_a_method_as_the_tail() -> u32 {
        block! { vec![1, 2].iter().sum() }
    }
}

same! {
    patterns_of_every_kind() -> Result<u32, Oops> {
        #[derive(Clone)]
        enum Shape { Unit, Pair(u32, u32), Named { width: u32, height: u32 } }
        let shapes = [Shape::Unit, Shape::Pair(1, 2), Shape::Named { width: 3, height: 4 }];
        let mut sum = 0;
        block! {
            for (index, shape) in shapes.iter().enumerate() {
                sum += match (index, shape) {
                    (0, Shape::Unit) => give(100)?,
                    (_, &Shape::Pair(left, ref right)) if left < *right => left + right,
                    (n @ 1..=2, Shape::Named { width, height: tall @ (4 | 5) }) => give(n as u32)? + width * tall,
                    (.., Shape::Named { .. }) | (usize::MAX, _) => continue,
                    _ => return fail(7),
                };
            }
            let [first, .., last] = &shapes;
            let (Shape::Unit, Shape::Named { width, .. }) = (first, last) else { return fail(8) };
            let mut counted = 0;
            if let [_, rest @ ..] = &shapes[..] { counted += rest.len() as u32; }
            let f = |(a, b): (u32, u32), [c, d]: [u32; 2]| a + b + c + d;
            Ok(sum + width + counted + f((1, 2), [3, 4]))
        }
    }
}

same! {
    closures_with_odd_bodies() -> u32 {
        block! {
            let nothing = || ();
            let nested = |a: u32| move |b: u32| a + b;
            let returns = || -> u32 { return 3 };
            let never = |stop: bool| -> u32 { if stop { return 4; } loop {} };
            let question = |n: u32| -> Option<u32> { n.checked_sub(1)?.checked_sub(1) };
            let in_loop = || { let mut n = 0; loop { n += 1; if n == 5 { break n } } };
            nothing();
            nested(1)(2) + returns() + never(true) + question(3).unwrap_or(0) + in_loop()
        }
    }
}

same! {
    a_match_whose_arms_jump_without_a_comma() -> Vec<u32> {
        let mut seen = vec![];
        for number in 0..6 {
            block! {
                match number {
                    0 => { continue }
                    1 => seen.push(1),
                    2 => { seen.push(2) }
                    3 if yes() => if number == 3 { continue },
                    4 => break,
                    _ => unreachable!(),
                }
                seen.push(100);
            }
        }
        seen
    }
}

same! {
    semicolons_after_jumps() -> u32 {
        let mut count = 0;
        loop {
            block! {
                count += 1;
                if count < 3 { continue };
                if count < 5 { continue; };
                { break };
            }
        }
        count
    }
}

same! {
    an_else_if_ladder_of_jumps() -> Vec<u32> {
        (0..5).map(|kind| -> u32 {
            let mut count = 0;
            loop {
                count += 1;
                if count > 3 { return 50; }
                let value = block! {
                    if kind == 0 { break 10 } else if kind == 1 { return 20 } else if kind == 2 { continue } else if kind == 3 { 30 } else { break 40 }
                };
                return value;
            }
        }).collect()
    }
}

same! {
    a_string_that_is_borrowed_across_jumps() -> Result<String, Oops> {
        let mut text = String::from("a");
        {
            let borrowed = &mut text;
            block! { borrowed.push('b'); if !yes() { return Ok(borrowed.clone()); } borrowed.push('c'); give(1)?; }
            borrowed.push('d');
        }
        Ok(text)
    }
}

same! {
    overflow_is_checked_alike() -> u8 {
        let max = std::hint::black_box(255_u8);
        block! { let next = max + 1; next }
    }
}

same! {
    line_numbers_are_the_users() -> u32 {
        let before = line!();
        let inside = block! { line!() };
        inside - before
    }
}

same! {
    a_place_expression_as_the_tail() -> u32 {
        struct Holder { list: [u32; 2] }
        let holder = Holder { list: [1, 2] };
        let one = block! { holder.list[1] };
        let reference = &holder;
        let two = block! { (*reference).list[0] };
        one + two
    }
}

same! {
    a_parenthesised_tail() -> (u32, u32) {
        block! { ((1), (2)) }
    }
}

same! {
    a_range_as_the_tail() -> u32 {
        let range = block! { 1..4 };
        let all = block! { .. };
        range.sum::<u32>() + [1, 2][all].len() as u32
    }
}

same! {
    an_assignment_as_the_tail() -> u32 {
        let mut number = 1;
        block! { number = 5 };
        block! { number += 1 }
        number
    }
}

same! {
    underscore_expressions_and_destructuring() -> u32 {
        let (mut a, mut b) = (1, 2);
        block! { (a, b) = (b, a); [_, a] = [9, a + 1]; _ = b; (_, ..) = (1, 2); }
        a * 10 + b
    }
}

same! {
    a_braced_macro_with_a_jump_is_a_statement() -> Result<u32, Oops> {
        let value = block! { dbg! { note(give(1)?.to_string()) } println! { "{}", give(3)? } -give(2).map(i64::from)? };
        Ok(value.unsigned_abs() as u32)
    }
}

same! {
    inner_attributes_of_the_body() -> Result<u32, Oops> {
        block! {
            #![allow(unused_variables, unreachable_code)]
            let unused = give(1)?;
            if yes() { return Ok(3); }
        };
        Ok(2)
    }
}
