use scoped_core::{suppress, with};
use std::error::Error;

fn main() {
    with!(suppress::<Box<dyn Error>>() => {});
}
