use scoped_core::context_manager;

fn main() {
    let _three = #[context_manager]
    || 3;
}
