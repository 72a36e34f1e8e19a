//! What `pop_all` takes out of a stack, while a block holds what its managers lend, and behind that.

use scoped_core::{AsyncExitStack, ExitError, ExitStack, with};

use crate::support::errors::fail;
use crate::support::executor::block_on;
use crate::support::recorder::Lent;
use crate::support::{Oops, note, plain, recorded, yes};
use crate::{panics, suppresses, tells, tells_later};

#[test]
fn lives_on_behind_the_block() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            stack.callback(tells("b"));
            stack.pop_all()
        });
        note("behind the block");
        popped.unwrap().unwrap().close().unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "drop value of a",
        "behind the block",
        "b: completed",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn what_was_lent_stays_lent_to_the_block() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            let Ok(a) = stack.enter(plain("a"));
            let popped = stack.pop_all();
            let Ok(b) = stack.enter(plain("b"));
            note(format!("{} and {}", a.name, b.name));
            popped
        });
        note("behind the block");
        popped.unwrap().unwrap().close().unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "enter b",
        "a and b",
        "drop value of b",
        "drop value of a",
        "exit b: completed",
        "behind the block",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn closed_before_the_block_has_ended_the_block_exits_it() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            let Ok(a) = stack.enter(plain("a"));
            let popped = stack.pop_all();
            popped.close().unwrap();
            note(format!("{} is still lent", a.name));
        })
        .unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "a is still lent",
        "drop value of a",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn dropped_before_the_block_has_ended_the_block_exits_it() {
    fn run() -> Result<(), Oops> {
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            drop(stack.pop_all());
            stack.callback(tells("b"));
            fail(1)?;
        })
        .unwrap();
        Ok(())
    }
    let recorded = recorded(run);
    assert_eq!(recorded.ended, Ok(Err(Oops(1))));
    let expected = [
        "enter a",
        "drop value of a",
        "b: failed: oops 1",
        "exit a: failed: oops 1",
    ];
    assert_eq!(recorded.log, expected);
}

#[test]
fn what_it_is_given_itself_is_exited_by_itself_in_any_case() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let mut popped = stack.pop_all();
            popped.callback(tells("b"));
            popped.close().unwrap();
            note("in the block");
        })
        .unwrap();
    })
    .log;
    assert_eq!(log, ["b: completed", "in the block", "a: completed"]);
}

#[test]
fn it_grows_on_top_of_what_it_has_taken() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let mut popped = stack.pop_all();
            popped.callback(tells("b"));
            popped
        });
        let mut popped = popped.unwrap().unwrap();
        popped.callback(tells("c"));
        popped.close().unwrap();
    })
    .log;
    assert_eq!(log, ["c: completed", "b: completed", "a: completed"]);
}

#[test]
fn popped_out_of_a_body_that_fails_it_is_not_told_of_that() {
    let log = recorded(|| {
        let mut kept = None;
        let mut run = || -> Result<(), Oops> {
            with!(ExitStack::new() as stack => {
                stack.callback(tells("a"));
                kept = Some(stack.pop_all());
                stack.callback(tells("b"));
                fail(1)?;
            })
            .unwrap();
            Ok(())
        };
        assert_eq!(run(), Err(Oops(1)));
        kept.unwrap().close().unwrap();
    })
    .log;
    assert_eq!(log, ["b: failed: oops 1", "a: completed"]);
}

#[test]
fn popped_out_of_a_body_that_panics() {
    let recorded = recorded(|| {
        let mut kept = None;
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            kept = Some(stack.pop_all());
            stack.callback(tells("b"));
            if yes() { panic!("body"); }
        })
        .unwrap();
        drop(kept);
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    assert_eq!(recorded.log, ["b: panicked", "a: panicked"]);
}

#[test]
fn popped_in_a_body_that_panics() {
    let recorded = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let _popped = stack.pop_all();
            stack.callback(tells("b"));
            if yes() { panic!("body"); }
        })
        .unwrap();
    });
    assert_eq!(recorded.ended, Err("body".to_owned()));
    assert_eq!(recorded.log, ["b: panicked", "a: panicked"]);
}

/// Pops twice in a block, and hands both stacks out.
fn popped_twice() -> (ExitStack<'static>, ExitStack<'static>) {
    let both = with!(ExitStack::new() as stack => {
        stack.callback(tells("a"));
        let first = stack.pop_all();
        stack.callback(tells("b"));
        let second = stack.pop_all();
        stack.callback(tells("c"));
        (first, second)
    });
    both.unwrap().unwrap()
}

#[test]
fn each_of_two_has_what_was_there_when_it_was_popped() {
    let log = recorded(|| {
        let (first, second) = popped_twice();
        note("behind the block");
        first.close().unwrap();
        note("the first is closed");
        second.close().unwrap();
    })
    .log;
    let expected = [
        "c: completed",
        "behind the block",
        "a: completed",
        "the first is closed",
        "b: completed",
    ];
    assert_eq!(log, expected);

    let log = recorded(|| {
        let (first, second) = popped_twice();
        second.close().unwrap();
        note("the second is closed");
        drop(first);
    })
    .log;
    let expected = [
        "c: completed",
        "b: completed",
        "the second is closed",
        "a: left unseen",
    ];
    assert_eq!(log, expected);
}

#[test]
fn the_first_of_two_is_dropped_before_the_block_has_ended() {
    let log = recorded(|| {
        let second = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let first = stack.pop_all();
            stack.callback(tells("b"));
            let second = stack.pop_all();
            drop(first);
            second
        });
        note("behind the block");
        second.unwrap().unwrap().close().unwrap();
    })
    .log;
    assert_eq!(log, ["a: completed", "behind the block", "b: completed"]);
}

#[test]
fn the_second_of_two_is_dropped_before_the_block_has_ended() {
    let log = recorded(|| {
        let first = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let first = stack.pop_all();
            stack.callback(tells("b"));
            drop(stack.pop_all());
            first
        });
        note("behind the block");
        first.unwrap().unwrap().close().unwrap();
    })
    .log;
    assert_eq!(log, ["b: completed", "behind the block", "a: completed"]);
}

#[test]
fn popped_by_hand_behind_what_a_block_has_popped() {
    let log = recorded(|| {
        let mut stack = ExitStack::new();
        let first = {
            let open = stack.open();
            open.callback(tells("a"));
            let first = open.pop_all();
            open.callback(tells("b"));
            first
        };
        let second = stack.pop_all();
        first.close().unwrap();
        note("the first is closed");
        second.close().unwrap();
    })
    .log;
    assert_eq!(log, ["a: completed", "the first is closed", "b: completed"]);
}

#[test]
fn popped_from_a_stack_that_was_popped() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.pop_all()
        });
        let mut popped = popped.unwrap().unwrap();
        let again = with!(&mut popped as stack => {
            stack.callback(tells("b"));
            stack.pop_all()
        });
        drop(popped);
        note("only the last one is left");
        again.unwrap().unwrap().pop_all().close().unwrap();
    })
    .log;
    assert_eq!(
        log,
        ["only the last one is left", "b: completed", "a: completed"]
    );
}

#[test]
fn pushed_onto_another_stack() {
    let log = recorded(|| {
        let mut outer = ExitStack::new();
        outer.callback(tells("outer"));
        with!(ExitStack::new() as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            stack.callback(suppresses("b"));
            outer.push(stack.pop_all());
        })
        .unwrap();
        note("behind the block");
        outer.callback(tells("top"));
        outer.close().unwrap();
    })
    .log;
    let expected = [
        "enter a",
        "drop value of a",
        "behind the block",
        "top: completed",
        "b: completed",
        "exit a: completed",
        "outer: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn pushed_back_onto_the_stack_that_it_was_popped_from() {
    let log = recorded(|| {
        with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            let popped = stack.pop_all();
            stack.callback(tells("b"));
            stack.push(popped);
            stack.callback(tells("c"));
        })
        .unwrap();
    })
    .log;
    assert_eq!(log, ["c: completed", "a: completed", "b: completed"]);
}

#[test]
fn nothing_is_popped_from_an_empty_stack() {
    let log = recorded(|| {
        let popped = with!(ExitStack::new() as stack => { stack.pop_all() });
        popped.unwrap().unwrap().close().unwrap();
        ExitStack::new().pop_all().close().unwrap();
    })
    .log;
    assert!(log.is_empty());
}

#[test]
fn what_a_popped_stack_lends_outlives_the_block() -> Result<(), ExitError> {
    let log = recorded(|| -> Result<(), ExitError> {
        let mut popped = ExitStack::new();
        let lent: Lent<'_> = with!(&mut popped as stack => {
            let Ok(_a) = stack.enter(plain("a"));
            let mut kept = stack.pop_all();
            let Ok(b) = kept.enter(plain("b"));
            note(format!("{} is lent", b.name));
            drop(b);
            kept.close()?;
            Lent { name: "no manager" }
        })?
        .unwrap();
        drop(lent);
        popped.close()
    });
    assert_eq!(
        log.log,
        [
            "enter a",
            "enter b",
            "b is lent",
            "drop value of b",
            "exit b: completed",
            "drop value of a",
            "exit a: completed",
            "drop value of no manager",
        ]
    );
    log.value()
}

#[test]
fn a_popped_stack_panics_and_the_rest_of_it_is_told() {
    let recorded = recorded(|| {
        let popped = with!(ExitStack::new() as stack => {
            stack.callback(tells("a"));
            stack.callback(panics("b"));
            stack.callback(tells("c"));
            stack.pop_all()
        });
        popped.unwrap().unwrap().close().unwrap();
    });
    assert_eq!(recorded.ended, Err("b".to_owned()));
    assert_eq!(
        recorded.log,
        ["c: completed", "b: completed", "a: panicked"]
    );
}

#[test]
fn an_async_stack_is_popped_from_a_block() {
    let log = recorded(|| {
        block_on(async {
            let both = with!(async AsyncExitStack::new() as stack => {
                let Ok(_a) = stack.enter(plain("a")).await;
                let first = stack.pop_all();
                stack.callback(tells_later("b"));
                let second = stack.pop_all();
                stack.callback(tells_later("c"));
                (first, second)
            });
            let (first, second) = both.unwrap().unwrap();
            note("behind the block");
            first.close().await.unwrap();
            drop(second);
        });
    })
    .log;
    let expected = [
        "enter a",
        "drop value of a",
        "c: completed",
        "behind the block",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}

#[test]
fn an_async_stack_that_was_popped_is_dropped_before_the_block_has_ended() {
    let log = recorded(|| {
        block_on(async {
            with!(async AsyncExitStack::new() as stack => {
                let Ok(a) = stack.enter(plain("a")).await;
                drop(stack.pop_all());
                note(format!("{} is still lent", a.name));
            })
            .unwrap();
        });
    })
    .log;
    let expected = [
        "enter a",
        "a is still lent",
        "drop value of a",
        "exit a: completed",
    ];
    assert_eq!(log, expected);
}
