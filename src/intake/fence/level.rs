//! How far a process that reads workbooks has confined itself.

/// How far the process that reads workbooks has confined itself, the lowest first. It says so
/// itself, after it has tried: what stands in the record is what was reached, not what was wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confinement {
    /// Not at all: workbooks were read in the process of the program, or by none.
    #[default]
    None,
    /// A process of its own, which the asking side ends when it takes too long.
    Process,
    /// The same, with limits of the system on memory, time, files and processes.
    Limits,
    /// The same, with as much of Landlock as the kernel knows.
    Partial,
    /// The same, with everything that is asked of Landlock: no file, no network, no program.
    Full,
}

impl Confinement {
    const ALL: [Self; 5] = [
        Self::None,
        Self::Process,
        Self::Limits,
        Self::Partial,
        Self::Full,
    ];

    /// What the ficha says.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "ninguno",
            Self::Process => "proceso aparte, sin límites del sistema",
            Self::Limits => "proceso aparte, con límites del sistema y sin Landlock",
            Self::Partial => "proceso aparte, con límites del sistema y Landlock parcial",
            Self::Full => "proceso aparte, con límites del sistema y Landlock completo",
        }
    }

    /// As it goes over the pipe.
    pub(super) const fn byte(self) -> u8 {
        self as u8
    }

    /// The level that a byte stands for.
    pub(super) fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.byte() == byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_comes_back_from_its_byte() {
        for level in Confinement::ALL {
            assert_eq!(Confinement::of_byte(level.byte()), Some(level));
        }
        assert_eq!(Confinement::of_byte(99), None);
    }
}
