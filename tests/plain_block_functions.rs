//! A plain block otherwise: functions of every kind around a body, closures and async blocks around and
//! inside.

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
use std::future::Future;
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use support::errors::{App, fail, give};
use support::same::{same, same_infallible};
use support::{Oops, note, yes};

/// The output of a future that is ready within a few polls.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..9 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the future is never ready")
}

/// Is ready the second time.
fn later(number: u32) -> impl Future<Output = u32> {
    let mut polled = false;
    std::future::poll_fn(move |_| {
        if std::mem::replace(&mut polled, true) {
            Poll::Ready(number)
        } else {
            Poll::Pending
        }
    })
}

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
    closures_inside_and_their_jumps() -> Vec<u32> {
        block! {
            let double = |number: u32| { if number == 0 { return 1; } number * 2 };
            let checked = |number: u32| -> Option<u32> { let less = number.checked_sub(1)?; Some(less) };
            let mut seen = vec![double(0), double(2), checked(0).unwrap_or(50), checked(3).unwrap_or(50)];
            let mut push = |number| for n in 0..number { if n == 1 { continue; } if n == 3 { break; } seen.push(n) };
            push(5);
            (move || { seen.push(7); seen })()
        }
    }
}

same! {
    a_closure_around() -> Result<Vec<u32>, Oops> {
        let numbers = [1, 2, 3];
        numbers.iter().map(|number| { block! { if *number == 2 { return Ok(20); } Ok(give(*number)?) } }).collect()
    }
}

same! {
    a_closure_around_without_a_written_type() -> u32 {
        let run = |number: u32| { block! { if number == 1 { return 10; } number } };
        run(1) + run(2)
    }
}

same! {
    a_closure_around_with_question_mark_and_a_type_from_outside() -> Option<u32> {
        let first: Option<u32> = (|| { let value = block! { Some(3)? }; Some(value + 1) })();
        let list: Option<Vec<u32>> = [1_u32, 2].iter().map(|n| { let v = block! { n.checked_sub(1)? }; Some(v) }).collect();
        Some(first? + list?[1])
    }
}

same! {
    a_move_closure_around() -> String {
        let text = String::from("moved");
        let run = move || -> Result<String, Oops> { block! { if text.len() == 3 { fail(3)?; } Ok(text) } };
        run().unwrap()
    }
}

same! {
    an_async_function_around() -> Result<u32, Oops> {
        async fn run(number: u32) -> Result<u32, Oops> {
            let value = block! {
                let one = later(number).await;
                if one == 5 { return Ok(50); }
                fail(one)?
            };
            Ok(value)
        }
        assert_eq!(wait(run(5)), Ok(50));
        wait(run(1))
    }
}

same! {
    an_async_block_around() -> Result<u32, Oops> {
        let run = async {
            let value = block! { let one = give(later(1).await)?; if one == 2 { return Ok(7); } one };
            Ok::<u32, Oops>(value + later(1).await)
        };
        wait(run)
    }
}

same! {
    an_async_block_inside() -> Result<u32, Oops> {
        block! {
            let run = async { let one = give(1)?; if yes() { return fail(one); } Ok(0) };
            let moved = async move { for n in 0..3 { if n == 1 { break; } } 1 };
            assert_eq!(wait(moved), 1);
            assert_eq!(wait(run), Err(Oops(1)));
            Ok(7)
        }
    }
}

same! {
    an_async_closure_inside_and_around() -> u32 {
        let outer = async |number: u32| { block! { if number == 1 { return 10; } later(number).await } };
        let sum = wait(outer(1)) + wait(outer(2));
        block! { let inner = async |n: u32| { if n == 0 { return 5; } later(n).await }; sum + wait(inner(0)) }
    }
}

same! {
    an_async_loop_around() -> u32 {
        wait(async {
            let mut sum = 0;
            for number in 0..5 {
                block! { if later(number).await == 3 { break; } if number == 1 { continue; } sum += later(number).await; }
            }
            sum
        })
    }
}

same! {
    a_future_that_is_sent() -> u32 {
        fn sent<F: Future + Send>(future: F) -> F { future }
        fn add(left: u32, right: u32) -> u32 { block! { left + right } }
        wait(sent(async { let one = later(1).await; let two = add(one, 1); one + later(two).await }))
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
