//! What is typed.

/// Where the cursor is.
pub const CURSOR: &str = "$0";

/// Behind each cursor, a method of `Tx` is missing.
pub const BODIES: &[&str] = &[
    "tx.$0",
    "let row = tx.$0;",
    "tx.parent().$0",
    "take(1, tx.$0, 2);",
    "println!(\"{}\", tx.$0);",
    "return tx.$0",
    "let row = tx.$0?;",
    "tx.$0\n take(1);",
    "tx.$0\n tx.insert()?;",
    "let row = tx.$0\n tx.insert()?;",
    "tx.insert()?;\n tx.$0",
    "let row = 1\n tx.$0",
    "if some { tx.$0 }",
    "if tx.$0 { take(1) }",
    "match some { true => tx.$0, false => take(1) }",
    "for _ in 0..2 { if some { break; } tx.$0 }",
    "let Ok(row) = tx.$0 else { return Ok(2) };",
    "let insert = || tx.$0;",
    "let insert = async { tx.$0 };",
];

/// Around a body, which stands at `BODY`. The first is what the others are held against.
pub const FORMS: &[&str] = &[
    "fn typed(some: bool) -> Result<u8, Fault> { { let tx = Tx; BODY } }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx => { BODY }) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx => < BODY >); Ok(1) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx, { BODY })?; Ok(1) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as outer, Db as tx => { BODY }) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as outer => { outer.insert()?; with!(Db as tx => { BODY }) }) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx => { with!(Db as inner => { BODY }) }) }",
    "async fn typed(some: bool) -> Result<u8, Fault> { with!(async Remote as tx => { tx.flush().await; BODY }) }",
    "#[within(Db as tx)] fn typed(some: bool) -> Result<u8, Fault> { BODY }",
    // Headers that are not whole yet.
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx { BODY }) }",
    "fn typed(some: bool) -> Result<u8, Fault> { with!(Db as tx, Db as => { BODY }) }",
];

/// The same where a method of `Connection` is missing.
pub const HEADERS: &[&str] = &[
    "fn typed(c: Connection) { with!(c.$0) }",
    "fn typed(c: Connection) { with!(c.$0); }",
    "fn typed(c: Connection) { with!(Some(c.$0)) }",
    "fn typed(c: Connection) { with!(c.$0 as tx => { take(1) }); }",
    "fn typed(c: Connection) { with!(c.$0 as tx, { take(1) }); }",
    "fn typed(c: Connection) { with!(c.$0, Db as tx => { take(1) }); }",
    "fn typed(c: Connection) { with!(Db as tx, c.$0 => { take(1) }); }",
    "#[within(c.$0 as tx)] fn typed(c: Connection) {}",
];
