//! Over `std`.

// Locals that nobody mentions are the point; and a function that cannot be cut awaits at its `yield_!`.
#![allow(
    unused_assignments,
    unused_variables,
    clippy::await_holding_lock,
    clippy::await_holding_refcell_ref,
    clippy::boxed_local,
    clippy::needless_late_init
)]

use crate::harness::*;

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Mutex, RwLock};
use std::{env, io, mem, thread};

use scoped_core::Verdict;

same! {
    a_guard_that_nobody_mentions [owned] {
        static M: Mutex<u8> = Mutex::new(1);

        function! {
            #[context_manager]
            fn locked[](g: Noisy,) -> [u8] {
                let _guard = M.lock().unwrap();
                let _ = g;
                note("setup");
                yield_!(5);
                note("teardown");
            }
        }
    }
    run (locked(Noisy("g"))) as value => {
        note(format_args!("body {value} {}", M.try_lock().is_err()));
    }
}

same! {
    a_type_that_ends_in_result [owned] {
        #[derive(Debug)]
        struct QueryResult(#[allow(dead_code)] Noisy);

        function! {
            #[context_manager]
            fn queried[]() -> [QueryResult] {
                let found = QueryResult(Noisy("row"));
                yield_!(found);
                note("teardown");
            }
        }
    }
    run (queried()) as found => { note(format_args!("body {found:?}")); }
}

same! {
    a_result_and_its_outcome [changed] {
        function! {
            #[context_manager]
            fn named[](fails: bool,) -> [Result<String, Oops>] => [Result<(), Oops>] {
                let mut name = String::from("n");
                let a = Noisy("a");
                name.push('!');
                let outcome = yield_!(name);
                note(format_args!("{outcome} {name}"));
                drop(a);
                if fails {
                    return Err(Oops("teardown"));
                }
                let _b = Noisy("b");
                Ok(())
            }
        }
    }
    run (named(false)), (named(true)) as name => {
        name.push('?');
        note(format_args!("body {name}"));
    }
}

same! {
    assigned_to_nothing [owned] {
        function! {
            #[context_manager]
            fn kept[]() -> [u8] {
                let g = Noisy("g");
                let h = Noisy("h");
                _ = g;
                yield_!(1);
                note(format_args!("teardown {}", h.len()));
            }
        }
    }
    run (kept()) as value => { note(format_args!("body {value}")); }
}

same! {
    a_field_of_a_struct_pattern [owned] {
        struct P {
            a: Noisy,
            #[allow(dead_code)]
            b: Noisy,
        }

        function! {
            #[context_manager]
            fn field[](p: P, last: Noisy,) -> [Noisy] {
                let P { a, .. } = p;
                note("setup");
                yield_!(a);
                note("teardown");
                let _ = last;
            }
        }
    }
    run (field(P { a: Noisy("a"), b: Noisy("b") }, Noisy("last"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    a_pattern_of_an_argument [owned] {
        function! {
            #[context_manager]
            fn first[]((a, _): (Noisy, Noisy),) -> [usize] {
                yield_!(a.len());
                note("teardown");
            }
        }
    }
    run (first((Noisy("first"), Noisy("second")))) as value => {
        note(format_args!("body {value}"));
    }
}

same! {
    a_reference_to_a_temporary [owned] {
        fn make() -> Noisy {
            Noisy("made")
        }

        function! {
            #[context_manager]
            fn guarded[]() {
                let _before = Noisy("before");
                let _guard = &make();
                yield_!();
                note("teardown");
            }
        }
    }
    run (guarded()) as () => { note("body"); }
}

same! {
    a_mock_that_expects [owned] {
        struct Mock(u32, #[allow(dead_code)] Noisy);

        impl Mock {
            fn expect_call(&mut self) {
                self.0 += 1;
            }
        }

        impl Drop for Mock {
            fn drop(&mut self) {
                note(format_args!("verify {}", self.0));
            }
        }

        function! {
            #[context_manager]
            fn expecting[]() -> [&'static str] {
                let mut mock = Mock(0, Noisy("mock"));
                mock.expect_call();
                yield_!("url");
                note("teardown");
            }
        }
    }
    run (expecting()) as url => { note(format_args!("body {url}")); }
}

same! {
    moved_on_one_path_of_a_labelled_block [owned] {
        function! {
            #[context_manager]
            fn maybe_moved[](leaves: bool,) -> [u8] {
                let v = Noisy("v");
                let _w = Noisy("w");
                'moving: {
                    if leaves {
                        break 'moving;
                    }
                    drop(v);
                    note("moved");
                }
                yield_!(1);
                note("teardown");
            }
        }
    }
    run (maybe_moved(true)), (maybe_moved(false)) as value => {
        note(format_args!("body {value}"));
    }
}

same! {
    a_method_with_the_name_of_a_local [owned] {
        struct Registry;

        impl Registry {
            fn name(&self, text: &str) {
                note(format_args!("named {text}"));
            }
        }

        function! {
            #[context_manager]
            fn registered[](registry: Registry,) -> [u8] {
                let name = Noisy("name");
                registry.name("it");
                let text = "name";
                registry.name(text);
                yield_!(1);
                note("teardown");
            }
        }
    }
    run (registered(Registry)) as value => { note(format_args!("body {value}")); }
}

same! {
    alternatives_of_a_local [owned] {
        function! {
            #[context_manager]
            fn configured[]() -> [u8] {
                #[cfg(not(any()))]
                let _log = Noisy("this one");
                #[cfg(any())]
                let _log = Noisy("the other one");
                yield_!(1);
                note("teardown");
            }
        }
    }
    run (configured()) as value => { note(format_args!("body {value}")); }
}

same! {
    matched_before [owned] {
        function! {
            #[context_manager]
            fn length[](opt: Option<Noisy>,) -> [usize] {
                let _kept = Noisy("kept");
                let n = match opt {
                    Some(s) => s.len(),
                    None => 0,
                };
                yield_!(n);
                note("teardown");
            }
        }
    }
    run (length(Some(Noisy("some")))), (length(None)) as n => { note(format_args!("body {n}")); }
}

same! {
    looked_at_before [owned] {
        function! {
            #[context_manager]
            fn shown[](opt: Option<Noisy>, by: Option<Noisy>,) -> [bool] {
                if let Some(s) = opt {
                    note(format_args!("setup {}", s.len()));
                }
                if let Some(s) = &by {
                    note(format_args!("by {}", s.len()));
                }
                yield_!(true);
                note("teardown");
            }
        }
    }
    run (shown(Some(Noisy("a")), Some(Noisy("b")))), (shown(None, None)) as value => {
        note(format_args!("body {value}"));
        note("end");
    }
}

same! {
    a_field_by_a_name [owned] {
        struct S {
            rows: Vec<Noisy>,
            name: Noisy,
        }

        function! {
            #[context_manager]
            fn rows_of[](s: S,) -> [Vec<Noisy>] {
                let rows = s.rows;
                yield_!(rows);
                note(format_args!("teardown {} {}", rows.len(), s.name.len()));
            }
        }
    }
    run (rows_of(S { rows: vec![Noisy("1"), Noisy("2")], name: Noisy("name") })) as rows => {
        note(format_args!("body {rows:?}"));
    }
}

same! {
    a_field_as_a_value [owned] {
        struct S {
            rows: Vec<Noisy>,
            name: Noisy,
        }

        function! {
            #[context_manager]
            fn rows_of[](s: S,) -> [Vec<Noisy>] {
                yield_!(s.rows);
                note(format_args!("teardown {}", s.name.len()));
            }
        }
    }
    run (rows_of(S { rows: vec![Noisy("1"), Noisy("2")], name: Noisy("name") })) as rows => {
        note(format_args!("body {rows:?}"));
    }
}

same! {
    moved_into_a_macro [owned] {
        function! {
            #[context_manager]
            fn listed[](v: Noisy, w: Noisy,) -> [Vec<Noisy>] {
                let t = vec![v];
                yield_!(t);
                note(format_args!("teardown {}", t.len()));
                drop(w);
            }
        }
    }
    run (listed(Noisy("v"), Noisy("w"))) as t => { note(format_args!("body {t:?}")); }
}

same! {
    dropped_in_a_branch [owned] {
        function! {
            #[context_manager]
            fn maybe_dropped[](c: bool,) -> [u8] {
                let v = Noisy("v");
                let _w = Noisy("w");
                if c {
                    drop(v)
                }
                yield_!(1);
                note("teardown");
            }
        }
    }
    run (maybe_dropped(true)), (maybe_dropped(false)) as value => {
        note(format_args!("body {value}"));
    }
}

same! {
    a_slice_that_is_asked_once [owned] {
        function! {
            #[context_manager]
            fn counted[](v: Vec<Noisy>,) -> [usize] {
                let a = v.as_slice();
                let n = a.len();
                yield_!(n);
                drop(v);
                note("teardown");
            }
        }
    }
    run (counted(vec![Noisy("1"), Noisy("2")])) as n => { note(format_args!("body {n}")); }
}

same! {
    a_slice_that_is_used_behind [owned] {
        function! {
            #[context_manager]
            fn borrowing[](v: Vec<Noisy>,) -> [u8] {
                let a = v.as_slice();
                yield_!(1);
                note(format_args!("teardown {a:?}"));
            }
        }
    }
    run (borrowing(vec![Noisy("1")])) as value => { note(format_args!("body {value}")); }
}

same! {
    initialised_behind [owned] {
        function! {
            #[context_manager]
            fn late[]() {
                let _first = Noisy("first");
                let r;
                yield_!();
                r = Noisy("late");
                note(format_args!("teardown {}", r.len()));
            }
        }
    }
    run (late()) as () => { note("body"); }
}

same! {
    a_part_of_an_argument [reference] {
        #[derive(Debug)]
        struct S {
            rows: Vec<u8>,
            n: u32,
        }

        impl Drop for S {
            fn drop(&mut self) {
                note(format_args!("{self:?}"));
            }
        }

        function! {
            #[context_manager]
            fn part[](s: &mut S,) -> [&mut Vec<u8>] {
                yield_!(&mut s.rows);
                s.n += 1;
            }
        }
    }
    run (part(&mut S { rows: vec![1], n: 0 })) as rows => {
        rows.push(2);
        note(format_args!("body {rows:?}"));
    }
}

same! {
    two_locals_of_one_name [owned] {
        macro_rules! guard {
            ($name:expr) => {
                let _guard = Noisy($name);
            };
        }

        function! {
            #[context_manager]
            fn both[]() -> [u8] {
                guard!("one");
                guard!("two");
                let _guard = Noisy("three");
                yield_!(1);
                note("teardown");
            }
        }
    }
    run (both()) as value => { note(format_args!("body {value}")); }
}

same! {
    an_item_with_a_self_of_its_own [owned] {
        #[derive(Debug)]
        struct Door(Noisy);

        impl Door {
            function! {
                #[context_manager]
                fn open[](self,) -> [Self] {
                    note("open");
                    yield_!(self);
                    trait Say {
                        fn say(&self);
                    }
                    impl Say for Door {
                        fn say(&self) {
                            note(format_args!("say {:?}", self.0));
                        }
                    }
                    self.say();
                }
            }
        }
    }
    run (Door(Noisy("door")).open()) as door => { note(format_args!("body {door:?}")); }
}

same! {
    borrowed_by_the_next [owned] {
        struct Conn(Noisy);

        struct Tx<'c>(&'c mut Conn);

        impl Conn {
            fn open(works: bool) -> Result<Self, Oops> {
                if works { Ok(Self(Noisy("conn"))) } else { Err(Oops("refused")) }
            }

            fn tx(&mut self) -> Tx<'_> {
                note("begin");
                Tx(self)
            }
        }

        impl Tx<'_> {
            fn commit(self) -> Result<(), Oops> {
                note(format_args!("commit {:?}", self.0.0));
                Ok(())
            }
        }

        impl Drop for Tx<'_> {
            fn drop(&mut self) {
                note("end of tx");
            }
        }

        function! {
            #[context_manager]
            fn transaction[](works: bool,) -> [Result<(), Oops>] => [Result<(), Oops>] {
                note("setup");
                let _first = Noisy("first");
                let mut c = Conn::open(works)?;
                let tx = c.tx();
                let outcome = yield_!();
                if outcome.is_failure() {
                    note(format_args!("not kept: {outcome}"));
                    return Ok(());
                }
                tx.commit()
            }
        }
    }
    run (transaction(true)), (transaction(false)) as () => { note("body"); }
}

same! {
    built [owned] {
        struct Builder {
            name: Option<Noisy>,
        }

        impl Builder {
            fn build(self) -> Result<Noisy, Oops> {
                self.name.ok_or(Oops("no name"))
            }
        }

        function! {
            #[context_manager]
            fn service[](b: Builder,) -> [Result<Noisy, Oops>] => [Result<(), Oops>] {
                note("building");
                let _log = Noisy("log");
                let service = b.build()?;
                yield_!(service);
                note(format_args!("stop {}", service.len()));
                Ok(())
            }
        }
    }
    run (service(Builder { name: Some(Noisy("s")) })), (service(Builder { name: None })) as s => {
        note(format_args!("body {s:?}"));
    }
}

same! {
    entered [owned] {
        struct Span(Noisy);

        struct Entered(#[allow(dead_code)] Span);

        impl Span {
            fn entered(self) -> Entered {
                note(format_args!("enter {:?}", self.0));
                Entered(self)
            }
        }

        impl Drop for Entered {
            fn drop(&mut self) {
                note("exit");
            }
        }

        function! {
            #[context_manager]
            fn in_span[](name: &'static str,) {
                let span = Span(Noisy(name));
                let _entered = span.entered();
                yield_!();
                note("teardown");
            }
        }
    }
    run (in_span("span")) as () => { note("body"); }
}

same! {
    what_a_guard_guards [reference] {
        static M: Mutex<Vec<u8>> = Mutex::new(Vec::new());

        function! {
            #[context_manager]
            fn guarded[](m: &Mutex<Vec<u8>>,) -> [&mut Vec<u8>] {
                let _first = Noisy("first");
                let mut guard = m.lock().unwrap();
                let _last = Noisy("last");
                guard.clear();
                yield_!(&mut *guard);
                note(format_args!("teardown {guard:?}"));
            }
        }
    }
    run (guarded(&M)) as bytes => {
        bytes.push(1);
        note(format_args!("body {bytes:?} {}", M.try_lock().is_err()));
    }
}

same! {
    what_a_cell_holds [reference] {
        function! {
            #[context_manager]
            fn borrowed[](cell: &RefCell<String>,) -> [&mut String] {
                let mut text = cell.borrow_mut();
                text.push('<');
                yield_!(&mut *text);
                text.push('>');
                note(&*text);
            }
        }
    }
    run (borrowed(&RefCell::new(String::from("t")))) as text => {
        text.push('-');
        note(format_args!("body {text}"));
    }
}

same! {
    read_by_a_shared_reference [shared] {
        function! {
            #[context_manager]
            fn reading[](text: &RwLock<String>, end: Noisy,) -> [&str] {
                let guard = text.read().unwrap();
                let _ = end;
                yield_!(guard.as_str());
                note(format_args!("teardown {}", text.try_write().is_err()));
            }
        }
    }
    run (reading(&RwLock::new(String::from("text")), Noisy("end"))) as text => {
        note(format_args!("body {text}"));
    }
}

same! {
    a_setting_that_is_restored [owned] {
        thread_local! {
            static LEVEL: Cell<u8> = const { Cell::new(1) };
        }

        function! {
            #[context_manager]
            fn level[](new: u8,) -> [u8] {
                let old = LEVEL.replace(new);
                yield_!(old);
                LEVEL.set(old);
                note(format_args!("back to {}", LEVEL.get()));
            }
        }
    }
    run (level(7)) as old => { note(format_args!("body {old} {}", LEVEL.get())); }
}

same! {
    a_directory_that_is_restored [owned] {
        function! {
            #[context_manager]
            fn inside[](name: &str,) -> [io::Result<std::path::PathBuf>] => [io::Result<()>] {
                let before = env::current_dir()?;
                env::set_current_dir(before.join(name))?;
                let outcome = yield_!(before.join(name));
                env::set_current_dir(&before)?;
                note(format_args!("{outcome}, {}", env::current_dir()? == before));
                Ok(())
            }
        }
    }
    run (inside("tests")) as dir => {
        note(format_args!("body {}", env::current_dir().unwrap() == *dir));
    }
}

same! {
    a_verdict [owned] {
        function! {
            #[context_manager]
            fn ignoring[](really: bool,) -> [Verdict] => [Verdict] {
                let _held = Noisy("held");
                let outcome = yield_!();
                note(format_args!("ignoring {outcome}"));
                if really && outcome.is_failure() {
                    return Verdict::Suppress;
                }
                Verdict::Propagate
            }
        }
    }
    run (ignoring(true)), (ignoring(false)) as () => { note("body"); }
}

same! {
    a_value_and_a_verdict [changed] {
        function! {
            #[context_manager]
            fn collecting[](mut errors: Vec<String>,) -> [(Vec<String>, Verdict)] => [Verdict] {
                let _held = Noisy("held");
                let outcome = yield_!(errors);
                note(format_args!("{errors:?} {}", outcome.is_success()));
                if errors.is_empty() { Verdict::Propagate } else { Verdict::Suppress }
            }
        }
    }
    run (collecting(Vec::new())), (collecting(vec!["old".into()])) as errors => {
        if let Some(error) = errors.first_mut() {
            error.push('!');
        }
        note(format_args!("body {errors:?}"));
    }
}

same! {
    a_verdict_or_an_error [owned] {
        function! {
            #[context_manager]
            fn trying[](how: u8,) -> [Result<Verdict, Oops>] => [Result<Verdict, Oops>] {
                note("try");
                let _held = Noisy("held");
                if how == 0 {
                    return Err(Oops("never"));
                }
                yield_!();
                match how {
                    1 => Ok(Verdict::Suppress),
                    2 => Ok(Verdict::Propagate),
                    _ => Err(Oops("teardown")),
                }
            }
        }
    }
    run (trying(0)), (trying(1)), (trying(2)), (trying(3)) as () => { note("body"); }
}

same! {
    a_value_and_a_verdict_or_an_error [owned] {
        function! {
            #[context_manager]
            fn retried[](works: bool,) -> [Result<(Noisy, Verdict), Oops>] => [Result<Verdict, Oops>] {
                let first = Noisy("first");
                let lent = Noisy("lent");
                note("setup");
                if !works {
                    Err(Oops("setup"))?;
                }
                let outcome = yield_!(lent);
                drop(first);
                note(format_args!("{outcome} {lent:?}"));
                Ok(Verdict::Suppress)
            }
        }
    }
    run (retried(true)), (retried(false)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    lent_in_each_branch [owned] {
        function! {
            #[context_manager]
            fn chosen[](first: bool, a: Noisy, b: Noisy,) -> [Noisy] {
                let _held = Noisy("held");
                if first {
                    note("first");
                    yield_!(a);
                    note(format_args!("back {}", a.len()));
                } else {
                    let _inner = Noisy("inner");
                    yield_!(b);
                    note("behind the second");
                }
                note("teardown");
            }
        }
    }
    run (chosen(true, Noisy("a"), Noisy("b"))), (chosen(false, Noisy("a"), Noisy("b"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    lent_in_each_arm [owned] {
        enum Source {
            Owned(Noisy),
            Made { name: &'static str, extra: Noisy },
            Missing,
        }

        function! {
            #[context_manager]
            fn opened[](source: Source,) -> [Result<Noisy, Oops>] => [Result<(), Oops>] {
                note("open");
                match source {
                    Source::Owned(value) => {
                        let outcome = yield_!(value);
                        note(format_args!("{outcome} {}", value.len()));
                    }
                    Source::Made { name, extra } if name.len() > 1 => {
                        let made = Noisy(name);
                        yield_!(made);
                        drop(made);
                        note(format_args!("behind {}", extra.len()));
                    }
                    Source::Made { .. } => return Err(Oops("too short")),
                    Source::Missing => return Err(Oops("missing")),
                }
                note("close");
                Ok(())
            }
        }
    }
    run
        (opened(Source::Owned(Noisy("owned")))),
        (opened(Source::Made { name: "made", extra: Noisy("extra") })),
        (opened(Source::Made { name: "m", extra: Noisy("extra") })),
        (opened(Source::Missing))
    as value => { note(format_args!("body {value:?}")); }
}

same! {
    lent_in_a_block [owned] {
        function! {
            #[context_manager]
            fn scoped[](outer: Noisy,) -> [usize] {
                let n = outer.len();
                {
                    let _inner = Noisy("inner");
                    let _ = Noisy("at once");
                    yield_!(n + 1);
                    note("in the block");
                }
                note("behind the block");
                let _last = Noisy("last");
            }
        }
    }
    run (scoped(Noisy("outer"))) as n => { note(format_args!("body {n}")); }
}

same! {
    around_the_yield [owned] {
        function! {
            #[context_manager]
            fn session[](name: Noisy,) -> [Noisy] {
                let _held = Noisy("held");
                with!(around("one") => {
                    let _inside = Noisy("inside");
                    yield_!(name);
                    note(format_args!("inside {}", name.len()));
                });
                note("teardown");
            }
        }
    }
    run (session(Noisy("name"))) as name => { note(format_args!("body {name:?}")); }
}

same! {
    the_second_made_of_the_first [owned] {
        function! {
            #[context_manager]
            fn session[](suffix: &str,) -> [String] {
                with!(around("one") as one, around(one) as two => {
                    let text = format!("{two}{suffix}");
                    let outcome = yield_!(text);
                    note(format_args!("inside {one} {text} {outcome}"));
                });
                note("teardown");
            }
        }
    }
    run (session("!")) as text => { note(format_args!("body {text}")); }
}

same! {
    managers_in_branches [owned] {
        function! {
            #[context_manager]
            fn maybe[](nested: bool, value: Noisy,) -> [Noisy] {
                let _held = Noisy("held");
                if nested {
                    with!(around("branch") as _name => {
                        yield_!(value);
                    });
                } else {
                    yield_!(value);
                    note("no manager");
                }
                with!(around("behind") => { note("in another one"); });
            }
        }
    }
    run (maybe(true, Noisy("value"))), (maybe(false, Noisy("value"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    generic [owned] {
        function! {
            #[context_manager]
            fn held['a, T: Debug, F: FnOnce(T) + 'a](value: T, done: F, by: &'a str,) -> [T] {
                note(format_args!("setup {by}"));
                yield_!(value);
                note(format_args!("teardown {by} {value:?}"));
                done(value);
            }
        }
    }
    run (held(Noisy("value"), |value| note(format_args!("done {}", value.len())), "me")) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    anything_that_iterates [owned] {
        function! {
            #[context_manager]
            fn collected[](
                items: impl IntoIterator<Item = Noisy>, end: impl Fn(usize),
            ) -> [Vec<usize>] {
                let mut sizes = Vec::new();
                let mut kept = Vec::new();
                for item in items {
                    if item.len() > 1 {
                        sizes.push(item.len());
                        kept.push(item);
                    }
                }
                yield_!(sizes);
                for item in kept.iter().rev() {
                    note(format_args!("kept {item:?}"));
                }
                end(sizes.len());
            }
        }
    }
    run (collected([Noisy("aa"), Noisy("b"), Noisy("cc")], note)) as sizes => {
        note(format_args!("body {sizes:?}"));
    }
}

same! {
    shadowed [owned] {
        function! {
            #[context_manager]
            fn shadowing[](name: Noisy,) -> [Noisy] {
                let name = { let _old = name; Noisy("second") };
                let other = Noisy("other");
                let name = (Noisy("third"), name);
                let (name, _second) = name;
                yield_!(name);
                let name = name.len();
                note(format_args!("teardown {name}"));
                let other = other.len() + name;
                note(other);
            }
        }
    }
    run (shadowing(Noisy("first"))) as name => { note(format_args!("body {name:?}")); }
}

same! {
    shadowed_and_kept [owned] {
        function! {
            #[context_manager]
            fn kept[]() -> [u8] {
                let guard = Noisy("one");
                let guard = Noisy(if guard.len() == 3 { "two" } else { "none" });
                let _ = &guard;
                let guard = 3;
                yield_!(guard);
                note(format_args!("teardown {guard}"));
            }
        }
    }
    run (kept()) as value => { note(format_args!("body {value}")); }
}

same! {
    loops_before_and_behind [changed] {
        function! {
            #[context_manager]
            fn queue[](mut waiting: Vec<Noisy>,) -> [Vec<Noisy>] {
                let mut done = Vec::new();
                while let Some(next) = waiting.pop() {
                    if next.len() == 4 {
                        done.push(next);
                        continue;
                    }
                    note(format_args!("skip {next:?}"));
                    if waiting.len() < 2 {
                        break;
                    }
                }
                yield_!(done);
                let mut left = 0;
                loop {
                    let Some(next) = done.pop() else { break };
                    left += next.len();
                    note(left);
                }
                for next in waiting {
                    note(format_args!("left {next:?}"));
                }
            }
        }
    }
    run (queue(vec![Noisy("stop"), Noisy("c"), Noisy("skip"), Noisy("b"), Noisy("last")])) as done => {
        done.push(Noisy("mine"));
        note(format_args!("body {done:?}"));
    }
}

same! {
    consuming_self [owned] {
        struct Server {
            name: Noisy,
            workers: Vec<Noisy>,
            log: Noisy,
        }

        impl Server {
            function! {
                #[context_manager]
                fn serve[](self,) -> [Result<usize, Oops>] => [Result<(), Oops>] {
                    let Self { name, workers, .. } = self;
                    let count = workers.len();
                    if count == 0 {
                        return Err(Oops("nobody works"));
                    }
                    let outcome = yield_!(count);
                    for worker in workers {
                        note(format_args!("stop {worker:?}"));
                    }
                    note(format_args!("{outcome} {name:?}"));
                    Ok(())
                }
            }

            fn new(workers: Vec<Noisy>) -> Self {
                Self { name: Noisy("name"), workers, log: Noisy("log") }
            }

            fn log(&self) -> usize {
                self.log.len()
            }
        }
    }
    run
        (Server::new(vec![Noisy("1"), Noisy("2")]).serve()),
        ({ let server = Server::new(Vec::new()); note(server.log()); server }.serve())
    as count => { note(format_args!("body {count}")); }
}

same! {
    by_a_shared_self [owned] {
        struct Gauge {
            now: AtomicUsize,
        }

        impl Gauge {
            function! {
                #[context_manager]
                fn counted[](&self, step: usize,) -> [usize] {
                    let before = self.now.fetch_add(step, Ordering::SeqCst);
                    yield_!(before);
                    let at_end = self.now.fetch_sub(step, Ordering::SeqCst);
                    note(format_args!("{before} {at_end}"));
                }
            }
        }

        static GAUGE: Gauge = Gauge { now: AtomicUsize::new(1) };
    }
    run (GAUGE.counted(2)) as before => {
        note(format_args!("body {before} {}", GAUGE.now.load(Ordering::SeqCst)));
    }
}

same! {
    by_an_exclusive_self [reference] {
        #[derive(Debug, Default)]
        struct Printer {
            lines: Vec<String>,
            depth: usize,
        }

        impl Printer {
            function! {
                #[context_manager]
                fn indented[](&mut self, by: usize,) -> [&mut Self] {
                    self.depth += by;
                    yield_!(self);
                    self.depth -= by;
                    note(format_args!("{:?} {}", self.lines, self.depth));
                }
            }

            fn line(&mut self, text: &str) {
                self.lines.push(format!("{:1$}{text}", "", self.depth));
            }
        }
    }
    run (Printer::default().indented(2)) as printer => {
        printer.line("inside");
        note(format_args!("body {printer:?}"));
    }
}

same! {
    a_part_of_self [reference] {
        struct Store {
            rows: Vec<u8>,
            dirty: bool,
            edits: u32,
        }

        impl Store {
            function! {
                #[context_manager]
                fn edit[](&mut self,) -> [Result<&mut Vec<u8>, Oops>] => [Result<(), Oops>] {
                    if self.dirty {
                        return Err(Oops("dirty"));
                    }
                    self.dirty = true;
                    let outcome = yield_!(&mut self.rows);
                    self.edits += 1;
                    self.dirty = outcome.is_failure();
                    note(format_args!("{} {}", self.dirty, self.edits));
                    Ok(())
                }
            }
        }
    }
    run
        (Store { rows: vec![1], dirty: false, edits: 0 }.edit()),
        (Store { rows: Vec::new(), dirty: true, edits: 0 }.edit())
    as rows => {
        rows.push(2);
        note(format_args!("body {rows:?}"));
    }
}

same! {
    moved_in_parts [owned] {
        struct Parts {
            first: Noisy,
            second: Noisy,
            #[allow(dead_code)]
            third: Noisy,
        }

        function! {
            #[context_manager]
            fn apart[](parts: Parts, tuple: (Noisy, Noisy),) -> [Noisy] {
                let first = parts.first;
                drop(tuple.1);
                yield_!(first);
                note("teardown");
                drop(parts.second);
                note("end");
            }
        }
    }
    run (apart(
        Parts { first: Noisy("1"), second: Noisy("2"), third: Noisy("3") },
        (Noisy("left"), Noisy("right")),
    )) as first => { note(format_args!("body {first:?}")); }
}

same! {
    a_let_with_an_else [owned] {
        function! {
            #[context_manager]
            fn parsed[](text: Option<&str>, held: Noisy,) -> [Result<u8, Oops>] => [Result<(), Oops>] {
                note("parse");
                let Some(text) = text else {
                    return Err(Oops("nothing"));
                };
                let number = text.parse::<u8>().map_err(|_| Oops("no number"))?;
                let _end = Noisy("end");
                yield_!(number);
                note(format_args!("teardown {}", held.len()));
                Ok(())
            }
        }
    }
    run
        (parsed(Some("3"), Noisy("held"))),
        (parsed(Some("x"), Noisy("held"))),
        (parsed(None, Noisy("held")))
    as n => { note(format_args!("body {n}")); }
}

same! {
    a_thread_that_is_joined [owned] {
        function! {
            #[context_manager]
            fn worker[]() -> [mpsc::Sender<u8>] {
                let (sender, receiver) = mpsc::channel();
                let handle = thread::spawn(move || receiver.iter().sum::<u8>());
                sender.send(1).unwrap();
                yield_!(sender);
                drop(sender);
                note(format_args!("sum {}", handle.join().unwrap()));
            }
        }
    }
    run (worker()) as sender => {
        sender.send(2).unwrap();
        note("body");
    }
}

same! {
    what_a_closure_borrows [owned] {
        function! {
            #[context_manager]
            fn reporting[](name: Noisy,) -> [usize] {
                let lines = RefCell::new(Vec::new());
                let report = |line: &str| {
                    lines.borrow_mut().push(format!("{}: {line}", name.len()));
                };
                report("setup");
                yield_!(lines.borrow().len());
                report("teardown");
                note(format_args!("{:?}", lines.borrow()));
            }
        }
    }
    run (reporting(Noisy("name"))) as n => { note(format_args!("body {n}")); }
}

same! {
    swapped_for_a_while [reference] {
        function! {
            #[context_manager]
            fn swapped['s](slot: &'s mut String, new: &str,) -> [&'s mut String] {
                let old = mem::replace(slot, new.to_owned());
                yield_!(slot);
                note(format_args!("was {slot}"));
                *slot = old;
                note(format_args!("is {slot}"));
            }
        }
    }
    run (swapped(&mut String::from("old"), "new")) as slot => {
        slot.push('!');
        note(format_args!("body {slot}"));
    }
}

same! {
    returned_early_behind [owned] {
        function! {
            #[context_manager]
            fn leaving[](how: u8,) -> [Noisy] {
                let lent = Noisy("lent");
                let _last = Noisy("last");
                yield_!(lent);
                let _behind = Noisy("behind");
                if how == 0 {
                    return;
                }
                let moved = lent;
                note(format_args!("moved {}", moved.len()));
            }
        }
    }
    run (leaving(0)), (leaving(1)) as lent => { note(format_args!("body {lent:?}")); }
}

same! {
    boxed_and_dynamic [owned] {
        trait Sink: Debug {
            fn put(&self, text: &str);
        }

        impl Sink for Noisy {
            fn put(&self, text: &str) {
                note(format_args!("{} < {text}", self.0));
            }
        }

        function! {
            #[context_manager]
            fn logger[](verbose: bool,) -> [Box<dyn Sink>] {
                let sink: Box<dyn Sink> = if verbose { Box::new(Noisy("loud")) } else { Box::new(Noisy("low")) };
                sink.put("start");
                yield_!(sink);
                sink.put("stop");
            }
        }
    }
    run (logger(true)), (logger(false)) as sink => { sink.put("body"); }
}

same! {
    the_order_of_what_nobody_mentions [owned] {
        function! {
            #[context_manager]
            fn ordered[](_: Noisy, _b: Noisy, Noisy(_c): &Noisy, d: Noisy,) -> [Noisy] {
                let _e = Noisy("e");
                let (_f, _) = (Noisy("f"), Noisy("temporary"));
                let g = Noisy("g");
                let [_h, ..] = [Noisy("h"), Noisy("i")];
                yield_!(g);
                let _j = Noisy("j");
                _ = d;
            }
        }
    }
    run (ordered(Noisy("a"), Noisy("b"), &Noisy("c"), Noisy("d"))) as g => {
        note(format_args!("body {g:?}"));
    }
}

same! {
    the_lent_value_among_others [owned] {
        function! {
            #[context_manager]
            fn among[]() -> [Noisy] {
                let _first = Noisy("first");
                let lent = Noisy("lent");
                let _last = Noisy("last");
                yield_!(lent);
            }
        }
    }
    run (among()) as lent => { note(format_args!("body {lent:?}")); }
}

same! {
    a_value_that_borrows_nothing [owned] {
        function! {
            #[context_manager]
            fn made[](names: &[&'static str],) -> [Result<Vec<Noisy>, Oops>] => [Result<(), Oops>] {
                let _held = Noisy("held");
                let outcome = yield_!(names.iter().map(|name| Noisy(name)).collect::<Vec<_>>());
                note(format_args!("teardown {outcome}"));
                Ok(())
            }
        }
    }
    run (made(&["a", "b"])) as values => { note(format_args!("body {values:?}")); }
}

same! {
    left_around_the_yield [owned] {
        function! {
            #[context_manager]
            fn made[](c: bool,) -> [Noisy] {
                let x = Noisy("x");
                'a: {
                    let _i = Noisy("i");
                    yield_!(x);
                    if c { break 'a; }
                    note("not left");
                }
                note("teardown");
            }
        }
    }
    run (made(true)), (made(false)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    lent_in_an_operand [owned] {
        function! {
            #[context_manager]
            fn made[](c: bool,) -> [Noisy] {
                let n = if c { let x = Noisy("x"); yield_!(x); x.len() } else { yield_!(Noisy("yy")); 7 };
                note(n);
            }
        }
    }
    run (made(true)), (made(false)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    the_outcome_of_either [owned] {
        function! {
            #[context_manager]
            fn made[](c: bool,) -> [Noisy] {
                let a = Noisy("a");
                let outcome = if c { yield_!(a) } else { yield_!(Noisy("yy")) };
                note(format_args!("{outcome}"));
            }
        }
    }
    run (made(true)), (made(false)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_yield_as_a_condition [owned] {
        function! {
            #[context_manager]
            fn made[](a: Noisy,) -> [Noisy] {
                if yield_!(a).is_failure() { note("failed"); }
                note("teardown");
            }
        }
    }
    run (made(Noisy("a"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_yield_that_is_matched [owned] {
        function! {
            #[context_manager]
            fn made[](a: Noisy,) -> [Noisy] {
                match yield_!(a) {
                    outcome if outcome.is_success() => note("success"),
                    outcome => note(format_args!("{outcome}")),
                }
                note("teardown");
            }
        }
    }
    run (made(Noisy("a"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_part_of_a_reference [reference] {
        struct S { rows: Vec<u8>, n: u8 }
        function! {
            #[context_manager]
            fn made[](s: &mut (S, u8),) -> [&mut Vec<u8>] {
                let inner = &mut s.0;
                inner.n += 1;
                yield_!(&mut inner.rows);
                inner.n += 1;
                note(format_args!("teardown {}", inner.n));
            }
        }
    }
    run (made(&mut (S { rows: vec![], n: 0 }, 1))) as value => { value.push(1); note(format_args!("body {value:?}")); }
}

same! {
    a_reference_of_its_own [reference] {
        struct S { rows: Vec<u8>, n: u8 }
        function! {
            #[context_manager]
            fn made[](s: &mut S,) -> [&mut Vec<u8>] {
                let rows = &mut s.rows;
                rows.push(1);
                yield_!(rows);
                note(format_args!("teardown {rows:?}"));
                s.n += 1;
            }
        }
    }
    run (made(&mut S { rows: vec![], n: 0 })) as value => { value.push(1); note(format_args!("body {value:?}")); }
}

same! {
    a_box_that_becomes_dynamic [owned] {
        trait T: std::fmt::Debug { fn n(&self) -> usize; }
        impl T for Noisy { fn n(&self) -> usize { self.len() } }
        function! {
            #[context_manager]
            fn made[]() -> [Box<dyn T>] {
                let sink = Box::new(Noisy("n"));
                note(sink.len());
                yield_!(sink);
                note(sink.n());
            }
        }
    }
    run (made()) as value => { note(format_args!("body {value:?}")); }
}

same! {
    one_of_two_values [owned] {
        function! {
            #[context_manager]
            fn made[](c: bool, a: Noisy, b: Noisy,) -> [Noisy] {
                let _l = Noisy("l");
                yield_!(if c { a } else { b });
                note("teardown");
            }
        }
    }
    run (made(true, Noisy("a"), Noisy("b"))), (made(false, Noisy("a"), Noisy("b"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    a_block_as_a_value [owned] {
        function! {
            #[context_manager]
            fn made[](a: Noisy,) -> [usize] {
                yield_!({ let t = Noisy("t"); t.len() + a.len() });
                note("teardown");
            }
        }
    }
    run (made(Noisy("a"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_type_without_a_name [owned] {
        function! {
            #[context_manager]
            fn made[](a: Noisy, c: bool,) -> [impl std::fmt::Debug] {
                if c { note("c"); }
                let b = (a, 1);
                let _ = c.then(|| note("t"));
                yield_!(b);
                note(format_args!("{b:?}"));
            }
        }
    }
    run (made(Noisy("a"), true)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    assigned_to_again [owned] {
        function! {
            #[context_manager]
            fn made[](n: u8,) -> [u8] {
                let mut a = Noisy("a");
                for i in 0..n { drop(a); a = Noisy("next"); }
                let b = a;
                a = Noisy("last");
                yield_!(n);
                note("teardown");
            }
        }
    }
    run (made(2)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_part_among_others [reference] {
        function! {
            #[context_manager]
            fn made[](a: Noisy,) -> [&mut Noisy] {
                let _x = Noisy("x");
                let mut s = (a, Noisy("second"));
                let _y = Noisy("y");
                yield_!(&mut s.0);
                let _z = Noisy("z");
                note("teardown");
            }
        }
    }
    run (made(Noisy("a"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    a_boxed_self [owned] {
        struct S(Noisy);
        impl S { function! {
            #[context_manager]
            fn made[](self: Box<Self>, other: Noisy,) -> [usize] {
                let _l = Noisy("l");
                yield_!(self.0.len());
                note("teardown");
            }
        } }
    }
    run (Box::new(S(Noisy("s"))).made(Noisy("o"))) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    self_among_others [owned] {
        #[derive(Debug)]
        struct S(Noisy);
        impl S { function! {
            #[context_manager]
            fn made[](mut self, other: Noisy,) -> [Self] {
                let _l = Noisy("l");
                self.0 = Noisy("new");
                yield_!(self);
                note("teardown");
            }
        } }
    }
    run (S(Noisy("s")).made(Noisy("o"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    shadowed_in_a_branch [owned] {
        function! {
            #[context_manager]
            fn made[](x: Noisy, c: bool,) -> [Noisy] {
                if c {
                    let x = (x, Noisy("pair")).1;
                    yield_!(x);
                    note(format_args!("inner {x:?}"));
                } else {
                    yield_!(x);
                }
                note("teardown");
            }
        }
    }
    run (made(Noisy("x"), true)), (made(Noisy("x"), false)) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    bound_whole [owned] {
        function! {
            #[context_manager]
            fn made[](x: Option<Noisy>,) -> [Option<Noisy>] {
                match x {
                    some @ Some(_) => { yield_!(some); note(format_args!("{some:?}")); }
                    other => { yield_!(other); note("other"); }
                }
                note("teardown");
            }
        }
    }
    run (made(Some(Noisy("x")))), (made(None)) as value => { note(format_args!("body {value:?}")); }
}

same! {
    searched_for [owned] {
        function! {
            #[context_manager]
            fn made[](
                mut tries: Vec<Result<Noisy, u8>>,
            ) -> [Result<Noisy, Oops>] => [Result<(), Oops>] {
                let found = loop {
                    match tries.pop() {
                        Some(Ok(n)) => break n,
                        Some(Err(n)) => note(n),
                        None => return Err(Oops("nothing")),
                    }
                };
                yield_!(found);
                note(format_args!("left {tries:?}"));
                Ok(())
            }
        }
    }
    run (made(vec![Ok(Noisy("x")), Ok(Noisy("y")), Err(1)])), (made(vec![])) as value => {
        note(format_args!("body {value:?}"));
    }
}

same! {
    items_before [owned] {
        function! {
            #[context_manager]
            fn made[](y: Noisy,) -> [usize] {
                fn inner(y: &Noisy) -> usize { y.len() }
                const N: usize = 1;
                use std::mem::drop as gone;
                let a = Noisy("a");
                gone(a);
                yield_!(inner(&y) + N);
                note(inner(&y));
            }
        }
    }
    run (made(Noisy("y"))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    compared [owned] {
        #[derive(PartialEq, PartialOrd, Debug)]
        struct D(u8);
        impl Drop for D { fn drop(&mut self) { note(format_args!("drop D{}", self.0)); } }
        function! {
            #[context_manager]
            fn made[](a: D, b: D,) -> [bool] {
                let c = a < b;
                let d = a != b && b == D(2);
                yield_!(c & d);
                note("teardown");
            }
        }
    }
    run (made(D(1), D(2))) as value => { note(format_args!("body {value:?}")); }
}

same! {
    updated [owned] {
        #[allow(dead_code)]
        struct S { a: Noisy, b: Noisy }
        function! {
            #[context_manager]
            fn made[](s: S, t: S, n: Noisy,) -> [u8] {
                let u = S { a: n, ..s };
                let r = t..t_end();
                yield_!(1);
                note("teardown");
            }
        }
        fn t_end() -> S { S { a: Noisy("ea"), b: Noisy("eb") } }
    }
    run
        (made(S { a: Noisy("sa"), b: Noisy("sb") }, S { a: Noisy("ta"), b: Noisy("tb") }, Noisy("n")))
    as value => {
        note(format_args!("body {value:?}"));
    }
}
