#![deny(warnings)]

#[path = "../support.rs"]
mod support;
use support::*;

fn early(leave: bool) -> u32 {
    with!(timer() as t => {
        if leave {
            return t.stop();
        }
        2
    })
}

fn always() -> u32 {
    with!(timer() as t => { return t.stop(); })
}

fn forever(rows: &[u32]) -> u32 {
    for row in rows {
        with!(timer() => {
            if *row == 1 {
                continue;
            }
            break;
        });
    }
    loop {
        with!(timer() as t => { break t.stop(); })
    }
}

fn labelled() -> u32 {
    with!(timer() as t => 'done: {
        if t.stop() == 1 {
            break 'done 7;
        }
        8
    })
}

fn labelled_behind_a_comma(wait: bool) -> u32 {
    with!(timer() as t, 'done: {
        if wait {
            break 'done 7;
        }
        t.stop()
    })
}

fn main() {
    assert_eq!((early(true), early(false), always(), labelled()), (1, 2, 1, 7));
    assert_eq!(forever(&[1, 2]), 1);
    let n: u8 = with!(timer() => { "7".parse().unwrap() });
    assert_eq!(n, 7);
    let _ = with!(open("a").unwrap() as f => { f.read() });
    with!(timer() => {});
    labelled_behind_a_comma(true);
}
