//! The accounts of a small bank, and what they held before the first transfer.

use crate::money::Cents;

pub(crate) struct Opening {
    pub(crate) number: &'static str,
    pub(crate) holder: &'static str,
    pub(crate) balance: Cents,
}

const fn opening(number: &'static str, holder: &'static str, cents: i64) -> Opening {
    Opening {
        number,
        holder,
        balance: Cents::new(cents),
    }
}

pub(crate) const OPENINGS: [Opening; 14] = [
    opening("402117", "Hofmann Bakery", 1_845_075),
    opening("402263", "Lindqvist Dental Practice", 6_421_000),
    opening("402318", "Riverside Housing Co-op", 21_290_040),
    opening("402455", "Okafor & Daughters Joinery", 2_731_890),
    opening("402571", "Northgate Primary School", 14_307_500),
    opening("402689", "Municipal Utilities", 53_000_000),
    opening("402734", "Corner Shop Yilmaz", 986_235),
    opening("402808", "Blue Heron Cafe", 1_260_410),
    opening("410026", "Amara Okafor", 391_762),
    opening("410159", "Jonas Weber", 220_418),
    opening("410243", "Mei-Ling Tan", 648_000),
    opening("410377", "Piotr Nowak", 115_593),
    opening("410462", "Sofia Marques", 473_127),
    opening("410598", "Henrik Lindqvist", 1_502_084),
];
