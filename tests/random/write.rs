//! Writes a function as Rust.

mod jump;
mod macros;
mod with;

use std::fmt::Write as _;

use crate::tree::{
    Attribute, Block, Condition, Function, Leaves, Loop, Returns, Statement, TakenOut, Turn, Type,
    Use,
};
use macros::Given;

pub fn function(function: &Function) -> String {
    let mut writer = Writer {
        text: String::new(),
        indent: 0,
        returns: Vec::new(),
        given: Vec::new(),
        twins: Vec::new(),
    };
    let id = function.id;
    let returned = returned(function.returns);
    if function.awaits {
        writer.line(&format!("fn f{id}() -> {returned} {{"));
        writer.line(&format!("block_on(awaits{id}())"));
        writer.line("}");
        writer.line(&format!("async fn awaits{id}() -> {returned} {{"));
    } else {
        writer.line(&format!("fn f{id}() -> {returned} {{"));
    }
    writer.content(function);
    writer.line("}");
    writer.text
}

fn returned(returns: Returns) -> &'static str {
    match returns {
        Returns::Unit => "()",
        Returns::Number => "u32",
        Returns::Option => "Option<u32>",
        Returns::Oops => "Result<u32, Oops>",
        Returns::App => "Result<u32, App>",
        Returns::Boxed => "Result<u32, Box<dyn Error>>",
        Returns::Text => "Result<u32, String>",
    }
}

fn type_text(of: &Type) -> String {
    match of {
        Type::Unit => "()".to_owned(),
        Type::Number => "u32".to_owned(),
        Type::Local => "Local".to_owned(),
        Type::Option(inner) => format!("Option<{}>", type_text(inner)),
        Type::Oops(inner) => format!("Result<{}, Oops>", type_text(inner)),
        Type::Trouble(inner) => format!("Result<{}, Trouble>", type_text(inner)),
        Type::OfStack(inner) => format!("Result<{}, ExitError>", type_text(inner)),
    }
}

struct Writer {
    text: String,
    indent: usize,
    returns: Vec<Returns>,
    /// What the caller of the macro gives whose tokens are written.
    given: Vec<Given>,
    /// The loops around whose labels are twins, each with the target whose label has the same name.
    twins: Vec<(u32, u32)>,
}

impl Writer {
    fn line(&mut self, text: &str) {
        let opens = text.ends_with(['{', '<']);
        if text.starts_with(['}', '>']) {
            self.indent -= 1;
        }
        let _ = writeln!(self.text, "{:1$}{text}", "", self.indent * 4);
        if opens {
            self.indent += 1;
        }
    }

    fn content(&mut self, function: &Function) {
        self.returns.push(function.returns);
        self.block(&function.body);
        let tail = self.leaves(&function.tail);
        self.line(&tail);
        self.returns.pop();
    }

    fn block(&mut self, block: &Block) {
        for statement in &block.0 {
            self.statement(statement);
        }
    }

    fn braced(&mut self, head: &str, block: &Block, end: &str) {
        self.line(&format!("{head}{{"));
        self.block(block);
        self.line(end);
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Note(number) => self.line(&format!("note(\"n{number}\");")),
            Statement::Await => self.line("yield_now().await;"),
            Statement::Local(number) => {
                self.line(&format!("let _l{number} = local(\"l{number}\");"))
            }
            Statement::If(turn, then, otherwise) => {
                self.braced(&format!("if {} ", condition(*turn)), then, "} else {");
                self.block(otherwise);
                self.line("}");
            }
            Statement::Match(zero, one, other, taken_out) => {
                self.line("match pick(3) {");
                if let Some(jump) = taken_out {
                    let jump = self.jump(jump);
                    self.line(&format!("#[cfg(any())] 0 => {jump},"));
                    self.line("#[cfg(all())]");
                }
                self.braced("0 => ", zero, "}");
                self.braced("1 => ", one, "}");
                self.braced("_ => ", other, "}");
                self.line("}");
            }
            Statement::Bare(block) => self.braced("", block, "}"),
            Statement::For(inner) => {
                let head = format!("{}for _ in 0..{} {{", label(inner), inner.rounds);
                self.line(&head);
                self.loop_of(inner, "}");
            }
            Statement::While(inner, condition) => {
                let Loop { id, rounds, .. } = inner;
                self.line(&format!("let mut r{id} = 0;"));
                let read = match condition {
                    Condition::Plain => format!("r{id}"),
                    Condition::QuestionMark => format!("{}?", self.result(&format!("give(r{id})"))),
                };
                let head = format!(
                    "{}while {{ r{id} += 1; {read} <= {rounds} }} {{",
                    label(inner)
                );
                self.line(&head);
                self.loop_of(inner, "}");
            }
            Statement::Loop(inner, value) => {
                let Loop { id, rounds, .. } = inner;
                self.line(&format!("let mut r{id} = 0;"));
                self.line(&format!("let b{id}: u32 = {}loop {{", label(inner)));
                self.line(&format!("r{id} += 1;"));
                self.line(&format!("if r{id} > {rounds} {{ break {value}; }}"));
                self.loop_of(inner, "};");
                self.line(&format!("note(format!(\"b{{}}\", b{id}));"));
            }
            Statement::Labelled(id, block, value) => {
                self.line(&format!("let b{id}: u32 = 'l{id}: {{"));
                self.block(block);
                self.line(&format!("{value}"));
                self.line("};");
                self.line(&format!("note(format!(\"b{{}}\", b{id}));"));
            }
            Statement::Closure(function, caught) => {
                let id = function.id;
                self.line(&format!(
                    "let c{id} = || -> {} {{",
                    returned(function.returns)
                ));
                self.content(function);
                self.line("};");
                let call = if *caught {
                    format!("caught(c{id})")
                } else {
                    format!("c{id}()")
                };
                self.line(&format!("note(format!(\"c{{:?}}\", {call}));"));
            }
            Statement::OnDrop(function) => {
                let id = function.id;
                self.line(&format!(
                    "let _d{id} = OnDrop(|| -> {} {{",
                    returned(function.returns)
                ));
                self.content(function);
                self.line("});");
            }
            Statement::Jump(turn, jump, place) => self.jump_statement(*turn, jump, *place),
            Statement::Alternatives(turn, taken_out, jump) => {
                self.line(&format!("if {} {{", condition(*turn)));
                self.line("#[cfg(any())]");
                self.jump_line(taken_out);
                self.line("#[cfg(all())]");
                self.jump_line(jump);
                self.line("}");
            }
            Statement::Panic(turn, number) => {
                self.line(&format!(
                    "if {} {{ panic!(\"p{number}\"); }}",
                    condition(*turn)
                ));
            }
            Statement::With(with, used) => match used {
                Use::Kept(number) => {
                    let head = format!("let v{number}: {} = ", type_text(&with.type_of()));
                    self.with(&head, with, ";");
                    self.line(&format!("note(format!(\"v{{v{number}:?}}\"));"));
                }
                Use::Discarded => self.with("let _ = ", with, ";"),
                Use::QuestionMark(number) => {
                    self.with(&format!("let v{number} = "), with, "?;");
                    self.line(&format!("note(format!(\"v{{v{number}:?}}\"));"));
                }
            },
            Statement::Attributed(attribute, inner) => {
                self.line(attribute_text(*attribute));
                self.statement(inner);
            }
            Statement::TakenOut(what) => {
                self.line("#[cfg(any())]");
                match what {
                    TakenOut::Statement(inner) => {
                        self.line("{");
                        self.statement(inner);
                        self.line("}");
                    }
                    TakenOut::Jump(jump) => self.jump_line(jump),
                    TakenOut::Panic(number) => self.line(&format!("panic!(\"p{number}\");")),
                    TakenOut::Misplaced(text) => self.line(text),
                }
            }
            Statement::Macro(call) => self.macro_call(call),
            Statement::Hole(hole, block) => self.hole(*hole, block),
        }
    }

    /// The body of a loop, behind its head.
    fn loop_of(&mut self, inner: &Loop, end: &str) {
        let twins = self.twins.len();
        self.twins.extend(inner.twin.map(|other| (inner.id, other)));
        self.block(&inner.body);
        self.line(end);
        self.twins.truncate(twins);
    }

    fn leaves(&self, leaves: &Leaves) -> String {
        let returns = *self.returns.last().expect("a function is written");
        match (returns, leaves) {
            (Returns::Unit, _) => "()".to_owned(),
            (
                Returns::Number,
                Leaves::Good(number) | Leaves::Bad(number) | Leaves::Turns(_, number),
            ) => number.to_string(),
            (Returns::Option, Leaves::Good(number)) => format!("Some({number})"),
            (_, Leaves::Good(number)) => format!("Ok({number})"),
            (Returns::Option, Leaves::Bad(_)) => "None".to_owned(),
            (Returns::Oops, Leaves::Bad(number)) => format!("Err(Oops({number}))"),
            (Returns::App | Returns::Boxed, Leaves::Bad(number)) => {
                format!("Err(Oops({number}).into())")
            }
            (Returns::Text, Leaves::Bad(number)) => format!("Err(Oops({number}).to_string())"),
            (returns, Leaves::Turns(every, number)) => format!(
                "if {} {{ {} }} else {{ {} }}",
                condition(Turn(*every)),
                self.leaves_of(returns, &Leaves::Good(*number)),
                self.leaves_of(returns, &Leaves::Bad(*number)),
            ),
        }
    }

    fn leaves_of(&self, returns: Returns, leaves: &Leaves) -> String {
        debug_assert_eq!(self.returns.last(), Some(&returns));
        self.leaves(leaves)
    }
}

fn condition(turn: Turn) -> String {
    format!("turn({})", turn.0)
}

fn label(of: &Loop) -> String {
    match of.twin {
        Some(other) => format!("'l{other}: "),
        None if of.labelled => format!("'l{}: ", of.id),
        None => String::new(),
    }
}

fn attribute_text(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Cfg => "#[cfg(all())]",
        Attribute::CfgAttr => "#[cfg_attr(all(), cfg(all()))]",
        Attribute::Allow => "#[allow(unused)]",
    }
}
