//! Blocks of a stack, on paper: what nested blocks of its managers would do.

use super::Machine;
use super::with::Answered;
use crate::rule::Rule;
use crate::tree::{Item, Returns, Stack, With};
use crate::value::{Ended, Error, Value};

/// What a stack answers, unless the body's end stands.
enum Stop {
    Raised(Error),
    Suppressed,
}

impl Machine {
    pub(super) fn on_stack(&mut self, stack: &Stack, with: &With, returns: Returns) -> Ended {
        let before = self.log.len();
        let mut entered = Vec::new();
        let mut values = Vec::new();
        let mut ended = self.put_on(stack, with, returns, &mut entered, &mut values);
        self.ask_the_value(&mut ended, with, true);
        for id in values.iter().rev() {
            self.note(format!("drop value of m{id}"));
        }

        let first_told = self.told(&ended);
        // The value is kept until all managers have answered.
        let (kept, mut ended) = match ended {
            Ok((value, told)) => (Some(value), Ok((Value::Unit, told))),
            Err(left) => (None, Err(left)),
        };
        let mut stop = None;
        if self.rule != Rule::StackIsFirstInFirstOut {
            entered.reverse();
        }
        let mut panicked = false;
        for item in entered {
            if stop.is_some() && self.rule == Rule::StackTellsTheBodysEnd {
                ended = Ok((Value::Unit, first_told.clone()));
            }
            ended = match self.answer(item, ended, None, before) {
                Answered::Stands(ended, _) => ended,
                Answered::Raised(error, told) => {
                    stop = Some(Stop::Raised(error));
                    Ok((Value::Unit, told))
                }
                Answered::Suppressed(told) => {
                    stop = Some(Stop::Suppressed);
                    Ok((Value::Unit, told))
                }
                Answered::Panicked(left) => {
                    panicked = true;
                    Err(left)
                }
            };
        }
        if !panicked {
            self.left_unseen(&first_told);
        }
        let ended = match (ended, stop) {
            (Err(left), _) => Err(left),
            (Ok((_, told)), Some(Stop::Raised(error))) => Ok((Value::Err(error), told)),
            (Ok((_, told)), Some(Stop::Suppressed)) => {
                Ok((Value::Ok(Box::new(Value::None)), self.told_of_wrapped(told)))
            }
            (Ok((_, told)), None) => {
                let value = kept.expect("the body's end stands");
                let value = Value::Ok(Box::new(Value::Some(Box::new(value))));
                return Ok((value, self.told_of_wrapped(told)));
            }
        };
        if let Some(value) = kept {
            self.drop(&value);
        }
        ended
    }

    /// Puts the managers onto the stack, and runs the body: which managers were entered, and what of that is lent.
    fn put_on<'w>(
        &mut self,
        stack: &Stack,
        with: &'w With,
        returns: Returns,
        entered: &mut Vec<&'w Item>,
        values: &mut Vec<u32>,
    ) -> Ended {
        for (item, entry) in with.items.iter().zip(&stack.entries) {
            self.expression(item, returns)?;
            if self.enter(item)?.is_err() {
                return Err(self.jump(&entry.refused, returns));
            }
            entered.push(item);
            if item.is_named() && !entry.pushed {
                values.push(item.id);
            } else {
                self.note(format!("drop value of m{}", item.id));
            }
        }
        // Those that the body drops are its own.
        let dropped: Vec<_> = (0..with.items.len())
            .filter(|index| with.drops_early(*index))
            .map(|index| with.items[index].id)
            .collect();
        values.retain(|id| !dropped.contains(id));
        self.body(with, returns)
    }
}
