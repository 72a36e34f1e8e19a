//! The names of ours in an expansion.

use proc_macro2::{Ident, Span};
use syn::Lifetime;

/// A label of ours.
pub(crate) fn label(name: &str) -> Lifetime {
    Lifetime::new(&format!("'__scoped_{name}"), Span::mixed_site())
}

/// A local of ours.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(&format!("__scoped_{name}"), Span::mixed_site())
}
