use scoped_core::{suppress, with};
use std::error::Error;
use std::fmt;

#[derive(Debug)]
struct Unknown<'w>(&'w str);

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Unknown<'_> {}

fn find<'w>(word: &'w str) -> Result<(), Unknown<'w>> {
    with!(suppress::<Unknown<'w>>() => {
        Err(Unknown(word))?;
    });
    Ok(())
}

fn main() {
    find("word").unwrap();
}
