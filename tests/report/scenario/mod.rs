//! A scenario: a copied `templates/` with one more topic, two workbooks, and what is told of them.

pub mod demostracion;

use relator::catalog::{self, Catalog};
use relator::diagnostics::{Findings, Location};
use relator::domain::{Fecha, Value};
use relator::report::{Block, Informe, Inline, Role, Stage, compose, glyphs};
use relator::validation::{Dataset, Delivery, Field, Judged, Row, Standing, UsedAs};
use std::collections::BTreeMap;
use std::sync::Arc;

const MEETING: &str = "\n[[reuniones]]\nnumero = 12\nfecha = \"2022-08-23\"\ncorte = \"2022-08-20\"\ntemas = [\"inventario\"]\ninforme = \"inventario\"\n[reuniones.hojas]\nINE = [\"Inventario\"]\n";

/// Bien, cantidad, avance, al, estatus, contacto.
type Good = (
    &'static str,
    Option<f64>,
    f64,
    Option<&'static str>,
    &'static str,
);

const DEOE: [Good; 2] = [
    (
        "Equipo A",
        Some(1000.0),
        25.0,
        Some("2022-05-25"),
        "En proceso",
    ),
    ("Equipo C", None, 100.0, Some("2022-06-03"), "Entregado"),
];
const DERFE: [Good; 1] = [("Equipo B", Some(250.0), 60.0, None, "Pendiente")];

/// What is changed of the shipped templates, and what two areas sent.
pub struct Scenario {
    files: BTreeMap<String, Vec<u8>>,
    goods: BTreeMap<String, String>,
}

/// What came out.
pub struct Told {
    informe: Option<Informe>,
    /// What was found.
    pub findings: Findings,
}

impl Scenario {
    /// The shipped templates with the topic `inventario`, a twelfth meeting and this wording.
    pub fn new(wording: &str) -> Self {
        let carried = catalog::embedded().into_iter();
        let mut files: BTreeMap<String, Vec<u8>> = carried
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect();
        let schema = include_str!("inventario.toml");
        files.insert("temas/inventario.toml".into(), schema.into());
        files.insert("informes/inventario.md".into(), wording.into());
        files
            .get_mut("proceso.toml")
            .unwrap()
            .extend(MEETING.bytes());
        Self {
            files,
            goods: BTreeMap::new(),
        }
    }

    /// The first good of an area has this name.
    pub fn with_good(mut self, area: &str, name: &str) -> Self {
        self.goods.insert(area.into(), name.into());
        self
    }

    /// The secretariat's paragraphs for the meeting.
    pub fn with_paragraphs(mut self, text: &str) -> Self {
        self.files.insert("reuniones/12.md".into(), text.into());
        self
    }

    /// The lexicon without a phrase.
    pub fn without_phrase(mut self, key: &str) -> Self {
        let lexico = String::from_utf8(self.files["lexico.toml"].clone()).unwrap();
        let kept = lexico
            .lines()
            .filter(|line| !line.starts_with(&format!("{key} =")));
        let kept: Vec<&str> = kept.collect();
        self.files
            .insert("lexico.toml".into(), kept.join("\n").into());
        self
    }

    pub fn compose(&self) -> Told {
        self.compose_meeting(12)
    }

    pub fn compose_meeting(&self, meeting: u8) -> Told {
        let catalog = catalog::from_files(&self.files).unwrap();
        let mut dataset = Dataset {
            meeting: 12,
            ..Dataset::default()
        };
        self.deliver("deoe", &DEOE, &mut dataset);
        self.deliver("derfe", &DERFE, &mut dataset);
        let mut judged = Judged::default();
        judged.datasets.insert(12, dataset);
        told(&catalog, &judged, meeting)
    }

    fn deliver(&self, area: &str, goods: &[Good], dataset: &mut Dataset) {
        let delivery = Arc::new(Delivery {
            sender: area.into(),
            meeting: 12,
            version: 1,
            name: format!("R12-{area}-v1"),
            at: Location::file(format!("inputs/{area}.xlsx")),
            sha256: "0".repeat(64).into(),
            used_as: UsedAs::InForce,
            sheets: BTreeMap::new(),
        });
        dataset.deliveries.push(delivery.clone());
        for (at, good) in goods.iter().enumerate() {
            let name = self
                .goods
                .get(area)
                .filter(|_| at == 0)
                .map_or(good.0, |name| name);
            let number = u32::try_from(at).unwrap() + 5;
            let row = row(&delivery, number, (name, good));
            dataset
                .sheets
                .entry("Inventario".into())
                .or_default()
                .push(Arc::new(row));
        }
    }
}

fn row(delivery: &Arc<Delivery>, number: u32, (name, good): (&str, &Good)) -> Row {
    let date = |text: &str| text.parse::<Fecha>().unwrap();
    let values = [
        ("bien", Value::Text(name.into())),
        ("cantidad", good.1.map_or(Value::Missing, Value::Number)),
        ("avance", Value::Number(good.2)),
        (
            "al",
            good.3
                .map_or(Value::Missing, |text| Value::Date(date(text))),
        ),
        ("estatus", Value::Text(good.4.into())),
        ("contacto", Value::Text("x@y.mx".into())),
    ];
    let sheet = delivery.at.sheet("Inventario");
    let fields = values.into_iter().enumerate().map(|(at, (name, value))| {
        let column = char::from(b'A' + u8::try_from(at).unwrap());
        let at = sheet.cell(format!("{column}{number}").parse().unwrap());
        (name.to_owned(), Field { value, at })
    });
    Row {
        sheet: "Inventario".into(),
        topic: Some("inventario".into()),
        delivery: delivery.clone(),
        number,
        fields: fields.collect(),
        standing: Standing::Reported,
        last: None,
    }
}

/// Composes a meeting.
pub fn told(catalog: &Catalog, judged: &Judged, meeting: u8) -> Told {
    let mut findings = Findings::default();
    let informe = compose(
        catalog,
        judged,
        meeting,
        Stage::Final { pending: None },
        &mut findings,
    );
    Told { informe, findings }
}

impl Told {
    pub fn informe(&self) -> &Informe {
        self.informe.as_ref().unwrap()
    }

    pub fn cover(&mut self, covered: fn(char) -> bool) {
        let informe = self.informe.as_mut().unwrap();
        glyphs::cover(informe, &covered, &mut self.findings);
    }

    pub fn assert_no_findings(&self) {
        let all: Vec<String> = self.findings.iter().map(|f| format!("{f:#?}")).collect();
        assert!(all.is_empty(), "{}", all.join("\n"));
    }

    /// There is one finding, with this code and line (0: none), and its words hold `part`.
    pub fn assert_finding(&self, code: &str, line: u32, part: &str) {
        let all: Vec<_> = self.findings.iter().collect();
        let [finding] = all.as_slice() else {
            panic!("one finding is expected: {all:#?}")
        };
        assert_eq!(finding.code.to_string(), code, "{finding:#?}");
        assert_eq!(finding.at.line.unwrap_or(0), line, "{finding:#?}");
        assert!(finding.at.file.starts_with("templates/"), "{finding:#?}");
        let words = [
            &finding.found,
            &finding.expected,
            &finding.message,
            &finding.help,
        ];
        assert!(words.iter().any(|w| w.contains(part)), "{finding:#?}");
        assert!(
            words.iter().all(|w| !w.contains("undefined")),
            "{finding:#?}"
        );
    }
}

/// The blocks in a line each: headings with their number, captions with their label.
pub fn outline(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                let number = heading.number.as_deref().unwrap_or("-");
                lines.push(format!("{number} {}", heading.text));
            }
            Block::Paragraph { text, role } => {
                let before = match role {
                    Role::Body => "",
                    Role::Quote => "“ ",
                    Role::Note => "nota: ",
                };
                lines.push(format!("{before}{}", plain(text)));
            }
            Block::List { items } => {
                lines.extend(
                    items
                        .iter()
                        .map(|i| format!("{} {}", i.marker, plain(&i.text))),
                );
            }
            Block::Table(table) => lines.push(format!("{} {}", table.label, plain(&table.caption))),
            Block::Figure(figure) => {
                lines.push(format!("{} {}", figure.label, plain(&figure.caption)));
            }
            Block::Definitions { items } => {
                lines.extend(
                    items
                        .iter()
                        .map(|(term, text)| format!("{term} = {}", plain(text))),
                );
            }
            Block::KeyFigures { items } => {
                let item = |i: &relator::report::KeyFigure| {
                    format!("{}: {}", plain(&i.value), plain(&i.text))
                };
                lines.extend(items.iter().map(item));
            }
            Block::Contents => lines.push("[contenido]".into()),
            Block::PageBreak => lines.push("----".into()),
        }
    }
    lines
}

/// The outline of an informe.
pub fn texts(informe: &Informe) -> Vec<String> {
    outline(&informe.blocks)
}

/// A run of text as one line.
pub fn plain(text: &[Inline]) -> String {
    let inline = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Value { text, .. } | Inline::Reference { text, .. } => {
            text.clone()
        }
        Inline::Strong { text } => format!("**{}**", plain(text)),
        Inline::Emphasis { text } => format!("*{}*", plain(text)),
        Inline::Status { word, shape, .. } => format!("{shape} {word}"),
        Inline::Footnote { text } => format!("[^{}]", plain(text)),
        Inline::Break => "⏎".into(),
    };
    text.iter().map(inline).collect()
}
