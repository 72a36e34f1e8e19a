#[path = "../support.rs"]
mod support;
use support::*;

fn main() {
    'rows: for row in 0..3 {
        with!(timer() => {
            if row == 1 {
                break 'rows;
            }
            break 'row;
        });
    }
}
