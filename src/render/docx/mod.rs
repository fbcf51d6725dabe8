//! The Word file. The only module that names docx_rs.
//!
//! The look is the letterhead `estilo/membrete.docx`: a Word file with styles, page, header and
//! foot. docx-rs builds the paragraphs and tables of the body as fragments; each is mended (order
//! of the schema, what docx-rs cannot say) and written at once. The body is grafted on the
//! letterhead, and the result is looked through before a byte of it leaves this module.
//!
//! Not used of docx-rs, for what was measured: `Section` (loses parts), `TableOfContents::auto`
//! (invalid), `read_docx` (loses what it does not know), its zip writer and its ids.

mod blocks;
mod body;
mod content;
mod core;
mod cover;
mod figure;
mod fragment;
mod graft;
mod hyphen;
mod inline;
mod legend;
mod letterhead;
mod lint;
mod lists;
mod margins;
mod measure;
mod numbering;
mod offer;
mod order;
mod package;
mod parts;
mod placeholder;
mod read;
mod row;
mod styles;
mod table;
mod text;
mod widths;
mod xml;

pub use content::{Comment, Content, Deed, Grid, Piece, Tracked};
pub use offer::{Offer, offer, remarks};
pub use package::Package;
pub use text::Text;

use super::{Layout, Sheet};
use crate::diagnostics::{Code, Finding, Location};
use crate::domain::names;
use crate::report::{Block, Informe};
use body::{Body, Context};
use graft::Graft;
use letterhead::Letterhead;
use std::collections::BTreeMap;

/// The letterhead below `estilo/`. A template of Word counts before the document, because ours is
/// always there.
const LETTERHEADS: [&str; 2] = ["membrete.dotx", "membrete.docx"];

/// Writes the Word file of an informe; `style` is `estilo/` by path below it.
pub fn write(
    informe: &Informe,
    layout: &Layout,
    style: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Vec<Finding>> {
    let (file, bytes) = letterhead_of(style)?;
    let unusable = |why: String| vec![unusable(file, &why)];
    let mut letterhead = Letterhead::read(bytes).map_err(unusable)?;
    // What the letterhead brings along is not ours to refuse.
    let known = lint::check(&letterhead.package);
    letterhead.styles.speak(&informe.meta.language);
    margins::prepare(&mut letterhead, &informe.meta).map_err(unusable)?;
    let context = Context {
        informe,
        layout,
        styles: &letterhead.styles,
        page: &letterhead.page,
    };
    let (package, findings) = compose(&letterhead, context).map_err(unusable)?;
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut faults = lint::check(&package);
    faults.retain(|fault| !known.contains(fault));
    if !faults.is_empty() {
        return Err(faults.iter().map(|f| internal(informe, f)).collect());
    }
    package
        .to_bytes()
        .map_err(|why| vec![internal(informe, &why)])
}

/// The sheet of the letterhead, when it is another than that of ours, which is that of the PDF.
/// One that cannot be read is told when the Word file is written.
pub fn other_sheet(style: &BTreeMap<String, Vec<u8>>) -> Option<Sheet> {
    let (_, bytes) = letterhead_of(style).ok()?;
    let ours = Letterhead::ours().ok()?.page.sheet();
    let theirs = Letterhead::on_its_own(bytes).ok()?.0.page.sheet();
    (theirs != ours).then_some(theirs)
}

fn compose(
    letterhead: &Letterhead,
    context: Context<'_>,
) -> Result<(Package, Vec<Finding>), String> {
    let numbering = graft::numbering(letterhead)?;
    let mut body = Body::new(context, numbering, graft::firsts(letterhead)?);
    body.cover();
    let blocks = &context.informe.blocks;
    if blocks.iter().any(|block| matches!(block, Block::Contents)) {
        body.break_page();
    } else {
        body.contents();
        body.lists();
    }
    body.blocks(blocks);
    let findings = std::mem::take(&mut body.findings);
    let package = Graft::new(letterhead, &context.informe.meta)?.finish(body)?;
    Ok((package, findings))
}

/// The name and the bytes of the letterhead.
fn letterhead_of(style: &BTreeMap<String, Vec<u8>>) -> Result<(&'static str, &[u8]), Vec<Finding>> {
    // A person may have written «Membrete.docx», and some systems would open it by our name.
    let named = |name: &str| {
        style
            .iter()
            .find(|(file, _)| file.eq_ignore_ascii_case(name))
    };
    let mut known = LETTERHEADS.iter();
    let found = known.find_map(|name| Some((*name, named(name)?.1.as_slice())));
    found.ok_or_else(|| vec![unusable(LETTERHEADS[1], "el archivo no existe")])
}

fn unusable(file: &str, why: &str) -> Finding {
    let file = format!("templates/estilo/{file}");
    Finding {
        found: why.to_owned(),
        expected: "un documento o una plantilla de Word (.docx, .dotx) con estilos".to_owned(),
        message: format!("El membrete no se puede usar: {why}."),
        help: format!(
            "Abra `{file}` en Word y guárdelo de nuevo como documento de Word, o recupere el original con `relator iniciar`."
        ),
        ..Finding::new(Code(640), Location::file(file))
    }
}

fn internal(informe: &Informe, fault: &str) -> Finding {
    let number = informe.meta.number;
    Finding {
        meeting: Some(number),
        found: fault.to_owned(),
        expected: "un documento de Word íntegro".to_owned(),
        message: format!("El documento de Word no se escribió porque no pasó la revisión interna: {fault}."),
        help: "Conserve los libros y el membrete de esta reunión y repórtelo a quien mantiene el programa; el PDF no se ve afectado.".to_owned(),
        ..Finding::new(
            Code(642),
            Location::file(format!("{}.docx", names::informe(number))),
        )
    }
}
