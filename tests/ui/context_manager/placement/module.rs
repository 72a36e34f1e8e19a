use scoped_core::context_manager;

#[context_manager]
mod session {
    pub fn enter() {}
}

fn main() {}
