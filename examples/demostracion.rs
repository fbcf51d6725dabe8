//! Writes the demonstration data: the workbooks of every sender for the eleven meetings, the same
//! bytes every time. `cargo run --release --example demostracion [FOLDER]`; the folder is
//! `inputs/` unless another is named.

#[path = "demostracion/story.rs"]
mod story;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "inputs".to_owned());
    let catalog = relator::catalog::load(Path::new("."))
        .map_err(|error| format!("the templates could not be read: {error:?}"))?;
    let books = story::books(&catalog)?;
    let count = books.len();
    let mut size = 0;
    for book in books {
        let path = Path::new(&folder).join(&book.folder).join(&book.file);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        size += book.bytes.len();
        std::fs::write(path, book.bytes)?;
    }
    println!("{count} libros, {} KiB, en {folder}", size / 1024);
    Ok(())
}
