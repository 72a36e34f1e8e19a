use scoped_core::{on_exit, with};

async fn run() {
    with!(on_exit(async |_| {}) => {});
}

fn main() {}
