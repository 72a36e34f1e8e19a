//! The rows of the contract over stacks: each way in which a body can end, with each answer of `exit`, does with a
//! stack of managers what it does with blocks of them.

#[path = "../support/mod.rs"]
mod support;

mod cast;
mod compare;
mod enter;
mod forms;
mod rows;
