//! Bodies that do not compile yet.

mod support;

use support::same::same;

same! {
    return_of_return() -> u32 {
        block! { return return 10 }
    }
}

same! {
    return_of_return_of_return() -> u32 {
        block! { return return return 10; }
    }
}
