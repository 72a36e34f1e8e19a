//! The order service, while somebody else writes to its database.

use rusqlite::{Connection, OpenFlags};

use crate::shop::Shop;
use crate::{finish, wait_for};

/// Gets hold of the database between two orders and keeps it. Every order behind that is tried again a
/// few times, then given up, and the program ends.
#[test]
fn an_order_that_others_keep_from_writing_is_given_up() {
    const ORDERS: u64 = 5;
    let lines = r#"[{"item":"CUP-200","quantity":1},{"item":"CUP-350","quantity":2}]"#;
    let orders: Vec<_> = (0..ORDERS)
        .map(|id| format!(r#"{{"id":"{id}","customer":"Ada","lines":{lines}}}"#))
        .collect();
    let orders = orders.join("\n");
    let given_up = (0..20).find_map(|_| {
        let shop = Shop::with(&orders);
        let child = shop.start(&["--tasks", "2", "--delay", "100"]);
        let intruder = wait_for("the database", || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
            let intruder = Connection::open_with_flags(shop.path("orders.db"), flags).ok()?;
            intruder.busy_handler(Some(|_| true)).unwrap();
            intruder.execute_batch("BEGIN IMMEDIATE").ok()?;
            Some(intruder)
        });
        let output = finish(child);
        intruder.execute_batch("ROLLBACK").unwrap();
        drop(intruder);
        let report = shop.report(&output);
        assert_eq!(report.code, Some(0));
        assert_eq!(report.ends["placed"] + report.ends["conflict"], ORDERS);
        // It came too late when every order was placed.
        (report.ends["conflict"] > 0).then_some(report)
    });
    let report = given_up.expect("the database was free between two orders");
    for (_, reason) in &report.rejected {
        assert!(
            reason.starts_with("gave up after 8 attempts: ")
                && reason.ends_with("database is locked"),
            "{reason}"
        );
    }
    assert!(report.conflicts >= 7 * report.ends["conflict"]);
}
