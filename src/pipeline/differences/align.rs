//! Two lists side by side: what is the same stands together, then what is alike, in order.

use std::collections::BTreeMap;

/// A place in the first list and a place in the second; one of them is missing for what was taken
/// out or put in.
pub type Pair = (Option<usize>, Option<usize>);

/// From how many thousandths on two things count as one that was changed.
const ALIKE: u32 = 450;

/// Gaps of more pairs than this are not searched for what is alike, only for what is the same.
const SEARCHED: usize = 60_000;

/// Gaps of more pairs than this are not searched at all: the one list went, the other came.
const COMPARED: usize = 16_000_000;

/// Aligns two lists of `keys` (what is the same has the same key); `alike` says of two places how
/// alike they are, in thousandths.
pub fn align(
    before: &[String],
    after: &[String],
    alike: &dyn Fn(usize, usize) -> u32,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = [(before.len(), after.len())];
    for (anchor_i, anchor_j) in anchors(before, after).into_iter().chain(end) {
        gap(before, after, (i..anchor_i, j..anchor_j), alike, &mut pairs);
        if anchor_i < before.len() {
            pairs.push((Some(anchor_i), Some(anchor_j)));
        }
        (i, j) = (anchor_i + 1, anchor_j + 1);
    }
    pairs
}

/// What stands once in each list, in the longest run of the same order.
fn anchors(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    let (first, second) = (once(before), once(after));
    let mut common: Vec<(usize, usize)> = first
        .iter()
        .filter_map(|(key, i)| Some((*i, *second.get(key)?)))
        .collect();
    common.sort_unstable();
    // Patience: the last of each pile, and what lay on the pile before when it was put there.
    let mut piles: Vec<usize> = Vec::new();
    let mut back = vec![None; common.len()];
    for (n, (_, j)) in common.iter().enumerate() {
        let pile = piles.partition_point(|&top| common[top].1 < *j);
        back[n] = pile.checked_sub(1).map(|p| piles[p]);
        if pile == piles.len() {
            piles.push(n);
        } else {
            piles[pile] = n;
        }
    }
    let mut run = Vec::new();
    let mut at = piles.last().copied();
    while let Some(n) = at {
        run.push(common[n]);
        at = back[n];
    }
    run.reverse();
    run
}

fn once(keys: &[String]) -> BTreeMap<&str, usize> {
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (n, key) in keys.iter().enumerate() {
        let entry = seen.entry(key).or_insert((n, 0));
        entry.1 += 1;
    }
    let alone = seen.into_iter().filter(|(_, (_, count))| *count == 1);
    alone.map(|(key, (n, _))| (key, n)).collect()
}

/// The best alignment of what lies between two anchors.
fn gap(
    before: &[String],
    after: &[String],
    (i, j): (std::ops::Range<usize>, std::ops::Range<usize>),
    alike: &dyn Fn(usize, usize) -> u32,
    pairs: &mut Vec<Pair>,
) {
    let (n, m) = (i.len(), j.len());
    if n * m > COMPARED {
        pairs.extend(i.map(|at| (Some(at), None)));
        pairs.extend(j.map(|at| (None, Some(at))));
        return;
    }
    let search = n * m <= SEARCHED;
    let score = |a: usize, b: usize| {
        if before[i.start + a] == after[j.start + b] {
            return 1_001;
        }
        let alike = if search {
            alike(i.start + a, j.start + b)
        } else {
            0
        };
        if alike >= ALIKE { alike } else { 0 }
    };
    // Best sums of scores of what is left, row by row from the end.
    let width = m + 1;
    let mut scores = vec![0_u32; n * m];
    let mut best = vec![0_u32; (n + 1) * width];
    for a in (0..n).rev() {
        for b in (0..m).rev() {
            let here = score(a, b);
            scores[a * m + b] = here;
            let together = match here {
                0 => 0,
                here => here + best[(a + 1) * width + b + 1],
            };
            best[a * width + b] = together
                .max(best[(a + 1) * width + b])
                .max(best[a * width + b + 1]);
        }
    }
    let (mut a, mut b) = (0, 0);
    while a < n || b < m {
        let left = best[a * width + b];
        let together = a < n
            && b < m
            && scores[a * m + b] > 0
            && left == scores[a * m + b] + best[(a + 1) * width + b + 1];
        if together {
            pairs.push((Some(i.start + a), Some(j.start + b)));
            (a, b) = (a + 1, b + 1);
        } else if a < n && left == best[(a + 1) * width + b] {
            pairs.push((Some(i.start + a), None));
            a += 1;
        } else {
            pairs.push((None, Some(j.start + b)));
            b += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn shown(before: &str, after: &str) -> String {
        let (before, after) = (keys(before), keys(after));
        let alike = |i: usize, j: usize| {
            let same = before[i].chars().next() == after[j].chars().next();
            if same { 600 } else { 0 }
        };
        let shown = |pair: &Pair| match *pair {
            (Some(i), Some(j)) if before[i] == after[j] => before[i].clone(),
            (Some(i), Some(j)) => format!("{}>{}", before[i], after[j]),
            (Some(i), None) => format!("-{}", before[i]),
            (None, Some(j)) => format!("+{}", after[j]),
            (None, None) => String::new(),
        };
        let pairs = align(&before, &after, &alike);
        pairs.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_the_same_stands_together_and_what_is_alike_too() {
        assert_eq!(shown("a b c d", "a b d"), "a b -c d");
        assert_eq!(shown("a b1 c", "a b2 x c"), "a b1>b2 +x c");
        assert_eq!(shown("a n b n c n", "a n c n"), "a n -b -n c n");
        assert_eq!(shown("a b", "b a").matches(['+', '-']).count(), 2);
        assert_eq!(shown("x", "a x"), "+a x");
    }

    #[test]
    fn a_long_gap_is_searched_for_what_is_the_same() {
        let before: Vec<String> = (0..700).map(|n| format!("b{}", n % 350)).collect();
        let after: Vec<String> = before.iter().skip(1).cloned().collect();
        let pairs = align(&before, &after, &|_, _| 0);
        let same = pairs
            .iter()
            .filter(|p| matches!(p, (Some(i), Some(j)) if before[*i] == after[*j]));
        assert_eq!(same.count(), 699);
    }
}
