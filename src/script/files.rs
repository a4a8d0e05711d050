//! The files of dialogues/: the program's own, a folder's, or a test's texts.
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::Script;
use super::load::{Fault, Source};
use super::others;

/// The dialogues that the program brings along: an example clinic.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogues");

/// The program's own words, which a folder may leave to the built-in ones: they name no question, sign or muscle. So may the grammars.
const LENT: [&str; 7] =
    ["phrases.toml", "card.toml", "staff.toml", "shell.toml", "paper.toml", "calendar.toml", others::FILE];

/// Where drawings lie.
pub const ART: &str = "art";

/// A file as the program brings it along.
pub fn shipped(name: &str) -> Option<&'static str> {
    BUILT_IN.get_file(name)?.contents_utf8()
}

impl Source {
    /// The text of every file, by its name, with what a folder lends from the built-in ones. An error names a folder or file that
    /// cannot be read; what the texts say is not looked at.
    pub fn texts(&self) -> Result<BTreeMap<String, String>, Vec<Fault>> {
        let mut files = BTreeMap::new();
        match self {
            Source::BuiltIn => built_in(&BUILT_IN, &mut files),
            Source::Texts(texts) => files = texts.clone(),
            Source::Folder(folder) => {
                // Without drawings there are no pictures, and words say the same; without grammars the built-in ones read.
                for (name, may_lack) in [("", false), ("muscles", false), (ART, true), ("words", true)] {
                    let folder_of = folder.join(name);
                    if folder_of.is_dir() || !may_lack {
                        read_folder(folder, &folder_of, &mut files).map_err(|wrong| vec![wrong])?;
                    }
                }
                let grammars = BUILT_IN.get_dir("words").into_iter().flat_map(Dir::files);
                for lent in LENT.iter().filter_map(|name| BUILT_IN.get_file(name)).chain(grammars) {
                    if let Some(text) = lent.contents_utf8() {
                        files.entry(lent.path().display().to_string()).or_insert_with(|| text.to_owned());
                    }
                }
            }
        }
        Ok(files)
    }
}

/// Lent words are kept in the languages of the folder's clinic only.
pub fn keep_languages(source: &Source, script: &mut Script) {
    let Source::Folder(folder) = source else { return };
    let known = script.clinic.languages.clone();
    let lent = |name: &str| !folder.join(name).exists();
    if lent("phrases.toml") {
        script.say.keep(&known);
    }
    if lent("card.toml") {
        script.card.keep(&known);
    }
    if lent("staff.toml") {
        script.desk.keep(&known);
    }
    if lent("shell.toml") {
        script.shell.keep(&known);
    }
    if lent("paper.toml") {
        script.paper.keep(&known);
    }
    if lent("calendar.toml") {
        script.calendar.keep(&known);
    }
}

/// SHA-256 over the names and texts, in hexadecimal.
pub fn hash(files: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files {
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name);
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
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
