#![deny(warnings)]

use scoped_core::{awaiting, closing};

fn main() {
    awaiting(closing(1));
}
