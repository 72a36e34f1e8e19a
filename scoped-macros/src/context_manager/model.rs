//! What checking finds, and expansion writes down.

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::{
    Attribute, Block, Expr, Generics, ImplItemFn, Item, ItemImpl, Lifetime, Pat, Path, ReturnType,
    Signature, Stmt, Token, Type, Visibility,
};

use super::returns::{Fallible, Lends, Returns};
use crate::options::Method;
use crate::paths::Crate;
use crate::tokens::located;

/// An impl block without its `enter` and `exit`, and those.
pub(crate) struct ImplBlock {
    pub(crate) rest: ItemImpl,
    /// The keyword, when both methods are.
    pub(crate) asyncness: Option<Token![async]>,
    pub(crate) loan: Lifetime,
    /// `type Value<'this>`.
    pub(crate) value: Type,
    pub(crate) answer: Answer,
    pub(crate) enter: Option<ImplItemFn>,
    pub(crate) exit: ImplItemFn,
    pub(crate) by_ref: bool,
    pub(crate) abandon: Option<Abandon>,
}

/// The `abandon` of an async manager.
pub(crate) enum Abandon {
    /// It takes the manager, and becomes the trait's.
    Taking(Box<ImplItemFn>),
    /// It borrows, and is called by the trait's.
    Borrowing(Box<ImplItemFn>),
}

/// A type, and the inherent methods to use.
pub(crate) struct TypeDef {
    pub(crate) item: Item,
    /// The keyword, when both methods are.
    pub(crate) asyncness: Option<Token![async]>,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(crate) loan: Lifetime,
    /// `type Value<'this>`.
    pub(crate) value: Type,
    pub(crate) answer: Answer,
    pub(crate) enter: Option<Method>,
    pub(crate) exit: Method,
    pub(crate) abandon: Option<Ident>,
}

/// A function that yields.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// As it is written, but every argument has a name.
    pub(crate) signature: Signature,
    pub(crate) lends: Lends,
    /// The path of its first `yield_!`.
    pub(crate) path: Path,
    pub(crate) way: Way,
}

/// What becomes of a function.
pub(crate) enum Way {
    /// It is cut in two.
    Cut(Box<Cut>),
    /// Its body is an `async` block.
    Coroutine(Box<Block>),
}

/// A function, cut in two at its `yield_!`.
pub(crate) struct Cut {
    pub(crate) setup: Vec<Stmt>,
    pub(crate) lent: Lent,
    pub(crate) teardown: Teardown,
}

/// What stands in `yield_!`.
pub(crate) enum Lent {
    /// `yield_!()`
    Nothing,
    /// `yield_!(name)`: the name is the teardown's again.
    Name(Binding),
    /// `yield_!(value)`
    Value(Expr),
}

/// The second half of a function.
pub(crate) struct Teardown {
    /// The closing brace of the function.
    pub(crate) end: Span,
    /// What `let outcome = yield_!(..)` binds.
    pub(crate) outcome: Option<Pat>,
    /// The locals that live until its end, in the order of their declaration; what is lent by name is one of them.
    pub(crate) alive: Vec<Binding>,
    pub(crate) statements: Vec<Stmt>,
}

/// A name that a pattern binds.
#[derive(Clone)]
pub(crate) struct Binding {
    pub(crate) name: Ident,
    pub(crate) mutability: Option<Token![mut]>,
    /// The `#[cfg(..)]` of its `let`.
    pub(crate) cfg: Vec<Attribute>,
}

/// `type Exit`, and which of the two methods is written without the `Result` that it asks for.
pub(crate) struct Answer {
    pub(crate) exit: Type,
    /// How `enter` may fail.
    failing: Failing,
    pub(crate) enter_is_infallible: bool,
    pub(crate) exit_is_infallible: bool,
}

impl Answer {
    /// | `enter` | `exit` | `type Exit` |
    /// | --- | --- | --- |
    /// | any | `Result<A, E>` | `Result<A, E>` |
    /// | `Result<V, E>` | nothing, `Verdict` | `Result<(), E>`, `Result<Verdict, E>` |
    /// | `V` | nothing, `Verdict` | `()`, `Verdict` |
    pub(crate) fn of(enter: &Returns, exit: Returns, written: &ReturnType) -> Self {
        let written = match written {
            ReturnType::Default => Type::Verbatim(quote!(())),
            ReturnType::Type(_, ty) => (**ty).clone(),
        };
        let enter_is_infallible = !matches!(enter, Returns::Fallible(_));
        let exit_is_plain = matches!(exit, Returns::Unit) || exit.is_verdict();
        match (enter, exit) {
            (Returns::Fallible(fallible), _) if exit_is_plain => Self {
                exit: fallible.of(quote!(#written)),
                failing: Failing::Never,
                enter_is_infallible,
                exit_is_infallible: true,
            },
            (_, exit) => Self {
                failing: match exit {
                    Returns::Fallible(fallible) => Failing::Like(fallible),
                    _ if exit_is_plain => Failing::Never,
                    _ => Failing::As,
                },
                exit: written,
                enter_is_infallible,
                exit_is_infallible: false,
            },
        }
    }

    /// The return type of an `enter` that is written without a `Result`.
    pub(crate) fn entered(&self, krate: &Crate, value: &Type) -> Type {
        // At the answer, where rustc says what is wrong with that.
        let error = match &self.failing {
            Failing::Like(fallible) => return fallible.of(quote!(#value)),
            Failing::Never => quote!(::core::convert::Infallible),
            Failing::As => located(quote!(<Self::Exit as #krate::Exit>::Error), &self.exit),
        };
        let result = quote!(::core::result::Result<#value, #error>);
        Type::Verbatim(located(result, &self.exit))
    }
}

/// What the error of an `enter` is that is written without one.
enum Failing {
    Never,
    /// The one in the `Result` of `exit`.
    Like(Fallible),
    /// The one of a type that may be an alias of a `Result`.
    As,
}
