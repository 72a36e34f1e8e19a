//! What is read from or written to, whichever it is.

use std::io::{self, BufRead, Read, Write};

use crate::managers::Either;

impl<L: Read, R: Read> Read for Either<L, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Left(left) => left.read(buffer),
            Self::Right(right) => right.read(buffer),
        }
    }
}

impl<L: BufRead, R: BufRead> BufRead for Either<L, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Left(left) => left.fill_buf(),
            Self::Right(right) => right.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Left(left) => left.consume(amount),
            Self::Right(right) => right.consume(amount),
        }
    }
}

impl<L: Write, R: Write> Write for Either<L, R> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Left(left) => left.write(buffer),
            Self::Right(right) => right.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Left(left) => left.flush(),
            Self::Right(right) => right.flush(),
        }
    }
}
