//! Papers as PDF: real text in an embedded font, tagged for whoever listens to it (PDF/UA-1), the same bytes for the same paper.
//!
//! A letter is one A4 page, if need be in slightly smaller type; else as many as it takes. A card is one page, by this rule: A5; where that is too small, A4; where that is
//! too small, without what [may go](crate::core::paper::Worth::May) and without the small print of a caution; where that is too
//! small, in smaller type. A limit, a caution, a sign or a name is never cut.
mod face;
mod galley;
mod ink;
mod letters;
mod sheet;
mod wrap;

use crate::core::paper::{Form, Paper};
use face::Faces;
use sheet::Sheet;

/// Why a paper cannot be printed. It names nothing that stands on it.
#[derive(Debug, thiserror::Error)]
pub enum Unprintable {
    /// The built-in font cannot be read.
    #[error("the built-in font cannot be read")]
    Font,
    /// A card that is longer than a page in the smallest type.
    #[error("the card is too long for one page")]
    TooLong,
    /// The PDF cannot be written.
    #[error("the PDF cannot be written")]
    Pdf,
}

/// The paper as PDF.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Unprintable> {
    let faces = Faces::load().ok_or(Unprintable::Font)?;
    let mut tries = Sheet::tries(paper.form).into_iter().peekable();
    while let Some(sheet) = tries.next() {
        let galley = galley::set(paper, &faces, sheet);
        let pages = sheet::pages(&galley, sheet);
        if pages.len() == 1 || (paper.form == Form::Letter && tries.peek().is_none()) {
            return ink::write(paper, &faces, sheet, &galley, &pages);
        }
    }
    Err(Unprintable::TooLong)
}
