use scoped_core::context_manager;

#[context_manager]
fn session() {
    yield_;
}

fn main() {}
