//! Hands programs to the compiler, all in one crate, and gives back what it says about each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use escargot::CargoBuild;

use crate::case::Program;
use crate::facts::Diagnostic;

pub(crate) struct Compiler {
    library: PathBuf,
    rustc: PathBuf,
    arguments: Vec<&'static str>,
}

impl Compiler {
    /// The one that cargo uses.
    pub(crate) fn rustc() -> Self {
        let rustc = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        Self {
            library: library(CargoBuild::new()),
            rustc,
            arguments: Vec::new(),
        }
    }

    /// Another one: `$OTHER_RUSTC`.
    pub(crate) fn other() -> Self {
        let rustc = std::env::var_os("OTHER_RUSTC").expect("`OTHER_RUSTC` is the path of a rustc");
        let build = CargoBuild::new()
            .env("RUSTC", &rustc)
            .target_dir(concat!(env!("CARGO_TARGET_TMPDIR"), "/other"));
        Self {
            library: library(build),
            rustc: PathBuf::from(rustc),
            arguments: Vec::new(),
        }
    }

    /// Clippy, with its lints, if it is there.
    pub(crate) fn clippy() -> Option<Self> {
        let mut compiler = Self::rustc();
        let sysroot = Command::new(&compiler.rustc)
            .args(["--print", "sysroot"])
            .output()
            .unwrap();
        let sysroot = String::from_utf8(sysroot.stdout).unwrap();
        compiler.rustc = Path::new(sysroot.trim()).join("bin/clippy-driver");
        compiler.arguments = vec!["-Wclippy::all", "-Wclippy::pedantic"];
        compiler.rustc.exists().then_some(compiler)
    }

    /// What is said about each of the programs, which stand in one crate.
    pub(crate) fn said_of(&self, programs: &[&Program]) -> Vec<Vec<Vec<String>>> {
        let directory = tempfile::tempdir().unwrap();
        let support = concat!(env!("CARGO_MANIFEST_DIR"), "/support.rs");
        let mut root = format!("#[path = {support:?}]\nmod support;\n");
        let mut indices = BTreeMap::new();
        for (index, program) in programs.iter().enumerate() {
            let file = directory.path().join(format!("program_{index}.rs"));
            // Behind the text, so that a place in the program is one in the file.
            let text = format!(
                "{}\n#[allow(unused_imports)]\nuse crate::support::*;\n",
                program.text
            );
            fs::write(&file, text).unwrap();
            let file = file.to_str().unwrap().to_owned();
            root.push_str(&format!("#[path = {file:?}]\npub mod program_{index};\n"));
            indices.insert(file, index);
        }
        let root_file = directory.path().join("root.rs");
        fs::write(&root_file, root).unwrap();

        let mut said = vec![Vec::new(); programs.len()];
        let arguments = [&["--crate-type=lib", "--cap-lints=warn"], &*self.arguments].concat();
        for diagnostic in self.diagnostics(&root_file, directory.path(), arguments) {
            let Some((file, place)) = diagnostic.place() else {
                continue;
            };
            let index = *indices
                .get(file)
                .unwrap_or_else(|| panic!("about no program: {file}"));
            if place >= programs[index].text.len() {
                continue;
            }
            let facts = diagnostic.facts(programs[index], file);
            // A plain block has two bindings with the name.
            let again = programs[index].plain.is_none() && said[index].contains(&facts);
            if !again {
                said[index].push(facts);
            }
        }
        said
    }

    /// The messages of the errors in a program, or of the warnings if it has none.
    pub(crate) fn messages_of(&self, program: &str) -> Vec<String> {
        let directory = tempfile::tempdir().unwrap();
        let root_file = directory.path().join("root.rs");
        fs::write(&root_file, program).unwrap();
        let arguments = [&["--crate-type=lib", "--cap-lints=warn"], &*self.arguments].concat();
        let said = self.diagnostics(&root_file, directory.path(), arguments);
        let (errors, warnings): (Vec<_>, Vec<_>) = said
            .into_iter()
            .filter(|diagnostic| diagnostic.place().is_some())
            .partition(Diagnostic::is_error);
        let said = if errors.is_empty() { warnings } else { errors };
        said.iter().map(Diagnostic::heading).collect()
    }

    /// What is said about the crate that a file is the root of.
    pub(crate) fn diagnostics<'a>(
        &self,
        root: &Path,
        output: &Path,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Vec<Diagnostic> {
        let dependencies = self.library.parent().unwrap().join("deps");
        let output = Command::new(&self.rustc)
            .args([
                "--edition=2024",
                "--crate-name=case",
                "--emit=metadata",
                "--error-format=json",
            ])
            .arg("--out-dir")
            .arg(output)
            .arg("-L")
            .arg(format!("dependency={}", dependencies.display()))
            .arg("--extern")
            .arg(format!("scoped_core={}", self.library.display()))
            .args(arguments)
            .arg(root)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        stderr
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }
}

/// The library, as it is built.
fn library(build: CargoBuild) -> PathBuf {
    let build = build
        .manifest_path(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../scoped-core/Cargo.toml"
        ))
        .arg("--lib")
        .exec()
        .unwrap();
    for message in build {
        let message = message.unwrap();
        if let escargot::format::Message::CompilerArtifact(artifact) = message.decode().unwrap() {
            let found = artifact.target.name == "scoped_core";
            if let Some(file) = artifact.filenames.first().filter(|_| found) {
                return file.to_path_buf();
            }
        }
    }
    panic!("cargo built no `scoped_core`")
}
