//! What Typst sees of the world: the style, one informe, the day of the meeting, and nothing else.
//! No clock, no disk, no network, no font of the machine.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::diagnostics::DiagnosticWorld;
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

/// Where the style lies in the workspace; shown before the name of a file of it.
pub(super) const STYLE_FOLDER: &str = "templates/estilo";

/// The files of the style by their path below its folder.
pub(super) struct Style(BTreeMap<String, Bytes>);

impl FileLoader for Style {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        // A package would have to come from the network, which is never asked.
        if let VirtualRoot::Package(spec) = id.root() {
            return Err(FileError::Package(PackageError::NotFound(spec.clone())));
        }
        let path = id.vpath().get_without_slash();
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| FileError::NotFound(path.into()))
    }
}

/// What every informe of a process shares.
pub(super) struct Shared {
    /// Sources of the style, parsed once.
    files: FileStore<Style>,
    /// Fonts of the style.
    fonts: FontStore,
    /// Typst's own names, told where the informe stands.
    library: LazyHash<Library>,
}

impl Shared {
    /// Takes the files of the style in; every font among them is offered to Typst.
    pub(super) fn new(style: &BTreeMap<String, Vec<u8>>) -> Self {
        let files: BTreeMap<String, Bytes> = style
            .iter()
            .map(|(path, bytes)| (path.clone(), Bytes::new(bytes.clone())))
            .collect();
        let mut fonts = FontStore::new();
        for (path, bytes) in &files {
            if is_font(path) {
                fonts.extend(Font::iter(bytes.clone()).map(|font| {
                    let info = font.info().clone();
                    (font, info)
                }));
            }
        }
        // The style reads `sys.inputs` to know that it is not compiled by its designer.
        let inputs: Dict = [
            ("informe", "/informe.json"),
            ("adjuntos", "/adjuntos.json"),
            ("hoja", "/hoja.json"),
        ]
        .into_iter()
        .map(|(key, path)| (Str::from(key), Value::Str(path.into())))
        .collect();
        let library = Library::builder()
            .with_features([Feature::A11yExtras].into_iter().collect())
            .with_inputs(inputs)
            .build();
        Self {
            files: FileStore::new(Style(files)),
            fonts,
            library: LazyHash::new(library),
        }
    }

    /// What is known of the fonts.
    pub(super) fn book(&self) -> &FontBook {
        self.fonts.book()
    }

    /// Whether the style has a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.loader().0.contains_key(path)
    }
}

/// Whether a file of the style is a font.
fn is_font(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".ttf", ".otf", ".ttc"]
        .iter()
        .any(|end| lower.ends_with(end))
}

/// The files that exist only for one informe, by path with the leading `/`.
pub(super) type Given = BTreeMap<String, Bytes>;

/// The world of one compilation.
pub(super) struct Mundo<'a> {
    shared: &'a Shared,
    given: &'a Given,
    main: FileId,
    today: Datetime,
}

impl<'a> Mundo<'a> {
    /// The world in which a file of the style is the one compiled.
    pub(super) fn new(
        shared: &'a Shared,
        given: &'a Given,
        main: &str,
        today: Datetime,
    ) -> Result<Self, String> {
        let path = VirtualPath::new(main).map_err(|error| format!("{main}: {error:?}"))?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self {
            shared,
            given,
            main,
            today,
        })
    }

    /// The informe's own file of that id, if it is one.
    fn given(&self, id: FileId) -> Option<&Bytes> {
        match id.root() {
            VirtualRoot::Project => self.given.get(id.vpath().get_with_slash()),
            VirtualRoot::Package(_) => None,
        }
    }
}

impl World for Mundo<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.given(id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.shared.files.file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.today)
    }
}

impl DiagnosticWorld for Mundo<'_> {
    fn name(&self, id: FileId) -> String {
        format!("{STYLE_FOLDER}{}", id.vpath().get_with_slash())
    }
}
