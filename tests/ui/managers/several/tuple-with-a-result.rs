use scoped_core::{closing, with};
use std::fs::File;

fn main() {
    with!((closing(1), File::open("path")) as _ => {});
}
