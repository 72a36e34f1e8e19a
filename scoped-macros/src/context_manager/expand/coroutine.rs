//! A function that cannot be cut: its body is an `async` block, which `yield_!` suspends.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Arm, Block, Expr, ExprAsync, ExprClosure, ExprForLoop, ExprIf, ExprPath, ExprWhile, FnArg,
    Item, Local, Macro, Pat, PatIdent, Receiver, ReceiverKind, Signature, Stmt, Token, Type, UnOp,
};

use super::halves::{asks_only, expand_setup, pin};
use super::lent::{SELF, inferred, lends_itself, lent_type, rename_self, renamed_self};
use crate::binding::Binding;
use crate::context_manager::check::{Kind, is_yield, is_yield_statement, name_of, parse_value};
use crate::context_manager::model::Function;
use crate::context_manager::returns::{Lends, impl_trait_in};
use crate::paths::Crate;
use crate::with::NestedCall;

/// Input:
///
/// ```text
/// fn transaction(pool: &Pool) -> Result<Client, DbError> {
///     let client = pool.get()?;
///     with!(client.begin() => {
///         yield_!(client);
///     })
/// }
/// ```
///
/// Output, of the body:
///
/// ```text
/// run_to_yield::<Owned<Client>, Snapshot, Result<(), DbError>, _>(move |yielder| async move {
///     if false { return unreached::<Result<(), DbError>>(); }
///     let pool = pool;
///     {
///         let mut client = pool.get()?;
///         with!(around(client.begin(), &yielder) => {
///             { client = yielder.lend(Owned(client)).await; let _ = &client; }
///         })
///     }
/// })
/// ```
///
/// The arguments are bound anew, as an `async fn` does it, so that they are dropped behind the locals. A name that is
/// lent is given back, and so has to be `mut`.
pub(super) fn expand_coroutine(krate: &Crate, function: &Function, block: &Block) -> Coroutine {
    let written = block.to_token_stream();
    let ends_in_yield = block.stmts.last().is_some_and(is_yield_statement);
    let mut block = block.clone();
    let mut signature = function.signature.clone();
    // It is moved into the block, and rustc would say of a field that is assigned to there that nobody reads it.
    let renames_self = signature
        .receiver()
        .is_some_and(|receiver| receiver.mutability.is_some());
    let mut rewrite = Rewrite {
        renames_self,
        krate,
        value: &function.lends.value,
        scopes: vec![bound_by(&signature)],
        patterns: 0,
        lent: HashSet::new(),
        lent_arguments: HashSet::new(),
        names: None,
        written: &written,
        asks_for_error: false,
        projects: false,
    };
    // The names that are lent first, and then they are made `mut`, wherever they are bound.
    rewrite.visit_block_mut(&mut block.clone());
    rewrite.names = Some(std::mem::take(&mut rewrite.lent));
    rewrite.patterns = 0;
    rewrite.visit_block_mut(&mut block);

    let place = Span::call_site().located_at(function.path.span());
    let private = {
        let krate = krate.at(place);
        quote_spanned!(place=> #krate::__private)
    };
    let Lends {
        value,
        exit,
        fallible,
        ..
    } = &function.lends;
    let lent = if rewrite.projects {
        projected_type(krate, value, &quote!(_))
    } else {
        lent_type(krate, value, &inferred(value))
    };
    let yielder = yielder(place);
    let pin = pin(krate, exit);
    let bind = bind_arguments(&mut signature, &rewrite.lent_arguments);
    let path = &function.path;
    let ended = if rewrite.asks_for_error {
        quote!(Snapshot)
    } else {
        quote!(Ended)
    };
    let end = (ends_in_yield && function.lends.ends_in_ok())
        .then(|| quote!(::core::result::Result::Ok(())));
    let stmts = &block.stmts;
    let run = match signature.asyncness {
        None => quote!(run_to_yield),
        Some(_) => quote!(run_to_yield_async),
    };
    let run = quote_spanned! {place=>
        #private::#run::<#lent, #private::#ended, #exit, _>(move |#yielder| async move {
            #pin
            #path!(@lend);
            #bind
            { #(#stmts)* #end }
        })
    };
    let manager = if signature.asyncness.is_some() {
        // The future that runs it to its `yield_!` is all of the setup.
        quote!(#krate::__private::async_function_manager(#run))
    } else {
        let output = fallible
            .as_ref()
            .map(|fallible| fallible.of(quote!((#lent, _))));
        expand_setup(krate, &signature, output.as_ref(), &run)
    };
    Coroutine {
        signature,
        lent: if rewrite.projects {
            projected_type(krate, value, &quote!(impl ::core::marker::Sized))
        } else {
            lent_type(krate, value, value)
        },
        manager,
    }
}

/// What a function becomes that is a coroutine.
pub(super) struct Coroutine {
    /// Its signature, whose arguments may have other names.
    pub(super) signature: Signature,
    /// The type of what it lends.
    pub(super) lent: TokenStream,
    /// Its body.
    pub(super) manager: TokenStream,
}

/// What lends a part of a local, `local` being the type of that.
fn projected_type(krate: &Crate, value: &Type, local: &TokenStream) -> TokenStream {
    match value {
        Type::Reference(reference) => {
            let part = &reference.elem;
            let name = if reference.mutability.is_some() {
                quote!(ProjectedMut)
            } else {
                quote!(Projected)
            };
            quote!(#krate::__private::#name<#local, #local, #part>)
        }
        _ => unreachable!("a part is lent by reference"),
    }
}

/// The borrow checker may print its name, so it is that of the macro.
fn yielder(place: Span) -> Ident {
    Ident::new("yield_", Span::mixed_site().located_at(place))
}

/// `let name = name;` for each argument, and `let pattern = argument;` where it has none.
fn bind_arguments(signature: &mut Signature, lent: &HashSet<String>) -> TokenStream {
    let mut bind = TokenStream::new();
    for (index, argument) in signature.inputs.iter_mut().enumerate() {
        match argument {
            FnArg::Receiver(receiver) => {
                let this = receiver.self_token;
                if let Some(mutability) = receiver.mutability.take() {
                    let name = renamed_self(this.span);
                    bind.extend(
                        quote_spanned!(Span::mixed_site()=> let #mutability #name = #this;),
                    );
                } else {
                    if lent.contains("self") {
                        make_mutable(receiver);
                    }
                    bind.extend(quote_spanned!(Span::mixed_site()=> let _ = &#this;));
                }
            }
            FnArg::Typed(argument) => {
                let mut pattern = (*argument.pat).clone();
                let name = match &mut pattern {
                    Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                        if lent.contains(&name.ident.to_string()) {
                            name.mutability.get_or_insert_with(<Token![mut]>::default);
                        }
                        name.ident.clone()
                    }
                    _ => {
                        format_ident!("__scoped_argument_{index}", span = Span::mixed_site())
                    }
                };
                *argument.pat = syn::parse_quote!(#name);
                if !matches!(pattern, Pat::Ident(_)) {
                    bind.extend(quote_spanned!(Span::mixed_site()=> let #name = #name;));
                }
                let attributes = &argument.attrs;
                bind.extend(
                    quote_spanned!(Span::mixed_site()=> #(#attributes)* let #pattern = #name;),
                );
            }
        }
    }
    bind
}

/// `&mut self` has no form with a `mut` before it, but this one.
fn make_mutable(receiver: &mut Receiver) {
    if let ReceiverKind::Reference(and, lifetime, mutability) = &receiver.kind {
        let (lifetime, mutability) = (lifetime.clone(), *mutability);
        let ty: Type = syn::parse_quote!(#and #lifetime #mutability Self);
        receiver.kind = ReceiverKind::Typed(<Token![:]>::default(), Box::new(ty));
    }
    receiver
        .mutability
        .get_or_insert_with(<Token![mut]>::default);
}

fn bound_by(signature: &Signature) -> Vec<Bound> {
    let mut bound = Vec::new();
    for argument in &signature.inputs {
        let name = match argument {
            FnArg::Receiver(receiver) if receiver.mutability.is_some() => SELF.to_owned(),
            FnArg::Receiver(_) => "self".to_owned(),
            FnArg::Typed(argument) => match &*argument.pat {
                Pat::Ident(name) => name.ident.to_string(),
                _ => continue,
            },
        };
        let by = By::Argument(Kind::of_argument(argument));
        bound.push(Bound { name, by });
    }
    bound
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
    /// Whether `self` has another name in the block.
    renames_self: bool,
    krate: &'f Crate,
    value: &'f Type,
    /// The names that are bound, innermost scope last.
    scopes: Vec<Vec<Bound>>,
    patterns: usize,
    /// The patterns and the arguments that bind a name which is lent.
    lent: HashSet<usize>,
    lent_arguments: HashSet<String>,
    /// What was found in `lent`, once everything was seen.
    names: Option<HashSet<usize>>,
    written: &'f TokenStream,
    /// Whether what an error says is asked for.
    asks_for_error: bool,
    /// Whether a part of a local is lent.
    projects: bool,
}

impl Rewrite<'_> {
    fn scope(&mut self, visit: impl FnOnce(&mut Self)) {
        self.scopes.push(Vec::new());
        visit(self);
        self.scopes.pop();
    }

    fn find(&self, name: &Ident) -> Option<By> {
        let mut bound = self
            .scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev());
        bound
            .find(|bound| name == &bound.name)
            .map(|bound| bound.by)
    }

    /// Whether a name is a local that can be given back; notes that it is lent.
    fn is_given_back(&mut self, name: &Ident) -> bool {
        match self.find(name) {
            // It is copied.
            Some(By::Argument(Kind::Shared)) | None => false,
            Some(By::Argument(_)) => {
                self.lent_arguments.insert(name.to_string());
                true
            }
            Some(By::Pattern(pattern)) => {
                self.lent.insert(pattern);
                true
            }
        }
    }

    /// The local of which a reference to a part is lent. What an argument refers to can be lent by itself.
    fn projected_from<'v>(&self, value: &'v Expr) -> Option<&'v Ident> {
        let local = root_of(value)?;
        let is_local = matches!(
            self.find(local),
            Some(By::Argument(Kind::Owned) | By::Pattern(_))
        );
        let is_reference = matches!(self.value, Type::Reference(_));
        (is_local && is_reference && name_of(value).is_none()).then_some(local)
    }

    /// `yield_!(..)` as an expression; `outcome` where that is asked for.
    fn expand_yield(&mut self, mac: &Macro, outcome: bool) -> Expr {
        let Ok(mut value) = parse_value(mac) else {
            unreachable!("the value was checked");
        };
        if let Some(value) = &mut value {
            self.visit_expr_mut(value);
        }
        let place = Span::mixed_site().located_at(mac.path.span());
        let yielder = yielder(place);
        let lent = Ident::new("__scoped_lent", place);
        let annotation = impl_trait_in(self.value).is_none().then(|| {
            let ty = self.value;
            quote!(: #ty)
        });
        let owned = if lends_itself(self.value) {
            quote!(#lent)
        } else {
            let krate = self.krate;
            quote!(#krate::__private::Owned(#lent))
        };
        let lend = match value {
            None => quote_spanned!(place=> #yielder.lend(()).await;),
            Some(value) => {
                let projected = self.projected_from(&value).cloned();
                let lending = match &projected {
                    Some(local) => self.expand_projected(local, &value, place),
                    None => quote_spanned! {place=>
                        let #lent #annotation = #value;
                        let #lent = #yielder.lend(#owned).await;
                    },
                };
                let name = projected.or_else(|| name_of(&value).cloned());
                match name.filter(|name| self.is_given_back(name)) {
                    // It is read, or it would be assigned to for nothing.
                    Some(name) => quote_spanned!(place=> #lending #name = #lent; let _ = &#name;),
                    None => quote_spanned!(place=> #lending ::core::mem::drop(#lent);),
                }
            }
        };
        let outcome = outcome.then(|| quote_spanned!(place=> #yielder.outcome()));
        Expr::Verbatim(quote_spanned!(place=> { #lend #outcome }))
    }

    /// Input: `yield_!(&mut *guard)`
    /// Output: `let lent = yielder.lend(<ProjectedMut<_, _, T>>::new(guard, (), |guard, ()| &mut **guard)).await;`
    fn expand_projected(&mut self, local: &Ident, value: &Expr, place: Span) -> TokenStream {
        self.projects = true;
        let yielder = yielder(place);
        let lent = Ident::new("__scoped_lent", place);
        let projected = projected_type(self.krate, self.value, &quote!(_));
        let mut captures = Captures {
            rewrite: self,
            local,
            names: Vec::new(),
        };
        captures.visit_expr(value);
        let captures = captures.names;
        let captures = quote!((#(#captures,)*));
        let mut value = value.clone();
        dereference_root(&mut value);
        quote_spanned! {place=>
            let #lent = #yielder.lend(
                <#projected>::new(#local, #captures, |#local, #captures| #value)
            ).await;
        }
    }

    fn rewrite_with(&mut self, mac: &mut Macro) {
        let Some(mut call) = NestedCall::read(mac) else {
            return;
        };
        let mut search = HasYield(false);
        call.stmts
            .iter_mut()
            .for_each(|stmt| search.visit_stmt_mut(stmt));
        if !search.0 {
            return;
        }
        // The managers are told of the error.
        self.asks_for_error = true;
        self.scope(|this| {
            for item in &mut call.items {
                let expr = &item.bound.expr;
                // As the user's own expression, of which the borrow checker says where it stands.
                let place = expr.span();
                let yielder = yielder(place);
                let krate = this.krate.at(place);
                let around = match item.asyncness {
                    None => quote_spanned!(place=> around),
                    Some(_) => quote_spanned!(place=> around_async),
                };
                item.bound.expr = Expr::Verbatim(
                    quote_spanned!(place=> #krate::__private::#around(#expr, &#yielder)),
                );
                if let Binding::Pattern(pattern, _) = &mut item.bound.binding {
                    this.visit_pat_mut(pattern);
                }
            }
            for stmt in &mut call.stmts {
                this.visit_stmt_mut(stmt);
            }
        });
        mac.tokens = call.into_token_stream();
    }
}

impl VisitMut for Rewrite<'_> {
    fn visit_block_mut(&mut self, block: &mut Block) {
        self.scope(|this| visit_mut::visit_block_mut(this, block));
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Macro(site) if is_yield(&site.mac) => {
                let outcome = false;
                let expr = self.expand_yield(&site.mac, outcome);
                *stmt = Stmt::Expr(expr, site.semi_token);
            }
            _ => visit_mut::visit_stmt_mut(self, stmt),
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Macro(site) if is_yield(&site.mac) => {
                self.asks_for_error = true;
                *expr = self.expand_yield(&site.mac, true);
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        self.rewrite_with(mac);
        if self.renames_self {
            mac.tokens = rename_self(std::mem::take(&mut mac.tokens));
        }
    }

    fn visit_ident_mut(&mut self, name: &mut Ident) {
        if self.renames_self && name == "self" {
            *name = renamed_self(name.span());
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
                    *init.expr = self.expand_yield(&site.mac, true);
                }
                expr => self.visit_expr_mut(expr),
            }
            if let Some((_, otherwise)) = &mut init.diverge {
                self.visit_expr_mut(otherwise);
            }
        }
        self.visit_pat_mut(&mut local.pat);
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        let number = self.patterns;
        self.patterns += 1;
        if pattern.by_ref.is_none() {
            let scope = self.scopes.last_mut();
            let name = pattern.ident.to_string();
            let by = By::Pattern(number);
            if let Some(scope) = scope {
                scope.push(Bound { name, by });
            }
            if self
                .names
                .as_ref()
                .is_some_and(|names| names.contains(&number))
            {
                pattern
                    .mutability
                    .get_or_insert_with(<Token![mut]>::default);
            }
        }
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        self.scope(|this| visit_mut::visit_arm_mut(this, arm));
    }

    fn visit_expr_if_mut(&mut self, branch: &mut ExprIf) {
        self.scope(|this| {
            this.visit_expr_mut(&mut branch.cond);
            this.visit_block_mut(&mut branch.then_branch);
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

/// Whether there is a `yield_!`.
struct HasYield(bool);

impl VisitMut for HasYield {
    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        self.0 |= is_yield(mac);
        if let Some(mut call) = NestedCall::read(mac) {
            call.stmts
                .iter_mut()
                .for_each(|stmt| self.visit_stmt_mut(stmt));
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}

/// The local at the root of a reference to a part of it: `&mut *guard`, `&self.rows[0]`, `dir.path()`.
fn root_of(value: &Expr) -> Option<&Ident> {
    match value {
        Expr::Reference(inner) => root_of(&inner.expr),
        Expr::Field(field) => root_of(&field.base),
        Expr::Index(index) => root_of(&index.expr),
        Expr::MethodCall(call) => root_of(&call.receiver),
        Expr::Paren(inner) => root_of(&inner.expr),
        Expr::Unary(inner) if matches!(inner.op, UnOp::Deref(_)) => root_of(&inner.expr),
        _ => name_of(value),
    }
}

/// Where that local is a reference to it, it is dereferenced once more.
fn dereference_root(value: &mut Expr) {
    match value {
        Expr::Reference(inner) => dereference_root(&mut inner.expr),
        Expr::Field(field) => dereference_root(&mut field.base),
        Expr::Index(index) => dereference_root(&mut index.expr),
        Expr::MethodCall(call) => dereference_root(&mut call.receiver),
        Expr::Paren(inner) => dereference_root(&mut inner.expr),
        Expr::Unary(inner) => dereference_root(&mut inner.expr),
        root => {
            let place = Span::mixed_site().located_at(root.span());
            *root = Expr::Verbatim(quote_spanned!(place=> (*#root)));
        }
    }
}

/// The other locals that an expression needs.
struct Captures<'r, 'f> {
    rewrite: &'r Rewrite<'f>,
    local: &'r Ident,
    names: Vec<Ident>,
}

impl Visit<'_> for Captures<'_, '_> {
    fn visit_expr_path(&mut self, path: &ExprPath) {
        if let Some(name) = path.path.get_ident() {
            let is_new = name != self.local && !self.names.contains(name);
            if is_new && self.rewrite.find(name).is_some() {
                self.names.push(name.clone());
            }
        }
    }
}
