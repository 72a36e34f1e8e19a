//! The archive: tar, in zstd, in a buffer.

use std::fs::Metadata;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use tar::{Builder, Header};
use zstd::Encoder;

/// An archive that is being written. It is complete when [`finish`](Self::finish) has succeeded.
pub(crate) struct Archive<W: Write>(Builder<Encoder<'static, BufWriter<W>>>);

impl<W: Write> Archive<W> {
    pub(crate) fn new(out: W, level: i32) -> io::Result<Self> {
        let encoder = Encoder::new(BufWriter::new(out), level)?;
        Ok(Self(Builder::new(encoder)))
    }

    /// Copies a file. Its contents must be as long as its metadata say.
    pub(crate) fn add(
        &mut self,
        name: &Path,
        metadata: &Metadata,
        contents: impl Read,
    ) -> io::Result<()> {
        let mut header = Header::new_gnu();
        header.set_metadata(metadata);
        self.0.append_data(&mut header, name, contents)
    }

    /// Writes the ends of the three layers, each of which may find the disk full. Dropping them would try
    /// the same, and tell nobody.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.0.into_inner()?.finish()?.flush()
    }
}
