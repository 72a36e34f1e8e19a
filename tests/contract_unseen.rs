//! Jumps that hide in a macro which `with!` cannot see through: `Unseen`, never a success.

mod support;

use scoped_core::{ContextManager, Outcome, with};
use support::errors::{fail, give};
use support::forms::end_row;
use support::{Oops, local, note, plain, recorded, yes};

macro_rules! leave {
    ($value:expr) => {
        return $value
    };
}

macro_rules! attempt {
    ($value:expr) => {
        $value?
    };
}

macro_rules! leave_to {
    ($label:lifetime) => {
        break $label
    };
    ($label:lifetime, $value:expr) => {
        break $label $value
    };
}

macro_rules! again_at {
    ($label:lifetime) => {
        continue $label
    };
}

end_row! {
    unseen_return() -> u32 {
        block! { let _one = local("one"); if yes() { leave!(7); } };
        note("not reached");
        0
    }
    log ["ENTER", "drop one", "EXIT left unseen"];
    gives Ok(7)
}

end_row! {
    /// What it leaves with does not matter: nobody saw it.
    unseen_return_err() -> Result<u32, Oops> {
        block! { if yes() { leave!(Err(Oops(1))); } };
        note("not reached");
        Ok(0)
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    unseen_question_mark() -> Result<u32, Oops> {
        let value = block! { let _one = local("one"); attempt!(fail(1)) };
        note("not reached");
        Ok(value)
    }
    log ["ENTER", "drop one", "EXIT left unseen"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    unseen_question_mark_that_does_not_leave() -> Result<u32, Oops> {
        let value = block! { attempt!(give(7)) };
        note("after");
        Ok(value)
    }
    log ["ENTER", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    unseen_break_labelled() -> u32 {
        'done: {
            block! { if yes() { leave_to!('done); } };
            note("not reached");
        }
        note("after");
        7
    }
    log ["ENTER", "EXIT left unseen", "after"];
    gives Ok(7)
}

end_row! {
    unseen_break_labelled_with_value() -> u32 {
        let value = 'done: {
            block! { if yes() { leave_to!('done, 7); } };
            note("not reached");
            0
        };
        note("after");
        value
    }
    log ["ENTER", "EXIT left unseen", "after"];
    gives Ok(7)
}

end_row! {
    unseen_continue_labelled() -> u32 {
        let mut rounds = 0;
        'rounds: while rounds < 2 {
            rounds += 1;
            block! { if yes() { again_at!('rounds); } };
            note("not reached");
        }
        note("after");
        rounds
    }
    log ["ENTER", "EXIT left unseen", "ENTER", "EXIT left unseen", "after"];
    gives Ok(2)
}

end_row! {
    /// A jump whose target is in the body does not leave it.
    unseen_jump_that_stays_inside() -> u32 {
        let value = block! {
            'inside: { if yes() { leave_to!('inside); } note("not reached"); }
            note("body");
            7
        };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    /// An opaque macro hides jumps of its own and no other: those that stand in the open are told.
    seen_jump_beside_an_opaque_macro() -> Result<u32, Oops> {
        let value = block! { let one = attempt!(give(1)); one + fail(2)? };
        note("not reached");
        Ok(value)
    }
    log ["ENTER", "EXIT failed: oops 2"];
    gives Ok(Err(Oops(2)))
}

end_row! {
    /// A jump that the user wrote, in the arguments of an opaque macro, is unseen too.
    jump_in_the_arguments_of_an_opaque_macro() -> Result<u32, Oops> {
        let value = block! { attempt!(Ok::<u32, Oops>(fail(1)?)) };
        note("not reached");
        Ok(value)
    }
    log ["ENTER", "EXIT left unseen"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    panic_beside_an_opaque_macro() -> Result<u32, Oops> {
        let value = block! { let one = attempt!(give(1)); if yes() { panic!("bang"); } one };
        Ok(value)
    }
    log ["ENTER", "EXIT panicked"];
    gives Err(ref message) if message == "bang"
}

end_row! {
    panic_hidden_in_a_macro() -> u32 {
        macro_rules! bang {
            () => { panic!("bang") };
        }
        block! { if yes() { bang!() } else { 1 } }
    }
    log ["ENTER", "EXIT panicked"];
    gives Err(ref message) if message == "bang"
}

#[test]
fn a_nested_with_under_another_name_is_opaque() {
    use scoped_core::with as scope;

    fn run() -> Result<u32, Oops> {
        with!(plain("a") => { scope!(plain("b") => { fail(1)? }); });
        Ok(0)
    }

    let recorded = recorded(run);
    assert_eq!(
        recorded.log,
        [
            "enter a",
            "enter b",
            "drop value of b",
            "exit b: failed: oops 1",
            "drop value of a",
            "exit a: left unseen",
        ]
    );
}

#[test]
fn unseen_is_no_success() {
    struct Commits;

    impl ContextManager for Commits {
        type Value<'a> = ();
        type Exit = ();

        fn enter(&mut self) -> Result<(), std::convert::Infallible> {
            Ok(())
        }

        fn exit(self, outcome: Outcome<'_>) {
            assert!(matches!(outcome, Outcome::Unseen));
            assert!(outcome.error().is_none());
            note(if outcome.is_success() {
                "commit"
            } else {
                "roll back"
            });
        }
    }

    fn run() -> u32 {
        with!(Commits => { if yes() { leave!(7); } });
        0
    }

    assert_eq!(recorded(run).log, ["roll back"]);
}
