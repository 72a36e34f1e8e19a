//! Blocks with managers, at random.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::macros::Code;
use super::{Entered, Generator};
use crate::tree::{
    Bind, Configured, Entry, Expression, Form, Item, Kind, Plan, Returns, Stack, Statement, Tail,
    Turn, Type, Use, With,
};

impl Generator {
    pub(super) fn with_statement(&mut self) -> Statement {
        let with = self.with();
        let number = self.number();
        let question_mark = match with.type_of() {
            Type::Trouble(_) | Type::OfStack(_) => self.returns.takes_trouble(),
            Type::Oops(_) => self.returns.takes_oops() && self.returns != Returns::Text,
            Type::Option(_) => self.returns == Returns::Option,
            _ => false,
        };
        let used = match self.random.random_range(0..10) {
            0..4 if question_mark => Use::QuestionMark(number),
            0..8 => Use::Kept(number),
            _ => Use::Discarded,
        };
        Statement::With(Box::new(with), used)
    }

    fn with(&mut self) -> With {
        let count = *[1, 1, 1, 2, 2, 3]
            .choose(&mut self.random)
            .expect("there are some");
        let items = (0..count).map(|_| self.item()).collect();
        let stack = self.chance(25).then(|| self.stack(count));
        let form = *[Form::Arrow, Form::Arrow, Form::Comma, Form::Angle]
            .choose(&mut self.random)
            .expect("there are some");
        let names = self.block.is_none() && self.chance(40);
        let outer = self.block;
        self.block = Some(Entered {
            names: names || outer.is_some_and(|outer| outer.names),
            targets: self.targets.len(),
        });
        let whole = stack.is_none() && self.code == Code::Tokens && self.chance(35);
        let (body, tail) = if whole {
            (self.body_of_caller(), Tail::Unit)
        } else {
            let body = self.statements();
            (body, self.tail_perhaps_given(|code| code.tail(0)))
        };
        self.block = outer;
        With {
            names,
            items,
            stack,
            form,
            body,
            tail,
        }
    }

    fn stack(&mut self, count: u32) -> Stack {
        let id = self.number();
        let entry = |_| Entry {
            pushed: self.chance(30),
            refused: self.jump(false),
        };
        Stack {
            id,
            entries: (0..count).map(entry).collect(),
        }
    }

    fn item(&mut self) -> Item {
        let kind = *[
            Kind::Plain,
            Kind::Plain,
            Kind::Fallible,
            Kind::Suppressing,
            Kind::Both,
        ]
        .choose(&mut self.random)
        .expect("there are some");
        let fails = matches!(kind, Kind::Fallible | Kind::Both);
        let suppresses = matches!(kind, Kind::Suppressing | Kind::Both);
        let enter = match self.random.random_range(0..100) {
            0..15 if fails => Plan::Fail,
            97.. => Plan::Panic,
            _ => Plan::Well,
        };
        let exit = match self.random.random_range(0..100) {
            0..25 if fails => Plan::Fail,
            25..60 if suppresses => Plan::Suppress,
            96.. => Plan::Panic,
            _ => Plan::Well,
        };
        let bind = *[Bind::Without, Bind::Underscore, Bind::Named, Bind::Early]
            .choose(&mut self.random)
            .expect("there are some");
        let expression = match self.random.random_range(0..10) {
            0..7 => Expression::Plain,
            7..9 => Expression::Note(self.number()),
            _ => {
                let jump = self.jump(false);
                let jump = self.perhaps_given(jump, true);
                Expression::Jump(Turn(self.random.random_range(2..5)), jump)
            }
        };
        let attribute = self.chance(15).then(|| self.attribute());
        Item {
            id: self.number(),
            awaits: self.awaits && self.chance(60),
            kind,
            enter,
            exit,
            bind,
            attribute,
            expression,
        }
    }

    pub(super) fn tail(&mut self, depth: u32) -> Tail {
        // A nested block is of interest when its value may be an `Err`.
        let least = if self.tails > 0 && depth == 0 { 3 } else { 0 };
        match self.random.random_range(least..10) {
            0 => Tail::Unit,
            1 => Tail::Number(self.number()),
            2 => Tail::Local(self.number()),
            3 if depth < 2 => Tail::Option(self.turn(), Box::new(self.tail(depth + 1))),
            4..7 if depth < 2 => {
                let turn = self.turn();
                Tail::Oops(turn, Box::new(self.tail(depth + 1)), self.number())
            }
            // Without regard to the fuel: it is how one block looks into another that breaks most easily.
            _ if depth == 0 && self.tails < 3 => {
                self.tails += 1;
                let tail = self.tail_perhaps_given(Self::tail_block);
                self.tails -= 1;
                tail
            }
            _ => Tail::Number(self.number()),
        }
    }

    fn tail_block(&mut self) -> Tail {
        let with = self.with();
        match self.random.random_range(0..10) {
            0..2 => Tail::With(Box::new(with)),
            2..4 => {
                let other = With {
                    body: self.statements(),
                    ..with.clone()
                };
                Tail::Either(self.turn(), Box::new(with), Box::new(other))
            }
            4..7 => self.configured(with),
            7..9 => Tail::Block(self.statements(), Box::new(with)),
            _ => Tail::Variable(Box::new(with)),
        }
    }

    /// A nested block, and beside it another one that is taken out.
    fn configured(&mut self, with: With) -> Tail {
        let taken_out = With {
            body: self.statements(),
            ..with.clone()
        };
        let written = *[Configured::Blocks, Configured::Arms, Configured::Bare]
            .choose(&mut self.random)
            .expect("there are some");
        Tail::Configured(
            written,
            Box::new(Tail::With(Box::new(taken_out))),
            Box::new(Tail::With(Box::new(with))),
        )
    }
}
