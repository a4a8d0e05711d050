//! What is handed over besides words: pictures and papers, as values. The shell draws them when they are sent.
use std::fmt;

use serde::{Deserialize, Serialize};

use super::paper::Paper;
use crate::script::{Lang, QuestionId};

/// Something that is sent as a file. It can hold a patient's words: sealed at rest, and never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attachment {
    /// A picture. It holds nobody's words: the same one is uploaded once.
    Picture(Picture),
    /// A paper, for one reader, as PDF.
    Paper {
        /// The name of the file, with its ending: it names no patient.
        file_name: String,
        /// What stands on it.
        paper: Box<Paper>,
    },
}

/// A picture, named by what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picture {
    /// A drawing whose zones have the numbers of a question's buttons.
    Zones {
        /// The language of its words.
        lang: Lang,
        /// The question.
        question: QuestionId,
        /// The drawing.
        drawing: String,
    },
    /// Muscles of the low back and hips, from behind.
    Muscles {
        /// The language of its words.
        lang: Lang,
        /// Which ones, in the plan's order.
        marks: Vec<Mark>,
    },
}

/// A muscle to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its id in dialogues/muscles.
    pub muscle: String,
    /// The patient's left: the left of a picture from behind.
    pub left: Strength,
    /// The patient's right.
    pub right: Strength,
}

/// How strongly a side is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strength {
    /// Not at all.
    Off,
    /// It is worked on too.
    Soft,
    /// It is the side that hurts.
    Full,
}

impl From<Paper> for Attachment {
    fn from(paper: Paper) -> Self {
        Self::Paper { file_name: paper.file_name(), paper: Box::new(paper) }
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(picture) => picture.fmt(f),
            Self::Paper { .. } => f.write_str("‹paper›"),
        }
    }
}
