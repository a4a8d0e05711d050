//! Attachments -> files, when they are sent. It takes time and can fail: never in a transaction, never on the async threads.
mod labels;
mod palette;
mod picture;
mod png;

use sha2::{Digest, Sha256};

use crate::core::attachment::Attachment;
use crate::print;
use crate::script::Script;

/// A file as it is uploaded.
#[derive(Clone)]
pub struct File {
    /// Its name, with its ending.
    pub name: String,
    /// Its content type.
    pub mime: &'static str,
    /// What is in it: it can hold a patient's words.
    pub bytes: Vec<u8>,
}

/// Why an attachment cannot be drawn. It names no patient and quotes nothing of theirs.
#[derive(Debug, thiserror::Error)]
pub enum Undrawable {
    /// The dialogues have changed since: its drawing, question or muscle is not there any more.
    #[error("what it shows is not in the dialogues any more")]
    Gone,
    /// A drawing is no SVG.
    #[error("a drawing is not valid: {0}")]
    Svg(String),
    /// It would be too large, or could not be written.
    #[error("a picture could not be made")]
    Picture,
    /// The PDF could not be made.
    #[error("a paper could not be made")]
    Paper,
    /// The renderer panicked.
    #[error("the renderer panicked")]
    Panicked,
}

type Result<T> = std::result::Result<T, Undrawable>;

/// Draws an attachment. It takes some 20 ms.
///
/// # Errors
/// A drawing is missing or wrong.
pub fn render(attachment: &Attachment, script: &Script) -> Result<File> {
    match attachment {
        Attachment::Picture(what) => {
            let bytes = png::png(&picture::svg(what, script)?)?;
            Ok(File { name: "picture.png".to_owned(), mime: "image/png", bytes })
        }
        Attachment::Paper { file_name, paper } => {
            let bytes = print::pdf(paper).map_err(|_| Undrawable::Paper)?;
            Ok(File { name: file_name.clone(), mime: "application/pdf", bytes })
        }
    }
}

/// What is the same for pictures that look the same: the hash of the drawing, before it is rendered. None for what is drawn for
/// one reader only, or cannot be drawn.
pub fn hash(attachment: &Attachment, script: &Script) -> Option<String> {
    let Attachment::Picture(what) = attachment else { return None };
    let svg = picture::svg(what, script).ok()?;
    Some(Sha256::digest(svg).iter().map(|byte| format!("{byte:02x}")).collect())
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "‹{}, {} bytes›", self.mime, self.bytes.len())
    }
}
