//! The courteous reminder to a sender without a usable delivery, as the words of a mail that
//! nobody sends by itself. Its words stand in `lexico.toml`.

use super::review::Desk;
use super::{dates, numbers};
use crate::diagnostics::Finding;
use crate::diagnostics::show::Summary;
use crate::domain::{Institucion, Reunion, names};
use crate::validation::Delivery;

/// The words of a mail.
#[derive(Debug)]
pub struct Letter {
    /// Subject, one line.
    pub subject: String,
    /// Text, its lines ended by `\n`.
    pub body: String,
}

impl Desk<'_> {
    /// The reminder to a sender for a meeting; `delivered` is what it sent and could not be used,
    /// with what is told of it.
    pub fn reminder(
        &self,
        sender: &Institucion,
        reunion: &Reunion,
        delivered: Option<(&Delivery, &[&Finding])>,
    ) -> Letter {
        let proceso = &self.catalog.proceso;
        let ordinal = numbers::ordinal(reunion.numero).to_lowercase();
        let (date, corte) = (dates::long(reunion.fecha), dates::long(reunion.corte));
        let blank = format!("{}.xlsx", names::workbook(reunion.numero, &sender.clave, 1));
        let findings = delivered.map_or(&[][..], |(_, findings)| findings);
        let count = Summary::new(1, findings.iter().copied()).sentence();
        let next = delivered.map_or(1, |(delivery, _)| delivery.version + 1);
        let next = next.to_string();
        let values = [
            ("nombre", sender.nombre.as_str()),
            ("ordinal", &ordinal),
            ("fecha", &date),
            ("corte", &corte),
            ("formato", &blank),
            ("lista", &count),
            ("siguiente", &next),
            ("secretaria", &proceso.area_que_presenta),
            ("grupo", &proceso.grupo),
            ("comision", &proceso.comision),
        ];
        let key = match delivered {
            Some(_) => "recordatorio_texto_revision",
            None => "recordatorio_texto",
        };
        let text = self.say(key, &values);
        let legend = proceso
            .demostracion
            .then_some(&proceso.leyenda_demostracion);
        Letter {
            subject: self.say("recordatorio_asunto", &values),
            body: match legend {
                Some(legend) => format!("{legend}\n\n{text}"),
                None => text,
            },
        }
    }
}
