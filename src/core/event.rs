//! What can happen to a chart and to a handoff.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::handoff::{Card, Kind, Outcome, Staff, Urgency};
use super::paper::Paper;
use super::private::Private;
use crate::script::{Html, Room};

/// What happened to a chart. Each is right in any order and any number of times.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    // ─── The patient ───
    /// Words, also a photo's caption or an edited message.
    Text(Private<String>),
    /// A command such as /start.
    Command(Command),
    /// A press on a button of ours: what the button sends back, and the message that it stands on.
    Press {
        /// The button's data, as it came: it can be forged.
        data: String,
        /// The message pressed.
        message: i64,
    },
    /// Something that is neither words nor a press.
    Media(Media),
    /// A phone number shared by Telegram's button.
    Phone {
        /// The number.
        number: Private<String>,
        /// Whether it is the patient's own.
        own: bool,
    },
    // ─── Time ───
    /// [`super::chart::Chart::wake_at`] has come.
    Wake,
    // ─── The desk ───
    /// Staff moved a handoff of this patient.
    Desk {
        /// Which.
        number: i64,
        /// What they did.
        news: DeskNews,
    },
    // ─── Delivery and database ───
    /// A message that the patient had to notice reached Telegram, or never will.
    Delivery(Delivery),
    /// A claim of the last step was refused: the chart is as before that step.
    Refused(Claim),
}

/// The bot's commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Begin, or go on.
    Start,
    /// Leave what is open.
    Cancel,
    /// What this is and what can be done.
    Help,
    /// Choose the language.
    Language,
    /// Talk to a person.
    Human,
    /// What is stored and why.
    Privacy,
    /// Everything that is stored.
    MyData,
    /// Erase it.
    Forget,
    /// What is open at the clinic.
    Requests,
    /// Not one of ours.
    Unknown,
}

impl Command {
    /// The command of this name, without its slash, in whatever case.
    pub fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "start" => Self::Start,
            "cancel" => Self::Cancel,
            "help" => Self::Help,
            "language" => Self::Language,
            "human" => Self::Human,
            "privacy" => Self::Privacy,
            "mydata" => Self::MyData,
            "forget" => Self::Forget,
            "requests" => Self::Requests,
            _ => Self::Unknown,
        }
    }
}

/// A message without words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    /// A voice or video message.
    Voice,
    /// A photo, video, file or animation.
    Picture,
    /// A sticker or a die.
    Sticker,
    /// A contact that is not the patient's own number.
    Contact,
    /// A place.
    Location,
    /// Anything else.
    Other,
}

/// What staff did with a handoff, for the patient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DeskNews {
    /// Somebody took it.
    Taken,
    /// It was given back.
    Released,
    /// Staff wrote.
    Wrote(Private<String>),
    /// A time is offered.
    Offered(Timestamp),
    /// The offer was taken back.
    OfferGone,
    /// Massage is allowed, a named person says.
    Cleared,
    /// And not any more.
    Uncleared,
    /// It has its outcome.
    Closed(Outcome),
    /// It is open again.
    Reopened,
}

/// What became of a message that was rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// The patient cannot be reached: blocked, deactivated, never started.
    Blocked,
    /// It waited too long to be worth sending.
    Expired,
}

/// What must be won in the database before a step counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What is claimed: `handoff` now; a therapist's calendar later.
    pub resource: String,
    /// Which piece of it: the handoff's number; a cell of time later.
    pub cell: i64,
    /// For whom. A claim that the same holder has already is won.
    pub holder: i64,
}

/// What happened to a handoff.
#[derive(Clone, Debug, PartialEq)]
pub enum DeskEvent {
    // ─── Staff ───
    /// A press on the card or on a message about it.
    Press {
        /// The action named by the button: it can be forged.
        action: String,
        /// Who pressed.
        by: Staff,
    },
    /// A text reply to the card or to a message about it, sent to the patient in the clinic's name; to the prompt for a
    /// time, read as a time.
    Reply {
        /// What it says.
        text: Private<String>,
        /// Who wrote.
        by: Staff,
        /// Whether it answers the prompt for a time.
        to_time_prompt: bool,
    },
    /// What came with a reply, or was one, is no text and does not reach the patient.
    NotText {
        /// Whether its words did.
        words: bool,
    },
    // ─── The patient ───
    /// The patient let something know.
    Patient(PatientNews),
    // ─── Time and delivery ───
    /// [`super::handoff::Handoff::ring_at`] has come.
    Wake,
    /// The patient cannot be reached: blocked, deactivated, never started.
    PatientUnreachable,
    /// The staff chat is another one now: the card is posted there, and what was asked in the old one cannot be answered.
    Moved,
    /// A claim of the last step was refused.
    Refused(Claim),
}

/// What the patient's side tells the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PatientNews {
    /// The patient added to the card: phone, name, score, a wish. A silent edit.
    Card(Card),
    /// The patient wrote: arrives under the card.
    Wrote(Private<String>),
    /// The patient sent something that is no text, and wants a person to know.
    Sent(Media),
    /// The answer to "Did you get help?" or to the doctor's question, in the clinic's words. `worse` rings.
    Says {
        /// What to show on the card.
        words: Html,
        /// Whether staff must notice.
        worse: bool,
    },
    /// A grave sign came up while this is open: it is dealt with as gravely, and nothing is booked before Cleared.
    Sign {
        /// What to show on the card.
        words: Html,
        /// How it is dealt with from now on.
        urgency: Urgency,
    },
    /// Yes to the offered time. Nothing, if another time is offered by now.
    Accepts(Timestamp),
    /// Asks for another time.
    OtherTime,
    /// Cancels.
    Cancels,
    /// Erased everything: the card becomes a stub.
    Erased,
}

/// What one step tells the other side, handled later in the same transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Tell {
    /// A case is given to people. The desk makes the handoff.
    HandOver(Box<HandOver>),
    /// To a handoff of this patient.
    Desk {
        /// Which.
        number: i64,
        /// What the patient let know.
        news: PatientNews,
    },
    /// To the patient of a handoff.
    Patient {
        /// The patient's chat.
        chart: i64,
        /// Which handoff.
        number: i64,
        /// What staff did.
        news: DeskNews,
    },
}

impl Tell {
    /// What is handed over, if something is.
    pub fn handover(&mut self) -> Option<&mut HandOver> {
        match self {
            Self::HandOver(handover) => Some(handover),
            Self::Desk { .. } | Self::Patient { .. } => None,
        }
    }
}

/// A case on its way to people.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOver {
    /// The number, fresh from the facts.
    pub number: i64,
    /// What is to be done.
    pub kind: Kind,
    /// How it is dealt with.
    pub urgency: Urgency,
    /// Where its card goes.
    pub room: Room,
    /// What staff read.
    pub card: Card,
    /// What is handed to them below it, in this order.
    pub papers: Vec<Paper>,
}
