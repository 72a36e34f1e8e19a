//! Ctrl-C, and the other signals that ask a program to end.

use std::io;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What shells report of a program that Ctrl-C has ended.
pub(crate) const EXIT_CODE: u8 = 130;

/// Knows whether the program was asked to end.
pub(crate) struct Interrupt(Arc<AtomicBool>);

#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
pub(crate) struct Interrupted;

impl Interrupt {
    /// From now on, a first Ctrl-C is only noted, and a second one ends the program where it stands.
    pub(crate) fn listen() -> Result<Self, ctrlc::Error> {
        let interrupted = Arc::new(AtomicBool::new(false));
        let noted = Arc::clone(&interrupted);
        ctrlc::set_handler(move || {
            if noted.swap(true, Ordering::Relaxed) {
                process::exit(EXIT_CODE.into());
            }
        })?;
        Ok(Self(interrupted))
    }

    /// Fails with [`Interrupted`] when the program was asked to end.
    pub(crate) fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) {
            // Not `ErrorKind::Interrupted`: who gets that from a reader tries again.
            return Err(io::Error::other(Interrupted));
        }
        Ok(())
    }
}
