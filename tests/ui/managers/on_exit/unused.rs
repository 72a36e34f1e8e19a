#![deny(warnings)]

use scoped_core::on_exit;

fn main() {
    on_exit(|_| println!("bye"));
}
