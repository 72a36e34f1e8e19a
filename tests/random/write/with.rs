//! Writes blocks with managers.

use std::fmt::Write as _;

use super::{Writer, attribute_text, condition, type_text};
use crate::tree::{
    Bind, Configured, Expression, Form, Hole, Item, Kind, Plan, Stack, Statement, Tail, With,
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
        let items = match &with.stack {
            Some(stack) if with.stack_awaits() => {
                format!("async AsyncExitStack::new() as s{}", stack.id)
            }
            Some(stack) => format!("ExitStack::new() as s{}", stack.id),
            None => {
                let items: Vec<_> = with.items.iter().map(|item| self.item(item)).collect();
                items.join(", ")
            }
        };
        let head = format!("{head}with!{left}{names}{items}");
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
        if let Some(stack) = &with.stack {
            self.stack(stack, with);
        }
        for (index, item) in with.items.iter().enumerate() {
            if with.drops_early(index) {
                self.line(&format!("drop(m{});", item.id));
            }
        }
        self.block(&with.body);
        self.tail(&with.tail);
        self.line(&format!("{close}{right}{end}"));
    }

    /// Puts the managers onto the stack.
    fn stack(&mut self, stack: &Stack, with: &With) {
        for (item, entry) in with.items.iter().zip(&stack.entries) {
            let id = item.id;
            let on = format!("s{}", stack.id);
            let manager = self.manager(item);
            let refused = self.jump(&entry.refused);
            if let Some(attribute) = item.attribute {
                self.line(attribute_text(attribute));
            }
            let name = match item.bind {
                Bind::Without | Bind::Underscore => "_".to_owned(),
                Bind::Named => format!("_m{id}"),
                Bind::Early => format!("m{id}"),
            };
            let otherwise = format!("else {{ {refused}; unreachable!() }};");
            if entry.pushed {
                let enter = if item.awaits {
                    format!("AsyncContextManager::enter(&mut m{id}).await")
                } else {
                    format!("ContextManager::enter(&mut m{id})")
                };
                self.line(&format!("let mut m{id} = {manager};"));
                self.line(&format!("let Ok(_) = {enter} {otherwise}"));
                self.line(&if with.stack_awaits() && !item.awaits {
                    format!("{on}.push(awaiting(m{id}));")
                } else {
                    format!("{on}.push(m{id});")
                });
                continue;
            }
            let enter = match (item.awaits, with.stack_awaits()) {
                (true, _) => format!("{on}.enter({manager}).await"),
                (false, true) => format!("{on}.enter(awaiting({manager})).await"),
                (false, false) => format!("{on}.enter({manager})"),
            };
            self.line(&format!("let Ok({name}) = {enter} {otherwise}"));
        }
    }

    /// The body, if the caller of the macro gives the whole of it.
    fn body_of_macro(&mut self, with: &With) -> Option<String> {
        let [Statement::Hole(hole, block)] = &with.body.0[..] else {
            return None;
        };
        let early = with.items.iter().any(|item| item.bind == Bind::Early);
        let begins = early || with.stack.is_some();
        let kind = match hole {
            Hole::Block => "block",
            Hole::Token => "tt",
            Hole::Expression | Hole::Tokens => return None,
        };
        if begins || !matches!(with.tail, Tail::Unit) || with.form == Form::Angle {
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

    /// What makes the manager, and what is done before.
    fn manager(&mut self, item: &Item) -> String {
        let id = item.id;
        let mut manager = match item.kind {
            Kind::Plain => "plain",
            Kind::Fallible => "fallible",
            Kind::Suppressing => "suppressing",
            Kind::Both => "verdict",
        }
        .to_owned();
        let _ = write!(manager, "(\"m{id}\")");
        manager += match item.enter {
            Plan::Fail => ".enter_fails()",
            Plan::Panic => ".enter_panics()",
            Plan::Well | Plan::Suppress => "",
        };
        manager += match item.exit {
            Plan::Fail => ".fails()",
            Plan::Panic => ".panics()",
            Plan::Suppress => ".suppresses()",
            Plan::Well => "",
        };
        match &item.expression {
            Expression::Plain => manager,
            Expression::Note(number) => format!("{{ note(\"n{number}\"); {manager} }}"),
            Expression::Jump(turn, jump) => {
                format!(
                    "{{ if {} {{ {}; }} {manager} }}",
                    condition(*turn),
                    self.jump(jump)
                )
            }
        }
    }

    fn item(&mut self, item: &Item) -> String {
        let id = item.id;
        let manager = self.manager(item);
        let mut text = match item.expression {
            // Without the parentheses it is an async block.
            Expression::Note(_) | Expression::Jump(..) if item.awaits => format!("({manager})"),
            _ => manager,
        };
        if let Some(attribute) = item.attribute {
            text = format!("{} {text}", attribute_text(attribute));
        }
        if item.awaits {
            text = format!("async {text}");
        }
        match item.bind {
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
