//! One patient: what they answered, what they asked for, and what is shown to them.
//!
//! What is shown is computed ([`view`]), never stored as a pointer: nobody can be stranded. A press names the turn that it was
//! made for; `turn` rises only when the view changes, so a tick, a wake or a member of staff cannot make a press stale.
pub mod case;
pub mod judge;
pub mod paper;
pub mod pictures;
pub mod press;
pub mod view;

pub(in crate::core) mod advice;
mod again;
mod asks;
mod assent;
mod begin;
mod card;
mod clearance;
mod commands;
mod doubt;
mod grave;
mod letter;
mod meant;
mod moving;
mod mydata;
mod navigate;
mod news;
mod offer;
mod papers;
mod people;
mod pieces;
mod presses;
mod question;
mod screens;
pub mod scripts;
mod sent;
mod tally;
mod told;
mod wake;
mod worded;
pub mod words;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::handoff::{Kind, Outcome};
use super::private::Private;
use super::step::{Facts, Step};
use crate::script::{Lang, OptionId, QuestionId, Script};
use case::{Advice, By, Case, Phase};
use moving::Moving;
use scripts::Scripts;
use view::View;

/// One private chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// The language spoken.
    pub lang: Lang,
    /// The name that Telegram gives.
    pub name: Private<String>,
    /// The name that the patient gave.
    pub called: Option<Private<String>>,
    /// The phone number that the patient shared.
    pub phone: Option<Private<String>>,
    /// A wish for the visit, in the patient's words.
    pub wish: Option<Private<String>>,
    /// The consent to health questions.
    pub consent: Option<Consent>,
    /// Rises when what is shown changes.
    pub turn: u32,
    /// What is shown.
    pub shown: View,
    /// Since when.
    pub shown_at: Timestamp,
    /// The turn just left, and when.
    pub left: Option<(u32, Timestamp)>,
    /// The interview's slot: rises when its message is retired.
    pub generation: u32,
    /// What lies over the case: a language choice, a "why", the list of requests.
    pub overlay: Option<View>,
    /// A closed question about a sign that typed words may name, until it is answered.
    pub doubt: Option<Doubt>,
    /// Others that wait for their turn.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
    /// The open case.
    pub case: Option<Case>,
    /// Earlier cases, the newest last; at most [`EARLIER`].
    pub earlier: Vec<Case>,
    /// What was handed to people.
    pub requests: Vec<Request>,
    /// Signs that a named member of staff cleared.
    pub cleared: Option<Cleared>,
    /// The last words that nobody understood, to be passed on.
    pub unheard: Option<Private<String>>,
    /// When they were written: without consent they are not kept long.
    #[serde(default)]
    pub unheard_at: Option<Timestamp>,
    /// Whether they open a case: read once there is consent, deleted with a refusal.
    #[serde(default)]
    pub opening: bool,
    /// How many messages in a row were not understood.
    #[serde(default)]
    pub missed: u8,
    /// When the patient last typed something.
    #[serde(default)]
    pub typed: Option<Timestamp>,
    /// When the patient last did something.
    #[serde(default)]
    pub acted: Option<Timestamp>,
    /// When time alone changes something.
    pub wake: Option<Timestamp>,
}

/// A sign that is asked for by a closed question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The question that has the option.
    pub question: QuestionId,
    /// The option.
    pub option: OptionId,
    /// What led to it: words that may name it, or a tap on a list that was left.
    #[serde(default = "by_words")]
    pub by: By,
    /// The code of the sign.
    #[serde(default)]
    pub code: Option<String>,
    /// Whether it need not be asked: words name it plainly, and it only waits for what is graver.
    #[serde(default)]
    pub plain: bool,
}

/// Saved without it, it was words.
fn by_words() -> By {
    By::Words
}

/// How many earlier cases a chart keeps.
pub const EARLIER: usize = 3;

/// The version of the consent text.
pub const CONSENT_VERSION: u32 = 1;

/// Consent to health questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The version of the text agreed to.
    pub version: u32,
    /// When.
    pub at: Timestamp,
}

/// Signs that no longer stop a booking, because a named member of staff said so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cleared {
    /// The codes of the signs; never an emergency's: those count anew.
    pub codes: Vec<String>,
    /// The handoff on which it was said.
    pub number: i64,
    /// When it was said: it counts for the clinic's number of days. Where that is not known, it is too old.
    #[serde(default)]
    pub at: Timestamp,
}

/// A handoff, as its patient knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The number that people say aloud.
    pub number: i64,
    /// What is wanted.
    pub kind: Kind,
    /// When it was sent.
    pub since: Timestamp,
    /// By when a person answers.
    pub due: Timestamp,
    /// How far it has come.
    pub state: RequestState,
    /// The agreed time that stands while another is offered.
    pub stands: Option<Timestamp>,
    /// The handoff whose Cleared let it be sent: taken back there, it does not count here either.
    #[serde(default)]
    pub rests: Option<i64>,
}

/// How far a request has come, as its patient knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestState {
    /// Nobody has looked yet.
    Waiting,
    /// Somebody looks at it.
    Taken,
    /// A time is offered.
    Offered(Timestamp),
    /// A time is agreed.
    Booked(Timestamp),
    /// It has its outcome.
    Closed(Outcome),
}

impl Chart {
    /// A chart of somebody who has not written before.
    pub fn new(lang: Lang, name: Private<String>, now: Timestamp) -> Self {
        Self {
            lang,
            name,
            called: None,
            phone: None,
            wish: None,
            consent: None,
            turn: 0,
            shown: View::Nothing,
            shown_at: now,
            left: None,
            generation: 0,
            overlay: None,
            doubt: None,
            doubts: Vec::new(),
            case: None,
            earlier: Vec::new(),
            requests: Vec::new(),
            cleared: None,
            unheard: None,
            unheard_at: None,
            opening: false,
            missed: 0,
            typed: None,
            acted: None,
            wake: None,
        }
    }

    /// When time alone changes something; an early or repeated wake changes nothing.
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.wake
    }

    /// The requests without an outcome, the oldest first.
    pub fn open_requests(&self) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(|request| request.is_open())
    }

    /// The number of the latest of them.
    pub fn latest_open(&self) -> Option<i64> {
        self.open_requests().last().map(|request| request.number)
    }

    /// The advice that stands.
    pub fn advice(&self) -> Option<&Advice> {
        match &self.case.as_ref()?.phase {
            Phase::Advised(advice) => Some(advice),
            _ => None,
        }
    }

    /// The name to use: given, else Telegram's.
    pub fn display_name(&self) -> &Private<String> {
        self.called.as_ref().unwrap_or(&self.name)
    }
}

impl Request {
    /// Without the offer: the time agreed before stands again, else somebody looks for one.
    pub fn without_offer(&self) -> RequestState {
        self.stands.map_or(RequestState::Taken, RequestState::Booked)
    }

    /// Whether it has no outcome yet.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, RequestState::Closed(_))
    }
}

/// Moves one chart by one event. Total and deterministic: the same arguments give the same step.
///
/// The caller saves the result in one transaction, and acts on the effects only after it.
pub fn step(script: &Script, chart: Chart, event: &Event, facts: &Facts) -> Step<Chart> {
    step_by(Scripts::new(script, &[]), chart, event, facts)
}

/// [`step`] of a chart whose cases keep other scripts than the present one.
pub fn step_by(scripts: Scripts, chart: Chart, event: &Event, facts: &Facts) -> Step<Chart> {
    let before = chart.case.as_ref().map(tally::Before::of);
    let mut moving = Moving::new(scripts, chart, facts);
    match event {
        Event::Text(words) => words::text(&mut moving, words.reveal()),
        Event::Command(command) => commands::command(&mut moving, *command),
        Event::Press { data, message } => presses::press(&mut moving, data, *message),
        Event::Media(kind) => sent::media(&mut moving, *kind),
        Event::Phone { number, own } => sent::phone(&mut moving, number, *own),
        Event::Wake => wake::wake(&mut moving),
        Event::Desk { number, news } => news::news(&mut moving, *number, news),
        Event::Delivery(_) | Event::Refused(_) => {}
    }
    let (mut step, dropped) = moving.finish();
    tally::count(scripts, before, dropped, event, facts, &mut step);
    step
}
