//! The code of the guide's page `messages` gives the messages that it stands under.

use crate::compiler::Compiler;
use crate::guide_page::{is_message, sections};

#[test]
fn code_of_the_page_gives_its_heading() {
    let compiler = Compiler::rustc();
    let mut wrong = Vec::new();
    for section in sections() {
        let heading = section.messages[0];
        let (_, code) = section.text.split_once("```compile_fail\n").unwrap();
        let (code, _) = code.split_once("\n```").unwrap();
        let said = compiler.messages_of(&program(code));
        if !matches!(&said[..], [message] if is_message(heading, message)) {
            wrong.push(format!("{heading}\n  gives {said:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What rustdoc makes of an example.
fn program(code: &str) -> String {
    let lines = code
        .lines()
        .map(|line| match line.trim_start().strip_prefix("# ") {
            Some(hidden) => hidden,
            None => line,
        });
    let (attributes, lines): (Vec<_>, Vec<_>) = lines.partition(|line| line.starts_with("#!["));
    format!(
        "{}\n#[allow(dead_code)]\npub fn main() {{\n{}\n}}\n",
        attributes.join("\n"),
        lines.join("\n")
    )
}
