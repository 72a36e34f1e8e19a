//! A case is a program with one `with!` and one mistake in it. Here it is written in every form it can take, and with a
//! plain block instead.

use std::ops::Range;

/// The `with!` of a case, as it is written there.
pub(crate) struct Case {
    before: String,
    items: Vec<Item>,
    body: String,
    after: String,
}

struct Item {
    is_async: bool,
    manager: String,
    name: String,
}

/// One program made of a case.
pub(crate) struct Program {
    pub(crate) form: &'static str,
    pub(crate) text: String,
    /// What stands for the header in a plain block: what is said about it is said about the manager.
    pub(crate) bindings: Range<usize>,
    /// What stands for the manager in a plain block, and the manager.
    pub(crate) lent: Vec<(String, String)>,
    /// The `with!` or the block.
    pub(crate) block: Range<usize>,
    /// Of that, what is between the braces.
    pub(crate) body: String,
    /// The plain block to compare with; none is one itself.
    pub(crate) plain: Option<&'static str>,
}

/// Stands for the whole of it.
pub(crate) const THE_BLOCK: &str = "(the block)";

impl Program {
    /// A text in the block, as it is the same in all forms.
    pub(crate) fn normalized(&self, text: &str, range: Range<usize>) -> String {
        let in_braces = |text: &str| text.starts_with('{') && text[1..].starts_with(&self.body);
        if range == self.block || in_braces(text) {
            return String::from(THE_BLOCK);
        }
        if text == ">" {
            return String::from("}");
        }
        let lent = self.lent.iter().find(|(lent, _)| lent == text);
        match lent.filter(|_| range.end <= self.bindings.end) {
            Some((_, manager)) => manager.clone(),
            None => text.replace("Flushed(conn())", "conn()"),
        }
    }
}

impl Case {
    pub(crate) fn parse(text: &str) -> Self {
        const START: &str = "with!(";
        let start = text.find(START).expect("a case has a `with!`");
        let inner_start = start + START.len();
        let inner_end = inner_start + closing(&text[inner_start..]);
        let inner = &text[inner_start..inner_end];
        let (header, body) = inner
            .split_once(" => {")
            .expect("`=> {` in front of the body");
        let body = body
            .trim_end()
            .strip_suffix('}')
            .expect("`}` behind the body");
        Self {
            before: text[..start].to_owned(),
            items: header.split(", ").map(Item::parse).collect(),
            body: body.to_owned(),
            after: text[inner_end + 1..].to_owned(),
        }
    }

    /// The plain blocks, and each form of `with!`.
    pub(crate) fn programs(&self) -> Vec<Program> {
        let header = self.header();
        let body = &self.body;
        let mut programs = vec![
            self.plain("plain"),
            self.with("braces", format!("with!({header} => {{{body}}})")),
            self.with("angles", format!("with!({header} => <{body}>)")),
            self.with("comma", format!("with!({header}, {{{body}}})")),
            self.with("two", format!("with!(conn() as _, {header} => {{{body}}})")),
            self.with(
                "nested",
                format!("with!(conn() as _ => {{ with!({header} => {{{body}}}) }})"),
            ),
        ];
        if self.is_statement() {
            let fallible = header.replace("conn()", "Flushed(conn())");
            if fallible != header && !header.contains("async") {
                let with = format!("with!({fallible} => {{{body}}}).ok()");
                programs.push(self.with("fallible", with));
            }
        }
        if let Some(case) = self.made_async() {
            let header = case.header();
            programs.push(case.plain("plain async"));
            let mut with = |form, text| {
                let mut program = case.with(form, text);
                program.plain = Some("plain async");
                programs.push(program);
            };
            with("async", format!("with!({header} => {{{body}}})"));
            with("async angles", format!("with!({header} => <{body}>)"));
            with(
                "async two",
                format!("with!(async conn() as _, {header} => {{{body}}})"),
            );
        }
        programs
    }

    fn header(&self) -> String {
        let items: Vec<_> = self.items.iter().map(Item::written).collect();
        items.join(", ")
    }

    fn with(&self, form: &'static str, with: String) -> Program {
        let start = self.before.len();
        let block = start..start + with.len();
        Program {
            form,
            text: format!("{}{with}{}", self.before, self.after),
            bindings: 0..0,
            lent: Vec::new(),
            block,
            body: self.body.clone(),
            plain: Some("plain"),
        }
    }

    fn plain(&self, form: &'static str) -> Program {
        let bindings: String = self.items.iter().map(Item::bound).collect();
        let start = self.before.len();
        let bindings = format!("{{ {bindings}");
        let block = format!("{bindings}{}}}", self.body);
        let mut program = self.with(form, block);
        program.plain = None;
        program.bindings = start..start + bindings.len();
        program.lent = self
            .items
            .iter()
            .map(|item| (item.lent(), item.manager.clone()))
            .collect();
        program
    }

    fn is_statement(&self) -> bool {
        let line = self.before.rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty() && self.after.starts_with(';')
    }

    /// The same in an async function, if it can await there, and if its items can be async ones.
    fn made_async(&self) -> Option<Self> {
        let can_be = |item: &Item| !item.is_async && item.manager == "conn()";
        let (before, function) = self.before.rsplit_once("pub fn ")?;
        let awaits = self.body.contains(".await");
        let in_closure = function.contains('|');
        if !self.items.iter().all(can_be) || before.contains("pub async fn") || in_closure || awaits
        {
            return None;
        }
        Some(Self {
            before: format!("{before}pub async fn {function}"),
            items: self
                .items
                .iter()
                .map(|item| Item {
                    is_async: true,
                    manager: item.manager.clone(),
                    name: item.name.clone(),
                })
                .collect(),
            body: self.body.clone(),
            after: self.after.clone(),
        })
    }
}

impl Item {
    fn parse(text: &str) -> Self {
        let (manager, name) = text.rsplit_once(" as ").expect("`as` in an item");
        let plain = manager.strip_prefix("async ");
        Self {
            is_async: plain.is_some(),
            manager: plain.unwrap_or(manager).to_owned(),
            name: name.to_owned(),
        }
    }

    fn written(&self) -> String {
        let marker = if self.is_async { "async " } else { "" };
        format!("{marker}{} as {}", self.manager, self.name)
    }

    /// What a plain block binds to the name: all managers of the cases lend themselves, but [`Lends`](super::support).
    fn lent(&self) -> String {
        match self.manager.strip_prefix("Lends(") {
            Some(value) => value[..value.len() - 1].to_owned(),
            None => format!("&mut {}", self.variable()),
        }
    }

    fn bound(&self) -> String {
        let name = &self.name;
        if self.manager.starts_with("Lends") {
            return format!("let {name} = {}; ", self.lent());
        }
        let manager = if self.is_async {
            format!("std::future::ready({}).await", self.manager)
        } else {
            self.manager.clone()
        };
        format!(
            "let mut {} = {manager}; let {name} = {}; ",
            self.variable(),
            self.lent()
        )
    }

    fn variable(&self) -> &str {
        self.name.trim_start_matches("mut ")
    }
}

/// Where the parenthesis is closed whose inside the text starts with.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    panic!("no `)` behind `with!(`")
}
