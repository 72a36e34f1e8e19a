//! Expansions as they would be read: by `cargo expand`, and by whoever wonders what the attribute did.

use insta::assert_snapshot;

use crate::context_manager::expand;

fn expansion(arguments: &str, item: &str) -> String {
    let output = expand(arguments.parse().unwrap(), item.parse().unwrap());
    prettyplease::unparse(&syn::parse2(output).unwrap())
}

#[test]
fn impl_with_both() {
    assert_snapshot!(expansion(
        "",
        "impl Session {
            /// Connects.
            pub fn enter(&mut self) -> Result<&mut Connection, DbError> {
                self.connect()?;
                Ok(&mut self.connection)
            }
            fn exit(self, outcome: Outcome<'_>) -> Result<(), DbError> {
                self.connection.close(outcome.is_success())
            }
            pub fn id(&self) -> u64 {
                self.id
            }
        }",
    ));
}

#[test]
fn impl_reusable() {
    assert_snapshot!(expansion(
        "",
        "impl<T: Clone> Stack<'_, T> where T: Debug {
            fn enter(&mut self) -> &mut Vec<T> {
                if self.depth == 0 {
                    return &mut self.bottom;
                }
                &mut self.items
            }
            fn exit(&mut self) {
                self.items.pop();
            }
        }",
    ));
}

/// A half that mentions a lifetime in its type alone elides it, unless it stands where that means another one.
#[test]
fn impl_with_lifetimes_of_one_half() {
    assert_snapshot!(expansion(
        "",
        "impl<'a, 'b, 'c, 'd: 'a> Session<'a, 'b, 'd, fn(&'c u8)> {
            fn new(text: &'b str) -> Self {
                Self(text)
            }
            fn enter(&mut self) -> &'a str {
                self.0
            }
            fn exit(self) {}
        }",
    ));
}

#[test]
fn impl_without_enter() {
    assert_snapshot!(expansion(
        "crate = crate::scoped",
        "#[cfg(unix)]
        impl Timer {
            fn exit(self) -> Verdict {
                Verdict::Propagate
            }
        }",
    ));
}

#[test]
fn impl_fallible_beside_infallible() {
    assert_snapshot!(expansion(
        "",
        "impl Log {
            fn enter<'a>(&'a mut self) -> io::Result<Lines<'a>> {
                self.lines()
            }
            fn exit(self) {
                println!(\"done\");
            }
        }",
    ));
}

#[test]
fn type_with_both() {
    assert_snapshot!(expansion(
        "enter = open -> Result<&mut Conn<T>, E>, exit = close",
        "pub struct Pooled<T: Clone = u8, const N: usize> where T: Debug {
            conn: Conn<T>,
        }",
    ));
}

#[test]
fn function_fallible() {
    assert_snapshot!(expansion(
        "",
        "/// A directory.
        pub fn temp_dir(prefix: &str) -> io::Result<TempDir> {
            let dir = TempDir::with_prefix(prefix)?;
            let outcome = yield_!(dir);
            if outcome.is_failure() {
                dir.keep();
                return Ok(());
            }
            dir.close()
        }",
    ));
}

#[test]
fn function_infallible() {
    assert_snapshot!(expansion(
        "",
        "fn section(log: &Log, mut name: String, _: Guard) {
            let _span = log.span(&name);
            let started = Instant::now();
            name.push('!');
            yield_!();
            log.line(&name, started.elapsed());
        }",
    ));
}

#[test]
fn method_that_lends_itself() {
    assert_snapshot!(expansion(
        "",
        "fn deeper(&mut self, by: u32) -> &mut Self {
            self.depth += by;
            yield_!(self);
            self.depth -= by;
        }",
    ));
}

#[test]
fn function_with_a_value() {
    assert_snapshot!(expansion(
        "",
        "fn rows<T>(table: &Table<T>) -> Result<impl Iterator<Item = &T>, E> {
            yield_!(table.rows()?);
        }",
    ));
}

#[test]
fn impl_async() {
    assert_snapshot!(expansion(
        "",
        "impl Session<'_> {
            async fn enter(&mut self) -> &mut Connection {
                self.connect().await;
                &mut self.connection
            }
            async fn exit(&mut self, outcome: AsyncOutcome<'_>) -> Result<(), DbError> {
                self.connection.close(outcome.is_success()).await
            }
            fn abandon(&mut self) {
                self.connection.discard();
            }
        }",
    ));
}

#[test]
fn impl_async_without_enter() {
    assert_snapshot!(expansion(
        "",
        "impl Timer {
            async fn exit(self) {}
            fn abandon(self, reason: Abandoned) {}
        }",
    ));
}

#[test]
fn type_async() {
    assert_snapshot!(expansion(
        "enter = async open -> Result<&mut Conn, E>, exit = async close",
        "struct Pooled<'p> { conn: &'p mut Conn }",
    ));
}

#[test]
fn function_async() {
    assert_snapshot!(expansion(
        "",
        "/// A lease.
        pub async fn lease(pool: &Pool, name: String) -> Result<Lease, PoolError> {
            use std::time::Instant;
            let started = Instant::now();
            let lease = pool.lease(&name).await?;
            let outcome = yield_!(lease);
            if outcome.is_failure() {
                return lease.discard().await;
            }
            lease.give_back(started).await
        }",
    ));
}

#[test]
fn function_async_that_is_told_nothing() {
    assert_snapshot!(expansion(
        "",
        "async fn deeper(&mut self) -> &mut Self {
            self.depth.add(1).await;
            yield_!(self);
            self.depth.sub(1).await;
        }",
    ));
}
