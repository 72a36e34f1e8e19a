//! A plain block otherwise: `?` in every place where an expression may stand.

#![allow(
    clippy::all,
    unused,
    irrefutable_let_patterns,
    reason = "the bodies are odd on purpose"
)]

mod support;

use support::errors::{App, fail, give};
use support::same::{same, same_infallible};
use support::{Oops, local, note, yes};

/// A number with methods that may fail.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Number(u32);

impl Number {
    fn new(number: u32) -> Result<Self, Oops> {
        note(format!("new {number}"));
        Ok(Self(give(number)?))
    }

    fn plus(self, more: u32) -> Result<Self, Oops> {
        note(format!("plus {more}"));
        if more == 13 {
            Err(Oops(13))
        } else {
            Ok(Self(self.0 + more))
        }
    }

    fn add(&mut self, more: u32) -> Result<&mut Self, Oops> {
        *self = self.plus(more)?;
        Ok(self)
    }

    fn value(&mut self) -> Result<&mut u32, Oops> {
        Ok(&mut self.0)
    }
}

same! {
    a_chain_of_methods() -> Result<Number, Oops> {
        let number = block! { Number::new(1)?.plus(2)?.plus(3)?.add(4)?.plus(5)? };
        Ok(number)
    }
}

same! {
    a_chain_of_methods_that_fails_in_the_middle() -> Result<Number, Oops> {
        let number = block! { Number::new(1)?.plus(2)?.plus(13)?.plus(5)? };
        Ok(number)
    }
}

same! {
    a_chain_in_statement_position() -> Result<Number, Oops> {
        let mut number = Number(1);
        block! {
            number.add(1)?.add(2)?;
            number.add(3)?.plus(1)?;
            Number::new(5)?.plus(6)?;
            number.add(13)?.add(1)?;
            note("not reached");
        }
        Ok(number)
    }
}

same! {
    a_method_of_a_call_in_statement_position() -> Result<(), Oops> {
        fn list() -> Result<Vec<u32>, Oops> { Ok(vec![2, 1]) }
        block! { list()?.sort(); list()?.iter().for_each(|n| note(n.to_string())); list()?; fail(2)?; }
        Ok(())
    }
}

same_infallible! {
    a_tail_of_two_operands() -> Result<u32, Oops> {
        Ok(block! { give(1)? + give(2)? })
    }
}

same! {
    tails_of_operators() -> Result<(u32, bool, i64, u32, bool), Oops> {
        let sum = block! { give(1)? * give(2)? + give(3)? };
        let compared = block! { give(1)? < give(2)? };
        let minus = block! { -i64::from(give(3)?) };
        let shifted = block! { give(8)? >> give(2)? << give(1)? };
        let both = block! { give(1)? == 1 && !(give(2)? == 3) || fail(1)? == 3 };
        Ok((sum, compared, minus, shifted, both))
    }
}

same! {
    lazy_operators_are_lazy() -> Result<Vec<bool>, Oops> {
        let one = block! { give(1)? == 1 || fail(1)? == 1 };
        let two = block! { give(1)? == 2 && fail(2)? == 1 };
        let three = block! { give(1)? == 1 && fail(3)? == 1 };
        Ok(vec![one, two, three])
    }
}

same! {
    question_mark_and_casts() -> Result<(u64, u8, f64), Oops> {
        let wide = block! { give(7)? as u64 };
        let small = block! { give(300)? as u8 as u32 as u8 };
        let float = block! { give(1)? as f64 / give(2)? as f64 };
        Ok((wide, small, float))
    }
}

same! {
    question_mark_and_less_than_after_a_cast() -> Result<bool, Oops> {
        Ok(block! { (give(1)? as usize) < give(2)? as usize })
    }
}

same! {
    question_mark_and_references() -> Result<u32, Oops> {
        block! {
            let list = &Ok::<Vec<u32>, Oops>(vec![1, 2])?;
            let first = &list.first().ok_or(Oops(1))?;
            let mut number = Number(3);
            let changed = &mut *number.value()?;
            *changed += **first;
            Ok(*changed)
        }
    }
}

same! {
    question_mark_on_the_left_of_an_assignment() -> Result<Number, Oops> {
        let mut number = Number(3);
        let mut list = [1, 2, 3];
        block! {
            *number.value()? = 4;
            *number.value()? += give(5)?;
            list[give(1)? as usize] = give(7)?;
            list[give(2)? as usize] += list[give(1)? as usize];
            *number.value()? <<= 1;
            Number(0).add(3)?.0 = 3;
        }
        number.0 += list.iter().sum::<u32>();
        Ok(number)
    }
}

same! {
    the_order_of_evaluation_of_assignments() -> Result<[u32; 3], Oops> {
        fn noted(name: &str, number: u32) -> Result<u32, Oops> { note(name.to_owned()); Ok(number) }
        let mut list = [0, 0, 0];
        block! {
            list[noted("index", 1)? as usize] = noted("value", 5)?;
            list[noted("index 2", 2)? as usize] += noted("value 2", 6)?;
            let x; x = noted("x", 1)?;
            (list[0], _) = (noted("left", x)?, noted("right", 9)?);
            [list[1], ..] = [noted("one", 1)?, noted("two", 2)?];
        }
        Ok(list)
    }
}

same! {
    the_order_of_evaluation_of_operands() -> Result<u32, Oops> {
        fn noted(number: u32) -> Result<u32, Oops> { note(format!("{number}")); give(number) }
        let f = |a: u32, b: u32| a + b;
        block! {
            let sum = noted(1)? + noted(2)? * noted(3)?;
            let call = f(noted(4)?, { let n = noted(5)?; n });
            let text = format!("{}{}", noted(6)?, noted(7)?);
            let tuple = (noted(8)?, [noted(9)?, noted(10)?]);
            Ok(sum + call + text.len() as u32 + tuple.0)
        }
    }
}

same! {
    question_mark_in_struct_literals() -> Result<String, Oops> {
        #[derive(Clone, Debug, Default)]
        struct Point { x: u32, y: u32, z: u32 }
        fn point(x: u32) -> Result<Point, Oops> { Ok(Point { x, y: give(5)?, z: 6 }) }
        block! {
            let x = give(1)?;
            let one = Point { x, ..point(9)? };
            let two = Point { z: give(2)?, y: { give(3)? }, ..Default::default() };
            let Point { x, y: ref why, .. } = point(4)?;
            Ok(format!("{one:?} {two:?} {x} {why}"))
        }
    }
}

same! {
    question_mark_in_a_struct_update_that_fails() -> Result<u32, Oops> {
        struct Pair { left: u32, right: u32, _kept: support::Local }
        fn pair() -> Result<Pair, Oops> { Err(Oops(5)) }
        let made = block! { Pair { left: give(1)?, _kept: local("field"), ..pair()? } };
        Ok(made.left + made.right)
    }
}

same! {
    question_mark_in_indices_and_ranges() -> Result<Vec<u32>, Oops> {
        let list = [1, 2, 3, 4, 5];
        block! {
            let one = list[give(1)? as usize];
            let some = &list[give(1)? as usize..give(3)? as usize];
            let rest = &list[give(3)? as usize..];
            let start = &list[..=give(0)? as usize];
            let nested = list[list[list[0] as usize] as usize];
            Ok([some, rest, start, &[one, nested]].concat())
        }
    }
}

same! {
    question_mark_in_conditions() -> Result<u32, Oops> {
        let mut left = 3;
        let mut sum = 0;
        block! {
            while give(left)? > 0 { left -= 1; sum += 1; }
            if give(1)? == 1 { sum += 10; } else if fail(1)? == 1 { sum += 100; }
            while let Some(number) = Some(give(left)?).filter(|n| *n < 3) { left += 1; sum += number; }
            if let 3 = give(left)? { sum += 1000; }
            match give(sum)? { 0 => sum = 0, n if give(n)? > 5 && give(1)? == 1 => sum += 10_000, _ => {} }
        }
        Ok(sum)
    }
}

same! {
    question_mark_in_a_guard_that_fails() -> Result<u32, Oops> {
        let text = local("scrutinee");
        block! { match text { ref _it if fail(3)? == 1 => {} _moved => note("not reached") } }
        Ok(0)
    }
}

same! {
    question_mark_in_for_and_its_pattern() -> Result<u32, Oops> {
        fn pairs() -> Result<Vec<(u32, u32)>, Oops> { Ok(vec![(1, 2), (3, 4)]) }
        let mut sum = 0;
        block! { for (left, right) in pairs()?.into_iter().map(|(l, r)| (r, l)) { sum += give(left)? * right; } }
        Ok(sum)
    }
}

same! {
    question_mark_twice() -> Result<u32, Oops> {
        fn twice() -> Result<Result<u32, Oops>, Oops> { Ok(Err(Oops(2))) }
        fn option() -> Result<Option<u32>, Oops> { Ok(Some(3)) }
        let value = block! { let three = option()?.unwrap_or(0); let two = twice()??; two + three };
        Ok(value)
    }
}

same! {
    question_mark_on_a_block() -> Result<u32, Oops> {
        let value = block! {
            let one = { let inner = give(1); inner }?;
            let two = if one == 1 { give(2) } else { fail(2) }?;
            let three = match two { 2 => give(3), _ => fail(3) }?;
            let four = loop { break give(4); }?;
            let five = 'l: { break 'l give(5) }?;
            let six = unsafe { give(6) }?;
            let seven = (|| give(7))()?;
            let eight = (give(8))?;
            one + two + three + four + five + six + seven + eight
        };
        Ok(value)
    }
}

same! {
    question_mark_on_a_macro() -> Result<u32, App> {
        macro_rules! number { ($number:expr) => { give($number) }; { $number:expr, fails } => { fail($number) }; }
        let value = block! { number!(1)? + number! { 2 }? + number![3]? + number!(4, fails)? };
        Ok(value)
    }
}

same! {
    question_mark_on_an_option() -> Option<u32> {
        let list = vec![Some(1), None];
        let sum = block! {
            let first = (*list.first()?)?;
            let length = list.get(1)?.map_or(5, |n| n);
            note("reached");
            let nothing = list[1]?;
            first + length + nothing
        };
        Some(sum)
    }
}

same! {
    question_mark_on_an_option_in_a_function_of_results() -> Result<u32, Oops> {
        let value = block! { [1_u32].first().copied().ok_or(Oops(1))? + "".parse::<u32>().ok().ok_or(Oops(2))? };
        Ok(value)
    }
}

same! {
    question_mark_in_let_else() -> Result<u32, Oops> {
        block! {
            let Some(value) = Some(give(1)?) else { return fail(1) };
            let (Ok(two) | Err(Oops(two))) = fail(2) else { fail(3)?; unreachable!() };
            let [only] = [give(4)?][..] else { panic!() };
            Ok(value + two + only)
        }
    }
}

same! {
    question_mark_in_return_and_break() -> Result<Vec<u32>, Oops> {
        fn run(kind: u32) -> Result<u32, Oops> {
            let value = 'out: loop {
                block! {
                    if kind == 0 { return Ok(give(1)?); }
                    if kind == 1 { return Ok(fail(2)?); }
                    if kind == 2 { break give(3)?; }
                    if kind == 3 { break 'out fail(4)?; }
                    return give(fail(5)?);
                }
            };
            Ok(value + 100)
        }
        Ok((0..5).map(|kind| run(kind).unwrap_or_else(|oops| oops.0 + 1000)).collect())
    }
}

same! {
    try_operators_of_functions_inside() -> Result<u32, Oops> {
        block! {
            fn inner(number: u32) -> Option<u32> { Some(number.checked_sub(5)? + 1) }
            let closure = |number: u32| Some(inner(number)? + 1);
            let list: Option<Vec<u32>> = (4..6).map(|n| closure(n)).collect();
            let list = list.or_else(|| { let n = closure(6)?; Some(vec![n]) });
            Ok(list.ok_or(Oops(1))?[0] + give(1)?)
        }
    }
}
