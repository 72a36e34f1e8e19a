mod support;
use scoped_core::with;
use support::*;
fn a() {
    for number in 0..3 {
        with!(plain("a") => { match number { 2 if { if yes() { continue } else { true } } => 20, n => n } });
    }
}
fn a2() {
    for number in 0..3 {
        with!(plain("a") => { match number { 2 if { continue } => 20, n => n } });
    }
}
fn a3() {
    for number in 0..3 {
        with!(plain("a") => { match number { 2 => { if yes() { continue } else { 1 } }, n => n } });
    }
}
fn b() -> u32 { let _ = with!(fallible("a") => { return 1 }); 2 }
fn c() -> u32 { with!(fallible("a") => { return 1 }).unwrap(); 2 }
fn d() -> u32 { with!(fallible("a") => { return 1; }).unwrap(); 2 }
fn e() -> u32 { let _x = with!(suppressing("a") => { if yes() { return 1 } else { return 2 } }); 2 }
fn main() {}
