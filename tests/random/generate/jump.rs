//! Jumps, and the places where they stand, at random.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::macros::Code;
use super::{Generator, Target};
use crate::tree::{Jump, Leaves, Place, Returns, Statement};

impl Generator {
    pub(super) fn jump_statement(&mut self) -> Statement {
        let place = self.place();
        let turn = self.turn();
        let jump = match place {
            Place::MadeByNamed => Jump::Return(self.leaves()),
            // What returns a success from a macro of that name does not compile.
            Place::Ensured => Jump::Return(Leaves::Bad(self.number())),
            _ => self.jump(place.hides()),
        };
        let jump = if place.makes() {
            jump
        } else {
            self.perhaps_given(jump, place == Place::Statement)
        };
        Statement::Jump(turn, jump, place)
    }

    fn place(&mut self) -> Place {
        let place = *[
            Place::Statement,
            Place::Statement,
            Place::Statement,
            Place::Statement,
            Place::StdMacro,
            Place::Hidden,
            Place::LetElse,
            Place::Guard,
            Place::Argument,
            Place::Made,
            Place::MadeByNamed,
            Place::InNamed,
            Place::MadeByImpostor,
            Place::InImpostor,
            Place::Ensured,
        ]
        .choose(&mut self.random)
        .expect("there are some");
        let named = self.block.is_some_and(|block| block.names);
        match place {
            Place::MadeByNamed | Place::InNamed if !named => Place::Statement,
            Place::Ensured if matches!(self.returns, Returns::Unit | Returns::Number) => {
                Place::Statement
            }
            hidden if self.seen && hidden.hides() => Place::Statement,
            place => place,
        }
    }

    /// A jump that may stand here. One that is hidden needs a label.
    pub(super) fn jump(&mut self, hidden: bool) -> Jump {
        let mut candidates: Vec<_> = self
            .targets
            .iter()
            .filter(|target| target.labelled && self.can_name(target))
            .copied()
            .collect();
        let has_twin = |target: &Target| self.has_twin(target.id);
        let twins = candidates.iter().any(has_twin);
        if twins {
            candidates.retain(has_twin);
        }
        let question_mark = self.returns.takes_oops() || self.returns == Returns::Option;
        // Where there is a twin, which of the two a jump goes to is of more interest.
        match self.random.random_range(if twins { 3 } else { 0 }..10) {
            0..3 if question_mark => return Jump::QuestionMark(self.number()),
            0..5 => return Jump::Return(self.leaves()),
            _ => {}
        }
        let innermost = self.targets.last().copied();
        let reachable = self.targets.len() > self.unreachable;
        let unlabelled = innermost.filter(|target| target.continues && !hidden && reachable);
        let target = match (candidates.choose(&mut self.random), unlabelled) {
            (Some(_), Some(target)) if self.chance(50) => (target, false),
            (Some(target), _) => (*target, true),
            (None, Some(target)) => (target, false),
            (None, None) => return Jump::Return(self.leaves()),
        };
        let (
            Target {
                id,
                code,
                continues,
                valued,
                ..
            },
            labelled,
        ) = target;
        let jump = if continues && self.chance(50) {
            Jump::Continue {
                target: id,
                labelled,
            }
        } else {
            let value = valued.then(|| self.number());
            Jump::Break {
                target: id,
                labelled,
                value,
            }
        };
        let of_caller = self.code == Code::Tokens && labelled && code == Code::Plain;
        if of_caller && (self.has_twin(id) || self.chance(50)) {
            self.given_label(jump)
        } else {
            jump
        }
    }
}
