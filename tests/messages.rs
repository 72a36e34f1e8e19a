//! What the guide's page `messages` is about is what the compiler says: its headings are messages that `tests/ui` has
//! recorded, and no message of our own is left out. The table of mistakes in the README beside this file is what they say.

#[path = "support/guide_page.rs"]
mod guide_page;

use std::fs;
use std::path::{Path, PathBuf};

use guide_page::{is_message, sections};

const MISTAKES: &str = include_str!("../scoped-macros/src/with/diagnose/mistakes.rs");

/// The subjects of `tests/ui` of whose own errors the page leaves out none.
const COMPLETE: [&str; 4] = ["with", "async", "context_manager", "within"];

fn messages() -> Vec<&'static str> {
    sections()
        .into_iter()
        .flat_map(|section| section.messages)
        .collect()
}

/// Every line of the recorded outputs of a subject, in the order of each.
fn recorded(subject: &str) -> Vec<Vec<String>> {
    fn read(directory: &Path, outputs: &mut Vec<Vec<String>>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, outputs);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "stderr")
            {
                let output = fs::read_to_string(path).unwrap();
                outputs.push(output.lines().map(String::from).collect());
            }
        }
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/ui")
        .join(subject);
    let mut outputs = Vec::new();
    read(&directory, &mut outputs);
    outputs
}

/// The message of a line that begins an error, with its code as in a heading: `E0597: ..`.
fn message_of(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("error")
        .or_else(|| line.strip_prefix("warning"))?;
    match rest.strip_prefix('[') {
        Some(coded) => Some(coded.replacen("]: ", ": ", 1)),
        None => rest.strip_prefix(": ").map(String::from),
    }
}

/// The errors of our own in an output. Their help stands before the place, where none of rustc's does.
fn own_messages(output: &[String]) -> impl Iterator<Item = String> {
    output
        .windows(2)
        .filter(|lines| {
            lines[0].starts_with("error: ") && lines[1].trim_start().starts_with("= help: ")
        })
        .filter_map(|lines| message_of(&lines[0]))
}

#[test]
fn headings_are_recorded() {
    let said: Vec<_> = COMPLETE
        .into_iter()
        .chain(["managers"])
        .flat_map(recorded)
        .flatten()
        .filter_map(|line| message_of(&line))
        .collect();
    let unsaid: Vec<_> = messages()
        .into_iter()
        .filter(|heading| !said.iter().any(|message| is_message(heading, message)))
        .collect();
    assert!(messages().len() > 80, "the page was not read");
    assert!(unsaid.is_empty(), "the compiler does not say {unsaid:#?}");
}

#[test]
fn recorded_errors_of_our_own_are_headings() {
    let mut left_out: Vec<_> = COMPLETE
        .into_iter()
        .flat_map(recorded)
        .flat_map(|output| own_messages(&output).collect::<Vec<_>>())
        .filter(|message| {
            !messages()
                .iter()
                .any(|heading| is_message(heading, message))
        })
        .collect();
    left_out.sort();
    left_out.dedup();
    assert!(left_out.is_empty(), "the page leaves out {left_out:#?}");
}

/// Of `with!`, all that can be said stands in one table.
#[test]
fn mistakes_of_a_call_are_headings() {
    let (_, table) = MISTAKES.split_once("\ntable! {").unwrap();
    let mistakes: Vec<_> = table
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\":"))
        .map(|message| {
            message
                .replace("{found}", "..")
                .replace("{word}", "..")
                .replace("{}", "..")
        })
        .collect();
    let left_out: Vec<_> = mistakes
        .iter()
        .filter(|message| {
            !messages()
                .iter()
                .any(|heading| is_message(heading, message))
        })
        .collect();
    assert!(mistakes.len() > 30, "the table was not read");
    assert!(left_out.is_empty(), "the page leaves out {left_out:#?}");
}

/// What gives the message, and what works.
#[test]
fn sections_have_both_codes() {
    for section in sections() {
        let fences: Vec<_> = section
            .text
            .lines()
            .filter(|line| line.starts_with("```"))
            .collect();
        let heading = section.messages[0];
        assert_eq!(
            fences,
            ["```compile_fail", "```", "```", "```"],
            "{heading}"
        );
    }
}

/// A row of the README's table of mistakes.
struct Row {
    here: String,
    verdict: String,
    cases: Vec<PathBuf>,
    reason: String,
}

fn rows() -> Vec<Row> {
    include_str!("README.md")
        .lines()
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| mistake ") && !line.starts_with("| --- ")
        })
        .map(|line| {
            let line = line.trim_matches('|').replace("\\|", "\0");
            let cells: Vec<_> = line
                .split('|')
                .map(|cell| cell.trim().replace('\0', "|"))
                .collect();
            let [_, _, here, verdict, cases, reason] = &cells[..] else {
                panic!("not six cells: {line}");
            };
            let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
            Row {
                here: here.clone(),
                verdict: verdict.clone(),
                cases: cases
                    .split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|case| tests.join(case))
                    .collect(),
                reason: reason.clone(),
            }
        })
        .collect()
}

#[test]
fn cases_of_the_table_say_what_it_says() {
    let mut wrong = Vec::new();
    for Row {
        here,
        cases,
        reason,
        ..
    } in rows()
    {
        let is_there = |case: &PathBuf| case.is_file() || case.with_extension("rs").is_file();
        wrong.extend(
            cases
                .iter()
                .filter(|case| !is_there(case))
                .map(|case| format!("no {}", case.display())),
        );
        let Some(first) = cases.first() else {
            if reason.is_empty() {
                wrong.push(format!("neither a case nor a reason: {here}"));
            }
            continue;
        };
        let output = fs::read_to_string(first.with_extension("stderr")).unwrap_or_default();
        let said = output.lines().next().unwrap_or("(compiles)");
        if said != here {
            wrong.push(format!("{}: {said}\n  and not {here}", first.display()));
        }
    }
    assert!(rows().len() > 60, "the table was not read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verdicts_of_the_table() {
    for Row {
        here,
        verdict,
        cases,
        reason,
    } in rows()
    {
        let compared = cases
            .iter()
            .filter(|case| case.iter().any(|part| part == "diagnostics"));
        let differs = compared
            .map(|case| case.with_extension("differs").exists())
            .collect::<Vec<_>>();
        match &*verdict {
            "same" => assert!(!differs.contains(&true), "{here}: it differs"),
            "nearly" => assert!(differs.contains(&true), "{here}: it is the same"),
            "own" | "better" => {}
            "worse" => assert!(!reason.is_empty(), "{here}: why is it worse?"),
            _ => panic!("{here}: what is {verdict}?"),
        }
    }
}
