//! Measures the reader of typed words on a set of labelled messages; tests/words/README.md says what the labels mean.
mod count;
mod explain;
mod report;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

pub use count::{Kind, Miss, Place, Tally};
pub use explain::explain;
pub use report::Report;

use crate::core::understand::{self, At, How, Intent, IntentHeard, Reading, Who};
use crate::script::{Script, Tier};

/// A set of labelled messages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// The messages.
    pub message: Vec<Labelled>,
}

/// One message and what must be made of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// The language of the writer.
    pub lang: String,
    /// The words.
    pub text: String,
    /// What must happen on these words alone.
    pub tier: Outcome,
    /// What may happen besides.
    #[serde(default)]
    pub allow: Vec<Outcome>,
    /// Why it is in the set.
    pub sort: String,
    /// Options of safety questions, one of which must be found.
    #[serde(default)]
    pub signs: Vec<String>,
    /// The same as codes.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What the words plainly say.
    #[serde(default)]
    pub finds: BTreeMap<String, Values>,
    /// What may be taken and need not be.
    #[serde(default)]
    pub may: BTreeMap<String, Values>,
    /// What the writer wants.
    #[serde(default)]
    pub intent: Vec<String>,
    /// Whose pain it is, where that is in question.
    pub who: Option<String>,
}

/// A value of a label: a word, a number, or several of one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Values {
    /// A number.
    Number(u8),
    /// Numbers.
    Numbers(Vec<u8>),
    /// Words.
    Words(Vec<String>),
}

impl Values {
    /// Each value in writing.
    pub fn each(&self) -> Vec<String> {
        match self {
            Values::Number(number) => vec![number.to_string()],
            Values::Numbers(numbers) => numbers.iter().map(ToString::to_string).collect(),
            Values::Words(words) => words.clone(),
        }
    }
}

/// What happens on a message's words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing.
    None,
    /// A closed question.
    Ask,
    /// The doctor.
    SameDay,
    /// Emergency advice.
    Emergency,
}

impl Outcome {
    /// What a reading leads to.
    pub fn of(reading: &Reading) -> Outcome {
        let signs = reading.plain().chain(reading.doubtful());
        let outcomes = signs.map(|sign| match (sign.how, sign.tier) {
            (How::Doubtful, _) => Outcome::Ask,
            (How::Plain, Tier::Emergency) => Outcome::Emergency,
            (How::Plain, _) => Outcome::SameDay,
        });
        outcomes.max().unwrap_or(Outcome::None)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::None => "none",
            Outcome::Ask => "ask",
            Outcome::SameDay => "same day",
            Outcome::Emergency => "emergency",
        })
    }
}

/// Reads a set of labelled messages.
///
/// # Errors
/// What is wrong with the file, by line.
pub fn parse(toml: &str) -> Result<Set, toml::de::Error> {
    toml::from_str(toml)
}

/// Reads every message of `set` and counts how well.
pub fn measure(script: &Script, set: &Set) -> Report {
    let mut report = Report::default();
    for message in &set.message {
        report.add(message, &understand::read(script, &message.text));
    }
    report
}

/// The kind of finding that words of despair are: labelled as an intent, counted by itself, for none may be missed.
pub const DESPAIR: &str = "despair";

/// Its value, and the intent of the labels.
pub const CRISIS: &str = "crisis";

/// Everything found in a reading, by the keys and values of the labels.
pub fn values(reading: &Reading) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |key: &str, value: String| values.entry(key.to_owned()).or_default().push(value);
    for tick in &reading.ticks {
        add(&tick.question, tick.option.clone());
    }
    for narrowed in &reading.narrowed {
        // The labels know one such value: the low back without a side.
        let low = narrowed.options.iter().all(|option| option.starts_with("low"));
        add(&narrowed.question, if low { "low".to_owned() } else { narrowed.options.join("|") });
    }
    if let Some(score) = &reading.score {
        add("score", score.value.to_string());
    }
    for time in &reading.times {
        let (key, value) = label(time.at);
        add(key, value);
    }
    // What is asked of the conversation itself is not labelled.
    let asked = |heard: &&IntentHeard| !matches!(heard.intent, Intent::Explain | Intent::About);
    for heard in reading.intents.iter().filter(asked) {
        add("intent", format!("{:?}", heard.intent).to_lowercase());
        if let Some(language) = &heard.language {
            add("language", language.clone());
        }
    }
    if reading.crisis.is_some() {
        add(DESPAIR, CRISIS.to_owned());
    }
    if reading.about == Who::Other {
        add("patient", "other".to_owned());
    }
    values
}

fn label(at: At) -> (&'static str, String) {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    match at {
        At::InDays(0) => ("days", "today".to_owned()),
        At::InDays(1) => ("days", "tomorrow".to_owned()),
        At::InDays(days) => ("days", format!("in {days}")),
        At::Weekday(day) => ("days", DAYS.get(usize::from(day)).copied().unwrap_or("?").to_owned()),
        At::Date(month, day) => ("dates", format!("{month:02}-{day:02}")),
        At::Hour(hour, minute) => ("hours", format!("{hour:02}:{minute:02}")),
        At::After(hour, minute) => ("hours", format!("after {hour:02}:{minute:02}")),
        At::Before(hour, minute) => ("hours", format!("before {hour:02}:{minute:02}")),
    }
}
