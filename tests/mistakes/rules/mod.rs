//! One mistake against each rule: where in the demonstration it can be made, what is written, and
//! what must be told.

use crate::books::Told;
use crate::desk::Desk;

/// A mistake against a rule.
pub struct OfRule {
    pub rule: &'static str,
    pub name: &'static str,
    /// Makes the mistake; none where it cannot be made.
    pub make: fn(&mut Desk<'_>) -> Option<Told>,
    /// Who sends and for which meetings it is tried.
    pub senders: &'static [&'static str],
    pub meetings: &'static [u8],
}

const AREAS: &[&str] = &[
    "deoe", "derfe", "deceyec", "deppp", "utvopl", "cncs", "uttypdp", "utigynd",
];
const OPL: &[&str] = &[
    "hidalgo",
    "oaxaca",
    "aguascalientes",
    "quintana-roo",
    "tamaulipas",
    "durango",
];
const SYSTEMS: &[u8] = &[5, 6, 4, 7, 3, 9];
const S: &str = "Sistemas";
const E: &str = "Entregables";

/// A mistake that is told at the cell in which it is made.
macro_rules! at_cell {
    ($rule:literal, $name:literal, $senders:expr, $meetings:expr, $sheet:expr, $wanted:expr, $field:literal, $cell:expr) => {
        crate::rules::OfRule {
            rule: $rule,
            name: $name,
            make: |desk| {
                let (_, at) = desk.wrong($sheet, $wanted, ($field, $cell))?;
                crate::books::expect(300, $rule, $sheet, Some(at))
            },
            senders: $senders,
            meetings: $meetings,
        }
    };
}

mod documents;
mod systems;
mod tests;
mod whole;

pub fn all() -> impl Iterator<Item = &'static OfRule> {
    let kinds = [
        systems::MISTAKES,
        documents::MISTAKES,
        tests::MISTAKES,
        whole::MISTAKES,
    ];
    kinds.into_iter().flatten()
}
