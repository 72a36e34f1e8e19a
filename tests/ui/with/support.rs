//! The managers of the cases beside it.

#![allow(dead_code, unused_imports)]

pub use scoped_core::{AsyncContextManager, ContextManager, AsyncOutcome, Outcome, Verdict, with};
use std::convert::Infallible;

/// Cannot fail; lends itself.
pub struct Timer {
    pub id: u32,
}

pub fn timer() -> Timer {
    Timer { id: 1 }
}

impl Timer {
    pub fn stop(&mut self) -> u32 {
        self.id
    }

    pub fn name(&self) -> &str {
        "timer"
    }
}

impl ContextManager for Timer {
    type Value<'a> = &'a mut Timer;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Timer, Infallible> {
        Ok(self)
    }

    fn exit(self, _: Outcome<'_>) {}
}

#[derive(Debug)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failed")
    }
}

impl std::error::Error for Failed {}

/// May fail; lends itself.
pub struct File {
    pub text: String,
}

pub fn open(path: &str) -> Result<File, Failed> {
    Ok(File { text: path.to_owned() })
}

impl File {
    pub fn open(path: &str) -> Result<File, Failed> {
        open(path)
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn read(&mut self) -> Result<usize, Failed> {
        Ok(self.text.len())
    }
}

impl ContextManager for File {
    type Value<'a> = &'a mut File;
    type Exit = Result<(), Failed>;

    fn enter(&mut self) -> Result<&mut File, Failed> {
        Ok(self)
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Failed> {
        Ok(())
    }
}

/// Lends an owned value.
pub struct Lends<T>(pub T);

impl<T: Clone> ContextManager for Lends<T> {
    type Value<'a>
        = T
    where
        T: 'a;
    type Exit = ();

    fn enter(&mut self) -> Result<T, Infallible> {
        Ok(self.0.clone())
    }

    fn exit(self, _: Outcome<'_>) {}
}

/// Its exit may suppress.
pub struct Quiet;

impl ContextManager for Quiet {
    type Value<'a> = ();
    type Exit = Verdict;

    fn enter(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn exit(self, _: Outcome<'_>) -> Verdict {
        Verdict::Suppress
    }
}

/// An async manager; lends itself.
pub struct Conn;

pub async fn connect() -> Conn {
    Conn
}

impl Conn {
    pub async fn ping(&mut self) -> Result<u32, Failed> {
        Ok(1)
    }
}

impl AsyncContextManager for Conn {
    type Value<'a> = &'a mut Conn;
    type Exit = ();

    async fn enter(&mut self) -> Result<&mut Conn, Infallible> {
        Ok(self)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}
