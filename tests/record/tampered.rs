//! Whatever is changed in the record is noticed and named.

use super::bench::Small;
use relator::diagnostics::Code;
use relator::record::{Depth, Printed};
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
            if name == "registro.jsonl" && other.is_empty() {
                // An empty register names nothing; every object says that it has no line.
                assert!(told(&small, "cut").iter().any(|(code, _)| *code == 714));
            } else {
                names(
                    &small,
                    &name,
                    &[711, 714],
                    &format!("{} bytes", other.len()),
                );
            }
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
        if name == "registro.jsonl" {
            assert!(told(&small, "removed").iter().any(|(code, _)| *code == 714));
        } else {
            names(&small, &name, &[712], "removed");
        }
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

#[cfg(unix)]
#[test]
fn rev_713_a_link_in_place_of_a_file_is_noticed_even_with_the_same_bytes() {
    let small = Small::new();
    let name = "ocfl/reunion-01/v1/content/informe/a.pdf";
    let path = small.root().join(name);
    let elsewhere = small.folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    names(&small, name, &[713], "a link");
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
