use scoped_core::{Abandoned, AsyncContextManager, ContextManager, Outcome, with};
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
type Log = Mutex<Vec<String>>;
struct A<'l> {
    log: &'l Log,
    name: &'static str,
}
struct S<'l> {
    log: &'l Log,
    name: &'static str,
}
struct Yield(bool);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            Poll::Ready(())
        } else {
            self.0 = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
}
impl<'l> AsyncContextManager for A<'l> {
    type Value<'a>
        = &'a mut A<'l>
    where
        Self: 'a;
    type Exit = Result<(), String>;
    async fn enter(&mut self) -> Result<&mut A<'l>, String> {
        self.log
            .lock()
            .unwrap()
            .push(format!("enter {}", self.name));
        Yield(false).await;
        Ok(self)
    }
    async fn exit(self, o: Outcome<'_>) -> Result<(), String> {
        Yield(false).await;
        self.log
            .lock()
            .unwrap()
            .push(format!("exit {} {o}", self.name));
        Ok(())
    }
    fn abandon(self, r: Abandoned) {
        self.log
            .lock()
            .unwrap()
            .push(format!("abandon {} {r}", self.name));
    }
}
impl<'l> ContextManager for S<'l> {
    type Value<'a>
        = &'a mut S<'l>
    where
        Self: 'a;
    type Exit = ();
    fn enter(&mut self) -> Result<&mut S<'l>, std::convert::Infallible> {
        self.log
            .lock()
            .unwrap()
            .push(format!("enter {}", self.name));
        Ok(self)
    }
    fn exit(self, o: Outcome<'_>) {
        self.log
            .lock()
            .unwrap()
            .push(format!("exit {} {o}", self.name));
    }
}
fn a<'l>(log: &'l Log, name: &'static str) -> A<'l> {
    A { log, name }
}
fn s<'l>(log: &'l Log, name: &'static str) -> S<'l> {
    S { log, name }
}
async fn job(log: &Log, n: u32) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    let mut sum = 0;
    for i in 0..2 {
        let got = with!(async a(log, "a") as x, s(log, "s"), async a(log, "b") as y => {
            Yield(false).await;
            if n == 1 { return Ok(7); }
            if n == 2 { "x".parse::<u32>()?; }
            if n == 3 && i == 0 { continue; }
            if n == 4 { break; }
            if n == 5 { return Err("boom".into()); }
            if n == 6 { panic!("bang"); }
            Yield(false).await;
            x.name.len() as u32 + y.name.len() as u32
        });
        sum += got??;
    }
    Ok(sum)
}
#[tokio::test(flavor = "multi_thread")]
async fn spawned() {
    for n in 0..7 {
        let out = tokio::spawn(async move {
            let log = Log::default();
            let r = job(&log, n).await;
            format!("{r:?} {:?}", log.into_inner().unwrap())
        })
        .await;
        println!("{n} {out:?}");
    }
}
#[test]
fn cancelled() {
    for n in 0.. {
        let log = Log::default();
        let done = {
            let mut f = pin!(job(&log, 0));
            let mut cx = Context::from_waker(Waker::noop());
            let mut done = false;
            for _ in 0..n {
                if f.as_mut().poll(&mut cx).is_ready() {
                    done = true;
                    break;
                }
            }
            done
        };
        println!("{n} {:?}", log.into_inner().unwrap());
        if done {
            break;
        }
    }
}
async fn never(log: &Log) -> ! {
    with!(async a(log, "x") => { loop { Yield(false).await } }).unwrap()
}
async fn branch(log: &Log, c: bool) -> Result<Result<u32, std::fmt::Error>, String> {
    with!(async a(log, "x") => { if c { with!(s(log, "y") => { Err(std::fmt::Error) }) } else { return Ok(Ok(1)) } })
}
async fn late(log: &Log) -> usize {
    let v;
    let s = String::new();
    with!(s_(log) as x => { v = x.name; if v.is_empty() { drop(s); Yield(false).await; return 1; } });
    s.len() + v.len()
}
fn s_<'l>(log: &'l Log) -> S<'l> {
    s(log, "z")
}
#[tokio::test]
async fn others() {
    let log = Log::default();
    println!(
        "{:?} {:?}",
        branch(&log, true).await,
        branch(&log, false).await
    );
    late(&log).await;
    let _ = never;
    println!("{log:?}");
}
async fn select_jumps(log: &Log, n: u32) -> Result<u32, String> {
    for i in 0..3u32 {
        let got = with!(async a(log, "a") => {
            tokio::select! {
                biased;
                () = async { Yield(false).await }, if n == 9 => return Ok(9),
                x = async { n } => { if x == 1 { return Err("one".into()); } if x == 2 && i == 0 { continue; } if x == 3 { break; } x },
                else => unreachable!(),
            }
        })?;
        let (p, q) = with!(async a(log, "b") => { tokio::join!(async { 1 }, async { Yield(false).await; got }) })?;
        with!(async a(log, "c") => { tokio::try_join!(async { Ok::<_, String>(1) }, async { Err::<u32, _>("late".to_owned()) })?; })?;
        return Ok(p + q);
    }
    Ok(100)
}
#[tokio::test]
async fn selects() {
    for n in [0, 1, 2, 3] {
        let log = Log::default();
        let r = select_jumps(&log, n).await;
        println!("{n} {r:?} {:?}", log.into_inner().unwrap());
    }
}
