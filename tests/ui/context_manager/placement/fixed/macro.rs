use scoped_core::context_manager;

macro_rules! session {
    () => {
        struct Session;

        #[context_manager]
        impl Session {
            fn exit(self) {}
        }
    };
}

session!();

fn main() {}
