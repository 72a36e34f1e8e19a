//! The managers of the cases.

#![allow(dead_code, unused_imports, clippy::all, clippy::pedantic)]

pub use scoped_core::{AsyncContextManager, AsyncOutcome, ContextManager, Outcome, Verdict, with};
use std::convert::Infallible;

/// A manager of both kinds, which cannot fail; lends itself.
pub struct Conn {
    pub id: u32,
    pub name: String,
}

pub fn conn() -> Conn {
    Conn {
        id: 1,
        name: String::new(),
    }
}

impl Conn {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn touch(&mut self) {
        self.id += 1;
    }

    pub fn read(&mut self) -> Result<usize, Failed> {
        Ok(1)
    }

    pub fn find(&self, id: u32) -> Option<&str> {
        (id == self.id).then_some(&*self.name)
    }

    pub async fn ping(&mut self) -> Result<u32, Failed> {
        Ok(1)
    }
}

impl ContextManager for Conn {
    type Value<'a> = &'a mut Conn;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Conn, Infallible> {
        Ok(self)
    }

    fn exit(self, _: Outcome<'_>) {}
}

impl AsyncContextManager for Conn {
    type Value<'a> = &'a mut Conn;
    type Exit = ();

    async fn enter(&mut self) -> Result<&mut Conn, Infallible> {
        Ok(self)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}

/// Like [`Conn`], and its exit may fail.
pub struct Flushed(pub Conn);

impl ContextManager for Flushed {
    type Value<'a> = &'a mut Conn;
    type Exit = Result<(), Failed>;

    fn enter(&mut self) -> Result<&mut Conn, Failed> {
        Ok(&mut self.0)
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

#[derive(Debug)]
pub struct Failed;

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("failed")
    }
}

impl std::error::Error for Failed {}

pub fn spawn<F: Future + Send + 'static>(_: F) {}

pub fn send<T>(_: T) {}
