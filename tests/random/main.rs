//! Functions at random, `async` or not: what each logs is predicted by an interpreter of its tree that shares nothing
//! with the macro; then they are built, run, and compared.
//!
//! ```text
//! SCOPED_RANDOM_COUNT=2000 SCOPED_RANDOM_SEED=7 cargo test --test random -- --nocapture
//! ```
//!
//! runs another sample: so many functions of that seed. Without the variables it is a small one that is
//! always the same.

mod generate;
mod predict;
mod program;
mod rule;
mod tree;
mod value;
mod write;

use std::env;
use std::str::FromStr;
use std::sync::LazyLock;

use rule::Rule;
use tree::{Block, Function, Statement};

const COUNT: u32 = 200;
const SEED: u64 = 20_260_101;

struct Sample {
    seed: u64,
    functions: Vec<Function>,
    logs: Vec<Vec<String>>,
}

/// The sample, built and run once.
static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let seed = variable("SCOPED_RANDOM_SEED", SEED);
    let count = variable("SCOPED_RANDOM_COUNT", COUNT);
    let functions = generate::functions(seed, count);
    let logs = program::logs_of(&format!("seed-{seed}-{count}"), &functions);
    assert_eq!(logs.len(), functions.len(), "every function has run");
    Sample {
        seed,
        functions,
        logs,
    }
});

fn variable<T: FromStr>(name: &str, otherwise: T) -> T {
    match env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number")),
        Err(_) => otherwise,
    }
}

/// A function whose log is not the predicted one.
struct Difference<'s> {
    function: &'s Function,
    predicted: Vec<String>,
    actual: &'s [String],
}

/// The functions of the sample that differ from what `predict` says.
fn differences(sample: &Sample, predict: impl Fn(&Function) -> Vec<String>) -> Vec<Difference<'_>> {
    let pairs = sample.functions.iter().zip(&sample.logs);
    pairs
        .filter_map(|(function, actual)| {
            let predicted = predict(function);
            (predicted != *actual).then_some(Difference {
                function,
                predicted,
                actual,
            })
        })
        .collect()
}

/// The function, and both logs side by side from where they part.
fn report(seed: u64, difference: &Difference<'_>) -> String {
    let Difference {
        function,
        predicted,
        actual,
    } = difference;
    let same = predicted
        .iter()
        .zip(*actual)
        .take_while(|(left, right)| left == right)
        .count();
    let mut text = format!(
        "seed {seed}, function {}:\n{}",
        function.id,
        write::function(function)
    );
    text += &format!("{:40} | actual\n", "predicted");
    for line in 0..predicted.len().max(actual.len()) {
        let left = predicted.get(line).map_or("", String::as_str);
        let right = actual.get(line).map_or("", String::as_str);
        let mark = if line < same { ' ' } else { '!' };
        text += &format!("{left:40} {mark} {right}\n");
    }
    text
}

#[test]
fn every_function_does_what_is_predicted() {
    let sample = &*SAMPLE;
    let differences = differences(sample, predict::log_of);
    let lines: usize = sample.logs.iter().map(Vec::len).sum();
    println!(
        "seed {}: {} functions, {lines} lines of log",
        sample.seed,
        sample.functions.len()
    );
    if let Some(smallest) = differences
        .iter()
        .min_by_key(|difference| write::function(difference.function).len())
    {
        panic!(
            "{} of {} functions differ; the shortest: {}",
            differences.len(),
            sample.functions.len(),
            report(sample.seed, smallest)
        );
    }
}

/// The sample is rich enough: whichever rule of the contract is broken, some function shows it.
#[test]
fn every_wrong_rule_is_noticed() {
    let sample = &*SAMPLE;
    for rule in Rule::WRONG {
        let differences = differences(sample, |function| predict::log_by(rule, function));
        println!("{rule:?}: {} functions", differences.len());
        assert!(!differences.is_empty(), "no function notices {rule:?}");
    }
}

/// One line that is missing in one function is found, and the report shows where.
#[test]
fn a_planted_difference_is_found() {
    let sample = &*SAMPLE;
    let planted = sample.functions.len() / 2;
    let id = sample.functions[planted].id;
    let predict = |function: &Function| {
        let mut function = function.clone();
        if function.id == id {
            function
                .body
                .0
                .insert(0, Statement::Bare(Block(vec![Statement::Note(4711)])));
        }
        predict::log_of(&function)
    };
    let before: Vec<_> = differences(sample, predict::log_of)
        .iter()
        .map(|found| found.function.id)
        .collect();
    let found = differences(sample, predict);
    let new: Vec<_> = found
        .iter()
        .filter(|found| !before.contains(&found.function.id))
        .collect();
    assert!(matches!(new[..], [only] if only.function.id == id));
    let report = report(sample.seed, new[0]);
    assert!(report.contains(&format!("fn f{id}()")), "{report}");
    assert!(report.contains("n4711"), "{report}");
}
