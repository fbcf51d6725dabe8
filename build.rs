//! The templates travel inside the program, and so does what it is built from: build it again when
//! one of them is new or changed.

fn main() {
    for folder in ["templates", "src", "benches"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
