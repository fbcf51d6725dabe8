//! The XML of a part as it streams by, element by element; nothing of it is kept.

use super::container::Container;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::BufRead;

/// Every start of an element of a part, in order.
pub(super) fn each(
    container: &mut Container<'_>,
    part: &str,
    mut tell: impl FnMut(&BytesStart<'_>),
) {
    if let Some(stream) = container.stream(part) {
        events(stream, &mut |event| {
            if let Event::Start(element) | Event::Empty(element) = event {
                tell(element);
            }
        });
    }
}

/// Every event of a stream, in order. A fault of its XML ends it: the reader of the values meets
/// the same fault and tells it.
pub(super) fn events(stream: impl BufRead, tell: &mut impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_reader(stream);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => tell(&event),
        }
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
