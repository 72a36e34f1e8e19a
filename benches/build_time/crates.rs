//! The crates that are built: the same functions, each around a block of one kind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FUNCTIONS: usize = 300;

/// A kind of block.
pub(crate) struct Kind {
    /// In the table.
    pub(crate) name: &'static str,
    /// Of the package.
    package: &'static str,
    dependency: &'static str,
    /// What stands before the functions.
    items: &'static str,
    /// The block, with `NUMBER` for what its manager holds and `BODY` for what is done in it, which uses `number`.
    block: &'static str,
}

pub(crate) const PLAIN: usize = 0;
pub(crate) const SCOPEGUARD: usize = 2;

pub(crate) const KINDS: [Kind; 4] = [
    Kind {
        name: "plain blocks",
        package: "plain",
        dependency: "",
        items: "",
        block: "{ let number = NUMBER; BODY }",
    },
    Kind {
        name: "a guard by hand",
        package: "guard",
        dependency: "",
        items: "
            pub struct Guard(u32);

            impl Drop for Guard {
                fn drop(&mut self) {
                    std::hint::black_box(self.0);
                }
            }
        ",
        block: "{ let guard = Guard(NUMBER); let number = guard.0; BODY }",
    },
    Kind {
        name: "a scopeguard closure",
        package: "closure",
        dependency: "scopeguard = '1'",
        items: "",
        block: "{
            let guard = scopeguard::guard(NUMBER, |number| { std::hint::black_box(number); });
            let number = *guard;
            BODY
        }",
    },
    Kind {
        name: "with!",
        package: "with",
        dependency: concat!(
            "scoped-core = { path = '",
            env!("CARGO_MANIFEST_DIR"),
            "/../scoped-core' }"
        ),
        items: "
            use scoped_core::{ContextManager, Outcome, with};

            pub struct Manager(u32);

            impl ContextManager for Manager {
                type Value<'a> = u32;
                type Exit = Result<(), Trouble>;

                fn enter(&mut self) -> Result<u32, Trouble> {
                    Ok(self.0)
                }

                fn exit(self, outcome: Outcome<'_>) -> Result<(), Trouble> {
                    if outcome.is_success() { Ok(()) } else { Err(Trouble) }
                }
            }
        ",
        block: "with!(Manager(NUMBER) as number => { BODY })?",
    },
];

/// What all of the crates have.
const TROUBLE: &str = "
    #[derive(Debug)]
    pub struct Trouble;

    impl std::fmt::Display for Trouble {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(\"trouble\")
        }
    }

    impl std::error::Error for Trouble {}

    impl From<std::num::ParseIntError> for Trouble {
        fn from(_: std::num::ParseIntError) -> Self {
            Self
        }
    }
";

const FUNCTION: &str = "
    pub fn function_NUMBER(text: &str) -> Result<u32, Trouble> {
        let sum = BLOCK;
        Ok(sum)
    }
";

const BODY: &str = "
    let first: u32 = text.parse()?;
    if first == NUMBER { return Ok(1); }
    let second: u32 = text.parse()?;
    first + second + number
";

/// A generated crate.
pub(crate) struct Crate {
    pub(crate) directory: PathBuf,
    /// Its only source file.
    pub(crate) source: PathBuf,
}

impl Kind {
    /// Writes the crate of this kind into a directory of its own below `parent`.
    pub(crate) fn generate(&self, parent: &Path) -> io::Result<Crate> {
        let directory = parent.join(self.package);
        let source = directory.join("lib.rs");
        fs::create_dir(&directory)?;
        fs::write(directory.join("Cargo.toml"), self.manifest())?;
        // With the dependencies' versions of this workspace, which are here already.
        let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
        fs::copy(lock, directory.join("Cargo.lock"))?;
        fs::write(&source, self.source())?;
        Ok(Crate { directory, source })
    }

    fn manifest(&self) -> String {
        format!(
            "[package]\n\
             name = '{}'\n\
             edition = '2024'\n\
             [lib]\n\
             path = 'lib.rs'\n\
             [dependencies]\n\
             {}\n\
             [workspace]\n",
            self.package, self.dependency
        )
    }

    fn source(&self) -> String {
        let function = FUNCTION.replace("BLOCK", self.block).replace("BODY", BODY);
        let functions =
            (0..FUNCTIONS).map(|number| function.replace("NUMBER", &number.to_string()));
        [TROUBLE.to_owned(), self.items.to_owned()]
            .into_iter()
            .chain(functions)
            .collect()
    }
}
