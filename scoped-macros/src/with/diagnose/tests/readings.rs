//! What holds of every call, with and without a mistake.

use proc_macro2::TokenTree;

use super::tokens;
use crate::tokens::collect;
use crate::with::diagnose::{read, read_patiently};
use crate::with::parse::parse_call;

/// Calls without a mistake.
const CORRECT: &[&str] = &[
    "timer() => {}",
    "timer() as t => { t.stop() }",
    "timer() as t => < t.stop() > 1 >",
    "timer() as t, { t.stop() }",
    "timer() as t, { t.stop() },",
    "timer() as t => 'done: { break 'done; }",
    "one() as a, two(a)?, async three().await as mut c, => { a + c }",
    "n as u32 as x => {}",
    "open(path)? as f, lock(&f) as f => {}",
    "one() as a, two(format!(\"{a}\")) as a => {}",
    "<T as Open>::open() as f, HashMap::<u8, Vec<u8>>::new() => {}",
    "Timer { id: 1 } as t => {}",
    "pairs(|a, b| a < b) as (a, Pair { b, .. }) => {}",
    "store.get(key) as r#match, lock() as _, lock() as _l, lock() as _l => {}",
    "async { pool.get().await }.await => {}",
    "timer() as t, 'done: { break 'done; }",
    "match m { Some(m) => m, None => other() } as m => {}",
];

#[test]
fn what_rustc_explains_is_left_to_it() {
    for input in [
        "pair() as mut (a, b) => {}",
        "one() as mut mut a => {}",
        "await pool.get() as p => {}",
        "open(a b) as f => {}",
        "timer() as t => { for x 0..3 {} }",
    ] {
        assert!(read(&tokens(input)).is_ok(), "{input}");
    }
}

#[test]
fn a_correct_call_has_no_error() {
    for input in CORRECT {
        assert!(parse_call(&tokens(input)).is_some(), "{input}");
        assert!(
            read_patiently(&tokens(input)).0.errors.is_empty(),
            "{input}"
        );
    }
}

/// With a token left out, written twice, or in the place of its neighbour, a call reads all the same, or
/// has errors and something to emit.
#[test]
fn a_slip_of_one_token_is_survived() {
    for input in CORRECT {
        let input = tokens(input);
        for at in 0..input.len() {
            let mut without = input.clone();
            let token = without.remove(at);
            survive(&without);
            let mut twice = input.clone();
            twice.insert(at, token);
            survive(&twice);
            let mut swapped = input.clone();
            swapped.swap(at, (at + 1) % input.len());
            survive(&swapped);
            survive(&input[..at]);
        }
    }
}

fn survive(input: &[TokenTree]) {
    let (header, body) = read_patiently(input);
    for error in &header.errors {
        let text = error.message();
        assert!(text.contains("\n= help: "), "{text} for {}", collect(input));
    }
    let Err(emitted) = read(input) else {
        return;
    };
    assert!(!header.errors.is_empty(), "{}", collect(input));
    if body.is_none_or(|body| body.stmts.is_some()) {
        let parsed = syn::parse2::<syn::Block>(emitted);
        assert!(parsed.is_ok(), "{}", collect(input));
    }
}
