//! calendar.toml: how days and times are written and read.
use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::{Lang, Words};

/// Names of days and months, the form of a date, and the words for them that staff may type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Monday to Sunday.
    pub weekdays: BTreeMap<Lang, [String; 7]>,
    /// The same, short.
    pub weekdays_short: BTreeMap<Lang, [String; 7]>,
    /// January to December.
    pub months: BTreeMap<Lang, [String; 12]>,
    /// The same, short.
    pub months_short: BTreeMap<Lang, [String; 12]>,
    /// A time today.
    pub today: Words,
    /// A time tomorrow.
    pub tomorrow: Words,
    /// A time on another day of this year.
    pub full: Words,
    /// A time in another year.
    pub full_year: Words,
    /// A time on a card or in a list.
    pub short: Words,
    /// What staff may type.
    pub heard: BTreeMap<Lang, Heard>,
    /// How long a time window is.
    #[serde(default)]
    pub spans: Spans,
}

/// Lengths of time, with their number in the hole `{n}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spans {
    /// "2 weeks".
    pub weeks: Words,
    /// "3 months".
    pub months: Words,
    /// "5 years".
    pub years: Words,
}

impl Calendar {
    /// Drops what is not in one of these languages.
    pub fn keep(&mut self, languages: &[Lang]) {
        for names in [&mut self.weekdays, &mut self.weekdays_short] {
            names.retain(|lang, _| languages.contains(lang));
        }
        for names in [&mut self.months, &mut self.months_short] {
            names.retain(|lang, _| languages.contains(lang));
        }
        self.heard.retain(|lang, _| languages.contains(lang));
        for words in [&mut self.today, &mut self.tomorrow, &mut self.full, &mut self.full_year, &mut self.short] {
            words.keep(languages);
        }
        for words in [&mut self.spans.weeks, &mut self.spans.months, &mut self.spans.years] {
            words.keep(languages);
        }
    }
}

/// Words for days and times that staff may type, besides the names of days and months.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// The day itself.
    pub today: Vec<String>,
    /// The day after.
    pub tomorrow: Vec<String>,
    /// The day after that.
    #[serde(default)]
    pub day_after: Vec<String>,
    /// The weekdays in other cases and shorts: "в среду".
    #[serde(default)]
    pub weekdays: Vec<[String; 7]>,
    /// The months in other cases: "ноябрь" where a date says "ноября".
    #[serde(default)]
    pub months: Vec<[String; 12]>,
    /// Before noon.
    pub morning: Vec<String>,
    /// After noon.
    pub afternoon: Vec<String>,
    /// Words that say nothing.
    pub ignored: Vec<String>,
}

/// The holes of the forms of a date.
pub const HOLES: [&str; 5] = ["weekday", "day", "month", "year", "time"];

/// The entry of `lang`, else of whatever language there is; a checked script has all.
pub fn in_language<'a, T>(by_language: &'a BTreeMap<Lang, T>, lang: &str) -> Option<&'a T> {
    by_language.get(lang).or_else(|| by_language.values().next())
}
