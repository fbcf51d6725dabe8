//! A workbook is judged against the schema of its topics and its last report. Touches no file and
//! cannot fail: what is wrong becomes a finding.
//!
//! ```text
//! whose workbook, which meeting, which version counts        identity, delivery
//! sheets by name, columns by header, cells by field          workbook, layout, drawn, read, cell
//! row rules of the catalogue, in CEL                         rules
//! checks across rows, sheets and workbooks                   checks
//! what the secretariat mends or accepts                      adjust
//! what stands in for a row that cannot be used               history, standins
//! ```
//!
//! What an error does: only its row is left out, and its last report stands in. A sender's other
//! rows, and everybody else, are not touched.

mod adjust;
mod cell;
mod checks;
mod dataset;
mod delivery;
mod drawn;
mod fields;
mod history;
mod identity;
mod layout;
mod meeting;
mod read;
mod remark;
mod rules;
mod said;
mod schemas;
mod standins;
mod words;
mod workbook;

pub use dataset::{
    Adjustment, Dataset, Decision, Delivery, LeftOut, Review, Row, Standing, Unidentified, UsedAs,
};
pub use fields::{Field, Fields};

use crate::catalog::Catalog;
use crate::diagnostics::Findings;
use crate::intake::Workbook;
use history::History;
use identity::Identified;
use rules::Rules;
use schemas::Schemas;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What was understood from all workbooks, meeting by meeting in calendar order.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// By number of the meeting; one for every meeting of the calendar.
    pub datasets: BTreeMap<u8, Dataset>,
    /// Files whose sender or meeting is unknown, in the order of their paths.
    pub unidentified: Vec<Unidentified>,
    /// What was said at the meetings whose informe stands in the record.
    pub said: BTreeMap<u8, Dataset>,
}

impl Judged {
    /// How things stand for the informe of a meeting: the meetings before it with what was said
    /// then, where that is recorded.
    pub fn as_of(&self, meeting: u8) -> Cow<'_, Self> {
        let mut said = self.said.range(..meeting).peekable();
        if said.peek().is_none() {
            return Cow::Borrowed(self);
        }
        let mut judged = self.clone();
        let said = said.map(|(number, dataset)| (*number, dataset.clone()));
        judged.datasets.extend(said);
        Cow::Owned(judged)
    }
}

/// Judges every workbook; meetings in calendar order, so that each is compared with its last
/// report.
pub fn judge(catalog: &Catalog, workbooks: &[Workbook], findings: &mut Findings) -> Judged {
    judge_after(catalog, BTreeMap::new(), workbooks, findings)
}

/// The same for who asks only what is wrong: rows are let go of when no later meeting is compared
/// with them, and the datasets have none.
pub fn check(catalog: &Catalog, workbooks: &[Workbook], findings: &mut Findings) -> Judged {
    judge_all(catalog, BTreeMap::new(), workbooks, Rows::LetGo, findings)
}

/// The same, but where it is recorded what was said at a meeting, that is the last report of those
/// after it, whatever its workbooks would give today.
pub fn judge_after(
    catalog: &Catalog,
    said: BTreeMap<u8, Dataset>,
    workbooks: &[Workbook],
    findings: &mut Findings,
) -> Judged {
    judge_all(catalog, said, workbooks, Rows::Kept, findings)
}

/// What becomes of the rows of a meeting that was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Kept,
    LetGo,
}

fn judge_all(
    catalog: &Catalog,
    said: BTreeMap<u8, Dataset>,
    workbooks: &[Workbook],
    rows: Rows,
    findings: &mut Findings,
) -> Judged {
    let schemas = Schemas::new(catalog);
    let mut judged = Judged::default();
    let mut identified = Vec::new();
    for workbook in workbooks {
        match identity::identify(&schemas, workbook, findings) {
            Some(one) => identified.push(one),
            None => judged.unidentified.push(Unidentified {
                at: workbook.at.clone(),
                sha256: workbook.sha256.clone(),
            }),
        }
    }
    let mut by_meeting: BTreeMap<u8, Vec<(Identified<'_>, UsedAs)>> = BTreeMap::new();
    for (one, used_as) in delivery::rank(identified, findings) {
        let of_meeting = by_meeting.entry(one.meeting.numero).or_default();
        of_meeting.push((one, used_as));
    }
    let mut rules = Rules::new(catalog);
    let mut history = History::default();
    for meeting in &catalog.proceso.reuniones {
        let deliveries = by_meeting.remove(&meeting.numero).unwrap_or_default();
        let of_meeting = (meeting, deliveries);
        let recorded = said.get(&meeting.numero);
        let before = recorded.map(|_| history.clone());
        let mut dataset = meeting::judge(&schemas, &mut rules, of_meeting, &mut history, findings);
        if rows == Rows::LetGo {
            dataset.sheets.clear();
            history.forget_earlier();
        }
        judged.datasets.insert(meeting.numero, dataset);
        if let (Some(before), Some(recorded)) = (before, recorded) {
            history = before;
            history.keep_all(catalog, recorded);
        }
    }
    judged.said = said;
    findings.sort();
    judged
}
