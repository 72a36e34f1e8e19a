//! A function, as a tree. It is written as Rust by `write` and run on paper by `predict`.

mod macros;
mod with;

pub use macros::{Fragment, Hole, MacroCall};
pub use with::{
    Bind, Configured, Entry, Expression, Form, Item, Kind, Plan, Stack, Tail, Use, With,
};

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Unit,
    Number,
    /// A value whose drop is logged.
    Local,
    Option(Box<Type>),
    /// A `Result` with an error of the body.
    Oops(Box<Type>),
    /// A `Result` with an error of a manager.
    Trouble(Box<Type>),
    /// The same, of a manager in a stack.
    OfStack(Box<Type>),
}

/// What a function or closure returns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Returns {
    Unit,
    Number,
    Option,
    Oops,
    App,
    Boxed,
    Text,
}

impl Returns {
    /// Whether `?` on a `Result<_, Oops>` may stand in it.
    pub fn takes_oops(self) -> bool {
        matches!(self, Self::Oops | Self::App | Self::Boxed | Self::Text)
    }

    /// Whether `?` on a `Result<_, Trouble>` may stand in it.
    pub fn takes_trouble(self) -> bool {
        matches!(self, Self::App | Self::Boxed)
    }
}

/// What a function leaves with, by `return` or as its tail.
#[derive(Clone, Debug)]
pub enum Leaves {
    /// A success with this number.
    Good(u32),
    /// `Err`, or `None`, of this number.
    Bad(u32),
    /// What `give(n)` or `fail(n)` is, which may be either.
    Turns(u32, u32),
}

#[derive(Clone, Debug)]
pub struct Function {
    pub id: u32,
    /// Whether it is `async`. Closures in it are not.
    pub awaits: bool,
    pub returns: Returns,
    pub body: Block,
    pub tail: Leaves,
}

#[derive(Clone, Debug, Default)]
pub struct Block(pub Vec<Statement>);

/// Is true every so many times that any condition is asked.
#[derive(Clone, Copy, Debug)]
pub struct Turn(pub u32);

#[derive(Clone, Debug)]
pub enum Statement {
    Note(u32),
    /// `.await` of something that is pending once.
    Await,
    Local(u32),
    If(Turn, Block, Block),
    /// `match pick(3)`, perhaps with an arm that is taken out.
    Match(Block, Block, Block, Option<Jump>),
    /// A block that is no target of jumps.
    Bare(Block),
    For(Loop),
    While(Loop, Condition),
    /// `loop`, with the value that `break` carries.
    Loop(Loop, u32),
    /// A labelled block, with the value at its end.
    Labelled(u32, Block, u32),
    /// A closure that is called at once; whether its panic is caught.
    Closure(Box<Function>, bool),
    /// A value whose destructor runs a function, and catches its panic.
    OnDrop(Box<Function>),
    /// A jump, in the place where it stands.
    Jump(Turn, Jump, Place),
    /// Two jumps, of which the first is taken out.
    Alternatives(Turn, Jump, Jump),
    Panic(Turn, u32),
    With(Box<With>, Use),
    /// Under an attribute that changes nothing.
    Attributed(Attribute, Box<Statement>),
    /// Under one that takes it out.
    TakenOut(TakenOut),
    /// A macro that is defined and called there.
    Macro(MacroCall),
    /// A block that the caller of the macro gives.
    Hole(Hole, Block),
}

/// An attribute that changes nothing.
#[derive(Clone, Copy, Debug)]
pub enum Attribute {
    Cfg,
    CfgAttr,
    Allow,
}

/// What is not there.
#[derive(Clone, Debug)]
pub enum TakenOut {
    Statement(Box<Statement>),
    /// A jump that nothing stands before.
    Jump(Jump),
    Panic(u32),
    /// What could not stand there, as it is written.
    Misplaced(&'static str),
}

#[derive(Clone, Debug)]
pub struct Loop {
    pub id: u32,
    pub labelled: bool,
    /// The target whose label its own is a twin of: it has the same name, and is another one because it stands in the
    /// tokens of a macro.
    pub twin: Option<u32>,
    pub rounds: u32,
    pub body: Block,
}

/// The condition of a `while`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    Plain,
    /// With a `?` that never leaves.
    QuestionMark,
}

#[derive(Clone, Debug)]
pub enum Jump {
    Return(Leaves),
    /// `?` on an error, or on `None`.
    QuestionMark(u32),
    Break {
        target: u32,
        labelled: bool,
        value: Option<u32>,
    },
    Continue {
        target: u32,
        labelled: bool,
    },
    /// A jump in the tokens of a macro that comes, or whose label comes, from the caller.
    Given(Fragment, Box<Jump>),
}

/// Where a jump stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    Statement,
    /// In the arguments of `format!`.
    StdMacro,
    /// In the arguments of a macro that nobody sees through.
    Hidden,
    LetElse,
    /// In the guard of a `match`.
    Guard,
    /// As the argument of a call.
    Argument,
    /// A macro of the user's makes it of what it is given.
    Made,
    /// The same, by one that the block names.
    MadeByNamed,
    /// In the arguments of a macro that the block names.
    InNamed,
    /// A macro of the user's makes it that has the name of a known one.
    MadeByImpostor,
    /// In the arguments of such a macro, which evaluates them.
    InImpostor,
    /// A macro of the user's makes it of the name `ensure`, and with the arguments of that.
    Ensured,
}

impl Place {
    /// Whether the jump is hidden there from blocks around it.
    pub fn hides(self) -> bool {
        matches!(self, Self::Hidden | Self::Made | Self::MadeByImpostor)
    }

    /// Whether a macro makes the jump, which is not written then.
    pub fn makes(self) -> bool {
        matches!(
            self,
            Self::Made | Self::MadeByNamed | Self::MadeByImpostor | Self::Ensured
        )
    }
}
