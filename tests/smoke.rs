use scoped_core::{ContextManager, Outcome, Verdict, with};
use std::cell::RefCell;
use std::fmt::Debug;

pub struct M<'l> {
    log: &'l RefCell<Vec<String>>,
    name: &'static str,
}
impl<'l> ContextManager for M<'l> {
    type Value<'a>
        = &'a mut M<'l>
    where
        Self: 'a;
    type Exit = ();
    fn enter(&mut self) -> Result<&mut M<'l>, std::convert::Infallible> {
        self.log.borrow_mut().push(format!("enter {}", self.name));
        Ok(self)
    }
    fn exit(self, o: Outcome<'_>) {
        self.log
            .borrow_mut()
            .push(format!("exit {} {o}", self.name));
    }
}
pub struct F<'l> {
    log: &'l RefCell<Vec<String>>,
    name: &'static str,
    fail: bool,
}
impl<'l> ContextManager for F<'l> {
    type Value<'a>
        = &'a mut F<'l>
    where
        Self: 'a;
    type Exit = Result<(), String>;
    fn enter(&mut self) -> Result<&mut F<'l>, String> {
        self.log.borrow_mut().push(format!("enter {}", self.name));
        Ok(self)
    }
    fn exit(self, o: Outcome<'_>) -> Result<(), String> {
        self.log
            .borrow_mut()
            .push(format!("exit {} {o}", self.name));
        if self.fail {
            Err("exit failed".into())
        } else {
            Ok(())
        }
    }
}
type Log = RefCell<Vec<String>>;
fn m<'l>(log: &'l Log, name: &'static str) -> M<'l> {
    M { log, name }
}
fn f<'l>(log: &'l Log, name: &'static str) -> F<'l> {
    F {
        log,
        name,
        fail: false,
    }
}
fn logged<T: Debug>(run: impl FnOnce(&Log) -> T) -> String {
    let log = Log::default();
    let v = run(&log);
    format!("{v:?}: {}", log.into_inner().join(", "))
}

#[test]
fn value() {
    assert_eq!(
        logged(|l| with!(m(l, "a") as a => { a.name.len() })),
        "1: enter a, exit a completed"
    );
    assert_eq!(
        logged(|l| with!(m(l, "a") as a, m(l, a.name) as b => < a.name.len() + b.name.len() >)),
        "2: enter a, enter a, exit a completed, exit a completed"
    );
    assert_eq!(
        logged(|l| with!(f(l, "a") as _a, f(l, "b"), {
            Err::<(), _>(std::fmt::Error)
        })),
        "Ok(Ok(Err(Error))): enter a, enter b, exit b failed: an error occurred when formatting an argument, exit a failed: an error occurred when formatting an argument"
    );
}
fn ret(l: &Log, n: i32) -> Result<i32, Box<dyn std::error::Error>> {
    for i in 0..10 {
        let s = String::from("x");
        with!(m(l, "a") as a, m(l, "b") => {
            if n == 0 { return Ok(5); }
            if n == 1 { "x".parse::<i32>()?; }
            if n == 2 { break; }
            if n == 3 { return Err("boom".into()); }
            if n == 4 && i == 0 { continue; }
            for j in 0..3 { with!(m(l, "in") => { if j == 1 { break; } println!("{}", "5".parse::<i32>()?); }) }
            println!("{}", a.name);
        });
        drop(s);
        break;
    }
    let x;
    let y: u8 = with!(m(l, "c") => { x = 1; "7".parse()? });
    Ok(x + i32::from(y))
}
#[test]
fn jumps() {
    for n in 0..6 {
        println!("{n} {}", logged(|l| ret(l, n).map_err(|e| e.to_string())));
    }
}
fn fail(n: i32) -> Result<i32, std::fmt::Error> {
    if n == 1 { Err(std::fmt::Error) } else { Ok(n) }
}
#[test]
fn branches() {
    assert_eq!(
        logged(
            |l| with!(m(l, "a") => { if l.borrow().len() == 1 { with!(f(l, "b") => { fail(1) }) } else { Ok(fail(2)) } })
        ),
        "Ok(Err(Error)): enter a, enter b, exit b failed: an error occurred when formatting an argument, exit a failed: an error occurred when formatting an argument"
    );
    assert_eq!(
        logged(
            |l| with!(m(l, "a") => { if l.borrow().len() == 7 { with!(f(l, "b") => { fail(1) }) } else { Ok(fail(1)) } })
        ),
        "Ok(Err(Error)): enter a, exit a completed"
    );
}
fn ten(l: &Log) -> u32 {
    with!(m(l, "a"), m(l, "b") => { return return 10 })
}
fn two(l: &Log) -> u32 {
    let _ = with!(f(l, "a") => { return 1 });
    2
}
fn three(l: &Log) {
    for number in [1, 2] {
        with!(m(l, "b"), m(l, "c") => { if number == 2 { break; } continue; });
    }
}
fn four(l: &Log) {
    for number in 0..3 {
        with!(m(l, "a") => { match number { 2 if { if number == 1 { continue } else { true } } => 20, n => n } });
    }
}
fn five(l: &Log) -> Option<i32> {
    Some(with!((m(l, "a")) as a => { (Some(*{ &1 }))? + (Some(a.name.len() as i32))? }))
}
#[allow(unreachable_code)]
fn six(l: &Log) -> u32 {
    with!(m(l, "a") => { if l.borrow().len() > 0 { return { println!(); panic!("bang") }; } 5 })
}
fn seven(l: &Log) -> u32 {
    with!(m(l, "a") => { if l.borrow().len() > 0 { #[cfg(windows)] return 7; } 5 })
}
#[test]
fn diverging() {
    assert_eq!(
        logged(ten),
        "10: enter a, enter b, exit b completed, exit a completed"
    );
    assert_eq!(logged(two), "1: enter a, exit a completed");
    logged(three);
    logged(four);
    logged(five);
    logged(seven);
    let _ = std::panic::catch_unwind(|| logged(six));
}
