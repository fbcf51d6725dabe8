//! What a figure draws: texts are final, numbers only place marks.

use super::Tone;
use serde::Serialize;

/// What a figure draws. Texts are final; numbers only place marks.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Drawing {
    /// One bar per item: real solid, planned as a tick on it.
    Bullet {
        /// Bars, in order.
        bars: Vec<Bullet>,
        /// «Avance real», «Avance programado».
        legend: [String; 2],
        /// Labels of the axis at 0, 25, 50, 75 and 100.
        axis: Vec<String>,
    },
    /// Marks on a line of dates.
    Timeline {
        /// Lanes, in order.
        lanes: Vec<Lane>,
        /// Ticks of the axis: position (0 to 1) and label.
        ticks: Vec<(f64, String)>,
        /// Vertical lines: position and label (corte, jornada).
        lines: Vec<(f64, String)>,
        /// Shape → meaning.
        legend: Vec<(String, String)>,
    },
    /// Shapes in a grid.
    Matrix {
        /// Column labels.
        columns: Vec<String>,
        /// Row label and a mark per column.
        rows: Vec<(String, Vec<Mark>)>,
        /// What each mark means.
        legend: Vec<Mark>,
    },
    /// Bars made of parts, one per item.
    Stacked {
        /// Names of the parts, in order.
        parts: Vec<String>,
        /// Label of the item, values and their printed text.
        bars: Vec<(String, Vec<(f64, String)>)>,
    },
    /// Lines over ordered points.
    Curve {
        /// Labels of the horizontal axis.
        points: Vec<String>,
        /// Name, value per point (0 to 100, or none) and its printed text.
        series: Vec<(String, Vec<Point>)>,
        /// Labels of the vertical axis at 0, 25, 50, 75 and 100.
        axis: Vec<String>,
    },
}

/// A bar of a [`Drawing::Bullet`].
#[derive(Debug, Clone, Serialize)]
pub struct Bullet {
    /// Name.
    pub label: String,
    /// Real, 0 to 100; none when unknown.
    pub real: Option<f64>,
    /// Planned, 0 to 100; none when unknown.
    pub planned: Option<f64>,
    /// Printed beside it.
    pub text: String,
    /// Tone of the item's status.
    pub tone: Tone,
}

/// A lane of a [`Drawing::Timeline`].
#[derive(Debug, Clone, Serialize)]
pub struct Lane {
    /// Name.
    pub label: String,
    /// Marks: position (0 to 1), shape, tone and printed text.
    pub marks: Vec<TimelineMark>,
}

/// A mark on a lane.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineMark {
    /// 0 to 1.
    pub position: f64,
    /// One of ● ■ ▲ ○.
    pub shape: String,
    /// Tone.
    pub tone: Tone,
    /// Printed beside it; may be empty.
    pub text: String,
}

/// A mark of a [`Drawing::Matrix`].
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// One of ● ■ ▲ ○, a short text, or empty.
    pub shape: String,
    /// Tone.
    pub tone: Tone,
    /// What it means; printed in the legend only.
    pub word: String,
}

/// A value of a curve with its printed text, or none where it is not known.
pub type Point = Option<(f64, String)>;
