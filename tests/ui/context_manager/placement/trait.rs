use scoped_core::context_manager;

#[context_manager]
trait Session {
    fn exit(self);
}

fn main() {}
