//! What is counted, so that a clinician sees how often each rule fires. It names no patient, and no two counts belong together.
use serde::{Deserialize, Serialize};

use crate::script::QuestionId;

/// Something that happened to a case. Each counts once a case, whatever is pressed again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// It began.
    Began,
    /// A plan was shown.
    Planned,
    /// A visit or a doctor's appointment was asked for.
    Requested,
    /// A person was asked for.
    Person,
    /// Same-day advice was given.
    SameDay,
    /// Emergency advice was given.
    Emergency,
    /// It was left in the middle of the interview, at this question; at the consent, if it names none.
    Left(Option<QuestionId>),
    /// This sign applied.
    Sign(String),
    /// The patient took this sign back: tapped by mistake.
    Mistake(String),
    /// The patient said that this sign is old and a doctor knows.
    Known(String),
    /// A named member of staff cleared it.
    Cleared(String),
    /// This caution applied.
    Caution(String),
}

impl Counted {
    /// What it is, and about which code or question, if about one: as it is kept.
    pub fn name(&self) -> (&'static str, &str) {
        match self {
            Self::Began => ("began", ""),
            Self::Planned => ("planned", ""),
            Self::Requested => ("requested", ""),
            Self::Person => ("person", ""),
            Self::SameDay => ("same_day", ""),
            Self::Emergency => ("emergency", ""),
            Self::Left(question) => ("left", question.as_deref().unwrap_or_default()),
            Self::Sign(code) => ("sign", code),
            Self::Mistake(code) => ("mistake", code),
            Self::Known(code) => ("known", code),
            Self::Cleared(code) => ("cleared", code),
            Self::Caution(code) => ("caution", code),
        }
    }

    /// What was kept under this name; `None`, if it is a name that this program does not know.
    pub fn named(what: &str, about: &str) -> Option<Self> {
        let code = || about.to_owned();
        Some(match what {
            "began" => Self::Began,
            "planned" => Self::Planned,
            "requested" => Self::Requested,
            "person" => Self::Person,
            "same_day" => Self::SameDay,
            "emergency" => Self::Emergency,
            "left" => Self::Left(Some(code()).filter(|question| !question.is_empty())),
            "sign" => Self::Sign(code()),
            "mistake" => Self::Mistake(code()),
            "known" => Self::Known(code()),
            "cleared" => Self::Cleared(code()),
            "caution" => Self::Caution(code()),
            _ => return None,
        })
    }
}

/// How often something was counted on one day of the clinic's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The day.
    pub day: jiff::civil::Date,
    /// What.
    pub what: Counted,
    /// How often.
    pub times: i64,
}

/// How long a handoff waited for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waited {
    /// When it was handed over.
    pub since: jiff::Timestamp,
    /// When one of the staff first acted on it.
    pub until: Option<jiff::Timestamp>,
    /// Whether it still waits.
    pub waits: bool,
}
