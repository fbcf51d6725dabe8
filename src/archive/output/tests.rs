//! Files of a folder that were touched, held or left behind.

use super::*;

fn docx(bytes: &[u8]) -> Vec<OutputFile> {
    vec![OutputFile {
        name: "informe.docx".to_owned(),
        bytes: bytes.to_vec(),
    }]
}

fn publish(output: &Output, bytes: &[u8]) -> Published {
    output
        .publish("reunion-05", &docx(bytes), &[], Map::new())
        .unwrap()
}

#[test]
fn what_nobody_touched_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let second = publish(&output, b"two");
    assert_eq!(
        second.files,
        [("informe.docx".to_owned(), Fate::Written)],
        "{:?}",
        second.findings
    );
    let third = publish(&output, b"two");
    assert_eq!(third.files, [("informe.docx".to_owned(), Fate::Unchanged)]);
}

#[test]
fn rev_701_an_edited_file_stays_and_the_new_one_stands_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let file = root.path().join("reunion-05").join("informe.docx");
    fs::write(&file, b"edited").unwrap();
    for bytes in [b"two".as_slice(), b"three"] {
        let published = publish(&output, bytes);
        let beside = Fate::Beside("informe-nuevo.docx".to_owned());
        assert_eq!(published.files, [("informe.docx".to_owned(), beside)]);
        assert_eq!(published.findings[0].code, Code(701));
        assert_eq!(fs::read(&file).unwrap(), b"edited");
        let new = file.with_file_name("informe-nuevo.docx");
        assert_eq!(fs::read(new).unwrap(), bytes);
    }
}

#[test]
fn an_edited_new_file_stays_too() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let folder = root.path().join("reunion-05");
    fs::write(folder.join("informe.docx"), b"edited").unwrap();
    publish(&output, b"two");
    fs::write(folder.join("informe-nuevo.docx"), b"edited too").unwrap();
    let third = publish(&output, b"three");
    let beside = Fate::Beside("informe-nuevo-2.docx".to_owned());
    assert_eq!(third.files[0].1, beside);
    let kept = fs::read(folder.join("informe-nuevo.docx")).unwrap();
    assert_eq!(kept, b"edited too");
}

#[test]
fn rev_702_a_file_that_libreoffice_holds_open_stays_and_is_ours_again_later() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let folder = root.path().join("reunion-05");
    let mark = folder.join(".~lock.informe.docx#");
    fs::write(&mark, b"").unwrap();
    let held = publish(&output, b"two");
    assert_eq!(held.findings[0].code, Code(702));
    assert_eq!(fs::read(folder.join("informe.docx")).unwrap(), b"one");
    fs::remove_file(mark).unwrap();
    let free = publish(&output, b"two");
    assert_eq!(free.files[0].1, Fate::Written);
    assert!(!folder.join("informe-nuevo.docx").exists());
}

#[test]
fn without_a_ficha_nothing_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    fs::write(root.path().join("reunion-05/ficha.json"), "{").unwrap();
    let second = publish(&output, b"two");
    assert!(matches!(second.files[0].1, Fate::Beside(_)));
}

#[test]
fn a_run_that_died_does_not_make_its_own_files_foreign() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    // As after a crash between the documents and the ficha.
    let place = Place::open(&output, "reunion-05", &docx(b"two")).unwrap();
    place.put(&docx(b"two")[0]).unwrap();
    let third = publish(&output, b"three");
    assert_eq!(third.files[0].1, Fate::Written);
}

#[test]
fn the_ficha_names_what_is_there() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let text = fs::read_to_string(root.path().join("reunion-05/ficha.json")).unwrap();
    let ficha: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ficha["salidas"][0]["archivo"], "informe.docx");
    assert_eq!(ficha["salidas"][0]["sha256"], sha256_hex(b"one"));
}

#[test]
fn a_second_run_finds_the_folder_taken() {
    let root = tempfile::tempdir().unwrap();
    let first = Output::open(root.path(), "output").unwrap();
    let second = Output::open(root.path(), "output");
    assert!(matches!(second, Err(Error::Locked(_))));
    drop(first);
    assert!(Output::open(root.path(), "output").is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let root = tempfile::tempdir().unwrap();
    let output = Output::open(root.path(), "output").unwrap();
    publish(&output, b"one");
    let victim = root.path().join("victim");
    fs::write(&victim, b"one").unwrap();
    let file = root.path().join("reunion-05/informe.docx");
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&victim, &file).unwrap();
    let second = publish(&output, b"two");
    assert!(matches!(second.files[0].1, Fate::Beside(_)));
    assert_eq!(fs::read(victim).unwrap(), b"one");
}
