//! `bail!`, `ensure!` and the like of anyhow, eyre and snafu: a failure with its error.

mod support;

use snafu::Snafu;
use support::forms::end_row;
use support::{Oops, local, note, yes};

end_row! {
    anyhow_bail() -> anyhow::Result<u32> {
        let value = block! { note("body"); if yes() { anyhow::bail!("no {}", "way"); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: no way"];
    gives Ok(Err(ref error)) if error.to_string() == "no way"
}

end_row! {
    anyhow_bail_with_an_error() -> anyhow::Result<u32> {
        use anyhow::bail;
        let value = block! { note("body"); if yes() { bail!(Oops(1)); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    anyhow_bail_is_the_tail() -> anyhow::Result<u32> {
        use anyhow::bail;
        let value: u32 = block! { note("body"); if yes() { bail!("no"); } else { 1 } };
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: no"];
    gives Ok(Err(_))
}

end_row! {
    anyhow_bail_drops_locals_first() -> anyhow::Result<u32> {
        use anyhow::bail;
        let value = block! { let name = local("one"); if yes() { bail!("no {:?}", name); } 0 };
        Ok(value)
    }
    log ["ENTER", "drop one", "EXIT failed: no Local(\"one\")"];
    gives Ok(Err(_))
}

end_row! {
    anyhow_ensure_fails() -> anyhow::Result<u32> {
        use anyhow::ensure;
        let value = block! { note("body"); ensure!(!yes(), "not {}", 1); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: not 1"];
    gives Ok(Err(ref error)) if error.to_string() == "not 1"
}

end_row! {
    anyhow_ensure_holds() -> anyhow::Result<u32> {
        use anyhow::ensure;
        let value = block! { note("body"); ensure!(yes(), "not {}", 1); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    anyhow_ensure_without_a_message() -> anyhow::Result<u32> {
        let value = block! { note("body"); anyhow::ensure!(1 + 1 == 3); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: Condition failed: `1 + 1 == 3` (2 vs 3)"];
    gives Ok(Err(_))
}

end_row! {
    anyhow_ensure_with_question_mark_inside() -> anyhow::Result<u32> {
        let value = block! {
            note("body");
            anyhow::ensure!(support::errors::fail(4)? == 4, "not 4");
            7
        };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 4"];
    gives Ok(Err(_))
}

end_row! {
    /// A value that only the failing path moves is still there behind it.
    anyhow_ensure_moves_on_the_failing_path() -> anyhow::Result<String> {
        let value = block! {
            let text = String::from("kept");
            anyhow::ensure!(yes(), text);
            text
        };
        Ok(value)
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(Ok(ref text)) if text == "kept"
}

end_row! {
    eyre_bail() -> eyre::Result<u32> {
        let value = block! { note("body"); if yes() { eyre::bail!("no {}", "way"); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: no way"];
    gives Ok(Err(ref error)) if error.to_string() == "no way"
}

end_row! {
    eyre_bail_with_an_error() -> eyre::Result<u32> {
        use eyre::bail;
        let value = block! { note("body"); if yes() { bail!(Oops(1)); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: oops 1"];
    gives Ok(Err(ref error)) if error.is::<Oops>()
}

end_row! {
    eyre_ensure_fails() -> eyre::Result<u32> {
        use eyre::ensure;
        let value = block! { note("body"); ensure!(!yes(), "not {}", 1); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: not 1"];
    gives Ok(Err(ref error)) if error.to_string() == "not 1"
}

end_row! {
    eyre_ensure_holds() -> eyre::Result<u32> {
        let value = block! { note("body"); eyre::ensure!(yes(), "not"); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

#[derive(Debug, Snafu)]
enum Bad {
    #[snafu(display("{number} is odd"))]
    Odd { number: u32 },
    #[snafu(whatever, display("{message}"))]
    Whatever {
        message: String,
        #[snafu(source(from(Box<dyn std::error::Error>, Some)))]
        source: Option<Box<dyn std::error::Error>>,
    },
}

end_row! {
    snafu_ensure_fails() -> Result<u32, Bad> {
        let value = block! { note("body"); snafu::ensure!(!yes(), OddSnafu { number: 3u32 }); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: 3 is odd"];
    gives Ok(Err(Bad::Odd { number: 3 }))
}

end_row! {
    snafu_ensure_holds() -> Result<u32, Bad> {
        use snafu::ensure;
        let value = block! { note("body"); ensure!(yes(), OddSnafu { number: 3u32 }); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    snafu_whatever() -> Result<u32, Bad> {
        use snafu::whatever;
        let value = block! { note("body"); if yes() { whatever!("no {}", "way"); } 0 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: no way"];
    gives Ok(Err(Bad::Whatever { ref message, source: None })) if message == "no way"
}

end_row! {
    /// Its other form unwraps a `Result`.
    snafu_whatever_with_a_source() -> Result<u32, Bad> {
        use snafu::whatever;
        let value = block! { note("body"); whatever!(support::errors::fail(1), "got {}", "stuck") };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: got stuck"];
    gives Ok(Err(Bad::Whatever { source: Some(ref source), .. })) if source.is::<Oops>()
}

end_row! {
    snafu_whatever_with_a_value() -> Result<u32, Bad> {
        let value = block! { note("body"); snafu::whatever!(support::errors::give(7), "got stuck") };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    snafu_ensure_whatever_fails() -> Result<u32, Bad> {
        use snafu::ensure_whatever;
        let value = block! { note("body"); ensure_whatever!(!yes(), "not {}", 1); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT failed: not 1"];
    gives Ok(Err(Bad::Whatever { ref message, .. })) if message == "not 1"
}

end_row! {
    snafu_ensure_whatever_holds() -> Result<u32, Bad> {
        let value = block! { note("body"); snafu::ensure_whatever!(yes(), "not {}", 1); 7 };
        note("after");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed", "after"];
    gives Ok(Ok(7))
}

end_row! {
    /// The argument leaves before the macro does.
    a_return_in_the_arguments_of_bail() -> anyhow::Result<u32> {
        let value = block! { note("body"); if yes() { anyhow::bail!("no {}", if yes() { return Ok(5) } else { 1 }); } 0 };
        note("not reached");
        Ok(value)
    }
    log ["ENTER", "body", "EXIT completed"];
    gives Ok(Ok(5))
}

end_row! {
    a_break_in_the_arguments_of_bail() -> anyhow::Result<u32> {
        let mut rounds = 0;
        loop {
            rounds += 1;
            block! { if yes() { anyhow::bail!("no {}", if yes() { break } else { 1 }); } };
        }
        Ok(rounds)
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(Ok(1))
}

end_row! {
    a_break_in_the_condition_of_ensure() -> anyhow::Result<u32> {
        let value = 'done: {
            block! { anyhow::ensure!(if yes() { break 'done 4 } else { true }, "no"); };
            note("not reached");
            5
        };
        Ok(value)
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(Ok(4))
}

end_row! {
    /// Only where the condition does not hold, as in the macro itself.
    a_return_in_the_message_of_ensure() -> anyhow::Result<u32> {
        let value = block! {
            anyhow::ensure!(yes(), "no {}", if yes() { return Ok(5) } else { 1 });
            note("goes on");
            anyhow::ensure!(!yes(), "no {}", if yes() { return Ok(6) } else { 1 });
            7
        };
        note("not reached");
        Ok(value)
    }
    log ["ENTER", "goes on", "EXIT completed"];
    gives Ok(Ok(6))
}

end_row! {
    late_initialisation_in_the_arguments() -> anyhow::Result<u32> {
        let late;
        let value = block! {
            let inner;
            anyhow::ensure!({ inner = 3; yes() }, "no");
            if !yes() { anyhow::bail!("no {}", { late = 1; late }); }
            inner
        };
        Ok(value)
    }
    log ["ENTER", "EXIT completed"];
    gives Ok(Ok(3))
}
