//! Attributes, at random.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::Generator;
use crate::tree::{Attribute, Hole, Statement, TakenOut};

/// What would not compile where it stands, or not end.
const MISPLACED: [&str; 6] = [
    "break 'gone;",
    "continue 'gone;",
    "{ break 'gone 7; }",
    "nothing_of_that_name()?;",
    "loop {}",
    "let with_that_name = with! { nothing_of_that_name() => { return nothing } };",
];

impl Generator {
    pub(super) fn attribute(&mut self) -> Attribute {
        *[Attribute::Cfg, Attribute::CfgAttr, Attribute::Allow]
            .choose(&mut self.random)
            .expect("there are some")
    }

    pub(super) fn attributed(&mut self) -> Statement {
        let attribute = self.attribute();
        match self.statement() {
            // They have one already; or they may be nothing; or `with!` does not read what stands behind: a `block`
            // fragment with an attribute.
            other @ (Statement::Attributed(..)
            | Statement::TakenOut(_)
            | Statement::Hole(Hole::Block | Hole::Tokens, _)) => other,
            statement => Statement::Attributed(attribute, Box::new(statement)),
        }
    }

    pub(super) fn taken_out(&mut self) -> Statement {
        Statement::TakenOut(match self.random.random_range(0..6) {
            0 => TakenOut::Statement(Box::new(self.statement())),
            1 => TakenOut::Panic(self.number()),
            2 => TakenOut::Misplaced(MISPLACED.choose(&mut self.random).expect("there are some")),
            _ => {
                let jump = self.jump(false);
                TakenOut::Jump(self.perhaps_given(jump, true))
            }
        })
    }
}
