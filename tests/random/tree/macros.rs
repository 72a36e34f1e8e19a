//! Macros of the user's around a block.

use super::Statement;

/// `macro_rules! m1 { ($x2:block) => {{ .. }} } m1!({ .. });`
#[derive(Clone, Debug)]
pub struct MacroCall {
    pub id: u32,
    /// What its tokens are. In what the caller gives there is none of its labels.
    pub statement: Box<Statement>,
}

/// As what a block comes from the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hole {
    Block,
    Expression,
    /// One `tt`, its braces included.
    Token,
    /// Several, without braces: the statements stand in the block around them.
    Tokens,
}

/// As what a jump comes from the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fragment {
    Expression,
    Statement,
    /// Its label only.
    Label,
}
