//! What the cases of `main.rs` are typed behind.

#![allow(unused)]

use std::convert::Infallible;
use std::fmt;

use scoped_core::{
    AsyncContextManager, AsyncOutcome, ContextManager, Outcome, context_manager, with, within,
    yield_,
};

#[derive(Debug)]
pub struct Fault;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fault")
    }
}

impl std::error::Error for Fault {}

pub struct Connection;

impl Connection {
    pub fn begin(&self) -> Db {
        Db
    }
}

pub struct Db;

impl ContextManager for Db {
    type Value<'a> = Tx;
    type Exit = Result<(), Fault>;

    fn enter(&mut self) -> Result<Tx, Fault> {
        Ok(Tx)
    }

    fn exit(self, _: Outcome<'_>) -> Result<(), Fault> {
        Ok(())
    }
}

pub struct Remote;

impl AsyncContextManager for Remote {
    type Value<'a> = Tx;
    type Exit = ();

    async fn enter(&mut self) -> Result<Tx, Infallible> {
        Ok(Tx)
    }

    async fn exit(self, _: AsyncOutcome<'_>) {}
}

pub struct Tx;

impl Tx {
    pub fn insert(&self) -> Result<u8, Fault> {
        Ok(1)
    }

    pub fn parent(&self) -> Tx {
        Tx
    }

    pub async fn flush(&self) {}
}

pub fn take(_: u8) {}
