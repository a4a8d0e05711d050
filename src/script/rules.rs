//! What follows from the answers, as types: signs, cautions, muscles. The form of the files is the form of these structs.
use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Script;
use super::types::{AtLeast, Care, OptionId, QuestionId, Tier, When};
use super::words::{Lang, Words};

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
    /// Named so where it was typed, and no option led to it: "weight loss, and an illness". Only without `say`, and where no
    /// option alone makes it apply.
    #[serde(default)]
    pub typed: Words,
    /// Named on the card, if otherwise: "nerve sign group".
    #[serde(default)]
    pub staff: Words,
    /// A line more of advice for this sign: "Lie still."
    #[serde(default)]
    pub advice: Words,
    /// Whether a visit may be asked for all the same: a parent books for a child. No muscle is named, and a clinician looks first.
    #[serde(default)]
    pub visit: bool,
    /// Whether it rests on something that must have happened lately, as a fall: where words date that to the past, it is asked for. In
    /// other signs an illness or operation beside the complaint may be past.
    #[serde(default)]
    pub recent: bool,
    /// Whether the words that name it are often a figure of speech, as dead legs or a fever: beside laughter it is asked for.
    #[serde(default)]
    pub figure: bool,
    /// How many words it must rest on in a long message to be plain; on fewer it is asked for.
    #[serde(default = "two")]
    pub sure: u32,
    /// Phrases that plainly name it when typed.
    #[serde(default)]
    pub heard: BTreeMap<Lang, Vec<String>>,
    /// Which documents it rests on.
    pub source: Vec<String>,
    /// The tier that safety.toml gives it, where clinic.toml raises it; set on loading.
    #[serde(skip)]
    pub raised_from: Option<Tier>,
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
    /// What it does and where it is joined, for whoever wants to know.
    #[serde(default)]
    pub about: Words,
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
    /// What it is called in art/muscles.svg, if it is drawn there.
    pub art: Option<Spanned<String>>,
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

/// Something good to know, on a page of its own beside the plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name in buttons.
    pub id: String,
    /// The button that opens it.
    pub say: Words,
    /// The page. The hole `{muscles}` is filled with the muscles of the plan.
    pub text: Words,
    /// Not offered to whoever's massage must keep to one of these.
    #[serde(default)]
    pub not_with: Vec<Limit>,
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

/// The parts that some questions play for the program itself, whatever their ids are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The question that asks who has the pain: its answer stands beside the name on the card.
    pub who: Spanned<QuestionId>,
    /// The question about the kind of pain: alone it names no muscle.
    pub kind: Spanned<QuestionId>,
    /// The scale that is offered after Send.
    pub score: Spanned<QuestionId>,
    /// The muscle that is used when nothing points to one.
    pub general: Spanned<String>,
}

impl Roles {
    /// Whether `question` asks who has the pain.
    pub fn is_who(&self, question: &str) -> bool {
        self.who.get_ref() == question
    }

    /// Whether `question` is the scale that is offered after Send.
    pub fn is_score(&self, question: &str) -> bool {
        self.score.get_ref() == question
    }

    /// Whether `muscle` is the one for when nothing points to any.
    pub fn is_general(&self, muscle: &str) -> bool {
        self.general.get_ref() == muscle
    }
}

impl Sign {
    /// The first option that makes it apply by itself, if there is one.
    pub fn sole_option(&self) -> Option<(&str, &str)> {
        let mut alone = self.when.0.iter().map(Spanned::get_ref).filter(|table| table.len() == 1).flatten();
        alone.find_map(|(question, options)| Some((question.as_str(), options.first()?.as_str())))
    }

    /// The question and option by which it can be asked for alone: the first of its own that is explained, those of a safety
    /// list before others.
    pub fn closed_question(&self, script: &Script) -> Option<(QuestionId, OptionId)> {
        let tables =
            self.when.0.iter().chain(self.count.iter().map(|count| &count.of)).flat_map(|table| table.get_ref());
        let options = tables.flat_map(|(question, options)| options.iter().map(move |option| (question, option)));
        let asks = |(question, option): &(&String, &String)| {
            let choice = script.question(question).and_then(|asked| asked.choice(option));
            choice.is_some_and(|choice| !choice.explain.is_empty())
        };
        let other = |(question, _): &(&String, &String)| script.question(question).is_none_or(|asked| !asked.safety);
        let first = options.filter(asks).min_by_key(other)?;
        Some((first.0.clone(), first.1.clone()))
    }
}

fn two() -> u32 {
    2
}
