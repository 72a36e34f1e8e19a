//! Functions at random: locals of several kinds, what may become of them before the `yield_!`, and what is left to do
//! behind it. Each compiles as a function in which `yield_!` runs its block in place.

use std::fmt::Write as _;

use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// The text of a function, with what runs it.
pub struct Function {
    pub id: u32,
    pub text: String,
}

/// So many functions of a seed.
pub fn functions(seed: u64, count: u32) -> Vec<Function> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|id| function(id, &mut random)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Noisy,
    Pair,
    Many,
    Maybe,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Live,
    /// Moved, in part or perhaps.
    Gone,
    /// Borrowed by another local.
    Borrowed,
}

#[derive(Clone)]
struct Local {
    name: String,
    kind: Kind,
    state: State,
    mutable: bool,
}

struct Writer<'r> {
    random: &'r mut ChaCha8Rng,
    locals: Vec<Local>,
    /// Statements that use what borrows from a local.
    uses: Vec<String>,
    names: u32,
    text: String,
}

fn function(id: u32, random: &mut ChaCha8Rng) -> Function {
    let mut writer = Writer {
        random,
        locals: Vec::new(),
        uses: Vec::new(),
        names: 0,
        text: String::new(),
    };
    for name in ["first", "second"] {
        writer.declare(name.to_owned(), Kind::Noisy, false);
    }
    for _ in 0..writer.random.random_range(2..9) {
        writer.statement();
    }
    let lent = writer.lent();
    let with = writer.random.random_bool(0.2);
    let branch = !with && writer.random.random_bool(0.2);
    let yields = format!("yield_!({});", lent.clone().unwrap_or_default());
    if with {
        let _ = writeln!(
            writer.text,
            "with!(around(\"around\") => {{ {yields} note(\"behind\"); }});"
        );
    } else if branch {
        let _ = writeln!(
            writer.text,
            "if c {{ {yields} }} else {{ note(\"else\"); {yields} }}"
        );
    } else if writer.random.random_bool(0.5) {
        let _ = writeln!(
            writer.text,
            "let outcome = {yields} note(outcome.is_failure());"
        );
    } else {
        writer.line(&yields);
    }
    writer.line("note(\"teardown\");");
    for used in std::mem::take(&mut writer.uses) {
        if writer.random.random_bool(0.7) {
            writer.line(&used);
        }
    }
    for _ in 0..writer.random.random_range(0..4) {
        writer.statement();
    }
    let lends = if lent.is_some() { "-> [Noisy]" } else { "" };
    let text = format!(
        "same! {{ f{id} [owned] {{
    function! {{
        #[context_manager]
        fn f[](c: bool, first: Noisy, second: Noisy,) {lends} {{
{}        }}
    }}
}} run (f(true, Noisy(\"first\"), Noisy(\"second\"))), (f(false, Noisy(\"first\"), Noisy(\"second\"))) as v => {{
    let _ = &v; note(\"body\");
}} }}
",
        writer.text
    );
    Function { id, text }
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str("            ");
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn declare(&mut self, name: String, kind: Kind, mutable: bool) {
        // What it hides lives on, out of reach.
        self.locals.retain(|local| local.name != name);
        let state = State::Live;
        self.locals.push(Local {
            name,
            kind,
            state,
            mutable,
        });
    }

    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("l{}", self.names)
    }

    /// The place of a local that is as asked for.
    fn find(&mut self, is: impl Fn(&Local) -> bool) -> Option<usize> {
        let found: Vec<_> = (0..self.locals.len())
            .filter(|&at| is(&self.locals[at]))
            .collect();
        found.choose(self.random).copied()
    }

    fn live(&mut self, kind: Kind) -> Option<(usize, String)> {
        let at = self.find(|local| local.kind == kind && local.state == State::Live)?;
        Some((at, self.locals[at].name.clone()))
    }

    fn lent(&mut self) -> Option<String> {
        match self.random.random_range(0..5) {
            0 => None,
            1 => Some("Noisy(\"value\")".to_owned()),
            2 => {
                let (at, name) = self.live(Kind::Pair)?;
                self.locals[at].state = State::Gone;
                Some(format!("{name}.x"))
            }
            _ => self.live(Kind::Noisy).map(|(_, name)| name),
        }
    }

    fn statement(&mut self) {
        let _ = self.try_statement();
    }

    fn try_statement(&mut self) -> Option<()> {
        let new = self.fresh();
        match self.random.random_range(0..34) {
            0 | 1 => {
                self.line(&format!("let {new} = Noisy({new:?});"));
                self.declare(new, Kind::Noisy, false);
            }
            2 | 3 => {
                self.line(&format!("let mut {new} = Noisy({new:?});"));
                self.declare(new, Kind::Noisy, true);
            }
            4 => {
                self.line(&format!(
                    "let {new} = P {{ x: Noisy(\"{new}.x\"), y: Noisy(\"{new}.y\") }};"
                ));
                self.declare(new, Kind::Pair, false);
            }
            5 => {
                self.line(&format!(
                    "let {new} = vec![Noisy(\"{new}[0]\"), Noisy(\"{new}[1]\")];"
                ));
                self.declare(new, Kind::Many, false);
            }
            6 => self.consume("drop({});")?,
            7 => self.consume("if c { drop({}); }")?,
            8 => self.consume("match c { true => drop({}), false => () }")?,
            9 => {
                let (at, name) = self.live(Kind::Noisy)?;
                self.locals[at].state = State::Gone;
                self.line(&format!("let {new} = {name};"));
                self.declare(new, Kind::Noisy, false);
            }
            10 => {
                let (at, name) = self.live(Kind::Noisy)?;
                self.locals[at].state = State::Gone;
                self.line(&format!(
                    "let {new} = if c {{ {name} }} else {{ Noisy({new:?}) }};"
                ));
                self.declare(new, Kind::Noisy, false);
            }
            11 => {
                let (at, name) = self.live(Kind::Noisy)?;
                self.locals[at].state = State::Gone;
                self.line(&format!("let {new} = Some({name});"));
                self.declare(new, Kind::Maybe, false);
            }
            12 => {
                let (at, name) = self.live(Kind::Many)?;
                self.locals[at].state = State::Gone;
                self.line(&format!("let {new} = {name}.into_iter().next();"));
                self.declare(new, Kind::Maybe, false);
            }
            13 => {
                let (at, name) = self.live(Kind::Pair)?;
                self.locals[at].state = State::Gone;
                self.line(&format!("let P {{ x: {new}, .. }} = {name};"));
                self.declare(new, Kind::Noisy, false);
            }
            14 => {
                let (at, name) = self.live(Kind::Pair)?;
                self.locals[at].state = State::Gone;
                self.line(&format!("drop({name}.y);"));
            }
            15 => self.borrow("let {new} = &{};", "note({new}.len());", &new)?,
            16 => self.borrow("let {new} = || note({}.len());", "{new}();", &new)?,
            17 => {
                let at = self.find(|local| local.mutable && local.state != State::Borrowed)?;
                let name = self.locals[at].name.clone();
                self.line(&format!("{name} = Noisy(\"{name} again {new}\");"));
                self.locals[at].state = State::Live;
            }
            18 => {
                let at = self.find(|local| local.mutable && local.state != State::Borrowed)?;
                let name = self.locals[at].name.clone();
                self.line(&format!(
                    "if c {{ {name} = Noisy(\"{name} perhaps {new}\"); }}"
                ));
            }
            19 => {
                let (_, name) = self.live(Kind::Noisy)?;
                self.line(&format!("let {name} = Noisy(\"another {name} {new}\");"));
                self.declare(name, Kind::Noisy, false);
            }
            20 => {
                let (_, name) = self.live(Kind::Noisy)?;
                let use_of_it = [
                    "note({}.len());",
                    "note(format!(\"{{}:?}\"));",
                    "let _ = {};",
                    "_ = {};",
                ];
                let text = use_of_it.choose(self.random)?.replace("{}", &name);
                self.line(&text);
            }
            21 => {
                let (_, name) = self.live(Kind::Noisy)?;
                self.line(&format!("#[cfg(any())] drop({name});"));
            }
            22 => {
                let (_, name) = self.live(Kind::Maybe)?;
                self.line(&format!("if let Some(n) = &{name} {{ note(n.len()); }}"));
            }
            23 => {
                let of_temporary = [
                    "let _ = Noisy(\"temporary {new}\");",
                    "let _ = &Noisy(\"extended {new}\");",
                    "let _{new} = &Noisy(\"kept {new}\");",
                    "let _{new} = (Noisy(\"left {new}\"), Noisy(\"right {new}\"));",
                    "let (_{new}, _) = (Noisy(\"left {new}\"), Noisy(\"right {new}\"));",
                ];
                let text = of_temporary.choose(self.random)?.replace("{new}", &new);
                self.line(&text);
            }
            25 => {
                // Nothing is read of it before.
                self.line(&format!("let {new}; if c {{ {new} = Noisy(\"{new} a\"); }} else {{ {new} = Noisy(\"{new} b\"); }}"));
                self.declare(new, Kind::Noisy, false);
            }
            26 => {
                let (at, name) = self.live(Kind::Noisy)?;
                self.locals[at].state = State::Gone;
                self.line(&format!(
                    "let {name} = P {{ x: {name}, y: Noisy(\"{new}.y\") }};"
                ));
                self.declare(name, Kind::Pair, false);
            }
            27 => {
                let (at, name) = self.live(Kind::Many)?;
                self.locals[at].state = State::Borrowed;
                self.line(&format!("let {new} = {name}.as_slice();"));
                self.uses.push(format!("note({new}.len());"));
            }
            28 => self.consume("{ note(\"moved in a block\"); drop({}); }")?,
            29 => self.consume("for n in 0..1 { note(n); let _moved = {}; break; }")?,
            30 => {
                let at = self.find(|local| local.mutable && local.state != State::Borrowed)?;
                let name = self.locals[at].name.clone();
                self.line(&format!(
                    "{{ {name} = Noisy(\"{name} in a block {new}\"); }}"
                ));
                self.locals[at].state = State::Live;
            }
            31 => {
                self.line(&format!("#[cfg(any())] let {new} = Noisy(\"never\");"));
                self.line(&format!("#[cfg(not(any()))] let {new} = Noisy({new:?});"));
                self.declare(new, Kind::Noisy, false);
            }
            32 => {
                let (at, name) = self.live(Kind::Noisy)?;
                self.locals[at].state = State::Gone;
                self.line(&format!(
                    "let _{new} = (Box::new({name}), [Noisy(\"{new}\")]);"
                ));
            }
            33 => self.consume("let _ = (|| { let _taken = {}; })();")?,
            24 => self.line(&format!(
                "for n in 0..2 {{ let _n = Noisy(\"in a loop {new}\"); note(n); }}"
            )),
            _ => self.line(&format!(
                "{{ let _inner = Noisy(\"inner {new}\"); note(\"in a block\"); }}"
            )),
        }
        Some(())
    }

    /// A statement that moves a local.
    fn consume(&mut self, text: &str) -> Option<()> {
        let (at, name) = self.live(Kind::Noisy)?;
        self.locals[at].state = State::Gone;
        self.line(&text.replace("{}", &name));
        Some(())
    }

    /// A local that borrows from another one, to be used behind the `yield_!`.
    fn borrow(&mut self, text: &str, used: &str, new: &str) -> Option<()> {
        let (at, name) = self.live(Kind::Noisy)?;
        self.locals[at].state = State::Borrowed;
        self.line(&text.replace("{}", &name).replace("{new}", new));
        self.uses.push(used.replace("{new}", new));
        Some(())
    }
}
