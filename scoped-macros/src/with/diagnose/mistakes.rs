//! Every mistake with its text: the one table of this folder.
//!
//! `{found}` is what the error points at, `{word}` its first token, `{}` what [`Mistake::with`] puts there, and `{item}`
//! what [`Mistake::item`] does.

use std::borrow::Cow;

use proc_macro2::TokenTree;

use super::words::{self, first_word, found, source};
use crate::error::Error;
use crate::tokens::collect;

/// What is wrong, and what to do.
pub(super) struct Mistake {
    message: Cow<'static, str>,
    help: Cow<'static, str>,
}

impl Mistake {
    /// The same, with `words` in the place of `{}`.
    pub(super) fn with(&self, words: &str) -> Self {
        Self {
            message: self.message.replace("{}", words).into(),
            help: self.help.replace("{}", words).into(),
        }
    }

    /// The same, with the item as it should be in the help.
    pub(super) fn item(&self, expr: &[TokenTree], name: &[TokenTree]) -> Self {
        self.written(&words::item(expr, name))
    }

    /// The same, with the items as they should be in the help.
    pub(super) fn items(&self, items: &[TokenTree]) -> Self {
        let items = source(items);
        self.written(items.as_deref().unwrap_or("expr as name, expr as name"))
    }

    fn written(&self, item: &str) -> Self {
        Self {
            message: self.message.clone(),
            help: self.help.replace("{item}", item).into(),
        }
    }

    /// The error at the first of `tokens`: at all of an operator, and at the opening bracket of a group.
    pub(super) fn at(&self, tokens: &[TokenTree]) -> Error {
        let error = match tokens {
            [TokenTree::Group(group), ..] => {
                Error::at(group.span_open(), fill(&self.message, tokens))
            }
            _ => Error::over(collect(first_word(tokens)), fill(&self.message, tokens)),
        };
        error.help(fill(&self.help, tokens))
    }

    /// The error over all of `tokens`.
    pub(super) fn over(&self, tokens: &[TokenTree]) -> Error {
        Error::over(collect(tokens), fill(&self.message, tokens)).help(fill(&self.help, tokens))
    }
}

fn fill(text: &str, tokens: &[TokenTree]) -> String {
    let word = tokens.first().map(ToString::to_string).unwrap_or_default();
    text.replace("{found}", &found(tokens))
        .replace("{item}", &words::item(&[], &[]))
        .replace("{word}", &word)
}

macro_rules! table {
    ($($message:literal: $($name:ident => $help:literal),+;)*) => {$($(
        pub(super) const $name: Mistake = Mistake {
            message: Cow::Borrowed($message),
            help: Cow::Borrowed($help),
        };
    )+)*};
}

table! {
    // Between the header and the body.
    "expected `=>` or `,` before the body, found `{`":
        ARROW_MISSING => "put `=>` before the body: `=> { .. }`";
    "expected `=>`, found {found}":
        ARROW_WRONG => "use a fat arrow before the body: `=>`",
        ARROW_AND_BRACES_WRONG => "write the body as a block: `=> { .. }`";
    "expected `=>` before the body, found `<`":
        ANGLE_WITHOUT_ARROW => "put `=>` before the body: `=> < .. >`";
    "expected `=>` before `<`, found `,`":
        ANGLE_BEHIND_COMMA => "put `=>` before `<`, or write the body in braces: `, { .. }`";
    "expected `=>` and a body, found the end of `with!`":
        NOTHING_BEHIND_HEADER => "write the body as a block: `=> { .. }`";
    "expected a body after `=>`":
        BODY_MISSING => "write the body as a block: `=> { .. }`";

    // In the place of the body, and behind it.
    "expected a block after `{}`, found a closure":
        CLOSURE => "the body is a block, not a closure: `{item} => { .. }`";
    "expected `=>` and a block, found a closure":
        CLOSURE_WITHOUT_ARROW => "the body is a block, not a closure: `{item} => { .. }`";
    "expected a block after `{}`, found {found}":
        PARENTHESES => "use braces around the body",
        ASYNC_BLOCK => "remove `async`; `.await` works in the body when the enclosing function is `async`",
        MOVE_BLOCK => "remove `move`; the body is a block, not a closure",
        KEYWORD_BLOCK => "put it inside the body: `{ {word} { .. } }`",
        LABEL => "a label may stand before a block: `=> 'label: { .. }`",
        BARE_EXPRESSION => "put it in braces: `=> { .. }`",
        NO_BLOCK => "write the body as a block: `=> { .. }`",
        COMMA_BEFORE_BLOCK => "remove this comma";
    "expected a block after `=>`, found a second `=>`":
        ARROW_TWICE => "remove it";
    "this `<` opens the body, but the last token is no `>`":
        ANGLE_NOT_CLOSED => "close the body with `>`, or write it in braces: `=> { .. }`";
    "this `<` opens the body, and so does the one before it":
        ANGLE_TWICE => "write one `<` and one `>`, or write the body in braces: `=> { .. }`";
    "unexpected `;` after the body":
        SEMICOLON_BEHIND => "remove this semicolon";
    "unexpected `,` after the body":
        COMMA_BEHIND => "remove this comma";
    "unexpected `>` after the body":
        STRAY_ANGLE => "remove `>`, or open the body with `<` instead of `{`",
        SECOND_ANGLE => "remove it";
    "unexpected {found} after the body":
        ELSE_BEHIND => "match on the value of `with!`",
        FINALLY_BEHIND => "put it in a manager before the body: `on_exit(..)`";
    "unexpected tokens after the body":
        TOKENS_BEHIND => "the body must be the last thing in `with!`",
        POSTFIX_BEHIND => "write it behind the call: `with!(..){}`";

    // Items, and what parts them.
    "expected a manager expression":
        NOTHING_WRITTEN => "write `with!(expr as name => { .. })`";
    "expected a manager expression, found {found}":
        ITEMS_MISSING => "write `with!(expr as name => { .. })`",
        EXTRA_COMMA => "remove the extra comma";
    "expected `,` or `=>` after {}, found {found}":
        SEMICOLON_AT_END => "remove this semicolon";
    "expected `,`, `as`, or `=>` after the manager, found {found}":
        COMMA_OR_AS_MISSING => "separate managers with a comma";
    "unexpected {} around the managers":
        ITEMS_IN_BRACKETS => "remove them: `{item}`";
    "unexpected {found} before the manager":
        LEADING_WORD => "remove it: `{item}`",
        LEADING_WORD_AND_BRACKETS => "remove it and the {}: `{item}`";
    "expected a manager expression after `async`":
        ASYNC_ALONE => "write `async expr as name`";
    "expected a manager expression, found a second `async`":
        ASYNC_TWICE => "remove it";
    "expected a manager expression, found an `async` block":
        ASYNC_EXPRESSION => "an `async` block is a future; write `.await` behind it";
    "an `async` item needs an `async` function":
        ASYNC_IN_SYNC => "write `async` before `fn`";
    "the name `{word}` is used by two managers in this `with!`":
        NAME_TWICE => "rename one of them; the body could not reach the first";

    // `as`, and what is written for it.
    "expected a manager expression before `as`":
        MANAGER_MISSING => "write the manager first: `{item}`";
    "expected a manager expression, found {found}":
        DECLARATION => "write the value first and the name after `as`: `{item}`";
    "expected a manager expression, found {}":
        MANAGER_BEHIND_SIGN => "the manager comes first: `{item}`";
    "expected `as` before the name, found {found}":
        AS_MISSING => "write `{item}`";
    "expected a name after `as`, found a second `as`":
        AS_TWICE => "remove it";

    // In the place of the name.
    "expected a name after `as`":
        NAME_MISSING => "write a name, or `_` if the body does not need the value";
    "expected a name after `as`, found {found}":
        NO_NAME => "write a name, or `_` if the body does not need the value",
        KEYWORD => "escape it to use it as a name: `r#{word}`",
        KEYWORD_NEVER_A_NAME => "choose another name",
        ASYNC_BEHIND_AS => "write it before the manager: `async {item}`",
        KEYWORD_BEFORE_A_NAME => "write the name behind it: `{word} name`",
        WORD_AND_NAME => "remove it: `{item}`",
        ENCLOSED_NAME => "write the name alone: `{item}`",
        NUMBER => "identifiers cannot start with a number",
        STRING => "remove the quotes";
    "expected a name after `as`, found an expression":
        EXPRESSION => "write a name, or `_` if the body does not need the value",
        PLACE => "bind a name and assign it inside the body",
        SWAPPED => "the manager comes first: `{item}`";
    "this is a type, but `as` here names the value":
        TYPE => "write `({item})` to cast";
    "`{word}` is a primitive type, but `as` here names the value":
        PRIMITIVE => "write `({item})` to cast";

    // Behind the manager or the name.
    "expected `as` or `=>` after the manager, found {found}":
        ASYNC_BEHIND_MANAGER => "write it before the manager: `async {item}`";
    "expected `,` or `=>` after {}, found {found}":
        TYPE_BEHIND_NAME => "the manager decides the type of the value; remove the type",
        GUARD_BEHIND_NAME => "test the condition inside the body",
        ASYNC_BEHIND_NAME => "write it before the manager: `async {item}`",
        POSTFIX_BEHIND_NAME => "write it behind the manager: `{item}`",
        SECOND_NAME => "bind one name, or several by a pattern such as `(a, b)`",
        SIGN_BEHIND_NAME => "the body follows the name: `=> { .. }`",
        COMMA_MISSING => "separate managers with a comma";
}
