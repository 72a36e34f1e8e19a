use scoped_core::{suppress_if, with};
use std::io;

fn main() {
    with!(suppress_if(|error| error.kind() == io::ErrorKind::NotFound) => {});
}
