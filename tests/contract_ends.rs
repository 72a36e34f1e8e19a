//! The first table of the contract: how a body ends, and what `exit` is told. Each row with one, two
//! and three managers of all four kinds, as lists and nested.

mod support;

use support::errors::{fail, give};
use support::forms::end_row;
use support::{Oops, local, note, yes};

end_row! {
    last_expression() -> u32 {
        let value = block! { note("body"); 7 };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    last_statement() -> () {
        block! { note("body"); };
        note("after");
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(())
}

end_row! {
    last_expression_ok() -> Result<u32, Oops> {
        let value = block! { note("body"); give(7) };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    last_expression_err() -> Result<u32, Oops> {
        let value = block! { note("body"); fail(1) };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT failed: oops 1", "after"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    /// A written `Err(..)`, whose type is known only behind the block.
    last_expression_err_written() -> Result<u32, Oops> {
        let value: Result<u32, Oops> = block! { note("body"); Err(Oops(1)) };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT failed: oops 1", "after"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    /// A `None` is a value like any other when it does not come from `?`.
    last_expression_none() -> Option<u32> {
        let value: Option<u32> = block! { note("body"); if yes() { None } else { Some(1) } };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(None)
}

end_row! {
    return_value() -> u32 {
        let value = block! { note("body"); if yes() { return 7; } 0 };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    return_nothing() -> () {
        block! { note("body"); if yes() { return; } };
        note("after");
    }
    log ["ENTER", "body", "EXIT completed"];
    gives Ok(())
}

end_row! {
    return_ok() -> Result<u32, Oops> {
        let value = block! { note("body"); if yes() { return Ok(7); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed"];
    gives Ok(Ok(7))
}

end_row! {
    return_err() -> Result<u32, Oops> {
        let value = block! { note("body"); if yes() { return Err(Oops(2)); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 2"];
    gives Ok(Err(Oops(2)))
}

end_row! {
    /// Whether it is an `Err` is asked of the value, not of how it is written.
    return_err_in_a_variable() -> Result<u32, Oops> {
        let value = block! { note("body"); let failed = fail(2); if yes() { return failed; } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 2"];
    gives Ok(Err(Oops(2)))
}

end_row! {
    return_none() -> Option<u32> {
        let value = block! { note("body"); if yes() { return None; } 0 };
        note("after");
        Some(value)
    }
    log ["ENTER", "body", "EXIT completed"];
    gives Ok(None)
}

end_row! {
    break_unlabelled() -> u32 {
        let mut count = 0;
        for _ in 0..3 {
            count += 1;
            block! { note("body"); if yes() { break; } };
            note("not reached");
        }
        note("after");
        count
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(1)
}

end_row! {
    break_with_value() -> u32 {
        let value = loop {
            block! { note("body"); if yes() { break 7; } };
            note("not reached");
        };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    break_labelled() -> u32 {
        let mut count = 0;
        'outer: for _ in 0..2 {
            for _ in 0..2 {
                count += 1;
                block! { note("body"); if yes() { break 'outer; } };
                note("not reached");
            }
        }
        note("after");
        count
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(1)
}

end_row! {
    break_labelled_with_value() -> u32 {
        let value = 'found: {
            block! { note("body"); if yes() { break 'found 7; } };
            note("not reached");
            0
        };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(7)
}

end_row! {
    /// A jump's value is no value of the body: an `Err` that `break` carries is no failure.
    break_labelled_with_err() -> Result<u32, Oops> {
        let value = 'found: {
            block! { note("body"); if yes() { break 'found Err(Oops(3)); } };
            note("not reached");
            Ok(0)
        };
        note("after");
        value
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Err(Oops(3)))
}

end_row! {
    continue_unlabelled() -> u32 {
        let mut count = 0;
        for _ in 0..2 {
            count += 1;
            block! { note("body"); if yes() { continue; } };
            note("not reached");
        }
        note("after");
        count
    }
    log ["ENTER", "body", "EXIT completed", "ENTER", "body", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    continue_labelled() -> u32 {
        let mut count = 0;
        'outer: while count < 2 {
            count += 1;
            loop {
                block! { note("body"); if yes() { continue 'outer; } };
                note("not reached");
            }
        }
        note("after");
        count
    }
    log ["ENTER", "body", "EXIT completed", "ENTER", "body", "EXIT completed", "after"];
    gives Ok(2)
}

end_row! {
    locals_are_dropped_before_exit() -> u32 {
        block! {
            let _one = local("one");
            let _two = local("two");
            note("body");
            if yes() { return 7; }
            0
        }
    }
    log ["ENTER", "body", "drop two", "drop one", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    locals_are_dropped_before_exit_on_the_normal_path() -> u32 {
        block! { let _one = local("one"); note("body"); 7 }
    }
    log ["ENTER", "body", "drop one", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    locals_are_dropped_before_exit_on_question_mark() -> Result<u32, Oops> {
        Ok(block! { let _one = local("one"); let two = fail(1)?; note("not reached"); two })
    }
    log ["ENTER", "drop one", "EXIT failed: oops 1"];
    gives Ok(Err(Oops(1)))
}

end_row! {
    return_value_is_evaluated_before_exit() -> u32 {
        block! {
            let _one = local("one");
            if yes() { return { note("value"); 7 }; }
            0
        }
    }
    log ["ENTER", "value", "drop one", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    break_value_is_evaluated_before_exit() -> u32 {
        'found: {
            block! { let _one = local("one"); if yes() { break 'found { note("value"); 7 }; } };
            0
        }
    }
    log ["ENTER", "value", "drop one", "EXIT completed"];
    gives Ok(7)
}

end_row! {
    /// The value of the body outlives `exit`, as it outlives the locals.
    the_value_outlives_exit() -> () {
        let value = block! { note("body"); local("result") };
        note("after");
        drop(value);
    }
    log ["ENTER", "body", "EXIT completed", "after", "drop result"];
    gives Ok(())
}
