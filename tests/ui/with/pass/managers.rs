#![deny(warnings)]

#[path = "../support.rs"]
mod support;
use support::*;

macro_rules! made {
    () => {
        timer()
    };
}

struct Wrap<T>(T);

impl<T> Wrap<T> {
    fn into_timer(self, _: impl Fn(u8, u8) -> u8) -> Timer {
        drop(self.0);
        timer()
    }
}

trait Make {
    fn make() -> Timer;
}

impl Make for u8 {
    fn make() -> Timer {
        timer()
    }
}

fn main() {
    let n = 3_u64;
    with!(Timer { id: 1 } as t => { t.stop(); });
    with!(Timer { id: n as u32 } => {});
    with!(Lends(n as u32) as n => { assert_eq!(n, 3_u32); });
    with!(<u8 as Make>::make() as t => { t.stop(); });
    with!(Wrap::<(u8, u8)>((1, 2)).into_timer(|a, b| a + b) as t, Lends(1 << 2) as s => { t.id = s; });
    with!(match n { 3 => timer(), _ => Timer { id: 2 } } as t => { t.stop(); });
    with!(if n > 2 { timer() } else { Timer { id: 2 } } as t => { t.stop(); });
    with!(made!() as t => { t.stop(); });
    with!(Box::new(timer()) as t => { t.stop(); });
}
