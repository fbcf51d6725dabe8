//! Whatever is changed in the record is noticed and named.

use super::bench::Small;
use relator::diagnostics::{Code, Error};
use relator::domain::sha512_hex;
use relator::record::{Broken, Depth, Object, Prepared, Printed, Register};
use std::fs;

/// The codes of what is told, each with its file; fails when nothing is damaged.
#[track_caller]
fn told(small: &Small, what: &str) -> Vec<(u16, String)> {
    let verified = small.verify(Depth::Bytes);
    assert!(verified.is_damaged(), "{what}: nothing was noticed");
    let told = verified.findings.iter();
    told.map(|f| (f.code.0, f.at.file.to_string())).collect()
}

#[track_caller]
fn names(small: &Small, name: &str, codes: &[u16], what: &str) {
    let told = told(small, what);
    let named = told
        .iter()
        .any(|(code, file)| codes.contains(code) && *file == format!("expediente/{name}"));
    assert!(named, "{what} of {name}: {told:?}");
}

#[test]
fn an_untouched_record_is_whole() {
    let small = Small::new();
    for depth in [Depth::Bytes, Depth::Sizes] {
        let verified = small.verify(depth);
        assert!(!verified.is_damaged(), "{:#?}", verified.findings);
        let codes: Vec<Code> = verified.findings.iter().map(|f| f.code).collect();
        assert_eq!(codes, [Code(717)], "only the seal is listed");
        assert_eq!(verified.entries.len(), 3);
    }
}

#[test]
fn rev_711_one_bit_of_any_file_is_noticed_and_named() {
    let small = Small::new();
    for (name, bytes) in small.files() {
        let path = small.root().join(&name);
        // The first, the last and one in the middle.
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            fs::write(&path, &flipped).unwrap();
            names(&small, &name, &[711, 714], &format!("bit {at}"));
        }
        fs::write(&path, &bytes).unwrap();
    }
    assert!(!small.verify(Depth::Bytes).is_damaged());
}

#[test]
fn rev_711_a_file_that_was_cut_or_grew_is_noticed_and_named() {
    let small = Small::new();
    for (name, bytes) in small.files() {
        let path = small.root().join(&name);
        let grown = [bytes.as_slice(), b"\n"].concat();
        for other in [
            &bytes[..0],
            &bytes[..bytes.len() / 2],
            &bytes[..bytes.len() - 1],
            &grown,
        ] {
            fs::write(&path, other).unwrap();
            // An empty register is one that was lost.
            let codes = [711, 712, 714];
            names(&small, &name, &codes, &format!("{} bytes", other.len()));
        }
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn rev_712_a_file_that_was_removed_is_noticed_and_named() {
    let small = Small::new();
    for (name, bytes) in small.files() {
        let path = small.root().join(&name);
        fs::remove_file(&path).unwrap();
        names(&small, &name, &[712], "removed");
        fs::write(&path, &bytes).unwrap();
    }
}

#[test]
fn rev_713_a_file_that_was_added_anywhere_is_noticed_and_named() {
    let small = Small::new();
    let inside = [
        "x",
        "ocfl/x",
        "ocfl/reunion-01/x",
        "ocfl/reunion-01/v1/x",
        "ocfl/reunion-01/v2/content/x",
        "ocfl/reunion-01/v1/content/informe/x",
        "ocfl/reunion-01/v3/x",
        "ocfl/extensions/x",
    ];
    for name in inside {
        let path = small.root().join(name);
        let made = !path.parent().unwrap().exists();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, b"x").unwrap();
        let told = told(&small, name);
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let named = told.iter().any(|(code, file)| {
            let here = [format!("expediente/{name}"), format!("expediente/{folder}")];
            matches!(code, 713 | 714) && here.contains(file)
        });
        assert!(named, "{name}: {told:?}");
        fs::remove_file(&path).unwrap();
        if made {
            fs::remove_dir(path.parent().unwrap()).unwrap();
        }
    }
    // Where people and dead runs leave files they are named, and are no damage.
    for (name, code) in [
        ("sellos/x", 717),
        ("preparacion/x", 715),
        ("cuarentena/x", 716),
    ] {
        let path = small.root().join(name);
        fs::write(&path, b"x").unwrap();
        let verified = small.verify(Depth::Bytes);
        let told = verified.findings.iter();
        let at = format!("expediente/{name}");
        let named = told
            .filter(|f| *f.at.file == *at && f.code == Code(code))
            .count();
        assert_eq!(named, 1, "{name}: {:#?}", verified.findings);
        assert!(!verified.is_damaged());
        fs::remove_file(&path).unwrap();
    }
    fs::create_dir(small.root().join("ocfl/reunion-01/v1/content/vacia")).unwrap();
    names(
        &small,
        "ocfl/reunion-01/v1/content/vacia",
        &[713],
        "an empty folder",
    );
}

/// Whatever lies in the record, with links and pipes in its place, by turns; none is waited for.
#[cfg(unix)]
#[test]
fn rev_713_a_link_or_a_pipe_in_place_of_a_file_or_folder_is_noticed_even_with_the_same_bytes() {
    let small = Small::new();
    let elsewhere = small.folder.path().join("elsewhere");
    let mut all: Vec<String> = small.files().into_keys().collect();
    all.extend(["ocfl", "sellos", "preparacion", "cuarentena"].map(str::to_owned));
    all.extend(["ocfl/reunion-01", "ocfl/reunion-01/v1/content"].map(str::to_owned));
    for name in &all {
        let path = small.root().join(name);
        fs::rename(&path, &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
        names(&small, name, &[711, 712, 713], "a link");
        fs::remove_file(&path).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        names(&small, name, &[711, 712, 713, 714], "a pipe");
        // Whoever only reads comes back as well.
        let register = Register::whole(&small.record());
        let read = register.and_then(|register| small.record().find(&register, b"uno"));
        assert!(
            read.is_ok() || matches!(read, Err(Error::Damaged { .. })),
            "{name}: {read:?}"
        );
        fs::remove_file(&path).unwrap();
        fs::rename(&elsewhere, &path).unwrap();
    }
    assert!(!small.verify(Depth::Bytes).is_damaged());
}

#[cfg(target_os = "linux")]
#[test]
fn rev_713_a_name_that_is_no_text_is_noticed() {
    use std::os::unix::ffi::OsStrExt;
    let small = Small::new();
    for folder in [
        "",
        "ocfl",
        "ocfl/reunion-01",
        "ocfl/reunion-01/v1/content",
        "sellos",
    ] {
        let name = std::ffi::OsStr::from_bytes(b"a\xf1o");
        let path = small.root().join(folder).join(name);
        fs::write(&path, b"x").unwrap();
        let told = told(&small, folder);
        assert!(
            told.iter()
                .any(|(code, file)| *code == 713 && file.ends_with("a\u{fffd}o"))
        );
        fs::remove_file(&path).unwrap();
    }
}

/// Somebody who writes the whole record again, digests and all, cannot lead out of its folder.
#[test]
fn a_record_that_was_made_up_is_not_followed_out_of_its_folder() {
    let small = Small::new();
    let inventory = small.root().join("ocfl/reunion-01/inventory.json");
    let text = fs::read_to_string(&inventory).unwrap();
    let register = small.root().join("registro.jsonl");
    let lines = fs::read_to_string(&register).unwrap();
    let last = lines.lines().last().unwrap();
    let (said, _) = last.rsplit_once(",\"codigo\"").unwrap();
    let forge = |said: &str| {
        let own = sha512_hex(format!("{said}}}").as_bytes());
        let forged = lines.replace(last, &format!("{said},\"codigo\":\"{own}\"}}"));
        fs::write(&register, forged).unwrap();
        Register::read(&small.record()).unwrap()
    };
    for name in ["../informe/a.pdf", "/etc/passwd", "informe//a.pdf", ""] {
        let forged = text.replace("\"informe/a.pdf\"", &format!("{name:?}"));
        assert_ne!(forged, text);
        fs::write(&inventory, &forged).unwrap();
        let read =
            forge(&said.replace(&sha512_hex(text.as_bytes()), &sha512_hex(forged.as_bytes())));
        assert_eq!(read.broken, None);
        let object = Object::open(&small.record(), &read, "reunion-01");
        assert!(
            matches!(object, Err(Error::Damaged { .. })),
            "{name}: {object:?}"
        );
    }
    for (word, other) in [
        ("reunion-01", "../reunion-01"),
        ("reunion-01", ""),
        ("2022-", "22-"),
    ] {
        let read = forge(&said.replacen(word, other, 1));
        assert!(
            matches!(read.broken, Some(Broken::Line(..))),
            "{other}: {:?}",
            read.broken
        );
    }
}

/// What is taken back is not written over: the proof of it would go.
#[test]
fn nothing_is_integrated_into_a_record_from_which_something_was_taken() {
    let small = Small::new();
    let register = small.root().join("registro.jsonl");
    let text = fs::read_to_string(&register).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let again = || Prepared::open(&small.record()).map(drop);
    for kept in ["".to_owned(), lines[..lines.len() - 1].concat()] {
        fs::write(&register, kept).unwrap();
        let before = small.files();
        assert!(matches!(again(), Err(Error::Damaged { .. })));
        assert_eq!(small.files(), before);
    }
    fs::remove_file(&register).unwrap();
    assert!(matches!(again(), Err(Error::Damaged { .. })));
    fs::write(&register, &text).unwrap();
    again().unwrap();
    fs::remove_dir_all(small.root().join("ocfl/reunion-02")).unwrap();
    assert!(matches!(again(), Err(Error::Damaged { .. })));
}

#[test]
fn rev_714_the_last_version_cannot_be_taken_back() {
    let small = Small::new();
    let object = small.root().join("ocfl/reunion-01");
    fs::remove_dir_all(object.join("v2")).unwrap();
    for name in ["inventory.json", "inventory.json.sha512"] {
        fs::copy(object.join("v1").join(name), object.join(name)).unwrap();
    }
    // To OCFL this object is valid; the register knows better.
    names(&small, "ocfl/reunion-01/v2", &[714], "rolled back");
    names(
        &small,
        "ocfl/reunion-01/inventory.json",
        &[714],
        "rolled back",
    );
    let quick = small.verify(Depth::Sizes);
    assert!(quick.is_damaged());
}

#[test]
fn rev_714_a_whole_object_cannot_go() {
    let small = Small::new();
    fs::remove_dir_all(small.root().join("ocfl/reunion-02")).unwrap();
    names(&small, "ocfl/reunion-02", &[714], "an object");
}

#[test]
fn rev_714_no_line_of_the_register_can_go() {
    let small = Small::new();
    let path = small.root().join("registro.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for gone in 0..lines.len() {
        let mut kept = lines.clone();
        kept.remove(gone);
        fs::write(&path, kept.concat()).unwrap();
        let told = told(&small, &format!("line {}", gone + 1));
        if gone == lines.len() - 1 {
            let unregistered = (714, "expediente/ocfl/reunion-01/v2".to_owned());
            assert!(told.contains(&unregistered), "{told:?}");
        } else {
            assert!(told.contains(&(711, "expediente/registro.jsonl".to_owned())));
        }
    }
}

#[test]
fn rev_711_a_rewritten_line_does_not_fit_the_next() {
    let small = Small::new();
    let path = small.root().join("registro.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("2022-02-15", "2022-02-16", 1)).unwrap();
    names(&small, "registro.jsonl", &[711], "another day");
}

#[test]
fn by_name_and_size_everything_but_equal_sizes_is_noticed() {
    let small = Small::new();
    let name = "ocfl/reunion-01/v1/content/informe/a.pdf";
    let path = small.root().join(name);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, b"une").unwrap();
    assert!(
        !small.verify(Depth::Sizes).is_damaged(),
        "as long as before"
    );
    assert!(small.verify(Depth::Bytes).is_damaged());
    fs::write(&path, b"unos").unwrap();
    assert!(small.verify(Depth::Sizes).is_damaged());
    fs::remove_file(&path).unwrap();
    assert!(small.verify(Depth::Sizes).is_damaged());
    fs::write(&path, bytes).unwrap();
    assert!(!small.verify(Depth::Sizes).is_damaged());
}

#[test]
fn rev_714_a_register_that_is_not_that_of_its_printed_page_is_noticed() {
    let small = Small::new();
    let printed = |line: u64, code: &str| Printed {
        shown: "output/reunion-01/integridad/hoja.pdf".to_owned(),
        line,
        code: code.to_owned(),
    };
    let told = |pages: &[Printed]| {
        let mut verified = small.verify(Depth::Sizes);
        verified.findings.clear();
        verified.compare(&small.record(), pages);
        let told = verified.findings.into_iter();
        told.map(|f| (f.code.0, f.message)).collect::<Vec<_>>()
    };
    let whole = small.verify(Depth::Sizes);
    let (second, last) = (whole.entries[2].anterior.clone(), whole.head);
    assert_eq!(told(&[printed(2, &second), printed(3, &last)]), []);
    for (page, words) in [
        (printed(4, &last), "el registro termina en el 3"),
        (printed(3, &second), "el registro se escribió de nuevo"),
        (printed(0, &last), "el registro se escribió de nuevo"),
    ] {
        let told = told(&[printed(2, &second), page]);
        assert_eq!((told.len(), told[0].0), (1, 714), "{told:?}");
        assert!(told[0].1.contains(words), "{told:?}");
    }
    // Where the register breaks is told once, and not again by every page.
    let register = small.root().join("registro.jsonl");
    let text = fs::read_to_string(&register).unwrap();
    fs::write(&register, text.replacen("\"numero\":2", "\"numero\":7", 1)).unwrap();
    let mut verified = small.verify(Depth::Sizes);
    let before = verified.findings.len();
    verified.compare(&small.record(), &[printed(3, &last)]);
    assert_eq!(verified.findings.len(), before);
}
