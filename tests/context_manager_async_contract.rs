//! An async manager made by the attribute, in each of its places, behaves as the one written by hand:
//! `context_manager_contract`, where entering and exiting await.

mod support;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use scoped_core::{AsyncContextManager, AsyncOutcome, context_manager, with, yield_};
use support::executor::{block_on, yield_now};

#[derive(Default)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn note(&self, event: impl ToString) {
        self.0.borrow_mut().push(event.to_string());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Where the manager is to fail.
#[derive(Clone, Copy, PartialEq)]
enum Fails {
    Nowhere,
    InEnter,
    InExit,
    PanicsInEnter,
}

async fn begin(log: &Log, fails: Fails) -> Result<u32, &'static str> {
    log.note("enter");
    yield_now().await;
    match fails {
        Fails::InEnter => Err("enter failed"),
        Fails::PanicsInEnter => panic!("in enter"),
        Fails::Nowhere | Fails::InExit => Ok(1),
    }
}

async fn end(
    log: &Log,
    fails: Fails,
    value: u32,
    outcome: AsyncOutcome<'_>,
) -> Result<(), &'static str> {
    yield_now().await;
    log.note(format_args!("exit {value} {outcome}"));
    if fails == Fails::InExit {
        Err("exit failed")
    } else {
        Ok(())
    }
}

struct ByHand<'l> {
    log: &'l Log,
    fails: Fails,
    value: u32,
}

impl AsyncContextManager for ByHand<'_> {
    type Value<'a>
        = &'a mut u32
    where
        Self: 'a;
    type Exit = Result<(), &'static str>;

    async fn enter(&mut self) -> Result<&mut u32, &'static str> {
        self.value = begin(self.log, self.fails).await?;
        Ok(&mut self.value)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), &'static str> {
        end(self.log, self.fails, self.value, outcome).await
    }
}

struct OnImpl<'l> {
    log: &'l Log,
    fails: Fails,
    value: u32,
}

#[context_manager]
impl OnImpl<'_> {
    async fn enter(&mut self) -> Result<&mut u32, &'static str> {
        self.value = begin(self.log, self.fails).await?;
        Ok(&mut self.value)
    }

    async fn exit(self, outcome: AsyncOutcome<'_>) -> Result<(), &'static str> {
        end(self.log, self.fails, self.value, outcome).await
    }
}

#[context_manager(enter = async open -> Result<&mut u32, &'static str>, exit = async close -> Result<(), &'static str>)]
struct OnType<'l> {
    log: &'l Log,
    fails: Fails,
    value: u32,
}

impl OnType<'_> {
    async fn open(&mut self) -> Result<&mut u32, &'static str> {
        self.value = begin(self.log, self.fails).await?;
        Ok(&mut self.value)
    }

    async fn close(self, outcome: AsyncOutcome<'_>) -> Result<(), &'static str> {
        end(self.log, self.fails, self.value, outcome).await
    }
}

#[context_manager]
async fn on_function(log: &Log, fails: Fails) -> Result<u32, &'static str> {
    let value = begin(log, fails).await?;
    let outcome = yield_!(value);
    end(log, fails, value, outcome.into()).await
}

#[derive(Debug)]
struct BodyError;

impl std::fmt::Display for BodyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("body failed")
    }
}

impl std::error::Error for BodyError {}

impl From<&str> for BodyError {
    fn from(_: &str) -> Self {
        Self
    }
}

macro_rules! opaque {
    ($($jump:tt)*) => { $($jump)* };
}

macro_rules! contract {
    ($name:ident, |$log:ident, $fails:ident| $manager:expr) => {
        mod $name {
            use super::*;

            #[test]
            fn last_expression() {
                let $log = &Log::default();
                let $fails = Fails::Nowhere;
                let value = block_on(async { with!(async $manager as v => { *v += 1; *v }) });
                assert_eq!(value, Ok(2));
                assert_eq!($log.take(), ["enter", "exit 2 completed"]);
            }

            #[test]
            fn last_expression_that_is_an_error() {
                let $log = &Log::default();
                let $fails = Fails::Nowhere;
                let value: Result<Result<u8, BodyError>, _> =
                    block_on(async { with!(async $manager => { Err(BodyError) }) });
                assert!(value.unwrap().is_err());
                assert_eq!($log.take(), ["enter", "exit 1 failed: body failed"]);
            }

            #[test]
            fn return_a_value() {
                async fn body($log: &Log, $fails: Fails) -> u32 {
                    let never: Result<(), _> = with!(async $manager as v => { return *v + 1; });
                    never.map_or(0, |()| 9)
                }
                let log = Log::default();
                assert_eq!(block_on(body(&log, Fails::Nowhere)), 2);
                assert_eq!(log.take(), ["enter", "exit 1 completed"]);
                assert_eq!(block_on(body(&log, Fails::InExit)), 0, "the jump is given up");
                assert_eq!(log.take(), ["enter", "exit 1 completed"]);
            }

            #[test]
            fn question_mark_and_return_err() {
                async fn body($log: &Log, $fails: Fails, early: bool) -> Result<(), BodyError> {
                    with!(async $manager => {
                        if early {
                            return Err(BodyError);
                        }
                        Err(BodyError)?;
                    })?;
                    Ok(())
                }
                let log = Log::default();
                for fails in [Fails::Nowhere, Fails::InExit] {
                    for early in [true, false] {
                        block_on(body(&log, fails, early)).unwrap_err();
                        assert_eq!(log.take(), ["enter", "exit 1 failed: body failed"]);
                    }
                }
            }

            #[test]
            fn question_mark_on_none() {
                async fn body($log: &Log, $fails: Fails) -> Option<u8> {
                    let value = with!(async $manager => { None::<u8>? });
                    value.ok()
                }
                let log = Log::default();
                assert_eq!(block_on(body(&log, Fails::Nowhere)), None);
                assert_eq!(log.take(), ["enter", "exit 1 failed"]);
            }

            #[test]
            fn break_and_continue() {
                let $log = &Log::default();
                let $fails = Fails::Nowhere;
                block_on(async {
                    'all: for n in 0..3 {
                        let done: Result<(), _> = with!(async $manager => {
                            if n == 0 {
                                continue;
                            }
                            yield_now().await;
                            if n == 1 {
                                break 'all;
                            }
                        });
                        done.unwrap();
                    }
                });
                assert_eq!(
                    $log.take(),
                    ["enter", "exit 1 completed", "enter", "exit 1 completed"]
                );
            }

            #[test]
            fn a_jump_in_an_opaque_macro() {
                async fn body($log: &Log, $fails: Fails) -> u8 {
                    let value = with!(async $manager => { opaque!(return 3); });
                    value.map_or(4, |()| 5)
                }
                let log = Log::default();
                assert_eq!(block_on(body(&log, Fails::Nowhere)), 3);
                assert_eq!(log.take(), ["enter"], "nothing can be awaited");
            }

            #[test]
            fn panic() {
                let $log = &Log::default();
                let $fails = Fails::Nowhere;
                let caught = catch_unwind(AssertUnwindSafe(|| {
                    let _: Result<(), _> =
                        block_on(async { with!(async $manager => { panic!("in the body") }) });
                }));
                assert_eq!(*caught.unwrap_err().downcast::<&str>().unwrap(), "in the body");
                assert_eq!($log.take(), ["enter"], "nothing can be awaited");
            }

            #[test]
            fn enter_fails() {
                let $log = &Log::default();
                let $fails = Fails::InEnter;
                let value =
                    block_on(async { with!(async $manager as v => { $log.note("body"); *v }) });
                assert_eq!(value, Err("enter failed"));
                assert_eq!($log.take(), ["enter"]);
            }

            #[test]
            fn enter_panics() {
                let $log = &Log::default();
                let $fails = Fails::PanicsInEnter;
                let caught = catch_unwind(AssertUnwindSafe(|| {
                    block_on(async { with!(async $manager as v => { $log.note("body"); *v }) })
                }));
                assert!(caught.is_err());
                assert_eq!($log.take(), ["enter"]);
            }

            #[test]
            fn exit_fails() {
                let $log = &Log::default();
                let $fails = Fails::InExit;
                let value = block_on(async { with!(async $manager as v => { *v }) });
                assert_eq!(value, Err("exit failed"));
                assert_eq!($log.take(), ["enter", "exit 1 completed"]);
            }

            #[test]
            fn nested() {
                let $log = &Log::default();
                let $fails = Fails::Nowhere;
                let value = block_on(async {
                    with!(async $manager as a, async $manager as b => { *b += 1; *a + *b })
                });
                assert_eq!(value, Ok(Ok(3)));
                assert_eq!(
                    $log.take(),
                    ["enter", "enter", "exit 2 completed", "exit 1 completed"]
                );
            }
        }
    };
}

contract!(by_hand, |log, fails| ByHand {
    log,
    fails,
    value: 0
});
contract!(on_impl, |log, fails| OnImpl {
    log,
    fails,
    value: 0
});
contract!(on_type, |log, fails| OnType {
    log,
    fails,
    value: 0
});
contract!(on_function, |log, fails| on_function(log, fails));
