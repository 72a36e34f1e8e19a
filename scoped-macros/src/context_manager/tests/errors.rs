//! Message and place of every error, which `.stderr` files show for one compiler only.

use proc_macro2::{TokenStream, TokenTree};

use crate::context_manager::expand;

/// The messages in an expansion, each with the source that its place shows.
fn errors(arguments: &str, item: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let output = expand(arguments.parse().unwrap(), item.parse().unwrap());
    collect(output, &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<(String, String)>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "compile_error" => {
                let arguments = tokens.nth(1);
                let Some(TokenTree::Group(arguments)) = arguments else {
                    panic!("`compile_error!` has arguments");
                };
                let message: syn::LitStr = syn::parse2(arguments.stream()).unwrap();
                let start = name.span().source_text().unwrap_or_default();
                let end = message.span().source_text().unwrap_or_default();
                let place = if start == end {
                    start
                } else {
                    format!("{start} .. {end}")
                };
                found.push((message.value(), place));
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

/// One error, at these tokens, whose first line is this.
#[track_caller]
fn assert_error(arguments: &str, item: &str, place: &str, message: &str) {
    let found = errors(arguments, item);
    let [(full, found_place)] = &found[..] else {
        panic!("expected one error, found {found:#?}");
    };
    let (first, help) = full.split_once("\n= help: ").unwrap_or((full, ""));
    assert_eq!((first, found_place.as_str()), (message, place));
    assert!(!help.is_empty(), "every error says what to do: {full}");
    for text in [first, help] {
        assert!(!text.ends_with('.'), "{text}");
        assert_eq!(text.matches('`').count() % 2, 0, "{text}");
        assert!(!text.starts_with(char::is_uppercase), "{text}");
        assert!(!text.contains("__"), "{text}");
    }
}

macro_rules! cases {
    ($($name:ident: $arguments:literal, $item:literal => $place:literal, $message:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_error($arguments, $item, $place, $message);
        }
    )*};
}

cases! {
    on_module: "", "mod session {}" => "mod", "the `context_manager` attribute cannot be used on a module";
    on_trait: "", "trait Session {}" => "trait", "the `context_manager` attribute cannot be used on a trait";
    on_union: "", "union A { a: u8 }" => "union", "the `context_manager` attribute cannot be used on a union";
    on_constant: "", "const A: u8 = 1;" => "const", "the `context_manager` attribute cannot be used on a constant";
    on_trait_impl: "", "impl Clone for A {}" => "Clone",
        "the `context_manager` attribute expects an inherent `impl`, found an `impl` of `Clone`";
    on_declaration: "", "fn session(&self) -> Conn;" => ";", "the `context_manager` attribute needs a function with a body";
    twice: "", "#[context_manager] impl A { fn exit(self) {} }" => "# .. [context_manager]",
        "the `context_manager` attribute is given twice";
    unknown_option: "exti = close", "struct A;" => "exti", "unknown argument `exti`";
    duplicate_option: "exit = a, exit = b", "struct A;" => "exit", "`exit` is given twice";
    option_without_value: "exit", "struct A;" => "exit", "argument `exit` needs a value";
    option_without_a_value_behind_equals: "exit =", "struct A;" => "exit", "argument `exit` needs a value";
    option_colon: "exit: close", "struct A;" => ":", "expected `=` after `exit`, found `:`";
    option_literal: "exit = 'c'", "struct A;" => "'c'", "expected the name of a method of this type";
    option_no_name: "= close", "struct A;" => "= .. close", "expected `enter`, `exit`, `abandon` or `crate`";
    option_on_function: "exit = close", "fn f() { yield_!(); }" => "exit .. close", "a function takes no methods as arguments";
    no_exit_option: "", "struct Pool;" => "Pool", "missing argument `exit`";
    no_exit: "", "impl Pool { fn enter(&mut self) {} }" => "impl .. Pool", "missing `exit` in this `impl`";
    close_for_exit: "", "impl Pool { fn close(self) {} }" => "close", "missing `exit` in this `impl`";
    enter_receiver: "", "impl Pool { fn enter(&self) {} fn exit(self) {} }" => "& .. self", "`enter` must take `&mut self`";
    exit_receiver: "", "impl Pool { fn exit(self: Rc<Self>) {} }" => "self .. >", "`exit` must take `self` or `&mut self`";
    enter_argument: "", "impl Pool { fn enter(&mut self, n: u8) {} fn exit(self) {} }" => "n .. u8",
        "`enter` takes no arguments besides `&mut self`";
    exit_arguments: "", "impl Pool { fn exit(self, o: Outcome, n: u8) {} }" => "n .. u8",
        "`exit` takes the outcome and nothing else";
    bool_answer: "", "impl Pool { fn exit(self) -> bool { true } }" => "bool", "`exit` cannot answer with a `bool`";
    one_async: "", "impl Pool { async fn enter(&mut self) {} fn exit(self) {} }" => "fn",
        "`enter` is `async` but `exit` is not";
    one_async_on_type: "enter = open, exit = async close", "struct Pool;" => "open",
        "`exit` is `async` but `enter` is not";
    async_abandon: "", "impl Pool { async fn exit(self) {} async fn abandon(self) {} }" => "async",
        "`abandon` cannot be `async`";
    abandon_receiver: "", "impl Pool { async fn exit(self) {} fn abandon(&self) {} }" => "& .. self",
        "`abandon` must take `self` or `&mut self`";
    abandon_arguments: "", "impl Pool { async fn exit(self) {} fn abandon(self, a: u8, b: u8) {} }" => "b .. u8",
        "`abandon` takes the reason and nothing else";
    abandon_answer: "", "impl Pool { async fn exit(self) {} fn abandon(self) -> u8 { 1 } }" => "u8",
        "`abandon` cannot return anything";
    abandon_twice: "", "impl Pool { async fn exit(self) {} fn abandon(self) {} fn abandon(self) {} }" => "abandon",
        "`abandon` is defined twice";
    await_in_a_function: "", "fn f() { g().await; yield_!(); async { h.await }; }" => "await",
        "`.await` in `f`, which is not `async`";
    yield_in_async_block: "", "async fn f() { async { yield_!(); }.await }" => "yield_",
        "`yield_!` cannot be used inside an `async` block";
    question_mark: "", "impl Pool { fn enter(&mut self) -> u8 { self.0? } fn exit(self) {} }" => "?",
        "`?` in `enter`, whose return type is no `Result`";
    no_yield: "", "fn session() {}" => "session", "`session` does not yield";
    two_yields: "", "fn f() { yield_!(); yield_!(); }" => "yield_", "a context manager yields only once";
    yield_in_header: "", "fn f() { with!(a(yield_!()) => {}); }" => "yield_",
        "`yield_!` cannot be used inside the header of `with!`";
    yield_behind_with: "", "fn f() { with!(a => { yield_!(); }); yield_!(); }" => "yield_", "a context manager yields only once";
    yield_in_loop: "", "fn f() { while a { yield_!(); } }" => "yield_", "`yield_!` cannot be used inside `while`";
    yield_two_values: "", "fn f() -> u8 { yield_!(1, 2); }" => ", .. 2", "`yield_!` takes one value, found 2";
    yield_no_value: "", "fn f() -> u8 { yield_!(); }" => "yield_", "`yield_!` without a value in a function that lends `u8`";
    yield_a_value: "", "fn f() { yield_!(1); }" => "1", "`yield_!` has a value, but `f` has no return type";
    return_value: "", "fn f() -> u8 { if a { return 1; } yield_!(2); }" => "return .. 1",
        "`return` before `yield_!` leaves the `with!` body without a value";
    alias: "", "fn f() -> fmt::Result { yield_!(); }" => "fmt .. Result", "cannot read the value's type from `fmt::Result`";
    on_macro: "", "macro_rules! a { () => {} }" => "macro_rules", "the `context_manager` attribute cannot be used on a macro";
    on_manager_impl: "", "impl ContextManager for A {}" => "ContextManager",
        "the `context_manager` attribute expects an inherent `impl`, found an `impl` of `ContextManager`";
    async_option: "async", "fn f() { yield_!(); }" => "async", "unknown argument `async`";
    exit_without_a_body: "", "impl Pool { fn exit(self); }" => ";", "`exit` needs a body";
    enter_without_receiver: "", "impl Pool { fn enter(path: &str) {} fn exit(self) {} }" => "enter",
        "`enter` must take `&mut self`";
    second_lifetime: "", "impl Pool { fn enter<'a, 'b>(&'a mut self) -> &'b str {} fn exit(self) {} }" => "' .. b",
        "`enter` cannot have a second lifetime of its own";
    where_clause: "", "impl<T> Pool<T> { fn exit(self) where T: Clone {} }" => "where .. Clone",
        "`exit` cannot have a `where` clause of its own";
    option_answer: "", "impl Pool { fn exit(self) -> Option<u8> { None } }" => "Option .. >",
        "`exit` cannot return `Option<u8>`";
    value_answer: "", "impl Pool { fn exit(self) -> Result<u8, E> { Ok(1) } }" => "u8",
        "`exit` cannot return `Result<u8, E>`";
    await_in_enter: "", "impl Pool { fn enter(&mut self) { a.await; } fn exit(self) {} }" => "await",
        "`.await` in `enter`, which is not `async`";
    yield_semicolon: "", "fn f() -> u8 { yield_!(1;); }" => ";", "expected one value in `yield_!`, found `;`";
    yield_without_bang: "", "fn f() -> (u8, u8) { yield_(1, 2); }" => "yield_", "expected `!` after `yield_`";
    yield_alone: "", "fn f() { yield_; }" => "yield_", "expected `!` after `yield_`";
    constant: "", "const fn f() { yield_!(); }" => "const", "a context manager function cannot be `const`";
}

#[test]
fn several_at_once() {
    let found = errors(
        "",
        "impl Pool { const fn enter(&self) {} unsafe fn exit() -> bool {} }",
    );
    let places: Vec<&str> = found.iter().map(|(_, place)| place.as_str()).collect();
    assert_eq!(places, ["const", "& .. self", "unsafe", "exit", "bool"]);
}

#[test]
fn no_error() {
    assert!(errors("", "impl Pool { fn exit(self) {} }").is_empty());
    assert!(
        errors(
            "",
            "impl Pool { fn exit(self) {} async fn abandon(&self) -> u8 { 1 } }"
        )
        .is_empty()
    );
    assert!(errors("", "fn f() -> u8 { let a = 1; yield_!(a,); }").is_empty());
    assert!(
        errors(
            "",
            "fn f() -> io::Result<u8> { if a { return Err(e); } yield_!(g(|| h()?)?); }"
        )
        .is_empty()
    );
}

#[test]
fn a_method_with_a_name_of_its_own_is_not_taken_for_enter() {
    for name in ["inner", "render", "after", "under", "center", "entry"] {
        let item = format!("impl Pool {{ fn {name}(&self) {{}} fn exit(self) {{}} }}");
        assert_eq!(errors("", &item), [], "{name}");
    }
    for name in ["entre", "entr", "enterr", "eneter", "__enter__"] {
        let item = format!("impl Pool {{ fn {name}(&mut self) {{}} fn exit(self) {{}} }}");
        assert_eq!(errors("", &item).len(), 1, "{name}");
    }
}
