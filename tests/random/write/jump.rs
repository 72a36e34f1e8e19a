//! Writes jumps, and what they stand in.

use super::{Writer, condition};
use crate::tree::{Fragment, Jump, Place, Returns, Turn};

/// The macros that make a jump, one of each kind.
struct Makers {
    returns: &'static str,
    question_mark: &'static str,
    breaks: &'static str,
    continues: &'static str,
}

const MAKERS: Makers = Makers {
    returns: "leave",
    question_mark: "attempt",
    breaks: "leave_to",
    continues: "again_at",
};

/// Those that have the name of a known one.
const IMPOSTORS: Makers = Makers {
    returns: "todo",
    question_mark: "dbg",
    breaks: "vec",
    continues: "env",
};

impl Writer {
    pub(super) fn jump_statement(&mut self, turn: Turn, jump: &Jump, place: Place) {
        let condition = condition(turn);
        let jump = match place {
            Place::Made => self.made(&MAKERS, jump),
            Place::MadeByImpostor => self.made(&IMPOSTORS, jump),
            Place::MadeByNamed => format!("goodbye!({})", self.returned_by(jump)),
            Place::Ensured => self.returned_by(jump),
            _ => self.jump(jump),
        };
        self.line(&match place {
            Place::Statement | Place::Made | Place::MadeByNamed | Place::MadeByImpostor => {
                format!("if {condition} {{ {jump}; }}")
            }
            Place::StdMacro => {
                format!("note(format!(\"x{{}}\", if {condition} {{ {jump} }} else {{ 3 }}));")
            }
            Place::Hidden => format!("if {condition} {{ hide!({jump}); }}"),
            Place::LetElse => {
                format!("let Some(_) = unless({condition}) else {{ {jump}; unreachable!() }};")
            }
            Place::Guard => format!(
                "match () {{ () if {{ if {condition} {{ {jump}; }} false }} => note(\"never\"), () => note(\"g\") }}"
            ),
            Place::Argument => format!("number(1, if {condition} {{ {jump} }} else {{ 3 }});"),
            Place::InNamed => format!("shout!(if {condition} {{ {jump} }} else {{ 3 }});"),
            Place::InImpostor => {
                format!("unimplemented!(if {condition} {{ {jump} }} else {{ 3 }});")
            }
            Place::Ensured => format!("ensure!(!{condition}, {jump});"),
        });
    }

    /// A jump as a statement.
    pub(super) fn jump_line(&mut self, jump: &Jump) {
        let jump = self.jump(jump);
        self.line(&format!("{jump};"));
    }

    /// A jump that a macro makes of what it is given.
    fn made(&mut self, makers: &Makers, jump: &Jump) -> String {
        match jump {
            Jump::Given(_, jump) => {
                let text = self.made(makers, jump);
                self.with_given_label(jump, &text)
            }
            Jump::Return(leaves) => format!("{}!({})", makers.returns, self.leaves(leaves)),
            Jump::QuestionMark(_) => {
                format!("{}!({})", makers.question_mark, self.operand(jump))
            }
            Jump::Break { target, value, .. } => {
                let label = self.label(*target);
                let value = value.map(|value| format!(", {value}")).unwrap_or_default();
                format!("{}!({label}{value})", makers.breaks)
            }
            Jump::Continue { target, .. } => {
                format!("{}!({})", makers.continues, self.label(*target))
            }
        }
    }

    /// What a `return` leaves with.
    fn returned_by(&self, jump: &Jump) -> String {
        match jump {
            Jump::Return(leaves) => self.leaves(leaves),
            other => unreachable!("{other:?} is no return"),
        }
    }

    /// A `Result<u32, Oops>`, as `?` can take it here.
    pub(super) fn result(&self, text: &str) -> String {
        match self.returns.last() {
            Some(Returns::Text) => format!("{text}.map_err(|oops| oops.to_string())"),
            _ => text.to_owned(),
        }
    }

    /// What the `?` of a jump is behind.
    fn operand(&self, jump: &Jump) -> String {
        match jump {
            Jump::QuestionMark(_) if self.returns.last() == Some(&Returns::Option) => {
                "unless(true)".to_owned()
            }
            Jump::QuestionMark(number) => self.result(&format!("fail({number})")),
            other => unreachable!("{other:?} has no operand"),
        }
    }

    pub(super) fn jump(&mut self, jump: &Jump) -> String {
        match jump {
            Jump::Return(leaves) => format!("return {}", self.leaves(leaves)),
            Jump::QuestionMark(_) => format!("{}?", self.operand(jump)),
            Jump::Break {
                target,
                labelled,
                value,
            } => {
                let label = labelled.then(|| format!(" {}", self.label(*target)));
                let value = value.map(|value| format!(" {value}"));
                format!(
                    "break{}{}",
                    label.unwrap_or_default(),
                    value.unwrap_or_default()
                )
            }
            Jump::Continue {
                target,
                labelled: true,
            } => format!("continue {}", self.label(*target)),
            Jump::Continue { .. } => "continue".to_owned(),
            Jump::Given(fragment, jump) => {
                let text = self.jump(jump);
                match fragment {
                    Fragment::Expression => self.give("expr", text),
                    Fragment::Statement => self.give("stmt", text),
                    Fragment::Label => self.with_given_label(jump, &text),
                }
            }
        }
    }

    /// The text of a jump, whose label the caller gives.
    fn with_given_label(&mut self, jump: &Jump, text: &str) -> String {
        let (Jump::Break { target, .. } | Jump::Continue { target, .. }) = jump else {
            unreachable!("{jump:?} has no label");
        };
        let label = self.label(*target);
        let given = self.give("lifetime", label.clone());
        text.replacen(&label, &given, 1)
    }

    fn label(&self, target: u32) -> String {
        let twin = self.twins.iter().find(|(id, _)| *id == target);
        format!("'l{}", twin.map_or(target, |(_, other)| *other))
    }
}
