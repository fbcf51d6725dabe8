//! A laid-out document as PDF, and its figures as pictures.

use chrono::{Datelike, NaiveDate};
use typst::foundations::{Datetime, Smart};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::super::Picture;

/// Dots of a picture per point: 200 to the inch, sharp in print and small in the file.
const PIXELS_PER_POINT: f64 = 200.0 / 72.0;
/// Central Mexico, minutes from UTC.
const MEXICO_OFFSET_MINUTES: i32 = -360;
/// The program that made the file, for its properties.
const CREATOR: &str = concat!("relator ", env!("CARGO_PKG_VERSION"));

/// Noon of the meeting's day; the only time that a file of the informe knows.
pub(super) fn noon(date: &str) -> Option<Datetime> {
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    let month = u8::try_from(day.month()).ok()?;
    let day_of_month = u8::try_from(day.day()).ok()?;
    Datetime::from_ymd_hms(day.year(), month, day_of_month, 12, 0, 0)
}

/// How every PDF is exported: for keeping (PDF/A-3a) and for everybody (PDF/UA-1), always both.
pub(super) fn pdf_options(ident: String, time: Datetime) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| error.message().to_string())?;
    Ok(PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        timestamp: Timestamp::new_local(time, MEXICO_OFFSET_MINUTES),
        standards,
        ..PdfOptions::default()
    })
}

/// A page as bitmap and as vectors.
pub(super) fn picture(page: &Page) -> Result<Picture, String> {
    let options = RenderOptions {
        pixel_per_pt: PIXELS_PER_POINT.into(),
        ..RenderOptions::default()
    };
    let png = typst_render::render(page, &options)
        .encode_png()
        .map_err(|error| error.to_string())?;
    let size = page.frame.size();
    Ok(Picture {
        png,
        svg: typst_svg::svg(page, &SvgOptions::default()).into_bytes(),
        width_pt: size.x.to_pt(),
        height_pt: size.y.to_pt(),
    })
}

/// A picture of every page, in order.
pub(super) fn pictures(document: &PagedDocument) -> Result<Vec<Picture>, String> {
    document.pages().iter().map(picture).collect()
}
