use scoped_core::{Outcome, context_manager};

#[context_manager(exit = async close, abandon = give_up)]
struct Connection;

impl Connection {
    async fn close(self) {}

    fn give_up(self, outcome: Outcome<'_>) {
        println!("{outcome}");
    }
}

fn main() {}
