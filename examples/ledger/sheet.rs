//! The CSV file, read whole and sorted into days before anything is booked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use csv::{ByteRecord, ReaderBuilder};

use crate::date::Date;
use crate::quote::quote;

/// What the first line says, in this order.
pub(crate) const COLUMNS: [&str; 7] = ["id", "date", "from", "to", "amount", "reverses", "memo"];
const DATE: usize = 1;
pub(crate) const REVERSES: usize = 5;

pub(crate) struct Sheet {
    pub(crate) path: PathBuf,
    /// In the calendar's order, whatever the file's is. Within a day the file's order holds.
    pub(crate) days: BTreeMap<Date, Vec<Row>>,
}

/// A line that belongs to a day. What else it says may be wrong.
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) fields: ByteRecord,
}

/// Why nothing in a file can be trusted.
///
/// Most faults cost the day they are in. These leave open which day that would be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SheetError {
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}:1: not a file of transfers: expected the header `{}`", .0.display(), COLUMNS.join(","))]
    Header(PathBuf),
    #[error("{}:{line}: no date where one is expected: {}", path.display(), quote(text))]
    Undated {
        path: PathBuf,
        line: u32,
        text: Vec<u8>,
    },
    #[error("{}:{line}: a field goes on in the next line: is a quote missing?", path.display())]
    OpenQuote { path: PathBuf, line: u32 },
    #[error("cannot read {}", path.display())]
    Csv { path: PathBuf, source: csv::Error },
}

impl Sheet {
    pub(crate) fn read(path: &Path) -> Result<Self, SheetError> {
        let path = path.to_path_buf();
        match fs::read(&path) {
            Ok(bytes) => Self::parse(path, &bytes),
            Err(source) => Err(SheetError::Read { path, source }),
        }
    }

    fn parse(path: PathBuf, bytes: &[u8]) -> Result<Self, SheetError> {
        // Flexible, and in bytes: a wrong number of fields or a name that is no UTF-8 is the fault of
        // one row, to be reported with its day.
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
        match reader.byte_headers() {
            Ok(header) if *header == COLUMNS[..] => {}
            Ok(_) => return Err(SheetError::Header(path)),
            Err(source) => return Err(SheetError::Csv { path, source }),
        }

        let mut days = BTreeMap::<_, Vec<_>>::new();
        let mut lines = Lines::of(bytes);
        for fields in reader.into_byte_records() {
            let fields = match fields {
                Ok(fields) => fields,
                Err(source) => return Err(SheetError::Csv { path, source }),
            };
            let line = lines.next_line(fields.position().map_or(0, csv::Position::byte));
            // A quote that is never closed swallows every row behind it.
            if fields.as_slice().iter().any(|byte| b"\r\n".contains(byte)) {
                return Err(SheetError::OpenQuote { path, line });
            }
            let text = fields.get(DATE).unwrap_or_default();
            let Some(date) = Date::parse(text) else {
                let text = text.to_vec();
                return Err(SheetError::Undated { path, line, text });
            };
            days.entry(date).or_default().push(Row { line, fields });
        }
        Ok(Self { path, days })
    }

    pub(crate) fn rows(&self) -> usize {
        self.days.values().map(Vec::len).sum()
    }
}

/// Finds the line on which a record starts.
///
/// `Position::line` is the line above in a file with `\r\n`, and behind an empty line: the reader
/// notes the position before it skips what is left of the record before.
struct Lines<'b> {
    bytes: &'b [u8],
    seen: usize,
    line: u32,
}

impl<'b> Lines<'b> {
    const fn of(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            seen: 0,
            line: 1,
        }
    }

    /// The line of the first record from `position` on. Positions must not decrease.
    fn next_line(&mut self, position: u64) -> u32 {
        let position = usize::try_from(position).map_or(self.bytes.len(), |position| {
            position.clamp(self.seen, self.bytes.len())
        });
        let skipped = self.bytes[position..]
            .iter()
            .take_while(|byte| b"\r\n".contains(byte))
            .count();
        let start = position + skipped;
        for index in self.seen..start {
            let ends_line = match self.bytes[index] {
                b'\n' => true,
                b'\r' => self.bytes.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u32::from(ends_line);
        }
        self.seen = start;
        self.line
    }
}
