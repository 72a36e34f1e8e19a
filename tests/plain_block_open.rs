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

same! {
    raw_labels() -> u32 {
        'r#loop: loop {
            block! { if support::yes() { break 'r#loop 7; } }
        }
    }
}

same! {
    a_jump_that_cfg_takes_out() -> u32 {
        block! {
            match 1 {
                #[cfg(any())]
                1 => break 'nowhere,
                _ => 7,
            }
        }
    }
}
