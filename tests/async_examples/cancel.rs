//! The order service, stopped half way.

use std::process::Command;

use crate::shop::Shop;
use crate::{finish, interrupt, stderr, stdout, wait_for};

/// The first order has taken its items from the stock, and waits; the others run into it.
#[test]
fn what_a_timeout_finds_half_done_is_rolled_back() {
    let shop = Shop::new();
    let report = shop.place(&["--delay", "3600000", "--timeout", "1"]);
    assert_eq!(report.code, Some(124));
    assert_eq!(report.ends["placed"], 0);
    assert!(report.ends["not processed"] > 0);
    let left_over = report.ends["not processed"];
    assert_eq!(
        report.remarks[0],
        format!(
            "Stopped, out of time: {left_over} orders were not placed, and left nothing behind."
        )
    );
    assert_eq!(shop.files(), ["orders.db", "orders.jsonl"]);
}

#[test]
fn a_timeout_may_come_before_anything_is_done() {
    let shop = Shop::new();
    let report = shop.place(&["--timeout", "0"]);
    assert!(matches!(report.code, Some(124)));
    assert!(report.ends["not processed"] > 0);
}

#[test]
fn ctrl_c_keeps_what_was_committed_and_nothing_else() {
    for tasks in ["1", "8"] {
        let shop = Shop::new();
        let child = shop.start(&["--tasks", tasks, "--delay", "50"]);
        wait_for("some orders", || {
            shop.placed_by_now().filter(|orders| *orders >= 3)
        });
        interrupt(&child);
        let report = shop.report(&finish(child));
        assert_eq!(report.code, Some(130));
        assert!(report.ends["placed"] >= 3);
        assert!(report.ends["not processed"] > 0);
        assert!(report.remarks[0].starts_with("Stopped, interrupted: "));
        assert_eq!(shop.files(), ["orders.db", "orders.jsonl"]);
    }
}

/// Not even a process that can do nothing any more leaves a part of an order behind, and the next one
/// gets by with what it left.
#[test]
fn a_killed_process_leaves_whole_orders() {
    let killed = || {
        let shop = Shop::new();
        let mut child = shop.start(&["--delay", "50"]);
        wait_for("some orders", || {
            shop.placed_by_now().filter(|orders| *orders >= 3)
        });
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(shop.files().contains(&"orders.db-wal".to_owned()));
        shop
    };
    assert!(killed().check_books() >= 3);
    assert_eq!(killed().place(&[]).ends["placed"], 380);
}

/// The database fails in the middle of the work: the block is left by the `?` in its `select!`.
#[test]
fn a_full_disk_ends_the_program_and_leaves_whole_orders() {
    let shop = Shop::new();
    let orders = shop.orders(&[]);
    // With its signal ignored, the limit on the size of a file makes writing fail.
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 100; exec \"$0\" orders.jsonl",
        ])
        .arg(orders.get_program())
        .current_dir(orders.get_current_dir().unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let error = stderr(&output);
    assert!(error.starts_with("error: the database failed: "), "{error}");
    assert_eq!(error.lines().count(), 1);
    shop.check_books();
}
