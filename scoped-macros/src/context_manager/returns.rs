//! What a return type says, as it is written: a macro sees no aliases and no imports.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeImplTrait, TypePath};

use crate::error::Error;

/// A return type, split into the value and the way to fail.
pub(crate) enum Returns {
    /// Nothing, or `()`.
    Unit,
    /// A type that is no `Result`.
    Plain(Type),
    /// `path::to::SomeResult<Value, ..>`.
    Fallible(Fallible),
    /// `path::to::SomeResult`, from which the type of the value cannot be read.
    Alias(Type),
}

/// A path whose last segment ends in `Result` and has the value as its first type argument.
pub(crate) struct Fallible {
    path: TypePath,
    argument: usize,
}

impl Returns {
    pub(crate) fn read(output: &ReturnType) -> Self {
        match output {
            ReturnType::Default => Self::Unit,
            ReturnType::Type(_, ty) => Self::read_type(ty),
        }
    }

    pub(crate) fn read_type(ty: &Type) -> Self {
        match ty {
            Type::Paren(inner) => Self::read_type(&inner.elem),
            Type::Group(inner) => Self::read_type(&inner.elem),
            Type::Tuple(tuple) if tuple.elems.is_empty() => Self::Unit,
            Type::Path(path) => match path.path.segments.last() {
                Some(last) if last.ident.to_string().ends_with("Result") => {
                    match type_argument(&last.arguments) {
                        Some(argument) => Self::Fallible(Fallible {
                            path: path.clone(),
                            argument,
                        }),
                        None => Self::Alias(ty.clone()),
                    }
                }
                _ => Self::Plain(ty.clone()),
            },
            _ => Self::Plain(ty.clone()),
        }
    }

    /// The error of a `Result` alias in a place where its value has to be read.
    pub(crate) fn unreadable(ty: &Type) -> Error {
        let text = ty.to_token_stream().to_string().replace(' ', "");
        Error::over(ty, format!("cannot read the value's type from `{text}`"))
            .help("write it out: `Result<Value, Error>`")
    }

    /// Whether it is written as a `Verdict`.
    pub(crate) fn is_verdict(&self) -> bool {
        matches!(self, Self::Plain(ty) if is_verdict(ty))
    }
}

fn type_argument(arguments: &PathArguments) -> Option<usize> {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return None;
    };
    arguments
        .args
        .iter()
        .position(|argument| matches!(argument, GenericArgument::Type(_)))
}

impl Fallible {
    /// What is in the `Result`.
    pub(crate) fn value(&self) -> &Type {
        match self.segment_argument() {
            Some(GenericArgument::Type(ty)) => ty,
            _ => unreachable!("the argument was found to be a type"),
        }
    }

    fn segment_argument(&self) -> Option<&GenericArgument> {
        match &self.path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.get(self.argument),
            _ => None,
        }
    }

    /// The same `Result` of another value.
    ///
    /// Input: `io::Result<&mut File>`, `()`
    /// Output: `io::Result<()>`
    pub(crate) fn of(&self, value: TokenStream) -> Type {
        let mut path = self.path.clone();
        if let Some(last) = path.path.segments.last_mut() {
            if let PathArguments::AngleBracketed(arguments) = &mut last.arguments {
                if let Some(argument) = arguments.args.get_mut(self.argument) {
                    *argument = GenericArgument::Type(Type::Verbatim(value));
                }
            }
        }
        Type::Path(path)
    }
}

/// What the return type of a function says that yields.
///
/// | written | lent | `type Exit` |
/// | --- | --- | --- |
/// | nothing, `Verdict` | `()` | `()`, `Verdict` |
/// | `V`, `(V, Verdict)` | `V` | `()`, `Verdict` |
/// | `Result<V, E>`, `Result<(V, Verdict), E>` | `V` | `Result<(), E>`, `Result<Verdict, E>` |
pub(crate) struct Lends {
    pub(crate) value: Type,
    /// What the teardown returns.
    pub(crate) exit: Type,
    /// How the setup may fail.
    pub(crate) fallible: Option<Fallible>,
    has_verdict: bool,
}

impl Lends {
    /// Reads a return type.
    pub(crate) fn read(output: &ReturnType) -> Self {
        let returns = Returns::read(output);
        let (value, answer) = split_verdict(value_of(&returns));
        let has_verdict = is_verdict(&answer);
        let (exit, fallible) = match returns {
            Returns::Fallible(fallible) => (fallible.of(answer.to_token_stream()), Some(fallible)),
            _ => (answer, None),
        };
        Self {
            value,
            exit,
            fallible,
            has_verdict,
        }
    }

    /// Whether the teardown answers with a verdict.
    pub(crate) const fn has_verdict(&self) -> bool {
        self.has_verdict
    }

    /// Whether a function that ends in its `yield_!` answers `Ok(())`.
    pub(crate) const fn ends_in_ok(&self) -> bool {
        self.fallible.is_some() && !self.has_verdict
    }

    /// Whether nothing is lent.
    pub(crate) fn is_unit(&self) -> bool {
        match &self.value {
            Type::Verbatim(tokens) => tokens.to_string() == "()",
            Type::Tuple(tuple) => tuple.elems.is_empty(),
            _ => false,
        }
    }
}

/// What is lent, and what the function answers.
fn split_verdict(value: Type) -> (Type, Type) {
    let unit = Type::Verbatim(quote!(()));
    match value {
        verdict if is_verdict(&verdict) => (unit, verdict),
        Type::Tuple(tuple) if tuple.elems.len() == 2 && is_verdict(&tuple.elems[1]) => {
            let mut elements = tuple.elems.into_iter();
            let value = elements.next().unwrap_or(unit.clone());
            (value, elements.next().unwrap_or(unit))
        }
        value => (value, unit),
    }
}

fn is_verdict(ty: &Type) -> bool {
    matches!(ty, Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == "Verdict"))
}

/// The value of a plain or fallible return type; `()` for unit.
pub(crate) fn value_of(returns: &Returns) -> Type {
    match returns {
        Returns::Unit => Type::Verbatim(quote!(())),
        Returns::Plain(ty) | Returns::Alias(ty) => ty.clone(),
        Returns::Fallible(fallible) => fallible.value().clone(),
    }
}

/// Finds `impl Trait` in a type.
pub(crate) fn impl_trait_in(ty: &Type) -> Option<TypeImplTrait> {
    struct Find(Option<TypeImplTrait>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_type_impl_trait(&mut self, found: &'ast TypeImplTrait) {
            self.0.get_or_insert_with(|| found.clone());
        }
        fn visit_type(&mut self, ty: &'ast Type) {
            visit::visit_type(self, ty);
        }
    }
    let mut find = Find(None);
    find.visit_type(ty);
    find.0
}
