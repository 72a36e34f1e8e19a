//! Another compiler than the pinned one says the same: `$OTHER_RUSTC`.
//!
//! Of each diagnostic five facts are compared: level and code, the words, the texts under the carets, how many there are,
//! and whether it shows a word that no reader should meet. Labels, notes and suggestions change with every release.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::compiler::Compiler;
use crate::facts::Diagnostic;
use crate::{Tried, kinds, tried, words};

/// From the folder of this package, which is the current one. Types are shortened where a path in them is long.
const UI: &str = "../ui";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fact {
    /// With level and code.
    Words,
    Carets,
    Number,
    /// Words that no reader should meet, beside those that the pinned compiler shows.
    Shown,
}

use Fact::{Carets, Number, Shown, Words};

/// Facts of cases of `tests/ui` that depend on the compiler. None is of an error of our own.
const DIFFERENT: &[(Fact, &str, &[&str])] = &[
    (
        Words,
        "1.96 has other words for what a type can have",
        &["context_manager/type/missing-method"],
    ),
    (
        Words,
        "1.85 has a code of its own for types",
        &[
            "context_manager/enter/missing-type",
            "context_manager/function/missing-type",
            "context_manager/placement/missing-type",
        ],
    ),
    (
        Words,
        "1.85 has other words for a path that leads nowhere",
        &["context_manager/options/crate-not-found"],
    ),
    (
        Number,
        "1.85 asks for the bound, or for the path, once more",
        &[
            "context_manager/exit/error-without-debug",
            "context_manager/options/crate-not-found",
        ],
    ),
    (
        Carets,
        "1.85 asks for the bound once more",
        &["context_manager/exit/error-without-debug"],
    ),
    (
        Words,
        "1.85 names what an `async` can stand before in its edition",
        &["async/item/async-in-front-of-with"],
    ),
    (
        Words,
        "1.85 shortens long types less, and at other places",
        &[
            "context_manager/async/function-in-plain-with",
            "context_manager/async/manager-awaited",
            "managers/scope_async/closure-that-is-not-async",
            "managers/several/tuple-of-three-different-errors",
            "managers/several/tuple-too-long",
            "managers/std/mutex-lock-result",
        ],
    ),
    (
        Words,
        "1.85 names an enum without its parameters",
        &[
            "managers/several/option-used-as-if-it-were-there",
            "managers/stack/entered-and-not-unwrapped",
            "with/manager/option-not-unwrapped",
        ],
    ),
    (
        Words,
        "1.85 calls the trait by the name that expansions have for it, and says \"object\"",
        &["with/manager/dyn"],
    ),
    (
        Words,
        "1.85 names the hidden value, which is moved out of",
        &["with/pattern/mut-reference"],
    ),
    (
        Shown,
        "1.85 names the hidden value, which is moved out of",
        &["with/pattern/mut-reference"],
    ),
    (
        Carets,
        "1.85 underlines a method without `async`, or what is behind it",
        &["async/item/exit-of-a-sync-manager-that-is-async"],
    ),
    (
        Carets,
        "1.85 underlines what the borrow goes into, and no call around it",
        &[
            "managers/async_stack/enters-what-borrows",
            "with/limits/error-that-borrows",
        ],
    ),
    (
        Carets,
        "1.85 underlines the wrapper's expansion in the library",
        &["with/body/in-item-position"],
    ),
    (
        Words,
        "1.85 does not warn of a `...` without a pattern",
        &["context_manager/function/variadic"],
    ),
    (
        Number,
        "1.85 does not warn of a `...` without a pattern",
        &["context_manager/function/variadic"],
    ),
    (
        Words,
        "1.85 says of the future alone what 1.95 says of the closure too",
        &["managers/async_stack/callback-not-send"],
    ),
    (
        Carets,
        "1.85 says of the future alone what 1.95 says of the closure too",
        &["managers/async_stack/callback-not-send"],
    ),
    (
        Number,
        "1.85 says of the future alone what 1.95 says of the closure too",
        &["managers/async_stack/callback-not-send"],
    ),
    (
        Number,
        "1.85 says less often what a missing bound is needed for",
        &[
            "managers/awaiting/of-an-async-manager",
            "managers/scope_async/closure-that-is-not-async",
            "managers/scope_async/returns-a-number",
        ],
    ),
    (
        Shown,
        "1.85 says that the place of the future is a macro's",
        &[
            "managers/awaiting/of-an-async-manager",
            "managers/scope_async/closure-that-is-not-async",
            "managers/scope_async/returns-a-number",
        ],
    ),
    (
        Number,
        "1.85 says once more that the type of an `Ok` is not known, where the block ends",
        &[
            "managers/on_exit/ok-type-not-known",
            "managers/scope/ok-type-not-known",
        ],
    ),
    (
        Shown,
        "1.85 says once more that the type of an `Ok` is not known, where the block ends",
        &[
            "managers/on_exit/ok-type-not-known",
            "managers/scope/ok-type-not-known",
        ],
    ),
    (
        Shown,
        "1.85 says where the hidden value of a `return` is declared",
        &["with/borrow/value-leaves-by-return"],
    ),
    (
        Shown,
        "1.85 says of the value of a whole call that it comes from a macro",
        &[
            "async/result/unused-result",
            "managers/chdir/unused-result",
            "managers/stack/unused-result-of-with",
            "managers/std/buf-writer-unused-result",
            "managers/std/mutex-unused-result",
            "with/result/unused",
            "with/result/unused-value-of-the-body",
        ],
    ),
];

/// What a compiler says of one case.
struct Said {
    diagnostics: Vec<(String, BTreeSet<String>)>,
    shown: BTreeSet<&'static str>,
}

#[test]
#[ignore = "`OTHER_RUSTC` has to be the path of another compiler"]
fn another_compiler_says_the_same_of_each_mistake() {
    let cases = ui_cases();
    let pinned = said_of_ui(&Compiler::rustc(), &cases);
    let other = said_of_ui(&Compiler::other(), &cases);
    let mut wrong = String::new();
    for (case, path) in &cases {
        let (pinned, other) = (&pinned[path], &other[path]);
        let facts = [Words, Carets, Number, Shown].map(|fact| {
            let (pinned, other) = (pinned.fact(fact), other.fact(fact));
            let other = match fact {
                Shown => &other | &pinned,
                _ => other,
            };
            (fact, pinned, other)
        });
        for (fact, pinned, other) in facts {
            if pinned != other && !is_accepted(case, fact) {
                writeln!(wrong, "{case}: {fact:?}\n- {pinned:?}\n+ {other:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn is_accepted(case: &str, fact: Fact) -> bool {
    DIFFERENT
        .iter()
        .any(|(different, _, cases)| *different == fact && cases.contains(&case))
}

/// For each form of a `with!` the other compiler is compared with itself. It may differ from the plain block where the
/// pinned one does.
#[test]
#[ignore = "`OTHER_RUSTC` has to be the path of another compiler"]
fn another_compiler_says_what_it_says_of_a_plain_block() {
    let compiler = Compiler::other();
    let mut wrong = String::new();
    for kind in kinds().into_iter().filter(|kind| !kind.ends_with("clippy")) {
        for tried in tried(&kind, &compiler) {
            let known = known_differences(&tried);
            for (form, differences) in differences(&tried) {
                let known = known.get(form);
                let is_new = |(fact, count): &(&String, &isize)| {
                    let known = known.and_then(|known| known.get(*fact)).copied();
                    let known = known.unwrap_or_default();
                    !(known.min(0)..=known.max(0)).contains(count)
                };
                for (fact, count) in differences.iter().filter(is_new) {
                    let case = tried.file.strip_prefix(crate::cases()).unwrap().display();
                    let sign = if *count < 0 { '-' } else { '+' };
                    writeln!(wrong, "{case}, {form}:\n{sign} {fact}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

impl Said {
    fn new(diagnostics: &[Diagnostic], source: &str) -> Self {
        let shown = diagnostics
            .iter()
            .flat_map(|diagnostic| words::forbidden_in(&compared(diagnostic), source))
            .collect();
        // What closes a run ("aborting due to ..") is about no text.
        let mut diagnostics: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| (shortened(&diagnostic.words()), diagnostic.underlined()))
            .filter(|(_, underlined)| !underlined.is_empty())
            .collect();
        diagnostics.sort();
        Self { diagnostics, shown }
    }

    fn fact(&self, fact: Fact) -> BTreeSet<String> {
        let diagnostics = self.diagnostics.iter();
        match fact {
            Words => diagnostics.map(|(words, _)| words.clone()).collect(),
            Carets => diagnostics
                .map(|(_, underlined)| format!("{underlined:?}"))
                .collect(),
            Number => BTreeSet::from([self.diagnostics.len().to_string()]),
            Shown => self.shown.iter().copied().map(String::from).collect(),
        }
    }
}

/// Each `subject/kind/the-mistake`, with its path.
fn ui_cases() -> Vec<(String, PathBuf)> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(path).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let subjects = folders(Path::new(UI))
        .into_iter()
        .filter(|path| path.is_dir());
    let kinds = subjects
        .flat_map(|subject| folders(&subject))
        .filter(|path| path.is_dir());
    let files = kinds
        .flat_map(|kind| folders(&kind))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut cases: Vec<_> = files
        .map(|path| {
            let case = path.strip_prefix(UI).unwrap().with_extension("");
            (case.display().to_string(), path)
        })
        .collect();
    cases.sort();
    cases
}

/// By the path of the case.
fn said_of_ui(compiler: &Compiler, cases: &[(String, PathBuf)]) -> BTreeMap<PathBuf, Said> {
    let output = tempfile::tempdir().unwrap();
    let rest = Mutex::new(cases.iter());
    let said = Mutex::new(BTreeMap::new());
    let work = || {
        loop {
            let Some((_, path)) = rest.lock().unwrap().next() else {
                return;
            };
            // As trybuild does.
            let arguments = ["--crate-type=bin", "-Adead_code"];
            let diagnostics = compiler.diagnostics(path, output.path(), arguments);
            let source = fs::read_to_string(path).unwrap();
            let said_of_it = Said::new(&diagnostics, &source);
            said.lock().unwrap().insert(path.clone(), said_of_it);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
            scope.spawn(work);
        }
    });
    said.into_inner().unwrap()
}

/// What is read for words, without what no case is asked for.
fn compared(diagnostic: &Diagnostic) -> String {
    let is_asked = |line: &&str| {
        let is_place = ["-->", ":::"].iter().any(|mark| line.contains(mark));
        // 1.85 says so of a plain block, too.
        let is_of_println = line.contains("originates in") && line.contains("macro `println`");
        // 1.85 lists hidden types, too.
        let is_listed = ["FunctionManager<S>", "AsyncFunctionManager<S>"].contains(&line.trim());
        !is_place && !is_of_println && !is_listed
    };
    let lines: Vec<_> = diagnostic.rendered().lines().filter(is_asked).collect();
    lines.join("\n")
}

/// Without the modules of types: compilers do not agree where they are left out.
fn shortened(words: &str) -> String {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let parts = words.split("::").map(String::from);
    parts
        .reduce(|before, part| before.trim_end_matches(is_name).to_owned() + &part)
        .unwrap_or_default()
}

type Differences = BTreeMap<String, isize>;

/// By form: the facts that it has more often than the plain block, or more seldom.
fn differences(tried: &Tried) -> BTreeMap<&'static str, Differences> {
    let with = tried.programs.iter().filter_map(|program| {
        let plain = &tried.said[program.plain?];
        Some((program.form, plain, &tried.said[program.form]))
    });
    with.map(|(form, plain, with)| {
        let mut differences = Differences::new();
        for (said, sign) in [(plain, -1), (with, 1)] {
            // A text that has two carets in one diagnostic is underlined once.
            let facts = said.iter().flat_map(|diagnostic| {
                let facts = diagnostic.iter().filter_map(|line| fact_of(line));
                facts.collect::<BTreeSet<_>>()
            });
            for fact in facts {
                *differences.entry(fact).or_default() += sign;
            }
        }
        (form, differences)
    })
    .collect()
}

/// The same for the pinned compiler, from what is written down beside the case.
fn known_differences(tried: &Tried) -> BTreeMap<&'static str, Differences> {
    let text = fs::read_to_string(tried.file.with_extension("differs")).unwrap_or_default();
    let mut known: BTreeMap<_, Differences> = BTreeMap::new();
    let mut forms = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_suffix(':') {
            let named = |form: &&str| heading.split(", ").any(|named| named == *form);
            let found: Vec<_> = tried.said.keys().copied().filter(named).collect();
            if !found.is_empty() {
                forms = found;
                continue;
            }
        }
        let (sign, line) = match line.split_at_checked(2) {
            Some(("- ", line)) => (-1, line),
            Some(("+ ", line)) => (1, line),
            _ => continue,
        };
        if let Some(fact) = fact_of(line) {
            for form in &forms {
                let differences = known.entry(*form).or_default();
                *differences.entry(fact.clone()).or_default() += sign;
            }
        }
    }
    known
}

/// The line of a diagnostic, if it holds its words or a text under a caret, without its label.
fn fact_of(line: &str) -> Option<String> {
    let is_caret = line.starts_with("  ^ ");
    let is_fact = is_caret || line.starts_with("error") || line.starts_with("warning");
    let line = line.lines().next().filter(|_| is_fact)?;
    let end = ["` -- ", "` => "]
        .iter()
        .filter(|_| is_caret)
        .filter_map(|mark| line.find(mark))
        .min();
    Some(end.map_or(line, |end| &line[..=end]).to_owned())
}
