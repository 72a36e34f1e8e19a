//! What a diagnostic says, without the places: these differ between the forms of a program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::case::{Program, THE_BLOCK};

#[derive(Deserialize)]
pub(crate) struct Diagnostic {
    message: String,
    code: Option<Code>,
    level: String,
    spans: Vec<Span>,
    children: Vec<Diagnostic>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    label: Option<String>,
    suggested_replacement: Option<String>,
    expansion: Option<Expansion>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Box<Span>,
}

impl Diagnostic {
    pub(crate) fn is_error(&self) -> bool {
        self.level == "error"
    }

    /// Its message, with its code as in a heading of the guide's page: `E0597: ..`. Lints have none.
    pub(crate) fn heading(&self) -> String {
        // Behind the first line is a help of our own.
        let message = self.message.lines().next().unwrap_or_default();
        match &self.code {
            Some(Code { code }) if code.starts_with('E') => format!("{code}: {message}"),
            _ => message.to_owned(),
        }
    }

    /// The file that it is about, and where in it. What closes a run ("aborting due to ..") is about none.
    pub(crate) fn place(&self) -> Option<(&str, usize)> {
        let span = self.spans.iter().find(|span| span.is_primary)?;
        let span = span.outermost();
        Some((&span.file_name, span.byte_start))
    }

    /// Level, code and message.
    pub(crate) fn words(&self) -> String {
        let code = self
            .code
            .as_ref()
            .map_or(String::new(), |code| format!("[{}]", code.code));
        format!("{}{code}: {}", self.level, self.message)
    }

    /// The texts that are underlined, if it is about any.
    pub(crate) fn underlined(&self) -> BTreeSet<String> {
        let spans = self.spans.iter().filter(|span| span.is_primary);
        spans.map(Span::source).collect()
    }

    pub(crate) fn rendered(&self) -> &str {
        self.rendered.as_deref().unwrap_or_default()
    }

    /// "on by default", "implied by ..": they come with the first of a kind, wherever that is.
    fn is_about_a_level(&self) -> bool {
        ["on by default", "implied by", "to override"]
            .iter()
            .any(|words| self.message.contains(words))
    }

    /// A line for each thing it says.
    pub(crate) fn facts(&self, program: &Program, file: &str) -> Vec<String> {
        let mut facts = vec![self.words()];
        let spans = self
            .spans
            .iter()
            .filter(|span| !span.declares(program, file));
        facts.extend(spans.map(|span| span.fact(program, file)));
        for child in self
            .children
            .iter()
            .filter(|child| !child.is_about_a_level())
        {
            facts.push(format!("  {}: {}", child.level, child.message));
            facts.extend(
                child
                    .spans
                    .iter()
                    .map(|span| format!("  {}", span.fact(program, file))),
            );
        }
        if self.rendered().contains("originates in") {
            facts.push(String::from("  note: it originates in a macro"));
        }
        let module = Path::new(file).file_stem().unwrap().to_str().unwrap();
        let directory = Path::new(file).parent().unwrap().to_str().unwrap();
        let anywhere = |fact: String| {
            fact.replace(&format!("{module}::"), "")
                .replace(file, "(file)")
                .replace(directory, "(directory)")
        };
        facts.into_iter().map(anywhere).collect()
    }
}

impl Span {
    /// Where the user wrote it.
    fn outermost(&self) -> &Self {
        match &self.expansion {
            Some(expansion) => expansion.span.outermost(),
            None => self,
        }
    }

    /// Whether it says where a plain block declares the variable that a `with!` has no declaration of.
    fn declares(&self, program: &Program, file: &str) -> bool {
        let label = self.label.as_deref().unwrap_or_default();
        let is_ours = self.file_name == file && program.bindings.contains(&self.byte_start);
        is_ours && label.ends_with("declared here")
    }

    fn fact(&self, program: &Program, file: &str) -> String {
        let mark = if self.is_primary { "^" } else { "-" };
        let mut fact = format!("  {mark} {}", self.text(program, file));
        if let Some(label) = &self.label {
            fact.push_str(&format!(" -- {label}"));
        }
        if let Some(replacement) = &self.suggested_replacement {
            fact.push_str(&format!(" => `{}`", replacement.trim()));
        }
        fact
    }

    /// The text that it underlines.
    fn text(&self, program: &Program, file: &str) -> String {
        let outermost = self.outermost();
        if outermost.file_name != file {
            return outermost.in_file();
        }
        let range = outermost.byte_start..outermost.byte_end;
        let block = &program.text[program.block.clone()];
        let text = &program.text[range.clone()];
        let text = if program.block.start <= range.start && range.end <= program.block.end {
            program.normalized(text, range)
        } else {
            text.replace(block, THE_BLOCK)
        };
        in_one_line(&text)
    }

    /// The text that it underlines in whatever file; the standard library may not be there.
    fn source(&self) -> String {
        let outermost = self.outermost();
        match fs::read_to_string(&outermost.file_name) {
            Ok(source) => in_one_line(&source[outermost.byte_start..outermost.byte_end]),
            Err(_) => outermost.in_file(),
        }
    }

    fn in_file(&self) -> String {
        let name = self.file_name.rsplit('/').next().unwrap_or_default();
        format!("(in {name})")
    }
}

fn in_one_line(text: &str) -> String {
    let text: Vec<_> = text.split_whitespace().collect();
    format!("`{}`", text.join(" "))
}
