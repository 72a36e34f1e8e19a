//! The managers of the cases beside it.

#![allow(dead_code, unused_imports)]

pub use scoped_core::{AsyncContextManager, ContextManager, AsyncOutcome, Outcome, with};
pub use std::convert::Infallible;
pub use std::future::Future;
use std::rc::Rc;

/// As a runtime's.
pub fn spawn(_: impl Future + Send + 'static) {}

/// As a runtime's.
pub fn block_on<F: Future>(_: F) -> F::Output {
    unimplemented!()
}

pub async fn pause() {}

#[derive(Debug)]
pub struct Failed;

/// An async manager; cannot fail; lends itself.
pub struct Conn;

pub async fn connect() -> Result<Conn, Failed> {
    Ok(Conn)
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

/// An async manager that may fail.
pub struct Transaction;

impl AsyncContextManager for Transaction {
    type Value<'a> = &'a mut Transaction;
    type Exit = Result<(), Failed>;

    async fn enter(&mut self) -> Result<&mut Transaction, Failed> {
        Ok(self)
    }

    async fn exit(self, _: AsyncOutcome<'_>) -> Result<(), Failed> {
        Ok(())
    }
}

/// An async manager that stays on its thread.
pub struct Local(pub Rc<u32>);

impl AsyncContextManager for Local {
    type Value<'a> = u32;
    type Exit = ();

    async fn enter(&mut self) -> Result<u32, Infallible> {
        Ok(*self.0)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}

/// An async manager whose value stays on its thread.
pub struct LendsRc;

impl AsyncContextManager for LendsRc {
    type Value<'a> = Rc<u32>;
    type Exit = ();

    async fn enter(&mut self) -> Result<Rc<u32>, Infallible> {
        Ok(Rc::new(1))
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}

/// A manager that does not await.
pub struct Timer;

impl ContextManager for Timer {
    type Value<'a> = &'a mut Timer;
    type Exit = ();

    fn enter(&mut self) -> Result<&mut Timer, Infallible> {
        Ok(self)
    }

    fn exit(self, _: Outcome<'_>) {}
}

/// A manager that does not await, and stays on its thread.
pub struct LocalTimer(pub Rc<u32>);

impl ContextManager for LocalTimer {
    type Value<'a> = u32;
    type Exit = ();

    fn enter(&mut self) -> Result<u32, Infallible> {
        Ok(*self.0)
    }

    fn exit(self, _: Outcome<'_>) {}
}
