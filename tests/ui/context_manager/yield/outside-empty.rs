use scoped_core::yield_;

fn session() {
    yield_!();
}

fn main() {}
