use scoped_core::{awaiting, scope_async, with};

async fn run() {
    with!(async awaiting(scope_async(1, async |_, _| {})) as number => {
        *number += 1;
    });
}

fn main() {}
