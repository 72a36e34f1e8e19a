//! Blocks with managers, on paper.

use super::Machine;
use crate::rule::Rule;
use crate::tree::{Bind, Expression, Item, Kind, Plan, Returns, Tail, With};
use crate::value::{Ended, Error, Flow, Told, Value};

/// What becomes of the end of a body by the answer of one manager.
pub(super) enum Answered {
    /// It stands; whether the manager has failed all the same.
    Stands(Ended, bool),
    Raised(Error, Told),
    Suppressed(Told),
    Panicked(Flow),
}

impl Machine {
    pub(super) fn with(&mut self, with: &With, returns: Returns) -> Ended {
        match &with.stack {
            Some(stack) => self.on_stack(stack, with, returns),
            None => self.items(&with.items, with, returns, &mut false),
        }
    }

    /// The items from here on, and the body; whether that was reached.
    fn items(
        &mut self,
        items: &[Item],
        with: &With,
        returns: Returns,
        reached: &mut bool,
    ) -> Ended {
        let Some((item, later)) = items.split_first() else {
            *reached = true;
            return self.body(with, returns);
        };
        self.expression(item, returns)?;
        if let Err(error) = self.enter(item)? {
            if self.rule == Rule::FailedEnterIsExited {
                let told = Value::Err(error.clone()).told().text();
                self.note(format!("exit m{}: {told}", item.id));
            }
            let value = Value::Err(error);
            let told = if self.rule == Rule::FailedEnterIsOuterSuccess {
                Told::Completed
            } else {
                value.told()
            };
            return Ok((value, told));
        }
        let before = self.log.len();
        let mut ended = self.items(later, with, returns, reached);
        self.ask_the_value(&mut ended, with, later.is_empty());
        let dropped = item.bind == Bind::Early && *reached;
        let value_drop = (!dropped).then(|| format!("drop value of m{}", item.id));
        self.exit(item, ended, value_drop, before)
    }

    /// As if a block asked the value of its body, where that is another block's in something else.
    pub(super) fn ask_the_value(&self, ended: &mut Ended, with: &With, innermost: bool) {
        let asks = match self.rule {
            Rule::OuterSeesThroughNoBranch => with.tail.branches(),
            Rule::SecondOuterSeesThroughNoBranch => with.tail.branches() && !innermost,
            Rule::OuterSeesThroughNoCfg => matches!(with.tail, Tail::Configured(..)),
            Rule::OuterSeesThroughNoFragment => matches!(with.tail, Tail::Given(_)),
            _ => false,
        };
        if let (Ok((value, told)), true) = (ended, asks) {
            *told = value.told();
        }
    }

    /// What is done before the manager is made.
    pub(super) fn expression(&mut self, item: &Item, returns: Returns) -> Result<(), Flow> {
        match &item.expression {
            Expression::Plain => {}
            Expression::Note(number) => self.note(format!("n{number}")),
            Expression::Jump(turn, jump) => {
                if self.turn(*turn) {
                    return Err(self.jump(jump, returns));
                }
            }
        }
        Ok(())
    }

    /// Enters one manager.
    pub(super) fn enter(&mut self, item: &Item) -> Result<Result<(), Error>, Flow> {
        let id = item.id;
        match item.enter {
            Plan::Fail => {
                self.note(format!("enter m{id}: fails"));
                Ok(Err(Error::Trouble(format!("no entering m{id}"))))
            }
            Plan::Panic => {
                self.note(format!("enter m{id}: panics"));
                Err(Flow::Panic(format!("enter of m{id}")))
            }
            Plan::Well | Plan::Suppress => {
                self.note(format!("enter m{id}"));
                Ok(Ok(()))
            }
        }
    }

    /// Exits the manager of a block.
    fn exit(
        &mut self,
        item: &Item,
        ended: Ended,
        value_drop: Option<String>,
        before: usize,
    ) -> Ended {
        let told = self.told(&ended);
        match self.answer(item, ended, value_drop, before) {
            Answered::Raised(error, told) => Ok((Value::Err(error), told)),
            Answered::Suppressed(told) => {
                let value = match item.kind {
                    Kind::Both => Value::Ok(Box::new(Value::None)),
                    _ => Value::None,
                };
                Ok((value, told))
            }
            Answered::Stands(ended, has_failed) => {
                if !has_failed {
                    self.left_unseen(&told);
                }
                ended.map(|(value, told)| {
                    let value = match item.kind {
                        Kind::Plain => return (value, told),
                        Kind::Fallible => Value::Ok(Box::new(value)),
                        Kind::Suppressing => Value::Some(Box::new(value)),
                        Kind::Both => Value::Ok(Box::new(Value::Some(Box::new(value)))),
                    };
                    (value, self.told_of_wrapped(told))
                })
            }
            Answered::Panicked(left) => Err(left),
        }
    }

    /// What an outer manager is told of a value that `with!` has wrapped.
    pub(super) fn told_of_wrapped(&self, told: Told) -> Told {
        if self.rule == Rule::OuterSeesThroughNoWrapping {
            Told::Completed
        } else {
            told
        }
    }

    /// Exits one manager.
    pub(super) fn answer(
        &mut self,
        item: &Item,
        ended: Ended,
        value_drop: Option<String>,
        before: usize,
    ) -> Answered {
        let id = item.id;
        let rule = self.rule;
        let told = self.told(&ended);
        if rule == Rule::PanicSkipsExit && told == Told::Panicked {
            self.log.extend(value_drop);
            return Answered::Stands(ended, false);
        }
        // Nothing can await there.
        let abandons = item.awaits
            && matches!(told, Told::Panicked | Told::Unseen)
            && rule != Rule::NothingIsAbandoned;
        let does = if abandons { "abandon" } else { "exit" };
        let exits = format!("{does} m{id}: {}", told.text());
        let lines = match rule {
            Rule::ValueOutlivesExit => [Some(exits), value_drop],
            _ => [value_drop, Some(exits)],
        };
        let lines = lines.into_iter().flatten();
        if rule == Rule::ExitBeforeLocals {
            // As if `exit` ran when the jump is made: before the drops at the end of the log.
            let drops = self.log[before..]
                .iter()
                .rev()
                .take_while(|line| line.starts_with("drop l"))
                .count();
            let at = self.log.len() - drops;
            self.log.splice(at..at, lines);
        } else {
            self.log.extend(lines);
        }

        let trouble = || Error::Trouble(format!("no exiting m{id}"));
        let jump = ended.is_err();
        match item.exit {
            Plan::Panic => {
                if told == Told::Panicked && rule != Rule::SecondPanicWins {
                    return Answered::Stands(ended, false);
                }
                if let Ok((value, _)) = &ended {
                    self.drop(value);
                }
                return Answered::Panicked(Flow::Panic(format!("exit of m{id}")));
            }
            _ if abandons => {}
            Plan::Fail
                if told == Told::Completed && !(jump && rule == Rule::JumpIsNeverGivenUp) =>
            {
                if let Ok((value, _)) = &ended {
                    self.drop(value);
                }
                let told = if rule == Rule::InnerExitErrorIsOuterSuccess {
                    Told::Completed
                } else {
                    Value::Err(trouble()).told()
                };
                return Answered::Raised(trouble(), told);
            }
            Plan::Fail
                if rule == Rule::ExitErrorReplacesTheBodys && matches!(told, Told::Failed(_)) =>
            {
                return Answered::Raised(trouble(), Value::Err(trouble()).told());
            }
            Plan::Fail => {
                if rule != Rule::UnraisedIsLost {
                    self.note(format!("unraised {}", trouble().text()));
                }
                return Answered::Stands(ended, true);
            }
            Plan::Well => {}
            Plan::Suppress => {
                let failed = matches!(told, Told::Failed(_));
                let effect = match rule {
                    Rule::NothingIsSuppressed => false,
                    Rule::SuccessIsSuppressed => failed || told == Told::Completed,
                    _ => failed,
                };
                if effect {
                    return Answered::Suppressed(match rule {
                        Rule::InnerSuppressionIsOuterFailure => Told::Failed(None),
                        _ => Told::Completed,
                    });
                }
            }
        }
        Answered::Stands(ended, false)
    }

    pub(super) fn told(&self, ended: &Ended) -> Told {
        match ended {
            Ok((_, told)) => told.clone(),
            Err(left) => left.told(self.rule),
        }
    }

    /// The hook is told of what nobody saw, where it is told of no error.
    pub(super) fn left_unseen(&mut self, told: &Told) {
        if *told == Told::Unseen && self.rule != Rule::UnraisedIsLost {
            self.note("unraised the body was left unseen");
        }
    }

    pub(super) fn body(&mut self, with: &With, returns: Returns) -> Ended {
        for (index, item) in with.items.iter().enumerate() {
            if with.drops_early(index) {
                self.note(format!("drop value of m{}", item.id));
            }
        }
        let mut scope = Vec::new();
        let left = self.statements(&with.body, returns, &mut scope);
        let ended = left.and_then(|()| self.tail(&with.tail, returns));
        self.drop_all(scope);
        ended
    }

    fn tail(&mut self, tail: &Tail, returns: Returns) -> Ended {
        let value = match tail {
            Tail::With(with) => return self.with(with, returns),
            Tail::Either(turn, one, other) => {
                let taken = if self.turn(*turn) { one } else { other };
                return self.with(taken, returns);
            }
            Tail::Block(block, with) => {
                let mut scope = Vec::new();
                let left = self.statements(block, returns, &mut scope);
                let ended = left.and_then(|()| self.with(with, returns));
                self.drop_all(scope);
                return ended;
            }
            Tail::Variable(with) => self.with(with, returns)?.0,
            Tail::Configured(_, taken_out, inner) => {
                let taken_out_is_there = self.rule == Rule::TakenOutIsThere;
                let tail = if taken_out_is_there { taken_out } else { inner };
                return self.tail(tail, returns);
            }
            Tail::Given(inner) => {
                return self.tail(inner, returns).map_err(|left| self.given(left));
            }
            tail => self.tail_value(tail),
        };
        let told = if self.rule == Rule::ErrInTheTailIsSuccess {
            Told::Completed
        } else {
            value.told()
        };
        Ok((value, told))
    }

    fn tail_value(&mut self, tail: &Tail) -> Value {
        match tail {
            Tail::Unit => Value::Unit,
            Tail::Number(number) => Value::Number(*number),
            Tail::Local(number) => Value::Local(*number),
            Tail::Option(turn, inner) => {
                if self.turn(*turn) {
                    Value::Some(Box::new(self.tail_value(inner)))
                } else {
                    Value::None
                }
            }
            Tail::Oops(turn, inner, number) => {
                if self.turn(*turn) {
                    Value::Ok(Box::new(self.tail_value(inner)))
                } else {
                    Value::Err(Error::Oops(*number))
                }
            }
            _ => {
                unreachable!("it is a block")
            }
        }
    }
}
