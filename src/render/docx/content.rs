//! What a person reads in a Word file, in whatever program it was last saved: paragraphs, tables,
//! pictures and notes in order, without layout, contents lists and the numbers that counters print.
//!
//! Tracked changes count as accepted; they are listed apart, and so are the comments.

use super::beside;
use super::letterhead::parse;
use super::package::Package;
use super::parts::{self, Relations};
use super::xml::Element;
use crate::report::code;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The content of a Word file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The body, in order.
    pub pieces: Vec<Piece>,
    /// Footnotes and endnotes, in order.
    pub notes: Vec<String>,
    /// What headers and feet say, each text once, by the alphabet.
    pub margins: Vec<String>,
    /// Comments, in order.
    pub comments: Vec<Comment>,
    /// Tracked changes that nobody has accepted or rejected yet, in order.
    pub tracked: Vec<Tracked>,
}

/// A piece of the body. Its text is in NFC, with plain spaces and hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Heading, without its number.
    Heading(String),
    /// Paragraph.
    Paragraph(String),
    /// Table.
    Table(Grid),
    /// Picture.
    Picture(Drawn),
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Its alternative text.
    pub words: String,
    /// SHA-256 of each of its files: a bitmap, and vectors beside it.
    pub files: BTreeSet<String>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// How many of the first rows are repeated on every page.
    pub header: usize,
    /// Rows; each cell with the number of columns that it spans.
    pub rows: Vec<Vec<(String, usize)>>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// What it says.
    pub text: String,
    /// The paragraph that it stands at.
    pub about: String,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    /// Who made it.
    pub author: String,
    /// What was done.
    pub deed: Deed,
    /// The text that was put in or taken out.
    pub text: String,
}

/// What a tracked change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Puts text in.
    Insert,
    /// Takes text out.
    Delete,
}

impl Content {
    /// The same without what headers and feet say of the stage of the informe: one of the legends,
    /// and its code, which is another with every other word.
    pub fn whatever_stage(mut self, legends: &[String]) -> Self {
        for text in &mut self.margins {
            for legend in legends {
                *text = text.replace(legend, "");
            }
            let words = text.split_whitespace();
            let kept = words.filter(|word| code::typed(word).is_none());
            *text = kept.collect::<Vec<_>>().join(" ");
        }
        self.margins.retain(|text| !text.is_empty());
        self
    }

    /// Reads a Word file; says in Spanish why it cannot.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let package = Package::read(bytes)?;
        let main = parts::main(&package)?;
        let relations = Relations::read(&package, &main)?;
        let part = |kind: &str| -> Result<Element, String> {
            match relations.target(kind) {
                Some(part) => parse(&package, &part),
                None => Ok(Element::default()),
            }
        };
        let mut reader = Reader::new(&part(parts::STYLES)?);
        reader.files = beside::pictures(&package, &relations);
        let document = parse(&package, &main)?;
        let body = document.find("w:body").ok_or("no tiene cuerpo")?;
        let (mut pieces, mut notes) = (Vec::new(), Vec::new());
        reader.blocks(body, &mut pieces);
        for kind in [parts::FOOTNOTES, parts::ENDNOTES] {
            let root = part(kind)?;
            for note in root.elements().filter(|e| e.get("w:type").is_none()) {
                let mut own = Vec::new();
                reader.blocks(note, &mut own);
                let texts: Vec<&str> = own.iter().filter_map(Piece::text).collect();
                if !texts.is_empty() {
                    notes.push(texts.join(" "));
                }
            }
        }
        let root = part(parts::COMMENTS)?;
        let comments = root.elements().map(|c| reader.comment(c)).collect();
        Ok(Self {
            pieces,
            notes,
            margins: beside::margins(&package, &relations)?,
            comments,
            tracked: reader.tracked,
        })
    }
}

impl Piece {
    /// The text of a heading or paragraph.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => Some(text),
            Self::Table(_) | Self::Picture(_) => None,
        }
    }
}

/// The same text however a program wrote its spaces, hyphens and accents.
pub(super) fn plain(text: &str) -> String {
    let letters = text.nfc().filter(|c| *c != '\u{ad}').map(|c| match c {
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    });
    let letters: String = letters.collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file while it is read.
struct Reader {
    /// Names of the paragraph styles by id, in lower case.
    styles: BTreeMap<String, String>,
    /// The text of a paragraph whose end was taken out by a tracked change: it joins the next.
    held: String,
    /// SHA-256 of the files of pictures, by their relationship.
    files: BTreeMap<String, String>,
    /// The paragraph that each comment stands at.
    commented: BTreeMap<String, String>,
    tracked: Vec<Tracked>,
}

impl Reader {
    fn new(styles: &Element) -> Self {
        let names = styles.elements().filter_map(|style| {
            let name = style.find("w:name")?.get("w:val")?;
            Some((style.get("w:styleId")?.to_owned(), name.to_lowercase()))
        });
        Self {
            styles: names.collect(),
            held: String::new(),
            files: BTreeMap::new(),
            commented: BTreeMap::new(),
            tracked: Vec::new(),
        }
    }

    fn blocks(&mut self, parent: &Element, out: &mut Vec<Piece>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:p" => self.paragraph(element, out),
                "w:tbl" => out.push(Piece::Table(self.table(element))),
                "w:sdt" if is_contents(element) => {}
                "w:del" | "w:moveFrom" | "mc:Fallback" => self.track(element),
                _ => self.blocks(element, out),
            }
        }
    }

    fn paragraph(&mut self, element: &Element, out: &mut Vec<Piece>) {
        let properties = element.find("w:pPr");
        let style = properties
            .and_then(|p| p.find("w:pStyle")?.get("w:val"))
            .and_then(|id| self.styles.get(id).cloned())
            .unwrap_or_default();
        if is_list_of_contents(&style) {
            return;
        }
        let mut text = std::mem::take(&mut self.held);
        let mut pictures = Vec::new();
        self.inside(element, &mut text, &mut pictures);
        let mark = properties.and_then(|p| p.find("w:rPr"));
        if mark.is_some_and(|m| m.find("w:del").is_some() || m.find("w:moveFrom").is_some()) {
            self.held = text;
            return;
        }
        let text = plain(&text);
        element.walk(&mut |e| {
            if e.name == "w:commentReference"
                && let Some(id) = e.get("w:id")
            {
                self.commented.insert(id.to_owned(), text.clone());
            }
        });
        if !text.is_empty() {
            let heading = style.starts_with("heading ") || style.starts_with("título ");
            out.push(if heading {
                Piece::Heading(text)
            } else {
                Piece::Paragraph(text)
            });
        }
        out.extend(pictures.into_iter().map(Piece::Picture));
    }

    fn inside(&mut self, element: &Element, text: &mut String, pictures: &mut Vec<Drawn>) {
        match element.name.as_str() {
            "w:t" => text.push_str(&element.own_text()),
            "w:tab" | "w:br" | "w:cr" | "w:ptab" => text.push(' '),
            "w:noBreakHyphen" => text.push('-'),
            "w:pPr" | "w:rPr" | "mc:Fallback" => {}
            "w:del" | "w:moveFrom" => self.track(element),
            "w:drawing" | "w:pict" => {
                let first = pictures.len();
                self.descend(element, text, pictures);
                // What VML draws has its words on the shape; a text box is no picture.
                let files = beside::shown(element, &self.files);
                if pictures.len() == first && !files.is_empty() {
                    pictures.push(Drawn::default());
                }
                if let Some(drawn) = pictures.get_mut(first) {
                    drawn.files = files;
                }
            }
            "wp:docPr" => pictures.push(Drawn {
                words: plain(element.get("descr").unwrap_or_default()),
                files: BTreeSet::new(),
            }),
            name => {
                if name == "w:ins" || name == "w:moveTo" {
                    self.track(element);
                }
                self.descend(element, text, pictures);
            }
        }
    }

    fn descend(&mut self, element: &Element, text: &mut String, pictures: &mut Vec<Drawn>) {
        for child in element.elements() {
            self.inside(child, text, pictures);
        }
    }

    fn track(&mut self, change: &Element) {
        let deed = match change.name.as_str() {
            "w:ins" | "w:moveTo" => Deed::Insert,
            "w:del" | "w:moveFrom" => Deed::Delete,
            _ => return,
        };
        let mut text = String::new();
        change.walk(&mut |e| {
            if e.name == "w:t" || e.name == "w:delText" {
                text.push_str(&e.own_text());
            }
        });
        let text = plain(&text);
        if !text.is_empty() {
            let author = change.get("w:author").unwrap_or_default().to_owned();
            self.tracked.push(Tracked { author, deed, text });
        }
    }

    fn table(&mut self, element: &Element) -> Grid {
        let mut grid = Grid::default();
        for row in element.elements().filter(|e| e.name == "w:tr") {
            let properties = row.find("w:trPr");
            if properties.is_some_and(|p| p.find("w:del").is_some()) {
                row.walk(&mut |e| self.track(e));
                continue;
            }
            if properties.is_some_and(|p| p.find("w:tblHeader").is_some()) {
                grid.header += 1;
            }
            let cells = row.elements().filter(|e| e.name == "w:tc");
            grid.rows.push(cells.map(|cell| self.cell(cell)).collect());
        }
        grid
    }

    fn cell(&mut self, element: &Element) -> (String, usize) {
        let mut pieces = Vec::new();
        self.blocks(element, &mut pieces);
        let texts: Vec<&str> = pieces.iter().filter_map(Piece::text).collect();
        let span = element
            .find("w:tcPr")
            .and_then(|p| p.find("w:gridSpan")?.get("w:val")?.parse().ok());
        (texts.join(" "), span.unwrap_or(1))
    }

    fn comment(&mut self, element: &Element) -> Comment {
        let mut pieces = Vec::new();
        self.blocks(element, &mut pieces);
        let texts: Vec<&str> = pieces.iter().filter_map(Piece::text).collect();
        let id = element.get("w:id").unwrap_or_default();
        Comment {
            author: element.get("w:author").unwrap_or_default().to_owned(),
            text: texts.join(" "),
            about: self.commented.get(id).cloned().unwrap_or_default(),
        }
    }
}

/// A frame that Word fills with a contents list.
fn is_contents(frame: &Element) -> bool {
    frame
        .find("w:sdtPr")
        .and_then(|p| p.find("w:docPartObj"))
        .is_some()
}

/// The styles of the entries and headings of contents lists and lists of figures.
fn is_list_of_contents(style: &str) -> bool {
    style.starts_with("toc ") || ["table of figures", "contents heading"].contains(&style)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn read(body: &str) -> (Vec<Piece>, Reader) {
        let text = format!("<w:body>{body}</w:body>");
        let styles = "<w:styles><w:style w:styleId=\"Ttulo1\"><w:name w:val=\"heading 1\"/></w:style>\
            <w:style w:styleId=\"TDC1\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
        let mut reader = Reader::new(&read::parse(styles.as_bytes()).unwrap());
        let mut pieces = Vec::new();
        reader.blocks(&read::parse(text.as_bytes()).unwrap(), &mut pieces);
        (pieces, reader)
    }

    fn paragraph(text: &str) -> Piece {
        Piece::Paragraph(text.to_owned())
    }

    #[test]
    fn spaces_hyphens_and_accents_are_the_same_however_they_are_written() {
        let (pieces, _) = read(
            "<w:p><w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2022\u{a0} y\
            </w:t><w:tab/><w:t>man\u{303}ana\u{ad}</w:t></w:r></w:p><w:p/>",
        );
        assert_eq!(pieces, [paragraph("2021-2022 y mañana")]);
    }

    #[test]
    fn tracked_changes_count_as_accepted_and_are_listed() {
        let (pieces, reader) = read(
            "<w:p><w:r><w:t>Son </w:t></w:r>\
            <w:del w:author=\"Ana\"><w:r><w:delText>21</w:delText></w:r></w:del>\
            <w:ins w:author=\"Luis\"><w:r><w:t>22</w:t></w:r></w:ins></w:p>\
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Una </w:t></w:r></w:p>\
            <w:p><w:r><w:t>frase</w:t></w:r></w:p>\
            <w:p><w:moveFrom w:author=\"Ana\"><w:r><w:t>Fuera</w:t></w:r></w:moveFrom></w:p>",
        );
        assert_eq!(pieces, [paragraph("Son 22"), paragraph("Una frase")]);
        let told: Vec<_> = reader
            .tracked
            .iter()
            .map(|t| (t.author.as_str(), t.deed, t.text.as_str()))
            .collect();
        let wanted = [
            ("Ana", Deed::Delete, "21"),
            ("Luis", Deed::Insert, "22"),
            ("Ana", Deed::Delete, "Fuera"),
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn contents_lists_are_no_content_and_headings_are_told_apart() {
        let (pieces, _) = read(
            "<w:p><w:pPr><w:pStyle w:val=\"TDC1\"/></w:pPr><w:r><w:t>I</w:t></w:r></w:p>\
            <w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>II</w:t></w:r></w:p></w:sdtContent></w:sdt>\
            <w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"Ttulo1\"/></w:pPr><w:r><w:t>III</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        );
        assert_eq!(pieces, [Piece::Heading("III".into())]);
    }

    #[test]
    fn a_row_that_was_taken_out_is_gone_and_a_wide_cell_spans() {
        let (pieces, reader) = read(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr>\
            <w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr>\
            <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del w:author=\"Ana\"><w:r>\
            <w:delText>fuera</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>",
        );
        let grid = Grid {
            header: 1,
            rows: vec![vec![("A".to_owned(), 2)]],
        };
        assert_eq!(pieces, [Piece::Table(grid)]);
        assert_eq!(reader.tracked.len(), 1);
    }
}
