//! The files of dialogues/, as texts by name.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::load::Fault;

/// Where the muscles stand, one file each.
pub const MUSCLES: &str = "muscles/";
/// Where the drawings stand.
pub const ART: &str = "art/";

/// The dialogues that the program brings along: an example clinic.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogues");

/// Where a script comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The example clinic in the program.
    BuiltIn,
    /// A folder, which replaces it whole.
    Folder(PathBuf),
    /// Texts by file name: for tests.
    Texts(BTreeMap<String, String>),
}

pub(super) fn read(source: &Source) -> Result<BTreeMap<String, String>, Vec<Fault>> {
    let mut files = BTreeMap::new();
    match source {
        Source::BuiltIn => built_in(&BUILT_IN, &mut files),
        Source::Texts(texts) => files = texts.clone(),
        Source::Folder(folder) => {
            for folder_of in ["", MUSCLES, ART] {
                read_folder(folder, &folder.join(folder_of), &mut files).map_err(|wrong| vec![wrong])?;
            }
        }
    }
    Ok(files)
}

fn built_in(dir: &Dir, files: &mut BTreeMap<String, String>) {
    for file in dir.files().filter(|file| is_read(file.path())) {
        if let Some(text) = file.contents_utf8() {
            files.insert(file.path().display().to_string(), text.to_owned());
        }
    }
    dir.dirs().for_each(|dir| built_in(dir, files));
}

fn read_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    let wrong = |path: &Path, why: std::io::Error| Fault {
        file: path.display().to_string(),
        line: 1,
        column: 1,
        message: format!("cannot be read: {why}"),
    };
    for entry in std::fs::read_dir(folder).map_err(|why| wrong(folder, why))? {
        let path = entry.map_err(|why| wrong(folder, why))?.path();
        if is_read(&path) {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            files.insert(name, std::fs::read_to_string(&path).map_err(|why| wrong(&path, why))?);
        }
    }
    Ok(())
}

/// Words and drawings; whatever else lies in a folder is nobody's.
fn is_read(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ext == "toml" || ext == "svg")
}
