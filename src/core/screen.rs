//! What a message shows, and the buttons below it.
use serde::{Deserialize, Serialize};

use crate::script::Html;

/// A message as it is decided: words and keyboard. It holds a patient's words: sealed at rest, and never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// What it says.
    pub text: Html,
    /// What can be pressed.
    pub keyboard: Keyboard,
}

/// The keyboard that comes with a message.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keyboard {
    /// None.
    #[default]
    None,
    /// Buttons below the message, row by row.
    Inline(Vec<Vec<Button>>),
    /// A keyboard in place of the letters, with one button that shares the phone number and one that does not.
    SharePhone {
        /// The label that shares it.
        share: String,
        /// The label that goes on without.
        skip: String,
    },
    /// Takes a keyboard in place of the letters away.
    Remove,
    /// Opens the answer field of the person whose message or press caused it.
    ForceReply {
        /// What stands in the empty field.
        placeholder: String,
        /// The name to mention, so that only this person's field opens in a group: user id and name.
        person: i64,
    },
}

/// A button below a message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What a press on it sends back: at most 64 bytes.
    pub data: String,
}

/// The message that a screen lives in, by what it is for. Unique in its chat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(pub String);

impl Slot {
    /// The interview's message; `generation` rises when it is retired.
    pub fn interview(generation: u32) -> Self {
        Self(format!("i{generation}"))
    }

    /// The card of a handoff in a staff chat.
    pub fn card(number: i64) -> Self {
        Self(format!("h{number}"))
    }

    /// A message that is rung and may be edited later, named by what it is about.
    pub fn named(what: &str, which: impl std::fmt::Display) -> Self {
        Self(format!("{what}{which}"))
    }
}

impl Screen {
    /// Words without buttons.
    pub fn of(text: Html) -> Self {
        Self { text, keyboard: Keyboard::None }
    }

    /// Words with buttons, one a row.
    pub fn with(text: Html, buttons: Vec<Button>) -> Self {
        Self::rows(text, buttons.into_iter().map(|button| vec![button]).collect())
    }

    /// Words with rows of buttons.
    pub fn rows(text: Html, rows: Vec<Vec<Button>>) -> Self {
        let rows: Vec<_> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        let keyboard = if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) };
        Self { text, keyboard }
    }

    /// Every button, in order.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        let rows: &[Vec<Button>] = match &self.keyboard {
            Keyboard::Inline(rows) => rows,
            _ => &[],
        };
        rows.iter().flatten()
    }
}

impl Button {
    /// A button with this label that sends this back.
    pub fn new(label: impl Into<String>, data: impl ToString) -> Self {
        Self { label: label.into(), data: data.to_string() }
    }
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("‹screen›")
    }
}
