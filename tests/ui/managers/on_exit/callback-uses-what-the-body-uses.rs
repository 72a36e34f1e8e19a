use scoped_core::{on_exit, with};

fn main() {
    let mut log = Vec::new();
    with!(on_exit(|_| log.push("ends")) => {
        log.push("begins");
    });
}
