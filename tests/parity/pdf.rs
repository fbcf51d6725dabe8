//! The words of a PDF by its tags, as poppler tells them: what is no tagged content (what every
//! page repeats, leaders and pages of the contents list) is not among them.

use relator::render::docx::Text;
use std::process::Command;

/// Stands for a hyphen that the PDF draws apart from the letters around it.
pub const HYPHEN: char = '\u{1f}';

/// Tags that start words of their own.
const BLOCKS: [&str; 15] = [
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "TH",
    "TD",
    "TOCI",
    "TOC",
    "Lbl",
    "LBody",
    "Caption",
    "Note",
    "BlockQuote",
    "Table",
];

/// Whether poppler is there.
pub fn can_be_read() -> bool {
    Command::new("pdfinfo").arg("-v").output().is_ok()
}

/// An open tag.
struct Tag {
    indent: usize,
    name: String,
}

/// What is being read.
#[derive(Default)]
struct Reader {
    open: Vec<Tag>,
    text: Text,
    /// The words of the block that is being read.
    line: String,
}

/// The words of a PDF.
pub fn read(bytes: &[u8]) -> Text {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("informe.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("pdfinfo")
        .args(["-enc", "UTF-8", "-struct-text"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success());
    // The descriptions of tables are told in another encoding; the words are not.
    let mut reader = Reader::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        reader.line(line);
    }
    reader.end_block();
    reader.text
}

impl Reader {
    fn line(&mut self, line: &str) {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let quoted = content.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
        if content.is_empty() || content.starts_with('/') || content.starts_with("Object ") {
            return;
        }
        let ended = self.open.iter().position(|tag| tag.indent >= indent);
        if let Some(ended) = ended {
            let blocks = self.open[ended..].iter().map(|tag| tag.name.as_str());
            // A title and the sentence below it are one block with a break between them.
            let title = self.is_in("Caption") && !self.line.is_empty();
            if blocks.clone().any(|name| BLOCKS.contains(&name)) {
                self.end_block();
            } else if title && blocks.clone().any(|name| name == "Span") {
                self.line.push(' ');
            }
            self.open.truncate(ended);
        }
        match quoted {
            Some(words) => self.words(words),
            None => self.start(indent, content),
        }
    }

    fn start(&mut self, indent: usize, content: &str) {
        let letters = content.chars().take_while(char::is_ascii_alphanumeric);
        let name: String = letters.collect();
        assert!(!name.is_empty(), "no tag: {content}");
        if BLOCKS.contains(&name.as_str()) {
            self.end_block();
        }
        if name == "TOC" && !self.is_in("TOC") {
            self.text.contents.extend(self.text.body.pop());
        }
        self.open.push(Tag { indent, name });
    }

    fn words(&mut self, words: &str) {
        if self.is_in("Figure") {
            return;
        }
        if words == "-" {
            self.line.push(HYPHEN);
            return;
        }
        let heading = self
            .open
            .last()
            .is_some_and(|tag| tag.name.starts_with('H'));
        let number = self.line.is_empty() && words.ends_with(['.', ')']);
        self.line.push_str(words);
        // The white between number and title of a heading is no character.
        if heading && number {
            self.line.push(' ');
        }
    }

    fn end_block(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let list = if self.is_in("Note") {
            &mut self.text.notes
        } else if self.is_in("TOC") {
            &mut self.text.contents
        } else {
            &mut self.text.body
        };
        list.push(line);
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|tag| tag.name == name)
    }
}
