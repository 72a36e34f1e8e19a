use scoped_core::{awaiting, closing, with};

fn main() {
    with!(awaiting(closing(1)) as number => {
        *number += 1;
    });
}
