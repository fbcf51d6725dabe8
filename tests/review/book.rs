//! A review as a workbook: its cells, links and notes.

use calamine::{Data, Reader, Xlsx};
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

/// A workbook as bytes.
pub struct Book(Vec<u8>);

impl Book {
    pub fn open(path: &Path) -> Self {
        Self(fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
    }

    pub fn sheets(&self) -> Vec<String> {
        Xlsx::new(Cursor::new(&self.0)).unwrap().sheet_names()
    }

    /// The cells of a sheet, row by row.
    pub fn rows(&self, sheet: &str) -> Vec<Vec<String>> {
        let mut book = Xlsx::new(Cursor::new(&self.0)).unwrap();
        let range = book.worksheet_range(sheet).unwrap();
        let text = |cell: &Data| cell.to_string();
        range.rows().map(|r| r.iter().map(text).collect()).collect()
    }

    /// All its words.
    pub fn words(&self, sheet: &str) -> String {
        let rows = self.rows(sheet).into_iter().flatten();
        rows.collect::<Vec<_>>().join("\n")
    }

    pub fn part(&self, name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(&self.0)).unwrap();
        let mut text = String::new();
        let mut part = zip.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    pub fn has_part(&self, name: &str) -> bool {
        let zip = zip::ZipArchive::new(Cursor::new(&self.0)).unwrap();
        zip.index_for_name(name).is_some()
    }

    /// The position of a sheet in the file, from 1.
    pub fn position(&self, sheet: &str) -> usize {
        let names = self.sheets();
        names.iter().position(|name| name == sheet).unwrap() + 1
    }

    /// Where the links of a sheet lead.
    pub fn links(&self, sheet: &str) -> BTreeSet<String> {
        let xml = self.part(&format!("xl/worksheets/sheet{}.xml", self.position(sheet)));
        let link = Regex::new(r#"<hyperlink [^>]*location="([^"]+)""#).unwrap();
        link.captures_iter(&xml)
            .map(|c| c[1].replace("&apos;", "'"))
            .collect()
    }

    /// The cells with a note, in all sheets.
    pub fn noted(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let note = Regex::new(r#"<comment ref="([A-Z]+[0-9]+)""#).unwrap();
        for number in (1..).take_while(|n| self.has_part(&format!("xl/comments{n}.xml"))) {
            let xml = self.part(&format!("xl/comments{number}.xml"));
            found.extend(note.captures_iter(&xml).map(|c| c[1].to_owned()));
        }
        found
    }

    /// The number of the style of a cell; cells that look alike have the same.
    pub fn style(&self, sheet: &str, cell: &str) -> String {
        let xml = self.part(&format!("xl/worksheets/sheet{}.xml", self.position(sheet)));
        let style = Regex::new(&format!(r#"<c r="{cell}" s="([0-9]+)""#)).unwrap();
        style.captures(&xml).unwrap()[1].to_owned()
    }
}
