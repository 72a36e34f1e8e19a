//! Writes a function as Rust.

mod with;

use std::fmt::Write as _;

use crate::tree::{
    Block, Condition, Function, Jump, Leaves, Loop, Place, Returns, Statement, Turn, Type, Use,
};

pub fn function(function: &Function) -> String {
    let mut writer = Writer {
        text: String::new(),
        indent: 0,
        returns: vec![],
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
    }
}

struct Writer {
    text: String,
    indent: usize,
    returns: Vec<Returns>,
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
            Statement::Match(zero, one, other) => {
                self.line("match pick(3) {");
                self.braced("0 => ", zero, "}");
                self.braced("1 => ", one, "}");
                self.braced("_ => ", other, "}");
                self.line("}");
            }
            Statement::Bare(block) => self.braced("", block, "}"),
            Statement::For(inner) => {
                self.braced(
                    &format!("{}for _ in 0..{} ", label(inner), inner.rounds),
                    &inner.body,
                    "}",
                );
            }
            Statement::While(inner, condition) => {
                let Loop { id, rounds, .. } = inner;
                self.line(&format!("let mut r{id} = 0;"));
                let read = match condition {
                    Condition::Plain => format!("r{id}"),
                    Condition::QuestionMark => format!("{}?", self.result(&format!("give(r{id})"))),
                };
                let head = format!(
                    "{}while {{ r{id} += 1; {read} <= {rounds} }} ",
                    label(inner)
                );
                self.braced(&head, &inner.body, "}");
            }
            Statement::Loop(inner, value) => {
                let Loop { id, rounds, .. } = inner;
                self.line(&format!("let mut r{id} = 0;"));
                self.line(&format!("let b{id}: u32 = {}loop {{", label(inner)));
                self.line(&format!("r{id} += 1;"));
                self.line(&format!("if r{id} > {rounds} {{ break {value}; }}"));
                self.block(&inner.body);
                self.line("};");
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
        }
    }

    fn jump_statement(&mut self, turn: Turn, jump: &Jump, place: Place) {
        let condition = condition(turn);
        let jump = self.jump(jump);
        self.line(&match place {
            Place::Statement => format!("if {condition} {{ {jump}; }}"),
            Place::StdMacro => format!("note(format!(\"x{{}}\", if {condition} {{ {jump} }} else {{ 3 }}));"),
            Place::Hidden => format!("if {condition} {{ hide!({jump}); }}"),
            Place::LetElse => {
                format!("let Some(_) = unless({condition}) else {{ {jump}; unreachable!() }};")
            }
            Place::Guard => format!(
                "match () {{ () if {{ if {condition} {{ {jump}; }} false }} => note(\"never\"), () => note(\"g\") }}"
            ),
            Place::Argument => format!("number(1, if {condition} {{ {jump} }} else {{ 3 }});"),
        });
    }

    /// A `Result<u32, Oops>`, as `?` can take it here.
    fn result(&self, text: &str) -> String {
        match self.returns.last() {
            Some(Returns::Text) => format!("{text}.map_err(|oops| oops.to_string())"),
            _ => text.to_owned(),
        }
    }

    fn jump(&self, jump: &Jump) -> String {
        match jump {
            Jump::Return(leaves) => format!("return {}", self.leaves(leaves)),
            Jump::QuestionMark(_) if self.returns.last() == Some(&Returns::Option) => {
                "unless(true)?".to_owned()
            }
            Jump::QuestionMark(number) => format!("{}?", self.result(&format!("fail({number})"))),
            Jump::Break {
                target,
                labelled,
                value,
            } => {
                let mut text = "break".to_owned();
                if *labelled {
                    let _ = write!(text, " 'l{target}");
                }
                if let Some(value) = value {
                    let _ = write!(text, " {value}");
                }
                text
            }
            Jump::Continue {
                target,
                labelled: true,
            } => format!("continue 'l{target}"),
            Jump::Continue { .. } => "continue".to_owned(),
        }
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
    if of.labelled {
        format!("'l{}: ", of.id)
    } else {
        String::new()
    }
}
