use scoped_core::{suppress, with};
use std::io;

fn main() {
    with!(suppress::<io::Error> => {});
}
