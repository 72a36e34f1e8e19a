//! Macros of the user's around a block, at random.

use rand::seq::IndexedRandom;

use super::{Generator, Target};
use crate::tree::{Block, Fragment, Hole, Jump, MacroCall, Statement, Tail};

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Code {
    Plain,
    /// The tokens of a macro.
    Tokens,
    /// What the caller of a macro gives it.
    Given,
}

impl Generator {
    pub(super) fn macro_call(&mut self) -> Statement {
        let id = self.number();
        self.code = Code::Tokens;
        let outer_unreachable = self.unreachable;
        let outer_block = self.block.take();
        if let Some(block) = outer_block {
            self.unreachable = block.targets;
        }
        let statement = if self.chance(30) {
            Statement::For(self.loop_of(false))
        } else {
            self.with_statement()
        };
        self.block = outer_block;
        self.unreachable = outer_unreachable;
        self.code = Code::Plain;
        Statement::Macro(MacroCall {
            id,
            statement: Box::new(statement),
        })
    }

    fn hole(&mut self) -> Statement {
        let hole = *[Hole::Block, Hole::Expression, Hole::Token, Hole::Tokens]
            .choose(&mut self.random)
            .expect("there are some");
        let block = self.of_caller(Self::statements);
        Statement::Hole(hole, block)
    }

    /// A body that the caller gives as a whole.
    pub(super) fn body_of_caller(&mut self) -> Block {
        let hole = if self.chance(50) {
            Hole::Block
        } else {
            Hole::Token
        };
        let block = self.of_caller(Self::statements);
        Block(vec![Statement::Hole(hole, block)])
    }

    /// A tail; in the tokens of a macro, it may come from its caller.
    pub(super) fn tail_perhaps_given(&mut self, make: impl FnOnce(&mut Self) -> Tail) -> Tail {
        if self.code == Code::Tokens && self.chance(50) {
            Tail::Given(Box::new(self.of_caller(make)))
        } else {
            make(self)
        }
    }

    fn of_caller<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.code, Code::Given);
        let made = make(self);
        self.code = outer;
        made
    }

    /// The targets of the caller whose labels there are no twins of yet.
    fn without_twin(&self) -> Vec<u32> {
        self.targets
            .iter()
            .filter(|target| target.labelled && target.code == Code::Plain)
            .filter(|target| !self.has_twin(target.id))
            .map(|target| target.id)
            .collect()
    }

    /// The target whose label that of a loop is to be a twin of: only in the tokens of a macro it is another one.
    pub(super) fn twin(&mut self) -> Option<u32> {
        if self.code != Code::Tokens || !self.chance(80) {
            return None;
        }
        self.without_twin().choose(&mut self.random).copied()
    }

    /// What has to do with macros, and is rare by itself.
    pub(super) fn of_macro(&mut self) -> Option<Statement> {
        let without_twin = !self.without_twin().is_empty();
        let in_twin = self.targets.last().is_some_and(|last| last.twin.is_some());
        let hole = if in_twin { 60 } else { 25 };
        let twins = self.targets.iter().any(|target| target.twin.is_some());
        let code = self.code;
        match code {
            Code::Plain if !self.seen && without_twin && self.chance(12) => Some(self.macro_call()),
            Code::Tokens if self.chance(hole) => Some(self.hole()),
            Code::Tokens if without_twin && self.chance(40) => {
                Some(Statement::For(self.loop_of(false)))
            }
            Code::Given if twins && self.chance(30) => Some(self.jump_statement()),
            _ => None,
        }
    }

    pub(super) fn has_twin(&self, id: u32) -> bool {
        self.targets.iter().any(|target| target.twin == Some(id))
    }

    /// Whether a jump that stands here can have the label of a target. What the caller gives cannot have that of a macro.
    pub(super) fn can_name(&self, target: &Target) -> bool {
        self.code != Code::Given || target.code != Code::Tokens
    }

    pub(super) fn given_label(&self, jump: Jump) -> Jump {
        Jump::Given(Fragment::Label, Box::new(jump))
    }

    /// In the tokens of a macro, a jump may come from its caller.
    pub(super) fn perhaps_given(&mut self, jump: Jump, as_statement: bool) -> Jump {
        let of_macro = |id: u32| {
            let mut targets = self.targets.iter();
            targets.any(|target| target.id == id && target.code == Code::Tokens)
        };
        let stays = match jump {
            Jump::Given(..) => true,
            Jump::Break {
                target, labelled, ..
            }
            | Jump::Continue { target, labelled } => labelled && of_macro(target),
            Jump::Return(_) | Jump::QuestionMark(_) => false,
        };
        if stays || self.code != Code::Tokens || !self.chance(60) {
            return jump;
        }
        // As a statement it has no semicolon, and with that no value but `()`.
        let leaves = !matches!(jump, Jump::QuestionMark(_));
        let fragment = if as_statement && leaves && self.chance(50) {
            Fragment::Statement
        } else {
            Fragment::Expression
        };
        Jump::Given(fragment, Box::new(jump))
    }
}
