//! A function, as a tree. It is written as Rust by `write` and run on paper by `predict`.

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
    /// `match pick(3)`.
    Match(Block, Block, Block),
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
    Panic(Turn, u32),
    With(Box<With>, Use),
}

#[derive(Clone, Debug)]
pub struct Loop {
    pub id: u32,
    pub labelled: bool,
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
}

#[derive(Clone, Debug)]
pub struct With {
    pub items: Vec<Item>,
    pub form: Form,
    pub body: Block,
    pub tail: Tail,
}

/// The written forms of `with!`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Arrow,
    Comma,
    Angle,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: u32,
    pub awaits: bool,
    pub kind: Kind,
    pub enter: Plan,
    pub exit: Plan,
    pub bind: Bind,
    /// What its expression does first.
    pub expression: Expression,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Plain,
    Fallible,
    Suppressing,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plan {
    Well,
    Fail,
    Suppress,
    Panic,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bind {
    Without,
    Underscore,
    Named,
    /// Named, and dropped as the first thing in the body.
    Early,
}

#[derive(Clone, Debug)]
pub enum Expression {
    Plain,
    Note(u32),
    Jump(Turn, Jump),
}

/// The last expression of a body.
#[derive(Clone, Debug)]
pub enum Tail {
    Unit,
    Number(u32),
    Local(u32),
    /// `Some` or `None`.
    Option(Turn, Box<Tail>),
    /// `Ok` or `Err(Oops(..))`.
    Oops(Turn, Box<Tail>, u32),
    /// A nested block.
    With(Box<With>),
    /// One of two nested blocks of the same type.
    Either(Turn, Box<With>, Box<With>),
    /// Statements, and a nested block behind them.
    Block(Block, Box<With>),
    /// A nested block, by way of a variable: what it wraps is then a value like any other.
    Variable(Box<With>),
}

/// What becomes of the value of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Use {
    /// `let v = with!(..);`, and its text is noted.
    Kept(u32),
    /// `let _ = with!(..);`.
    Discarded,
    /// `let v = with!(..)?;`.
    QuestionMark(u32),
}

impl Tail {
    /// Whether it is a nested block in something that is none.
    pub fn branches(&self) -> bool {
        matches!(self, Self::Either(..) | Self::Block(..))
    }

    pub fn type_of(&self) -> Type {
        match self {
            Self::Unit => Type::Unit,
            Self::Number(_) => Type::Number,
            Self::Local(_) => Type::Local,
            Self::Option(_, inner) => Type::Option(Box::new(inner.type_of())),
            Self::Oops(_, inner, _) => Type::Oops(Box::new(inner.type_of())),
            Self::With(with)
            | Self::Either(_, with, _)
            | Self::Block(_, with)
            | Self::Variable(with) => with.type_of(),
        }
    }
}

impl With {
    /// The type of the whole.
    pub fn type_of(&self) -> Type {
        let inner = self.tail.type_of();
        self.items
            .iter()
            .rev()
            .fold(inner, |inner, item| match item.kind {
                Kind::Plain => inner,
                Kind::Fallible => Type::Trouble(Box::new(inner)),
                Kind::Suppressing => Type::Option(Box::new(inner)),
                Kind::Both => Type::Trouble(Box::new(Type::Option(Box::new(inner)))),
            })
    }
}
