//! What the clinic's own clinician may set in clinic.toml, each within its bounds: limits, and signs that lead further here.
//!
//! A setting makes the front desk more careful than it was shipped, never less: what is out of its bounds is refused on loading.
use std::collections::BTreeMap;
use std::num::NonZeroU8;
use std::ops::Range;

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::types::{Care, Table, Tier};
use super::words::Words;
use super::{Placed, Question, Sign, files};

/// Numbers that the clinic may choose, with safe defaults.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Days after which answers are deleted: 1 to 365.
    #[serde(deserialize_with = "within::<1, 365, _>")]
    pub keep_days: i64,
    /// Minutes of opening time in which a person answers: 5 to 480.
    #[serde(deserialize_with = "within::<5, 480, _>")]
    pub answer_minutes: i64,
    /// Minutes until "Did you get help?": 5 to 30.
    #[serde(deserialize_with = "within::<5, 30, _>")]
    pub help_check_minutes: i64,
    /// Minutes until "Did you reach a doctor?": 15 to 240.
    #[serde(deserialize_with = "within::<15, 240, _>")]
    pub doctor_check_minutes: i64,
    /// Hours after which the safety checks are asked again: 1 to 24.
    #[serde(deserialize_with = "within::<1, 24, _>")]
    pub stale_hours: i64,
    /// Months after which the rules are to be reviewed again: 1 to 24.
    #[serde(deserialize_with = "months")]
    pub review_months: NonZeroU8,
    /// Days for which Cleared lets a new visit be asked for, although the same sign is tapped again: 1 to 30.
    #[serde(deserialize_with = "within::<1, 30, _>")]
    pub cleared_days: i64,
    /// Minutes of opening time after which an untaken card rings again, counted from the handoff: 1 to 6, each later than the one
    /// before and at most 240.
    #[serde(deserialize_with = "rings")]
    pub ring_minutes: Vec<i64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            keep_days: 90,
            answer_minutes: 60,
            help_check_minutes: 20,
            doctor_check_minutes: 120,
            stale_hours: 24,
            review_months: const { NonZeroU8::new(12).unwrap() },
            cleared_days: 14,
            ring_minutes: vec![5, 15],
        }
    }
}

/// Chiropractic manipulation at a visit: neither is ever offered by the bot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manipulation {
    /// The clinician who sees the patient decides, unless a caution rules it out; the card says so.
    #[default]
    Clinician,
    /// This clinic does none: every card and paper says so.
    Never,
}

/// Signs that lead further in this clinic than safety.toml says, by their codes.
pub type Raises = BTreeMap<Spanned<String>, Spanned<Raise>>;

/// How far a sign leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a tier (\"same_day\" or \"emergency\"), or { tier = \"emergency\", care = \"ambulance\" }"
)]
pub enum Raise {
    /// To a tier.
    To(Tier),
    /// To a tier, and there.
    At(At),
}

/// A tier, and where emergency care is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    tier: Tier,
    care: Option<Care>,
}

impl Raise {
    fn parts(self) -> (Tier, Option<Care>) {
        match self {
            Raise::To(tier) => (tier, None),
            Raise::At(at) => (at.tier, at.care),
        }
    }
}

/// Raises the signs; what is wrong comes back with its place in clinic.toml, and is not done.
///
/// A raised sign is told in the words of its new tier: its own line of advice belongs to the old one. An emergency waits for no
/// other question. Where typed words do not name the sign itself, those that name the answer that it rests on do.
pub fn raise(
    raises: &Raises,
    signs: &mut [Placed<Sign>],
    questions: &[Placed<Question>],
) -> Vec<(Range<usize>, String)> {
    let mut wrong = Vec::new();
    for (code, raise) in raises {
        let Some(sign) = signs.iter_mut().find(|sign| sign.code == *code.get_ref()) else {
            wrong.push((code.span(), format!("`{}` is no sign of safety.toml: `[raise]` names one", code.get_ref())));
            continue;
        };
        match refused(sign, *raise.get_ref()) {
            Some(message) => wrong.push((code.span(), message)),
            None => lift(sign.item.get_mut(), raise.get_ref().parts(), questions),
        }
    }
    wrong
}

fn refused(sign: &Sign, raise: Raise) -> Option<String> {
    let (tier, care) = raise.parts();
    let code = &sign.code;
    if tier < sign.tier {
        return Some(lowered(sign, sign.tier, tier));
    }
    if tier == Tier::Person || tier == Tier::Routine {
        return Some(format!("`{code}` can be raised to same_day or to emergency, not to {}", name(tier)));
    }
    if care.is_some() && tier != Tier::Emergency {
        return Some(format!("`{code}` is not raised to emergency: `care` is for emergencies"));
    }
    let milder = sign.tier == Tier::Emergency && care.is_some() && care < sign.care;
    milder.then(|| format!("`{code}` leads to more urgent care as shipped: a clinic may raise a sign, never lower it"))
}

fn lift(sign: &mut Sign, (tier, care): (Tier, Option<Care>), questions: &[Placed<Question>]) {
    if tier == Tier::Emergency {
        sign.care = care.or(sign.care).or(Some(Care::Hospital));
        sign.after = None;
    }
    if tier > sign.tier {
        sign.raised_from = Some(sign.tier);
        sign.advice = Words::default();
        sign.tier = tier;
        if sign.heard.is_empty() {
            sign.heard = words_of_answers(sign, questions);
        }
    }
}

/// The typed words that name an answer on which the sign rests alone. Where the answer has a closed question, that is asked.
fn words_of_answers(sign: &Sign, questions: &[Placed<Question>]) -> BTreeMap<String, Vec<String>> {
    let mut heard: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let alone = sign.when.0.iter().map(Spanned::get_ref).filter(|table| table.len() == 1);
    for (id, options) in alone.flat_map(Table::iter) {
        let Some(question) = questions.iter().find(|question| question.id == *id) else { continue };
        for choice in options.iter().filter_map(|option| question.choice(option)) {
            let doubt = if choice.explain.is_empty() { "" } else { "? " };
            for (lang, entries) in &choice.heard {
                let entries = entries.iter().map(|entry| match entry.trim_start().starts_with('?') {
                    true => entry.clone(),
                    false => format!("{doubt}{entry}"),
                });
                heard.entry(lang.clone()).or_default().extend(entries);
            }
        }
    }
    heard
}

/// The tier of every sign as the program brings it along, by code.
pub fn shipped_tiers() -> BTreeMap<String, Tier> {
    #[derive(Deserialize)]
    struct Signs {
        sign: Vec<Shipped>,
    }
    #[derive(Deserialize)]
    struct Shipped {
        code: String,
        tier: Tier,
    }
    let signs = files::shipped("safety.toml").and_then(|text| toml::from_str::<Signs>(text).ok());
    signs.into_iter().flat_map(|signs| signs.sign).map(|sign| (sign.code, sign.tier)).collect()
}

/// Why a sign may not lead to this tier.
pub fn lowered(sign: &Sign, shipped: Tier, to: Tier) -> String {
    let (code, was, to) = (&sign.code, name(shipped), name(to));
    let source = sign.source.join(", ");
    format!("`{code}` is {was} as shipped ({source}): a clinic may raise a sign, never lower it to {to}")
}

/// A tier by its name in the files.
pub fn name(tier: Tier) -> &'static str {
    match tier {
        Tier::Routine => "routine",
        Tier::Person => "person",
        Tier::SameDay => "same_day",
        Tier::Emergency => "emergency",
    }
}

/// A whole number from `LOW` to `HIGH`.
pub fn within<'de, const LOW: i64, const HIGH: i64, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let number = i64::deserialize(from)?;
    if (LOW..=HIGH).contains(&number) {
        Ok(number)
    } else {
        Err(de::Error::custom(format!("{number} is out of its bounds: from {LOW} to {HIGH}")))
    }
}

fn months<'de, D: Deserializer<'de>>(from: D) -> Result<NonZeroU8, D::Error> {
    let number = within::<1, 24, D>(from)?;
    u8::try_from(number).ok().and_then(NonZeroU8::new).ok_or_else(|| de::Error::custom("from 1 to 24"))
}

fn rings<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<i64>, D::Error> {
    let minutes = Vec::<i64>::deserialize(from)?;
    let rising = minutes.windows(2).all(|two| two[0] < two[1]);
    if (1..=6).contains(&minutes.len()) && rising && minutes.iter().all(|minute| (1..=240).contains(minute)) {
        Ok(minutes)
    } else {
        Err(de::Error::custom("1 to 6 times in minutes, each later than the one before, from 1 to 240"))
    }
}
