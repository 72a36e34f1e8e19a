use scoped_core::{suppress_if, with};

fn main() {
    with!(suppress_if(|error: &String| error.is_empty()) => {});
}
