//! How the orders ended, as far as the tasks could tell.

use std::collections::BTreeMap;

use crate::rejection::Rejection;

#[derive(Default)]
pub(crate) struct Tally {
    /// Lines of the file that are not empty.
    pub(crate) entries: usize,
    /// Orders whose commit was seen to succeed. A cancelled task may have committed one more.
    pub(crate) placed: i64,
    /// By line.
    pub(crate) rejected: BTreeMap<u32, Rejection>,
    /// Attempts that ran into another order, and were made again.
    pub(crate) conflicts: u32,
}

/// How one order ended.
pub(crate) struct Ended {
    pub(crate) line: u32,
    pub(crate) rejection: Option<Rejection>,
    pub(crate) conflicts: u32,
}

impl Tally {
    pub(crate) fn of(entries: usize) -> Self {
        Self {
            entries,
            ..Self::default()
        }
    }

    pub(crate) fn add(&mut self, ended: Ended) {
        self.conflicts += ended.conflicts;
        match ended.rejection {
            None => self.placed += 1,
            Some(rejection) => {
                self.rejected.insert(ended.line, rejection);
            }
        }
    }
}
