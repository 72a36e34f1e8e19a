//! What makes the ledger stop: one line on stderr, exit code 1, and every file as it was.

use std::fs;
#[cfg(unix)]
use std::process::Command;

use rusqlite::Connection;

use crate::desk::Desk;
use crate::faults::FAULTS;
#[cfg(unix)]
use crate::{stderr, stdout};

const HEADER: &str = "id,date,from,to,amount,reverses,memo\n";

#[test]
fn a_file_that_cannot_be_trusted_is_refused_whole() {
    const ROW: &str = "A1,2026-05-01,402689,410026,10.00,,fine\n";
    let header = "transfers.csv:1: not a file of transfers: expected the header \
                  `id,date,from,to,amount,reverses,memo`";
    let cases: [(Vec<u8>, &str); 9] = [
        (b"".to_vec(), header),
        (b"\x7fELF\x02\x01\x01\0\0\0\n\xff\xfe".to_vec(), header),
        (b"id,date,from,to,amount,memo\n".to_vec(), header),
        (HEADER.replace(',', ";").into(), header),
        (
            format!("{HEADER}{ROW}A2,2026-02-29,402689,410026,1.00,,\n").into(),
            "transfers.csv:3: no date where one is expected: `2026-02-29`",
        ),
        (
            format!("{HEADER}{ROW}A2,2026-5-1,402689,410026,1.00,,\n").into(),
            "transfers.csv:3: no date where one is expected: `2026-5-1`",
        ),
        (
            format!("{HEADER}{ROW}A2\n").into(),
            "transfers.csv:3: no date where one is expected: ``",
        ),
        (
            format!("{HEADER}A0,2026-05-01,402689,410026,1.00,,\"open\n{ROW}{ROW}").into(),
            "transfers.csv:2: a field goes on in the next line: is a quote missing?",
        ),
        (
            [HEADER.as_bytes(), b"A1,\xff\x00,402689,410026,1.00,,\n"].concat(),
            "transfers.csv:2: no date where one is expected: `\u{fffd}\\0`",
        ),
    ];
    for (transfers, expected) in cases {
        let desk = Desk::with(transfers);
        assert_eq!(desk.refusal(&["transfers.csv"]), expected);
        assert_eq!(desk.files(), ["transfers.csv"]);
    }
}

#[test]
fn a_missing_file_or_a_folder_leaves_an_earlier_result_alone() {
    let desk = Desk::with(FAULTS);
    fs::create_dir(desk.path("folder")).unwrap();
    desk.book(&["transfers.csv"]);
    let files = desk.files();
    let result = fs::read(desk.path("ledger.db")).unwrap();

    for name in ["nothing.csv", "folder", "ledger.db/transfers.csv"] {
        let refusal = desk.refusal(&[name]);
        assert!(
            refusal.starts_with(&format!("cannot read {name}: ")),
            "{refusal}"
        );
    }
    let refusal = desk.refusal(&["ledger.db"]);
    assert!(
        refusal.starts_with("ledger.db:1: not a file of transfers"),
        "{refusal}"
    );

    assert_eq!(desk.files(), files);
    assert!(fs::read(desk.path("ledger.db")).unwrap() == result);
}

#[test]
fn a_file_that_is_no_earlier_result_is_not_replaced() {
    let desk = Desk::with(FAULTS);
    fs::write(desk.path("notes.txt"), "do not lose this").unwrap();
    fs::write(desk.path("empty"), "").unwrap();
    fs::create_dir(desk.path("folder")).unwrap();
    let other = Connection::open(desk.path("other.db")).unwrap();
    other
        .execute_batch("CREATE TABLE precious (thing)")
        .unwrap();
    other.close().unwrap();
    let files = desk.files();

    for name in ["notes.txt", "empty", "folder", "other.db", "transfers.csv"] {
        let contents = fs::read(desk.path(name)).ok();
        let refusal = desk.refusal(&["transfers.csv", "--database", name]);
        let expected = format!("{name} is there, and was not made by this program");
        assert!(refusal.starts_with(&expected), "{refusal}");
        assert_eq!(fs::read(desk.path(name)).ok(), contents);
    }
    let refusal = desk.refusal(&["transfers.csv", "--database", "nowhere/ledger.db"]);
    assert!(
        refusal.starts_with("cannot create nowhere/ledger.db: "),
        "{refusal}"
    );
    assert_eq!(desk.files(), files);
}

/// The database fails in the middle of the work: the body of the outer block leaves by `?`.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_an_earlier_result_alone() {
    let desk = Desk::with(FAULTS);
    desk.book(&["transfers.csv"]);
    let files = desk.files();
    let result = fs::read(desk.path("ledger.db")).unwrap();

    // With its signal ignored, the limit on the size of a file makes writing fail.
    let ledger = desk.ledger(&[]);
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\""])
        .arg(ledger.get_program())
        .current_dir(ledger.get_current_dir().unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let error = stderr(&output);
    assert!(error.starts_with("error: COMMIT failed: "), "{error}");
    assert_eq!(error.lines().count(), 1);

    assert_eq!(desk.files(), files);
    assert!(fs::read(desk.path("ledger.db")).unwrap() == result);
}
