//! Numbers as official texts of Mexico write them: `3,978`, `83.40%`, «Décima primera», «veintiuno».

/// Rounded to two decimals, thousands with a comma, no decimals that say nothing: `20,442.5`.
pub fn number(value: f64) -> String {
    let fixed = format!("{:.2}", value.abs());
    let (whole, decimals) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let decimals = decimals.trim_end_matches('0');
    let zero = decimals.is_empty() && whole == "0";
    let mut text = String::new();
    if value < 0.0 && !zero {
        text.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

/// A percentage from 0 to 100: two decimals, none for a whole one, no space: `83.40%`, `76%`
/// (`dominio.md` §10).
pub fn percent(value: f64) -> String {
    let text = number(value);
    match text.split_once('.') {
        Some((_, decimals)) if decimals.len() == 1 => format!("{text}0%"),
        Some(_) | None => format!("{text}%"),
    }
}

/// The grammatical form of a number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Alone or counting: «uno», «veintiuno».
    Alone,
    /// Before a masculine noun: «un», «veintiún».
    Masculine,
    /// Before a feminine noun: «una», «veintiuna», «doscientas».
    Feminine,
}

const UNITS: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];

const TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];

const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

/// A whole number below a million in words; digits from there on.
pub fn in_words(value: u64, form: Form) -> String {
    if value >= 1_000_000 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "such numbers are printed in digits"
        )]
        return number(value as f64);
    }
    let (thousands, rest) = (value / 1000, value % 1000);
    let mut words = Vec::new();
    match thousands {
        0 => {}
        1 => words.push("mil".to_owned()),
        more => {
            let form = match form {
                Form::Alone => Form::Masculine,
                Form::Masculine | Form::Feminine => form,
            };
            words.push(below_thousand(more, form));
            words.push("mil".to_owned());
        }
    }
    if rest > 0 || words.is_empty() {
        words.push(below_thousand(rest, form));
    }
    words.join(" ")
}

fn below_thousand(value: u64, form: Form) -> String {
    if value == 100 {
        return "cien".to_owned();
    }
    let index = |n: u64| usize::try_from(n).unwrap_or(0);
    let mut words = Vec::new();
    let (hundreds, rest) = (value / 100, value % 100);
    if hundreds > 0 {
        let word = HUNDREDS[index(hundreds)];
        words.push(match form {
            Form::Feminine if hundreds > 1 => {
                format!("{}as", word.strip_suffix("os").unwrap_or(word))
            }
            Form::Alone | Form::Masculine | Form::Feminine => word.to_owned(),
        });
    }
    if rest > 0 || hundreds == 0 {
        let word = if rest < 30 {
            UNITS[index(rest)].to_owned()
        } else if rest % 10 == 0 {
            TENS[index(rest / 10)].to_owned()
        } else {
            format!("{} y {}", TENS[index(rest / 10)], UNITS[index(rest % 10)])
        };
        words.push(agree(&word, form));
    }
    words.join(" ")
}

fn agree(word: &str, form: Form) -> String {
    let Some(stem) = word.strip_suffix("uno") else {
        return word.to_owned();
    };
    match form {
        Form::Alone => word.to_owned(),
        Form::Feminine => format!("{stem}una"),
        Form::Masculine if stem == "veinti" => "veintiún".to_owned(),
        Form::Masculine => format!("{stem}un"),
    }
}

const ORDINAL_UNITS: [&str; 10] = [
    "", "primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena",
];

const ORDINAL_TENS: [&str; 10] = [
    "",
    "décima",
    "vigésima",
    "trigésima",
    "cuadragésima",
    "quincuagésima",
    "sexagésima",
    "septuagésima",
    "octogésima",
    "nonagésima",
];

/// The ordinal of a meeting, feminine, with a capital: «Quinta», «Décima primera». In digits
/// («100.ª») outside 1 to 99.
pub fn ordinal(value: u8) -> String {
    let (tens, units) = (usize::from(value / 10), usize::from(value % 10));
    if value == 0 || tens > 9 {
        return format!("{value}.ª");
    }
    let mut words = String::from(ORDINAL_TENS[tens]);
    if tens > 0 && units > 0 {
        words.push(' ');
    }
    words.push_str(ORDINAL_UNITS[units]);
    capitalized(&words)
}

/// The text with a small first letter.
pub fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// The text with its first letter in capitals.
pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A Roman numeral in capitals: «XIV».
pub fn roman(value: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = value;
    let mut text = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            text.push_str(letters);
            rest -= step;
        }
    }
    text
}

/// The letter of an item: 1 is `a`, 27 is `aa`.
pub fn letter(value: usize) -> String {
    let mut rest = value;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Items as a sentence names them: «a, b y c», with «e» before the sound of an «i».
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let Some((last, rest)) = items.split_last() else {
        return String::new();
    };
    if rest.is_empty() {
        return last.as_ref().to_owned();
    }
    let head: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
    format!(
        "{} {} {}",
        head.join(", "),
        and(last.as_ref()),
        last.as_ref()
    )
}

/// «y», or «e» before a word that begins with the sound of an «i».
pub fn and(next: &str) -> &'static str {
    let word: String = next
        .chars()
        .take(4)
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'í' { 'i' } else { c })
        .collect();
    let sound = word.strip_prefix('h').unwrap_or(&word);
    let diphthong = ["ia", "ie", "io", "iu"]
        .iter()
        .any(|d| sound.starts_with(d));
    if sound.starts_with('i') && !diphthong {
        "e"
    } else {
        "y"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_a_comma_and_decimals_only_when_they_say_something() {
        let cases = [
            (0.0, "0"),
            (7.0, "7"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (3978.0, "3,978"),
            (20442.5, "20,442.5"),
            (13_203_452.0, "13,203,452"),
            (83.4, "83.4"),
            (55.888, "55.89"),
            (-1234.5, "-1,234.5"),
            (-0.001, "0"),
            (100.0, "100"),
            (0.1 + 0.2, "0.3"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(percent(83.4), "83.40%");
        assert_eq!(percent(55.89), "55.89%");
        assert_eq!(percent(100.0), "100%");
    }

    #[test]
    fn numbers_in_words_agree_with_their_noun() {
        let cases = [
            (0, Form::Alone, "cero"),
            (1, Form::Alone, "uno"),
            (1, Form::Masculine, "un"),
            (1, Form::Feminine, "una"),
            (16, Form::Alone, "dieciséis"),
            (21, Form::Masculine, "veintiún"),
            (21, Form::Feminine, "veintiuna"),
            (31, Form::Masculine, "treinta y un"),
            (32, Form::Alone, "treinta y dos"),
            (100, Form::Feminine, "cien"),
            (101, Form::Alone, "ciento uno"),
            (200, Form::Feminine, "doscientas"),
            (1000, Form::Alone, "mil"),
            (2022, Form::Alone, "dos mil veintidós"),
            (21_501, Form::Alone, "veintiún mil quinientos uno"),
            (1_000_000, Form::Alone, "1,000,000"),
        ];
        for (value, form, words) in cases {
            assert_eq!(in_words(value, form), words);
        }
    }

    #[test]
    fn meetings_are_counted_in_feminine_ordinals() {
        let cases = [
            (1, "Primera"),
            (5, "Quinta"),
            (8, "Octava"),
            (10, "Décima"),
            (11, "Décima primera"),
            (12, "Décima segunda"),
            (20, "Vigésima"),
            (37, "Trigésima séptima"),
            (40, "Cuadragésima"),
            (99, "Nonagésima novena"),
            (100, "100.ª"),
        ];
        for (value, words) in cases {
            assert_eq!(ordinal(value), words);
        }
    }

    #[test]
    fn chapters_and_items_are_numbered_as_in_official_texts() {
        assert_eq!(
            [roman(1), roman(4), roman(9), roman(14)],
            ["I", "IV", "IX", "XIV"]
        );
        assert_eq!([letter(1), letter(26), letter(27)], ["a", "z", "aa"]);
    }

    #[test]
    fn a_list_ends_with_y_or_with_e_before_i() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["Oaxaca"]), "Oaxaca");
        assert_eq!(
            list(&["Durango", "Hidalgo", "Oaxaca"]),
            "Durango, Hidalgo y Oaxaca"
        );
        assert_eq!(list(&["SIJE", "Informe"]), "SIJE e Informe");
        assert_eq!(list(&["Durango", "Hidalgo"]), "Durango e Hidalgo");
        assert_eq!(list(&["agua", "hielo"]), "agua y hielo");
        assert_eq!(list(&["agua", "hilo"]), "agua e hilo");
    }
}
