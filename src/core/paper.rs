//! What is printed: a card for the therapist or a letter for a doctor, in one language, as it is read from top to bottom.
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::script::Lang;

/// A paper as it is decided. It holds a patient's words: sealed while it waits, never logged and never kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is for.
    pub form: Form,
    /// The language of its words.
    pub lang: Lang,
    /// The clinic's name.
    pub clinic: String,
    /// Where the clinic is found and how it is called.
    pub address: String,
    /// The day on which it was made, as the clinic writes it.
    pub date: String,
    /// The number that people say aloud, if the case has one: H-1042.
    pub number: Option<String>,
    /// What it is.
    pub title: String,
    /// What the reader must know first.
    pub under: String,
    /// What stands on it, in this order.
    pub parts: Vec<Part>,
    /// What it rests on, at the foot of each page.
    pub foot: String,
    /// What stands below words that had to be put into Latin letters.
    pub other_letters: String,
}

/// What a paper is for, and with it its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The therapist: one page, A5, or A4 where that is too small.
    Card,
    /// A doctor: A4, as many pages as it takes.
    Letter,
}

/// A part of a paper, under a heading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// What stands below it.
    pub body: Body,
    /// Whether it may go.
    pub worth: Worth,
}

/// Whether a part may go where a card would be too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// It stays, whatever happens: limits, signs, who it is.
    Must,
    /// It goes first: the reader can ask.
    May,
}

/// What stands below a heading.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// In a box: a few words that nobody overlooks, and the lines that say why.
    Warning {
        /// "Light pressure only".
        limits: Vec<String>,
        /// Each reason, with what an expert wants to know besides.
        why: Vec<Row>,
    },
    /// Names and values, one below the other.
    Rows(Vec<Row>),
    /// What is asked for, one after the other.
    Steps(Vec<Row>),
    /// Sentences.
    Lines(Vec<String>),
}

/// A name, its value, and what stands smaller below the value. Any of them may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// "Place".
    pub name: String,
    /// "Low back, left".
    pub value: String,
    /// What stands smaller.
    pub more: String,
}

impl Paper {
    /// The name of its file: the number, what it is for and its language, and nothing of the patient.
    pub fn file_name(&self) -> String {
        let form = match self.form {
            Form::Card => "card",
            Form::Letter => "letter",
        };
        let parts = [self.number.as_deref().unwrap_or_default(), form, &self.lang];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-") + ".pdf"
    }
}

impl Part {
    /// A part that stays.
    pub fn must(heading: String, body: Body) -> Self {
        Self { heading, body, worth: Worth::Must }
    }

    /// A part that may go.
    pub fn may(heading: String, body: Body) -> Self {
        Self { heading, body, worth: Worth::May }
    }
}

impl Row {
    /// A name and its value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), more: String::new() }
    }

    /// With something smaller below.
    pub fn with(mut self, more: impl Into<String>) -> Self {
        self.more = more.into();
        self
    }
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹paper›")
    }
}
