//! Over a database, with `rusqlite`.

use crate::harness::*;

use rusqlite::{
    Connection, DropBehavior, OptionalExtension as _, Savepoint, Statement, Transaction,
};

fn database() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE t (n INTEGER)").unwrap();
    db
}

fn count(db: &Connection) -> i64 {
    let rows = db.query_row("SELECT count(*) FROM t", [], |row| row.get(0));
    rows.unwrap_or(-1)
}

fn insert(db: &Connection, n: i64) {
    db.execute("INSERT INTO t VALUES (?1)", [n]).unwrap();
}

/// Notes how many rows there are when it is dropped.
struct Counting(Connection);

impl Drop for Counting {
    fn drop(&mut self) {
        note(format_args!("rows in the end: {}", count(&self.0)));
    }
}

same! {
    a_transaction [owned] {
        function! {
            #[context_manager]
            fn transaction['c](
                db: &'c mut Connection,
            ) -> [rusqlite::Result<Transaction<'c>>] => [rusqlite::Result<()>] {
                let tx = db.transaction()?;
                insert(&tx, 1);
                let outcome = yield_!(tx);
                note(format_args!("{outcome}, {}", count(&tx)));
                if outcome.is_success() { tx.commit() } else { tx.rollback() }
            }
        }
    }
    run (transaction(&mut Counting(database()).0)) as tx => {
        insert(tx, 2);
        note(format_args!("body {}", count(tx)));
    }
}

same! {
    a_transaction_over_a_local [owned] {
        function! {
            #[context_manager]
            fn migrated[](steps: &[&str],) -> [rusqlite::Result<()>] => [rusqlite::Result<()>] {
                note("open");
                let mut c = Counting(Connection::open_in_memory()?);
                c.0.execute_batch("CREATE TABLE t (n INTEGER)")?;
                let tx = c.0.transaction()?;
                for step in steps {
                    tx.execute_batch(step)?;
                }
                yield_!();
                note(format_args!("commit {}", count(&tx)));
                tx.commit()
            }
        }
    }
    run
        (migrated(&["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"])),
        (migrated(&["INSERT INTO t VALUES (1)", "no SQL"]))
    as () => { note("body"); }
}

same! {
    a_transaction_that_is_only_dropped [owned] {
        function! {
            #[context_manager]
            fn tried[](keeps: bool,) -> [rusqlite::Result<i64>] => [rusqlite::Result<()>] {
                let mut db = Counting(database());
                let mut tx = db.0.transaction()?;
                if keeps {
                    tx.set_drop_behavior(DropBehavior::Commit);
                }
                insert(&tx, 1);
                yield_!(count(&tx));
                note("teardown");
                Ok(())
            }
        }
    }
    run (tried(true)), (tried(false)) as n => { note(format_args!("body {n}")); }
}

same! {
    a_savepoint_in_a_transaction [owned] {
        function! {
            #[context_manager]
            fn attempt[](mut db: Counting,) -> [rusqlite::Result<i64>] => [rusqlite::Result<()>] {
                let mut tx = db.0.transaction()?;
                insert(&tx, 1);
                let save = tx.savepoint()?;
                insert(&save, 2);
                let outcome = yield_!(count(&save));
                if outcome.is_success() {
                    save.commit()?;
                } else {
                    note("only what stands before");
                    save.finish()?;
                }
                tx.commit()
            }
        }
    }
    run (attempt(Counting(database()))) as n => { note(format_args!("body {n}")); }
}

same! {
    a_savepoint_that_is_lent [changed] {
        function! {
            #[context_manager]
            fn nested['a](
                db: &'a mut Connection, name: &str,
            ) -> [rusqlite::Result<Savepoint<'a>>] => [rusqlite::Result<()>] {
                let mut save = db.savepoint_with_name(name)?;
                let outcome = yield_!(save);
                if outcome.is_failure() {
                    save.rollback()?;
                    insert(&save, 100);
                }
                note(format_args!("{}", count(&save)));
                save.commit()
            }
        }
    }
    run (nested(&mut Counting(database()).0, "s")) as save => {
        insert(save, 1);
        let inner = save.savepoint().unwrap();
        insert(&inner, 2);
        note(format_args!("body {}", count(&inner)));
    }
}

same! {
    a_pragma_that_is_restored [owned] {
        function! {
            #[context_manager]
            fn unchecked['c](db: &'c Connection,) -> [rusqlite::Result<()>] => [rusqlite::Result<()>] {
                let before: bool = db.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
                db.pragma_update(None, "foreign_keys", !before)?;
                yield_!();
                db.pragma_update(None, "foreign_keys", before)?;
                let now: bool = db.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
                note(format_args!("restored {}", now == before));
                Ok(())
            }
        }
    }
    run (unchecked(&database())) as () => { note("body"); }
}

same! {
    a_table_for_a_while [shared] {
        function! {
            #[context_manager]
            fn filled['c](
                db: &'c Connection, rows: impl Iterator<Item = i64>,
            ) -> [rusqlite::Result<&'c Connection>] => [rusqlite::Result<()>] {
                db.execute_batch("CREATE TEMP TABLE u (n)")?;
                {
                    let mut statement = db.prepare("INSERT INTO u VALUES (?1)")?;
                    for row in rows {
                        statement.execute([row])?;
                    }
                }
                yield_!(db);
                let rest: Option<i64> = db.query_row("SELECT sum(n) FROM u", [], |row| row.get(0)).optional()?;
                note(format_args!("{rest:?}"));
                db.execute_batch("DROP TABLE u")
            }
        }
    }
    run (filled(&database(), 1..4)) as db => {
        db.execute("DELETE FROM u WHERE n = 2", []).unwrap();
        note("body");
    }
}

same! {
    a_statement_over_a_connection [changed] {
        function! {
            #[context_manager]
            fn inserting['c](
                db: &'c Connection,
            ) -> [rusqlite::Result<Statement<'c>>] => [rusqlite::Result<()>] {
                let _held = Noisy("held");
                let mut statement = db.prepare("INSERT INTO t VALUES (?1)")?;
                yield_!(statement);
                statement.execute([0])?;
                statement.finalize()?;
                note(format_args!("{}", count(db)));
                Ok(())
            }
        }
    }
    run (inserting(&database())) as statement => {
        statement.execute([1]).unwrap();
        note("body");
    }
}

same! {
    a_connection_of_its_own [reference] {
        function! {
            #[context_manager]
            fn opened[](schema: &str,) -> [rusqlite::Result<&mut Connection>] => [rusqlite::Result<()>] {
                note("open");
                let mut db = Counting(Connection::open_in_memory()?);
                db.0.execute_batch(schema)?;
                yield_!(&mut db.0);
                note(format_args!("teardown {}", db.0.is_autocommit()));
                Ok(())
            }
        }
    }
    run (opened("CREATE TABLE t (n)")), (opened("no schema")) as db => {
        let tx = db.transaction().unwrap();
        insert(&tx, 1);
        tx.commit().unwrap();
        note("body");
    }
}
