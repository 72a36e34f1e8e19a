use scoped_core::{Abandoned, context_manager, with};

struct Pool {
    tries: u32,
}

#[context_manager]
impl Pool {
    async fn exit(self) {}

    fn abandon(&mut self, reason: Abandoned) {
        let _ = (reason, self.tries);
    }
}

async fn use_it() {
    with!(async Pool { tries: 3 } => {});
}

fn main() {}
