//! Managers of what the operating system has, and std's own types as managers.

mod chdir;
mod child;
mod either;
mod file;
mod lock;

pub use chdir::{Chdir, chdir};
pub use lock::{Poisoned, Reading, reading};
