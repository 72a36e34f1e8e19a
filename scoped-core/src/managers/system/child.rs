//! Processes.

use std::io;
use std::process::Child;

use crate::manager::ContextManager;
use crate::outcome::Outcome;

/// Lends the process, and waits for it when the block ends, so that none is left behind as a zombie. Where the body did
/// not complete, the process is killed first; a process that is there to be asked kindly, the body has to ask.
///
/// Before it waits, it closes what it has of the pipes to the process, so that neither waits for the other. Its exit
/// status is what `wait` returns in the body; `exit` fails only when waiting does.
///
/// The idea is `subprocess.Popen` as a context manager.
///
/// # Examples
///
#[cfg_attr(all(feature = "macros", unix), doc = "```")]
#[cfg_attr(all(feature = "macros", not(unix)), doc = "```no_run")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::with;
/// use std::io::{self, Write as _};
/// use std::process::{Command, Stdio};
///
/// # fn main() -> io::Result<()> {
/// let sorted = with!(Command::new("sort").stdin(Stdio::piped()).spawn()? as sort => {
///     let input = sort.stdin.as_mut().expect("it is piped");
///     input.write_all(b"two\none\n")?; // killed when this fails
/// });
/// sorted
/// # }
/// ```
#[diagnostic::do_not_recommend]
impl ContextManager for Child {
    type Value<'a> = &'a mut Self;
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<&mut Self> {
        Ok(self)
    }

    fn exit(mut self, outcome: Outcome<'_>) -> io::Result<()> {
        if outcome.is_failure() {
            // One that has ended already cannot be killed, which is no error.
            if self.try_wait()?.is_none() {
                self.kill()?;
            }
        }
        drop((self.stdin.take(), self.stdout.take(), self.stderr.take()));
        self.wait().map(drop)
    }
}
