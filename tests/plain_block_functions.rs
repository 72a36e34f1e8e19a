//! A plain block otherwise: functions of every kind around a body.

#![allow(
    clippy::all,
    unreachable_code,
    unused_variables,
    unused_assignments,
    reason = "the bodies are odd on purpose"
)]

mod support;

use std::error::Error;
use std::fmt::{Debug, Display};
use std::ops::ControlFlow;
use std::task::Poll;

use support::errors::{App, give};
use support::same::{same, same_infallible};
use support::{Oops, note, yes};

same! {
    a_function_that_returns_nothing() -> () {
        fn run(early: bool) { block! { if early { return; } note("late"); } note("behind"); }
        run(true);
        run(false);
    }
}

same! {
    a_function_that_returns_nothing_and_a_value_of_nothing() -> () {
        fn run(early: bool) { block! { if early { return (); } if early { return note("never") } } }
        run(true);
        run(false);
    }
}

same! {
    a_function_that_never_returns() -> u32 {
        fn never(text: &str) -> ! { block! { note("body"); panic!("{text}") } }
        never("never")
    }
}

same! {
    a_function_that_loops_forever() -> u32 {
        fn never() -> ! { let mut count = 0; loop { block! { count += 1; if count > 2 { panic!("{count}"); } } } }
        never()
    }
}

same! {
    a_function_that_returns_an_option() -> Vec<Option<u32>> {
        fn run(list: &[u32]) -> Option<u32> {
            let first = block! { let first = list.first()?; if *first == 0 { return None; } *first };
            Some(first + 1)
        }
        vec![run(&[]), run(&[0]), run(&[1])]
    }
}

same! {
    a_function_that_returns_a_poll() -> Vec<Poll<Result<u32, App>>> {
        fn run(poll: Poll<Result<u32, Oops>>) -> Poll<Result<u32, App>> {
            block! { let poll = poll?; let value = std::task::ready!(poll); note("ready"); Poll::Ready(Ok(value)) }
        }
        vec![run(Poll::Pending), run(Poll::Ready(Ok(1))), run(Poll::Ready(Err(Oops(1))))]
    }
}

same! {
    a_function_that_returns_a_control_flow() -> Vec<ControlFlow<u32, u32>> {
        fn run(number: u32) -> ControlFlow<u32, u32> {
            let even = block! {
                if number == 0 { return ControlFlow::Break(100); }
                let step: ControlFlow<u32> = if number % 2 == 1 { ControlFlow::Break(number) } else { ControlFlow::Continue(()) };
                step?;
                number
            };
            ControlFlow::Continue(even)
        }
        vec![run(0), run(1), run(2)]
    }
}

same! {
    a_function_that_returns_a_boxed_trait_object() -> Vec<String> {
        fn run(kind: u32) -> Box<dyn Display> {
            block! {
                if kind == 0 { return Box::new(1); }
                if kind == 1 { return Box::new("text"); }
            }
            Box::new('c')
        }
        (0..3).map(|kind| run(kind).to_string()).collect()
    }
}

same_infallible! {
    a_tail_that_is_coerced_to_a_trait_object() -> Vec<String> {
        fn run(first: bool) -> Box<dyn Display> {
            block! { if first { Box::new(1) } else { Box::new("text") } }
        }
        vec![run(true).to_string(), run(false).to_string()]
    }
}

same! {
    a_function_that_returns_an_impl_trait() -> Vec<u32> {
        fn run(early: bool) -> impl Iterator<Item = u32> {
            block! { if early { return vec![1, 2].into_iter(); } }
            vec![3].into_iter()
        }
        run(true).chain(run(false)).collect()
    }
}

same_infallible! {
    a_tail_of_an_impl_trait() -> Vec<u32> {
        fn run(offset: u32) -> impl Iterator<Item = u32> + Clone {
            block! { (0..3).map(move |number| number + offset) }
        }
        run(5).clone().collect()
    }
}

same! {
    an_impl_trait_in_a_result() -> Vec<u32> {
        fn run(number: u32) -> Result<impl Iterator<Item = u32>, Box<dyn Error>> {
            let number: u32 = block! { if number == 9 { Err("nine")?; } give(number)? };
            Ok(0..number)
        }
        assert!(run(9).is_err());
        run(3).unwrap().collect()
    }
}

same! {
    a_function_that_returns_a_closure() -> u32 {
        fn run(early: bool) -> impl Fn(u32) -> u32 {
            let step = block! { if early { 1 } else { 10 } };
            move |number| number + step
        }
        run(true)(1) + run(false)(1)
    }
}

same! {
    a_function_that_returns_a_function_pointer() -> u32 {
        fn run(early: bool) -> fn(u32) -> u32 {
            block! { if early { return |number| number + 1; } }
            |number| number * 2
        }
        run(true)(10) + run(false)(10)
    }
}

same! {
    a_function_that_returns_a_slice() -> Vec<u32> {
        fn run(early: bool) -> &'static [u32] { block! { if early { return &[1, 2, 3]; } } &[] }
        [run(true), run(false)].concat()
    }
}

same_infallible! {
    a_tail_that_is_coerced_to_a_slice() -> Vec<u32> {
        fn run(early: bool) -> &'static [u32] { block! { if early { &[1, 2, 3] } else { &[] } } }
        [run(true), run(false)].concat()
    }
}

same! {
    a_deref_coercion_at_return() -> usize {
        fn run(text: &String) -> &str { block! { if yes() { return text; } } "never" }
        run(&String::from("four")).len()
    }
}

same! {
    generic_functions() -> String {
        fn run<T: Clone + Debug + Default, const N: usize>(value: &T, early: bool) -> [T; N]
        where
            [T; N]: Sized,
        {
            let list = block! {
                if early { return std::array::from_fn(|_| T::default()); }
                value.clone()
            };
            std::array::from_fn(|_| list.clone())
        }
        format!("{:?} {:?}", run::<u32, 2>(&7, true), run::<_, 3>(&String::from("x"), false))
    }
}

same! {
    generic_question_mark() -> Vec<Result<u32, String>> {
        fn run<T, E, F>(value: Result<T, E>) -> Result<u32, F>
        where
            T: Into<u32>,
            E: 'static,
            F: From<E> + 'static,
        {
            let value = block! { value?.into() };
            Ok(value + 1)
        }
        vec![run::<u8, String, String>(Ok(1)), run::<u16, &'static str, _>(Err("text"))]
    }
}

same! {
    generic_methods_of_a_trait() -> u32 {
        trait Scale {
            const FACTOR: u32;
            fn scale(&self, number: u32) -> u32 {
                block! { if number == 0 { return Self::FACTOR; } number * Self::FACTOR * self.own() }
            }
            fn own(&self) -> u32;
        }
        struct Ten(u32);
        impl Scale for Ten {
            const FACTOR: u32 = 10;
            fn own(&self) -> u32 { block! { self.0 } }
        }
        Ten(2).scale(3) + Ten(2).scale(0)
    }
}

same! {
    methods_that_use_self() -> Vec<u32> {
        #[derive(Default)]
        struct Stack { list: Vec<u32>, max: usize }
        impl Stack {
            fn push(&mut self, number: u32) -> Result<&mut Self, Oops> {
                block! {
                    if self.list.len() >= self.max { return Err(Oops(number)); }
                    let Self { list, .. } = self;
                    list.push(number);
                }
                Ok(self)
            }
            fn into_list(self) -> Vec<u32> { block! { if yes() { return self.list; } } vec![] }
        }
        let mut stack = Stack { max: 2, ..Stack::default() };
        assert!(stack.push(1).and_then(|s| s.push(2)).and_then(|s| s.push(3)).is_err());
        stack.into_list()
    }
}

same! {
    recursion() -> u64 {
        fn factorial(number: u64) -> u64 { block! { if number == 0 { return 1; } number * factorial(number - 1) } }
        factorial(5)
    }
}

same! {
    nested_functions_and_items_in_the_body() -> u32 {
        block! {
            const STEP: u32 = { let mut n = 0; while n < 5 { n += 1; if n == 3 { break; } } n };
            static NAME: &str = "name";
            #[derive(Clone, Copy)]
            struct Pair { left: u32, right: u32 }
            impl Pair { fn sum(self) -> u32 { if self.left == 9 { return 0; } self.left + self.right } }
            enum Kind { One, Two }
            use Kind::{One, Two};
            fn helper(number: u32) -> Option<u32> { let n = number.checked_add(1)?; if n == 9 { return None; } Some(n) }
            mod inner { pub fn seven() -> u32 { loop { break 7; } } }
            macro_rules! plus { ($number:expr) => { $number + 1 }; }
            type Number = u32;
            let kind = if helper(8).is_none() { Two } else { One };
            let extra: Number = match kind { One => 100, Two => 200 };
            Pair { left: STEP, right: inner::seven() }.sum() + plus!(extra) + NAME.len() as u32
        }
    }
}
