//! Cases that are not as the others, each with the reason.

use crate::words::PRIVATE_PATH;

/// Cases with several errors.
pub const SEVERAL: &[(&str, usize, &str)] = &[
    (
        "async/body/await-in-a-sync-function-under-an-async-item",
        2,
        "the item awaits, and so does the body",
    ),
    (
        "async/item/block-on-with",
        3,
        "the block is no future, which rustc says twice, and awaits outside of async code",
    ),
    (
        "async/run/with-a-closure-that-is-not-async",
        3,
        "rustc's texts for what `AsyncFnOnce` asks of a closure",
    ),
    (
        "async/send/generic-manager-not-send",
        3,
        "the value, `enter` and `exit` may each be what is not `Send`",
    ),
    ("context_manager/async/abandon", 4, "four mistakes"),
    (
        "context_manager/exit/error-without-debug",
        2,
        "the type is refused for `exit`, and for the error of `enter`",
    ),
    (
        "context_manager/exit/returns-other",
        2,
        "the type is refused for `exit`, and for the error of `enter`",
    ),
    (
        "context_manager/placement/expression",
        2,
        "rustc's own errors, for an attribute there and for one of this kind",
    ),
    (
        "context_manager/recovery/second-mistake-in-the-body",
        2,
        "two mistakes",
    ),
    (
        "context_manager/recovery/several-mistakes",
        7,
        "seven mistakes",
    ),
    (
        "context_manager/yield/keyword",
        2,
        "rustc's own error for the keyword",
    ),
    (
        "context_manager/yield/keyword-as-a-macro",
        2,
        "rustc's own error for the keyword",
    ),
    (
        "managers/async_stack/callback-not-send",
        2,
        "the closure holds it, and so does its future",
    ),
    (
        "managers/async_stack/new-in-a-task",
        2,
        "the managers may each be what is not `Send`, and so may the future of an `exit`",
    ),
    (
        "managers/async_stack/send-with-exit-that-is-not-send",
        3,
        "rustc says it of the argument, of the call and of its `.await`",
    ),
    (
        "managers/async_stack/send-with-manager-that-is-not-send",
        4,
        "rustc says it of both arguments, of the call and of its `.await`",
    ),
    (
        "managers/async_stack/sync-manager",
        3,
        "rustc says it of the argument, of the call and of its `.await`",
    ),
    (
        "managers/async_stack/value-leaves-the-block",
        2,
        "`exit` takes what is still borrowed",
    ),
    (
        "managers/awaiting/of-an-async-manager",
        5,
        "rustc says it of the argument, of the item, and of what is awaited",
    ),
    (
        "managers/closing/closes-by-reference",
        2,
        "the function is no `close` to `closing_with`, nor to the block",
    ),
    (
        "managers/closing/closes-with-an-argument",
        2,
        "the function is no `close` to `closing_with`, nor to the block",
    ),
    (
        "managers/closing/of-a-reference",
        2,
        "the function is no `close` to `closing_with`, nor to the block",
    ),
    (
        "managers/on_exit/called",
        2,
        "the value is no callback to `on_exit`, nor to the block",
    ),
    (
        "managers/scope/error-without-debug",
        3,
        "the bound is missed once more where the block finishes",
    ),
    (
        "managers/scope/not-a-closure",
        2,
        "the value is no closure to `scope`, nor to the block",
    ),
    (
        "managers/scope_async/closure-that-is-not-async",
        5,
        "rustc says it of the argument, of the item, and of what is awaited",
    ),
    (
        "managers/scope_async/returns-a-number",
        4,
        "rustc says it of the call, and of what is awaited",
    ),
    (
        "managers/stack/callback-ok-type-not-known",
        2,
        "rustc asks for the type, and for what it can be in a stack",
    ),
    (
        "managers/std/buf-writer-of-what-does-not-write",
        4,
        "rustc says it wherever the type is",
    ),
    (
        "with/body/value-of-a-call-in-braces",
        2,
        "rustc's two texts for the braces",
    ),
    (
        "with/borrow/value-leaves-by-return",
        2,
        "`exit` takes what is still borrowed",
    ),
    (
        "with/flow/code-behind-a-block-that-returns",
        2,
        "the plain block is beside it",
    ),
    (
        "with/flow/unlabelled-break-in-a-labelled-block",
        2,
        "the plain block is beside it",
    ),
    (
        "with/header/mistake-in-header-and-in-body",
        2,
        "two mistakes",
    ),
    (
        "with/header/mistake-in-header-and-syntax-error-in-body",
        2,
        "two mistakes",
    ),
    (
        "with/header/two-mistakes",
        3,
        "two mistakes in the header, and one in the body",
    ),
    (
        "with/limits/error-of-a-type-parameter",
        2,
        "the bound is missed once more where the block finishes",
    ),
    (
        "with/pattern/mut-reference",
        2,
        "rustc's two texts for the pattern",
    ),
    ("with/recovery/async-body", 2, "two mistakes"),
    ("with/recovery/bodies-that-leave", 3, "three mistakes"),
    ("with/recovery/uses-of-the-value", 3, "three mistakes"),
];

/// Cases that show a word which no reader should meet.
pub const SHOWN: &[(&str, &[&str], &str)] = &[
    (
        "managers/several/tuple-of-different-errors",
        &["originates in"],
        "rustc shows the impl for pairs, which the library's macro writes",
    ),
    (
        "managers/several/tuple-of-three-different-errors",
        &["originates in"],
        "rustc shows the impl for pairs, which the library's macro writes",
    ),
    (
        "managers/several/tuple-too-long",
        &["originates in"],
        "rustc shows the impl for pairs, which the library's macro writes",
    ),
    (
        "context_manager/yield/suppressing-manager-around",
        &[PRIVATE_PATH],
        "the bound that says it is one of ours",
    ),
    (
        "async/send/manager-not-send",
        &["AsyncGuard<", PRIVATE_PATH],
        "the type that holds the manager",
    ),
    (
        "context_manager/async/function-in-plain-with",
        &["FunctionManager<", "__private"],
        "the manager that the function returns",
    ),
    (
        "context_manager/async/manager-awaited",
        &["FunctionManager<", "__private"],
        "the manager that the function returns",
    ),
    (
        "context_manager/async/not-entered",
        &["__private"],
        "the manager that the function returns",
    ),
    (
        "context_manager/async/teardown-wrong-return",
        &["$RUST"],
        "rustc quotes `Result`",
    ),
    (
        "context_manager/async/type-method-is-not",
        &[PRIVATE_PATH],
        "the method's signature is asked of a trait of ours",
    ),
    (
        "context_manager/enter/returns-temporary",
        &["temporary value"],
        "rustc's text for the method itself",
    ),
    (
        "context_manager/function/not-entered",
        &["__private"],
        "the manager that the function returns",
    ),
    (
        "context_manager/function/teardown-wrong-value",
        &["$RUST"],
        "rustc quotes `Result`",
    ),
    (
        "context_manager/type/method-with-argument",
        &[PRIVATE_PATH],
        "the method's signature is asked of a trait of ours",
    ),
    (
        "context_manager/type/missing-method",
        &["$RUST"],
        "rustc quotes a trait of its own with such a method",
    ),
    (
        "context_manager/yield/as-the-result",
        &["$RUST"],
        "rustc quotes `Result`",
    ),
    (
        "context_manager/yield/outside-empty",
        &["$crate", "__private", "originates in"],
        "there is no token to point at",
    ),
    (
        "context_manager/type/abandon-with-another-argument",
        &[PRIVATE_PATH],
        "the method's signature is asked of a trait of ours",
    ),
    (
        "managers/async_stack/new-in-a-task",
        &["$RUST", PRIVATE_PATH],
        "what cannot be sent is in the stack",
    ),
    (
        "managers/async_stack/value-leaves-the-block",
        &["$crate", "__private", "originates in", "temporary value"],
        "the manager is in a hidden place while it is awaited",
    ),
    (
        "managers/closing/closes-by-reference",
        &["a closure"],
        "rustc proposes one",
    ),
    (
        "managers/closing/of-a-reference",
        &["a closure"],
        "rustc proposes one",
    ),
    (
        "managers/scope/error-without-debug",
        &["$crate", "__private", "originates in", PRIVATE_PATH],
        "the bound is missed once more where the block finishes",
    ),
    (
        "managers/several/option-used-as-if-it-were-there",
        &["$RUST"],
        "rustc quotes `Vec`",
    ),
    (
        "managers/stack/entered-and-not-unwrapped",
        &["$RUST"],
        "rustc quotes `Vec`",
    ),
    (
        "managers/stack/held-by-a-task",
        &[PRIVATE_PATH],
        "what cannot be sent is in the stack",
    ),
    (
        "managers/stack/sent-to-a-thread",
        &["$RUST", PRIVATE_PATH],
        "what cannot be sent is in the stack",
    ),
    (
        "managers/std/buf-writer-of-what-does-not-write",
        &["$RUST", "$crate", "__private", "originates in"],
        "rustc says it wherever the type is, and quotes `BufWriter`",
    ),
    (
        "managers/std/child-waited-with-output",
        &["$RUST"],
        "rustc quotes `Child`",
    ),
    ("managers/suppress/boxed", &["$RUST"], "rustc quotes `Box`"),
    (
        "managers/suppress/value-used-as-if-it-were-there",
        &["$RUST"],
        "rustc quotes `Result`",
    ),
    (
        "with/body/in-item-position",
        &["$crate", "__private"],
        "rustc quotes what the wrapper expands to",
    ),
    (
        "with/flow/break-outside-of-a-loop",
        &["labeled block"],
        "rustc's text for every `break`",
    ),
    (
        "with/flow/hidden-break",
        &["labeled block", "originates in"],
        "a known limit; the note names the user's own macro",
    ),
    (
        "with/flow/unlabelled-break-in-a-labelled-block",
        &["labeled block"],
        "rustc's text, and the user's labelled block",
    ),
    (
        "with/header/empty",
        &["originates in"],
        "there is no token to point at",
    ),
    (
        "with/limits/error-of-a-type-parameter",
        &["$crate", "__private", "originates in"],
        "the bound is missed once more where the block finishes",
    ),
    (
        "with/limits/temporary-as-the-value",
        &["temporary value"],
        "the user's own",
    ),
    (
        "with/pattern/mut-reference",
        &["$crate", "__private", "originates in"],
        "the value is hidden",
    ),
    (
        "with/pattern/refutable",
        &["$crate", "__private"],
        "rustc would make the hidden `let` a `let .. else`",
    ),
    (
        "with/result/fallible-at-the-end-of-a-unit-function",
        &["$crate", "__private", "originates in"],
        "the value is that of the whole call",
    ),
    (
        "with/result/fallible-value-does-not-fit",
        &["$crate", "__private", "originates in"],
        "the value is that of the whole call",
    ),
    (
        "with/result/suppressed-value-used",
        &["$crate", "__private", "originates in"],
        "the value is that of the whole call",
    ),
    (
        "within/arguments/empty",
        &["originates in"],
        "there is no token to point at",
    ),
    (
        "within/arguments/none",
        &["originates in"],
        "there is no token to point at",
    ),
    (
        "within/body/value-is-returned",
        &["originates in"],
        "the value is that of the whole function",
    ),
    (
        "within/returns/fallible-in-a-function-of-an-option",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/fallible-in-a-function-that-never-returns",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/fallible-in-a-function-without-a-result",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/fallible-with-another-error",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/of-a-type-parameter",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/suppressing-in-a-function-of-a-number",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
    (
        "within/returns/suppressing-in-a-function-of-a-result",
        &[PRIVATE_PATH],
        "the trait that is asked what the function can return",
    ),
];

/// Cases whose help nobody can take in a file beside the others.
pub const NOT_FIXED: &[(&str, &str)] = &[
    ("with/pattern/cast-and-no-name", "a number is no manager"),
    ("with/pattern/cast-to-pointer", "a pointer is no manager"),
    ("with/pattern/cast-to-primitive", "a number is no manager"),
    (
        "with/pattern/cast-to-type",
        "a list of numbers is no manager",
    ),
    (
        "with/recovery/unused-after-the-mistake",
        "without the mistake there is what rustc warns of",
    ),
];

/// Code of a help that the fixed case does not hold.
pub const NOT_PASTED: &[(&str, &str, &str)] = &[
    (
        "context_manager/impl-block/drop-for-exit",
        "drop",
        "the old name of what is renamed",
    ),
    (
        "context_manager/impl-block/misspelt-enter",
        "entre",
        "the old name of what is renamed",
    ),
    (
        "context_manager/impl-block/misspelt-exit",
        "exits",
        "the old name of what is renamed",
    ),
    (
        "context_manager/impl-block/python-names",
        "__enter__",
        "the old name of what is renamed",
    ),
    (
        "context_manager/impl-block/python-names",
        "__exit__",
        "the old name of what is renamed",
    ),
];
