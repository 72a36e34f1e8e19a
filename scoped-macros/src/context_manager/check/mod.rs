//! From an annotated item to a model of it, or to errors.

mod abandon;
mod awaits;
mod function;
mod giving;
mod impl_block;
mod locals;
mod method;
mod type_def;
mod yields;

pub(crate) use awaits::await_in;
pub(crate) use function::check_function;
pub(crate) use impl_block::{check_impl, clean_impl, is_async};
pub(crate) use method::question_mark_in;
pub(crate) use type_def::{check_type, refuse_methods};
