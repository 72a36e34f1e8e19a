//! Where each jump lands.

use proc_macro2::Span;
use syn::{Attribute, Expr, ExprReturn, ExprTry, Lifetime};

use super::attributes::any;
use super::frames::Target;
use super::{At, Lowering};
use crate::tokens::range_of;
use crate::with::model::{
    JumpSite, Keyword, LevelId, Onward, Pad, PadKind, QuestionMarkSite, Real, Site, ValueRange,
};
use crate::with::names::{label, local};

/// What the pads of a jump have in common, which leads through several levels.
struct Landing {
    /// What it is called in their labels. Jumps of the same name land on the same pads.
    name: String,
    kind: PadKind,
    place: Span,
    real: Real,
}

impl Lowering {
    pub(super) fn lower_return(&mut self, site: &mut ExprReturn) -> Site {
        let keyword = site.return_token.span;
        let range = site.expr.as_deref().map(range_of);
        let value = site.expr.take().map(|value| *value);
        let value = value.map(|value| self.walked(value));
        let leaves = value.is_some();
        let pad = if leaves {
            self.land_leaving(keyword, range)
        } else {
            let levels = self.entered_levels();
            let landing = Landing {
                name: "return".to_owned(),
                kind: PadKind::Return,
                place: keyword,
                real: Real::Return(keyword, None),
            };
            self.land(&landing, &levels)
        };
        Site::Jump(JumpSite {
            attributes: std::mem::take(&mut site.attrs),
            keyword,
            pad,
            value,
            end: range.map_or(keyword, |(_, last)| last),
            leaves,
        })
    }

    pub(super) fn lower_question_mark(&mut self, site: &mut ExprTry) -> Site {
        let range = range_of(&site.expr);
        self.walk_expr(&mut site.expr, At::Anywhere);
        let pad = self.land_leaving(site.question_token.span, None);
        Site::QuestionMark(QuestionMarkSite {
            attributes: std::mem::take(&mut site.attrs),
            operand: (*site.expr).clone(),
            range,
            question_mark: site.question_token,
            pad,
        })
    }

    /// A `break` or `continue`; `None` where it leaves no level, and stays as it was written.
    pub(super) fn lower_jump(
        &mut self,
        keyword: Keyword,
        attributes: &mut Vec<Attribute>,
        label: Option<&Lifetime>,
        value: &mut Option<Box<Expr>>,
    ) -> Option<Site> {
        let range = value.as_deref().map(range_of);
        if let Some(value) = value {
            self.walk_expr(value, At::Anywhere);
        }
        let jump = match keyword {
            Keyword::Break(_) => "break",
            Keyword::Continue(_) => "continue",
        };
        let (name, label, crossed) = match label {
            // It has pads of its own: nothing tells whether two labels of one name are the same.
            Some(written) => {
                let name = format!("{jump}_at_{}", self.sites.len());
                (name, Some(written.clone()), self.find_label(written))
            }
            None => match self.find_loop()? {
                (Target::Outside, crossed) => (jump.to_owned(), None, crossed),
                (Target::Inside(_), crossed) if crossed.is_empty() => return None,
                (Target::Inside(index), crossed) => {
                    let label = self.label_of(index);
                    (format!("{jump}_{index}"), Some(label), crossed)
                }
            },
        };
        if crossed.is_empty() {
            return None;
        }
        let kind = match range {
            Some(_) => PadKind::BreakWith(local(&format!("{name}_value"))),
            None => PadKind::Jump,
        };
        let landing = Landing {
            name,
            kind,
            place: keyword.span(),
            real: Real::Jump(keyword, label, range),
        };
        Some(Site::Jump(JumpSite {
            attributes: std::mem::take(attributes),
            keyword: keyword.span(),
            pad: self.land(&landing, &crossed),
            value: value.take().map(|value| *value),
            end: range.map_or(keyword.span(), |(_, last)| last),
            leaves: false,
        }))
    }

    fn walked(&mut self, mut expr: Expr) -> Expr {
        self.walk_expr(&mut expr, At::Anywhere);
        expr
    }

    /// The pad of a jump whose value has the function's return type. There is one for all of them, on each level.
    pub(super) fn land_leaving(&mut self, place: Span, value: ValueRange) -> Lifetime {
        self.leaves.get_or_insert(place);
        let levels = self.entered_levels();
        let landing = Landing {
            name: "leave".to_owned(),
            kind: PadKind::Leave,
            place,
            real: Real::Return(place, value),
        };
        self.land(&landing, &levels)
    }

    /// The pad of the innermost of the `crossed` levels (inner to outer), for a jump that leaves them
    /// all. The pads that are missing are made.
    fn land(&mut self, landing: &Landing, crossed: &[LevelId]) -> Lifetime {
        let condition = self.condition();
        let mut onward = Onward::Real(landing.real.clone());
        for &level in crossed.iter().rev() {
            let label = label(&format!("{}_{level}", landing.name));
            let pads = &mut self.levels[level].pads;
            match pads.iter_mut().find(|pad| pad.label == label) {
                Some(pad) => pad.share(landing, condition.clone()),
                None => pads.push(Pad {
                    label: label.clone(),
                    kind: landing.kind.clone(),
                    place: landing.place,
                    onward,
                    condition: condition.clone(),
                }),
            }
            onward = Onward::Pad(label);
        }
        match onward {
            Onward::Pad(label) => label,
            Onward::Real(_) => unreachable!("a jump that crosses no level is left alone"),
        }
    }
}

impl Pad {
    /// Another jump lands on the same pad.
    fn share(&mut self, landing: &Landing, condition: Option<proc_macro2::TokenStream>) {
        self.condition = any(self.condition.take(), condition);
        if let PadKind::BreakWith(_) = landing.kind {
            self.kind = landing.kind.clone();
        }
        if let Onward::Real(Real::Return(_, range) | Real::Jump(_, _, range)) = &mut self.onward {
            *range = None;
        }
    }
}
