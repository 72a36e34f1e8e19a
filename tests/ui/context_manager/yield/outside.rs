use scoped_core::yield_;

fn session() -> u8 {
    yield_!(String::new());
    1
}

fn main() {}
