//! Which jumps leave the body, and the rewriting of each into a jump to its landing pad.
//!
//! One pass over the body and over the `with!` calls nested in it. Jumps of inner loops, labelled blocks,
//! closures, async blocks, items and consts belong to those and are left alone.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprBreak, ExprContinue, ExprReturn, ExprTry, Label, Lifetime, Macro, Stmt};

use super::body::{self, Body, is_with, tail_with};
use super::expand::{Block, How, Place};
use super::opaque::{self, Arguments, Kind};
use super::pads::{self, Key, LevelId, Levels, Real, Target};
use super::parse::{self, Call};
use super::place::{as_argument, call_at, range_of};

/// Plain `return`s get a pad each, up to this many: rustc's own label on the return type is worth it,
/// but every pad calls `exit`.
const PLAIN_RETURNS: usize = 8;

/// What a jump may go to, or cross.
enum Frame {
    /// An entered manager.
    Level(LevelId),
    /// A loop, with its label; `ours` once a jump needed one.
    Loop {
        label: Option<Lifetime>,
        ours: Option<Lifetime>,
    },
    /// A labelled block.
    Block(Lifetime),
}

/// The pass over one outermost `with!`.
pub(crate) struct Pass {
    pub(crate) krate: TokenStream,
    pub(crate) levels: Levels,
    frames: Vec<Frame>,
    /// Whether a jump needs to know the function's return type early.
    pub(crate) returns_through_slot: Option<Span>,
    plain_returns: usize,
    /// Counts what was rewritten: code that was not is emitted as it was written.
    rewritten: usize,
}

impl Pass {
    pub(crate) fn new(krate: TokenStream) -> Self {
        Self {
            krate,
            levels: Levels::default(),
            frames: Vec::new(),
            returns_through_slot: None,
            plain_returns: 0,
            rewritten: 0,
        }
    }

    /// Expands the call that the compiler asked for.
    pub(crate) fn expand_outermost(mut self, call: Call) -> TokenStream {
        let block = self.read_call(call, Place::Anywhere);
        block.expand_outermost(&self)
    }

    /// Reads a call and rewrites what stands in it. The first item's expression of the outermost call
    /// stands outside of every level and is left alone.
    fn read_call(&mut self, call: Call, place: Place) -> Block {
        let mut call_items = call.items.into_iter();
        let Some(first) = call_items.next() else {
            unreachable!("a call has an item");
        };
        self.read_items(first, call_items, &call.body, place)
    }

    fn read_items(
        &mut self,
        item: parse::Item,
        mut rest: std::vec::IntoIter<parse::Item>,
        body: &Body,
        place: Place,
    ) -> Block {
        let mut expr = item.bound.expr;
        if !self.frames.is_empty() {
            self.visit_expr_mut(&mut expr);
        }
        if item.asyncness.is_some() {
            self.see_await();
        }
        let level = self.levels.push();
        self.frames.push(Frame::Level(level));
        let how = match rest.next() {
            Some(next) => How::Nested(Box::new(self.read_items(next, rest, body, Place::Tail))),
            None => self.read_body(body),
        };
        self.frames.pop();
        Block {
            level,
            asyncness: item.asyncness,
            expr,
            binding: item.bound.binding,
            how,
            place,
        }
    }

    fn read_body(&mut self, body: &Body) -> How {
        let Some(mut stmts) = body.stmts.clone() else {
            // rustc will say what is wrong with it.
            self.see_nothing();
            return How::Plain(body.group.clone());
        };
        // A `with!` at the body's end: what it wraps around its value is no success of this body.
        let tail = tail_with(&stmts).and_then(parse_nested).map(|call| {
            stmts.pop();
            call
        });
        let diverges = body::diverges(&stmts);
        let branches = tail.is_none() && body::mark_branches(&mut stmts);
        let changed = self.rewrites(|pass| pass.visit_stmts(&mut stmts));
        let tokens = || stmts.iter().map(ToTokens::to_token_stream).collect();
        match tail {
            Some(call) => How::Tail(tokens(), Box::new(self.read_call(call, Place::Tail))),
            None => {
                let group = if changed {
                    body.regroup(tokens())
                } else {
                    body.group.clone()
                };
                match (diverges, branches) {
                    (true, _) => How::Diverging(group),
                    (false, true) => How::Branching(group),
                    (false, false) => How::Plain(group),
                }
            }
        }
    }

    fn rewrites(&mut self, rewrite: impl FnOnce(&mut Self)) -> bool {
        let before = self.rewritten;
        rewrite(self);
        self.rewritten > before
    }

    fn visit_stmts(&mut self, stmts: &mut [Stmt]) {
        for stmt in stmts {
            self.visit_stmt_mut(stmt);
        }
    }

    /// The levels that a jump out of the function crosses, inner to outer.
    fn all_levels(&self) -> Vec<LevelId> {
        self.frames
            .iter()
            .rev()
            .filter_map(|frame| match frame {
                Frame::Level(level) => Some(*level),
                _ => None,
            })
            .collect()
    }

    /// The level that the code under the visitor stands in directly.
    fn innermost_level(&self) -> Option<LevelId> {
        self.all_levels().first().copied()
    }

    /// Something stands here that may leave without being seen.
    fn see_nothing(&mut self) {
        for level in self.all_levels() {
            self.levels.get_mut(level).opaque = true;
        }
    }

    /// The future may be dropped here.
    fn see_await(&mut self) {
        for level in self.all_levels() {
            self.levels.get_mut(level).awaits = true;
        }
    }

    /// Lands a jump that leaves the function.
    fn land_return(&mut self, key: &Key, carries: bool, real: &Real) -> Lifetime {
        let crossed = self.all_levels();
        self.levels.land(key, &crossed, carries, real)
    }

    /// The pad of a `return` whose value has the type of the function's slot.
    fn land_slot(&mut self, key: &Key, span: Span) -> Lifetime {
        self.returns_through_slot.get_or_insert(span);
        self.land_return(key, true, &Real::Return(span))
    }

    /// Where an unlabelled jump or one to `label` goes, and which levels it crosses.
    fn find_target(&self, label: Option<&Lifetime>) -> (Target, Vec<LevelId>) {
        let mut crossed = Vec::new();
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match (frame, label) {
                (Frame::Level(level), _) => crossed.push(*level),
                (Frame::Loop { .. }, None) => return (Target::Inside(index), crossed),
                (
                    Frame::Loop {
                        label: Some(found), ..
                    }
                    | Frame::Block(found),
                    Some(label),
                ) if found.ident == label.ident => {
                    return (Target::Inside(index), crossed);
                }
                _ => {}
            }
        }
        match label {
            Some(label) => (Target::Label(label.ident.to_string()), crossed),
            None => (Target::Loop, crossed),
        }
    }

    /// The label to jump to a target by. A loop of the pass that has none is given one of ours.
    fn label_of(&mut self, target: &Target, written: Option<&Lifetime>) -> Option<Lifetime> {
        if let Some(written) = written {
            return Some(written.clone());
        }
        let Target::Inside(index) = *target else {
            return None;
        };
        match &mut self.frames[index] {
            Frame::Loop {
                label: Some(label), ..
            } => Some(label.clone()),
            Frame::Loop { ours, .. } => Some(
                ours.get_or_insert_with(|| pads::label(&format!("loop_{index}")))
                    .clone(),
            ),
            Frame::Level(_) | Frame::Block(_) => None,
        }
    }

    /// Input:  `return value`
    /// Output: `break 'return value`
    fn rewrite_return(&mut self, site: &ExprReturn) -> TokenStream {
        let span = site.return_token.span;
        let value = site.expr.as_deref();
        let pad = match value {
            Some(value) if self.plain_returns < PLAIN_RETURNS && is_plain(value) => {
                let real = Real::PlainReturn(span, Some(range_of(value)));
                self.land_plain_return(true, &real)
            }
            None => self.land_plain_return(false, &Real::PlainReturn(span, None)),
            Some(_) => self.land_slot(&Key::Return, span),
        };
        with_attributes(
            &site.attrs,
            pads::jump(&pad, value.map(ToTokens::to_token_stream)),
        )
    }

    fn land_plain_return(&mut self, carries: bool, real: &Real) -> Lifetime {
        // All bare `return`s share one pad: nothing tells them apart.
        let number = if carries {
            self.plain_returns += 1;
            self.plain_returns
        } else {
            0
        };
        self.land_return(&Key::PlainReturn(number), carries, real)
    }

    /// Input:  `break ['label] [value]`
    /// Output: `break 'break [value]`, or what was written if it leaves no level
    fn rewrite_break(&mut self, site: &ExprBreak) -> Option<TokenStream> {
        let (target, crossed) = self.find_target(site.label.as_ref());
        if crossed.is_empty() {
            return None;
        }
        let real = match self.label_of(&target, site.label.as_ref()) {
            Some(label) => Real::Break(site.break_token, label),
            None => Real::BreakLoop(site.break_token),
        };
        let key = Key::Break(target);
        let pad = self.levels.land(&key, &crossed, site.expr.is_some(), &real);
        let value = site.expr.as_ref().map(ToTokens::to_token_stream);
        Some(with_attributes(&site.attrs, pads::jump(&pad, value)))
    }

    /// Input:  `continue ['label]`
    /// Output: `break 'continue`, or what was written if it leaves no level
    fn rewrite_continue(&mut self, site: &ExprContinue) -> Option<TokenStream> {
        let (target, crossed) = self.find_target(site.label.as_ref());
        if crossed.is_empty() {
            return None;
        }
        let real = match self.label_of(&target, site.label.as_ref()) {
            Some(label) => Real::Continue(site.continue_token, label),
            None => Real::ContinueLoop(site.continue_token),
        };
        let pad = self
            .levels
            .land(&Key::Continue(target), &crossed, false, &real);
        Some(with_attributes(&site.attrs, pads::jump(&pad, None)))
    }

    /// Input:  `operand?`
    /// Output: `match split(operand) { Ok(value) => value, Err(residual) => break 'try convert(residual) }`
    ///
    /// The native `?` in dead code carries the user's token, so that what rustc has to say of it is said
    /// there, in its own words.
    fn rewrite_try(&mut self, site: &ExprTry, stands_at: Option<(Span, Span)>) -> TokenStream {
        let question = site.question_token;
        let span = question.span;
        let pad = self.land_slot(&Key::Try, span);
        let operand = &site.expr;
        // An operand that was rewritten has no place of its own any more.
        let split = match stands_at {
            Some((first, last)) => call_at(first, last, "split", as_argument(operand)),
            None => {
                let operand = as_argument(operand);
                quote_spanned!(Span::mixed_site()=> __scoped::split(#operand))
            }
        };
        // A name in the user's context leaves no trace in the message.
        let dead = syn::Ident::new("residual", span);
        let tokens = quote_spanned! {Span::mixed_site()=>
            (match #split {
                __scoped::Ok(__scoped_output) => __scoped_output,
                __scoped::Err(__scoped_residual) => {
                    // A `match`, as clippy takes an `if` that may return for an effect of the assertion that
                    // it stands in.
                    match false {
                        true => {
                            let #dead = __scoped::dead(&__scoped_residual);
                            #dead #question;
                        }
                        false => {}
                    }
                    break #pad __scoped::convert(__scoped_residual, 0)
                }
            })
        };
        with_attributes(&site.attrs, tokens)
    }

    /// The macros of `opaque`. `None` when `mac` stays, perhaps with other arguments.
    fn rewrite_macro(&mut self, mac: &mut Macro) -> Option<TokenStream> {
        let place = if body::unmark_branch(mac) {
            self.innermost_level()
                .map_or(Place::Anywhere, Place::Branch)
        } else {
            Place::Anywhere
        };
        if is_with(mac) {
            let Some(call) = parse_nested(mac) else {
                self.see_nothing();
                return None;
            };
            self.rewritten += 1;
            let block = self.read_call(call, place);
            return Some(block.expand_nested(self));
        }
        match opaque::classify(mac) {
            Kind::Inert => None,
            Kind::Opaque => {
                self.see_nothing();
                None
            }
            Kind::Arguments(arguments) => {
                self.rewrite_arguments(arguments, mac);
                None
            }
            Kind::Matches(mut matches) => {
                let changed = self.rewrites(|pass| {
                    pass.visit_expr_mut(&mut matches.expr);
                    if let Some((_, guard)) = &mut matches.guard {
                        pass.visit_expr_mut(guard);
                    }
                });
                if changed {
                    mac.tokens = matches.into_token_stream();
                }
                None
            }
            Kind::Assert(arguments) => {
                self.rewrite_assert(arguments, mac);
                None
            }
            Kind::Dbg(arguments) => self.rewrite_dbg(arguments, mac),
            Kind::Bails => {
                self.rewritten += 1;
                Some(self.rewrite_bail(mac))
            }
            Kind::Ensures { condition, rest } => {
                self.rewritten += 1;
                Some(self.rewrite_ensure(*condition, &rest, mac))
            }
            Kind::Attempts => {
                self.rewritten += 1;
                Some(self.rewrite_attempt(mac))
            }
        }
    }

    fn rewrite_arguments(&mut self, mut arguments: Arguments, mac: &mut Macro) -> bool {
        let changed = self.rewrites(|pass| {
            for argument in &mut arguments.0 {
                pass.visit_expr_mut(&mut argument.expr);
            }
        });
        if changed {
            mac.tokens = arguments.into_token_stream();
        }
        changed
    }

    /// Input:  `assert!(f()? == 1)`
    /// Output: `assert!(.., "{}", concat!("assertion failed: ", "f()? == 1"))`
    ///
    /// Without a message it prints the condition, which is to be the one that was written.
    fn rewrite_assert(&mut self, arguments: Arguments, mac: &mut Macro) {
        let written = match &arguments.0[..] {
            [condition] => Some(condition.expr.to_token_stream()),
            _ => None,
        };
        if self.rewrite_arguments(arguments, mac) {
            if let Some(written) = written {
                let condition = &mac.tokens;
                let comma = (!ends_in_comma(condition)).then(syn::token::Comma::default);
                mac.tokens = quote_spanned! {Span::mixed_site()=>
                    #condition #comma "{}", __scoped::concat!(
                        "assertion failed: ",
                        __scoped::stringify!(#written)
                    )
                };
            }
        }
    }

    /// Input:  `dbg!(f()?)`
    /// Output: `match .. { value => dbg!(value) }`
    ///
    /// It prints its argument, which is not to be our rewriting of it.
    fn rewrite_dbg(&mut self, mut arguments: Arguments, mac: &Macro) -> Option<TokenStream> {
        let changed = self.rewrites(|pass| {
            for argument in &mut arguments.0 {
                pass.visit_expr_mut(&mut argument.expr);
            }
        });
        if !changed {
            return None;
        }
        let Macro {
            path, bang_token, ..
        } = mac;
        let values = arguments.0.iter().map(|argument| &argument.expr);
        let names: Vec<_> = (1..=arguments.0.len())
            .map(|number| match arguments.0.len() {
                1 => syn::Ident::new("value", Span::mixed_site()),
                _ => quote::format_ident!("value_{number}", span = Span::mixed_site()),
            })
            .collect();
        Some(quote_spanned! {Span::mixed_site()=>
            (match (#(#values,)*) { (#(#names,)*) => #path #bang_token (#(#names),*) })
        })
    }

    /// Input:  `bail!(..)`
    /// Output: `break 'return returned_by(|| bail!(..))`
    fn rewrite_bail(&mut self, mac: &Macro) -> TokenStream {
        let span = path_span(mac);
        let pad = self.land_slot(&Key::Return, span);
        let slot = pads::return_slot();
        let value = if awaits(&mac.tokens) {
            self.see_await();
            quote_spanned!(Span::mixed_site()=> #slot.typed(async { #mac }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.returned_by(|| #mac))
        };
        pads::jump(&pad, Some(value))
    }

    /// Input:  `ensure!(condition, ..)`
    /// Output: `if !(condition) { break 'return returned_by(|| { ensure!(false, ..); never }) }`
    ///
    /// The condition stands outside of the closure, and so do its moves and jumps; what the closure
    /// moves is moved on the failing path only.
    fn rewrite_ensure(
        &mut self,
        mut condition: Expr,
        rest: &TokenStream,
        mac: &Macro,
    ) -> TokenStream {
        self.visit_expr_mut(&mut condition);
        let pad = self.land_slot(&Key::Return, path_span(mac));
        let slot = pads::return_slot();
        let Macro {
            path, bang_token, ..
        } = mac;
        let fail = quote_spanned! {Span::mixed_site()=>
            #path #bang_token (false #rest);
            #slot.of_none(!__scoped::NEVER)
        };
        let value = if awaits(rest) {
            self.see_await();
            quote_spanned!(Span::mixed_site()=> #slot.typed(async { #fail }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.returned_by(|| { #fail }))
        };
        let jump = pads::jump(&pad, Some(value));
        quote_spanned!(Span::mixed_site()=> if !(#condition) { #jump })
    }

    /// Input:  `whatever!(result, ..)`
    /// Output: `match attempt(|| passed(whatever!(result, ..))) { Ok(v) => v, Err(r) => break 'return r }`
    fn rewrite_attempt(&mut self, mac: &Macro) -> TokenStream {
        let pad = self.land_slot(&Key::Return, path_span(mac));
        let slot = pads::return_slot();
        let awaits = awaits(&mac.tokens);
        if awaits {
            self.see_await();
        }
        let attempt = if awaits {
            quote_spanned!(Span::mixed_site()=>
                #slot.attempted(async { #slot.passed(#mac) }.await))
        } else {
            quote_spanned!(Span::mixed_site()=> #slot.attempt(|| #slot.passed(#mac)))
        };
        quote_spanned! {Span::mixed_site()=>
            (match #attempt {
                __scoped::Ok(__scoped_value) => __scoped_value,
                __scoped::Err(__scoped_returned) => break #pad __scoped_returned,
            })
        }
    }

    /// Visits a loop with its frame pushed, and gives it a label of ours if a jump needed one.
    fn visit_loop(&mut self, label: &mut Option<Label>, visit: impl FnOnce(&mut Self)) {
        self.frames.push(Frame::Loop {
            label: label.as_ref().map(|label| label.name.clone()),
            ours: None,
        });
        visit(self);
        if let Some(Frame::Loop {
            ours: Some(ours), ..
        }) = self.frames.pop()
        {
            *label = Some(Label {
                name: ours,
                colon_token: syn::Token![:](Span::mixed_site()),
            });
        }
    }
}

impl VisitMut for Pass {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            // Their jumps are their own.
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::Path(_) | Expr::Lit(_) => {
                return;
            }
            Expr::ForLoop(site) => {
                self.visit_expr_mut(&mut site.expr);
                self.visit_loop(&mut site.label, |pass| pass.visit_block_mut(&mut site.body));
                return;
            }
            Expr::While(site) => {
                self.visit_loop(&mut site.label, |pass| {
                    pass.visit_expr_mut(&mut site.cond);
                    pass.visit_block_mut(&mut site.body);
                });
                return;
            }
            Expr::Loop(site) => {
                self.visit_loop(&mut site.label, |pass| pass.visit_block_mut(&mut site.body));
                return;
            }
            Expr::Block(site) => {
                if let Some(label) = &site.label {
                    self.frames.push(Frame::Block(label.name.clone()));
                    self.visit_block_mut(&mut site.block);
                    self.frames.pop();
                } else {
                    self.visit_block_mut(&mut site.block);
                }
                return;
            }
            // The length is a constant.
            Expr::Repeat(site) => {
                self.visit_expr_mut(&mut site.expr);
                return;
            }
            // The future, or the coroutine, may be dropped here.
            Expr::Await(_) | Expr::Yield(_) => self.see_await(),
            Expr::TryBlock(_) | Expr::Verbatim(_) => self.see_nothing(),
            _ => {}
        }
        if matches!(expr, Expr::TryBlock(_)) {
            return;
        }
        let operand = match expr {
            Expr::Try(site) => Some(range_of(&site.expr)),
            _ => None,
        };
        let intact = !self.rewrites(|pass| visit_mut::visit_expr_mut(pass, expr));
        let rewritten = match expr {
            Expr::Return(site) => Some(self.rewrite_return(site)),
            Expr::Try(site) => Some(self.rewrite_try(site, operand.filter(|_| intact))),
            Expr::Break(site) => self.rewrite_break(site),
            Expr::Continue(site) => self.rewrite_continue(site),
            Expr::Macro(site) => self
                .rewrite_macro(&mut site.mac)
                .map(|tokens| with_attributes(&site.attrs, parenthesized(tokens))),
            _ => None,
        };
        if let Some(tokens) = rewritten {
            self.rewritten += 1;
            *expr = Expr::Verbatim(tokens);
        }
    }

    fn visit_stmt_mut(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Macro(site) => {
                if let Some(tokens) = self.rewrite_macro(&mut site.mac) {
                    let expr = Expr::Verbatim(with_attributes(&site.attrs, tokens));
                    *stmt = Stmt::Expr(expr, site.semi_token);
                }
            }
            Stmt::Expr(Expr::Verbatim(tokens), _) if tokens.is_empty() => {}
            Stmt::Item(_) => {}
            Stmt::Local(_) | Stmt::Expr(..) => visit_mut::visit_stmt_mut(self, stmt),
        }
    }

    // Neither holds a jump of this body.
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    fn visit_type_mut(&mut self, _: &mut syn::Type) {}
    fn visit_path_mut(&mut self, _: &mut syn::Path) {}
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}
    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        _: &mut syn::AngleBracketedGenericArguments,
    ) {
    }
}

fn parse_nested(mac: &Macro) -> Option<Call> {
    parse::parse_call(mac.tokens.clone().into_iter().collect()).ok()
}

/// Whether a `return` of this value gets a pad of its own: a literal or a path.
fn is_plain(value: &Expr) -> bool {
    match value {
        Expr::Lit(_) => true,
        Expr::Path(path) => path.qself.is_none(),
        Expr::Unary(unary) => matches!(*unary.expr, Expr::Lit(_)),
        _ => false,
    }
}

fn path_span(mac: &Macro) -> Span {
    mac.path
        .segments
        .last()
        .map_or_else(Span::mixed_site, |segment| segment.ident.span())
}

fn with_attributes(attributes: &[syn::Attribute], tokens: TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #(#attributes)* #tokens)
}

/// An expansion as an operand: it may begin or end with a block.
fn parenthesized(tokens: TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> (#tokens))
}

fn ends_in_comma(tokens: &TokenStream) -> bool {
    tokens
        .clone()
        .into_iter()
        .last()
        .is_some_and(|last| parse::is_punct(&last, ','))
}

/// Whether the tokens of a macro hold an `.await`.
fn awaits(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => awaits(&group.stream()),
        proc_macro2::TokenTree::Ident(ident) => ident == "await",
        _ => false,
    })
}
