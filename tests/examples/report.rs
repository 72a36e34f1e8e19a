//! What the ledger printed, read back.

#[derive(Debug, PartialEq)]
pub(crate) struct Report {
    /// Day, number of transfers, sum, end.
    pub(crate) days: Vec<[String; 4]>,
    /// Account, holder, before, after; the sum is last.
    pub(crate) balances: Vec<[String; 4]>,
    pub(crate) remarks: Vec<String>,
}

impl Report {
    pub(crate) fn parse(text: &str) -> Self {
        let mut tables: [Vec<_>; 2] = Default::default();
        let mut remarks = Vec::new();
        let mut table = 0;
        for line in text.lines() {
            if let Some(row) = line.strip_prefix('│') {
                let row = row.strip_suffix('│').unwrap();
                let cells: Vec<_> = row.split('┆').map(|cell| cell.trim().to_owned()).collect();
                tables[table].push(cells.try_into().unwrap());
            } else if line.starts_with('└') {
                table += 1;
            } else if !line.is_empty() && !line.starts_with(['┌', '╞']) {
                remarks.push(line.to_owned());
            }
        }
        let [mut days, mut balances] = tables;
        assert_eq!(days.remove(0), ["day", "transfers", "sum", "end"]);
        assert_eq!(balances.remove(0), ["account", "holder", "before", "after"]);
        Self {
            days,
            balances,
            remarks,
        }
    }

    pub(crate) fn committed(&self) -> impl Iterator<Item = &[String; 4]> {
        self.days.iter().filter(|[.., end]| end == "committed")
    }

    /// Day and reason.
    pub(crate) fn rolled_back(&self) -> Vec<(&str, &str)> {
        self.days
            .iter()
            .filter_map(|[day, .., end]| Some((&**day, end.strip_prefix("rolled back: ")?)))
            .collect()
    }
}

/// `1,234.56` as 123456.
pub(crate) fn cents(text: &str) -> i64 {
    text.replace([',', '.'], "").parse().unwrap()
}
