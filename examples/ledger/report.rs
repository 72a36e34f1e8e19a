//! What the program prints: how every day ended, and what every account holds.

use std::fmt;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::bank::Account;
use crate::date::Date;
use crate::fault::Fault;
use crate::money::Cents;

pub(crate) struct Report<'p> {
    /// Where the transfers came from.
    pub(crate) file: &'p Path,
    pub(crate) days: Vec<Day>,
    pub(crate) accounts: Vec<Account>,
}

pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) transfers: usize,
    pub(crate) end: End,
}

pub(crate) enum End {
    Committed { sum: Cents },
    RolledBack { line: u32, fault: Fault },
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (committed, rolled_back): (Vec<_>, Vec<_>) = self
            .days
            .iter()
            .partition(|day| matches!(day.end, End::Committed { .. }));
        let transfers = |days: &[&Day]| days.iter().map(|day| day.transfers).sum::<usize>();

        writeln!(f, "{}", self.days())?;
        for (end, days) in [("committed", committed), ("rolled back", rolled_back)] {
            let transfers = transfers(&days);
            writeln!(f, "{end}: {} days, {transfers} transfers", days.len())?;
        }
        writeln!(f, "\n{}", self.balances())
    }
}

impl Report<'_> {
    fn days(&self) -> Table {
        let mut table = table(["day", "transfers", "sum", "end"], &[1, 2]);
        for day in &self.days {
            let (sum, end) = match &day.end {
                End::Committed { sum } => (sum.to_string(), "committed".to_owned()),
                End::RolledBack { line, fault } => {
                    let place = format!("{}:{line}", self.file.display());
                    (String::new(), format!("rolled back: {place}: {fault}"))
                }
            };
            let transfers = day.transfers.to_string();
            table.add_row([day.date.to_string(), transfers, sum, end]);
        }
        table
    }

    fn balances(&self) -> Table {
        let mut table = table(["account", "holder", "before", "after"], &[2, 3]);
        let mut row = |number: &str, holder: &str, before: Cents, after: Cents| {
            table.add_row([number, holder, &before.to_string(), &after.to_string()]);
        };
        for account in &self.accounts {
            row(
                &account.number,
                &account.holder,
                account.opening,
                account.balance,
            );
        }
        let before = self.accounts.iter().map(|account| account.opening).sum();
        let after = self.accounts.iter().map(|account| account.balance).sum();
        row("", "sum", before, after);
        table
    }
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
