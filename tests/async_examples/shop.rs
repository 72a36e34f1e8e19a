//! A place to run the order service in, and what it printed and wrote, read back.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tempfile::TempDir;

use crate::{build, finish, stderr, stdout};

pub(crate) const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/orders.jsonl");

/// A folder with a file of orders and a database.
pub(crate) struct Shop {
    folder: TempDir,
}

impl Shop {
    pub(crate) fn new() -> Self {
        Self::with(fs::read(DATA).unwrap())
    }

    pub(crate) fn with(orders: impl AsRef<[u8]>) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("orders.jsonl"), orders).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `orders`, with these arguments, in this folder.
    pub(crate) fn orders(&self, args: &[&str]) -> Command {
        static ORDERS: LazyLock<PathBuf> = LazyLock::new(|| build("orders"));
        let mut orders = Command::new(&*ORDERS);
        orders
            .args(args)
            .current_dir(&self.folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        orders
    }

    pub(crate) fn start(&self, args: &[&str]) -> Child {
        let mut orders = self.orders(&["orders.jsonl"]);
        orders.args(args).spawn().unwrap()
    }

    /// Runs to the end, and checks what holds for every run that got as far as its report.
    pub(crate) fn place(&self, args: &[&str]) -> Report {
        self.report(&finish(self.start(args)))
    }

    pub(crate) fn report(&self, output: &Output) -> Report {
        assert_eq!(stderr(output), "");
        let report = Report::parse(stdout(output), output.status.code());
        let placed = self.check_books();
        assert_eq!(report.ends["placed"], placed);
        let ends = report.ends.iter().filter(|(end, _)| *end != "sum");
        assert_eq!(
            ends.map(|(_, orders)| orders).sum::<u64>(),
            report.ends["sum"]
        );
        assert!(!report.stock.is_empty());
        for [sku, _, _, sold, left, _] in &report.stock {
            let in_database: (String, String) = self
                .database()
                .query_row(
                    "SELECT opening - in_stock, in_stock FROM items WHERE sku = ?",
                    [sku],
                    |row| {
                        Ok((
                            row.get::<_, i64>(0)?.to_string(),
                            row.get::<_, i64>(1)?.to_string(),
                        ))
                    },
                )
                .unwrap();
            assert_eq!(in_database, (sold.clone(), left.clone()), "{sku}");
        }
        report
    }

    /// What one clear line on stderr says.
    pub(crate) fn refusal(&self, args: &[&str]) -> String {
        let output = self.orders(args).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stdout(&output), "");
        let line = stderr(&output).strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'), "{line}");
        line.strip_prefix("error: ").unwrap().to_owned()
    }

    pub(crate) fn database(&self) -> Connection {
        // Not one that is created: what is missing is to be an error.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(self.path("orders.db"), flags).unwrap()
    }

    /// How many orders are in the database by now.
    pub(crate) fn placed_by_now(&self) -> Option<u64> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = Connection::open_with_flags(self.path("orders.db"), flags).ok()?;
        let count = database.query_row("SELECT count(*) FROM orders", [], |row| row.get(0));
        count.ok()
    }

    pub(crate) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Reads the orders again and works out the stock from those that the database says were placed: it
    /// holds them whole, each once, and nothing else. Returns how many those are.
    pub(crate) fn check_books(&self) -> u64 {
        let text = fs::read_to_string(self.path("orders.jsonl")).unwrap();
        let asked: BTreeMap<String, Vec<(String, i64)>> = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|order| {
                let lines = order["lines"].as_array()?.iter();
                let lines = lines.map(|line| {
                    Some((
                        line["item"].as_str()?.to_owned(),
                        line["quantity"].as_i64()?,
                    ))
                });
                Some((
                    order["id"].as_str()?.to_owned(),
                    lines.collect::<Option<_>>()?,
                ))
            })
            .collect();

        let database = self.database();
        let mut query = database.prepare("SELECT id, pieces FROM orders").unwrap();
        let placed = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let placed: Vec<(String, i64)> = placed.unwrap().map(Result::unwrap).collect();
        let mut query = database
            .prepare("SELECT sku, quantity FROM order_lines WHERE order_id = ? ORDER BY number")
            .unwrap();
        let mut sold = BTreeMap::<String, i64>::new();
        let mut lines = 0;
        for (id, pieces) in &placed {
            let stored = query.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)));
            let stored: Vec<(String, i64)> = stored.unwrap().map(Result::unwrap).collect();
            assert_eq!(stored, asked[id], "{id}");
            assert_eq!(
                stored.iter().map(|(_, quantity)| quantity).sum::<i64>(),
                *pieces
            );
            lines += stored.len();
            for (sku, quantity) in stored {
                *sold.entry(sku).or_default() += quantity;
            }
        }

        let count = |sql: &str| {
            database
                .query_row(sql, [], |row| row.get::<_, usize>(0))
                .unwrap()
        };
        assert_eq!(count("SELECT count(*) FROM order_lines"), lines);
        let mut query = database
            .prepare("SELECT sku, opening, in_stock FROM items")
            .unwrap();
        let items = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        for item in items.unwrap() {
            let (sku, opening, in_stock): (String, i64, i64) = item.unwrap();
            let sold = sold.remove(&sku).unwrap_or_default();
            assert_eq!(opening - sold, in_stock, "{sku}");
        }
        assert!(sold.is_empty());
        let check: String = database
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(check, "ok");
        placed.len().try_into().unwrap()
    }
}

#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) code: Option<i32>,
    /// Line and reason.
    pub(crate) rejected: Vec<(u32, String)>,
    pub(crate) ends: BTreeMap<String, u64>,
    /// Item, name, opening, sold, left, turnover. Without the sum.
    pub(crate) stock: Vec<[String; 6]>,
    pub(crate) conflicts: u64,
    pub(crate) remarks: Vec<String>,
}

impl Report {
    fn parse(text: &str, code: Option<i32>) -> Self {
        let mut tables = Vec::new();
        let mut remarks = Vec::new();
        for line in text.lines() {
            if line.starts_with('┌') {
                tables.push(Vec::new());
            } else if let Some(row) = line.strip_prefix('│') {
                let row = row.strip_suffix('│').unwrap();
                let cells: Vec<_> = row.split('┆').map(|cell| cell.trim().to_owned()).collect();
                tables.last_mut().unwrap().push(cells);
            } else if !line.is_empty() && !line.starts_with(['╞', '└']) {
                remarks.push(line.to_owned());
            }
        }
        let mut stock = tables.pop().unwrap();
        assert_eq!(stock.remove(0)[..4], ["item", "name", "opening", "sold"]);
        assert_eq!(stock.pop().unwrap()[1], "sum");
        let mut ends = tables.pop().unwrap();
        assert_eq!(ends.remove(0), ["end", "orders"]);
        let rejected = tables.pop().map_or_else(Vec::new, |mut rows| {
            assert_eq!(rows.remove(0), ["line", "rejected because"]);
            rows
        });

        let conflicts = remarks.remove(0);
        let conflicts = conflicts.strip_prefix("Attempts that ran into another order: ");
        Self {
            code,
            rejected: rejected
                .into_iter()
                .map(|row| {
                    let (_, line) = row[0].split_once(':').unwrap();
                    (line.parse().unwrap(), row[1].clone())
                })
                .collect(),
            ends: ends
                .into_iter()
                .map(|row| (row[0].clone(), row[1].parse().unwrap()))
                .collect(),
            stock: stock
                .into_iter()
                .map(|row| row.try_into().unwrap())
                .collect(),
            conflicts: conflicts.unwrap().parse().unwrap(),
            remarks,
        }
    }
}
