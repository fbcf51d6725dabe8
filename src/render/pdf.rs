//! What a PDF says, whoever made it: its words in the order in which they were drawn, with the
//! running headers and feet marked as such. The only module that names hayro_interpret.
//!
//! Typst, Word and LibreOffice all draw a table cell by cell, so that this order is that of the
//! document. No look is kept: not even which words make a paragraph.

use hayro_interpret::font::{FontQuery, Glyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The font that stands in for those that a PDF names and does not carry: only its widths matter.
const STAND_IN: &str = "fonts/LiberationSans-Regular.ttf";
/// The part of a page above and below which what many pages repeat is a running header or foot.
const MARGIN: f64 = 0.12;
/// Dots that are no punctuation.
const LEADER: &str = "....";
/// On how many pages a line stands at least that is one.
const REPEATED: usize = 3;
/// And on which part of the pages, where it stands at the same place of all of them.
const AT_PLACE: usize = 5;
/// And on which part, wherever at the edge it stands.
const ANYWHERE: usize = 3;
/// Points within which two lines stand at the same place.
const STEP: f64 = 3.0;

/// The words of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paper {
    /// The words, in the order in which they were drawn; one that was broken at the end of a line
    /// is whole.
    pub words: Vec<Word>,
    /// Pages.
    pub pages: usize,
    /// Pages on which there is no word: pictures of paper, or empty.
    pub without_words: usize,
}

/// A word of a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its letters.
    pub text: String,
    /// Whether it stands in a line at the edge of a page that many pages have: a running header or
    /// foot, or the first row of a table that goes on.
    pub running: bool,
}

impl Paper {
    /// Reads a PDF; `style` is `estilo/` by path below it. Says why where it cannot be read.
    pub fn read(bytes: &[u8], style: &BTreeMap<String, Vec<u8>>) -> Result<Self, String> {
        let font: Arc<Vec<u8>> = Arc::new(style.get(STAND_IN).cloned().unwrap_or_default());
        let bytes = bytes.to_vec();
        let read = catch_unwind(AssertUnwindSafe(|| pages(bytes, &font)));
        let pages = read.map_err(|_| "el PDF no se entiende".to_owned())??;
        Ok(Self {
            pages: pages.len(),
            without_words: pages.iter().filter(|page| page.is_empty()).count(),
            words: words(&pages),
        })
    }
}

/// The lines of every page.
fn pages(bytes: Vec<u8>, font: &Arc<Vec<u8>>) -> Result<Vec<Vec<Line>>, String> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        hayro_interpret::hayro_syntax::LoadPdfError::Decryption(_) => {
            "el PDF está protegido con contraseña".to_owned()
        }
        hayro_interpret::hayro_syntax::LoadPdfError::Invalid => {
            "el PDF está dañado o no es un PDF".to_owned()
        }
    })?;
    let font = font.clone();
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(_) | FontQuery::Fallback(_) => Some((font.clone(), 0)),
        }),
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut all = Vec::new();
    for page in pdf.pages().iter() {
        let (_, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = settings.clone();
        let mut context = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings);
        let mut reader = Reader {
            height: f64::from(height),
            ..Reader::default()
        };
        interpret_page(page, &mut context, &mut reader);
        all.push(reader.lines);
    }
    Ok(all)
}

/// What stands on one line, or a stretch of it.
#[derive(Debug, Default)]
struct Line {
    words: Vec<String>,
    margin: bool,
    /// Where it begins, in steps of some points.
    place: (i64, i64),
}

impl Line {
    /// The line without its digits: page numbers count up.
    fn key(&self) -> String {
        let text = self.words.join(" ");
        text.chars().filter(|c| !c.is_numeric()).collect()
    }
}

/// On how many pages each line at the edge stands: at the same place, and anywhere.
#[derive(Debug, Default)]
struct Running {
    pages: usize,
    at_place: BTreeMap<(String, (i64, i64)), usize>,
    anywhere: BTreeMap<String, usize>,
}

impl Running {
    fn of(pages: &[Vec<Line>]) -> Self {
        let mut running = Self {
            pages: pages.len(),
            ..Self::default()
        };
        for page in pages {
            let edge = || page.iter().filter(|line| line.margin);
            let places: BTreeSet<_> = edge().map(|line| (line.key(), line.place)).collect();
            let texts: BTreeSet<String> = edge().map(Line::key).collect();
            for place in places {
                *running.at_place.entry(place).or_default() += 1;
            }
            for text in texts {
                *running.anywhere.entry(text).or_default() += 1;
            }
        }
        running
    }

    /// Whether a line is a running header or foot. Pages of two shapes have them at two places,
    /// but the same words.
    fn has(&self, line: &Line) -> bool {
        let many = |count: Option<&usize>, share: usize| {
            count.is_some_and(|n| *n >= REPEATED.max(self.pages / share))
        };
        let key = line.key();
        let words = key.contains(char::is_alphabetic);
        let anywhere = words && many(self.anywhere.get(&key), ANYWHERE);
        line.margin && (anywhere || many(self.at_place.get(&(key, line.place)), AT_PLACE))
    }
}

/// The words of all pages; those of a line at the edge that many pages have are running ones.
fn words(pages: &[Vec<Line>]) -> Vec<Word> {
    let running = Running::of(pages);
    let mut words: Vec<Word> = Vec::new();
    for line in pages.iter().flatten() {
        let running = running.has(line);
        for (n, text) in line.words.iter().enumerate() {
            let mut before = words.iter_mut().rev();
            let before = before.find(|word| word.running == running);
            match before {
                Some(word) if n == 0 && broken(&word.text, text) => join(&mut word.text, text),
                Some(_) | None => words.push(Word {
                    text: text.clone(),
                    running,
                }),
            }
        }
    }
    let parts = words.iter().flat_map(|word| {
        // A leader of dots joins a title to its page.
        let parts = word
            .text
            .split(LEADER)
            .map(|part| part.trim_start_matches('.'));
        parts.map(|part| Word {
            text: part.replace('\u{ad}', "").nfkc().collect(),
            running: word.running,
        })
    });
    parts.filter(|word| !word.text.is_empty()).collect()
}

/// Whether a word goes on in the next line.
fn broken(before: &str, word: &str) -> bool {
    let mut ends = before.chars().rev();
    let hyphen = ends
        .next()
        .is_some_and(|c| matches!(c, '-' | '\u{ad}' | '\u{2010}'));
    hyphen
        && ends.next().is_some_and(char::is_alphanumeric)
        && word.starts_with(char::is_alphanumeric)
}

/// A hyphen between letters goes with the break, one before a number stays.
fn join(before: &mut String, word: &str) {
    if word.starts_with(char::is_lowercase) {
        before.pop();
    }
    before.push_str(word);
}

/// Gathers glyphs into words and lines.
#[derive(Debug, Default)]
struct Reader {
    height: f64,
    lines: Vec<Line>,
    /// Where the last glyph ended, and its size.
    end: Option<(Point, f64)>,
    /// Whether the next glyph begins a word.
    blank: bool,
    /// For each open stretch of marked content, whether it is decoration.
    marked: Vec<Marked>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    Content,
    Artifact,
}

impl Reader {
    fn glyph(&mut self, text: &str, at: Point, size: f64, advance: f64) {
        let end = Point::new(at.x + advance, at.y);
        let new_line = self.end.is_none_or(|(before, old)| {
            let (dx, dy) = (at.x - before.x, (at.y - before.y).abs());
            dy > 0.6 * old.max(size) || dx < -0.6 * old.max(size) || dx > 3.0 * old.max(size)
        });
        let apart = self.end.is_some_and(|(before, old)| {
            let other_size = (size - old).abs() > 0.15 * old;
            at.x - before.x > 0.18 * size || other_size
        });
        self.end = Some((end, size));
        if new_line {
            let part = at.y / self.height.max(1.0);
            self.lines.push(Line {
                words: Vec::new(),
                margin: !(MARGIN..=1.0 - MARGIN).contains(&part),
                place: ((at.x / STEP).round() as i64, (at.y / STEP).round() as i64),
            });
        }
        if text.trim().is_empty() {
            self.blank = true;
            return;
        }
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        match line.words.last_mut() {
            Some(word) if !apart && !self.blank => word.push_str(text),
            Some(_) | None => line.words.push(text.to_owned()),
        }
        self.blank = false;
    }
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if self.marked.contains(&Marked::Artifact) {
            return;
        }
        let whole = transform * glyph_transform;
        let origin = whole * Point::ORIGIN;
        let up = whole * Point::new(0.0, 1000.0) - origin;
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        let along = whole * Point::new(f64::from(advance), 0.0) - origin;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        // As if every line ran from left to right: a turned one is still one line.
        self.glyph(&text, origin, up.hypot().max(0.1), along.hypot());
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        self.marked.push(if tag == b"Artifact" {
            Marked::Artifact
        } else {
            Marked::Content
        });
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
