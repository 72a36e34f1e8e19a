//! Asks rust-analyzer what it offers behind a `.` in code that is being typed. In a block of ours it has to be what it offers
//! in a plain one.

mod cases;
mod client;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use cases::{BODIES, CURSOR, FORMS, HEADERS};
use client::Editor;

const MANAGERS: &str = include_str!("managers.rs");

fn main() -> io::Result<ExitCode> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize()?;
    let mut editor = Editor::open(&package, "managers.rs", MANAGERS)?;
    let mut offers = |method: &str, code: &str| {
        let (before, behind) = code.split_once(CURSOR).expect("there is a cursor");
        let offered = editor.complete(&format!("{MANAGERS}\n{before}"), behind)?;
        io::Result::Ok(offered.iter().any(|offer| offer.starts_with(method)))
    };
    let (plain, forms) = FORMS.split_first().expect("there are forms");
    let mut asked = 0;
    let mut missing = Vec::new();
    for body in BODIES {
        if !offers("insert", &plain.replace("BODY", body))? {
            return Err(io::Error::other(format!(
                "nothing is offered in a plain block: is the component rust-src there?\n{body}"
            )));
        }
        for form in forms {
            let code = form.replace("BODY", body);
            asked += 1;
            if !offers("insert", &code)? {
                missing.push(code);
            }
        }
    }
    for header in HEADERS {
        asked += 1;
        if !offers("begin", header)? {
            missing.push((*header).to_owned());
        }
    }
    for code in &missing {
        println!("nothing is offered at the `{CURSOR}`:\n{code}\n");
    }
    println!(
        "asked at {asked} places, {} without an offer",
        missing.len()
    );
    Ok(if missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
