//! What is asked, as types: the form of the files is the form of these structs. What follows from the answers is in rules.rs.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::marks::Marks;
use super::rules::Limit;
use super::words::{Lang, Words};

/// The id of a question.
pub type QuestionId = String;
/// The id of an option of a question; with `?` behind it, "not sure" about that option when asked one by one.
pub type OptionId = String;

/// How grave a sign is. A higher one always wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// A doctor's appointment is offered beside the plan.
    Routine,
    /// A person of the clinic takes over before any plan: a child, another adult, "not sure" about a grave sign.
    Person,
    /// A doctor today; no massage before.
    SameDay,
    /// Care at once; no muscle, no booking.
    Emergency,
}

/// Where emergency care is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// The Emergency Department, not driving oneself.
    Hospital,
    /// The maternity unit.
    Maternity,
    /// The emergency number, at once.
    Ambulance,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// One option; a tap acts at once.
    One,
    /// Ticks, then Next; an `alone` option acts at once.
    Many,
    /// A list of signs: one tapped sign acts at once.
    First,
    /// 0 to 10; a tap acts at once.
    Scale,
}

/// When a question has its turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Before the plan.
    #[default]
    Interview,
    /// After the plan, before Send.
    Booking,
    /// After Send, by choice.
    After,
}

/// Questions and the options of theirs that count: holds when each question has one of its options answered.
pub type Table = BTreeMap<QuestionId, Vec<OptionId>>;

/// A condition over the answers: holds when any of its tables does. An empty one never holds. Beside each table stand the marks of
/// what it asks for, question by question.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<Spanned<Table>>")]
pub struct When(pub Vec<Spanned<Table>>, Vec<Vec<Marks>>);

/// That many options answered, of those listed, over all their questions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// The options that count.
    pub of: Spanned<Table>,
    /// How many of them.
    pub at_least: usize,
}

/// One thing that the patient is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in conditions and in saved answers: never changed once used.
    pub id: QuestionId,
    /// How it is answered.
    pub answer: AnswerKind,
    /// When it has its turn.
    #[serde(default)]
    pub stage: Stage,
    /// Asked only when this holds; always, if absent.
    pub when: Option<When>,
    /// The question.
    pub ask: Words,
    /// Why it is asked.
    #[serde(default)]
    pub why: Words,
    /// A short name for the summary and the card: "Pain", "Sets off".
    #[serde(default)]
    pub short: Words,
    /// The drawing of dialogues/art that is sent with it: each option is a zone, and the buttons are numbered.
    pub art: Option<Spanned<String>>,
    /// What a doctor must know of the question to read its answer: "In the last 2 weeks."
    #[serde(default)]
    pub paper: Words,
    /// What can be answered, in the order shown.
    #[serde(default)]
    pub options: Vec<Spanned<Choice>>,
    /// Words that leave several options open: "low back" without a side.
    #[serde(default)]
    pub narrow: Vec<Spanned<Narrow>>,
    /// Whether it came from safety.toml; set on loading.
    #[serde(skip)]
    pub safety: bool,
    /// Whether it came from cautions.toml; set on loading.
    #[serde(skip)]
    pub caution: bool,
}

/// Words that name a question's answer up to a choice between some options.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrow {
    /// The options that are left.
    pub to: Vec<OptionId>,
    /// The words.
    pub heard: BTreeMap<Lang, Vec<String>>,
}

/// One option of a question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in conditions and in saved answers.
    pub id: OptionId,
    /// Its label on the button, and its words in the summary.
    pub say: Words,
    /// How staff read it, if otherwise: "18–54" for "Me, 18 to 54".
    #[serde(default)]
    pub card: Words,
    /// Words that plainly name it when typed.
    #[serde(default)]
    pub heard: BTreeMap<Lang, Vec<String>>,
    /// Words that name it only as an answer to its question: "me", "left", "ages". Of a sign, they ask its closed question.
    #[serde(default)]
    pub answered: BTreeMap<Lang, Vec<String>>,
    /// Excludes the others: "none of these".
    #[serde(default)]
    pub alone: bool,
    /// Opens the list one by one instead of answering: "not sure / explain".
    #[serde(default)]
    pub explains: bool,
    /// The closed question about this option alone, when the list is asked one by one.
    #[serde(default)]
    pub explain: Words,
    /// Not shown when this holds.
    #[serde(default)]
    pub unless: When,
    /// Not shown to whoever's massage must keep to one of these.
    #[serde(default)]
    pub not_with: Vec<Limit>,
    /// Shown only if the clinic is open then: for wishes.
    pub only: Option<Only>,
    /// The side of the body that it names, if it names one.
    pub side: Option<Side>,
}

/// A side of the patient's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
}

/// A time at which a clinic may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// Before noon, on some day.
    Morning,
    /// From noon to five, on some day.
    Afternoon,
    /// After five, on some day.
    Evening,
    /// Still in this week.
    ThisWeek,
    /// In the week after this one.
    NextWeek,
}

/// To whom a handoff goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// Reception's chat.
    Reception,
    /// The doctors' chat; reception's, where there is none.
    Doctors,
}

impl When {
    /// Whether the patient's answers meet it.
    pub fn holds(&self, has: &impl Fn(&str, &str) -> bool) -> bool {
        self.0.iter().any(|table| holds(table.get_ref(), has))
    }

    /// Whether answers with these marks may meet it: nearly always no, at the cost of a few words.
    pub fn may_hold(&self, marks: &Marks) -> bool {
        self.1.iter().any(|table| table.iter().all(|options| options.may_meet(marks)))
    }

    /// Whether there is nothing to meet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<Spanned<Table>>> for When {
    fn from(tables: Vec<Spanned<Table>>) -> Self {
        let marks =
            |table: &Spanned<Table>| table.get_ref().iter().map(|(id, options)| Marks::of(id, options)).collect();
        let marks = tables.iter().map(marks).collect();
        Self(tables, marks)
    }
}

/// Whether each question of `table` has one of its options answered.
pub fn holds(table: &Table, has: &impl Fn(&str, &str) -> bool) -> bool {
    table.iter().all(|(question, options)| options.iter().any(|option| has(question, option)))
}

impl Question {
    /// The option with this id.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.options.iter().map(Spanned::get_ref).find(|choice| choice.id == id)
    }

    /// The options, in order.
    pub fn choices(&self) -> impl Iterator<Item = &Choice> {
        self.options.iter().map(Spanned::get_ref)
    }
}
