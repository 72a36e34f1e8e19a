//! `?` in a body: what `exit` is told is what leaves, after the conversion to the function's error type.

mod support;

use std::error::Error;
use std::ops::ControlFlow;
use std::task::Poll;

use support::errors::{App, Code, fail, give};
use support::forms::{end_row, sync_end_row};
use support::{Oops, local, note};

end_row! {
    question_mark_own_type() -> Result<u32, Oops> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    question_mark_after_conversion() -> Result<u32, App> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: app: oops"];
    gives Ok(Err(App::Oops(Oops(1))))
}

end_row! {
    question_mark_box_dyn_error() -> Result<u32, Box<dyn Error>> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    question_mark_box_dyn_error_send_sync() -> Result<u32, Box<dyn Error + Send + Sync>> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    question_mark_box_dyn_error_from_text() -> Result<u32, Box<dyn Error + Send + Sync>> {
        let value: u32 = block! { note("body"); Err("no number")? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: no number"];
    gives Ok(Err(ref error)) if error.to_string() == "no number"
}

end_row! {
    question_mark_anyhow() -> anyhow::Result<u32> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    question_mark_anyhow_context() -> anyhow::Result<u32> {
        use anyhow::Context as _;
        let value = block! { note("body"); fail(1).context("reading")? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: reading"];
    gives Ok(Err(ref error)) if error.root_cause().is::<Oops>()
}

end_row! {
    question_mark_eyre() -> eyre::Result<u32> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    /// A `String` is no `Error`: a failure without an error object.
    question_mark_string() -> Result<u32, String> {
        let value = block! { note("body"); fail(1).map_err(|oops| oops.to_string())? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed"];
    gives Ok(Err(ref text)) if text == "oops 1"
}

end_row! {
    question_mark_string_from_text() -> Result<u32, String> {
        let value: u32 = block! { note("body"); Err("text")? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed"];
    gives Ok(Err(ref text)) if text == "text"
}

end_row! {
    question_mark_enum_that_is_no_error() -> Result<u32, Code> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed"];
    gives Ok(Err(Code::Seven))
}

end_row! {
    question_mark_on_none() -> Option<u32> {
        let value = block! { note("body"); None::<u32>? };
        note("after");
        Some(value)
    }
    log ["ENTER", "body", "EXIT failed"];
    gives Ok(None)
}

end_row! {
    question_mark_on_control_flow() -> ControlFlow<u32, ()> {
        block! { note("body"); ControlFlow::Break(7)? };
        note("after");
        ControlFlow::Continue(())
    }
    log ["ENTER", "body", "EXIT failed"];
    gives Ok(ControlFlow::Break(7))
}

end_row! {
    question_mark_on_poll_of_result() -> Poll<Result<u32, Oops>> {
        let value = block! { note("body"); Poll::Ready(fail(1))? };
        note("after");
        value.map(Ok)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Poll::Ready(Err(Oops(1))))
}

end_row! {
    question_mark_on_poll_of_option() -> Poll<Option<Result<u32, App>>> {
        let value = block! { note("body"); Poll::Ready(Some(fail(1)))? };
        note("after");
        value.map(|value| value.map(Ok))
    }
    log ["ENTER", "body", "EXIT failed: app: oops"];
    gives Ok(Poll::Ready(Some(Err(App::Oops(Oops(1))))))
}

end_row! {
    question_mark_result_in_poll() -> Poll<Result<u32, App>> {
        let value = block! { note("body"); fail(1)? };
        note("after");
        Poll::Ready(Ok(value))
    }
    log ["ENTER", "body", "EXIT failed: app: oops"];
    gives Ok(Poll::Ready(Err(App::Oops(Oops(1)))))
}

end_row! {
    question_mark_that_does_not_leave() -> Result<u32, Oops> {
        let value = block! { note("body"); give(3)? + give(4)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    /// The operands before it are dropped before `exit`, as in a plain block.
    question_mark_amid_an_expression() -> Result<(), Oops> {
        let _kept = block! { (local("left"), fail(1)?, local("right")) };
        note("after");
        Ok(())
    }
    log ["ENTER", "drop left", "EXIT failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    /// It leaves the closure, not the block.
    question_mark_in_a_closure() -> Result<u32, Oops> {
        let value = block! {
            let inner = || -> Result<u32, Oops> { fail(1)?; note("not reached"); Ok(1) };
            let failed = inner();
            note("body");
            if failed.is_err() { 7 } else { 8 }
        };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

sync_end_row! {
    /// The block stands in a closure: its `?` leaves that.
    question_mark_of_a_closure_around() -> Result<u32, Oops> {
        let closure = || -> Result<u32, Oops> {
            let value = block! { note("body"); fail(1)? };
            note("not reached");
            Ok(value)
        };
        let failed = closure();
        note("after");
        failed
    }
    log ["ENTER", "body", "EXIT failed: oops 1", "after"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    /// Several, of different error types.
    question_mark_of_two_error_types() -> Result<u32, Box<dyn Error>> {
        let value = block! {
            note("body");
            let one = give(1)?;
            let two: u32 = "x".parse()?;
            one + two
        };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: invalid digit found in string"];
    gives Ok(Err(ref error)) if error.is::<std::num::ParseIntError>()
}

end_row! {
    /// A conversion that has an effect runs once, before `exit`.
    question_mark_converts_once() -> Result<u32, Noted> {
        let value = block! { let _one = local("one"); fail(1)? };
        note("after");
        Ok(value)
    }
    log ["ENTER", "convert", "drop one", "EXIT failed"];
    gives Ok(Err(Noted))
}

#[derive(Debug)]
struct Noted;

impl From<Oops> for Noted {
    fn from(_: Oops) -> Self {
        note("convert");
        Self
    }
}
