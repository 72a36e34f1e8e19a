//! Message and place of every error, which `.stderr` files show for one compiler only.

use super::tokens;
use crate::with::diagnose::{read, read_patiently};

/// The errors of `with!(input)`: what each underlines, its message, and its help.
fn errors(input: &str) -> Vec<(String, String, String)> {
    let (header, _) = read_patiently(&tokens(input));
    header
        .errors
        .iter()
        .map(|error| {
            let (first, last) = error.range();
            let place = first.byte_range().start..last.byte_range().end;
            let (message, help) = error
                .message()
                .split_once("\n= help: ")
                .unwrap_or((error.message(), ""));
            (input[place].to_owned(), message.to_owned(), help.to_owned())
        })
        .collect()
}

#[track_caller]
fn assert_errors(input: &str, expected: &[(&str, &str, &str)]) {
    let found = errors(input);
    let found: Vec<_> = found
        .iter()
        .map(|(place, message, help)| (place.as_str(), message.as_str(), help.as_str()))
        .collect();
    assert_eq!(found, expected, "{input}");
    for (_, message, help) in &found {
        assert!(!help.is_empty(), "every error says what to do: {message}");
    }
    for text in found.iter().flat_map(|(_, message, help)| [message, help]) {
        assert!(!text.ends_with('.'), "{text}");
        assert_eq!(text.matches('`').count() % 2, 0, "{text}");
        assert!(!text.starts_with(char::is_uppercase), "{text}");
        assert!(!text.contains("__"), "{text}");
    }
    let emitted = read(&tokens(input)).err().expect("it has a mistake");
    assert!(
        syn::parse2::<syn::Block>(emitted).is_ok(),
        "what is emitted is one block: {input}"
    );
}

macro_rules! cases {
    ($($name:ident: $input:literal => $($place:literal, $message:literal, $help:literal;)+)*) => {$(
        #[test]
        fn $name() {
            assert_errors($input, &[$(($place, $message, $help)),+]);
        }
    )*};
}

cases! {
    items_in_parentheses: "(open(a) as f, open(b) as g) => { f.copy(g)?; }" =>
        "(", "unexpected parentheses around the managers",
            "remove them: `open(a) as f, open(b) as g`";
    async_behind_as: "open(path) as async f => { f.read()?; }" =>
        "async", "expected a name after `as`, found keyword `async`",
            "write it before the manager: `async open(path) as f`";
    and_between_managers: "open(a) as f and open(b) as g => { f.copy(g)?; }" =>
        "and", "expected `,` or `=>` after the name `f`, found `and`",
            "separate managers with a comma";
    else_behind_the_body: "open(path) as f => { f.read()?; } else { return }" =>
        "else", "unexpected keyword `else` after the body",
            "match on the value of `with!`";
    arrow_missing: "open(path)? as f { f.read()?; }" =>
        "{", "expected `=>` or `,` before the body, found `{`",
            "put `=>` before the body: `=> { .. }`";
    arrow_missing_without_a_name: "open(path)? { work(); }" =>
        "{", "expected `=>` or `,` before the body, found `{`",
            "put `=>` before the body: `=> { .. }`";
    arrow_thin: "timer() as t -> { work(); }" =>
        "->", "expected `=>`, found `->`",
            "use a fat arrow before the body: `=>`";
    arrow_equals: "timer() as t = { work(); }" =>
        "=", "expected `=>`, found `=`",
            "use a fat arrow before the body: `=>`";
    arrow_colon: "timer() as t: { work(); }" =>
        ":", "expected `=>`, found `:`",
            "use a fat arrow before the body: `=>`";
    arrow_reversed: "timer() as t >= { work(); }" =>
        ">=", "expected `=>`, found `>=`",
            "use a fat arrow before the body: `=>`";
    arrow_word: "timer() as t then { work(); }" =>
        "then", "expected `=>`, found `then`",
            "use a fat arrow before the body: `=>`";
    arrow_missing_before_angle: "timer() as t < work(); >" =>
        "<", "expected `=>` before the body, found `<`",
            "put `=>` before the body: `=> < .. >`";
    comma_before_angle: "timer() as t, < work(); >" =>
        ",", "expected `=>` before `<`, found `,`",
            "put `=>` before `<`, or write the body in braces: `, { .. }`";
    body_missing: "timer() as t =>" =>
        "=>", "expected a body after `=>`",
            "write the body as a block: `=> { .. }`";
    body_and_arrow_missing: "timer() as t" =>
        "t", "expected `=>` and a body, found the end of `with!`",
            "write the body as a block: `=> { .. }`";
    body_missing_behind_comma: "timer() as t," =>
        ",", "expected `=>` and a body, found the end of `with!`",
            "write the body as a block: `=> { .. }`";
    body_missing_behind_literal: "Timer { id: 1 }" =>
        "{ id: 1 }", "expected `=>` and a body, found the end of `with!`",
            "write the body as a block: `=> { .. }`";
    body_closure: "open(path)? => |f| { f.read()?; }" =>
        "|f|", "expected a block after `=>`, found a closure",
            "the body is a block, not a closure: `open(path)? as f => { .. }`";
    body_closure_without_argument: "open(path)? as f => || { f.read()?; }" =>
        "||", "expected a block after `=>`, found a closure",
            "the body is a block, not a closure: `open(path)? as f => { .. }`";
    body_closure_behind_comma: "open(path)?, move |f| { f.read()?; }" =>
        "move |f|", "expected a block after `,`, found a closure",
            "the body is a block, not a closure: `open(path)? as f => { .. }`";
    body_in_parentheses: "timer() as t => (t.stop())" =>
        "(", "expected a block after `=>`, found `(`",
            "use braces around the body";
    body_in_brackets: "timer() as t => [t.stop()]" =>
        "[", "expected a block after `=>`, found `[`",
            "use braces around the body";
    body_function: "timer() => work()" =>
        "work", "expected a block after `=>`, found `work`",
            "put it in braces: `=> { .. }`";
    body_match: "timer() as t => match t { _ => 1 }" =>
        "match", "expected a block after `=>`, found keyword `match`",
            "put it in braces: `=> { .. }`";
    body_async: "timer() as t => async { work(); }" =>
        "async", "expected a block after `=>`, found keyword `async`",
            "remove `async`; `.await` works in the body when the enclosing function is `async`";
    body_async_move: "timer() as t => async move { work(); }" =>
        "async", "expected a block after `=>`, found keyword `async`",
            "remove `async`; `.await` works in the body when the enclosing function is `async`";
    body_move: "timer() as t => move { work(); }" =>
        "move", "expected a block after `=>`, found keyword `move`",
            "remove `move`; the body is a block, not a closure";
    body_unsafe: "timer() as t => unsafe { work(); }" =>
        "unsafe", "expected a block after `=>`, found keyword `unsafe`",
            "put it inside the body: `{ unsafe { .. } }`";
    body_label_without_block: "timer() as t => 'done: loop {}" =>
        "'", "expected a block after `=>`, found a label",
            "a label may stand before a block: `=> 'label: { .. }`";
    body_semicolon: "timer() as t => ;" =>
        ";", "expected a block after `=>`, found `;`",
            "write the body as a block: `=> { .. }`";
    semicolon_behind: "timer() => { work(); };" =>
        ";", "unexpected `;` after the body",
            "remove this semicolon";
    angle_behind: "timer() => { work(); } >" =>
        ">", "unexpected `>` after the body",
            "remove `>`, or open the body with `<` instead of `{`";
    tokens_behind: r#"timer() => { work(); }; log("done")"# =>
        r#"; log("done")"#, "unexpected tokens after the body",
            "the body must be the last thing in `with!`";
    second_body: "timer() => { work(); } => { more(); }" =>
        "=> { more(); }", "unexpected tokens after the body",
            "the body must be the last thing in `with!`";
    angle_not_closed: "timer() => < work();" =>
        "<", "this `<` opens the body, but the last token is no `>`",
            "close the body with `>`, or write it in braces: `=> { .. }`";
    angle_closed_too_early: "timer() => < work() > 1" =>
        "<", "this `<` opens the body, but the last token is no `>`",
            "close the body with `>`, or write it in braces: `=> { .. }`";
    semicolon_behind_angle: "timer() => < work(); >;" =>
        ";", "unexpected `;` after the body",
            "remove this semicolon";
    items_missing: "=> { work(); }" =>
        "=>", "expected a manager expression, found `=>`",
            "write `with!(expr as name => { .. })`";
    items_missing_before_comma: ", { work(); }" =>
        ",", "expected a manager expression, found `,`",
            "write `with!(expr as name => { .. })`";
    only_a_block: "{ work(); }" =>
        "{", "expected a manager expression, found `{`",
            "write `with!(expr as name => { .. })`";
    comma_first: ", timer() as t => {}" =>
        ",", "expected a manager expression, found `,`",
            "remove the extra comma";
    comma_twice: "timer() as a,, timer() as b => {}" =>
        ",", "expected a manager expression, found `,`",
            "remove the extra comma";
    comma_twice_before_arrow: "timer() as a,, => {}" =>
        ",", "expected a manager expression, found `,`",
            "remove the extra comma";
    comma_twice_before_block: "timer() as a,, {}" =>
        ",", "expected a manager expression, found `,`",
            "remove the extra comma";
    semicolon: "open(a)? as src; open(b)? as dst => {}" =>
        ";", "expected `,` or `=>` after the name `src`, found `;`",
            "separate managers with a comma";
    semicolon_before_arrow: "open(a)? as src; => {}" =>
        ";", "expected `,` or `=>` after the name `src`, found `;`",
            "remove this semicolon";
    comma_missing: "open(a)? as src open(b)? as dst => {}" =>
        "open", "expected `,` or `=>` after the name `src`, found `open`",
            "separate managers with a comma";
    comma_missing_without_names: "lock() log() => {}" =>
        "log", "expected `,`, `as`, or `=>` after the manager, found `log`",
            "separate managers with a comma";
    manager_missing: "as f => {}" =>
        "as", "expected a manager expression before `as`",
            "write the manager first: `expr as f`";
    let_statement: "let f = File::open(path)? => {}" =>
        "let", "expected a manager expression, found keyword `let`",
            "write the value first and the name after `as`: `File::open(path)? as f`";
    let_statement_with_type: "let f: File = open(path)? => {}" =>
        "let", "expected a manager expression, found keyword `let`",
            "write the value first and the name after `as`: `open(path)? as f`";
    assignment: "f = open(path)? => {}" =>
        "f =", "expected a manager expression, found an assignment",
            "the manager comes first: `open(path)? as f`";
    assignment_from_the_other_end: "open(path)? = f => {}" =>
        "=", "expected `as` before the name, found `=`",
            "write `open(path)? as f`";
    walrus: "f := open(path)? => {}" =>
        "f :=", "expected a manager expression, found `f :=`",
            "the manager comes first: `open(path)? as f`";
    colon_for_as: "open(path)?: f => {}" =>
        ":", "expected `as` before the name, found `:`",
            "write `open(path)? as f`";
    name_first: "f: open(path)? => {}" =>
        "f:", "expected a manager expression, found `f:`",
            "the manager comes first: `open(path)? as f`";
    in_for_as: "open(path)? in f => {}" =>
        "in", "expected `as` before the name, found keyword `in`",
            "write `open(path)? as f`";
    for_loop: "f in open(path)? => {}" =>
        "f in", "expected a manager expression, found `f in`",
            "the manager comes first: `open(path)? as f`";
    arrow_for_as: "open(path)? => f => {}" =>
        "=>", "expected `as` before the name, found `=>`",
            "write `open(path)? as f`";
    thin_arrow_for_as: "open(path)? -> f => {}" =>
        "->", "expected `as` before the name, found `->`",
            "write `open(path)? as f`";
    bars_for_as: "open(path)? |f| => {}" =>
        "|", "expected `as` before the name, found `|`",
            "write `open(path)? as f`";
    as_missing: "open(path)? f => {}" =>
        "f", "expected `as` before the name, found `f`",
            "write `open(path)? as f`";
    as_without_name: "open(path)? as => {}" =>
        "as", "expected a name after `as`",
            "write a name, or `_` if the body does not need the value";
    as_twice: "open(path)? as as f => {}" =>
        "as", "expected a name after `as`, found a second `as`",
            "remove it";
    async_twice: "async async connect() as c => {}" =>
        "async", "expected a manager expression, found a second `async`",
            "remove it";
    async_alone: "async => {}" =>
        "async", "expected a manager expression after `async`",
            "write `async expr as name`";
    swapped: "f as File::open(path)? => {}" =>
        "File::open(path)?", "expected a name after `as`, found an expression",
            "the manager comes first: `File::open(path)? as f`";
    swapped_call: "t as timer() => {}" =>
        "timer()", "expected a name after `as`, found an expression",
            "the manager comes first: `timer() as t`";
    swapped_generics: "m as HashMap::<u8, Vec<u8>>::new() => {}" =>
        "HashMap::<u8, Vec<u8>>::new()", "expected a name after `as`, found an expression",
            "the manager comes first: `HashMap::<u8, Vec<u8>>::new() as m`";
    expression: "open(path)? as a + b => {}" =>
        "a + b", "expected a name after `as`, found an expression",
            "write a name, or `_` if the body does not need the value";
    field: "open(path)? as self.file => {}" =>
        "self.file", "expected a name after `as`, found an expression",
            "bind a name and assign it inside the body";
    element: "open(path)? as files[0] => {}" =>
        "files[0]", "expected a name after `as`, found an expression",
            "bind a name and assign it inside the body";
    dereference: "open(path)? as *f => {}" =>
        "*f", "expected a name after `as`, found an expression",
            "bind a name and assign it inside the body";
    number: "lock() as 1st => {}" =>
        "1st", "expected a name after `as`, found `1st`",
            "identifiers cannot start with a number";
    string: r#"lock() as "l" => {}"# =>
        r#""l""#, r#"expected a name after `as`, found `"l"`"#,
            "remove the quotes";
    truth: "lock() as true => {}" =>
        "true", "expected a name after `as`, found keyword `true`",
            "escape it to use it as a name: `r#true`";
    keyword: "store.get(key) as match => {}" =>
        "match", "expected a name after `as`, found keyword `match`",
            "escape it to use it as a name: `r#match`";
    keyword_self: "store.get(key) as self => {}" =>
        "self", "expected a name after `as`, found keyword `self`",
            "choose another name";
    mut_alone: "lock() as mut => {}" =>
        "mut", "expected a name after `as`, found keyword `mut`",
            "write the name behind it: `mut name`";
    cast: "fd as u32 => {}" =>
        "u32", "`u32` is a primitive type, but `as` here names the value",
            "write `(fd as u32)` to cast";
    two_casts: "n as u16 as u32 => {}" =>
        "u32", "`u32` is a primitive type, but `as` here names the value",
            "write `(n as u16 as u32)` to cast";
    cast_to_type: "n as Vec<u8> => {}" =>
        "Vec<u8>", "this is a type, but `as` here names the value",
            "write `(n as Vec<u8>)` to cast";
    cast_to_pointer: "&n as *const u8 => {}" =>
        "*const u8", "this is a type, but `as` here names the value",
            "write `(&n as *const u8)` to cast";
    cast_to_trait_object: "m as Box<dyn Fn() -> u8> => {}" =>
        "Box<dyn Fn() -> u8>", "this is a type, but `as` here names the value",
            "write `(m as Box<dyn Fn()->u8>)` to cast";
    type_behind_name: "lock() as l: &mut Lock => {}" =>
        ": &mut Lock", "expected `,` or `=>` after the name `l`, found `:`",
            "the manager decides the type of the value; remove the type";
    guard: "lock() as l if l.free() => {}" =>
        "if", "expected `,` or `=>` after the name `l`, found keyword `if`",
            "test the condition inside the body";
    two_names: "lock() as a b => {}" =>
        "b", "expected `,` or `=>` after the name `a`, found `b`",
            "bind one name, or several by a pattern such as `(a, b)`";
    operator_behind_name: "lock() as l + => {}" =>
        "+", "expected `,` or `=>` after the name `l`, found `+`",
            "the body follows the name: `=> { .. }`";
    name_twice: "open(a)? as f, open(b)? as f => {}" =>
        "f", "the name `f` is used by two managers in this `with!`",
            "rename one of them; the body could not reach the first";
    name_twice_in_patterns: "pair() as (a, b), pair() as (b, c) => {}" =>
        "b", "the name `b` is used by two managers in this `with!`",
            "rename one of them; the body could not reach the first";
    items_in_parentheses_behind_with: "with (open(a) as f, open(b) as g) => { f.copy(g)?; }" =>
        "with", "unexpected `with` before the manager",
            "remove it and the parentheses: `open(a) as f, open(b) as g`";
    items_in_brackets: "[open(a) as f, open(b) as g] => { f.copy(g)?; }" =>
        "[", "unexpected brackets around the managers",
            "remove them: `open(a) as f, open(b) as g`";
    items_in_parentheses_with_async: "(async open(a) as f, lock() as l) => {}" =>
        "(", "unexpected parentheses around the managers",
            "remove them: `async open(a) as f, lock() as l`";
    word_before_the_manager: "with open(a) as f, lock() as l => {}" =>
        "with", "unexpected `with` before the manager",
            "remove it: `open(a) as f`";
    word_before_a_manager_without_a_name: "defer lock() => {}" =>
        "defer", "unexpected `defer` before the manager",
            "remove it: `lock()`";
    keyword_before_the_manager: "unsafe lock() as l => {}" =>
        "unsafe", "unexpected keyword `unsafe` before the manager",
            "remove it: `lock() as l`";
    declaration_by_var: "var f = open(path)? => {}" =>
        "var", "expected a manager expression, found `var`",
            "write the value first and the name after `as`: `open(path)? as f`";
    declaration_by_mut: "mut f = open(path)? => {}" =>
        "mut", "expected a manager expression, found keyword `mut`",
            "write the value first and the name after `as`: `open(path)? as mut f`";
    declaration_by_for: "for f in open(path)? => {}" =>
        "for", "expected a manager expression, found keyword `for`",
            "write the value first and the name after `as`: `open(path)? as f`";
    declaration_by_if_let: "if let Some(f) = open(path) => {}" =>
        "if", "expected a manager expression, found keyword `if`",
            "write the value first and the name after `as`: `open(path) as Some(f)`";
    declaration_in_parentheses: "using (var f = open(path)?) => {}" =>
        "using", "expected a manager expression, found `using`",
            "write the value first and the name after `as`: `open(path)? as f`";
    let_with_as: "let open(path)? as f => {}" =>
        "let", "expected a manager expression, found keyword `let`",
            "write the value first and the name after `as`: `open(path)? as f`";
    name_with_type: "f: File = open(path)? => {}" =>
        "f:", "expected a manager expression, found `f:`",
            "the manager comes first: `open(path)? as f`";
    comparison: "f == open(path)? => {}" =>
        "f ==", "expected a manager expression, found `f ==`",
            "the manager comes first: `open(path)? as f`";
    arrow_to_the_left: "f <- open(path)? => {}" =>
        "f <-", "expected a manager expression, found `f <-`",
            "the manager comes first: `open(path)? as f`";
    at_sign: "f @ open(path)? => {}" =>
        "f @", "expected a manager expression, found `f @`",
            "the manager comes first: `open(path)? as f`";
    both_signs: "open(a)? as src && open(b)? as dst => {}" =>
        "&&", "expected `,` or `=>` after the name `src`, found `&&`",
            "separate managers with a comma";
    three_joined: "a() as x + b() as y + c() as z => {}" =>
        "+", "expected `,` or `=>` after the name `x`, found `+`",
            "separate managers with a comma";
        "+", "expected `,` or `=>` after the name `y`, found `+`",
            "separate managers with a comma";
    arrow_between_managers: "open(a)? as src => open(b)? as dst => {}" =>
        "=>", "expected `,` or `=>` after the name `src`, found `=>`",
            "separate managers with a comma";
    comma_missing_before_a_reference: "open(a)? as src &mut b as dst => {}" =>
        "&", "expected `,` or `=>` after the name `src`, found `&`",
            "separate managers with a comma";
    commas: "open(a)? as src,,, open(b)? as dst => {}" =>
        ",", "expected a manager expression, found `,`",
            "remove the extra comma";
    async_behind_the_manager: "connect() async as c => {}" =>
        "async", "expected `as` or `=>` after the manager, found keyword `async`",
            "write it before the manager: `async connect() as c`";
    async_behind_the_name: "connect() as c async => {}" =>
        "async", "expected `,` or `=>` after the name `c`, found keyword `async`",
            "write it before the manager: `async connect() as c`";
    async_block: "async { connect().await } as c => {}" =>
        "async", "expected a manager expression, found an `async` block",
            "an `async` block is a future; write `.await` behind it";
    async_block_marked: "async async move { connect().await } as c => {}" =>
        "async", "expected a manager expression, found an `async` block",
            "an `async` block is a future; write `.await` behind it";
    arrow_twice: "timer() as t => => { work(); }" =>
        "=>", "expected a block after `=>`, found a second `=>`",
            "remove it";
    arrow_and_comma: "timer() as t =>, { work(); }" =>
        ",", "expected a block after `=>`, found `,`",
            "remove this comma";
    arrow_with_more_signs: "timer() as t ==> { work(); }" =>
        "==>", "expected `=>`, found `==>`",
            "use a fat arrow before the body: `=>`";
    arrow_thin_before_angle: "timer() as t -> < work(); >" =>
        "->", "expected `=>`, found `->`",
            "use a fat arrow before the body: `=>`";
    colon_and_statements: "timer() as t: work(); t.stop()" =>
        ":", "expected `=>`, found `:`",
            "write the body as a block: `=> { .. }`";
    body_async_behind_comma: "timer() as t, async move { work(); }" =>
        "async", "expected a block after `,`, found keyword `async`",
            "remove `async`; `.await` works in the body when the enclosing function is `async`";
    body_unsafe_behind_comma: "timer() as t, unsafe { work(); }" =>
        "unsafe", "expected a block after `,`, found keyword `unsafe`",
            "put it inside the body: `{ unsafe { .. } }`";
    angle_twice: "timer() => << work() >>" =>
        "<", "this `<` opens the body, and so does the one before it",
            "write one `<` and one `>`, or write the body in braces: `=> { .. }`";
    angle_closed_twice: "timer() => < work() > >" =>
        ">", "unexpected `>` after the body",
            "remove it";
    question_mark_behind: "open(path) => { work() }?" =>
        "?", "unexpected tokens after the body",
            "write it behind the call: `with!(..)?`";
    question_mark_behind_angle: "open(path) => < work() >?" =>
        "?", "unexpected tokens after the body",
            "write it behind the call: `with!(..)?`";
    comma_twice_behind: "timer() => { work(); },," =>
        ",", "unexpected `,` after the body",
            "remove this comma";
    else_behind_comma_body: "open(path) as f, { f.read()?; } else { return }" =>
        "else", "unexpected keyword `else` after the body",
            "match on the value of `with!`";
    else_behind_angle: "open(path) as f => < f.read()?; > else { return }" =>
        "else", "unexpected keyword `else` after the body",
            "match on the value of `with!`";
    catch_behind: "open(path) as f => { f.read()?; } catch |e| { log(e) }" =>
        "catch", "unexpected `catch` after the body",
            "match on the value of `with!`";
    finally_behind: "open(path) as f => { f.read()?; } finally { work() }" =>
        "finally", "unexpected `finally` after the body",
            "put it in a manager before the body: `on_exit(..)`";
    cut_off_behind_as: "timer() as" =>
        "as", "expected a name after `as`",
            "write a name, or `_` if the body does not need the value";
    cut_off_behind_a_sign: "timer() as t =" =>
        "=", "expected `,` or `=>` after the name `t`, found `=`",
            "the body follows the name: `=> { .. }`";
    cut_off_behind_async: "timer() as t, async" =>
        "async", "expected a manager expression after `async`",
            "write `async expr as name`";
    let_behind_as: "open(path)? as let f => {}" =>
        "let", "expected a name after `as`, found keyword `let`",
            "remove it: `open(path)? as f`";
    async_behind_as_without_name: "connect() as async => {}" =>
        "async", "expected a name after `as`, found keyword `async`",
            "write it before the manager: `async connect()`";
    question_mark_behind_the_name: "open(path) as f? => {}" =>
        "?", "expected `,` or `=>` after the name `f`, found `?`",
            "write it behind the manager: `open(path)? as f`";
    await_behind_the_name: "async pool.get() as c.await? => {}" =>
        ".await?", "expected `,` or `=>` after the name `c`, found `.`",
            "write it behind the manager: `pool.get().await? as c`";
    name_in_bars: "open(path)? as |f| => {}" =>
        "|", "expected a name after `as`, found `|`",
            "write the name alone: `open(path)? as f`";
    name_in_braces: "open(path)? as {f} => {}" =>
        "{", "expected a name after `as`, found `{`",
            "write the name alone: `open(path)? as f`";
    default_of_the_name: "open(path)? as f = other() => {}" =>
        "=", "expected `,` or `=>` after the name `f`, found `=`",
            "separate managers with a comma";
    words_in_quotes: "lock() as \"a b\" => {}" =>
        r#""a b""#, r#"expected a name after `as`, found `"a b"`"#,
            "write a name, or `_` if the body does not need the value";
    closure_without_arrow: "open(path)? |f| { f.read()?; }" =>
        "|f|", "expected `=>` and a block, found a closure",
            "the body is a block, not a closure: `open(path)? as f => { .. }`";
    colon_and_expression: "open(path)? as f: f.read()?" =>
        ":", "expected `,` or `=>` after the name `f`, found `:`",
            "the body follows the name: `=> { .. }`";
    several: "let a = one(), two() as match, three() c -> { work(); }" =>
        "let", "expected a manager expression, found keyword `let`",
            "write the value first and the name after `as`: `one() as a`";
        "match", "expected a name after `as`, found keyword `match`",
            "escape it to use it as a name: `r#match`";
        "c", "expected `as` before the name, found `c`",
            "write `three() as c`";
        "->", "expected `=>`, found `->`",
            "use a fat arrow before the body: `=>`";
}
