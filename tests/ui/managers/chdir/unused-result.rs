#![deny(warnings)]

use scoped_core::{chdir, with};

fn main() {
    with!(chdir("/") => {});
}
