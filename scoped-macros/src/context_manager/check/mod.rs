//! From an annotated item to a model of it, or to errors.

mod abandon;
mod cut;
mod function;
mod impl_block;
mod locals;
mod method;
mod places;
mod scan;
mod type_def;
mod yields;

pub(crate) use function::{check_function, returned_manager};
pub(crate) use impl_block::{check_impl, clean_impl, is_async};
pub(crate) use locals::Kind;
pub(crate) use method::{receiver_lifetime, refuse_methods};
pub(crate) use places::{name_of, names_self_plainly};
pub(crate) use scan::Scan;
pub(crate) use type_def::check_type;
pub(crate) use yields::{is_yield, is_yield_statement, parse_value};
