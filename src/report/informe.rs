//! The format-free informe. Its words and numbers are final Spanish text; a renderer only chooses
//! how they look. Serialised, it is the `informe.json` that `estilo/informe.typ` reads.

use super::Drawing;
pub use crate::catalog::Tone;
use crate::diagnostics::Location;
use serde::Serialize;

/// One informe, ready to be rendered.
#[derive(Debug, Clone, Serialize)]
pub struct Informe {
    /// What stands on the cover, in headers and in the properties of the files.
    pub meta: Meta,
    /// The body, cover excluded; the contents list follows the cover unless it stands here.
    /// Serialised by how its pages lie, see [`sections`](super::sections()).
    #[serde(rename = "sections", serialize_with = "super::sections::serialize")]
    pub blocks: Vec<Block>,
    /// Where the values came from; [`Inline::Value`] points here.
    #[serde(skip)]
    pub origins: Vec<Origin>,
    /// The published tables as data, in the order of the informe.
    #[serde(skip)]
    pub resources: Vec<super::Resource>,
}

impl Meta {
    /// The title in the properties of the files: which report, and of which meeting.
    pub fn file_title(&self) -> String {
        let parts = [self.title.as_str(), self.header_right.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(". ")
    }
}

/// What stands on the cover, in headers and in the properties of the files.
#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    /// Number of the meeting.
    pub number: u8,
    /// Language tag: `es-MX`.
    pub language: String,
    /// Full title, as the cover prints it.
    pub title: String,
    /// Title of a few words, for the running header.
    pub short_title: String,
    /// Institution.
    pub institution: String,
    /// Area that presents.
    pub area: String,
    /// Working group and commission.
    pub group: String,
    /// «Quinta reunión · 15 de febrero de 2022», for the running header.
    pub header_right: String,
    /// The lines of the cover below the title: reunión in words, date, period, corte.
    pub cover_lines: Vec<String>,
    /// Day of the meeting, `AAAA-MM-DD`, for the properties of the files.
    pub date: String,
    /// The same day in words: «15 de febrero de 2022».
    pub day: String,
    /// Left of the foot: «Versión preliminar», «Versión para circular» or nothing.
    pub foot: String,
    /// The short code by which a paper is looked up, `3f9a-12c0-77b4`; empty for what is no informe.
    pub code: String,
    /// «Código 3f9a-12c0-77b4», at the foot of every page.
    pub code_line: String,
    /// «Página {n} de {total}».
    pub page_pattern: String,
    /// Heading of the contents list: «Contenido».
    pub contents_title: String,
    /// Heading of the list of tables; empty when the informe has no such list.
    pub tables_title: String,
    /// Heading of the list of figures; empty when the informe has no such list.
    pub figures_title: String,
    /// «DATOS DE DEMOSTRACIÓN», or nothing.
    pub legend: Option<String>,
    /// Description for the properties of the files.
    pub subject: String,
}

/// A piece of the body.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// Heading.
    Heading(Heading),
    /// Paragraph.
    Paragraph {
        /// Its text.
        text: Vec<Inline>,
        /// What it is for.
        role: Role,
    },
    /// List.
    List {
        /// Its items.
        items: Vec<ListItem>,
    },
    /// Table with a caption.
    Table(Table),
    /// Term and meaning in two columns, without borders or caption (glossary).
    Definitions {
        /// Term and meaning.
        items: Vec<(String, Vec<Inline>)>,
    },
    /// The four to six figures of the summary.
    KeyFigures {
        /// Each a value and a sentence.
        items: Vec<KeyFigure>,
    },
    /// Figure with a caption.
    Figure(Figure),
    /// The contents list with the lists of tables and figures, on pages of their own.
    Contents,
    /// What follows starts a new page.
    PageBreak,
}

/// A heading, already numbered.
#[derive(Debug, Clone, Serialize)]
pub struct Heading {
    /// Unique in the informe; ASCII letters, digits and `-`.
    pub id: String,
    /// 1 to 4, without jumps.
    pub level: u8,
    /// «V.», «a)», «1.», or nothing.
    pub number: Option<String>,
    /// Its text.
    pub text: String,
    /// Whether it stands in the contents list.
    pub listed: bool,
}

/// What a paragraph is for; chooses its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text.
    Body,
    /// The words of a sender, set off from ours.
    Quote,
    /// Small note.
    Note,
}

/// An item of a list with its final marker («a)», «•», «1.»).
#[derive(Debug, Clone, Serialize)]
pub struct ListItem {
    /// Marker.
    pub marker: String,
    /// Text.
    pub text: Vec<Inline>,
}

/// A piece of running text.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text; never markup.
        text: String,
    },
    /// A value that came from cells; printed like text.
    Value {
        /// The text.
        text: String,
        /// Index in [`Informe::origins`].
        origin: usize,
    },
    /// Bold.
    Strong {
        /// Content.
        text: Vec<Inline>,
    },
    /// Italic.
    Emphasis {
        /// Content.
        text: Vec<Inline>,
    },
    /// A status: shape and word in the colour of its tone.
    Status {
        /// One of ● ■ ▲ ○.
        shape: String,
        /// The word, always printed.
        word: String,
        /// Tone.
        tone: Tone,
    },
    /// Footnote.
    Footnote {
        /// Content.
        text: Vec<Inline>,
    },
    /// Reference to a table, figure or heading («Tabla 3»).
    Reference {
        /// Id of the target.
        target: String,
        /// Printed text.
        text: String,
    },
    /// Line break.
    Break,
}

/// A table with its caption.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Unique in the informe.
    pub id: String,
    /// «Tabla 3.»
    pub label: String,
    /// The sentence after the label.
    pub caption: Vec<Inline>,
    /// What the table holds, in a sentence, for who cannot see it.
    pub description: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Header rows; at least one.
    pub header: Vec<Vec<Cell>>,
    /// Body rows.
    pub rows: Vec<TableRow>,
    /// Small notes below, the source among them.
    pub notes: Vec<Vec<Inline>>,
    /// Whether it needs a landscape page.
    pub landscape: bool,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Side.
    pub align: Align,
    /// Share of the width, in thousandths of the text width; the shares of a table sum to 1000.
    pub share: u32,
    /// The cells of this column name their row (row headers).
    pub header: bool,
}

/// Side of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Text.
    Left,
    /// Marks and short words.
    Center,
    /// Numbers.
    Right,
}

/// A row of the body of a table.
#[derive(Debug, Clone, Serialize)]
pub struct TableRow {
    /// Cells; their spans sum to the number of columns.
    pub cells: Vec<Cell>,
    /// What the row is.
    pub role: RowRole,
    /// Unique in the informe, where something refers to the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowRole {
    /// Record.
    Body,
    /// Heading of the group of rows below it; one cell across.
    Group,
    /// Total.
    Total,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// Its text; never empty.
    pub text: Vec<Inline>,
    /// Columns it spans.
    pub span: u32,
}

/// A figure of the summary.
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigure {
    /// The figure («21», «83.40%»).
    pub value: Vec<Inline>,
    /// What it says.
    pub text: Vec<Inline>,
}

/// A figure with its caption.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Unique in the informe.
    pub id: String,
    /// «Gráfica 3.»
    pub label: String,
    /// Title, after the label.
    pub caption: Vec<Inline>,
    /// The sentence that says what to see.
    pub reading: Vec<Inline>,
    /// Its figures in sentences, for who cannot see it.
    pub alt: String,
    /// Small notes below, the source among them.
    pub notes: Vec<Vec<Inline>>,
    /// Whether it needs a landscape page.
    pub landscape: bool,
    /// What is drawn.
    pub drawing: Drawing,
}

/// Where a printed value came from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The cells.
    pub cells: Vec<Location>,
    /// How it was computed, for a computed one («conteo», «suma de …»).
    pub how: Option<String>,
}
