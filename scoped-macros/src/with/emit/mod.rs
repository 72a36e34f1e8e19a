//! The nested blocks.
//!
//! Nothing can go wrong here any more: what is emitted was read and lowered before.

mod body;
mod end;
mod entered;
mod macros;
mod pads;
pub(super) mod spans;
mod unlabelled;
mod way_out;

use std::cell::OnceCell;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{Lifetime, Pat};

use super::model::{Block, Content, Level, Lowered, Position, Unseen};
use super::names::{label, local};
use crate::binding::Binding;
use spans::{as_argument, at, braced_at, call_at, call_in, match_at, method_call_at, respan};

/// Writes a lowered call.
///
/// Input:  `with!(expr as pattern => { body })`
/// Output: `match hold(expr) { mut held => match guard(&mut held) { mut guard => 'with: { .. } } }`
///
/// The outer `match` keeps the temporaries of `expr` to its end, hands the expected type on to the body,
/// and keeps the warning about an unused `Result`.
pub(crate) fn emit(krate: &TokenStream, lowered: Lowered) -> TokenStream {
    let Lowered {
        mut block,
        levels,
        sites,
        leaves,
    } = lowered;
    let mut emitter = Emitter {
        sends: levels.iter().any(|level| level.is_async),
        names: levels.iter().map(|_| OnceCell::new()).collect(),
        levels,
        sites: Vec::new(),
    };
    // A site comes behind those that stand in it.
    for site in sites {
        let tokens = emitter.emit_site(site);
        emitter.sites.push(tokens);
    }
    let arm = emitter.emit_arm(&mut block);
    let arm = emitter.emit_unlabelled(&block, arm);
    let hint = leaves.map(|span| {
        let jump_type = return_type();
        let integer = integer_type();
        let keyword = syn::Token![return](Span::mixed_site().located_at(span));
        quote_spanned! {Span::mixed_site()=>
            let #jump_type = __scoped::JumpType::NEW;
            let #integer = __scoped::integer_type(0);
            if false { #keyword #jump_type.of_none(!__scoped::UNREACHABLE); }
        }
    });
    let watch = emitter.emit_watch();
    let begin = quote_spanned! {Span::mixed_site()=>
        use #krate::__private as __scoped;
        #watch
    };
    let arm = braced_at(end_of_body(&block), quote!(#hint #arm));
    emitter.emit_match(&mut block, Some(&begin), &arm)
}

/// What all of the code needs to know.
struct Emitter {
    levels: Vec<Level>,
    names: Vec<OnceCell<Names>>,
    /// What was emitted for each site so far.
    sites: Vec<TokenStream>,
    /// Whether an `exit` awaits, and so has to be told of errors that can be sent.
    sends: bool,
}

/// Whether the guard of a level has to be told how its body is left.
const fn is_watched(level: &Level) -> bool {
    !matches!(level.unseen, Unseen::No) || (!level.is_async && level.awaits)
}

/// The names of one level.
///
/// Every use of the guard stands, for rustc, where the manager's expression stands: errors with the same
/// span and the same predicate are one, so that a type that is no manager is reported once.
struct Names {
    /// The guard, as its pattern binds it.
    guard: Ident,
    /// The same, as it is used.
    guard_used: Ident,
    /// `&guard`.
    guard_ref: TokenStream,
    /// `&mut guard`.
    guard_lent: TokenStream,
    /// The guard, moved.
    guard_moved: TokenStream,
    /// What makes the value of `with!`.
    exit_type: Ident,
    /// The type of an async item's manager.
    manager_type: Ident,
    /// The same, as it is used.
    manager_type_used: TokenStream,
    /// The type of an async item's value.
    value: Ident,
    /// The type of the value that `enter` lends.
    value_type: Ident,
    with: Lifetime,
    /// Around the guard.
    ended: Lifetime,
}

impl Emitter {
    fn level(&self, block: &Block) -> &Level {
        &self.levels[block.level]
    }

    /// `let watch = Watch::new();`, where a guard asks how its body is left.
    fn emit_watch(&self) -> Option<TokenStream> {
        let watched = self.levels.iter().filter(|level| is_watched(level));
        let unseen = watched.map(|level| level.unseen).max()?;
        let new = match (unseen, self.awaits()) {
            (Unseen::Likely, _) => quote!(__scoped::Watch::recording()),
            (Unseen::Unlikely, true) => quote!(__scoped::Watch::new()),
            (Unseen::Unlikely, false) => quote!(__scoped::PANICKING),
            (Unseen::No, _) => quote!(__scoped::PANICKING_OR_DROPPED),
        };
        let watch = watch();
        Some(quote_spanned!(Span::mixed_site()=> let #watch = &#new;))
    }

    /// Whether the watch is told when something is awaited.
    fn marks_awaits(&self) -> bool {
        self.awaits() && self.levels.iter().any(|level| level.unseen > Unseen::No)
    }

    /// Whether something is awaited while a guard lives.
    fn awaits(&self) -> bool {
        self.levels
            .iter()
            .any(|level| level.is_async || level.awaits)
    }

    /// What holds the manager has the guard's name too: of a value that leaves the block, the borrow
    /// checker says the same of both, and rustc says what is the same to the letter once.
    ///
    /// `begin` stands in the `match`: where a block is around that, rustc's help for a result that is not used has a
    /// semicolon of its own for it. An async manager stands in its guard alone, for a future keeps what is in the
    /// scrutinee; so there is no place for `begin` but before it.
    fn emit_match(
        &self,
        block: &mut Block,
        begin: Option<&TokenStream>,
        arm: &TokenStream,
    ) -> TokenStream {
        self.fill(&mut block.expr);
        let Names {
            guard, guard_lent, ..
        } = self.names(block);
        // The borrow checker names a variable only if all of its pattern is the user's.
        let mutable = syn::Token![mut](guard.span());
        let place = block.place;
        let end = end_of_body(block);
        let whole = block.call.unwrap_or((place, place));
        let watched = is_watched(self.level(block));
        let watch = watched.then(|| {
            let watch = watch();
            quote_spanned!(place=> , #watch)
        });
        let guarded = if watched {
            "guarded_and_watched"
        } else {
            "guarded"
        };
        let manager = as_argument(&block.expr);
        let ended = self.emit_ended(block);
        let arm = quote_spanned!(place=> #mutable #guard => #arm);
        if block.asyncness.is_some() {
            let guarded = format!("AwaitedManager::{guarded}");
            let guarded = self.call(block, &guarded, quote!(#manager #watch));
            let tokens = match_at(whole, &guarded, arm);
            let tokens = match ended {
                Some(ended) => quote_spanned!(place=> #ended { #tokens }),
                None => tokens,
            };
            return match begin {
                Some(begin) => quote_spanned!(place=> { #begin #tokens }),
                None => tokens,
            };
        }
        // Not of this crate, which is imported behind it.
        let (first, last) = block.range;
        let option = quote_spanned!(first=> ::core::option);
        let held = call_in(&option, first, last, "Option::Some", manager);
        let guarded = self.call(
            block,
            &format!("Manager::{guarded}"),
            quote!(#guard_lent #watch),
        );
        let arm = braced_at(
            end,
            quote_spanned!(place=> #begin #ended { match #guarded { #arm } }),
        );
        let arm = quote_spanned!(place=> #mutable #guard => #arm);
        match_at(whole, &held, arm)
    }

    /// `'with: { .. }`: the body with the pads around it.
    fn emit_arm(&self, block: &mut Block) -> TokenStream {
        let Names {
            guard_ref,
            exit_type,
            manager_type,
            value,
            with,
            ..
        } = self.names(block);
        let place = block.place;
        let types = match block.asyncness {
            None => {
                let new = self.call(block, "exit_type", guard_ref.clone());
                quote_spanned!(place=> let #exit_type = #new;)
            }
            Some(_) => {
                let new_exit = self.call(block, "async_exit_type", guard_ref.clone());
                let new_manager = self.call(block, "manager_type", guard_ref.clone());
                quote_spanned! {place=>
                    let #exit_type = #new_exit;
                    let #manager_type = #new_manager;
                    let #value = __scoped::JumpType::NEW;
                }
            }
        };
        let expected = (block.asyncness.is_some() && !self.level(block).diverges).then(|| {
            quote_spanned! {place=>
                if false { break #with #exit_type.expected(!__scoped::UNREACHABLE, #value) }
            }
        });
        let level = &self.levels[block.level];
        let value_type = self.declare_value_type(block);
        let tails = self.declare_tails(block);
        let jump_types: Vec<_> = level
            .pads
            .iter()
            .filter_map(|pad| self.declare_break_type(block, pad))
            .collect();
        let mut tokens = self.emit_end(block, !level.pads.is_empty());
        for pad in &level.pads {
            tokens = self.emit_pad(block, pad, &tokens);
        }
        // Without it, clippy takes the block for one diverging expression.
        let unit = level.diverges.then(|| quote_spanned!(place=> ();));
        let arm = quote_spanned! {place=>
            #with: {
                #unit
                #expected
                #tails
                #(#jump_types)*
                #tokens
            }
        };
        let arm = match block.position {
            Position::Function(first, last) => self.emit_returned(block, (first, last), &arm),
            Position::Anywhere | Position::Tail(..) => self.emit_diverged(block, arm),
        };
        braced_at(
            end_of_body(block),
            quote_spanned!(place=> #types #value_type #arm),
        )
    }

    /// A call of the private interface that needs the manager to be one: it stands where the manager's
    /// expression stands.
    fn call(&self, block: &Block, function: &str, arguments: TokenStream) -> TokenStream {
        let (first, last) = block.range;
        call_at(first, last, function, arguments)
    }

    fn names(&self, block: &Block) -> &Names {
        self.names[block.level].get_or_init(|| Self::make_names(block))
    }

    fn make_names(block: &Block) -> Names {
        let level = block.level;
        let (first, last) = block.range;
        let guard = guard_name(block, last);
        let guard_used = at(&guard, last);
        let manager_type = local(&format!("manager_type_{level}"));
        let and = syn::Token![&](first);
        let mutable = syn::Token![mut](last);
        Names {
            guard_ref: quote!(#and #guard_used),
            guard_lent: quote!(#and #mutable #guard_used),
            guard_moved: respan(&guard_used, first, last),
            guard_used,
            guard,
            exit_type: local(&format!("exit_type_{level}")),
            manager_type_used: respan(&manager_type, first, last),
            manager_type,
            value: local(&format!("value_{level}")),
            value_type: local(&format!("value_type_{level}")),
            with: label(&format!("with_{level}")),
            ended: label(&format!("ended_{level}")),
        }
    }
}

/// The borrow checker calls the manager by the guard's name, and prints it only if the user wrote
/// it. Inside the body the value's name shadows it.
fn guard_name(block: &Block, span: Span) -> Ident {
    if let Binding::Pattern(pattern, _) = &block.binding {
        if let Pat::Ident(name) = &**pattern {
            let plain = name.by_ref.is_none() && name.subpat.is_none();
            // Where it is reserved, rustc says so of each place.
            let is_reserved = name.ident == "gen";
            if plain && starts_lower_case(&name.ident) && !is_reserved {
                return name.ident.clone();
            }
        }
    }
    Ident::new(&format!("__scoped_guard_{}", block.level), span)
}

/// `exit_type.method(argument)`, which gives `with!` its value before the body's end does. So rustc says here what is wrong
/// with its type: of a nested one, where its call stands.
fn early_value(
    block: &Block,
    exit_type: &Ident,
    method: &str,
    argument: TokenStream,
) -> TokenStream {
    match block.call {
        Some((first, last)) => {
            method_call_at(first, last, exit_type.to_token_stream(), method, argument)
        }
        None => {
            let method = Ident::new(method, block.place);
            quote_spanned!(block.place=> #exit_type.#method(#argument))
        }
    }
}

/// Where the body ends, and with it the manager, for rustc to say so.
fn end_of_body(block: &Block) -> Span {
    match &block.content {
        Content::Body(body) => body.group.span_close(),
        Content::Item(inner) => end_of_body(inner),
    }
}

fn starts_lower_case(ident: &Ident) -> bool {
    let name = ident.to_string();
    name.trim_start_matches("r#")
        .starts_with(|first: char| first.is_lowercase())
}

/// The type of what the function returns.
fn return_type() -> Ident {
    local("return")
}

/// The type of the integer in all conversions of `?`, which is left to fallback.
fn integer_type() -> Ident {
    local("integer_type")
}

/// What the guards ask how the body is left.
fn watch() -> Ident {
    local("watch")
}
