use scoped_core::{nullcontext, with};

async fn run() {
    with!(async (nullcontext(1), nullcontext(2)) as (one, two) => {
        println!("{one} {two}");
    });
}

fn main() {}
