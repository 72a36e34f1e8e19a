//! Runs a function on paper, by the contract. It knows the tree and nothing of the macro.

mod stack;
mod with;

use crate::rule::Rule;
use crate::tree::{
    Block, Function, Hole, Jump, Leaves, Loop, Place, Returns, Statement, TakenOut, Turn, Use,
};
use crate::value::{Error, Flow, Told, Value};

/// The log of a function, and its end as the last line.
pub fn log_of(function: &Function) -> Vec<String> {
    log_by(Rule::AsWritten, function)
}

/// The same under a rule that is not the contract's. To show that the test notices such a thing.
pub fn log_by(rule: Rule, function: &Function) -> Vec<String> {
    let mut machine = Machine {
        rule,
        log: Vec::new(),
        turn: 0,
    };
    let end = machine.caught(function);
    machine.log.push(format!("= {end}"));
    machine.log
}

struct Machine {
    rule: Rule,
    log: Vec<String>,
    turn: u32,
}

impl Machine {
    fn note(&mut self, line: impl Into<String>) {
        self.log.push(line.into());
    }

    fn turn(&mut self, Turn(every): Turn) -> bool {
        self.turn += 1;
        let rest = self.turn % every;
        rest == 0
    }

    fn drop(&mut self, value: &Value) {
        match value {
            Value::Local(number) => self.note(format!("drop l{number}")),
            Value::OnDrop(function) => {
                let line = self.caught(function);
                self.note(format!("d{line}"));
            }
            Value::Some(inner) | Value::Ok(inner) => self.drop(inner),
            _ => {}
        }
    }

    fn drop_all(&mut self, scope: Vec<Value>) {
        for value in scope.iter().rev() {
            self.drop(value);
        }
    }

    /// The text of what a function returns whose panic is caught.
    fn caught(&mut self, function: &Function) -> String {
        match self.call(function) {
            Ok(value) => format!("Ok({})", value.text()),
            Err(message) => format!("Err({message:?})"),
        }
    }

    fn call(&mut self, function: &Function) -> Result<Value, String> {
        let mut scope = Vec::new();
        let left = self.statements(&function.body, function.returns, &mut scope);
        let value = match left {
            Ok(()) => Ok(self.leaves(&function.tail, function.returns)),
            Err(Flow::Return { value, .. }) => Ok(value),
            Err(Flow::Panic(message)) => Err(message),
            Err(other) => unreachable!("{other:?} has no target"),
        };
        self.drop_all(scope);
        value
    }

    fn block(&mut self, block: &Block, returns: Returns) -> Result<(), Flow> {
        let mut scope = Vec::new();
        let left = self.statements(block, returns, &mut scope);
        self.drop_all(scope);
        left
    }

    fn statements(
        &mut self,
        block: &Block,
        returns: Returns,
        scope: &mut Vec<Value>,
    ) -> Result<(), Flow> {
        block
            .0
            .iter()
            .try_for_each(|statement| self.statement(statement, returns, scope))
    }

    fn statement(
        &mut self,
        statement: &Statement,
        returns: Returns,
        scope: &mut Vec<Value>,
    ) -> Result<(), Flow> {
        match statement {
            Statement::Note(number) => self.note(format!("n{number}")),
            Statement::Await => {}
            Statement::Local(number) => scope.push(Value::Local(*number)),
            Statement::If(turn, then, otherwise) => {
                let taken = if self.turn(*turn) { then } else { otherwise };
                return self.block(taken, returns);
            }
            Statement::Match(zero, one, other, _) => {
                self.turn += 1;
                let taken = [zero, one, other][self.turn as usize % 3];
                return self.block(taken, returns);
            }
            Statement::Bare(block) => return self.block(block, returns),
            Statement::For(inner) | Statement::While(inner, _) => {
                self.rounds(inner, returns)?;
            }
            Statement::Loop(inner, value) => {
                let value = self.rounds(inner, returns)?.unwrap_or(*value);
                self.note(format!("b{value}"));
            }
            Statement::Labelled(id, block, value) => {
                let value = match self.block(block, returns) {
                    Err(Flow::Break {
                        target,
                        value: Some(value),
                        ..
                    }) if target == *id => value,
                    left => left.map(|()| *value)?,
                };
                self.note(format!("b{value}"));
            }
            Statement::Closure(function, true) => {
                let text = self.caught(function);
                self.note(format!("c{text}"));
            }
            Statement::Closure(function, false) => {
                let value = self.call(function).map_err(Flow::Panic)?;
                self.note(format!("c{}", value.text()));
            }
            Statement::OnDrop(function) => scope.push(Value::OnDrop(function.clone())),
            Statement::Jump(turn, jump, place) => {
                if self.turn(*turn) {
                    let left = self.jump(jump, returns);
                    return Err(if self.hides(*place) {
                        left.hidden()
                    } else {
                        left
                    });
                }
                match place {
                    Place::StdMacro => self.note("x3"),
                    Place::Guard => self.note("g"),
                    Place::InNamed => self.note("s3"),
                    Place::InImpostor => self.note("i3"),
                    _ => {}
                }
            }
            Statement::Alternatives(turn, taken_out, jump) => {
                if self.turn(*turn) {
                    let taken_out_is_there = self.rule == Rule::TakenOutIsThere;
                    let jump = if taken_out_is_there { taken_out } else { jump };
                    return Err(self.jump(jump, returns));
                }
            }
            Statement::Attributed(_, inner) => return self.statement(inner, returns, scope),
            Statement::TakenOut(what) => {
                if self.rule == Rule::TakenOutIsThere {
                    return self.taken_out(what, returns);
                }
            }
            Statement::Macro(call) => {
                let mut scope = Vec::new();
                let left = self.statement(&call.statement, returns, &mut scope);
                self.drop_all(scope);
                return left.map_err(|left| match self.rule {
                    Rule::MacroIsSeenThrough => left,
                    _ => left.hidden(),
                });
            }
            Statement::Hole(hole, block) => {
                let left = match hole {
                    Hole::Tokens => self.statements(block, returns, scope),
                    _ => self.block(block, returns),
                };
                return left.map_err(|left| self.given(left));
            }
            Statement::Panic(turn, number) => {
                if self.turn(*turn) {
                    return Err(Flow::Panic(format!("p{number}")));
                }
            }
            Statement::With(with, used) => {
                let (value, _) = self.with(with, returns)?;
                match (used, value) {
                    (Use::Discarded, value) => self.drop(&value),
                    (Use::Kept(_), value) => self.keep(value, scope),
                    (Use::QuestionMark(_), Value::Ok(value) | Value::Some(value)) => {
                        self.keep(*value, scope)
                    }
                    (Use::QuestionMark(_), Value::Err(error)) => {
                        return Err(self.short(error, returns));
                    }
                    (Use::QuestionMark(_), _) => {
                        return Err(Flow::Return {
                            value: Value::None,
                            told: Told::Failed(None),
                            hidden: false,
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// What is not there, as if it were.
    fn taken_out(&mut self, what: &TakenOut, returns: Returns) -> Result<(), Flow> {
        match what {
            TakenOut::Statement(inner) => {
                let mut scope = Vec::new();
                let left = self.statement(inner, returns, &mut scope);
                self.drop_all(scope);
                left
            }
            TakenOut::Jump(jump) => Err(self.jump(jump, returns)),
            TakenOut::Panic(number) => Err(Flow::Panic(format!("p{number}"))),
            TakenOut::Misplaced(_) => Ok(()),
        }
    }

    /// Whether a block around it does not see a jump that stands there.
    fn hides(&self, place: Place) -> bool {
        match (self.rule, place) {
            (Rule::MadeIsSeen, Place::Made) | (Rule::KnownNameIsTrusted, Place::MadeByImpostor) => {
                false
            }
            (Rule::NamedIsUnseen, Place::InNamed | Place::MadeByNamed) => true,
            _ => place.hides(),
        }
    }

    /// A jump that the caller of a macro gives.
    fn given(&self, left: Flow) -> Flow {
        match self.rule {
            Rule::GivenIsUnseen => left.hidden(),
            _ => left,
        }
    }

    /// `let v = ..; note(v);`
    fn keep(&mut self, value: Value, scope: &mut Vec<Value>) {
        self.note(format!("v{}", value.text()));
        scope.push(value);
    }

    /// A loop; the value that a `break` carried.
    fn rounds(&mut self, inner: &Loop, returns: Returns) -> Result<Option<u32>, Flow> {
        for _ in 0..inner.rounds {
            let left = self.block(&inner.body, returns);
            match left.map_err(|left| self.past_label(left, inner)) {
                Err(Flow::Break { target, value, .. }) if target == inner.id => return Ok(value),
                Err(Flow::Continue { target, .. }) if target == inner.id => {}
                left => left?,
            }
        }
        Ok(None)
    }

    /// A jump at the label of a loop. Where that is a twin of the one it goes to, nobody can tell them apart before they
    /// are resolved: a block further out may be told the truth, but must not be told a success for another jump.
    fn past_label(&self, left: Flow, at: &Loop) -> Flow {
        let target = match left {
            Flow::Break { target, .. } | Flow::Continue { target, .. } => target,
            _ => return left,
        };
        if at.twin != Some(target) {
            left
        } else if self.rule == Rule::TwinIsItself {
            left.aimed_at(at.id)
        } else {
            left.hidden()
        }
    }

    fn jump(&mut self, jump: &Jump, returns: Returns) -> Flow {
        match jump {
            Jump::Return(leaves) => {
                let value = self.leaves(leaves, returns);
                let told = if self.rule == Rule::ReturnErrIsSuccess {
                    Told::Completed
                } else {
                    value.told()
                };
                Flow::Return {
                    value,
                    told,
                    hidden: false,
                }
            }
            Jump::QuestionMark(_) if returns == Returns::Option => {
                let told = self.told_of_short(Told::Failed(None));
                Flow::Return {
                    value: Value::None,
                    told,
                    hidden: false,
                }
            }
            Jump::QuestionMark(number) => self.short(Error::Oops(*number), returns),
            Jump::Break { target, value, .. } => Flow::Break {
                target: *target,
                value: *value,
                hidden: false,
            },
            Jump::Continue { target, .. } => Flow::Continue {
                target: *target,
                hidden: false,
            },
            Jump::Given(_, jump) => {
                let left = self.jump(jump, returns);
                self.given(left)
            }
        }
    }

    /// `?` on an error.
    fn short(&mut self, error: Error, returns: Returns) -> Flow {
        let before = error.message();
        let value = Value::Err(error.converted(returns));
        let told = if self.rule == Rule::QuestionMarkBeforeConversion {
            Told::Failed(before)
        } else {
            value.told()
        };
        Flow::Return {
            told: self.told_of_short(told),
            value,
            hidden: false,
        }
    }

    fn told_of_short(&self, told: Told) -> Told {
        if self.rule == Rule::QuestionMarkIsSuccess {
            Told::Completed
        } else {
            told
        }
    }

    fn leaves(&mut self, leaves: &Leaves, returns: Returns) -> Value {
        match (returns, leaves) {
            (Returns::Unit, _) => Value::Unit,
            (
                Returns::Number,
                Leaves::Good(number) | Leaves::Bad(number) | Leaves::Turns(_, number),
            ) => Value::Number(*number),
            (Returns::Option, Leaves::Good(number)) => {
                Value::Some(Box::new(Value::Number(*number)))
            }
            (_, Leaves::Good(number)) => Value::Ok(Box::new(Value::Number(*number))),
            (Returns::Option, Leaves::Bad(_)) => Value::None,
            (_, Leaves::Bad(number)) => Value::Err(Error::Oops(*number).converted(returns)),
            (_, Leaves::Turns(every, number)) => {
                let leaves = if self.turn(Turn(*every)) {
                    Leaves::Good(*number)
                } else {
                    Leaves::Bad(*number)
                };
                self.leaves(&leaves, returns)
            }
        }
    }
}
