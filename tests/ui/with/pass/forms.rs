#![deny(warnings)]

#[path = "../support.rs"]
mod support;
use support::*;

fn main() -> Result<(), Failed> {
    let a = with!(timer() as t => { t.stop() });
    let b = with!(timer() as t => < t.stop() + u32::from(a > 1) >);
    let c = with!(timer() as t, { t.stop() });
    with!(timer() as t, timer() as u, => { t.id = u.stop(); });
    with!(timer() as t, timer() as u, { t.id = u.stop(); });
    with!(timer(), timer() as _, timer() as _t, timer() as _t => {});
    with!(timer() as t, Lends(t.stop()) as t => { assert_eq!(t, 1); });
    with!(timer() => {},);
    with!(timer() => <>);
    with! { timer() as t => { t.stop(); } }
    with![timer() as t => { t.stop(); }];
    let n = with!(open("a")? as f => { f.read()? })?;
    assert_eq!((a, b, c, n), (1, 1, 1, 1));
    Ok(())
}
