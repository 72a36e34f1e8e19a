//! The corpus over another crate's re-export of the whole library.

use facade::blocks as scoped;

#[path = "../../corpus/mod.rs"]
mod corpus;
#[path = "../../corpus/with_std.rs"]
mod with_std;

/// As a user writes it who has nothing else.
mod annotated {
    use facade::{Outcome, context_manager, with, yield_};

    struct Timer(u32);

    #[context_manager(crate = facade::blocks)]
    impl Timer {
        fn enter(&mut self) -> Result<&mut u32, String> {
            Ok(&mut self.0)
        }

        fn exit(&mut self, outcome: Outcome<'_>) {
            self.0 += u32::from(outcome.is_success());
        }
    }

    #[context_manager(crate = ::facade::blocks, exit = close)]
    struct Pooled<'t>(&'t mut Timer);

    impl Pooled<'_> {
        fn close(self) {
            self.0.0 *= 10;
        }
    }

    #[context_manager(crate = facade::blocks)]
    fn line(text: &str) -> Result<String, std::fmt::Error> {
        let line = format!("{text}!");
        yield_!(line);
        assert_eq!(line, "a!?");
        Ok(())
    }

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        let mut timer = Timer(1);
        with!(&mut timer as number, line("a") as line => {
            *number += 1;
            line.push('?');
        })??;
        with!(Pooled(&mut timer) as pooled => { pooled.0.0 += 1; });
        assert_eq!(timer.0, 40);
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    corpus::run();
    with_std::run();
    annotated::run()
}
