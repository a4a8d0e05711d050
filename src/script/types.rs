//! What dialogues/ says, as types: the form of the files is the form of these structs.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

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

/// A condition over the answers: holds when any of its tables does. An empty one never holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct When(pub Vec<Spanned<Table>>);

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
    /// What can be answered, in the order shown.
    #[serde(default)]
    pub options: Vec<Spanned<Choice>>,
    /// Whether it came from safety.toml; set on loading.
    #[serde(skip)]
    pub safety: bool,
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
    /// Shown only if the clinic is open then: for wishes.
    pub only: Option<Only>,
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

/// A red flag, or another reason to stop before the plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its code for staff and sources: `E-SADDLE`.
    pub code: String,
    /// How grave it is.
    pub tier: Tier,
    /// Where to go, for an emergency.
    pub care: Option<Care>,
    /// Applies when this holds.
    #[serde(default)]
    pub when: When,
    /// Or when that many are answered.
    pub count: Option<AtLeast>,
    /// But not when this holds.
    #[serde(default)]
    pub unless: When,
    /// Judged only once this question is answered.
    pub after: Option<QuestionId>,
    /// Named to the patient: "You tapped: …". If absent, the words of the options that led to it.
    #[serde(default)]
    pub say: Words,
    /// Named on the card, if otherwise: "nerve sign group".
    #[serde(default)]
    pub staff: Words,
    /// A line more of advice for this sign: "Lie still."
    #[serde(default)]
    pub advice: Words,
    /// Phrases that plainly name it when typed.
    #[serde(default)]
    pub heard: BTreeMap<Lang, Vec<String>>,
    /// Which documents it rests on.
    pub source: Vec<String>,
}

/// What a caution does to a massage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionEffect {
    /// Lighter, or in another position.
    Adapt,
    /// Not on that area.
    Avoid,
    /// A doctor's word before any massage.
    Doctor,
    /// No massage now.
    Stop,
}

/// What a massage must keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Light or moderate pressure only; no deep tissue, no trigger points.
    Light,
    /// Lying on the side; never face down.
    SideLying,
    /// No hot stones.
    NoHeat,
    /// No manipulation.
    NoManipulation,
}

/// Something about the patient's health that changes or stops a massage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// Its code for staff and sources: `C-ANTICOAG`.
    pub code: String,
    /// What it does.
    pub effect: CautionEffect,
    /// Applies when this holds.
    pub when: When,
    /// But not when this holds.
    #[serde(default)]
    pub unless: When,
    /// What the massage must keep to.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// To the patient, a line for the plan: "You take blood thinners: ask for light pressure."
    pub say: Words,
    /// For the patient to say to the therapist: "Light pressure, please: I take blood thinners."
    pub ask: Words,
    /// To the therapist on the card: "blood thinners → light only".
    pub staff: Words,
    /// Which documents it rests on.
    pub source: Vec<String>,
}

/// A muscle to mention, with what to ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Muscle {
    /// Its name in saved plans.
    pub id: String,
    /// Its place among muscles with as many reasons: the lower comes first.
    pub rank: u32,
    /// Its name for a patient: "QL (quadratus lumborum)".
    pub name: Words,
    /// Its short name for card and letter: "QL".
    pub short: Words,
    /// Where it is: "side of the low back".
    pub place: Words,
    /// How to lie: "on your side".
    pub position: Words,
    /// How to lie when face down is not allowed, if that is another way.
    #[serde(default)]
    pub position_side: Words,
    /// Minutes in a visit of 60, for each side worked.
    pub minutes: u32,
    /// Sides worked one after the other in positions of their own: 1 or 2.
    pub sides: u32,
    /// What to ask for.
    pub ask: Words,
    /// What to ask for when only light pressure is allowed.
    pub ask_light: Words,
    /// Never named when this holds.
    #[serde(default)]
    pub unless: When,
    /// Why it may be mentioned.
    pub reason: Vec<Spanned<Reason>>,
    /// Which documents it rests on.
    pub source: Vec<String>,
}

/// One reason to mention a muscle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Counts when this holds.
    pub when: When,
    /// How much it counts.
    pub weight: u32,
    /// The reason as the patient reads it: "leaning forward while your legs do the work".
    pub say: Words,
    /// Which documents it rests on.
    pub source: Vec<String>,
}

/// How muscles are chosen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRules {
    /// The weight from which a muscle is mentioned.
    pub enough: u32,
    /// How many muscles a plan mentions at most.
    pub at_most: usize,
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

    /// Whether there is nothing to meet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether each question of `table` has one of its options answered.
pub fn holds(table: &Table, has: &impl Fn(&str, &str) -> bool) -> bool {
    table.iter().all(|(question, options)| options.iter().any(|option| has(question, option)))
}

impl Sign {
    /// Whether the answers make it apply.
    pub fn holds(&self, has: &impl Fn(&str, &str) -> bool) -> bool {
        let counted = self.count.as_ref().is_some_and(|count| {
            let of = count.of.get_ref().iter();
            let hits = of.flat_map(|(q, options)| options.iter().map(move |o| (q, o))).filter(|(q, o)| has(q, o));
            hits.count() >= count.at_least
        });
        (counted || self.when.holds(has)) && !self.unless.holds(has)
    }
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
