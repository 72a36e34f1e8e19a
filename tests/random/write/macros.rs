//! Writes macros of the user's around a block.

use super::Writer;
use crate::tree::{Block, Hole, MacroCall};

/// What the caller of a macro gives.
pub(super) struct Given {
    /// As what: `$x1:block`.
    matcher: String,
    text: String,
}

impl Writer {
    /// A block of its own, so that what it declares ends there.
    pub(super) fn macro_call(&mut self, call: &MacroCall) {
        let tokens = self.apart(|writer| writer.statement(&call.statement));
        let given = std::mem::take(&mut self.given);
        let matchers: Vec<_> = given.iter().map(|given| given.matcher.as_str()).collect();
        let id = call.id;
        self.line(&format!("macro_rules! m{id} {{"));
        self.line(&format!("({}) => {{{{", matchers.join("; ")));
        self.lines(&tokens);
        self.line("}};");
        self.line("}");
        self.line(&format!("m{id}! {{"));
        let texts: Vec<_> = given.into_iter().map(|given| given.text).collect();
        self.lines(&texts.join(";\n"));
        self.line("}");
    }

    pub(super) fn hole(&mut self, hole: Hole, block: &Block) {
        let content = self.apart(|writer| match hole {
            Hole::Tokens => writer.block(block),
            _ => writer.braced("", block, "}"),
        });
        let place = match hole {
            Hole::Block => self.give("block", content),
            Hole::Expression => self.give("expr", content) + ";",
            Hole::Token => self.give("tt", content),
            Hole::Tokens => self.give_tokens(content),
        };
        self.line(&place);
    }

    /// Has the caller give it; what stands in its place.
    pub(super) fn give(&mut self, kind: &str, text: String) -> String {
        let name = self.name_of_given();
        self.given.push(Given {
            matcher: format!("{name}:{kind}"),
            text: text.trim_end().to_owned(),
        });
        name
    }

    fn give_tokens(&mut self, content: String) -> String {
        let name = self.name_of_given();
        self.given.push(Given {
            matcher: format!("[$({name}:tt)*]"),
            text: format!("[\n{content}]"),
        });
        format!("$({name})*")
    }

    fn name_of_given(&self) -> String {
        format!("$x{}", self.given.len() + 1)
    }

    /// What is written elsewhere.
    pub(super) fn apart(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let text = std::mem::take(&mut self.text);
        let indent = std::mem::replace(&mut self.indent, 0);
        write(self);
        self.indent = indent;
        std::mem::replace(&mut self.text, text)
    }

    /// Lines that have an indentation of their own.
    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            self.text += &format!("{:1$}{line}\n", "", self.indent * 4);
        }
    }
}
