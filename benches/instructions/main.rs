//! Counts the instructions of `with!` by callgrind, against the same blocks written by hand.
//!
//! `cargo bench` runs every case in this same program under `valgrind --tool=callgrind`, with two numbers
//! of rounds, so that what the process needs to start and to stop falls out of the difference. It fails
//! when a `with!` needs clearly more instructions than what it is compared with.

mod by_hand;
mod managers;
mod with_blocks;

use std::hint::black_box;
use std::process::{Command, ExitCode};

use managers::{Counters, Inlined, Opaque, Trouble};

/// One block: does its work in some round, and may fail.
type Block = fn(&Counters, u64) -> Result<u64, Trouble>;

/// A case, as a block of `with!` and written by hand.
struct Case {
    name: &'static str,
    with: Block,
    by_hand: Block,
}

/// The cases for managers whose `enter` and `exit` are calls, and for inlined ones.
macro_rules! cases {
    ($($function:ident: $name:literal,)*) => {
        [$(
            Case {
                name: concat!($name, ", called"),
                with: with_blocks::$function::<Opaque>,
                by_hand: by_hand::$function::<Opaque>,
            },
            Case {
                name: concat!($name, ", inlined"),
                with: with_blocks::$function::<Inlined>,
                by_hand: by_hand::$function::<Inlined>,
            },
        )*]
    };
}

const CASES: [Case; 12] = cases! {
    infallible: "infallible",
    infallible_jumps: "infallible, leaving by `?` and `return`",
    fallible: "fallible",
    fallible_jumps: "fallible, leaving by `?` and `return`",
    nested: "three nested",
    nested_jumps: "three nested, leaving by `?` and `return`",
};

/// The aim is 1.00. One case misses it by half an instruction: rustc joins the ways out of a `return` once
/// more than by hand, and the constant in its result is loaded anew.
const TOLERATED: f64 = 1.02;

const FEW: u64 = 1_000;
const MANY: u64 = 21_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["run", case, side, rounds] => run(case, side, rounds),
        _ => compare(),
    }
}

/// What callgrind looks at: `rounds` blocks of one side of one case.
fn run(case: &str, side: &str, rounds: &str) -> ExitCode {
    let case = case.parse().ok().and_then(|case: usize| CASES.get(case));
    let (Some(case), Ok(rounds)) = (case, rounds.parse::<u64>()) else {
        return ExitCode::FAILURE;
    };
    let block = black_box(if side == "with" {
        case.with
    } else {
        case.by_hand
    });
    let counters = Counters::default();
    for round in 0..rounds {
        let _ = black_box(block(black_box(&counters), black_box(round)));
    }
    black_box(counters);
    ExitCode::SUCCESS
}

/// Prints the table.
fn compare() -> ExitCode {
    println!(
        "{:52} {:>8} {:>8} {:>6}",
        "instructions per block", "with!", "by hand", "ratio"
    );
    let mut worst: f64 = 0.0;
    for (index, case) in CASES.iter().enumerate() {
        assert_eq!(
            results(case.with),
            results(case.by_hand),
            "both sides of `{}` do the same",
            case.name
        );
        let (with, by_hand) = match (count(index, "with"), count(index, "hand")) {
            (Ok(with), Ok(by_hand)) => (with, by_hand),
            (Err(error), _) | (_, Err(error)) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        };
        let ratio = with / by_hand;
        worst = worst.max(ratio);
        println!("{:52} {with:8.2} {by_hand:8.2} {ratio:6.3}", case.name);
    }
    if worst > TOLERATED {
        eprintln!("error: a ratio is above {TOLERATED:.2}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// What a block returns and does, over all its ways to end.
fn results(block: Block) -> (Vec<Result<u64, Trouble>>, Counters) {
    let counters = Counters::default();
    let returned = (0..8).map(|round| block(&counters, round)).collect();
    (returned, counters)
}

/// The instructions of one block, on the average of all rounds.
fn count(case: usize, side: &str) -> Result<f64, String> {
    let few = count_rounds(case, side, FEW)?;
    let many = count_rounds(case, side, MANY)?;
    let more = u32::try_from(many.saturating_sub(few)).map_err(|error| error.to_string())?;
    let rounds = u32::try_from(MANY - FEW).map_err(|error| error.to_string())?;
    Ok(f64::from(more) / f64::from(rounds))
}

fn count_rounds(case: usize, side: &str, rounds: u64) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    // Thrown away: only the count that callgrind prints is of interest.
    let profile = std::env::temp_dir().join(format!("scoped-callgrind-{}", std::process::id()));
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(program)
        .args(["run", &case.to_string(), side, &rounds.to_string()])
        .output()
        .map_err(|error| format!("cannot run valgrind: {error}"))?;
    let _ = std::fs::remove_file(profile);
    let report = String::from_utf8_lossy(&output.stderr);
    report
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok())
        .ok_or_else(|| format!("callgrind counted nothing:\n{report}"))
}
