//! The same mistake in a `with!` body and in a plain block: the compiler says the same.
//!
//! `cases/<kind>/<the-mistake>.rs` is a program with one `with!` and one mistake. It is compiled in every form that a
//! `with!` can take, and with a plain block instead; levels, codes, messages, the texts under the carets, labels,
//! suggestions and the number of errors are compared. Where they differ, `<the-mistake>.differs` beside the case holds the
//! reason, and then the difference. `UPDATE_DIFFERENCES=1` writes them anew and keeps the reasons.

mod case;
mod compiler;
mod facts;
#[path = "../support/guide_page.rs"]
mod guide_page;
mod other_compiler;
mod page;
#[path = "../ui/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use case::{Case, Program};
use compiler::Compiler;

const NO_REASON: &str = "(no reason is given)";

#[test]
fn errors_and_warnings_are_those_of_a_plain_block() {
    let compiler = Compiler::rustc();
    let mut wrong = Vec::new();
    for kind in kinds().into_iter().filter(|kind| !kind.ends_with("clippy")) {
        wrong.extend(compare(&kind, &compiler));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clippy_says_what_it_says_of_a_plain_block() {
    let Some(compiler) = Compiler::clippy() else {
        return;
    };
    let wrong = compare(&cases().join("clippy"), &compiler);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn kinds() -> Vec<PathBuf> {
    let mut kinds: Vec<_> = fs::read_dir(cases())
        .unwrap()
        .map(|kind| kind.unwrap().path())
        .collect();
    kinds.sort();
    kinds
}

/// A case, and by form what is said about each of its programs.
struct Tried {
    file: PathBuf,
    programs: Vec<Program>,
    said: BTreeMap<&'static str, Vec<Vec<String>>>,
}

/// The cases of a kind whose differences are not those that are written down.
fn compare(kind: &Path, compiler: &Compiler) -> Vec<String> {
    tried(kind, compiler)
        .iter()
        .filter_map(|tried| check(&tried.file, &differences(tried)))
        .collect()
}

fn tried(kind: &Path, compiler: &Compiler) -> Vec<Tried> {
    let mut files: Vec<_> = fs::read_dir(kind)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    let cases: Vec<Vec<Program>> = files
        .iter()
        .map(|file| Case::parse(&fs::read_to_string(file).unwrap()).programs())
        .collect();
    let (plain, with): (Vec<_>, Vec<_>) = cases
        .iter()
        .flatten()
        .partition(|program| program.plain.is_none());
    let said_of_plain = compiler.said_of(&plain);
    let said_of_with = compiler.said_of(&with);
    let (mut plain, mut with) = (said_of_plain.into_iter(), said_of_with.into_iter());

    files
        .into_iter()
        .zip(cases)
        .map(|(file, programs)| {
            let said = programs
                .iter()
                .map(|program| {
                    let next = if program.plain.is_none() {
                        plain.next()
                    } else {
                        with.next()
                    };
                    (program.form, next.unwrap())
                })
                .collect();
            Tried {
                file,
                programs,
                said,
            }
        })
        .collect()
}

/// What the forms say otherwise than the plain block, and which forms.
fn differences(Tried { programs, said, .. }: &Tried) -> String {
    let mut forms_by_difference: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for program in programs {
        let Some(plain) = program.plain else {
            continue;
        };
        if said[plain].is_empty() {
            return format!("\nnothing is said of the {plain} block\n");
        }
        let difference = difference(&said[plain], &said[program.form]);
        if !difference.is_empty() {
            forms_by_difference
                .entry(difference)
                .or_default()
                .push(program.form);
        }
    }
    let mut text = String::new();
    for (difference, forms) in forms_by_difference {
        writeln!(text, "\n{}:\n{difference}", forms.join(", ")).unwrap();
    }
    text
}

/// Lines of one that the other has not.
fn difference(plain: &[Vec<String>], with: &[Vec<String>]) -> String {
    let plain: Vec<_> = plain.iter().flatten().collect();
    let with: Vec<_> = with.iter().flatten().collect();
    if plain == with {
        return String::new();
    }
    let missing = lines_without(&plain, &with).map(|line| format!("- {line}"));
    let added = lines_without(&with, &plain).map(|line| format!("+ {line}"));
    let lines: Vec<_> = missing.chain(added).collect();
    if lines.is_empty() {
        String::from("  (in another order)")
    } else {
        lines.join("\n")
    }
}

fn lines_without<'a>(
    lines: &'a [&String],
    others: &'a [&String],
) -> impl Iterator<Item = &'a String> {
    let count =
        |line: &String, lines: &[&String]| lines.iter().filter(|other| ***other == *line).count();
    lines
        .iter()
        .enumerate()
        .filter(move |(index, line)| count(line, &lines[..=*index]) > count(line, others))
        .map(|(_, line)| *line)
}

/// What is found against what is written down beside the case.
fn check(case: &Path, found: &str) -> Option<String> {
    let file = case.with_extension("differs");
    let written = fs::read_to_string(&file).unwrap_or_default();
    let (reason, expected) = written.split_once('\n').unwrap_or((NO_REASON, ""));
    if std::env::var_os("UPDATE_DIFFERENCES").is_some() {
        if found.is_empty() {
            let _ = fs::remove_file(&file);
        } else {
            fs::write(&file, format!("{reason}\n{found}")).unwrap();
        }
        return None;
    }
    let is_explained = found.is_empty() || reason != NO_REASON;
    (found != expected || !is_explained).then(|| format!("{}: {reason}\n{found}", case.display()))
}
