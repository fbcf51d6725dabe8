//! The templates travel inside the program: build it again when one of them is new or changed.

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
