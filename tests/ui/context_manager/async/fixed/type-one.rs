use scoped_core::{context_manager, with};

#[context_manager(enter = async open, exit = async close)]
struct Pool;

impl Pool {
    async fn open(&mut self) {}
    async fn close(self) {}
}

async fn use_it() {
    with!(async Pool => {});
}

fn main() {}
