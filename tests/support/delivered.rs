//! Workbooks of the demonstration, as their senders could have delivered them otherwise.

use relator::catalog;
use relator::domain::Value;
use relator::intake::Fence;
use relator::pipeline;
use relator::workbook::{self, Contents};
use std::collections::BTreeMap;
use std::path::Path;

/// The workbook that a sender of the demonstration delivered, with some values changed.
pub fn changed(
    sender: &str,
    meeting: u8,
    version: u32,
    change: impl Fn(&str, &mut BTreeMap<String, Value>),
) -> Vec<u8> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalog = catalog::load(project).unwrap();
    let inputs = project.join("inputs");
    let understood = pipeline::understand(&catalog, &Fence::none(), project, &inputs).unwrap();
    let mut contents = Contents::new();
    for (sheet, rows) in &understood.judged.datasets[&meeting].sheets {
        for row in rows {
            let own = row.delivery.sender == sender && row.delivery.meeting == meeting;
            if own {
                let fields = row.fields.iter();
                let mut record = fields
                    .map(|(name, field)| (name.clone(), field.value.clone()))
                    .collect();
                change(sheet, &mut record);
                contents.entry(sheet.clone()).or_default().push(record);
            }
        }
    }
    let mut senders = catalog.instituciones.iter();
    let institution = senders.find(|i| i.clave == sender).unwrap();
    let reunion = catalog.proceso.reunion(meeting).unwrap();
    workbook::write(&catalog, institution, reunion, version, &contents).unwrap()
}
