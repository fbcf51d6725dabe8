//! Every byte of the record is read again and compared with what was integrated. Writes nothing.

mod object;

use super::place::{
    self, LAYOUT, OCFL, QUARANTINE, README, REGISTER, ROOT_MARK, Record, SEALS, STAGING, is_file,
    is_folder, listed, names,
};
use super::recover::{self, Intent};
use super::register::{Entry, Register};
use super::{seals, tell};
use crate::diagnostics::{Code, Error, Finding, Severity};
use crate::domain::sha512_hex;
use std::collections::BTreeSet;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Every byte.
    Bytes,
    /// The register, the inventories, names and sizes.
    Sizes,
}

/// What a «Hoja de integridad» that is still at hand says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The page, as people read its path.
    pub shown: String,
    /// The line of the register for which it was made, from 1.
    pub line: u64,
    /// The code of that line.
    pub code: String,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Verified {
    /// Everything that there is to say, in the order of the files.
    pub findings: Vec<Finding>,
    /// The integrations, in order.
    pub entries: Vec<Entry>,
    /// The head of the register: what the last «Hoja de integridad» prints.
    pub head: String,
    /// Files that were looked at.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Verified {
    /// Whether anything is not as it was integrated. What is merely unfinished is no damage.
    pub fn is_damaged(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Says of each page whose line the register does not have that something was withdrawn: the
    /// record alone cannot know it when its last line went together with its object.
    pub fn compare(&mut self, record: &Record, pages: &[Printed]) {
        let register = record.shown(REGISTER);
        let broken =
            |f: &Finding| [711, 712, 713].map(Code).contains(&f.code) && *f.at.file == *register;
        if self.findings.iter().any(broken) {
            // Where the register breaks is told, and the lines after it are not known.
            return;
        }
        for page in pages {
            let found = usize::try_from(page.line).ok().and_then(|n| self.code(n));
            if found != Some(&*page.code) {
                let (lines, said) = (self.entries.len(), (page.line, &*page.shown));
                let finding = tell::not_as_printed(record, lines, said);
                self.findings.push(finding);
            }
        }
    }

    /// The code of a line, counted from 1: each line holds that of the one before.
    fn code(&self, line: usize) -> Option<&str> {
        match self.entries.get(line) {
            Some(next) if line > 0 => Some(&next.anterior),
            None if line > 0 && line == self.entries.len() => Some(&self.head),
            Some(_) | None => None,
        }
    }
}

impl Record {
    /// Checks the whole record. Only what cannot be listed or read at all is an error.
    pub fn verify(&self, depth: Depth) -> Result<Verified, Error> {
        let register = Register::read(self)?;
        let mut check = Check {
            record: self,
            register: &register,
            depth,
            pending: None,
            verified: Verified {
                entries: register.lines.iter().map(|l| l.entry.clone()).collect(),
                head: register.head().to_owned(),
                ..Verified::default()
            },
        };
        check.surroundings()?;
        check.objects()?;
        let mut verified = check.verified;
        verified.findings.extend(seals::check(self, &register)?);
        let odd = verified.entries.iter();
        let odd = odd.filter_map(|e| Some(tell::late_clock(self, e.numero, e.aviso.as_ref()?)));
        let odd: Vec<Finding> = odd.collect();
        verified.findings.extend(odd);
        verified.findings.sort_by(|a, b| a.at.cmp(&b.at));
        Ok(verified)
    }
}

/// A check under way.
struct Check<'a> {
    record: &'a Record,
    register: &'a Register,
    depth: Depth,
    /// What is announced and perhaps already half renamed.
    pending: Option<Intent>,
    verified: Verified,
}

impl Check<'_> {
    fn tell(&mut self, finding: Finding) {
        self.verified.findings.push(finding);
    }

    /// Everything but the objects.
    fn surroundings(&mut self) -> Result<(), Error> {
        let record = self.record;
        match recover::standing(record) {
            Ok(pending) => self.pending = pending,
            Err(Error::Damaged { what, .. }) => {
                let name = format!("{STAGING}/intento.json");
                self.tell(tell::changed(record, &name, &what));
            }
            Err(error) => return Err(error),
        }
        for name in listed(record.root())? {
            let path = record.path(&name);
            if [REGISTER, README].contains(&name.as_str()) {
                if !is_file(&path) {
                    let what = "En lugar del archivo hay una carpeta, un enlace o una tubería que";
                    self.tell(tell::foreign(record, &name, what));
                }
            } else if [OCFL, SEALS, STAGING, QUARANTINE].contains(&name.as_str()) {
                if !is_folder(&path) {
                    let what = "En lugar de la carpeta hay un enlace o un archivo que";
                    self.tell(tell::foreign(record, &name, what));
                }
            } else {
                self.tell(tell::foreign(record, &name, "Este archivo o carpeta"));
            }
        }
        if let Some(broken) = self.register.broken {
            self.tell(tell::broken(record, broken));
        }
        if let Some(intent) = self.pending.clone() {
            self.tell(tell::unfinished(record, &intent.objeto, intent.version));
        } else {
            for name in recover::debris(record)? {
                self.tell(tell::left_over(record, &format!("{STAGING}/{name}")));
            }
        }
        for name in names(&record.path(QUARANTINE))? {
            self.tell(tell::kept_apart(record, &format!("{QUARANTINE}/{name}")));
        }
        for name in names(&record.path(SEALS))? {
            let path = record.path(&format!("{SEALS}/{name}"));
            if !is_file(&path) {
                let name = format!("{SEALS}/{name}");
                self.tell(tell::foreign(record, &name, "La carpeta o el enlace"));
            }
        }
        self.readme();
        Ok(())
    }

    fn readme(&mut self) {
        let Some(line) = self.register.lines.last() else {
            return;
        };
        match place::read(&self.record.path(README)) {
            Ok(bytes) if sha512_hex(&bytes) == line.entry.leeme => {}
            Ok(bytes) if self.prepared_readme().is_some_and(|staged| staged == bytes) => {}
            // Between two renames it is already the next one.
            Ok(_) if self.pending.is_some() && self.prepared_readme().is_none() => {}
            Ok(_) => {
                let why = "no es el que anota el registro";
                self.tell(tell::changed(self.record, README, why));
            }
            Err(_) => self.tell(tell::missing(self.record, README)),
        }
    }

    fn prepared_readme(&self) -> Option<Vec<u8>> {
        let intent = self.pending.as_ref()?;
        let name = format!("{STAGING}/{}-v{}/{README}", intent.objeto, intent.version);
        place::read(&self.record.path(&name)).ok()
    }

    fn objects(&mut self) -> Result<(), Error> {
        let record = self.record;
        let found = names(&record.path(OCFL))?;
        for (mark, text) in [ROOT_MARK, LAYOUT] {
            let name = format!("{OCFL}/{mark}");
            match place::read(&record.path(&name)) {
                Ok(bytes) if bytes == text.as_bytes() => {}
                Ok(_) => self.tell(tell::changed(record, &name, "no es el que se escribió")),
                Err(_) if found.is_empty() && self.register.lines.is_empty() => {}
                Err(_) => self.tell(tell::missing(record, &name)),
            }
        }
        let registered = self.register.lines.iter().map(|l| l.entry.objeto.clone());
        let mut objects: BTreeSet<String> = registered.collect();
        let marks = [ROOT_MARK.0, LAYOUT.0];
        objects.extend(found.into_iter().filter(|n| !marks.contains(&n.as_str())));
        for object in objects {
            object::check(self, &object)?;
        }
        Ok(())
    }
}
