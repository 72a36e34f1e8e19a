//! The `yield_!`s of a coroutine.
//!
//! A name that is lent is the function's again behind the `yield_!`, so it is assigned to there. Where it is bound, it is
//! made `mut`; or, where that would change how the pattern binds, it is bound anew.

use std::mem;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Attribute, Block, Expr, ExprAsync, ExprClosure, ExprForLoop, ExprIf, ExprWhile, FnArg,
    Item, Local, Macro, Pat, PatIdent, Stmt, Token, Type,
};

use super::halves::asks_only;
use super::lent::{SELF, annotation, lends_itself, projected_type, rename_self, renamed_self};
use super::lent_part::{HasYield, Names, replace_root, root_of};
use crate::binding::Binding;
use crate::context_manager::check::{Kind, is_yield, name_of, names_self_plainly, parse_value};
use crate::context_manager::model::Function;
use crate::paths::Crate;
use crate::with::NestedCall;

/// The body of a coroutine, and what became known of it.
pub(super) struct Rewritten {
    pub(super) block: Block,
    /// Those of the arguments.
    pub(super) patterns: Vec<Pat>,
    /// The arguments that are lent by their names.
    pub(super) lent_arguments: Vec<Ident>,
    /// Whether `self` has another name in the block.
    pub(super) renames_self: bool,
    /// Whether a part of a local is lent.
    pub(super) projects: bool,
    /// Whether what an error says is asked for.
    pub(super) asks_for_error: bool,
}

/// Writes the calls for the `yield_!`s of a function.
pub(super) fn rewrite(krate: &Crate, function: &Function, block: &Block) -> Rewritten {
    let written = block.to_token_stream();
    // It is moved into the block, and rustc would say of a field that is assigned to there that nobody reads it.
    let renames_self = function
        .signature
        .receiver()
        .is_some_and(|receiver| receiver.mutability.is_some())
        && names_self_plainly(&block.stmts);
    let mut rewrite = Rewrite {
        krate,
        value: &function.lends.value,
        written: &written,
        renames_self,
        scopes: Vec::new(),
        patterns: 0,
        depth: 0,
        lent: Vec::new(),
        lent_arguments: Vec::new(),
        found: None,
        to_bind: Vec::new(),
        asks_for_error: false,
        projects: false,
    };
    // The names that are lent first, and then where they are bound.
    let _ = rewrite.function(function, block);
    rewrite.found = Some(mem::take(&mut rewrite.lent));
    rewrite.patterns = 0;
    let (patterns, block) = rewrite.function(function, block);
    Rewritten {
        block,
        patterns,
        lent_arguments: rewrite.lent_arguments,
        renames_self,
        projects: rewrite.projects,
        asks_for_error: rewrite.asks_for_error,
    }
}

/// What `yield_!` is called on. The borrow checker may print its name, so it is that of the macro.
pub(super) fn yielder(span: Span) -> Ident {
    Ident::new("yield_", Span::mixed_site().located_at(span))
}

/// A name that is bound.
struct Bound {
    name: String,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Argument(Kind),
    /// The pattern of this number, in the order in which the function binds.
    Pattern(usize),
}

struct Rewrite<'f> {
    krate: &'f Crate,
    /// The type of what is lent.
    value: &'f Type,
    written: &'f TokenStream,
    renames_self: bool,
    /// The names that are bound, innermost scope last.
    scopes: Vec<Vec<Bound>>,
    /// How many patterns there were so far, and how many are around.
    patterns: usize,
    depth: u32,
    /// The names that are lent, each with the number of its pattern.
    lent: Vec<(usize, String)>,
    lent_arguments: Vec<Ident>,
    /// Those, once everything was seen.
    found: Option<Vec<(usize, String)>>,
    /// The names in the last pattern that are to be bound anew.
    to_bind: Vec<Ident>,
    asks_for_error: bool,
    projects: bool,
}

impl Rewrite<'_> {
    fn function(&mut self, function: &Function, block: &Block) -> (Vec<Pat>, Block) {
        self.scopes.push(Vec::new());
        let mut patterns = Vec::new();
        let mut to_bind = Vec::new();
        for argument in &function.signature.inputs {
            let by = By::Argument(Kind::of_argument(argument));
            let name = match argument {
                FnArg::Receiver(_) if self.renames_self => SELF.to_owned(),
                FnArg::Receiver(_) => "self".to_owned(),
                FnArg::Typed(argument) => {
                    let mut pattern = (*argument.pat).clone();
                    let name = match &pattern {
                        Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                            Some(name.ident.to_string())
                        }
                        _ => None,
                    };
                    if name.is_none() {
                        self.visit_pat_mut(&mut pattern);
                        to_bind.extend(self.bind_anew());
                    }
                    patterns.push(pattern);
                    let Some(name) = name else { continue };
                    name
                }
            };
            self.bound(name, by);
        }
        let mut block = block.clone();
        self.visit_block_mut(&mut block);
        block.stmts.splice(..0, to_bind);
        self.scopes.pop();
        (patterns, block)
    }

    fn scope(&mut self, visit: impl FnOnce(&mut Self)) {
        self.scopes.push(Vec::new());
        visit(self);
        self.scopes.pop();
    }

    fn bound(&mut self, name: String, by: By) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push(Bound { name, by });
        }
    }

    fn find(&self, name: &Ident) -> Option<By> {
        let scopes = self.scopes.iter().rev();
        let mut bound = scopes.flat_map(|scope| scope.iter().rev());
        bound
            .find(|bound| name == &bound.name)
            .map(|bound| bound.by)
    }

    /// The statements that bind names of the last pattern anew.
    fn bind_anew(&mut self) -> Vec<Stmt> {
        let names = mem::take(&mut self.to_bind).into_iter();
        names
            .map(|name| {
                let span = Span::mixed_site().located_at(name.span());
                Stmt::Expr(
                    Expr::Verbatim(quote_spanned!(span=> let mut #name = #name;)),
                    None,
                )
            })
            .collect()
    }

    /// Whether a `&T` is lent, which is copied.
    fn lends_copy(&self) -> bool {
        matches!(self.value, Type::Reference(reference) if reference.mutability.is_none())
    }

    /// Notes that a name is lent, and so given back; unless it is copied.
    fn give_back(&mut self, name: &Ident) -> bool {
        if self.lends_copy() && !self.projects {
            return false;
        }
        match self.find(name) {
            Some(By::Argument(Kind::Shared)) => return false,
            Some(By::Argument(_)) => self.lent_arguments.push(name.clone()),
            Some(By::Pattern(pattern)) => self.lent.push((pattern, name.to_string())),
            // It is a constant, or a macro has bound it: then rustc says so, if that is not `mut`.
            None if name.to_string().starts_with(char::is_uppercase) => return false,
            None => {}
        }
        true
    }

    /// The local of which a reference to a part is lent. What a `&` argument refers to can be lent by itself.
    fn projected_from<'v>(&self, value: &'v Expr) -> Option<&'v Ident> {
        let local = root_of(value)?;
        let is_local = matches!(
            self.find(local),
            Some(By::Argument(Kind::Owned | Kind::Exclusive) | By::Pattern(_))
        );
        let is_reference = matches!(self.value, Type::Reference(_));
        (is_local && is_reference && name_of(value).is_none()).then_some(local)
    }

    /// `yield_!(..)` as an expression; with the outcome as its value, where that is asked for.
    fn expand_yield(&mut self, mac: &Macro, attributes: &[Attribute], outcome: bool) -> Expr {
        let Ok(mut value) = parse_value(mac) else {
            unreachable!("the value was checked");
        };
        if let Some(value) = &mut value {
            self.visit_expr_mut(value);
        }
        let span = Span::mixed_site().located_at(mac.path.span());
        let yielder = yielder(span);
        let lend = match value {
            None => quote_spanned!(span=> #yielder.lend(()).await;),
            Some(value) => self.expand_lend(&value, span),
        };
        if !outcome {
            return Expr::Verbatim(quote_spanned!(span=> #(#attributes)* { #lend }));
        }
        let value = quote_spanned!(span=> #(#attributes)* { #lend #yielder.outcome() });
        if !attributes.is_empty() {
            return Expr::Verbatim(value);
        }
        // The outcome has the place of the call, for what rustc has to say of its type.
        let (start, end) = (mac.path.span(), mac.delimiter.span().close());
        let mut value = Group::new(Delimiter::Parenthesis, quote!(#value,));
        value.set_span(start);
        Expr::Verbatim(quote_spanned!(end=> #value.0))
    }

    fn expand_lend(&mut self, value: &Expr, span: Span) -> TokenStream {
        let yielder = yielder(span);
        let lent = Ident::new("__scoped_lent", span);
        let ty = self.value;
        let annotation = annotation(self.krate, ty);
        let owned = if lends_itself(ty) {
            quote!(#lent)
        } else {
            let krate = self.krate;
            quote!(#krate::__private::Owned(#lent))
        };
        let projected = self.projected_from(value).cloned();
        let lending = match &projected {
            Some(local) => self.expand_projected(local, value, span),
            None => quote_spanned! {span=>
                let #lent #annotation = #value;
                let #lent = #yielder.lend(#owned).await;
            },
        };
        let name = projected.or_else(|| name_of(value).cloned());
        match name.filter(|name| self.give_back(name)) {
            // It is read, or it would be assigned to for nothing.
            Some(name) => quote_spanned!(span=> #lending #name = #lent; let _ = &#name;),
            None => quote_spanned!(span=> #lending ::core::mem::drop(#lent);),
        }
    }

    /// Input: `yield_!(&mut *guard)`
    /// Output: `let lent = yield_.lend(<ProjectedMut<_, _, T>>::new(guard, (), |local, ()| &mut *(*local))).await;`
    fn expand_projected(&mut self, local: &Ident, value: &Expr, span: Span) -> TokenStream {
        self.projects = true;
        let yielder = yielder(span);
        let lent = Ident::new("__scoped_lent", span);
        let inferred = quote!(_);
        let projected = projected_type(self.krate, self.value, &inferred, &inferred);
        let mut names = Names(Vec::new());
        names.visit_expr(value);
        let captures = names.0.iter();
        let captures = captures.filter(|name| *name != local && self.find(name).is_some());
        let captures = quote!((#(#captures,)*));
        let mut value = value.clone();
        let parameter = Ident::new("__scoped_local", span);
        replace_root(&mut value, &parameter);
        quote_spanned! {span=>
            let #lent = #yielder.lend(
                <#projected>::new(#local, #captures, |#parameter, #captures| #value)
            ).await;
        }
    }

    /// Wraps the managers of a `with!` around a `yield_!`, and goes on in its body.
    fn rewrite_with(&mut self, mac: &mut Macro) {
        let Some(mut call) = NestedCall::read(mac) else {
            return;
        };
        let mut search = HasYield(false);
        call.stmts.iter().for_each(|stmt| search.visit_stmt(stmt));
        if !search.0 {
            return;
        }
        // The managers are told of the error.
        self.asks_for_error = true;
        self.scope(|this| {
            let mut to_bind = Vec::new();
            for item in &mut call.items {
                let expr = &item.bound.expr;
                // As the user's own expression, of which the borrow checker says where it stands.
                let span = expr.span();
                let yielder = yielder(span);
                let krate = this.krate.at(span);
                let around = match item.asyncness {
                    None => quote_spanned!(span=> around),
                    Some(_) => quote_spanned!(span=> around_async),
                };
                item.bound.expr = Expr::Verbatim(
                    quote_spanned!(span=> #krate::__private::#around(#expr, &#yielder)),
                );
                if let Binding::Pattern(pattern, _) = &mut item.bound.binding {
                    this.visit_pat_mut(pattern);
                    to_bind.extend(this.bind_anew());
                }
            }
            this.rewrite_stmts(&mut call.stmts);
            call.stmts.splice(..0, to_bind);
        });
        mac.tokens = call.into_token_stream();
    }

    fn rewrite_stmts(&mut self, stmts: &mut Vec<Stmt>) {
        for mut stmt in mem::take(stmts) {
            self.visit_stmt_mut(&mut stmt);
            stmts.push(stmt);
            stmts.extend(self.bind_anew());
        }
    }
}

impl VisitMut for Rewrite<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        self.scope(|this| this.rewrite_stmts(&mut block.stmts));
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Macro(site) if is_yield(&site.mac) => {
                let expr = self.expand_yield(&site.mac, &site.attrs, false);
                *stmt = Stmt::Expr(expr, site.semi_token);
            }
            _ => visit_mut::visit_stmt_mut(self, stmt),
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Macro(site) if is_yield(&site.mac) => {
                self.asks_for_error = true;
                *expr = self.expand_yield(&site.mac, &site.attrs, true);
            }
            Expr::Path(path) if self.renames_self && path.path.is_ident("self") => {
                let span = path.span();
                path.path.segments[0].ident = renamed_self(span);
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        self.rewrite_with(mac);
        if self.renames_self {
            mac.tokens = rename_self(mem::take(&mut mac.tokens));
        }
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        if let Some(init) = &mut local.init {
            match &mut *init.expr {
                Expr::Macro(site) if is_yield(&site.mac) => {
                    self.asks_for_error |= match &local.pat {
                        Pat::Wild(_) => false,
                        Pat::Ident(name) => !asks_only(&name.ident, self.written),
                        _ => true,
                    };
                    *init.expr = self.expand_yield(&site.mac, &site.attrs, true);
                }
                expr => self.visit_expr_mut(expr),
            }
            if let Some((_, otherwise)) = &mut init.diverge {
                self.visit_expr_mut(otherwise);
            }
        }
        self.visit_pat_mut(&mut local.pat);
    }

    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        if self.depth == 0 {
            self.patterns += 1;
        }
        // A plain name is moved; others may be references to what is matched.
        let inner = u32::from(!matches!(pattern, Pat::Type(_)));
        self.depth += inner;
        visit_mut::visit_pat_mut(self, pattern);
        self.depth -= inner;
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        if pattern.by_ref.is_none() {
            let name = pattern.ident.to_string();
            let lent = (self.patterns, name);
            if self
                .found
                .as_ref()
                .is_some_and(|found| found.contains(&lent))
            {
                if self.depth == 1 || !lends_itself(self.value) && !self.projects {
                    pattern
                        .mutability
                        .get_or_insert_with(<Token![mut]>::default);
                } else {
                    self.to_bind.push(pattern.ident.clone());
                }
            }
            self.bound(lent.1, By::Pattern(lent.0));
        }
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.scope(|this| {
            this.visit_pat_mut(&mut arm.pat);
            let to_bind = this.bind_anew();
            this.visit_expr_mut(&mut arm.body);
            if !to_bind.is_empty() {
                let body = &arm.body;
                *arm.body = Expr::Verbatim(quote!({ #(#to_bind)* #body }));
            }
        });
    }

    fn visit_expr_if_mut(&mut self, branch: &mut ExprIf) {
        self.scope(|this| {
            this.visit_expr_mut(&mut branch.cond);
            let to_bind = this.bind_anew();
            this.visit_block_mut(&mut branch.then_branch);
            branch.then_branch.stmts.splice(..0, to_bind);
        });
        if let Some((_, otherwise)) = &mut branch.else_branch {
            self.visit_expr_mut(otherwise);
        }
    }

    fn visit_expr_while_mut(&mut self, repeat: &mut ExprWhile) {
        self.scope(|this| visit_mut::visit_expr_while_mut(this, repeat));
    }

    fn visit_expr_for_loop_mut(&mut self, repeat: &mut ExprForLoop) {
        self.scope(|this| visit_mut::visit_expr_for_loop_mut(this, repeat));
    }

    // No `yield_!` of the function stands in these, nor a `self` of it in the last.
    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        self.scope(|this| visit_mut::visit_expr_closure_mut(this, closure));
    }
    fn visit_expr_async_mut(&mut self, block: &mut ExprAsync) {
        self.scope(|this| visit_mut::visit_expr_async_mut(this, block));
    }
    fn visit_item_mut(&mut self, _: &mut Item) {}
}
