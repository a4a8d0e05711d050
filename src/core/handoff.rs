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
    /// What the patient last let know: "on the way", "wrote", "blocked the bot"; shown on the card.
    pub news: Option<Private<String>>,
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
    /// When it rings again, if still nobody took it.
    pub ring_at: Option<Timestamp>,
}

/// A time typed by staff, waiting for "Send to Ana".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Who typed it.
    pub staff: Staff,
    /// The visit's start.
    pub at: Timestamp,
}

/// What Undo goes back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Who pressed, and when.
    pub by: By,
    /// The state then.
    pub state: State,
    /// Who had taken it then.
    pub taken: Option<By>,
    /// Who had cleared it then.
    pub cleared: Option<By>,
}

impl Handoff {
    /// Whether a time may be offered: always on green, else once Cleared.
    pub fn may_offer(&self) -> bool {
        self.urgency == Urgency::Green || self.cleared.is_some()
    }

    /// Whether it has no outcome yet.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Closed(_))
    }
}
