//! The Reporte de revisión del formato: what was received in one delivery, what is to be mended,
//! and what the informe prints of it. Its words stand in `lexico.toml`.

mod blocks;
mod entries;
mod printed;

pub use entries::{Entry, ReadDate};

use super::phrases::Phrases;
use super::reception::{self, Reception};
use super::{Block, Informe, Meta, dates, numbers};
use crate::catalog::Catalog;
use crate::diagnostics::show::{Summary, clean};
use crate::diagnostics::{Finding, Severity};
use crate::domain::{Fecha, Reunion};
use crate::validation::{Dataset, Delivery, Judged, UsedAs};
use blocks::{definitions, heading, paragraph};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is reviewed: one file, or several with the same bytes.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Names of the files, without their folders; the first is the one that was read.
    pub files: Vec<&'a str>,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
    /// Its sheets, each with the rows in which something is written.
    pub sheets: Vec<(&'a str, usize)>,
    /// The delivery that it is; none when its sender or meeting is unknown.
    pub delivery: Option<&'a Arc<Delivery>>,
    /// What is told of it, in the order of its cells.
    pub findings: Vec<&'a Finding>,
}

/// A Reporte de revisión; words and numbers are final.
#[derive(Debug)]
pub struct Review {
    /// Pages: everything below, for the PDF.
    pub informe: Informe,
    /// What was received and the verdict.
    pub received: Vec<Block>,
    /// Headers of the list of inconsistencias, one for each of [`Entry::columns`].
    pub headers: Vec<String>,
    /// Every inconsistencia.
    pub entries: Vec<Entry>,
    /// Headers of the list of dates: sheet, cell, column, date.
    pub date_headers: Vec<String>,
    /// Every date that was read, in words.
    pub dates: Vec<ReadDate>,
    /// What the informe prints of it, below its own heading.
    pub printed: Vec<Block>,
    /// Words of the workbook's own sheets.
    pub words: Words,
}

/// Names of the sheets of the annotated workbook, and the words of its marks.
#[derive(Debug)]
pub struct Words {
    /// Sheet with the verdict and the list.
    pub review: String,
    /// Sheet with what the informe prints.
    pub printed: String,
    /// Sheet with the dates.
    pub dates: String,
    /// Heading of the list of inconsistencias.
    pub list: String,
    /// What the copies of the sheets are.
    pub copied: String,
    /// Said where a sheet is longer than what is copied.
    pub cut: String,
    /// Said where a list is longer than what is listed.
    pub more: String,
}

/// Where the answers to deliveries are written: templates, everything that was judged, and the
/// phrases.
pub struct Desk<'a> {
    /// Templates.
    pub catalog: &'a Catalog,
    /// What was understood of every workbook.
    pub judged: &'a Judged,
    phrases: Phrases,
    /// What arrived for the meeting, by clave of the sender.
    receptions: BTreeMap<String, Vec<Reception>>,
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

impl<'a> Desk<'a> {
    /// The desk for the deliveries of a meeting; without one, for files that nobody knows.
    pub fn new(catalog: &'a Catalog, judged: &'a Judged, meeting: Option<u8>) -> Self {
        let receptions = meeting.map(|n| reception::receptions(catalog, judged, n));
        Self {
            catalog,
            judged,
            phrases: Phrases::new(&catalog.wording.lexico),
            receptions: receptions.unwrap_or_default(),
        }
    }

    /// A phrase of the templates.
    pub(in crate::report) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.phrases.fill(key, values)
    }

    /// What the templates do not say and was asked for.
    pub fn missing(&self, meeting: Option<u8>) -> Vec<Finding> {
        let missing = super::missing_phrases(&self.phrases);
        let of_meeting = missing.into_iter();
        of_meeting
            .map(|finding| Finding { meeting, ..finding })
            .collect()
    }

    /// The review of a file, given the informe of its meeting if that was composed.
    pub fn review(&self, subject: &Subject<'_>, informe: Option<&Informe>) -> Review {
        let say = |key: &str| self.phrases.plain(key);
        let words = Words {
            review: say("revision_hoja"),
            printed: say("revision_hoja_informe"),
            dates: say("revision_hoja_fechas"),
            list: say("revision_lista"),
            copied: say("revision_copia"),
            cut: say("revision_copia_parcial"),
            more: say("revision_lista_parcial"),
        };
        let received = self.received(subject);
        let dates = self.dates(subject);
        let printed = self.printed(subject, informe);
        let mut pages = received.clone();
        pages.extend(self.list(subject, &words));
        pages.extend(printed.clone());
        pages.extend(self.dates_by_column(&dates, &words));
        Review {
            informe: Informe {
                meta: self.meta(subject),
                blocks: pages,
                origins: Vec::new(),
                resources: Vec::new(),
            },
            received,
            headers: entries::HEADERS.map(say).to_vec(),
            entries: self.entries(&subject.findings),
            date_headers: entries::DATE_HEADERS.map(say).to_vec(),
            dates,
            printed,
            words,
        }
    }

    fn reunion(&self, subject: &Subject<'_>) -> Option<&Reunion> {
        let delivery = subject.delivery?;
        self.catalog.proceso.reunion(delivery.meeting)
    }

    fn dataset(&self, subject: &Subject<'_>) -> Option<&Dataset> {
        self.judged.datasets.get(&subject.delivery?.meeting)
    }

    fn meta(&self, subject: &Subject<'_>) -> Meta {
        let proceso = &self.catalog.proceso;
        let name = subject.delivery.map_or("", |d| d.name.as_str());
        let title = self.phrases.plain("revision_titulo");
        let reunion = self.reunion(subject);
        let header = reunion.map(|reunion| {
            let ordinal = numbers::ordinal(reunion.numero);
            let date = dates::long(reunion.fecha);
            let values = [("ordinal", ordinal.as_str()), ("fecha", date.as_str())];
            self.phrases.fill("reunion_encabezado", &values)
        });
        Meta {
            number: reunion.map_or(0, |r| r.numero),
            language: "es-MX".to_owned(),
            short_title: [title.as_str(), name].join(" · "),
            institution: proceso.institucion.clone(),
            area: proceso.area_que_presenta.clone(),
            group: proceso.grupo.clone(),
            header_right: header.unwrap_or_default(),
            cover_lines: Vec::new(),
            date: dates::iso(reunion.map_or(proceso.inicio, |r| r.fecha)),
            day: dates::long(reunion.map_or(proceso.inicio, |r| r.fecha)),
            foot: name.to_owned(),
            code: String::new(),
            code_line: String::new(),
            page_pattern: self.phrases.plain("pagina"),
            contents_title: String::new(),
            tables_title: String::new(),
            figures_title: String::new(),
            legend: proceso
                .demostracion
                .then(|| proceso.leyenda_demostracion.clone()),
            subject: [title.as_str(), name].join(" "),
            title,
        }
    }

    /// What was received, and the verdict.
    fn received(&self, subject: &Subject<'_>) -> Vec<Block> {
        let mut blocks = vec![heading("veredicto", &self.verdict(subject))];
        blocks.push(paragraph(&self.what_next(subject)));
        blocks.push(heading(
            "recibido",
            &self.phrases.plain("revision_recibido"),
        ));
        blocks.push(definitions(self.facts(subject)));
        blocks.extend(self.sheets(subject));
        blocks.extend(self.left_out(subject));
        blocks
    }

    fn verdict(&self, subject: &Subject<'_>) -> String {
        match subject.delivery.map(|d| d.used_as) {
            Some(UsedAs::Superseded) => return self.phrases.plain("revision_veredicto_sustituida"),
            Some(UsedAs::InForce | UsedAs::Unusable) | None => {}
        }
        let summary = Summary::new(1, subject.findings.iter().copied());
        let count = summary.sentence();
        if (summary.errors, summary.warnings, summary.notes) == (0, 0, 0) {
            return self.phrases.plain("revision_veredicto_sin");
        }
        let key = if summary.errors + summary.warnings == 0 {
            "revision_veredicto_notas"
        } else {
            "revision_veredicto_con"
        };
        self.phrases.fill(key, &[("lista", &count)])
    }

    fn what_next(&self, subject: &Subject<'_>) -> String {
        let worst = subject.findings.iter().map(|f| f.severity).min();
        let Some(delivery) = subject.delivery else {
            let key = match subject.sheets.is_empty() {
                true => "revision_sigue_sin_hojas",
                false => "revision_sigue_sin_remitente",
            };
            return self.phrases.plain(key);
        };
        if delivery.used_as == UsedAs::Superseded {
            let version = self.version_in_force(subject).to_string();
            let values = [("version", version.as_str())];
            return self.phrases.fill("revision_sigue_sustituida", &values);
        }
        let next = (delivery.version + 1).to_string();
        let key = match worst {
            Some(Severity::Error) => "revision_sigue_error",
            Some(Severity::Advertencia) => "revision_sigue_advertencia",
            Some(Severity::Nota) => "revision_sigue_nota",
            None => "revision_sigue_sin",
        };
        self.phrases.fill(key, &[("siguiente", &next)])
    }

    /// Label and value of what is known of the delivery.
    fn facts(&self, subject: &Subject<'_>) -> Vec<(String, String)> {
        let mut facts: Vec<(&str, String)> = Vec::new();
        let delivery = subject.delivery;
        if let Some(sender) = delivery.and_then(|d| self.catalog.institucion(&d.sender)) {
            facts.push(("revision_remitente", sender.nombre.clone()));
        }
        if let Some(reunion) = self.reunion(subject) {
            facts.push(("revision_reunion", self.meeting_words(reunion)));
        }
        let mut files = subject.files.iter().map(|file| clean(file));
        facts.push(("revision_archivo", files.next().unwrap_or_default()));
        let copies: Vec<String> = files.collect();
        if !copies.is_empty() {
            facts.push(("revision_copias", numbers::list(&copies)));
        }
        if let Some(delivery) = delivery {
            facts.push(("revision_entrega", delivery.name.clone()));
            facts.push(("revision_version", delivery.version.to_string()));
            facts.push(("revision_situacion", self.situation(subject, delivery)));
            facts.push(("revision_fecha", self.arrival(subject, delivery)));
        }
        facts.push(("revision_codigo", subject.sha256.to_owned()));
        let facts = facts.into_iter();
        facts
            .map(|(key, value)| (self.phrases.plain(key), value))
            .collect()
    }

    fn meeting_words(&self, reunion: &Reunion) -> String {
        let day = |date: Fecha| dates::long(date);
        let (ordinal, date, corte) = (
            numbers::ordinal(reunion.numero),
            day(reunion.fecha),
            day(reunion.corte),
        );
        let values = [
            ("ordinal", ordinal.as_str()),
            ("fecha", date.as_str()),
            ("corte", corte.as_str()),
        ];
        self.phrases.fill("revision_reunion_valor", &values)
    }

    fn version_in_force(&self, subject: &Subject<'_>) -> u32 {
        let of_sender = self.of_sender(subject).into_iter();
        of_sender.map(|d| d.version).max().unwrap_or(1)
    }

    /// Every delivery of its sender for its meeting.
    fn of_sender(&self, subject: &Subject<'_>) -> Vec<&Delivery> {
        let all = self
            .dataset(subject)
            .into_iter()
            .flat_map(|d| &d.deliveries);
        let same = all.filter(|d| subject.delivery.is_some_and(|own| own.sender == d.sender));
        same.map(AsRef::as_ref).collect()
    }

    fn situation(&self, subject: &Subject<'_>, delivery: &Delivery) -> String {
        match delivery.used_as {
            UsedAs::InForce => self.phrases.plain("revision_vigente"),
            UsedAs::Unusable => self.phrases.plain("revision_no_utilizable"),
            UsedAs::Superseded => {
                let version = self.version_in_force(subject).to_string();
                let values = [("version", version.as_str())];
                self.phrases.fill("revision_sustituida", &values)
            }
        }
    }

    fn arrival(&self, subject: &Subject<'_>, delivery: &Delivery) -> String {
        let of_sender = self.receptions.get(&delivery.sender);
        let of_sender = of_sender.map_or(&[][..], Vec::as_slice);
        let found = reception::reception_of(of_sender, &self.of_sender(subject), delivery);
        match found {
            Some(reception) => self.reception(reception),
            None => self.phrases.plain("revision_fecha_no_consta"),
        }
    }

    fn reception(&self, reception: &Reception) -> String {
        let mut parts = vec![reception.words.clone()];
        parts.extend(reception.medium.as_deref().map(clean));
        let folio = reception.folio.as_deref().map(clean);
        parts.extend(folio.map(|folio| self.phrases.fill("revision_folio", &[("folio", &folio)])));
        parts.join("; ")
    }

    fn printed(&self, subject: &Subject<'_>, informe: Option<&Informe>) -> Vec<Block> {
        let used = subject.delivery.filter(|d| d.used_as == UsedAs::InForce);
        let (Some(delivery), Some(informe)) = (used, informe) else {
            return Vec::new();
        };
        let of_sender = self.judged.datasets.values().flat_map(|d| &d.deliveries);
        let own: BTreeSet<&str> = of_sender
            .filter(|d| d.sender == delivery.sender)
            .map(|d| &*d.at.file)
            .collect();
        let printed = printed::printed(informe, &delivery.at.file, &own);
        let mut blocks = vec![heading(
            "asi-aparecera",
            &self.phrases.plain("revision_asi"),
        )];
        blocks.push(paragraph(&self.phrases.plain(
            match printed.blocks.is_empty() {
                true => "revision_asi_nada",
                false => "revision_asi_texto",
            },
        )));
        blocks.extend(printed.blocks);
        if !printed.counted_in.is_empty() {
            let tables = numbers::list(&printed.counted_in);
            let text = self
                .phrases
                .fill("revision_asi_totales", &[("tablas", &tables)]);
            blocks.push(paragraph(&text));
        }
        blocks
    }
}
