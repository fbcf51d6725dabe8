//! What a heading, a table or a figure is called where a link leads to it.

use crate::domain::words::fold;

/// A text in small ASCII letters, digits and `-`; `s` where it has no letter and no digit.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "s".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ascii() {
        assert_eq!(slug("Análisis: Año y número"), "analisis-ano-y-numero");
        assert_eq!(slug("¿?"), "s");
    }
}
