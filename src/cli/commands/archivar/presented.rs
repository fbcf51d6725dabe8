//! The files that were presented, circulated or signed, as the command line names them.

use super::super::super::args::Archivar;
use super::super::super::context::read_named;
use super::super::super::exit::Failure;
use super::super::super::record::{PDF, WORD};
use super::super::diferencias::{recorded, recorded_pdf};
use crate::archive::OutputFile;
use crate::catalog::Catalog;
use crate::diagnostics::Error;
use crate::domain::words::fold;
use crate::pipeline::Dossier;
use crate::record::Object;
use crate::report::stage_legends;
use std::path::Path;

/// Minutes, letters: they name people.
const OTHERS: &str = "interno/adjuntos/";
/// Letters of the name of an attachment.
const LETTERS: usize = 60;

/// Adds how the files that were presented differ from the generated ones; the same in a line each.
pub(super) fn compare(meeting: u8, dossier: &mut Dossier, catalog: &Catalog) -> Vec<String> {
    let legends = stage_legends(&catalog.wording.lexico);
    let bytes = |name: &dyn Fn(&str) -> bool| {
        let file = dossier.files.iter().find(|file| name(&file.name));
        file.map(|file| file.bytes.as_slice())
    };
    let docx = bytes(&|n| n.starts_with("informe/") && n.ends_with(".docx"));
    let pdf = bytes(&|n| n.starts_with("informe/") && n.ends_with(".pdf"));
    let word = docx.zip(bytes(&|n| n == WORD)).map(|(docx, edited)| {
        let recorded = recorded(meeting, (docx, edited), &legends);
        ("Word editado", "interno/diferencias.json", recorded)
    });
    let paper = docx
        .zip(pdf)
        .zip(bytes(&|n| n == PDF))
        .map(|(own, presented)| {
            let recorded = recorded_pdf(meeting, own, presented, &catalog.estilo);
            ("PDF presentado", "interno/diferencias-pdf.json", recorded)
        });
    let all: Vec<_> = word.into_iter().chain(paper).collect();
    let mut told = Vec::new();
    for (what, name, recorded) in all {
        dossier.files.push(OutputFile {
            name: name.to_owned(),
            bytes: format!("{:#}\n", recorded.json).into_bytes(),
        });
        told.push(format!("{what} ({name}): {}", recorded.told));
    }
    told
}

/// The files of the command line, read and named as they stand in a version.
#[derive(Debug, Default)]
pub(super) struct Given(Vec<OutputFile>);

impl Given {
    pub fn read(args: &Archivar) -> Result<Self, Failure> {
        let mut given = Vec::new();
        for (path, name, begins, kind) in [
            (&args.presentado, PDF, b"%PDF".as_slice(), "un PDF"),
            (&args.word, WORD, b"PK", "un documento de Word (.docx)"),
        ] {
            if let Some(path) = path {
                let bytes = read_named(path)?;
                if !bytes.starts_with(begins) {
                    let path = path.display();
                    return Err(Failure::Usage(format!("«{path}» no es {kind}")));
                }
                let name = name.to_owned();
                given.push(OutputFile { name, bytes });
            }
        }
        for path in &args.adjuntar {
            let bytes = read_named(path)?;
            let name = format!("{OTHERS}{}", plain(path));
            if given.iter().any(|file| file.name == name) {
                return Err(Failure::Usage(format!(
                    "dos archivos de --adjuntar se llamarían igual en el expediente («{name}»); cambie el nombre de uno"
                )));
            }
            given.push(OutputFile { name, bytes });
        }
        Ok(Self(given))
    }

    /// These, and those of the last version that they do not replace.
    pub fn with_those_of(self, last: Option<&Object>) -> Result<Vec<OutputFile>, Error> {
        let mut files = self.0;
        if let Some(last) = last {
            let version = last.head();
            for name in last.state(version).unwrap_or_default().into_keys() {
                let presented = name == PDF || name == WORD || name.starts_with(OTHERS);
                if presented && files.iter().all(|file| file.name != name) {
                    files.push(OutputFile {
                        name: name.to_owned(),
                        bytes: last.read(version, name)?,
                    });
                }
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(files)
    }
}

/// The name of a file in letters that every system takes.
fn plain(path: &Path) -> String {
    let part = |text: Option<&std::ffi::OsStr>| {
        let text = fold(&text.unwrap_or_default().to_string_lossy());
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let joined: String = text.chars().map(plain).collect();
        let words: Vec<&str> = joined.split('-').filter(|word| !word.is_empty()).collect();
        words.join("-").chars().take(LETTERS).collect::<String>()
    };
    let stem = Some(part(path.file_stem())).filter(|stem| !stem.is_empty());
    let stem = stem.unwrap_or_else(|| "adjunto".to_owned());
    match part(path.extension()) {
        extension if extension.is_empty() => stem,
        extension => format!("{stem}.{extension}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_only_letters_digits_and_hyphens() {
        assert_eq!(
            plain(Path::new("Minuta 5ª reunión (v2).PDF")),
            "minuta-5a-reunion-v2.pdf"
        );
        assert_eq!(plain(Path::new("-rf")), "rf");
        assert_eq!(plain(Path::new("¿?.docx")), "adjunto.docx");
    }
}
