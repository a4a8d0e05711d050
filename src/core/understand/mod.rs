//! Reads what a patient typed: pure, local, explainable. The same words give the same reading, and each finding names its words.
//!
//! Nothing is decided here. A [`Reading`] says what the words name; the chart decides what follows. Words may raise a tier and
//! never lower one: what is denied, past, somebody else's or only read about is simply not in the reading, and the closed
//! questions come all the same.

mod aside;
mod assent;
mod candidates;
mod daytimes;
mod denied;
mod digits;
mod find;
mod foreign;
mod found;
mod hearing;
mod lasting;
mod matching;
mod numbers;
mod scope;
mod seek;
mod side;
mod since;
mod spelt;
mod subject;
#[cfg(test)]
mod tried;
mod verdict;
mod visits;

pub use crate::script::heard::Intent;
pub use crate::script::heard::tokens::Span;
pub use find::{read, read_on};

use crate::script::{Lang, OptionId, QuestionId, Side, Tier};

/// What typed words say, whatever is being asked at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The language that most of the words are in, of those of the clinic; none for "7/10" or "ok".
    pub language: Option<Lang>,
    /// The language that they are in, if it is none of the clinic's.
    pub foreign: Option<Lang>,
    /// Whose pain it is.
    pub about: Who,
    /// The words of despair, if there are any. They have their own path and come before all but an emergency.
    pub crisis: Option<Vec<Span>>,
    /// Every sign that the words name, the gravest first; plain before doubtful within a tier. A code stands once.
    pub signs: Vec<SignHeard>,
    /// Options that the words plainly name, in the order of the script. Denied ones are left out. They are to be shown and
    /// confirmed, and never answer a question of [`Tier::Emergency`] or [`Tier::SameDay`] signs.
    pub ticks: Vec<Tick>,
    /// Options that the words name only where their question is asked: "me", "left", "ages". No ticks beside another question.
    pub answers: Vec<Tick>,
    /// Questions whose answer the words leave open between some options: "low back" without a side.
    pub narrowed: Vec<Narrowed>,
    /// The one side of the body that is named, whatever is there.
    pub side: Option<Side>,
    /// "7/10", "a 4", "8 out of ten".
    pub score: Option<Score>,
    /// When the patient would come, or which visit is meant.
    pub times: Vec<Time>,
    /// What the writer wants, in the order of [`Intent`]; each once.
    pub intents: Vec<IntentHeard>,
    /// The buttons below advice that the words mean, as "going" or "cannot".
    pub below_advice: Vec<String>,
    /// Yes or no, if the message begins with it and it answers: "yes since monday", "no, thanks", but not "no puedo dormir".
    pub assent: Option<AssentHeard>,
}

/// A sign that the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignHeard {
    /// Its code in safety.toml.
    pub code: String,
    /// Its tier there.
    pub tier: Tier,
    /// Whether the words leave room for doubt.
    pub how: How,
    /// The words that led to it; in clause order.
    pub spans: Vec<Span>,
}

/// How sure the words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Said of the patient and of now: it acts at once.
    Plain,
    /// An idiom, an exaggeration, a "nearly", a "what if", words without a place: the closed question is asked, once.
    Doubtful,
}

/// An option that the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The question.
    pub question: QuestionId,
    /// Its option.
    pub option: OptionId,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// Words that leave several options of a question open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// The question.
    pub question: QuestionId,
    /// The options that are left.
    pub options: Vec<OptionId>,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// How strong the pain is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// 0 to 10.
    pub value: u8,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// A day, date or hour that is wished for, or of the visit that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Which.
    pub at: At,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// A point in time as people say it; which day it is depends on when it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// So many days from today: 0 is today, 1 tomorrow.
    InDays(u8),
    /// A day of the week: 0 is Monday, 6 Sunday.
    Weekday(u8),
    /// A day of a month: month 1 to 12, day 1 to 31; not proven to exist.
    Date(u8, u8),
    /// An hour and minute, on a clock of 24 hours.
    Hour(u8, u8),
    /// From an hour and minute on.
    After(u8, u8),
    /// Up to an hour and minute.
    Before(u8, u8),
}

/// Whose pain the words are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Who {
    /// The writer's, as far as the words say; also where they name somebody else who is not the patient.
    #[default]
    Writer,
    /// Somebody else's: the writer is a partner, a parent, a friend.
    Other,
}

/// What the writer wants, and the words that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntentHeard {
    /// What.
    pub intent: Intent,
    /// For [`Intent::Language`]: the code of the language, also one that the clinic does not have.
    pub language: Option<Lang>,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// An answer to a question of yes and no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssentHeard {
    /// Which.
    pub assent: Assent,
    /// Whether something is said against it: "yes, but later".
    pub but: bool,
    /// Whether it stands apart from what follows: not in "no sleep".
    pub apart: bool,
    /// More of the same behind it: "ok, perfect, see you".
    pub more: Vec<Span>,
    /// The words that led to it.
    pub span: Span,
}

/// Yes, no, neither; "ok", or a time that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assent {
    /// Yes.
    Yes,
    /// No.
    No,
    /// "Maybe", "I do not know".
    Unsure,
    /// "Ok", "fine": it is agreed to; no answer to whether something is so.
    Okay,
    /// "Perfect", "see you then": a time is taken; no answer to anything else.
    Fits,
}

impl Assent {
    /// Whether somebody goes along: with a yes, an "ok", or a word that a time fits.
    pub fn agrees(self) -> bool {
        matches!(self, Assent::Yes | Assent::Okay | Assent::Fits)
    }
}

impl Reading {
    /// The signs of [`Tier::SameDay`] and above that the words name plainly, the gravest first: they act at once.
    pub fn plain(&self) -> impl Iterator<Item = &SignHeard> {
        self.grave().filter(|sign| sign.how == How::Plain)
    }

    /// The signs of [`Tier::SameDay`] and above that the words may name, the gravest first: each has a closed question.
    pub fn doubtful(&self) -> impl Iterator<Item = &SignHeard> {
        self.grave().filter(|sign| sign.how == How::Doubtful)
    }

    /// The signs of [`Tier::SameDay`] and above that the words name or may name, the gravest first.
    pub fn grave(&self) -> impl Iterator<Item = &SignHeard> {
        self.signs.iter().filter(|sign| sign.tier > Tier::Person)
    }

    /// The first of them: a doubtful emergency comes before a plain same-day sign.
    pub fn gravest(&self) -> Option<&SignHeard> {
        self.grave().min_by_key(|sign| (std::cmp::Reverse(sign.tier), sign.how))
    }

    /// Whether neither a sign of [`Tier::SameDay`] and above nor despair is in the words.
    pub fn is_harmless(&self) -> bool {
        self.crisis.is_none() && self.grave().next().is_none()
    }

    /// The options of `question` that the words name.
    pub fn ticked<'a>(&'a self, question: &'a str) -> impl Iterator<Item = &'a Tick> {
        self.ticks.iter().filter(move |tick| tick.question == question)
    }

    /// The same where they are an answer to it: what is named plainly, else what is named only so.
    pub fn answering<'a>(&'a self, question: &'a str) -> impl Iterator<Item = &'a Tick> {
        let plainly = self.ticked(question).next().is_some();
        let only = self.answers.iter().filter(move |tick| !plainly && tick.question == question);
        self.ticked(question).chain(only)
    }

    /// Whether the writer wants this.
    pub fn wants(&self, intent: Intent) -> bool {
        self.intents.iter().any(|heard| heard.intent == intent)
    }

    /// Whether it is a no, whatever follows it: "no, since monday", but not "no sleep".
    pub fn says_no(&self) -> bool {
        self.assent.as_ref().is_some_and(|heard| heard.assent == Assent::No && heard.apart)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.crisis.is_none()
            && self.signs.is_empty()
            && self.ticks.is_empty()
            && self.answers.is_empty()
            && self.narrowed.is_empty()
            && self.score.is_none()
            && self.times.is_empty()
            && self.intents.is_empty()
            && self.below_advice.is_empty()
            && self.assent.is_none()
    }
}
