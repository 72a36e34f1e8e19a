use scoped_core::context_manager;

fn main() {
    #[context_manager]
    let _limit = 3;
}
