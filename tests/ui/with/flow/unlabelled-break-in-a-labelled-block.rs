#[path = "../support.rs"]
mod support;
use support::*;

fn answer() -> u32 {
    42
}

fn main() {
    loop {
        'plain: {
            if answer() == 1 {
                break;
            }
            break 'plain;
        }
    }
    loop {
        with!(timer() => {
            'inside: {
                if answer() == 1 {
                    break;
                }
                break 'inside;
            }
        });
    }
}
