use scoped_core::context_manager;

#[context_manager]
unsafe extern "C" {
    fn session();
}

fn main() {}
