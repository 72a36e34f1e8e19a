//! Values, outcomes and ways out, on paper.

use crate::rule::Rule;
use crate::tree::{Function, Returns};

#[derive(Clone, Debug)]
pub enum Value {
    Unit,
    Number(u32),
    Local(u32),
    /// Runs a function when it is dropped.
    OnDrop(Box<Function>),
    Some(Box<Value>),
    None,
    Ok(Box<Value>),
    Err(Error),
}

#[derive(Clone, Debug)]
pub enum Error {
    Oops(u32),
    Trouble(String),
    AppOops(u32),
    AppTrouble(String),
    Text(String),
}

impl Value {
    /// As `{:?}` writes it.
    pub fn text(&self) -> String {
        match self {
            Self::Unit => "()".to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Local(number) => format!("Local(\"l{number}\")"),
            Self::OnDrop(function) => format!("d{}", function.id),
            Self::Some(inner) => format!("Some({})", inner.text()),
            Self::None => "None".to_owned(),
            Self::Ok(inner) => format!("Ok({})", inner.text()),
            Self::Err(error) => format!("Err({})", error.text()),
        }
    }

    pub fn told(&self) -> Told {
        match self {
            Self::Err(error) => Told::Failed(error.message()),
            _ => Told::Completed,
        }
    }
}

impl Error {
    pub fn text(&self) -> String {
        match self {
            Self::Oops(number) => format!("Oops({number})"),
            Self::Trouble(text) => format!("Trouble({text:?})"),
            Self::AppOops(number) => format!("Oops(Oops({number}))"),
            Self::AppTrouble(text) => format!("Trouble(Trouble({text:?}))"),
            Self::Text(text) => format!("{text:?}"),
        }
    }

    /// What `exit` sees of it.
    pub fn message(&self) -> Option<String> {
        match self {
            Self::Oops(number) => Some(format!("oops {number}")),
            Self::Trouble(text) => Some(text.clone()),
            Self::AppOops(_) => Some("app: oops".to_owned()),
            Self::AppTrouble(_) => Some("app: trouble".to_owned()),
            Self::Text(_) => None,
        }
    }

    pub fn converted(self, returns: Returns) -> Self {
        match (self, returns) {
            (Self::Oops(number), Returns::App) => Self::AppOops(number),
            (Self::Oops(number), Returns::Text) => Self::Text(format!("oops {number}")),
            (Self::Trouble(text), Returns::App) => Self::AppTrouble(text),
            (error, _) => error,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    Completed,
    Failed(Option<String>),
    Panicked,
    Unseen,
}

impl Told {
    pub fn text(&self) -> String {
        match self {
            Self::Completed => "completed".to_owned(),
            Self::Failed(Some(message)) => format!("failed: {message}"),
            Self::Failed(None) => "failed".to_owned(),
            Self::Panicked => "panicked".to_owned(),
            Self::Unseen => "left unseen".to_owned(),
        }
    }
}

/// A way out of a block other than its end.
#[derive(Clone, Debug)]
pub enum Flow {
    Return {
        value: Value,
        told: Told,
        hidden: bool,
    },
    Break {
        target: u32,
        value: Option<u32>,
        hidden: bool,
    },
    Continue {
        target: u32,
        hidden: bool,
    },
    Panic(String),
}

impl Flow {
    pub fn hidden(self) -> Self {
        match self {
            Self::Return { value, told, .. } => Self::Return {
                value,
                told,
                hidden: true,
            },
            Self::Break { target, value, .. } => Self::Break {
                target,
                value,
                hidden: true,
            },
            Self::Continue { target, .. } => Self::Continue {
                target,
                hidden: true,
            },
            Self::Panic(message) => Self::Panic(message),
        }
    }

    /// The same, as if it went to that target.
    pub fn aimed_at(self, target: u32) -> Self {
        match self {
            Self::Break { value, hidden, .. } => Self::Break {
                target,
                value,
                hidden,
            },
            Self::Continue { hidden, .. } => Self::Continue { target, hidden },
            other => other,
        }
    }

    pub fn told(&self, rule: Rule) -> Told {
        match self {
            Self::Panic(_) => Told::Panicked,
            Self::Return { hidden: true, .. }
            | Self::Break { hidden: true, .. }
            | Self::Continue { hidden: true, .. } => {
                if rule == Rule::UnseenIsSuccess {
                    Told::Completed
                } else {
                    Told::Unseen
                }
            }
            Self::Return { told, .. } => told.clone(),
            Self::Break { .. } if rule == Rule::BreakIsFailure => Told::Failed(None),
            Self::Break { .. } | Self::Continue { .. } => Told::Completed,
        }
    }
}

/// How a block with managers ended: a value, with what an outer manager is told of it, or a way out.
pub type Ended = Result<(Value, Told), Flow>;
