//! From a model to the code; nothing here can fail.

mod function;
mod impl_block;
mod type_def;

pub(crate) use function::{expand_function, expand_signature};
pub(crate) use impl_block::expand_impl;
pub(crate) use type_def::expand_type;
