use scoped_core::{suppress, with};

fn main() {
    with!(suppress::<String>() => {});
}
