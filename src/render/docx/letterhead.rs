//! The letterhead: a Word file of whoever uses the program, whose styles, page, header and foot the
//! informe takes on.

use super::body::Orientation;
use super::measure::Twips;
use super::package::Package;
use super::parts::{self, Relations};
use super::placeholder;
use super::read;
use super::styles::Styles;
use super::xml::{Element, Node};
use crate::render::Sheet;

/// Our own letterhead; the styles that another one lacks are taken from it.
static OURS: &[u8] = include_bytes!("../../../templates/estilo/membrete.docx");

/// A letterhead, taken apart.
#[derive(Debug)]
pub(super) struct Letterhead {
    /// Every part.
    pub package: Package,
    /// Name of the main part.
    pub main: String,
    /// The main part.
    pub document: Element,
    /// Relationships of the main part.
    pub relations: Relations,
    /// Name of the part with the styles.
    pub styles_part: String,
    /// Styles, ours added where one was missing.
    pub styles: Styles,
    /// Page.
    pub page: Page,
}

/// Size, margins, header and foot of the page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    section: Element,
    /// The section of lying pages, when the letterhead has one beside that of standing pages.
    lying: Option<Element>,
    even: Even,
    /// What stands above the informe on its first page, roughly.
    above: Twips,
}

/// Whether even pages have a header and a foot of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Even {
    Own,
    AsOdd,
}

/// The least room between margins: five centimetres.
const NARROWEST: Twips = Twips(2_835);
/// The largest sheet.
const LARGEST: Twips = Twips(31_680);

/// What a line of text takes, by rule of thumb.
const LINE: Twips = Twips(290);
/// What a letter takes.
const LETTER: Twips = Twips(130);

/// Whether a section is the first of the document: only that one has a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nth {
    First,
    Later,
}

impl Letterhead {
    /// Reads a letterhead; says in Spanish what is the matter with it.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut letterhead = Self::take_apart(bytes)?;
        if bytes != OURS {
            let ours = Self::ours()?;
            letterhead.styles.add_missing(&ours.styles);
        }
        Ok(letterhead)
    }

    /// The letterhead that the program carries.
    pub fn ours() -> Result<Self, String> {
        Self::take_apart(OURS)
    }

    /// What a letterhead brings along by itself, and the styles that ours would add to it.
    pub fn on_its_own(bytes: &[u8]) -> Result<(Self, Vec<String>), String> {
        let theirs = Self::take_apart(bytes)?;
        let ours = Self::ours()?;
        let lacking = theirs.styles.lacking(&ours.styles);
        Ok((theirs, lacking))
    }

    fn take_apart(bytes: &[u8]) -> Result<Self, String> {
        let package = Package::read(bytes)?;
        let main = parts::main(&package)?;
        let document = parse(&package, &main)?;
        if document.name != "w:document" {
            return Err("no es un documento de Word".to_owned());
        }
        let relations = Relations::read(&package, &main)?;
        let styles_part = relations.target(parts::STYLES).ok_or("no tiene estilos")?;
        let styles = Styles::new(parse(&package, &styles_part)?);
        if package
            .parts
            .keys()
            .any(|name| name.ends_with("vbaProject.bin"))
        {
            return Err("contiene macros; guárdelo como documento de Word sin macros".to_owned());
        }
        if holds_an_informe(&document) {
            return Err("ya contiene un informe; debe llevar solo el membrete".to_owned());
        }
        let body = document.find("w:body").ok_or("no tiene cuerpo")?;
        let mut page = Page::read(body);
        page.check()?;
        if let Some(part) = relations.target(parts::SETTINGS) {
            page.even = even(&parse(&package, &part)?);
        }
        Ok(Self {
            main,
            document,
            relations,
            styles_part,
            styles,
            page,
            package,
        })
    }
}

/// Height of what stands above the informe, by rule of thumb: lines of text and drawings.
fn above(body: &Element, width: Twips) -> Twips {
    if !body.elements().any(placeholder::is_content) {
        return Twips(0);
    }
    let mut height = 0_u32;
    let mut take = |e: &Element| match e.name.as_str() {
        "w:p" => {
            let letters: usize = placeholder::texts(e)
                .iter()
                .map(|t| t.chars().count())
                .sum();
            let letters = u32::try_from(letters).unwrap_or(u32::MAX);
            let lines = letters.saturating_mul(LETTER.0) / width.0;
            height = height.saturating_add(lines.saturating_add(1).saturating_mul(LINE.0));
        }
        "wp:extent" => {
            let drawing = e.get("cy").and_then(|cy| cy.parse::<u32>().ok());
            height = height.saturating_add(drawing.unwrap_or(0) / Twips(1).emu().0);
        }
        _ => {}
    };
    for element in body.elements().take_while(|e| !placeholder::is_content(e)) {
        element.walk(&mut take);
    }
    Twips(height)
}

fn even(settings: &Element) -> Even {
    let found = settings.find("w:evenAndOddHeaders");
    let off = |e: &Element| matches!(e.get("w:val"), Some("0" | "false" | "off"));
    match found {
        Some(mark) if !off(mark) => Even::Own,
        Some(_) | None => Even::AsOdd,
    }
}

/// A section has the headers and feet of the one before where it names none.
fn inherit(sections: &mut [Element]) {
    for at in 1..sections.len() {
        let (before, here) = sections.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last(), here.first_mut()) else {
            return;
        };
        let of = |e: &Element| (e.name.clone(), e.get("w:type").map(str::to_owned));
        let references = before.elements().filter(|e| e.name.ends_with("Reference"));
        let missing: Vec<Node> = references
            .filter(|reference| !here.elements().any(|e| of(e) == of(reference)))
            .map(|reference| Node::Element(reference.clone()))
            .collect();
        here.children.splice(0..0, missing);
    }
}

fn holds_an_informe(document: &Element) -> bool {
    let ours = format!("_Toc{}", super::body::BOOKMARK);
    let mut found = false;
    document.walk(&mut |e| {
        let name = e.get("w:name").unwrap_or_default();
        found |= e.name == "w:bookmarkStart" && name.starts_with(&ours);
    });
    found
}

/// Reads a part as XML.
pub(super) fn parse(package: &Package, name: &str) -> Result<Element, String> {
    let bytes = package
        .parts
        .get(name)
        .ok_or_else(|| format!("le falta la parte {name}"))?;
    read::parse(bytes).map_err(|e| format!("la parte {name} no se puede leer: {e}"))
}

impl Page {
    /// The last standing section and the last lying one; where one of them is missing, the other
    /// is turned.
    fn read(body: &Element) -> Self {
        let inner = |e: &Element| e.find("w:pPr").and_then(|p| p.find("w:sectPr")).cloned();
        let sections = body.elements().filter_map(|e| match e.name.as_str() {
            "w:sectPr" => Some(e.clone()),
            _ => inner(e),
        });
        let lies = |e: &Element| {
            let turned = e.find("w:pgSz").and_then(|size| size.get("w:orient"));
            turned == Some("landscape")
        };
        let (mut lying, mut standing): (Vec<_>, Vec<_>) = sections.partition(lies);
        inherit(&mut standing);
        let (section, lying) = match (standing.pop(), lying.pop()) {
            (Some(section), lying) => (section, lying),
            (None, lying) => (lying.unwrap_or_else(letter), None),
        };
        let page = Self {
            section,
            lying,
            even: Even::AsOdd,
            above: Twips(0),
        };
        let width = page.text_width(Orientation::Portrait);
        Self {
            above: above(body, width),
            ..page
        }
    }

    /// Height that the letterhead leaves to the cover.
    pub fn cover_height(&self) -> Twips {
        let height = self.text_height(Orientation::Portrait).0;
        Twips(height.saturating_sub(self.above.0))
    }

    /// A page must have room for a table; Word itself knows no sheet beyond 22 inches.
    fn check(&self) -> Result<(), String> {
        for orientation in [Orientation::Portrait, Orientation::Landscape] {
            let (width, height) = self.size(orientation);
            let sides = self.margins(orientation, &["w:left", "w:right", "w:gutter"]);
            let ends = self.margins(orientation, &["w:top", "w:bottom"]);
            let room = |side: Twips, margins: u32| side.0.saturating_sub(margins) >= NARROWEST.0;
            let fits = width <= LARGEST && height <= LARGEST;
            if !fits || !room(width, sides) || !room(height, ends) {
                return Err("su hoja y sus márgenes no dejan lugar para el texto".to_owned());
            }
        }
        Ok(())
    }

    /// The section of the letterhead for pages that lie so.
    fn of(&self, orientation: Orientation) -> &Element {
        match (orientation, &self.lying) {
            (Orientation::Landscape, Some(lying)) => lying,
            (Orientation::Landscape, None) | (Orientation::Portrait, _) => &self.section,
        }
    }

    /// The properties of a section.
    pub fn section(&self, orientation: Orientation, nth: Nth) -> Element {
        let mut section = self.of(orientation).clone();
        // Only the document starts on a first page and at a first number; every section of ours
        // starts a page.
        let dropped: &[&str] = match nth {
            Nth::First => &["w:type"],
            Nth::Later => &["w:type", "w:titlePg"],
        };
        section.children.retain(|node| match node {
            Node::Element(e) => !dropped.contains(&e.name.as_str()),
            Node::Text(_) => true,
        });
        if let (Nth::Later, Some(numbers)) = (nth, section.find_mut("w:pgNumType")) {
            numbers.attributes.retain(|(name, _)| name != "w:start");
        }
        let (width, height) = self.size(orientation);
        if let Some(size) = section.find_mut("w:pgSz") {
            size.set("w:w", width.0.to_string());
            size.set("w:h", height.0.to_string());
            size.attributes.retain(|(name, _)| name != "w:orient");
            if orientation == Orientation::Landscape {
                size.set("w:orient", "landscape");
            }
        }
        section
    }

    /// The kinds of pages that have a header of their own.
    pub fn kinds(&self) -> Vec<&'static str> {
        let first = self.section.find("w:titlePg").is_some();
        let even = self.even == Even::Own;
        let kinds = [("default", true), ("first", first), ("even", even)];
        let wanted = kinds.into_iter().filter(|(_, wanted)| *wanted);
        wanted.map(|(kind, _)| kind).collect()
    }

    /// The relationship of the header or foot of a kind of page.
    pub fn reference(&self, side: &str, page: &str) -> Option<&str> {
        reference(&self.section, side, page)
    }

    /// The relationships of header and foot of every kind of page but the first, which is the
    /// cover; a lying page has those of the standing ones where it names none.
    pub fn after_the_cover(&self) -> Vec<(Option<&str>, Option<&str>)> {
        let kinds = self.kinds().into_iter().filter(|kind| *kind != "first");
        let sections = [Some(&self.section), self.lying.as_ref()];
        let of = |section, side, kind| {
            reference(section, side, kind).or_else(|| self.reference(side, kind))
        };
        kinds
            .flat_map(|kind| sections.into_iter().flatten().map(move |s| (s, kind)))
            .map(|(section, kind)| (of(section, "header", kind), of(section, "footer", kind)))
            .collect()
    }

    /// Names the header or foot of a kind of page.
    pub fn refer(&mut self, side: &str, page: &str, id: &str) {
        let reference = Element::new(&format!("w:{side}Reference"))
            .with("w:type", page)
            .with("r:id", id);
        self.section.children.insert(0, Node::Element(reference));
    }

    /// Width between the margins.
    pub fn text_width(&self, orientation: Orientation) -> Twips {
        let margins = self.margins(orientation, &["w:left", "w:right", "w:gutter"]);
        Twips(
            self.size(orientation)
                .0
                .0
                .saturating_sub(margins)
                .max(1_440),
        )
    }

    /// Height between the margins.
    pub fn text_height(&self, orientation: Orientation) -> Twips {
        let margins = self.margins(orientation, &["w:top", "w:bottom"]);
        Twips(
            self.size(orientation)
                .1
                .0
                .saturating_sub(margins)
                .max(1_440),
        )
    }

    /// Width and height of the sheet.
    fn size(&self, orientation: Orientation) -> (Twips, Twips) {
        let side = |name: &str, usual| {
            let size = self
                .of(orientation)
                .find("w:pgSz")
                .and_then(|s| s.get(name));
            size.and_then(|v| v.parse().ok()).unwrap_or(usual)
        };
        let (a, b) = (side("w:w", 12_240), side("w:h", 15_840));
        match orientation {
            Orientation::Portrait => (Twips(a.min(b)), Twips(a.max(b))),
            Orientation::Landscape => (Twips(a.max(b)), Twips(a.min(b))),
        }
    }

    /// Sheet and margins of a standing page.
    pub fn sheet(&self) -> Sheet {
        let points = |twips: u32| f64::from(twips) / 20.0;
        let margin = |names: &[&str]| points(self.margins(Orientation::Portrait, names));
        let (width, height) = self.size(Orientation::Portrait);
        Sheet {
            width: points(width.0),
            height: points(height.0),
            side: margin(&["w:left", "w:right", "w:gutter"]) / 2.0,
            top: margin(&["w:top"]),
            bottom: margin(&["w:bottom"]),
        }
    }

    /// The sum of some margins.
    fn margins(&self, orientation: Orientation, names: &[&str]) -> u32 {
        let margins = self.of(orientation).find("w:pgMar");
        let one = |name: &&str| {
            let value = margins.and_then(|m| m.get(name)?.parse::<i64>().ok());
            value.map_or(0, |v| u32::try_from(v.abs()).unwrap_or(0))
        };
        names.iter().map(one).sum()
    }
}

fn reference<'s>(section: &'s Element, side: &str, page: &str) -> Option<&'s str> {
    let name = format!("w:{side}Reference");
    let mut all = section.elements();
    let found = all.find(|e| e.name == name && e.get("w:type") == Some(page));
    found?.get("r:id")
}

/// A letter page with margins of an inch, for a letterhead that says nothing.
fn letter() -> Element {
    Element::new("w:sectPr")
        .child(
            Element::new("w:pgSz")
                .with("w:w", "12240")
                .with("w:h", "15840"),
        )
        .child(
            Element::new("w:pgMar")
                .with("w:top", "1440")
                .with("w:right", "1440")
                .with("w:bottom", "1440")
                .with("w:left", "1440")
                .with("w:header", "708")
                .with("w:footer", "708")
                .with("w:gutter", "0"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_letterhead_is_letter_and_turns() {
        let letterhead = Letterhead::read(OURS).unwrap();
        let page = &letterhead.page;
        assert_eq!(page.text_width(Orientation::Portrait), Twips(9_406));
        assert_eq!(page.text_width(Orientation::Landscape), Twips(13_572));
        let section = page.section(Orientation::Landscape, Nth::Later);
        let size = section.find("w:pgSz").unwrap();
        assert_eq!(size.get("w:orient"), Some("landscape"));
        assert!(section.find("w:titlePg").is_none());
    }

    #[test]
    fn a_letterhead_with_one_section_turns_it_with_its_margins() {
        let body = Element::new("w:body").child(letter());
        let page = Page::read(&body);
        assert_eq!(page.text_width(Orientation::Portrait), Twips(9_360));
        assert_eq!(page.text_width(Orientation::Landscape), Twips(12_960));
        let empty = Page::read(&Element::new("w:body"));
        assert_eq!(empty.text_width(Orientation::Landscape), Twips(12_960));
    }

    #[test]
    fn what_is_no_letterhead_is_told() {
        let empty = Package::default().to_bytes().unwrap();
        assert!(Letterhead::read(&empty).is_err());
        assert!(Letterhead::read(b"texto").is_err());
    }
}
