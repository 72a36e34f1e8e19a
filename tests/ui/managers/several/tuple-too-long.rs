use scoped_core::{closing, with};

fn main() {
    let m = closing(1);
    with!((m, m, m, m, m, m, m, m, m) as _ => {});
}
