use scoped_core::context_manager;

unsafe extern "C" {
    #[context_manager]
    fn session();
}

fn main() {}
