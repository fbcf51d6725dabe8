//! What files and folders are called, and what documents print of them.

/// What is of a meeting: its folders, and its object in the record: `reunion-05`.
pub fn meeting(number: u8) -> String {
    format!("reunion-{number:02}")
}

/// The meeting of such a name; none for any other name.
pub fn meeting_of(name: &str) -> Option<u8> {
    name.strip_prefix("reunion-")?.parse().ok()
}

/// The informe of a meeting, without the ending of its file: `informe-reunion-05`.
pub fn informe(number: u8) -> String {
    format!("informe-{}", meeting(number))
}

/// The workbook of a sender for a meeting, without the ending of its file: `R05-hidalgo-v1`.
pub fn workbook(meeting: u8, sender: &str, version: u32) -> String {
    format!("R{meeting:02}-{sender}-v{version}")
}
