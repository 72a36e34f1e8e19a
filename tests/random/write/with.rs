//! Writes blocks with managers.

use std::fmt::Write as _;

use super::{Writer, attribute_text, condition, type_text};
use crate::tree::{
    Bind, Configured, Expression, Form, Hole, Item, Kind, Plan, Statement, Tail, With,
};

impl Writer {
    pub(super) fn with(&mut self, head: &str, with: &With, end: &str) {
        self.with_in(head, ["(", ")"], with, end);
    }

    fn with_in(&mut self, head: &str, [left, right]: [&str; 2], with: &With, end: &str) {
        let names = match with.names {
            true => "#![see(shout, goodbye -> return)] ",
            false => "",
        };
        let items: Vec<_> = with.items.iter().map(|item| self.item(item)).collect();
        let head = format!("{head}with!{left}{names}{}", items.join(", "));
        if let Some(body) = self.body_of_macro(with) {
            let arrow = match with.form {
                Form::Comma => ", ",
                _ => " => ",
            };
            self.line(&format!("{head}{arrow}{body}{right}{end}"));
            return;
        }
        let (open, close) = match with.form {
            Form::Arrow => (" => {", "}"),
            Form::Comma => (", {", "}"),
            Form::Angle => (" => <", ">"),
        };
        self.line(&format!("{head}{open}"));
        for item in &with.items {
            if item.bind == Bind::Early {
                self.line(&format!("drop(m{});", item.id));
            }
        }
        self.block(&with.body);
        self.tail(&with.tail);
        self.line(&format!("{close}{right}{end}"));
    }

    /// The body, if the caller of the macro gives the whole of it.
    fn body_of_macro(&mut self, with: &With) -> Option<String> {
        let [Statement::Hole(hole, block)] = &with.body.0[..] else {
            return None;
        };
        let early = with.items.iter().any(|item| item.bind == Bind::Early);
        let kind = match hole {
            Hole::Block => "block",
            Hole::Token => "tt",
            Hole::Expression | Hole::Tokens => return None,
        };
        if early || !matches!(with.tail, Tail::Unit) || with.form == Form::Angle {
            return None;
        }
        let content = self.apart(|writer| writer.braced("", block, "}"));
        Some(self.give(kind, content))
    }

    fn tail(&mut self, tail: &Tail) {
        match tail {
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
            Tail::Configured(Configured::Arms, taken_out, inner) => {
                self.line("match () {");
                self.tail_between("#[cfg(any())] () => {", taken_out, "}");
                self.tail_between("#[cfg(all())] () => {", inner, "}");
                self.line("}");
            }
            Tail::Configured(written, taken_out, inner) => {
                for (cfg, tail) in [("#[cfg(any())]", taken_out), ("#[cfg(all())]", inner)] {
                    self.line(cfg);
                    match (written, &**tail) {
                        (Configured::Bare, Tail::With(with)) => {
                            self.with_in("", [" { ", " }"], with, "");
                        }
                        _ => self.tail_between("{", tail, "}"),
                    }
                }
            }
            Tail::Given(inner) => {
                let content = self.apart(|writer| match **inner {
                    Tail::With(_) => writer.tail(inner),
                    // It is to be one expression.
                    _ => writer.tail_between("{", inner, "}"),
                });
                let place = self.give("expr", content);
                self.line(&place);
            }
            value => self.line(&tail_text(value)),
        }
    }

    fn tail_between(&mut self, head: &str, tail: &Tail, end: &str) {
        self.line(head);
        self.tail(tail);
        self.line(end);
    }

    fn item(&mut self, item: &Item) -> String {
        let Item {
            id,
            awaits,
            kind,
            enter,
            exit,
            bind,
            attribute,
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
            // Without the parentheses it is an async block.
            Expression::Note(_) | Expression::Jump(..) if *awaits => format!("({expression})"),
            _ => expression,
        };
        if let Some(attribute) = attribute {
            text = format!("{} {text}", attribute_text(*attribute));
        }
        if *awaits {
            text = format!("async {text}");
        }
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

fn tail_text(of: &Tail) -> String {
    match of {
        Tail::Unit => "()".to_owned(),
        Tail::Number(number) => format!("{number}_u32"),
        Tail::Local(number) => format!("local(\"l{number}\")"),
        Tail::Option(turn, inner) => {
            let inner_type = type_text(&inner.type_of());
            format!(
                "if {} {{ Some({}) }} else {{ None::<{inner_type}> }}",
                condition(*turn),
                tail_text(inner)
            )
        }
        Tail::Oops(turn, inner, number) => {
            let inner_type = type_text(&inner.type_of());
            format!(
                "if {} {{ Ok::<{inner_type}, Oops>({}) }} else {{ Err(Oops({number})) }}",
                condition(*turn),
                tail_text(inner)
            )
        }
        _ => {
            unreachable!("it is written over several lines")
        }
    }
}
