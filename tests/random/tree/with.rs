//! Blocks with managers.

use super::{Attribute, Block, Jump, Turn, Type};

#[derive(Clone, Debug)]
pub struct With {
    /// Whether it names macros of the user's. Those nested in it know them, too.
    pub names: bool,
    pub items: Vec<Item>,
    /// Whether it is a block of one stack, onto which its body puts the managers.
    pub stack: Option<Stack>,
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
pub struct Stack {
    pub id: u32,
    /// One for each item.
    pub entries: Vec<Entry>,
}

/// How a manager gets onto a stack.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Whether the body enters it and pushes it then. If not, the stack enters it.
    pub pushed: bool,
    /// How the body is left if that fails.
    pub refused: Jump,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub id: u32,
    pub awaits: bool,
    pub kind: Kind,
    pub enter: Plan,
    pub exit: Plan,
    pub bind: Bind,
    pub attribute: Option<Attribute>,
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
    /// Two, of which the first is taken out.
    Configured(Configured, Box<Tail>, Box<Tail>),
    /// One that the caller of the macro gives, as an expression.
    Given(Box<Tail>),
}

/// How a tail is written that has one beside it which is taken out.
#[derive(Clone, Copy, Debug)]
pub enum Configured {
    Blocks,
    Arms,
    /// Nested blocks with attributes of their own, if they are such.
    Bare,
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
            Self::Configured(_, _, tail) | Self::Given(tail) => tail.type_of(),
        }
    }
}

impl Item {
    /// Whether what it lends has a name in the body, if it is lent there.
    pub fn is_named(&self) -> bool {
        matches!(self.bind, Bind::Named | Bind::Early)
    }
}

impl With {
    /// Whether the body has to drop what the manager lends.
    pub fn drops_early(&self, index: usize) -> bool {
        let stack = self.stack.as_ref();
        let pushed = stack.is_some_and(|stack| stack.entries[index].pushed);
        self.items[index].bind == Bind::Early && !pushed
    }

    /// Whether it awaits, if it is a block of a stack.
    pub fn stack_awaits(&self) -> bool {
        self.items.iter().any(|item| item.awaits)
    }

    /// The type of the whole.
    pub fn type_of(&self) -> Type {
        let inner = self.tail.type_of();
        if self.stack.is_some() {
            return Type::OfStack(Box::new(Type::Option(Box::new(inner))));
        }
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
