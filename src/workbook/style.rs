//! How the cells of a workbook look: one format for each kind of cell.

use crate::catalog::{Campo, Tipo};
use crate::domain::Value;
use rust_xlsxwriter::{ConditionalFormatBlank, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Literal percent: 85 is shown as 85.00%, and 85 is what the cell holds. The decimals are written
/// out, because Excel shows a bare point where `0.##` has nothing to show behind it.
pub(super) const PERCENT: &str = "0.00\"%\"";
/// A share, for which 0.85 is shown as 85.00%.
pub(super) const SHARE: &str = "0.00%";
const NUMBER: &str = "#,##0.00";
const COUNT: &str = "#,##0";
const DATE: &str = "dd/mm/yyyy";
const TIME: &str = "hh:mm";
const DATE_TIME: &str = "dd/mm/yyyy hh:mm";
/// Text, so that a folio keeps its leading zeros and nothing becomes a date by itself.
const TEXT: &str = "@";

const VIOLET: &str = "#674092";
const VIOLET_LIGHT: &str = "#E9DFF5";
const YELLOW: &str = "#FFF2CC";
const GREY: &str = "#F2F2F2";
const GREY_LINE: &str = "#A6A8AA";
const FONT: &str = "Arial";

/// Height of a title, in points.
pub(super) const TITLE_HEIGHT: f64 = 21.0;

/// Height of a line of text, in points.
pub(super) const LINE_HEIGHT: f64 = 13.0;

/// Whether a person may write in a cell of a protected sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Filled in by whoever reports.
    Open,
    /// Written by us.
    Locked,
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10)
}

fn bordered(format: Format) -> Format {
    format
        .set_border(FormatBorder::Thin)
        .set_border_color(GREY_LINE)
}

/// Title of a sheet.
pub(super) fn title() -> Format {
    base().set_bold().set_font_size(14).set_font_color(VIOLET)
}

/// Help line of a sheet, and loose text.
pub(super) fn help() -> Format {
    base().set_italic().set_align(FormatAlign::Top)
}

/// A paragraph of the instructions.
pub(super) fn paragraph() -> Format {
    base().set_text_wrap().set_align(FormatAlign::Top)
}

/// A heading of the instructions.
pub(super) fn heading() -> Format {
    base().set_bold().set_font_color(VIOLET)
}

/// Label of a fact in a list of facts.
pub(super) fn label() -> Format {
    base()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Header of a list that is only read.
pub(super) fn list_header() -> Format {
    bordered(base())
        .set_bold()
        .set_background_color(VIOLET_LIGHT)
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
}

/// Cell of a list that is only read.
pub(super) fn list_cell() -> Format {
    bordered(base()).set_text_wrap().set_align(FormatAlign::Top)
}

/// The same format for a cell that leads elsewhere.
pub(super) fn link(format: Format) -> Format {
    format
        .set_font_color("#1F4E9E")
        .set_underline(FormatUnderline::Single)
}

/// A text that stands alone in its row in a copy of a sheet.
pub(super) fn copied_title() -> Format {
    base().set_align(FormatAlign::Top)
}

/// A value in a copy of a sheet.
pub(super) fn copied() -> Format {
    base()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
}

/// Header of a column.
pub(super) fn header() -> Format {
    bordered(base())
        .set_bold()
        .set_font_color("#FFFFFF")
        .set_background_color(VIOLET)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// Help beside a key.
pub(super) fn key_help() -> Format {
    base().set_italic().set_align(FormatAlign::VerticalCenter)
}

/// Title of a key in a key-value sheet.
pub(super) fn key() -> Format {
    bordered(base())
        .set_bold()
        .set_background_color(VIOLET_LIGHT)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

/// «(se publica)» or «(uso interno)».
pub(super) fn difusion() -> Format {
    base()
        .set_italic()
        .set_font_size(8)
        .set_font_color(VIOLET)
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// An empty cell that must be filled in stands out until it is; the word stands above its column.
pub(super) fn wanted() -> ConditionalFormatBlank {
    ConditionalFormatBlank::new().set_format(Format::new().set_background_color(YELLOW))
}

/// A locked cell without a value: what surrounds the table.
pub(super) fn margin() -> Format {
    base()
}

/// A cell with a value of a field.
pub(super) fn value(campo: &Campo, access: Access) -> Format {
    let format = bordered(kind(campo));
    match access {
        Access::Open => format.set_unlocked(),
        Access::Locked => format.set_background_color(GREY),
    }
}

/// The value beside a key, always at its left.
pub(super) fn beside_key(campo: &Campo, access: Access) -> Format {
    value(campo, access)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
}

/// A cell of a field that nobody has written yet.
pub(super) fn blank(campo: &Campo) -> Format {
    kind(campo).set_unlocked()
}

fn kind(campo: &Campo) -> Format {
    let format = base().set_align(FormatAlign::Top);
    match campo.tipo {
        Tipo::Texto | Tipo::Lista => format.set_num_format(TEXT).set_text_wrap(),
        Tipo::SiNo => format.set_align(FormatAlign::Center),
        Tipo::Numero => format.set_num_format(NUMBER),
        Tipo::Entero => format.set_num_format(COUNT).set_align(FormatAlign::Center),
        Tipo::Porcentaje => format.set_num_format(PERCENT),
        Tipo::Fecha => format.set_num_format(DATE).set_align(FormatAlign::Center),
        Tipo::Hora => format.set_num_format(TIME).set_align(FormatAlign::Center),
        Tipo::FechaHora => format
            .set_num_format(DATE_TIME)
            .set_align(FormatAlign::Center),
    }
}

/// Width of a column in characters, from the kind of value, its listed words and the words of its
/// header.
pub(super) fn width(campo: &Campo, listed: &[String]) -> f64 {
    let longest = |words: &mut dyn Iterator<Item = &str>| {
        let lengths = words.map(|word| word.chars().count());
        lengths.max().unwrap_or(0) as f64
    };
    let usual = match campo.tipo {
        Tipo::Fecha | Tipo::Porcentaje | Tipo::Entero | Tipo::Numero => 12.0,
        Tipo::Hora | Tipo::SiNo => 9.0,
        Tipo::FechaHora => 17.0,
        Tipo::Lista => 30.0,
        Tipo::Texto if !listed.is_empty() => {
            (longest(&mut listed.iter().map(String::as_str)) + 2.0).clamp(10.0, 32.0)
        }
        Tipo::Texto => match campo.maximo_caracteres {
            Some(most) if most > 250 => 44.0,
            Some(most) if most > 60 => 26.0,
            Some(_) | None => 16.0,
        },
    };
    usual.max(longest(&mut campo.titulo.split_whitespace()) + 2.0)
}

/// Lines that a value takes in a column of that width: some programs do not find the height of a
/// row by themselves.
pub(super) fn lines(value: Option<&Value>, width: f64) -> u32 {
    let characters = match value {
        Some(Value::Text(text)) => text.chars().count(),
        Some(Value::List(words)) => words.iter().map(|w| w.chars().count() + 2).sum(),
        Some(Value::Missing | Value::Bool(_) | Value::Number(_) | Value::Date(_)) | None => 0,
    };
    lines_of(characters, width)
}

/// Lines that a text takes in a column of that width.
pub(super) fn lines_of(characters: usize, width: f64) -> u32 {
    // The width counts digits; of letters about a fifth more go into it.
    (characters as f64 / (width * 1.2)).ceil().max(1.0) as u32
}
