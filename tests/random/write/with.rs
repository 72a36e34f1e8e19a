//! Writes blocks with managers.

use std::fmt::Write as _;

use super::{Writer, condition, type_text};
use crate::tree::{Bind, Expression, Form, Item, Kind, Plan, Tail, With};

impl Writer {
    pub(super) fn with(&mut self, head: &str, with: &With, end: &str) {
        let items: Vec<_> = with.items.iter().map(|item| self.item(item)).collect();
        let items = items.join(", ");
        let (open, close) = match with.form {
            Form::Arrow => (" => {", "})"),
            Form::Comma => (", {", "})"),
            Form::Angle => (" => <", ">)"),
        };
        self.line(&format!("{head}with!({items}{open}"));
        for item in &with.items {
            if item.bind == Bind::Early {
                self.line(&format!("drop(m{});", item.id));
            }
        }
        self.block(&with.body);
        match &with.tail {
            Tail::With(inner) => self.with("", inner, ""),
            Tail::Either(turn, one, other) => {
                self.line(&format!("if {} {{", condition(*turn)));
                self.with("", one, "");
                self.line("} else {");
                self.with("", other, "");
                self.line("}");
            }
            Tail::Block(block, inner) => {
                self.line("{");
                self.block(block);
                self.with("", inner, "");
                self.line("}");
            }
            Tail::Variable(inner) => {
                self.with(
                    &format!("let kept: {} = ", type_text(&inner.type_of())),
                    inner,
                    ";",
                );
                self.line("kept");
            }
            value => self.line(&tail(value)),
        }
        self.line(&format!("{close}{end}"));
    }

    fn item(&self, item: &Item) -> String {
        let Item {
            id,
            awaits,
            kind,
            enter,
            exit,
            bind,
            expression,
        } = item;
        let mut manager = match kind {
            Kind::Plain => "plain",
            Kind::Fallible => "fallible",
            Kind::Suppressing => "suppressing",
            Kind::Both => "verdict",
        }
        .to_owned();
        let _ = write!(manager, "(\"m{id}\")");
        manager += match enter {
            Plan::Fail => ".enter_fails()",
            Plan::Panic => ".enter_panics()",
            Plan::Well | Plan::Suppress => "",
        };
        manager += match exit {
            Plan::Fail => ".fails()",
            Plan::Panic => ".panics()",
            Plan::Suppress => ".suppresses()",
            Plan::Well => "",
        };
        let expression = match expression {
            Expression::Plain => manager,
            Expression::Note(number) => format!("{{ note(\"n{number}\"); {manager} }}"),
            Expression::Jump(turn, jump) => {
                format!(
                    "{{ if {} {{ {}; }} {manager} }}",
                    condition(*turn),
                    self.jump(jump)
                )
            }
        };
        let mut text = match item.expression {
            _ if !awaits => expression,
            Expression::Plain => format!("async {expression}"),
            // Without the parentheses it is an async block.
            _ => format!("async ({expression})"),
        };
        match bind {
            Bind::Without => {}
            Bind::Underscore => text += " as _",
            Bind::Named => {
                let _ = write!(text, " as _m{id}");
            }
            Bind::Early => {
                let _ = write!(text, " as m{id}");
            }
        }
        text
    }
}

fn tail(of: &Tail) -> String {
    match of {
        Tail::Unit => "()".to_owned(),
        Tail::Number(number) => format!("{number}_u32"),
        Tail::Local(number) => format!("local(\"l{number}\")"),
        Tail::Option(turn, inner) => {
            let inner_type = type_text(&inner.type_of());
            format!(
                "if {} {{ Some({}) }} else {{ None::<{inner_type}> }}",
                condition(*turn),
                tail(inner)
            )
        }
        Tail::Oops(turn, inner, number) => {
            let inner_type = type_text(&inner.type_of());
            format!(
                "if {} {{ Ok::<{inner_type}, Oops>({}) }} else {{ Err(Oops({number})) }}",
                condition(*turn),
                tail(inner)
            )
        }
        Tail::With(_) | Tail::Either(..) | Tail::Block(..) | Tail::Variable(_) => {
            unreachable!("it is written over several lines")
        }
    }
}
