//! Builds a program of the functions, runs it, and reads the logs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::tree::Function;
use crate::write;

/// How many functions share a file.
const PER_FILE: usize = 100;

/// The log of each function, in order.
pub fn logs_of(name: &str, functions: &[Function]) -> Vec<Vec<String>> {
    let target = target_directory();
    let package = target.join("random").join(name);
    let programs = write_package(&package, functions);
    cargo(&["build"], &package, &target);
    let mut logs = Vec::new();
    for program in programs {
        logs.extend(read_logs(&cargo(
            &["run", "--bin", &program],
            &package,
            &target,
        )));
    }
    logs
}

/// What a command of cargo writes.
fn cargo(arguments: &[&str], package: &Path, target: &Path) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--quiet", "--offline"])
        .current_dir(package)
        // The library is built there already.
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo can be run");
    assert!(
        output.status.success(),
        "cargo {arguments:?} in {} ends with {}:\n{}",
        package.display(),
        output.status,
        String::from_utf8_lossy(&output.stderr),
    );
    String::from_utf8(output.stdout).expect("the logs are text")
}

/// `target/debug/deps/random-..` is this program.
fn target_directory() -> PathBuf {
    let program = env::current_exe().expect("the test binary has a path");
    program
        .ancestors()
        .nth(3)
        .expect("it lies in a target directory")
        .to_owned()
}

/// Writes a program for each file of functions, as each is built on one core, and gives their names.
fn write_package(package: &Path, functions: &[Function]) -> Vec<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = package.join("src");
    fs::create_dir_all(&source).expect("the package's directory can be made");
    let name = package
        .file_name()
        .and_then(|name| name.to_str())
        .expect("the name is ours");
    let mut manifest = format!(
        "[package]\nname = \"scoped-random-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         autobins = false\n\n\
         [dependencies]\nscoped-core = {{ path = {:?} }}\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n",
        workspace.join("scoped-core"),
    );
    let support = workspace.join("tests/support/mod.rs");
    let mut programs = Vec::new();
    for (index, chunk) in functions.chunks(PER_FILE).enumerate() {
        let mut text = "use super::*;\n\
                        use super::impostors::{dbg, ensure, env, todo, unimplemented, vec};\n"
            .to_owned();
        let mut main = include_str!("prelude.rs").to_owned();
        let _ = write!(
            main,
            "\n#[path = {support:?}]\nmod support;\nmod part{index};\n\nfn main() {{\n    set_hooks();\n"
        );
        for function in chunk {
            let _ = write!(text, "\npub(crate) {}", write::function(function));
            let id = function.id;
            let _ = writeln!(main, "    run({id}, part{index}::f{id});");
        }
        main.push_str("}\n");
        put(&source.join(format!("part{index}.rs")), &text);
        put(&source.join(format!("main{index}.rs")), &main);
        let program = format!("scoped-random-{name}-{index}");
        let _ = write!(
            manifest,
            "\n[[bin]]\nname = {program:?}\npath = \"src/main{index}.rs\"\n"
        );
        programs.push(program);
    }
    put(&package.join("Cargo.toml"), &manifest);
    // The same versions, so that what is built is used.
    if let Ok(lock) = fs::read_to_string(workspace.join("Cargo.lock")) {
        put(&package.join("Cargo.lock"), &lock);
    }
    programs
}

/// Writes a file that is not as it is to be, so that nothing is built twice.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn read_logs(text: &str) -> Vec<Vec<String>> {
    let mut logs = Vec::<Vec<String>>::new();
    for line in text.lines() {
        if line.starts_with("# ") {
            logs.push(Vec::new());
        } else if let Some(log) = logs.last_mut() {
            log.push(line.to_owned());
        }
    }
    logs
}
