//! The one table of codes, a file for each hundred. A code is never reused; its severity may change.

mod across;
mod book;
mod cell;
mod composition;
mod internal;
mod output;
mod row;
mod template;

use super::Explanation;

/// The hundreds in their order. The internal fault stands last: it explains whatever has no line.
const HUNDREDS: [&[Explanation]; 8] = [
    book::CODES,
    cell::CODES,
    row::CODES,
    across::CODES,
    template::CODES,
    composition::CODES,
    output::CODES,
    internal::CODES,
];

/// Every code, in the order of the numbers.
pub const CODES: &[Explanation] = &JOINED;

const JOINED: [Explanation; count()] = {
    let mut all = [internal::CODES[0]; count()];
    let (mut hundred, mut next) = (0, 0);
    while hundred < HUNDREDS.len() {
        let mut line = 0;
        while line < HUNDREDS[hundred].len() {
            all[next] = HUNDREDS[hundred][line];
            line += 1;
            next += 1;
        }
        hundred += 1;
    }
    all
};

const fn count() -> usize {
    let (mut hundred, mut sum) = (0, 0);
    while hundred < HUNDREDS.len() {
        sum += HUNDREDS[hundred].len();
        hundred += 1;
    }
    sum
}
