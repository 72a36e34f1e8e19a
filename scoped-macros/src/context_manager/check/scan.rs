//! The expressions by which a function itself waits, fails or returns.

use syn::visit::{self, Visit};
use syn::{ExprAsync, ExprAwait, ExprClosure, ExprReturn, ExprTry, ExprTryBlock, Item, Stmt};

/// What was found in statements of a function. Nested items, closures and `async` blocks are functions
/// of their own, and are not looked into.
#[derive(Default)]
pub(crate) struct Scan<'b> {
    /// The first `.await`.
    pub(crate) awaits: Option<&'b ExprAwait>,
    /// The first `?` that leaves the function: one in a `try` block does not.
    pub(crate) question_mark: Option<&'b ExprTry>,
    pub(super) returns: Vec<&'b ExprReturn>,
    in_try_block: bool,
}

impl<'b> Scan<'b> {
    pub(crate) fn of(statements: &'b [Stmt]) -> Self {
        let mut scan = Self::default();
        for statement in statements {
            scan.visit_stmt(statement);
        }
        scan
    }
}

impl<'b> Visit<'b> for Scan<'b> {
    fn visit_expr_await(&mut self, found: &'b ExprAwait) {
        visit::visit_expr_await(self, found);
        self.awaits.get_or_insert(found);
    }

    fn visit_expr_try(&mut self, found: &'b ExprTry) {
        visit::visit_expr_try(self, found);
        if !self.in_try_block {
            self.question_mark.get_or_insert(found);
        }
    }

    fn visit_expr_return(&mut self, found: &'b ExprReturn) {
        self.returns.push(found);
        visit::visit_expr_return(self, found);
    }

    fn visit_expr_try_block(&mut self, block: &'b ExprTryBlock) {
        let outside = std::mem::replace(&mut self.in_try_block, true);
        visit::visit_expr_try_block(self, block);
        self.in_try_block = outside;
    }

    fn visit_item(&mut self, _: &'b Item) {}
    fn visit_expr_closure(&mut self, _: &'b ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'b ExprAsync) {}
}
