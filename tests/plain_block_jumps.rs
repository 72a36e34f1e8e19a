//! A plain block otherwise: jumps to loops and blocks outside, in between and inside.

#![allow(
    clippy::all,
    unreachable_code,
    unused_variables,
    unused_labels,
    unused_parens,
    unused_braces,
    unused_must_use,
    reason = "the bodies are odd on purpose"
)]

mod support;

use support::errors::{fail, give};
use support::same::{same, same_infallible};
use support::{Oops, local, note, yes};

same! {
    loop_break_value() -> u32 {
        let mut count = 0;
        loop { count += 1; block! { if count == 3 { break count * 10; } } }
    }
}

same! {
    loop_break_value_inside() -> u32 {
        block! { let mut count = 0; loop { count += 1; if count == 3 { break count * 10; } } }
    }
}

same! {
    while_with_break_and_continue() -> Vec<u32> {
        let mut seen = Vec::new();
        let mut count = 0;
        while count < 10 {
            count += 1;
            block! { if count % 2 == 0 { continue; } if count > 6 { break; } seen.push(count); }
        }
        seen
    }
}

same! {
    while_let_with_break_and_continue() -> Vec<u32> {
        let mut seen = Vec::new();
        let mut numbers = vec![5, 4, 3, 2, 1];
        while let Some(number) = numbers.pop() {
            block! { if number == 2 { continue; } if number == 4 { break; } seen.push(number); }
        }
        seen
    }
}

same! {
    jumps_through_three_loops() -> Vec<(u32, u32, u32)> {
        let mut seen = Vec::new();
        'a: for a in 0..3 {
            'b: for b in 0..3 {
                for c in 0..3 {
                    block! {
                        if c == 1 && b == 0 { continue 'b; }
                        if c == 2 && b == 1 { continue 'a; }
                        if a == 2 { break 'a; }
                        if c == 0 && a == 1 { continue; }
                        if b == 2 { break; }
                        seen.push((a, b, c));
                    }
                }
            }
        }
        seen
    }
}

same! {
    loops_inside_keep_their_jumps() -> Vec<u32> {
        block! {
            let mut seen = vec![];
            for number in 0.. {
                if number == 2 { continue; }
                if number == 5 { break; }
                let mut inner = 0;
                while inner < number { inner += 1; if inner == 3 { break; } else { continue; } }
                seen.push(inner);
            }
            seen
        }
    }
}

same! {
    labels_inside_and_outside() -> u32 {
        let mut count = 0;
        'l: loop {
            count += 1;
            block! {
                { 'm: for _ in 0..2 { count += 1; if yes() { break 'm; } } }
                if count > 4 { break 'l; }
            }
        }
        count
    }
}

same! {
    labelled_blocks_inside() -> u32 {
        block! {
            let one = 'a: { if yes() { break 'a 1; } 2 };
            let two = 'b: { 'c: { if yes() { break 'c; } break 'b 5; } 3 };
            one + two
        }
    }
}

same! {
    return_in_odd_places() -> Vec<u32> {
        fn id(number: u32) -> u32 { number }
        fn one() -> u32 { block! { let _: u32 = return 1; } }
        fn two() -> u32 { block! { id(return 2) } }
        fn three() -> u32 { block! { if return 3 {} ; 0 } }
        fn four() -> u32 { block! { match return 4 { () => 5 } } }
        fn five() -> u32 { block! { let _x = [1, return 5, 3]; 0 } }
        fn six() -> u32 { block! { let _x = (return 6, 1); 0 } }
        fn seven() -> u32 { block! { vec![(), return 7].len() as u32 } }
        fn eight() -> u32 { block! { let x = &return 8; 1 } }
        fn nine() -> u32 { block! { !(return 9) } }
        fn ten() -> u32 { block! { if yes() { return 10; } return 0 } }
        fn eleven() -> u32 { block! { while return 11 {} 0 } }
        fn twelve() -> u32 { block! { for _ in 0..return 12 {} 0 } }
        fn thirteen() -> u32 { block! { let x: u32; x = return 13; x } }
        fn fourteen() -> u32 { block! { yes() && return 14; 0 } }
        fn fifteen() -> u32 { block! { let Some(x) = None::<u32> else { return 15 }; x } }
        fn sixteen() -> u32 { block! { (|x: u32| x)({ return 16 }) } }
        vec![
            one(), two(), three(), four(), five(), six(), seven(), eight(), nine(), ten(), eleven(),
            twelve(), thirteen(), fourteen(), fifteen(), sixteen(),
        ]
    }
}

same! {
    break_in_odd_places() -> Vec<u32> {
        let mut seen = vec![];
        for round in 0..6 {
            let got = 'l: loop {
                block! {
                    match round {
                        0 => { let _: u32 = break 'l 0; }
                        1 => { if (break 'l 1) {} }
                        2 => drop([1, break 'l 2]),
                        3 => { let _x = yes() && (break 'l 3); }
                        4 => { while { break 'l 4 } {} }
                        _ => break 'l 5,
                    }
                }
            };
            seen.push(got);
        }
        seen
    }
}

same! {
    break_in_the_condition_of_an_inner_loop() -> u32 {
        // An unlabelled `break` in the condition of a `while` belongs to the loop around it.
        let mut count = 0;
        'outer: loop {
            count += 1;
            block! { while { if count > 2 { break 'outer; } false } {} }
        }
        count
    }
}

same! {
    the_value_of_a_jump_contains_jumps() -> u32 {
        fn run() -> Result<u32, Oops> {
            let value = 'out: { block! { break 'out give(1)? + if yes() { return Ok(give(7)?); } else { 1 }; } };
            Ok(value)
        }
        run().unwrap()
    }
}

same! {
    the_value_of_return_contains_a_block() -> u32 {
        block! {
            if yes() {
                return { let mut sum = 0; for number in 0.. { if number == 4 { break; } sum += number; } sum };
            }
        }
        0
    }
}

same! {
    a_body_that_returns_and_nothing_else() -> u32 {
        block! { return 7 }
    }
}

same! {
    a_body_that_returns_with_a_semicolon() -> u32 {
        block! { return 7; }
    }
}

same! {
    a_body_that_breaks_and_nothing_else() -> u32 {
        loop { block! { break 7 } }
    }
}

same! {
    a_body_that_continues_and_nothing_else() -> u32 {
        let mut count = 0;
        while count < 3 { count += 1; block! { continue } }
        count
    }
}

same_infallible! {
    a_body_that_panics_and_nothing_else() -> u32 {
        block! { panic!("bang") }
    }
}

same! {
    a_body_that_loops_forever_but_for_return() -> u32 {
        block! { let mut count = 0; loop { count += 1; if count == 5 { return count; } } }
    }
}

same! {
    a_body_whose_branches_all_leave() -> u32 {
        block! { if yes() { return 1; } else { return 2; } }
    }
}

same! {
    a_body_whose_arms_all_leave() -> u32 {
        let value: u32 = 'out: {
            block! { match yes() { true => break 'out 1, false => return 2 } }
        };
        value + 10
    }
}

same! {
    code_behind_a_body_that_leaves() -> u32 {
        fn run() -> u32 {
            for _ in 0..1 { block! { return 1 }; }
            2
        }
        run()
    }
}

same! {
    jumps_in_every_operand() -> Result<u32, Oops> {
        block! {
            let index = [1, 2, 3][give(1)? as usize];
            let sum = give(1)? + give(2)? * give(3)? - give(1)?;
            let range = give(0)?..give(3)?;
            let closed = (give(0)?..=give(3)?).sum::<u32>();
            let tuple = (give(1)?, give(2)?);
            let array = [give(5)?; 2];
            let negated = !give(0)?;
            let minus = -(give(3)? as i64);
            let compared = give(1)? < give(2)? && give(2)? >= give(2)?;
            Ok(index + sum + range.end + closed + tuple.1 + array[1] + u32::from(negated > 1) + u32::from(minus < 0) + u32::from(compared))
        }
    }
}

same! {
    a_jump_drops_what_an_expression_holds() -> Result<(), Oops> {
        block! {
            let _tuple = (local("first"), [local("second")], fail(1)?, local("never"));
        }
        Ok(())
    }
}

same! {
    let_else_with_every_jump() -> Vec<u32> {
        fn leaves(kind: u32) -> Result<u32, Oops> {
            let mut rounds = 0;
            let value = 'out: loop {
                rounds += 1;
                if rounds > 3 { return Ok(99); }
                block! {
                    let Some(number) = kind.checked_sub(4) else {
                        match kind {
                            0 => return Ok(1),
                            1 => break 'out 2,
                            2 => continue,
                            _ => Err(Oops(3))?,
                        }
                    };
                    break number;
                }
            };
            Ok(value)
        }
        (0..6).map(|kind| leaves(kind).unwrap_or(50)).collect()
    }
}

same_infallible! {
    a_jump_in_a_match_guard() -> Result<Vec<u32>, Oops> {
        let mut seen = vec![];
        for number in 0..5 {
            block! {
                seen.push(match number {
                    n if give(n)? == 1 => 10,
                    2 if { if yes() { continue } else { true } } => 20,
                    n if n == 4 && { if yes() { return Ok(seen) } else { true } } => 40,
                    n => n,
                });
            }
        }
        Ok(seen)
    }
}

same! {
    a_jump_in_a_condition() -> Result<u32, Oops> {
        let mut sum = 0;
        for number in 0..5 {
            block! {
                if give(number)? == 1 { sum += 1; } else if { if number == 3 { break; } yes() } { sum += 10; }
                while give(number)? > 7 {}
                while let Some(n) = Some(give(number)?) { sum += n; if yes() { break; } }
                if let Ok(n) | Err(n) = Ok::<u32, u32>(give(2)?) && n > 0 { sum += n * 100; }
            }
        }
        Ok(sum)
    }
}

same! {
    a_jump_in_the_iterator_of_a_loop() -> Result<u32, Oops> {
        let mut sum = 0;
        block! { for number in 0..give(4)? { sum += number; } for _ in 0..fail(1)? { sum += 1; } }
        note("not reached");
        Ok(sum)
    }
}

same! {
    let_chains_with_jumps() -> Result<u32, Oops> {
        let mut sum = 0;
        for number in 0..4 {
            block! {
                if let Some(n) = Some(give(number)?) && n > 1 && let Ok(m) = give(n) && m < 3 { sum += m; continue; }
                sum += 100;
            }
        }
        Ok(sum)
    }
}

same! {
    return_of_return() -> u32 {
        block! { return return 10 }
    }
}

same! {
    return_of_return_of_return() -> u32 {
        block! { return return return 10; }
    }
}
