//! A plain block otherwise: types that only the context fixes, and coercions.

#![allow(
    clippy::all,
    dead_code,
    unreachable_code,
    unused_variables,
    reason = "the bodies are odd on purpose"
)]

mod support;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Debug;
use std::rc::Rc;

use support::errors::{App, fail, give};
use support::same::{same, same_infallible};
use support::{Oops, note, yes};

same_infallible! {
    parse_in_the_tail() -> Result<u8, std::num::ParseIntError> {
        let text = "200";
        let number: u8 = block! { text.parse()? };
        Ok(number)
    }
}

same_infallible! {
    collect_in_the_tail() -> BTreeMap<u32, char> {
        let map: BTreeMap<_, _> = block! { "ab".chars().enumerate().map(|(n, c)| (n as u32, c)).collect() };
        map
    }
}

same_infallible! {
    default_in_the_tail() -> (u32, String) {
        let pair: (u32, String) = block! { Default::default() };
        pair
    }
}

same_infallible! {
    into_in_the_tail() -> String {
        let text: String = block! { "text".into() };
        text
    }
}

same_infallible! {
    into_in_the_tail_of_the_function() -> String {
        block! { 'c'.into() }
    }
}

same! {
    into_in_a_return() -> String {
        block! { if yes() { return "text".into(); } }
        String::new()
    }
}

same_infallible! {
    sum_in_the_tail() -> u64 {
        let sum: u64 = block! { [1, 2, 3].into_iter().sum() };
        sum
    }
}

same! {
    an_integer_whose_type_comes_later() -> u64 {
        let number = block! { 7 };
        let wide: u64 = number;
        wide
    }
}

same! {
    a_vector_whose_type_comes_later() -> Vec<u8> {
        let mut list = block! { Vec::new() };
        list.push(1u8);
        list
    }
}

same! {
    an_option_whose_type_comes_later() -> Option<String> {
        let mut slot = block! { None };
        if yes() { slot = Some(String::from("text")); }
        slot
    }
}

same! {
    a_result_whose_error_comes_later() -> Result<u32, Oops> {
        let result = block! { Ok(7) };
        if !yes() { return result; }
        result
    }
}

same! {
    an_err_whose_value_comes_later() -> Result<u32, Oops> {
        let result = block! { Err(Oops(1)) };
        result
    }
}

same! {
    a_body_of_nothing() -> () {
        block! {}
    }
}

same! {
    a_body_of_a_statement() -> () {
        let nothing = block! { note("statement"); };
        nothing
    }
}

same_infallible! {
    a_closure_whose_parameters_come_from_the_context() -> usize {
        let length: fn(&str) -> usize = block! { |text| text.len() };
        length("four")
    }
}

same_infallible! {
    a_boxed_closure_whose_parameters_come_from_the_context() -> usize {
        let length: Box<dyn Fn(&str, usize) -> usize> = block! { Box::new(|text, more| text.len() + more) };
        length("four", 1)
    }
}

same_infallible! {
    a_reference_that_is_coerced() -> usize {
        let text = String::from("four");
        let slice: &str = block! { &text };
        slice.len()
    }
}

same_infallible! {
    a_trait_object_behind_a_reference() -> String {
        let number = 7;
        let shown: &dyn Debug = block! { &number };
        format!("{shown:?}")
    }
}

same_infallible! {
    arms_that_are_coerced_to_a_trait_object() -> String {
        let shown: Vec<Box<dyn Debug>> = (0..3).map(|kind| -> Box<dyn Debug> {
            block! { match kind { 0 => Box::new(1), 1 => Box::new("text"), _ => Box::new(Some('c')) } }
        }).collect();
        format!("{shown:?}")
    }
}

same_infallible! {
    an_rc_that_is_coerced() -> String {
        let shown: Rc<dyn Debug> = block! { Rc::new(7) };
        format!("{shown:?}")
    }
}

same_infallible! {
    a_mutable_reference_as_the_value() -> Vec<u32> {
        let mut list = vec![1];
        { let borrowed: &mut Vec<u32> = block! { &mut list }; borrowed.push(2); }
        list
    }
}

same! {
    a_break_value_that_is_coerced() -> Vec<String> {
        let run = |kind: u32| -> Box<dyn Debug> {
            'out: { block! { if kind == 0 { break 'out Box::new(1) as Box<dyn Debug>; } } Box::new("text") }
        };
        vec![format!("{:?}", run(0)), format!("{:?}", run(1))]
    }
}

same! {
    a_break_value_whose_type_comes_from_the_loop() -> u8 {
        let number: u8 = loop { block! { if yes() { break "7".parse().unwrap(); } } };
        number
    }
}

same! {
    an_error_that_is_boxed_at_return() -> String {
        fn run(kind: u32) -> Result<u32, Box<dyn Error>> {
            let number = block! {
                if kind == 0 { return Err("text".into()); }
                if kind == 1 { return Err(Box::new(Oops(1))); }
                if kind == 2 { Err(Oops(2))?; }
                if kind == 3 { return Err(fail(3).unwrap_err())?; }
                kind
            };
            Ok(number)
        }
        (0..5).map(|kind| format!("{:?}", run(kind).map_err(|e| e.to_string()))).collect()
    }
}

same! {
    question_mark_into_in_a_chain() -> Result<u32, App> {
        let value = block! {
            let text = String::from_utf8(b"12".to_vec()).map_err(|_| Oops(9))?;
            text.trim().parse::<u32>().map_err(|_| Oops(8))?
        };
        Ok(value)
    }
}

same! {
    question_mark_decides_the_type_of_its_operand() -> Result<u32, Oops> {
        fn make<T: Default>() -> Result<T, Oops> { Ok(T::default()) }
        let number: u32 = block! { let n = make()?; n };
        Ok(number + give(1)?)
    }
}

same! {
    a_type_that_a_later_line_of_the_body_fixes() -> HashMap<String, u32> {
        block! {
            let mut map = HashMap::new();
            let key = "a".into();
            map.insert(key, give(1).unwrap_or_default());
            map
        }
    }
}

same! {
    an_array_whose_length_is_inferred() -> usize {
        let list: [u32; 3] = block! { let list: [_; 3] = std::array::from_fn(|n| n as u32); list };
        list.len()
    }
}

same_infallible! {
    a_tail_that_is_an_argument() -> Vec<u8> {
        fn take(bytes: Vec<u8>) -> Vec<u8> { bytes }
        take(block! { "1,2".split(',').map(|n| n.parse().unwrap()).collect() })
    }
}

same_infallible! {
    a_tail_that_is_a_field_and_an_element() -> String {
        #[derive(Debug)]
        struct Holder { small: u8, list: Vec<i64> }
        let holder = Holder { small: block! { 7 }, list: vec![block! { -1 }, block! { "5".parse().unwrap() }] };
        format!("{holder:?}")
    }
}

same! {
    an_operand_of_an_operator() -> u64 {
        let big: u64 = 5;
        big + block! { 7 } * (block! { 2 })
    }
}

same_infallible! {
    a_never_type_that_falls_back() -> Result<u32, Oops> {
        let value: u32 = block! { if yes() { return Err(Oops(1)) } else { unreachable!() } };
        Ok(value)
    }
}

same! {
    a_tail_that_is_err_question_mark() -> Result<u32, Oops> {
        block! { Err(Oops(1))? }
    }
}

same! {
    a_statement_that_is_err_question_mark() -> Result<u32, Oops> {
        block! { Err::<(), _>(Oops(1))?; }
        Ok(7)
    }
}

same! {
    a_tail_that_is_ok_question_mark() -> Result<u32, Oops> {
        let value = block! { Ok::<_, Oops>(7)? };
        Ok(value)
    }
}

same! {
    lifetimes_that_are_inferred() -> String {
        fn longest<'a>(left: &'a str, right: &'a str) -> &'a str {
            block! { if left.len() > right.len() { return left; } right }
        }
        let left = String::from("left");
        { let right = String::from("ri"); longest(&left, &right).to_owned() }
    }
}

same! {
    two_phase_borrows() -> Vec<usize> {
        let mut list = vec![1, 2];
        block! { list.push(list.len()); let last = list.len() - 1; list[last] += list[0]; }
        list
    }
}
