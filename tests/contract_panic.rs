//! Panics: in the body, in `enter`, in `exit`, in destructors, and blocks that run while unwinding.

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};

use scoped_core::with;
use support::errors::fail;
use support::forms::{answer_row, end_row};
use support::{Oops, fallible, local, note, plain, recorded, suppressing, verdict, yes};

end_row! {
    panic_in_the_body() -> u32 {
        let value = block! { let _one = local("one"); if yes() { panic!("bang"); } 7 };
        note("not reached");
        value
    }
    log ["ENTER", "drop one", "EXIT panicked"];
    gives Err(ref message) if message == "bang"
}

end_row! {
    panic_in_a_call() -> u32 {
        let nothing: Option<u32> = if yes() { None } else { Some(1) };
        block! { let _one = local("one"); nothing.expect("something") }
    }
    log ["ENTER", "drop one", "EXIT panicked"];
    gives Err(ref message) if message == "something"
}

end_row! {
    panic_in_the_value_of_return() -> u32 {
        block! { if yes() { return bang(); } };
        0
    }
    log ["ENTER", "value", "EXIT panicked"];
    gives Err(ref message) if message == "bang"
}

fn bang() -> u32 {
    note("value");
    panic!("bang")
}

end_row! {
    panic_in_a_conversion_of_question_mark() -> Result<u32, Explosive> {
        Ok(block! { note("body"); fail(1)? })
    }
    log ["ENTER", "body", "EXIT panicked"];
    gives Err(ref message) if message == "no conversion"
}

#[derive(Debug)]
struct Explosive;

impl From<Oops> for Explosive {
    fn from(_: Oops) -> Self {
        panic!("no conversion")
    }
}

end_row! {
    /// The jump is on its way; a local's destructor turns it into a panic.
    panic_in_the_drop_of_a_local() -> u32 {
        block! { let _bomb = Bomb; note("body"); if yes() { return 7; } };
        0
    }
    log ["ENTER", "body", "EXIT panicked"];
    gives Err(ref message) if message == "dropped"
}

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped")
    }
}

end_row! {
    a_panic_that_is_caught_in_the_body_is_none() -> u32 {
        let value = block! {
            let caught = catch_unwind(|| { if yes() { panic!("bang"); } });
            note("body");
            if caught.is_err() { 7 } else { 0 }
        };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(7)
}

#[test]
fn the_payload_is_the_bodys_own() {
    let payload = catch_unwind(AssertUnwindSafe(|| {
        with!(plain("a"), fallible("b").fails(), verdict("c").panics() => {
            if yes() { panic_any(77_u64); }
        })
    }))
    .expect_err("the body panics");
    assert_eq!(payload.downcast_ref::<u64>(), Some(&77));
}

answer_row! {
    exit_panics_while_panicking() -> u32 {
        block! { [plain("a").panics()] if yes() { panic!("first"); } 7 }
    }
    log ["enter a", "drop value of a", "exit a: panicked"];
    gives Err(ref message) if message == "first"
}

answer_row! {
    every_exit_panics_while_panicking() -> u32 {
        block! { [plain("a").panics(), plain("b").panics(), plain("c").panics()] if yes() { panic!("first"); } 7 }
    }
    log [
        "enter a", "enter b", "enter c",
        "drop value of c", "exit c: panicked",
        "drop value of b", "exit b: panicked",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "first"
}

answer_row! {
    inner_exit_panics_then_outer_is_told_of_it() -> u32 {
        block! { [plain("a"), plain("b").panics()] note("body"); 7 }
    }
    log [
        "enter a", "enter b", "body",
        "drop value of b", "exit b: completed",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "exit of b"
}

answer_row! {
    enter_panics() -> u32 {
        block! { [plain("a").enter_panics()] note("not reached"); 7 }
    }
    log ["enter a: panics"];
    gives Err(ref message) if message == "enter of a"
}

answer_row! {
    later_enter_panics() -> u32 {
        block! { [plain("a"), plain("b"), plain("c").enter_panics()] note("not reached"); 7 }
    }
    log [
        "enter a", "enter b", "enter c: panics",
        "drop value of b", "exit b: panicked",
        "drop value of a", "exit a: panicked",
    ];
    gives Err(ref message) if message == "enter of c"
}

answer_row! {
    suppression_has_no_effect_on_a_panic() -> Option<u32> {
        block! { [suppressing("a").suppresses()] if yes() { panic!("bang"); } 7 }
    }
    log ["enter a", "drop value of a", "exit a: panicked"];
    gives Err(ref message) if message == "bang"
}

#[test]
fn a_later_expression_that_panics_exits_the_earlier_items() {
    fn run() {
        with!(plain("a"), { note("expression"); if yes() { panic!("bang"); } plain("b") } => {
            note("not reached");
        });
    }

    let recorded = recorded(run);
    assert_eq!(recorded.ended, Err("bang".to_owned()));
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "expression",
            "drop value of a",
            "exit a: panicked"
        ]
    );
}

#[test]
fn a_panic_in_the_drop_of_the_value_is_a_panic_of_the_body() {
    use scoped_core::{ContextManager, Outcome};

    struct LendsABomb;

    impl ContextManager for LendsABomb {
        type Value<'a> = Bomb;
        type Exit = ();

        fn enter(&mut self) -> Result<Bomb, std::convert::Infallible> {
            Ok(Bomb)
        }

        fn exit(self, outcome: Outcome<'_>) {
            note(format!("told {outcome}"));
        }
    }

    let recorded = recorded(|| with!(LendsABomb => { note("body") }));
    assert_eq!(recorded.ended, Err("dropped".to_owned()));
    assert_eq!(recorded.log, ["body", "told panicked"]);
}

/// Runs its function in a destructor.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Runs `block` in a destructor while an unrelated panic unwinds, and returns the log.
fn while_unwinding(block: fn()) -> Vec<String> {
    let recorded = recorded(|| {
        let _later = OnDrop(block);
        if yes() {
            panic!("unrelated");
        }
    });
    assert_eq!(recorded.ended, Err("unrelated".to_owned()));
    recorded.log
}

#[test]
fn a_block_in_a_destructor_during_unwinding_is_told_its_own_outcome() {
    fn completes() {
        with!(plain("a") => { note("body") });
    }

    fn fails() {
        let _failed: Result<u32, Oops> = with!(plain("a") => { fail(1) });
    }

    fn returns() {
        with!(plain("a") => { if yes() { return; } });
        note("not reached");
    }

    assert_eq!(
        while_unwinding(completes),
        ["enter a", "body", "drop value of a", "exit a: completed"]
    );
    assert_eq!(
        while_unwinding(fails),
        ["enter a", "drop value of a", "exit a: failed: oops 1"]
    );
    assert_eq!(
        while_unwinding(returns),
        ["enter a", "drop value of a", "exit a: completed"]
    );
}

#[test]
fn an_unseen_jump_in_a_destructor_during_unwinding_is_unseen() {
    macro_rules! leave {
        () => {
            return
        };
    }

    fn leaves() {
        with!(plain("a") => { if yes() { leave!(); } });
        note("not reached");
    }

    assert_eq!(
        while_unwinding(leaves),
        ["enter a", "drop value of a", "exit a: left unseen"]
    );
}

#[test]
fn a_panic_in_a_block_in_a_destructor_during_unwinding() {
    fn panics() {
        let caught = catch_unwind(|| with!(plain("a") => { if yes() { panic!("inner"); } }));
        note(if caught.is_err() {
            "caught"
        } else {
            "no panic"
        });
    }

    assert_eq!(
        while_unwinding(panics),
        ["enter a", "drop value of a", "exit a: panicked", "caught"]
    );
}

#[test]
fn an_exit_that_panics_in_a_destructor_during_unwinding() {
    fn panics() {
        let caught = catch_unwind(|| with!(plain("a").panics() => { note("body") }));
        note(if caught.is_err() {
            "caught"
        } else {
            "no panic"
        });
    }

    assert_eq!(
        while_unwinding(panics),
        [
            "enter a",
            "body",
            "drop value of a",
            "exit a: completed",
            "caught"
        ]
    );
}
