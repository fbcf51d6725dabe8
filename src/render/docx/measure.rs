//! Lengths of a Word file, so that no bare number says what it measures.

/// Twentieths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Twips(pub u32);

/// English metric units: 12,700 to a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Emu(pub u32);

impl Twips {
    /// In the unit of pictures.
    pub const fn emu(self) -> Emu {
        Emu(self.0 * 635)
    }

    /// Parts of this width in the proportion of `shares`; what rounding leaves goes to the last.
    pub fn split(self, shares: &[u32]) -> Vec<Self> {
        let total = shares.iter().map(|s| u64::from(*s)).sum::<u64>().max(1);
        let mut parts = Vec::with_capacity(shares.len());
        let (mut sum, mut before) = (0_u64, 0_u64);
        for share in shares {
            sum += u64::from(*share);
            let edge = u64::from(self.0) * sum / total;
            parts.push(Self((edge - before) as u32));
            before = edge;
        }
        parts
    }
}

impl Emu {
    /// A length in points.
    pub fn from_points(points: f64) -> Self {
        Self((points.max(0.0) * 12_700.0).round() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_width_sum_to_it() {
        for width in [9_406, 12_006, 7] {
            let parts = Twips(width).split(&[333, 333, 334]);
            assert_eq!(parts.iter().map(|p| p.0).sum::<u32>(), width);
        }
        assert_eq!(Twips(1_000).split(&[250, 750]), [Twips(250), Twips(750)]);
    }

    #[test]
    fn an_inch_is_an_inch() {
        assert_eq!(Twips(1_440).emu(), Emu::from_points(72.0));
    }
}
