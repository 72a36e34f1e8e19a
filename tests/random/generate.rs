//! Makes functions at random.

mod attributes;
mod jump;
mod macros;
mod with;

use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::tree::{Block, Condition, Function, Leaves, Loop, Returns, Statement, Turn};
use macros::Code;

/// The `count` functions of `seed`. A function depends on the seed and its own number only.
pub fn functions(seed: u64, count: u32) -> Vec<Function> {
    (0..count)
        .map(|id| Generator::new(seed, id).function(id))
        .collect()
}

struct Generator {
    random: ChaCha8Rng,
    /// Numbers for notes, names and labels.
    next: u32,
    /// How many more statements there may be.
    fuel: u32,
    depth: u32,
    /// How many blocks are nested as tails.
    tails: u32,
    returns: Returns,
    /// Whether the function is `async`.
    awaits: bool,
    /// What jumps may target, innermost last.
    targets: Vec<Target>,
    /// Whether every jump is to be seen: nobody can tell an unseen jump from a panic where another one
    /// unwinds already.
    seen: bool,
    /// Whose the code is.
    code: Code,
    /// Where the innermost block with managers stands, if there is one.
    block: Option<Entered>,
    /// How many of the targets no unlabelled jump may go to: a block stands between that does not see it.
    unreachable: usize,
}

/// A block with managers.
#[derive(Clone, Copy)]
struct Entered {
    /// Whether macros of the user's are named in it.
    names: bool,
    /// How many targets stand around it.
    targets: usize,
}

#[derive(Clone, Copy)]
struct Target {
    id: u32,
    labelled: bool,
    /// The target whose label its own is a twin of.
    twin: Option<u32>,
    code: Code,
    /// Whether it is a loop.
    continues: bool,
    /// Whether `break` has a value.
    valued: bool,
}

impl Generator {
    fn new(seed: u64, id: u32) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(u64::from(id));
        let fuel = random.random_range(4..28);
        Self {
            random,
            next: 0,
            fuel,
            depth: 0,
            tails: 0,
            returns: Returns::Unit,
            awaits: false,
            targets: Vec::new(),
            seen: false,
            code: Code::Plain,
            block: None,
            unreachable: 0,
        }
    }

    fn function(&mut self, id: u32) -> Function {
        const ALL: [Returns; 7] = [
            Returns::Unit,
            Returns::Number,
            Returns::Option,
            Returns::Oops,
            Returns::App,
            Returns::Boxed,
            Returns::Text,
        ];
        let outer_returns = std::mem::replace(&mut self.returns, Returns::Unit);
        let outer_targets = std::mem::take(&mut self.targets);
        let awaits = self.depth == 0 && self.chance(40);
        let outer_awaits = std::mem::replace(&mut self.awaits, awaits);
        let outer_block = self.block.take();
        let outer_unreachable = std::mem::take(&mut self.unreachable);
        self.returns = *ALL.choose(&mut self.random).expect("there are some");
        let mut body = self.statements();
        if self.depth == 0 {
            // Every function has a block, whatever else it has.
            body.0.push(self.with_statement());
        }
        let tail = self.leaves();
        let function = Function {
            id,
            awaits,
            returns: self.returns,
            body,
            tail,
        };
        self.returns = outer_returns;
        self.targets = outer_targets;
        self.awaits = outer_awaits;
        self.block = outer_block;
        self.unreachable = outer_unreachable;
        function
    }

    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn turn(&mut self) -> Turn {
        Turn(self.random.random_range(1..5))
    }

    fn statements(&mut self) -> Block {
        self.depth += 1;
        let length = self.random.random_range(1..5);
        let mut statements = Vec::new();
        for _ in 0..length {
            if self.fuel == 0 {
                break;
            }
            self.fuel -= 1;
            statements.push(self.statement());
        }
        self.depth -= 1;
        Block(statements)
    }

    fn statement(&mut self) -> Statement {
        if self.depth > 6 || self.fuel == 0 {
            return self.leaf();
        }
        if let Some(statement) = self.of_macro() {
            return statement;
        }
        match self.random.random_range(0..124) {
            0..30 => self.leaf(),
            30..36 => Statement::If(self.turn(), self.statements(), self.statements()),
            36..39 => {
                let taken_out = self.chance(30).then(|| self.jump(false));
                Statement::Match(
                    self.statements(),
                    self.statements(),
                    self.statements(),
                    taken_out,
                )
            }
            39..42 => Statement::Bare(self.statements()),
            42..49 => Statement::For(self.loop_of(false)),
            49..53 => {
                let condition = if self.returns.takes_oops() && self.chance(50) {
                    Condition::QuestionMark
                } else {
                    Condition::Plain
                };
                Statement::While(self.loop_of(false), condition)
            }
            53..58 => Statement::Loop(self.loop_of(true), self.number()),
            58..64 => {
                let id = self.number();
                let target = Target {
                    id,
                    labelled: true,
                    twin: None,
                    code: self.code,
                    continues: false,
                    valued: true,
                };
                let body = self.inside(target);
                Statement::Labelled(id, body, self.number())
            }
            64..68 => {
                let id = self.number();
                let function = Box::new(self.function(id));
                Statement::Closure(function, self.chance(50))
            }
            68..70 => {
                let id = self.number();
                let seen_before = std::mem::replace(&mut self.seen, true);
                let function = Box::new(self.function(id));
                self.seen = seen_before;
                Statement::OnDrop(function)
            }
            70..75 => self.attributed(),
            75..81 => self.taken_out(),
            81..94 if self.code == Code::Plain && !self.seen => self.macro_call(),
            _ => self.with_statement(),
        }
    }

    fn leaf(&mut self) -> Statement {
        match self.random.random_range(0..100) {
            0..8 if self.awaits => Statement::Await,
            0..22 => Statement::Note(self.number()),
            22..40 => Statement::Local(self.number()),
            40..44 => Statement::Panic(Turn(self.random.random_range(2..6)), self.number()),
            44..50 => {
                let taken_out = self.jump(false);
                let jump = self.jump(false);
                let jump = self.perhaps_given(jump, true);
                Statement::Alternatives(self.turn(), taken_out, jump)
            }
            _ => self.jump_statement(),
        }
    }

    fn loop_of(&mut self, valued: bool) -> Loop {
        let id = self.number();
        let labelled = self.chance(60);
        let twin = self.twin().filter(|_| labelled);
        let rounds = self.random.random_range(1..4);
        let body = self.inside(Target {
            id,
            labelled,
            twin,
            code: self.code,
            continues: true,
            valued,
        });
        Loop {
            id,
            labelled,
            twin,
            rounds,
            body,
        }
    }

    fn inside(&mut self, target: Target) -> Block {
        self.targets.push(target);
        let block = self.statements();
        self.targets.pop();
        block
    }

    fn leaves(&mut self) -> Leaves {
        match self.random.random_range(0..3) {
            0 => Leaves::Good(self.number()),
            1 => Leaves::Bad(self.number()),
            _ => Leaves::Turns(self.turn().0, self.number()),
        }
    }
}
