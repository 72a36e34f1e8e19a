use scoped_core::{context_manager, with};

struct Pool;

#[context_manager]
impl Pool {
    fn exit(self) {}
}

fn main() {
    let mut pool = Pool;
    with!(&mut pool as _ => {});
}
