//! The working directory.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use crate::manager::ContextManager;
use crate::outcome::Outcome;

/// Changes the working directory, and changes it back when the block ends.
///
/// Entering fails when the directory cannot be changed to, or when the present one is not known; exiting, when that is
/// not there any more. The working directory is the process's: threads see each other's.
///
/// The idea is `contextlib.chdir`.
///
/// # Examples
///
#[cfg_attr(feature = "macros", doc = "```")]
#[cfg_attr(not(feature = "macros"), doc = "```ignore")]
/// use scoped_core::{chdir, with};
/// use std::env;
///
/// # fn main() -> std::io::Result<()> {
/// let before = env::current_dir()?;
/// with!(chdir(env::temp_dir()) => {
///     assert_ne!(env::current_dir()?, before);
/// })?;
/// assert_eq!(env::current_dir()?, before);
/// # Ok(())
/// # }
/// ```
#[must_use = "it does nothing unless it is entered"]
pub fn chdir(path: impl AsRef<Path>) -> Chdir {
    Chdir {
        path: path.as_ref().to_path_buf(),
        before: None,
    }
}

/// The manager that [`chdir`] makes. It can be entered again.
#[derive(Clone, Debug)]
pub struct Chdir {
    path: PathBuf,
    before: Option<PathBuf>,
}

#[diagnostic::do_not_recommend]
impl ContextManager for Chdir {
    type Value<'a> = ();
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<()> {
        let before = env::current_dir()?;
        env::set_current_dir(&self.path)?;
        self.before = Some(before);
        Ok(())
    }

    fn exit(mut self, outcome: Outcome<'_>) -> io::Result<()> {
        (&mut self).exit(outcome)
    }
}

#[diagnostic::do_not_recommend]
impl ContextManager for &mut Chdir {
    type Value<'a>
        = ()
    where
        Self: 'a;
    type Exit = io::Result<()>;

    fn enter(&mut self) -> io::Result<()> {
        (**self).enter()
    }

    fn exit(self, _: Outcome<'_>) -> io::Result<()> {
        self.before.take().map_or(Ok(()), env::set_current_dir)
    }
}
