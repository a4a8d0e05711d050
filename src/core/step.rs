//! One move: what it is given, and what comes out.
use jiff::Timestamp;

use super::attachment::Attachment;
use super::counted::Counted;
use super::event::{Claim, Tell};
use super::screen::{Screen, Slot};
use crate::script::Html;

/// What a step may know besides the script and the state.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The time.
    pub now: Timestamp,
    /// A fresh handoff number; gaps are allowed.
    pub number: i64,
    /// Whether the clinic's rules may be used: reviewed, or tried out knowingly.
    pub reviewed: Review,
}

/// Whether a clinician stands behind the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// clinic.toml names the reviewer.
    Named,
    /// Nobody does, and the operator tries it out knowingly: said on every card.
    TryingOut,
    /// Nobody does: the safety lists are asked and a person is offered; no muscle is named.
    Missing,
}

/// What must be said. The caller saves it with the state, and acts on it only after.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// For what this person's own press or words caused: edits the slot's message where it can, else sends anew.
    Show {
        /// The message that it lives in.
        slot: Slot,
        /// What it shows.
        screen: Screen,
        /// The message pressed, if a press caused it.
        answers: Option<i64>,
    },
    /// For what the reader must notice: always a new message.
    Ring {
        /// The message that it begins.
        slot: Slot,
        /// What it shows.
        screen: Screen,
        /// Loud, silent, or overtaking everything.
        tone: Tone,
        /// The message that it replies to, if that one still stands.
        reply_to: Option<Slot>,
        /// After this moment it is not worth sending.
        not_after: Option<Timestamp>,
    },
    /// Hands a picture or a paper over, with words below it: always a new message, without a sound. A paper comes after
    /// everything else that waits for its chat.
    Hand {
        /// What.
        attachment: Attachment,
        /// The same in words, for whoever cannot see it; at most 1024 characters.
        caption: Html,
        /// The message that it begins, where something is to be known of it later. Retired, it is not sent any more.
        slot: Option<Slot>,
        /// The message that it replies to, if that one still stands.
        reply_to: Option<Slot>,
    },
    /// Takes the keyboards of these messages away.
    Strip(Slot),
    /// Deletes a message of ours, where Telegram still lets us: within 48 hours, or as an administrator who may delete.
    Delete(Slot),
    /// Ends a slot: what waits for it is dropped, and no edit of it is sent any more.
    Retire(Slot),
    /// Erases everything that is stored of this patient: cases, waiting rows, key. Handoffs become stubs.
    Erase,
    /// A few words over the screen of whoever pressed: worth nothing later.
    Toast(String),
}

/// How a ring sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Tone {
    /// With a sound.
    Loud,
    /// Without.
    Silent,
    /// An emergency: this chat's other waiting messages are dropped, and it overtakes everything.
    Emergency,
}

/// One move of a chart or a handoff. Save it whole, in one transaction, then act on the effects.
#[derive(Clone, Debug)]
pub struct Step<S> {
    /// The state after.
    pub state: S,
    /// What must be said in this state's own chat.
    pub effects: Vec<Effect>,
    /// What must be won; refused, the step is dropped and `Refused` runs on the unchanged state.
    pub claims: Vec<Claim>,
    /// What is given up, so that somebody else can win it: before this step's own claims are made.
    pub release: Vec<Claim>,
    /// What the other side must hear.
    pub tell: Vec<Tell>,
    /// What the audit log keeps: an action's name, never a patient's word.
    pub audit: Vec<&'static str>,
    /// What the clinic's counts are raised by.
    pub counts: Vec<Counted>,
}

impl<S> Step<S> {
    /// A move that changes and says nothing.
    pub fn stay(state: S) -> Self {
        Self { state, effects: vec![], claims: vec![], release: vec![], tell: vec![], audit: vec![], counts: vec![] }
    }

    /// Adds an effect.
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Adds something for the other side.
    pub fn telling(mut self, tell: Tell) -> Self {
        self.tell.push(tell);
        self
    }
}
