//! A case given to people: what staff see, and how far it has come.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::private::Private;
use crate::script::{Html, Room};

/// What people are asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A visit is wanted.
    Booking,
    /// A doctor is to be reached: today, or by appointment.
    Doctor,
    /// A person of the clinic is asked for.
    Person,
    /// Emergency advice was shown.
    Emergency,
}

/// How a handoff is dealt with; the colour on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// 🟢 An ordinary request.
    Green,
    /// 🟡 A request that a clinician looks at first; no time is offered before Cleared.
    Yellow,
    /// 🟠 A doctor today; no massage before Cleared.
    Orange,
    /// 🔴 Emergency advice was shown; nothing is booked before Cleared.
    Red,
}

/// How far a handoff has come. Who moves it: staff by presses, the patient by answers, time by ringing again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has taken it. It rings again until somebody does.
    Waiting,
    /// Somebody acts on it.
    Taken,
    /// The patient was offered a time and has not answered.
    Offered {
        /// The visit's start.
        at: Timestamp,
    },
    /// The patient said yes.
    Booked {
        /// The visit's start.
        at: Timestamp,
    },
    /// It has its outcome.
    Closed(Outcome),
}

/// How a handoff ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The patient came.
    Kept,
    /// The patient did not come.
    Missed,
    /// The patient took it back.
    Withdrawn,
    /// Nobody could reach the patient.
    NotReached,
    /// A doctor has seen, or sees, the patient.
    SawDoctor,
    /// The question was answered.
    Answered,
    /// The patient erased everything.
    Erased,
}

/// A named member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// The Telegram user id.
    pub id: i64,
    /// The name that the others read.
    pub name: Private<String>,
}

/// Something that one person did, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Who.
    pub staff: Staff,
    /// When.
    pub at: Timestamp,
}

/// What staff found when they tried to reach the patient. It does not end the handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// Somebody phones now.
    Calling,
    /// The patient is on the way to care.
    OnTheWay,
    /// Nobody answered: it rings again.
    NoAnswer,
    /// The patient has reached a doctor.
    ReachedDoctor,
    /// The patient feels worse.
    GotWorse,
    /// The patient says that the sign was tapped by mistake: a clinician decides.
    SaysMistake,
}

/// What was last found, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What was found.
    pub what: Contact,
    /// By whom, and when.
    pub by: By,
}

/// What staff read about the patient, in the clinic's language. Made by the patient's side, replaced as the patient adds to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Name as in Telegram or as given; age group; phone, or that there is none.
    pub who: Private<String>,
    /// How the patient is called in messages about them.
    pub name: Private<String>,
    /// What stands on the card, line by line.
    pub lines: Private<Vec<Html>>,
    /// What opens on a tap: all answers, warning signs, rules.
    pub more: Private<Vec<Html>>,
}

/// A handoff as the desk keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handoff {
    /// The number that people say aloud: 1042 for H-1042.
    pub number: i64,
    /// The patient's chat.
    pub chart: i64,
    /// What is to be done.
    pub kind: Kind,
    /// How it is dealt with.
    pub urgency: Urgency,
    /// Where its card stands.
    pub room: Room,
    /// What staff read.
    pub card: Card,
    /// How far it has come.
    pub state: State,
    /// Who took it.
    pub taken: Option<By>,
    /// Who said that massage is allowed, for orange, red and yellow cards.
    pub cleared: Option<By>,
    /// What staff last found when they tried to reach the patient.
    pub mark: Option<Mark>,
    /// Who last wrote to the patient.
    pub wrote: Option<By>,
    /// The booked visit that stands while another time is offered.
    pub stands: Option<Timestamp>,
    /// Whether the patient cannot be reached in Telegram, as far as is known.
    pub unreachable: bool,
    /// What the patient last let know: "on the way", "wrote", "blocked the bot"; shown on the card.
    pub news: Option<Private<String>>,
    /// What of it alarms: "cannot get there", words of despair. It stands on the card beside what is written later, until it is answered.
    #[serde(default)]
    pub alarm: Option<Private<String>>,
    /// A time that one of the staff has typed and not yet sent.
    pub draft: Option<Draft>,
    /// The state before the last press, for one minute's undo.
    pub before: Option<Box<Before>>,
    /// When it was handed over.
    pub since: Timestamp,
    /// By when a person should have answered.
    pub due: Timestamp,
    /// How often it has rung.
    pub rung: u32,
    /// When it rings again, if still nobody took it, or a doctor's handoff has no outcome yet.
    pub ring_at: Option<Timestamp>,
    /// How many messages with the patient's words stand below the card: each has a slot of its own.
    pub said: u32,
    /// How many other messages about it stand in the chat.
    pub notes: u32,
    /// The answer fields that were opened and not used: one for each person and purpose is enough.
    #[serde(default)]
    pub prompts: Vec<Prompt>,
}

/// An answer field that waits for one of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Whose.
    pub staff: i64,
    /// For a time to offer; otherwise for words to the patient.
    pub time: bool,
    /// When it was opened.
    pub at: Timestamp,
}

/// A time typed by staff, waiting for "Send to Ana".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who typed it.
    pub staff: Staff,
    /// The visit's start.
    pub at: Timestamp,
    /// Which message asks whether to send it: a press on an older one sends nothing.
    pub ask: u32,
}

/// What Undo goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Who pressed, and when.
    pub by: By,
    /// How it was dealt with then.
    pub urgency: Urgency,
    /// The state then.
    pub state: State,
    /// Who had taken it then.
    pub taken: Option<By>,
    /// Who had cleared it then.
    pub cleared: Option<By>,
    /// What had been found then.
    pub mark: Option<Mark>,
    /// The booked visit that stood then.
    pub stands: Option<Timestamp>,
    /// When it would have rung then.
    pub ring_at: Option<Timestamp>,
}

impl Handoff {
    /// Whether a time may be offered: always on green, else once Cleared.
    pub fn may_offer(&self) -> bool {
        self.urgency == Urgency::Green || self.cleared.is_some()
    }

    /// The number as people say it: `H-1042`.
    pub fn spoken(&self) -> String {
        spoken(self.number)
    }

    /// Whether it must not be forgotten even when somebody took it.
    pub fn never_lapses(&self) -> bool {
        matches!(self.kind, Kind::Doctor | Kind::Emergency) || self.urgency >= Urgency::Orange
    }

    /// Whether the patient erased everything.
    pub fn is_erased(&self) -> bool {
        self.state == State::Closed(Outcome::Erased)
    }

    /// Whether it has no outcome yet.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed(_))
    }
}

/// A handoff's number as people say it: `H-1042`.
pub fn spoken(number: i64) -> String {
    format!("H-{number}")
}
