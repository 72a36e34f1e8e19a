//! The backup: an archive that is there whole or not at all, and nothing else left behind.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

use rand::{RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use crate::{build, stderr, stdout};

const ARCHIVE: &str = "all.tar.zst";

/// A folder with files to copy.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (name, contents) in files {
            let path = folder.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, contents: &[u8]) {
        fs::write(self.path(name), contents).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0);
        command
    }

    /// `backup all.tar.zst`, with these files, in this folder.
    fn backup(&self, files: &[&str]) -> Command {
        let mut backup = self.command(program());
        backup.arg(ARCHIVE).args(files);
        backup
    }

    fn backed_up(&self, files: &[&str]) -> String {
        let output = self.backup(files).output().unwrap();
        assert_eq!(stderr(&output), "", "no progress bar outside of a terminal");
        assert!(output.status.success());
        stdout(&output).to_owned()
    }

    /// Why it failed. Nothing in the folder may be different afterwards.
    fn refusal(&self, backup: &mut Command) -> String {
        let before = self.contents();
        let output = backup.output().unwrap();
        let after = self.contents();
        assert_eq!(
            after.keys().collect::<Vec<_>>(),
            before.keys().collect::<Vec<_>>()
        );
        assert!(after == before, "a file is another one now");
        reason(&output, 1)
    }

    /// The names that are in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Every file that is in the folder itself.
    fn contents(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let contents = |name: &String| fs::read(self.path(name)).ok();
        let names = self.names().into_iter();
        names.map(|name| (name.clone(), contents(&name))).collect()
    }

    /// What is in the archive, in its order.
    fn unpacked(&self) -> Vec<(String, Vec<u8>)> {
        let file = File::open(self.path(ARCHIVE)).unwrap();
        let mut archive = tar::Archive::new(zstd::Decoder::new(file).unwrap());
        let entries = archive.entries().unwrap();
        let mut unpacked = Vec::new();
        for entry in entries {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().to_str().unwrap().to_owned();
            let mut contents = Vec::new();
            entry.read_to_end(&mut contents).unwrap();
            unpacked.push((name, contents));
        }
        unpacked
    }
}

fn program() -> &'static str {
    static BACKUP: LazyLock<PathBuf> = LazyLock::new(|| build("backup"));
    BACKUP.to_str().unwrap()
}

/// What one clear line on stderr says.
fn reason(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
    assert_eq!(stdout(output), "");
    let line = stderr(output).strip_suffix('\n').unwrap();
    assert!(!line.contains('\n'), "{line}");
    let line = line.strip_prefix("error: ").unwrap();
    line.strip_prefix("all.tar.zst was not written: ")
        .unwrap()
        .to_owned()
}

/// What no compression makes smaller.
fn noise(len: usize) -> Vec<u8> {
    let mut noise = vec![0; len];
    ChaCha8Rng::seed_from_u64(1).fill_bytes(&mut noise);
    noise
}

#[test]
fn everything_is_in_the_archive() {
    let noise = noise(1 << 20);
    let files: [(&str, &[u8]); 4] = [
        ("noise", &noise),
        ("empty", b""),
        ("folder/notes", b"in a folder"),
        ("text", b"some text"),
    ];
    let folder = Folder::with(&files);
    let said = folder.backed_up(&files.map(|(name, _)| name));
    assert!(
        said.starts_with("all.tar.zst: 4 files, 1.00 MiB in "),
        "{said}"
    );

    let expected = files.map(|(name, contents)| (name.to_owned(), contents.to_vec()));
    assert!(folder.unpacked() == expected);
    assert_eq!(
        folder.names(),
        [ARCHIVE, "empty", "folder", "noise", "text"]
    );
}

#[test]
fn an_earlier_archive_is_replaced() {
    let folder = Folder::with(&[("a", b"first")]);
    folder.backed_up(&["a"]);
    folder.write("a", b"second");
    folder.backed_up(&["a"]);
    assert_eq!(folder.unpacked(), [("a".to_owned(), b"second".to_vec())]);
    assert_eq!(folder.names(), ["a", ARCHIVE]);
}

#[test]
fn a_file_that_is_named_twice_is_copied_once() {
    let folder = Folder::with(&[("a", b"a"), ("folder/b", b"b")]);
    let a = folder.path("a");
    let mut files = vec!["a", "./a", "folder/b", "folder/../a", "a"];
    assert!(folder.backed_up(&files).contains(": 2 files, 2 B in "));
    let expected = [("a", b"a"), ("folder/b", b"b")];
    let expected = expected.map(|(name, contents)| (name.to_owned(), contents.to_vec()));
    assert_eq!(folder.unpacked(), expected);

    // By its whole path it has another name in there.
    files.push(a.to_str().unwrap());
    assert!(folder.backed_up(&files).contains(": 3 files, 3 B in "));
    let whole = a.to_str().unwrap().trim_start_matches('/');
    assert_eq!(folder.unpacked()[2], (whole.to_owned(), b"a".to_vec()));
}

#[test]
fn what_cannot_be_copied_is_refused_and_leaves_an_earlier_archive_alone() {
    let folder = Folder::with(&[("a", b"a"), ("folder/b", b"b")]);
    let files = |files: &[&str]| folder.refusal(&mut folder.backup(files));
    let missing = "cannot open missing: No such file or directory";
    // There is no archive yet, and there is none afterwards.
    assert!(files(&["a", "missing"]).starts_with(missing));

    folder.backed_up(&["a"]);
    assert!(files(&["a", "missing"]).starts_with(missing));
    assert!(files(&["a/b"]).starts_with("cannot open a/b: "));
    assert_eq!(files(&["a", "folder"]), "folder is not a file");
    assert_eq!(
        files(&["a", "./all.tar.zst"]),
        "./all.tar.zst is the archive itself"
    );
}

#[test]
fn two_files_of_one_name_are_refused() {
    let folder = Folder::with(&[("a", b"a"), ("folder/a", b"another")]);
    let mut backup = folder.command(program());
    let backup = backup.args(["../all.tar.zst", "a", "../a"]);
    let output = backup.current_dir(folder.path("folder")).output().unwrap();
    let line = stderr(&output);
    assert!(line.contains(": ../a and "), "{line}");
    assert!(line.ends_with("would both be a in it\n"), "{line}");
    assert_eq!(folder.names(), ["a", "folder"]);
}

#[test]
fn a_target_that_no_file_can_be_is_refused() {
    let folder = Folder::with(&[("a", b"a"), ("folder/b", b"b")]);
    let refusal = |archive: &str| {
        let output = folder.command(program()).args([archive, "a"]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output).lines().count(), 1);
        assert_eq!(folder.names(), ["a", "folder"]);
        stderr(&output).to_owned()
    };
    let error = "error: folder was not written: it is a folder\n";
    assert_eq!(refusal("folder"), error);
    let error = "error: nowhere/all.tar.zst was not written: cannot look for drafts in nowhere: ";
    assert!(refusal("nowhere/all.tar.zst").starts_with(error));
}

#[cfg(unix)]
mod unix {
    use std::process::{Child, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use scoped_core::with;

    use super::*;

    /// A hole that takes hours to copy.
    const HOURS: u64 = 1 << 40;

    impl Folder {
        /// With a large file that takes no place: all of it is a hole.
        fn with_hole(len: u64) -> Self {
            let folder = Self::with(&[("small", b"small"), ("noise", &noise(1 << 20))]);
            let file = File::create(folder.path("hole")).unwrap();
            file.set_len(len).unwrap();
            folder
        }

        /// Starts to copy all three, and waits until something is written: then it is at the hole, or will soon be.
        fn start(&self) -> Child {
            let mut backup = self.backup(&["small", "noise", "hole"]);
            backup.stdout(Stdio::piped()).stderr(Stdio::piped());
            let before = self.drafts().len();
            let mut child = backup.spawn().unwrap();
            let start = Instant::now();
            while self.drafts().len() == before {
                assert_eq!(child.try_wait().unwrap(), None, "it has ended");
                assert!(start.elapsed() < Duration::from_mins(1), "no draft");
                thread::sleep(Duration::from_millis(5));
            }
            child
        }

        fn drafts(&self) -> Vec<String> {
            let mut names = self.names();
            names.retain(|name| {
                name.starts_with(".all.tar.zst.")
                    && name.len() == ".all.tar.zst.random.partial".len()
                    && fs::metadata(self.path(name)).is_ok_and(|draft| draft.len() > 0)
            });
            names
        }

        /// `backup`, with a limit on the size of a file, in blocks. With its signal ignored, that makes writing fail.
        fn limited(&self, blocks: u32, files: &[&str]) -> Command {
            let mut shell = self.command("sh");
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            shell.args(["-c", &script, program(), ARCHIVE]).args(files);
            shell
        }
    }

    fn signal(child: &Child, signal: &str) {
        let kill = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
    }

    #[test]
    fn interrupted_it_leaves_an_earlier_archive_and_nothing_else() {
        let folder = Folder::with_hole(HOURS);
        folder.backed_up(&["small"]);
        let archive = fs::read(folder.path(ARCHIVE)).unwrap();
        for name in ["-INT", "-TERM", "-HUP"] {
            // The child's manager kills it, should an assertion fail.
            let output = with!(folder.start() as child => {
                signal(child, name);
                output(child)
            });
            assert_eq!(reason(&output.unwrap(), 130), "interrupted");
            assert_eq!(folder.names(), [ARCHIVE, "hole", "noise", "small"]);
            assert!(fs::read(folder.path(ARCHIVE)).unwrap() == archive);
        }
    }

    #[test]
    fn killed_it_leaves_its_draft_which_the_next_run_removes() {
        let folder = Folder::with_hole(HOURS);
        with!(folder.start() as child => {
            child.kill().unwrap();
            assert_eq!(output(child).status.code(), None);
        })
        .unwrap();
        let drafts = folder.drafts();
        let [draft] = &*drafts else {
            panic!("{drafts:?}")
        };
        assert_eq!(folder.names(), [draft, "hole", "noise", "small"]);

        let output = folder.backup(&["small"]).output().unwrap();
        assert!(output.status.success());
        assert_eq!(
            stderr(&output),
            format!("removed ./{draft}, left by a run that was killed\n")
        );
        assert_eq!(folder.names(), [ARCHIVE, "hole", "noise", "small"]);
    }

    #[test]
    fn a_run_leaves_the_draft_of_another_one_alone() {
        let folder = Folder::with_hole(HOURS);
        // Names that are no drafts, though they look like it.
        let others = [".all.tar.zst.partial", ".all.tar.zst.notes.partial"];
        for name in others {
            folder.write(name, b"do not lose this");
        }
        with!(folder.start() as first => {
            let drafts = folder.drafts();
            folder.backed_up(&["small"]);
            with!(folder.start() as second => {
                assert_eq!(folder.drafts().len(), 2);
                signal(second, "-INT");
                assert_eq!(reason(&output(second), 130), "interrupted");
            }).unwrap();
            assert_eq!(folder.drafts(), drafts);
            signal(first, "-INT");
            assert_eq!(reason(&output(first), 130), "interrupted");
        })
        .unwrap();
        assert_eq!(folder.unpacked(), [("small".to_owned(), b"small".to_vec())]);
        assert_eq!(
            folder.names(),
            [others[1], others[0], ARCHIVE, "hole", "noise", "small"]
        );
    }

    #[test]
    fn out_of_space_it_leaves_an_earlier_archive_and_nothing_else() {
        let folder = Folder::with(&[("small", b"small"), ("noise", &noise(1 << 20))]);
        let too_large = "File too large (os error 27)";
        // In the middle of a copy; and at the end, when what is still in the buffer is written.
        let cases: [(u32, &[&str]); 2] = [(64, &["small", "noise"]), (0, &["small"])];
        for (blocks, files) in cases {
            let error = folder.refusal(&mut folder.limited(blocks, files));
            assert_eq!(error, too_large);
        }
        folder.backed_up(&["small"]);
        for (blocks, files) in cases {
            let error = folder.refusal(&mut folder.limited(blocks, files));
            assert_eq!(error, too_large);
        }
        // The limit as such does no harm.
        let output = folder.limited(64, &["small"]).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }

    #[test]
    fn more_files_than_a_process_may_open_are_refused() {
        let names: Vec<_> = (0..40).map(|number| format!("file{number}")).collect();
        let files: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        let folder = Folder::with(&files);
        let mut shell = folder.command("sh");
        shell.args(["-c", "ulimit -n 32; exec \"$0\" \"$@\"", program(), ARCHIVE]);
        let error = folder.refusal(shell.args(&names));
        assert!(error.contains(": Too many open files"), "{error}");
    }

    /// Opening one would wait for somebody who writes to it.
    #[test]
    fn a_named_pipe_is_refused() {
        let folder = Folder::with(&[("a", b"a")]);
        let made = folder.command("mkfifo").arg("pipe").status();
        assert!(made.unwrap().success());
        let output = folder.backup(&["a", "pipe"]).output().unwrap();
        assert_eq!(reason(&output, 1), "pipe is not a file");
        assert_eq!(folder.names(), ["a", "pipe"]);
    }

    #[test]
    fn a_file_that_shrinks_while_it_is_copied_is_no_backup() {
        let folder = Folder::with_hole(HOURS);
        let output = with!(folder.start() as child => {
            File::create(folder.path("hole")).unwrap();
            output(child)
        });
        let error = reason(&output.unwrap(), 1);
        assert_eq!(error, "hole has changed while it was copied");
        assert_eq!(folder.names(), ["hole", "noise", "small"]);
    }

    /// Everything was copied, and the input's manager sees it at its exit.
    #[test]
    fn a_file_that_is_written_to_after_it_was_copied_is_no_backup() {
        let folder = Folder::with_hole(1 << 28);
        let output = with!(folder.start() as child => {
            signal(child, "-STOP");
            folder.write("small", b"SMALL");
            signal(child, "-CONT");
            output(child)
        });
        let error = reason(&output.unwrap(), 1);
        assert_eq!(error, "small has changed while it was copied");
        assert_eq!(folder.names(), ["hole", "noise", "small"]);
    }

    /// `wait_with_output`, of a child that is lent.
    fn output(child: &mut Child) -> Output {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let pipes = (child.stdout.take(), child.stderr.take());
        let status = child.wait().unwrap();
        pipes.0.unwrap().read_to_end(&mut stdout).unwrap();
        pipes.1.unwrap().read_to_end(&mut stderr).unwrap();
        Output {
            status,
            stdout,
            stderr,
        }
    }
}
