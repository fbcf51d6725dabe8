//! The judge of PDF/A and PDF/UA, and the one thing in which it is mistaken.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// The rule that a stream's /Length is the number of its bytes.
const LENGTHS: &str = "ISO 19005-3:2012:6.1.7.1:1";

/// What the judge has against a file under a profile.
///
/// The judge takes a carriage return that is the last byte of a compressed stream for a part of
/// the line end behind it, and then finds its length wrong. So that one rule is ours: it is left
/// out exactly when every stream was measured and ends where its /Length says.
pub fn failures(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    let options = ValidationOptions::default().profile(profile);
    let report = validate_pdf_bytes(pdf, &options).unwrap();
    assert_eq!(report.is_compliant, report.failures.is_empty());
    let exact = every_length_is_exact(pdf);
    let told = report.failures.iter();
    let told = told.filter(|failure| !(exact && failure.rule_id == LENGTHS));
    told.map(|failure| format!("{failure:?}")).collect()
}

/// Whether `endstream` stands where each stream's /Length says, for a file written by Typst.
fn every_length_is_exact(pdf: &[u8]) -> bool {
    let find = |what: &[u8], from: usize| {
        let rest = pdf.get(from..)?;
        Some(from + rest.windows(what.len()).position(|w| w == what)?)
    };
    let mut from = 0;
    while let Some(key) = find(b"/Length ", from) {
        let digits: Vec<u8> = pdf[key + 8..]
            .iter()
            .copied()
            .take_while(u8::is_ascii_digit)
            .collect();
        let length: usize = String::from_utf8(digits).unwrap().parse().unwrap();
        let begins = find(b"stream\n", key).unwrap() + 7;
        if !pdf[begins + length..].starts_with(b"\nendstream") {
            return false;
        }
        from = begins + length;
    }
    from > 0
}
