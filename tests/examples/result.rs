//! The ledger, with the transfers that come with it.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;

use crate::desk::Desk;
use crate::report::{Report, cents};
use crate::{stderr, stdout};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/transfers.csv");

#[test]
fn ledger_reports_what_it_did() {
    let desk = Desk::new();
    let database = desk.path("ledger.db");
    let report = {
        let mut ledger = desk.ledger(&["--database"]);
        // From here, the default file has a short name.
        ledger
            .arg(&database)
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        let output = ledger.output().unwrap();
        assert!(output.status.success());
        assert_eq!(stderr(&output), "", "no progress bar outside of a terminal");
        Report::parse(stdout(&output))
    };

    assert_eq!(report.days.len(), 60);
    let place = |line: u32, reason: &str| format!("examples/data/transfers.csv:{line}: {reason}");
    let expected = [
        ("2026-01-12", place(215, "unknown account `402171`")),
        (
            "2026-01-21",
            place(433, "amount `1.250,00`: not written like `1234.56`"),
        ),
        (
            "2026-01-30",
            place(
                685,
                "overdraft: account 410159 holds 1,571.80, 8,900.00 to be paid",
            ),
        ),
        (
            "2026-02-05",
            place(
                807,
                "COMMIT: FOREIGN KEY constraint failed: `T99120` is not booked",
            ),
        ),
        (
            "2026-02-17",
            place(1081, "amount `48.5O`: not written like `1234.56`"),
        ),
        ("2026-02-26", place(1296, "unknown account `410995`")),
        (
            "2026-03-06",
            place(
                1482,
                "overdraft: account 402734 holds 25,728.13, 125,000.00 to be paid",
            ),
        ),
        (
            "2026-03-13",
            place(
                1644,
                "COMMIT: FOREIGN KEY constraint failed: `T01477` is not booked",
            ),
        ),
        ("2026-03-23", place(1846, "expected 7 fields, found 6")),
    ];
    let expected: Vec<_> = expected.iter().map(|(day, end)| (*day, &**end)).collect();
    assert_eq!(report.rolled_back(), expected);
    assert_eq!(
        report.remarks,
        [
            "committed: 51 days, 1689 transfers",
            "rolled back: 9 days, 300 transfers",
            "The sum of the balances was the same after every day.",
            &format!("database: {}", database.display()),
        ]
    );
    let [.., [_, sum, before, after]] = &*report.balances else {
        panic!("no balances");
    };
    assert_eq!(
        [sum, before, after],
        ["sum", "1,051,931.34", "1,051,931.34"]
    );
}

#[test]
fn the_database_agrees_with_the_report_and_with_the_file() {
    let desk = Desk::new();
    let report = desk.book(&[]);
    let database = desk.database();

    // The file is read again here, and the transfers of the committed days are booked by hand.
    let committed: Vec<_> = report.committed().map(|[day, ..]| day.as_str()).collect();
    let mut balances = BTreeMap::<String, i64>::new();
    let mut before = 0;
    for [number, _, opening, _] in &report.balances[..report.balances.len() - 1] {
        balances.insert(number.clone(), cents(opening));
        before += cents(opening);
    }
    let mut transfers = Vec::new();
    let mut days = BTreeMap::<String, (usize, i64)>::new();
    let reader = csv::ReaderBuilder::new().flexible(true).from_path(DATA);
    for (index, record) in reader.unwrap().records().enumerate() {
        let record = record.unwrap();
        if committed.contains(&&record[1]) {
            let amount = cents(&record[4]);
            *balances.get_mut(&record[2]).unwrap() -= amount;
            *balances.get_mut(&record[3]).unwrap() += amount;
            let (count, sum) = days.entry(record[1].to_owned()).or_default();
            *count += 1;
            *sum += amount;
            let fields: Vec<_> = record.iter().map(str::to_owned).collect();
            transfers.push((index + 2, amount, fields));
        }
    }

    let reported = report
        .committed()
        .map(|[day, count, sum, _]| (day.clone(), (count.parse().unwrap(), cents(sum))));
    assert_eq!(reported.collect::<BTreeMap<_, _>>(), days);

    let mut query = database
        .prepare(
            "SELECT line, amount, id, date, payer, payee, ifnull(reverses, ''), memo
             FROM transfers ORDER BY line",
        )
        .unwrap();
    let stored = query.query_map([], |row| {
        let text = |index| row.get::<_, String>(index);
        let amount: i64 = row.get(1)?;
        let written = format!("{}.{:02}", amount / 100, amount % 100);
        let fields = vec![
            text(2)?,
            text(3)?,
            text(4)?,
            text(5)?,
            written,
            text(6)?,
            text(7)?,
        ];
        Ok((row.get(0)?, amount, fields))
    });
    let stored: Vec<(usize, i64, Vec<String>)> = stored.unwrap().map(Result::unwrap).collect();
    assert_eq!(stored, transfers);

    let mut query = database
        .prepare("SELECT number, balance FROM accounts ORDER BY number")
        .unwrap();
    let stored = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let stored: BTreeMap<String, i64> = stored.unwrap().map(Result::unwrap).collect();
    assert_eq!(stored, balances);
    for [number, _, _, after] in &report.balances[..balances.len()] {
        assert_eq!(stored[number], cents(after), "{number}");
    }
    assert_eq!(stored.values().sum::<i64>(), before);

    let check: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    let mut query = database.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(!query.exists([]).unwrap());
}

#[test]
fn a_second_run_starts_clean() {
    let desk = Desk::new();
    let first = desk.book(&[]);
    assert_eq!(desk.files(), ["ledger.db"]);
    assert_eq!(desk.book(&[]), first);
    assert_eq!(desk.files(), ["ledger.db"]);

    fs::write(
        desk.path("transfers.csv"),
        "id,date,from,to,amount,reverses,memo\n",
    )
    .unwrap();
    let report = desk.book(&["transfers.csv"]);
    assert!(report.days.is_empty());
    assert_eq!(report.remarks[0], "committed: 0 days, 0 transfers");
    let transfers: u32 = desk
        .database()
        .query_row("SELECT count(*) FROM transfers", [], |row| row.get(0))
        .unwrap();
    assert_eq!(transfers, 0);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let mut child = desk
        .ledger(&[])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert!(output.status.success());
    assert_eq!(desk.files(), ["ledger.db"]);
}
