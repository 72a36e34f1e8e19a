//! The order service, left alone until it is done.

use std::fs;
use std::process::Stdio;

use rusqlite::Connection;

use crate::shop::Shop;
use crate::{finish, stderr};

#[test]
fn every_order_ends_as_it_has_to_with_one_task_or_many() {
    for tasks in ["1", "4", "16"] {
        let shop = Shop::new();
        let report = shop.place(&["--tasks", tasks]);
        assert_eq!(report.code, Some(0));
        // Which of twenty orders get one of the twelve grinders is up to the tasks, how many is not.
        let ends = [
            ("placed", 380),
            ("malformed", 6),
            ("duplicate", 6),
            ("unknown item", 7),
            ("out of stock", 13),
            ("conflict", 0),
            ("not processed", 0),
            ("sum", 412),
        ];
        for (end, orders) in ends {
            assert_eq!(report.ends[end], orders, "{end}, {tasks} tasks");
        }
        assert_eq!(report.rejected.len(), 32);
        assert_eq!(tasks == "1", report.conflicts == 0, "{tasks} tasks");
        assert_eq!(
            report.remarks,
            [
                "The stock adds up: of every item, what is left and what was sold is what there was.",
                "database: orders.db"
            ]
        );
        assert_eq!(shop.files(), ["orders.db", "orders.jsonl"]);
    }
}

/// Each order here takes something from the stock before it fails.
#[test]
fn a_bad_order_costs_itself_and_nothing_else() {
    const MUG: &str = r#"{"item":"CUP-200","quantity":3}"#;
    let order =
        |id: &str, lines: &str| format!(r#"{{"id":"{id}","customer":"Ada","lines":[{lines}]}}"#);
    let lines = [
        order("1", MUG),
        order(
            "2",
            &format!(r#"{MUG},{{"item":"CUP-\u001b[31m","quantity":1}}"#),
        ),
        order(
            "3",
            &format!(r#"{MUG},{{"item":"KETTLE-GN","quantity":251}}"#),
        ),
        order("1", MUG),
        String::new(),
        "\r".to_owned(),
        order("4", ""),
        order("", MUG),
        order("5", r#"{"item":"CUP-200","quantity":0}"#),
        order("6", r#"{"item":"CUP-200","quantity":4294967296}"#),
        order("7", r#"{"item":"CUP-200","quantity":1,"price":0}"#),
        r#"{"id":"8","customer":"Ada""#.to_owned(),
        r#"{"id":"9","customer":"Ada","\u001b[2J":1}"#.to_owned(),
        "null".to_owned(),
        // The same item twice, of which there are 250.
        order(
            "10",
            r#"{"item":"KETTLE-GN","quantity":200},{"item":"KETTLE-GN","quantity":51}"#,
        ),
        order(
            "11",
            r#"{"item":"KETTLE-GN","quantity":200},{"item":"KETTLE-GN","quantity":50}"#,
        ),
    ];
    let mut text = lines.join("\n").into_bytes();
    text.extend(b"\n{\"id\":\"Caf\xe9\"}");
    let shop = Shop::with(text);
    // One task, so that the orders come in the order of the file.
    let output = finish(shop.start(&["--tasks", "1"]));
    // The books are checked against the file, and this one is no UTF-8.
    fs::write(shop.path("orders.jsonl"), lines.join("\n")).unwrap();
    let report = shop.report(&output);
    assert_eq!(report.code, Some(0));
    let expected = [
        (2, "unknown item `CUP-\\u{1b}[31m`"),
        (3, "out of stock: 251 of KETTLE-GN ordered, 250 left"),
        (4, "placed already"),
        (7, "malformed: nothing is ordered"),
        (8, "malformed: the id is empty"),
        (9, "malformed: invalid value: integer `0`"),
        (10, "malformed: invalid value: integer `4294967296`"),
        (11, "malformed: unknown field `price`"),
        (12, "malformed: EOF"),
        (13, "malformed: unknown field `\\u{1b}[2J`"),
        (14, "malformed: invalid type: null"),
        (15, "out of stock: 51 of KETTLE-GN ordered, 50 left"),
        (17, "malformed: invalid unicode"),
    ];
    assert_eq!(report.rejected.len(), expected.len());
    for ((line, reason), (expected_line, expected)) in report.rejected.iter().zip(expected) {
        assert_eq!(*line, expected_line);
        // What follows is up to the parser.
        assert!(reason.starts_with(expected), "{reason}");
    }
    assert_eq!(report.ends["placed"], 2);
}

#[test]
fn a_missing_file_or_a_folder_leaves_an_earlier_result_alone() {
    let shop = Shop::new();
    shop.place(&[]);
    let result = fs::read(shop.path("orders.db")).unwrap();
    fs::create_dir(shop.path("folder")).unwrap();
    for name in ["nothing.jsonl", "folder", "orders.db/orders.jsonl"] {
        let refusal = shop.refusal(&[name]);
        let expected = format!("cannot read {name}: ");
        assert!(refusal.starts_with(&expected), "{refusal}");
    }
    assert!(fs::read(shop.path("orders.db")).unwrap() == result);
}

#[test]
fn a_second_run_starts_afresh() {
    let shop = Shop::new();
    shop.place(&[]);
    let report = shop.place(&[]);
    assert_eq!(report.ends["placed"], 380);

    fs::write(shop.path("orders.jsonl"), "").unwrap();
    let report = shop.place(&[]);
    assert_eq!(report.ends["sum"], 0);
    assert_eq!(shop.files(), ["orders.db", "orders.jsonl"]);
}

#[test]
fn a_file_that_is_no_earlier_result_is_not_replaced() {
    let shop = Shop::new();
    fs::write(shop.path("notes.txt"), "do not lose this").unwrap();
    fs::write(shop.path("empty"), "").unwrap();
    fs::create_dir(shop.path("folder")).unwrap();
    let other = Connection::open(shop.path("other.db")).unwrap();
    other
        .execute_batch("CREATE TABLE precious (thing)")
        .unwrap();
    other.close().unwrap();
    let files = shop.files();

    for name in ["notes.txt", "empty", "folder", "other.db", "orders.jsonl"] {
        let contents = fs::read(shop.path(name)).ok();
        let refusal = shop.refusal(&["orders.jsonl", "--database", name]);
        let expected = format!("{name} is there, and was not made by this program");
        assert!(refusal.starts_with(&expected), "{refusal}");
        assert_eq!(fs::read(shop.path(name)).ok(), contents);
    }
    let refusal = shop.refusal(&["orders.jsonl", "--database", "nowhere/orders.db"]);
    let expected = "cannot create nowhere/orders.db: ";
    assert!(refusal.starts_with(expected), "{refusal}");
    assert_eq!(shop.files(), files);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let shop = Shop::new();
    let mut child = shop
        .orders(&["orders.jsonl"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = finish(child);
    assert_eq!(stderr(&output), "");
    assert!(output.status.success());
    assert_eq!(shop.check_books(), 380);
}
