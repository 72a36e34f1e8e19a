//! The corpus over scoped-core under another name.

use blocks as scoped;

#[path = "../../corpus/mod.rs"]
mod corpus;
#[path = "../../corpus/with_std.rs"]
mod with_std;

/// As a user writes it who has nothing else.
mod annotated {
    use blocks::{Outcome, context_manager, with, within, yield_};

    struct Timer(u32);

    #[context_manager(crate = blocks)]
    impl Timer {
        fn enter(&mut self) -> Result<&mut u32, String> {
            Ok(&mut self.0)
        }

        fn exit(&mut self, outcome: Outcome<'_>) {
            self.0 += u32::from(outcome.is_success());
        }
    }

    #[context_manager(crate = ::blocks, exit = close)]
    struct Pooled<'t>(&'t mut Timer);

    impl Pooled<'_> {
        fn close(self) {
            self.0.0 *= 10;
        }
    }

    #[context_manager(crate = blocks)]
    fn line(text: &str) -> Result<String, std::fmt::Error> {
        let line = format!("{text}!");
        yield_!(line);
        assert_eq!(line, "a!?");
        Ok(())
    }

    #[within(crate = blocks, line(text) as line)]
    fn shout(text: &str) -> Result<usize, std::fmt::Error> {
        line.push('?');
        Ok(line.len())
    }

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        let mut timer = Timer(1);
        with!(&mut timer as number, line("a") as line => {
            *number += 1;
            line.push('?');
        })??;
        with!(Pooled(&mut timer) as pooled => { pooled.0.0 += 1; });
        assert_eq!(timer.0, 40);
        assert_eq!(shout("a")?, 3);
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    corpus::run();
    with_std::run();
    annotated::run()
}
