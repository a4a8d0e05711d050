//! What is wrong in dialogues/, by file, line and column.
use std::collections::BTreeMap;
use std::fmt;

/// Something wrong in dialogues/, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, from dialogues/.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// What is wrong at a byte of a file.
pub fn fault(files: &BTreeMap<String, String>, file: &str, start: usize, message: String) -> Fault {
    let before = files.get(file).and_then(|text| text.get(..start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Fault { file: file.to_owned(), line, column, message }
}
