//! What staff can press, and what their buttons send back.
use std::fmt;

use crate::core::handoff::{Contact, Outcome};

/// What a press by staff asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Takes it.
    Take,
    /// Takes it over from whoever has it.
    TakeOver,
    /// Goes back to before the last press.
    Undo,
    /// Opens it again.
    Reopen,
    /// Asks for a time to offer.
    Offer,
    /// Takes the offer back.
    OfferGone,
    /// Sends the time that this message asks about.
    Send(u32),
    /// Asks for another time than the one that this message asks about.
    Another(u32),
    /// Drops the time that this message asks about.
    Never(u32),
    /// Asks for words to the patient.
    Message,
    /// Massage is allowed, by the word of whoever presses.
    Clear,
    /// And not any more.
    Unclear,
    /// What was found when reaching for the patient.
    Mark(Contact),
    /// Ends it.
    Close(Outcome),
}

/// The actions that stand on buttons without a number, and their names.
const NAMES: [(&str, Action); 21] = [
    ("take", Action::Take),
    ("over", Action::TakeOver),
    ("undo", Action::Undo),
    ("reopen", Action::Reopen),
    ("offer", Action::Offer),
    ("gone", Action::OfferGone),
    ("msg", Action::Message),
    ("clear", Action::Clear),
    ("unclear", Action::Unclear),
    ("calling", Action::Mark(Contact::Calling)),
    ("way", Action::Mark(Contact::OnTheWay)),
    ("again", Action::Mark(Contact::NoAnswer)),
    ("reached", Action::Mark(Contact::ReachedDoctor)),
    ("worse", Action::Mark(Contact::GotWorse)),
    ("mistake", Action::Mark(Contact::SaysMistake)),
    ("kept", Action::Close(Outcome::Kept)),
    ("missed", Action::Close(Outcome::Missed)),
    ("none", Action::Close(Outcome::NotReached)),
    ("doctor", Action::Close(Outcome::SawDoctor)),
    ("withdrew", Action::Close(Outcome::Withdrawn)),
    ("answered", Action::Close(Outcome::Answered)),
];

/// The handoff's number and the action's name in a button's data; `None` if it is no button of the desk.
pub fn parse(data: &str) -> Option<(i64, String)> {
    let (number, action) = data.strip_prefix("d.")?.split_once('.')?;
    let number = number.parse().ok().filter(|number| *number >= 0)?;
    (!action.is_empty()).then(|| (number, action.to_owned()))
}

/// What a button sends back: at most 64 bytes, as every number has at most 20 digits.
pub fn data(number: i64, action: Action) -> String {
    format!("d.{number}.{action}")
}

impl Action {
    /// The action of this name.
    pub fn named(name: &str) -> Option<Action> {
        if let Some((_, action)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Some(*action);
        }
        let (name, ask) = name.split_once('-')?;
        let ask = ask.parse().ok()?;
        match name {
            "send" => Some(Action::Send(ask)),
            "other" => Some(Action::Another(ask)),
            "never" => Some(Action::Never(ask)),
            _ => None,
        }
    }

    /// Its name in the audit log.
    pub fn audited(self) -> &'static str {
        match self {
            Action::Send(_) => "offered",
            Action::Another(_) => "another_time",
            Action::Never(_) => "offer_dropped",
            Action::Clear => "cleared",
            Action::Unclear => "clearance_withdrawn",
            Action::Offer => "asked_for_time",
            Action::OfferGone => "offer_taken_back",
            Action::Message => "asked_for_words",
            Action::Take => "taken",
            Action::TakeOver => "taken_over",
            Action::Reopen => "reopened",
            Action::Undo => "undone",
            Action::Mark(Contact::Calling) => "calling",
            Action::Mark(Contact::OnTheWay) => "on_the_way",
            Action::Mark(Contact::NoAnswer) => "no_answer",
            Action::Mark(Contact::ReachedDoctor) => "reached_doctor",
            Action::Mark(Contact::GotWorse) => "got_worse",
            Action::Mark(Contact::SaysMistake) => "says_mistake",
            Action::Close(Outcome::Kept) => "closed_kept",
            Action::Close(Outcome::Missed) => "closed_missed",
            Action::Close(Outcome::NotReached) => "closed_not_reached",
            Action::Close(Outcome::SawDoctor) => "closed_saw_doctor",
            Action::Close(Outcome::Withdrawn) => "closed_withdrew",
            Action::Close(Outcome::Answered) => "closed_answered",
            Action::Close(Outcome::Erased) => "closed_erased",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Action::Send(ask) => write!(f, "send-{ask}"),
            Action::Another(ask) => write!(f, "other-{ask}"),
            Action::Never(ask) => write!(f, "never-{ask}"),
            known => {
                let name = NAMES.iter().find(|(_, action)| action == known).map_or("old", |(name, _)| name);
                f.write_str(name)
            }
        }
    }
}
