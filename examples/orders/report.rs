//! What the program prints: which orders were rejected, how many ended in which way, and what is left.

use std::fmt;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::audit::Audit;
use crate::rejection::Rejection;
use crate::tally::Tally;

pub(crate) struct Report<'p> {
    /// Where the orders came from.
    pub(crate) file: &'p Path,
    pub(crate) tally: Tally,
    pub(crate) audit: Audit,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.tally.rejected.is_empty() {
            writeln!(f, "{}\n", self.rejected())?;
        }
        writeln!(f, "{}\n\n{}\n", self.ends(), self.stock())?;
        writeln!(
            f,
            "Attempts that ran into another order: {}",
            self.tally.conflicts
        )
    }
}

impl Report<'_> {
    /// Orders that were not reached, or cancelled half way.
    pub(crate) fn left_over(&self) -> i64 {
        let ended = self.tally.rejected.len();
        to_i64(self.tally.entries - ended) - self.audit.orders
    }

    fn rejected(&self) -> Table {
        let mut table = table(["line", "rejected because"], &[]);
        for (line, rejection) in &self.tally.rejected {
            let place = format!("{}:{line}", self.file.display());
            table.add_row([place, rejection.to_string()]);
        }
        table
    }

    fn ends(&self) -> Table {
        let mut table = table(["end", "orders"], &[1]);
        let mut row = |end: &str, orders: i64| {
            table.add_row([end, &orders.to_string()]);
        };
        row("placed", self.audit.orders);
        for kind in Rejection::KINDS {
            let rejected = self.tally.rejected.values();
            let count = rejected
                .filter(|rejection| rejection.kind() == kind)
                .count();
            row(kind, to_i64(count));
        }
        row("not processed", self.left_over());
        row("sum", to_i64(self.tally.entries));
        table
    }

    fn stock(&self) -> Table {
        let header = ["item", "name", "opening", "sold", "left", "turnover"];
        let mut table = table(header, &[2, 3, 4, 5]);
        for item in &self.audit.items {
            table.add_row([
                &item.sku,
                &item.name,
                &item.opening.to_string(),
                &item.sold.to_string(),
                &item.in_stock.to_string(),
                &money(item.turnover),
            ]);
        }
        let turnover = self.audit.items.iter().map(|item| item.turnover).sum();
        table.add_row(["", "sum", "", "", "", &money(turnover)]);
        table
    }
}

fn to_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn table<const N: usize>(header: [&str; N], right_aligned: &[usize]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_FULL_CONDENSED)
        // To the width of the terminal; without one, lines are as long as they are.
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header);
    for (index, column) in table.column_iter_mut().enumerate() {
        if right_aligned.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
