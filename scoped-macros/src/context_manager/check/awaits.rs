//! `.await` in a function that is not `async`. What rustc would call not `async` is a closure that nobody
//! wrote.

use syn::visit::{self, Visit};
use syn::{Block, ExprAsync, ExprAwait, ExprClosure, Item, Signature};

use crate::error::{Error, Errors};

pub(super) fn check_awaits(signature: &Signature, block: &Block, errors: &mut Errors) {
    if signature.asyncness.is_some() {
        return;
    }
    if let Some(found) = await_in(block) {
        let name = &signature.ident;
        errors.push(
            Error::at(
                found.await_token.span,
                format!("`.await` in `{name}`, which is not `async`"),
            )
            .help(format!("write `async fn {name}`")),
        );
    }
}

/// The first `.await` of the function itself.
pub(crate) fn await_in(block: &Block) -> Option<ExprAwait> {
    struct Find(Option<ExprAwait>);
    impl<'ast> Visit<'ast> for Find {
        fn visit_expr_await(&mut self, found: &'ast ExprAwait) {
            visit::visit_expr_await(self, found);
            self.0.get_or_insert_with(|| found.clone());
        }
        fn visit_item(&mut self, _: &'ast Item) {}
        fn visit_expr_closure(&mut self, _: &'ast ExprClosure) {}
        fn visit_expr_async(&mut self, _: &'ast ExprAsync) {}
    }
    let mut find = Find(None);
    find.visit_block(block);
    find.0
}
