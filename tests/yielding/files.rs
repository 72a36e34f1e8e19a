//! Over files, with `tempfile`.

use crate::harness::*;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir, tempdir};

/// Notes when it is dropped whether a path is there.
struct Watch(PathBuf);

impl Drop for Watch {
    fn drop(&mut self) {
        note(format_args!("is there: {}", self.0.exists()));
    }
}

/// The names in a directory.
fn names_in(dir: &Path) -> String {
    let names = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names.join(" ")
}

same! {
    the_path_of_a_directory [shared] {
        function! {
            #[context_manager]
            fn scratch[]() -> [io::Result<&Path>] => [io::Result<()>] {
                let dir = tempdir()?;
                let _watch = Watch(dir.path().to_owned());
                fs::write(dir.path().join("setup"), "")?;
                yield_!(dir.path());
                note(format_args!("teardown {}", names_in(dir.path())));
                Ok(())
            }
        }
    }
    run (scratch()) as dir => {
        fs::write(dir.join("body"), "").unwrap();
        note(format_args!("body {}", names_in(dir)));
    }
}

same! {
    a_directory_that_is_closed [owned] {
        function! {
            #[context_manager]
            fn workspace[](prefix: &str,) -> [io::Result<TempDir>] => [io::Result<()>] {
                let dir = tempfile::Builder::new().prefix(prefix).tempdir()?;
                let watch = Watch(dir.path().to_owned());
                for name in ["a", "b"] {
                    File::create(dir.path().join(name))?;
                }
                let outcome = yield_!(dir);
                note(format_args!("{outcome}: {}", names_in(dir.path())));
                if outcome.is_failure() {
                    let kept = dir.keep();
                    drop(watch);
                    fs::remove_dir_all(kept)?;
                    return Ok(());
                }
                dir.close()
            }
        }
    }
    run (workspace("corpus")) as dir => {
        fs::remove_file(dir.path().join("a")).unwrap();
        note("body");
    }
}

same! {
    a_directory_that_only_lives [owned] {
        function! {
            #[context_manager]
            fn somewhere[](name: &str,) -> [io::Result<PathBuf>] => [io::Result<()>] {
                let dir = tempdir()?;
                let path = dir.path().join(name);
                let _watch = Watch(path.clone());
                fs::create_dir(&path)?;
                yield_!(path);
                note(format_args!("teardown {}", path.is_dir()));
                Ok(())
            }
        }
    }
    run (somewhere("inner")) as path => { note(format_args!("body {}", path.is_dir())); }
}

same! {
    written_and_read_again [changed] {
        function! {
            #[context_manager]
            fn report[](header: &str,) -> [io::Result<NamedTempFile>] => [io::Result<()>] {
                let mut file = NamedTempFile::new()?;
                let _watch = Watch(file.path().to_owned());
                writeln!(file, "{header}")?;
                yield_!(file);
                file.flush()?;
                for line in BufReader::new(file.reopen()?).lines() {
                    note(line?);
                }
                let path = file.into_temp_path();
                path.close()
            }
        }
    }
    run (report("header")) as file => {
        writeln!(file, "line").unwrap();
        note("body");
    }
}

same! {
    a_file_that_is_restored [owned] {
        function! {
            #[context_manager]
            fn edited[](dir: &TempDir, text: &str,) -> [io::Result<PathBuf>] => [io::Result<()>] {
                let path = dir.path().join("config");
                let before = fs::read_to_string(&path).unwrap_or_default();
                fs::write(&path, text)?;
                yield_!(path);
                let found = fs::read_to_string(&path)?;
                note(format_args!("found {found}"));
                fs::write(&path, before)?;
                note(format_args!("restored {:?}", fs::read_to_string(path)?));
                Ok(())
            }
        }
    }
    run (edited(&tempdir().unwrap(), "new")) as path => {
        OpenOptions::new().append(true).open(path).unwrap().write_all(b" line").unwrap();
        note("body");
    }
}

same! {
    what_a_writer_holds_back [changed] {
        function! {
            #[context_manager]
            fn buffered[](file: &File,) -> [BufWriter<File>] {
                let clone = file.try_clone().unwrap();
                let mut writer = BufWriter::new(clone);
                writer.write_all(b"setup ").unwrap();
                yield_!(writer);
                note(format_args!("held back {}", writer.buffer().len()));
                drop(writer);
                let mut text = String::new();
                let mut file = file;
                file.rewind().unwrap();
                file.read_to_string(&mut text).unwrap();
                note(text);
            }
        }
    }
    run (buffered(&tempfile::tempfile().unwrap())) as writer => {
        writer.write_all(b"body").unwrap();
        note("body");
    }
}

same! {
    a_file_that_locks [owned] {
        struct Lock(PathBuf);

        impl Lock {
            fn acquire(path: &Path) -> io::Result<Self> {
                File::create_new(path)?;
                note("lock");
                Ok(Self(path.to_owned()))
            }
        }

        impl Drop for Lock {
            fn drop(&mut self) {
                note(format_args!("unlock {}", fs::remove_file(&self.0).is_ok()));
            }
        }

        function! {
            #[context_manager]
            fn exclusively[](taken: bool,) -> [io::Result<()>] => [io::Result<()>] {
                let dir = tempdir()?;
                let path = dir.path().join("lock");
                if taken {
                    fs::write(&path, "")?;
                    note("taken");
                }
                let _lock = Lock::acquire(&path).map_err(|error| io::Error::other(error.kind().to_string()))?;
                yield_!();
                note(format_args!("teardown {}", path.exists()));
                Ok(())
            }
        }
    }
    run (exclusively(false)), (exclusively(true)) as () => { note("body"); }
}

same! {
    one_of_two_places [owned] {
        function! {
            #[context_manager]
            fn output[](to: Option<&Path>,) -> [io::Result<PathBuf>] => [io::Result<()>] {
                match to {
                    Some(path) => {
                        yield_!(path.to_owned());
                        note("a place of its own");
                    }
                    None => {
                        let dir = tempdir()?;
                        let path = dir.path().join("output");
                        let _watch = Watch(dir.path().to_owned());
                        yield_!(path);
                        note(format_args!("{:?}", fs::read_to_string(path)?));
                        dir.close()?;
                    }
                }
                note("teardown");
                Ok(())
            }
        }
    }
    run (output(None)), (output(Some(&NamedTempFile::new().unwrap().into_temp_path()))) as path => {
        fs::write(path, "text").unwrap();
        note("body");
    }
}
