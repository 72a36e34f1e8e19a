//! Files, and what writes to them through a buffer.

use std::convert::Infallible;
use std::fs::File;
use std::io::{self, BufWriter, LineWriter, Write};

use crate::manager::ContextManager;
use crate::outcome::Outcome;

/// Lends the file, and closes it when the block ends.
///
/// The error of closing a file is known to nobody in Rust: to be sure of what was written, call
/// [`File::sync_all`] in the body. For what is written through a buffer, make a manager of the [`BufWriter`].
///
/// The idea is Python's `with open(path) as file`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::with;
/// use std::fs::{self, File};
/// use std::io::{self, Write as _};
///
/// # fn main() -> io::Result<()> {
/// # let path = std::env::temp_dir().join(format!("scoped-doc-file-{}", std::process::id()));
/// with!(File::create(&path)? as file => {
///     file.write_all(b"text")?;
/// });
/// assert_eq!(fs::read_to_string(&path)?, "text");
/// # fs::remove_file(path)?;
/// # Ok(())
/// # }
/// ```
#[diagnostic::do_not_recommend]
impl ContextManager for File {
    type Value<'a> = &'a mut Self;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Self, Infallible> {
        Ok(self)
    }

    fn exit(self, _: Outcome<'_>) {}
}

/// Lends the writer, and flushes it when the block ends, however that ended. The error of that, which is lost when a
/// `BufWriter` is dropped, is the error of `with!`; where the body has failed, it reaches the unraised hook.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::with;
/// use std::fs::{self, File};
/// use std::io::{self, BufWriter, Write as _};
///
/// # fn main() -> io::Result<()> {
/// # let path = std::env::temp_dir().join(format!("scoped-doc-writer-{}", std::process::id()));
/// with!(BufWriter::new(File::create(&path)?) as out => {
///     writeln!(out, "all of it")?;
/// })?;
/// assert_eq!(fs::read_to_string(&path)?, "all of it\n");
/// # fs::remove_file(path)?;
/// # Ok(())
/// # }
/// ```
#[diagnostic::do_not_recommend]
impl<W: Write> ContextManager for BufWriter<W> {
    type Value<'a>
        = &'a mut Self
    where
        Self: 'a;
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<&mut Self> {
        Ok(self)
    }

    fn exit(mut self, _: Outcome<'_>) -> io::Result<()> {
        self.flush()
    }
}

/// Lends the writer, and flushes it when the block ends, as that of a [`BufWriter`] does.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::with;
/// use std::io::{LineWriter, Write as _};
///
/// let mut log = Vec::new();
/// let done = with!(LineWriter::new(&mut log) as out => { write!(out, "no line yet").is_ok() });
/// assert!(done.unwrap());
/// assert_eq!(log, b"no line yet");
/// ```
#[diagnostic::do_not_recommend]
impl<W: Write> ContextManager for LineWriter<W> {
    type Value<'a>
        = &'a mut Self
    where
        Self: 'a;
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<&mut Self> {
        Ok(self)
    }

    fn exit(mut self, _: Outcome<'_>) -> io::Result<()> {
        self.flush()
    }
}
