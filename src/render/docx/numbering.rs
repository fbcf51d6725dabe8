//! Real numbering whose labels are exactly the printed ones: the counters of Word are played
//! through, and where they would print something else the list starts anew at the right number.

use super::xml::Element;
use crate::report::roman;
use std::collections::BTreeMap;

/// How a counter is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    UpperRoman,
    LowerLetter,
    Decimal,
}

impl Form {
    const ALL: [Self; 3] = [Self::UpperRoman, Self::LowerLetter, Self::Decimal];

    const fn word(self) -> &'static str {
        match self {
            Self::UpperRoman => "upperRoman",
            Self::LowerLetter => "lowerLetter",
            Self::Decimal => "decimal",
        }
    }

    fn print(self, value: u32) -> String {
        match self {
            Self::UpperRoman => roman(value as usize),
            Self::LowerLetter => letters(value),
            Self::Decimal => value.to_string(),
        }
    }

    /// The value that prints as `text`.
    fn read(self, text: &str) -> Option<u32> {
        let value = match self {
            Self::UpperRoman => (1..=200).find(|v| roman(*v as usize) == text)?,
            Self::LowerLetter => (1..=200).find(|v| letters(*v) == text)?,
            Self::Decimal => text.parse().ok().filter(|v| *v > 0)?,
        };
        (self.print(value) == text).then_some(value)
    }
}

/// The form and what follows the number («)», «.») of each level of headings.
const HEADINGS: [(Form, &str); 3] = [
    (Form::UpperRoman, "."),
    (Form::LowerLetter, ")"),
    (Form::Decimal, "."),
];

/// Left edge of the text and hanging width of a heading's number, in twips, by level.
const HEADING_INDENTS: [u32; 3] = [567, 454, 454];

/// Left edge of the text of a list item and hanging width of its marker, in twips.
const LIST_INDENT: (u32, u32) = (567, 340);

/// The pattern of a list: a form with its suffix, or a bullet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Pattern {
    Counter(Form, String),
    Bullet(String),
}

/// The numbering definitions of a document, filled while its body is written.
#[derive(Debug)]
pub(super) struct Numbering {
    first_abstract: u32,
    first_num: u32,
    abstracts: Vec<Element>,
    nums: Vec<Element>,
    patterns: BTreeMap<Pattern, u32>,
    headings: Option<(u32, u32)>,
    counters: [u32; 3],
}

impl Numbering {
    /// Definitions that start at these ids, after those of the letterhead.
    pub fn new(first_abstract: u32, first_num: u32) -> Self {
        Self {
            first_abstract,
            first_num,
            abstracts: Vec::new(),
            nums: Vec::new(),
            patterns: BTreeMap::new(),
            headings: None,
            counters: [0; 3],
        }
    }

    /// The list that prints `label` for the next heading of a level (from 0); none when no counter
    /// prints it, and it must stand as text.
    pub fn heading(&mut self, level: usize, label: &str) -> Option<u32> {
        let (form, suffix) = HEADINGS.get(level)?;
        let value = form.read(label.strip_suffix(suffix)?)?;
        let (definition, current) = match self.headings {
            Some(known) => known,
            None => {
                let definition = self.define(heading_levels());
                (definition, self.start(definition, &[]))
            }
        };
        let expected = self.counters[level] + 1;
        let list = if value == expected {
            current
        } else {
            let mut starts: Vec<u32> = self.counters[..level].iter().map(|c| c + 1).collect();
            starts.push(value);
            self.start(definition, &starts)
        };
        self.headings = Some((definition, list));
        self.counters[level] = value;
        self.counters[level + 1..].fill(0);
        Some(list)
    }

    /// The list that prints these markers one after the other; none when no counter does.
    pub fn list(&mut self, markers: &[&str]) -> Option<u32> {
        let first = markers.first()?;
        let (pattern, start) = counter(markers).or_else(|| {
            let bullet = !first.is_empty() && !first.chars().any(char::is_alphanumeric);
            let same = markers.iter().all(|m| m == first);
            (bullet && same).then(|| (Pattern::Bullet((*first).to_owned()), 1))
        })?;
        let definition = match self.patterns.get(&pattern) {
            Some(known) => *known,
            None => {
                let level = match &pattern {
                    Pattern::Counter(form, suffix) => {
                        level(0, form.word(), &format!("%1{suffix}"), LIST_INDENT)
                    }
                    Pattern::Bullet(mark) => {
                        level(0, "bullet", &mark.replace('%', ""), LIST_INDENT)
                    }
                };
                let definition = self.define(vec![level]);
                self.patterns.insert(pattern, definition);
                definition
            }
        };
        Some(self.start(definition, &[start]))
    }

    /// The definitions to add to the part: the abstract ones, then the lists.
    pub fn into_elements(self) -> (Vec<Element>, Vec<Element>) {
        (self.abstracts, self.nums)
    }

    fn define(&mut self, levels: Vec<Element>) -> u32 {
        let id = self.first_abstract + self.abstracts.len() as u32;
        let kind = match levels.len() {
            1 => "singleLevel",
            _ => "multilevel",
        };
        let mut element = Element::new("w:abstractNum")
            .with("w:abstractNumId", id.to_string())
            .child(Element::new("w:multiLevelType").with("w:val", kind));
        for level in levels {
            element = element.child(level);
        }
        self.abstracts.push(element);
        id
    }

    fn start(&mut self, definition: u32, starts: &[u32]) -> u32 {
        let id = self.first_num + self.nums.len() as u32;
        let mut num = Element::new("w:num")
            .with("w:numId", id.to_string())
            .child(Element::new("w:abstractNumId").with("w:val", definition.to_string()));
        for (level, start) in starts.iter().enumerate() {
            let start = Element::new("w:startOverride").with("w:val", start.to_string());
            let change = Element::new("w:lvlOverride").with("w:ilvl", level.to_string());
            num = num.child(change.child(start));
        }
        self.nums.push(num);
        id
    }
}

fn heading_levels() -> Vec<Element> {
    let levels = HEADINGS.iter().zip(HEADING_INDENTS).enumerate();
    levels
        .map(|(n, ((form, suffix), width))| {
            let text = format!("%{}{suffix}", n + 1);
            level(n, form.word(), &text, (width, width))
        })
        .collect()
}

fn level(index: usize, form: &str, text: &str, (left, hanging): (u32, u32)) -> Element {
    let indent = Element::new("w:ind")
        .with("w:left", left.to_string())
        .with("w:hanging", hanging.to_string());
    Element::new("w:lvl")
        .with("w:ilvl", index.to_string())
        .child(Element::new("w:start").with("w:val", "1"))
        .child(Element::new("w:numFmt").with("w:val", form))
        .child(Element::new("w:lvlText").with("w:val", text))
        .child(Element::new("w:lvlJc").with("w:val", "left"))
        .child(Element::new("w:pPr").child(indent))
}

/// What a counter of that form (`w:numFmt`) prints; nothing for a form that is none of ours.
pub(super) fn print(form: &str, value: u32) -> String {
    let known = Form::ALL.into_iter().find(|f| f.word() == form);
    known.map_or_else(String::new, |f| f.print(value))
}

/// The counter that prints the markers, and the value of the first.
fn counter(markers: &[&str]) -> Option<(Pattern, u32)> {
    let first = markers.first()?;
    let cut = first.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (number, suffix) = first.split_at(cut);
    Form::ALL.iter().find_map(|form| {
        let start = form.read(number)?;
        let prints = |(n, marker): (usize, &&str)| {
            *marker == format!("{}{suffix}", form.print(start + n as u32))
        };
        let all = markers.iter().enumerate().all(prints);
        let plain = !suffix.contains('%');
        (all && plain).then(|| (Pattern::Counter(*form, suffix.to_owned()), start))
    })
}

/// Word repeats the letter after z: aa, bb.
fn letters(value: u32) -> String {
    let index = value.saturating_sub(1);
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_order_share_one_list() {
        let mut numbering = Numbering::new(0, 1);
        let labels = [
            (0, "I."),
            (1, "a)"),
            (2, "1."),
            (2, "2."),
            (1, "b)"),
            (2, "1."),
            (0, "II."),
        ];
        for (level, label) in labels {
            assert_eq!(numbering.heading(level, label), Some(1), "{label}");
        }
        assert_eq!(numbering.heading(1, "a)"), Some(1));
    }

    #[test]
    fn a_jump_starts_a_list_at_the_printed_number() {
        let mut numbering = Numbering::new(0, 1);
        numbering.heading(0, "I.");
        numbering.heading(1, "a)");
        assert_eq!(numbering.heading(1, "a)"), Some(2));
        let (_, lists) = numbering.into_elements();
        let starts: Vec<_> = lists[1]
            .elements()
            .filter_map(|o| o.find("w:startOverride")?.get("w:val"))
            .collect();
        assert_eq!(starts, ["2", "1"]);
    }

    #[test]
    fn what_no_counter_prints_stays_text() {
        let mut numbering = Numbering::new(0, 1);
        assert_eq!(numbering.heading(0, "Anexo 1."), None);
        assert_eq!(numbering.heading(3, "i."), None);
        assert_eq!(numbering.list(&["a)", "c)"]), None);
        assert_eq!(numbering.list(&["%1)"]), None);
    }

    #[test]
    fn lists_of_one_pattern_share_the_definition_and_start_anew() {
        let mut numbering = Numbering::new(4, 9);
        assert_eq!(numbering.list(&["a)", "b)"]), Some(9));
        assert_eq!(numbering.list(&["a)"]), Some(10));
        assert_eq!(numbering.list(&["•", "•"]), Some(11));
        assert_eq!(numbering.list(&["3.", "4."]), Some(12));
        assert_eq!(numbering.into_elements().0.len(), 3);
    }
}
