use scoped_core::context_manager;

trait Sessions {
    #[context_manager]
    fn session(&self) -> String;
}

fn main() {}
