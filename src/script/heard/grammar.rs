//! A language's small grammar, as it stands in `words/<language>.toml`: the form of the file is the form of these structs.
use super::replies::{Advised, Replies};
use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// Entries: each a pattern, see [`super::pattern`].
pub type Entries = Vec<Spanned<String>>;

/// What people call things in one language, and how they deny, date and soften what they say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Small words, by which the language is told. They count half between the words of a pattern.
    pub small: Vec<Spanned<String>>,
    /// Ordinary words that look like a misspelt other one, and are none.
    #[serde(default)]
    pub correct: Vec<Spanned<String>>,
    /// What people call things: name and entries.
    pub concepts: BTreeMap<Spanned<String>, Entries>,
    /// How the scope of what is said is drawn.
    pub scope: Scope,
    /// The word between tens and units: "treinta y dos".
    #[serde(default)]
    pub number_joint: Option<String>,
    /// Numbers in words.
    #[serde(default)]
    pub numbers: BTreeMap<String, Spanned<u16>>,
    /// Lengths of time, days of the week, dates, hours, ages and scores.
    #[serde(default)]
    pub time: TimeWords,
    /// How a question is answered in a word.
    #[serde(default)]
    pub replies: Replies,
    /// What people write below advice.
    #[serde(default)]
    pub advised: Advised,
    /// What a writer wants.
    #[serde(default)]
    pub intents: BTreeMap<super::Intent, Entries>,
    /// The names of languages, by their codes, for whoever asks for another.
    #[serde(default)]
    pub languages: BTreeMap<String, Entries>,
}

/// Words that draw the scope of what is said.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// They deny what follows: no, not, never, without.
    pub not: Entries,
    /// They look like it and deny nothing: "no idea", "not only".
    pub not_really: Entries,
    /// They deny what stands directly before: "fever: none".
    pub not_behind: Entries,
    /// They join the items of a denied list beyond doubt: or, nor.
    pub or: Entries,
    /// They may join the items of a list: and.
    pub and: Entries,
    /// They end every scope: but, except, because.
    pub but: Entries,
    /// They end a denial only: so, just, then.
    pub end: Entries,
    /// They begin a clause of its own: "i am", "is", "have".
    pub clause: Entries,
    /// Between a denial and what it denies they do not count: any, have, feel.
    pub light: Entries,
    /// Long ago: "years ago", "as a child".
    pub past: Entries,
    /// Before a point in the past they mean that it goes on: since.
    pub since: Entries,
    /// It is now again: "now", "again", "still".
    pub now: Entries,
    /// It is over: "gone", "fully recovered".
    pub over: Entries,
    /// The writer: i, my, me.
    pub me: Entries,
    /// Somebody near, who may be the patient: "my husband", she, his.
    pub near: Entries,
    /// The one who was named last: he, she, her.
    pub they: Entries,
    /// Words of a complaint: somebody near with one is the patient.
    pub ill: Entries,
    /// Somebody who hardly is: "my grandfather", "a friend", "my dog".
    pub far: Entries,
    /// Words that say that the writer has the complaint, or wants the visit: "my back", "my appointment".
    pub mine: Entries,
    /// Words that say that the other one has: "his back", "for my husband".
    pub theirs: Entries,
    /// Read or heard somewhere.
    pub read: Entries,
    /// Only thought of: "what if", "afraid of".
    pub what_if: Entries,
    /// They say of what stands before them that it is old or known, and not why somebody writes: "same as ever", "this is another story".
    pub aside: Entries,
    /// Laughter and jokes: "lol", "just kidding".
    pub laugh: Entries,
    /// Almost: "nearly".
    pub nearly: Entries,
    /// Sayings whose words mean nothing here. Words only, no names of concepts.
    pub idioms: Entries,
}

/// Words of time and number.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeWords {
    /// Hours, as a unit.
    pub hour: Entries,
    /// Days, as a unit.
    pub day: Entries,
    /// Weeks, as a unit.
    pub week: Entries,
    /// Months, as a unit.
    pub month: Entries,
    /// Years, as a unit.
    pub year: Entries,
    /// Before or behind a length of time they say that something began or has lasted: since, for, ago, "it started".
    pub lasts: Entries,
    /// Beside a length of time they say that it is something else: every, in, old.
    pub lasts_not: Entries,
    /// The same, only before it: in, after. "In two weeks", but "for two weeks in the evening".
    pub lasts_not_before: Entries,
    /// What a length of time is of: pain. Of several lengths, those beside it count.
    pub of: Entries,
    /// What it is not of, if that stands nearer: numbness, cancer.
    pub of_not: Entries,
    /// Words that belong to a length of time on either side: "about", "or so".
    pub about: Entries,
    /// Before a day, month or year it says that something began then: since.
    pub since: Entries,
    /// Beside such a day or month: the last one.
    pub last: Entries,
    /// Lengths of time without a number, in days: "yesterday" = 1.
    pub lengths: BTreeMap<String, Spanned<u16>>,
    /// Monday to Sunday, each with its ways of writing.
    pub weekdays: Vec<Entries>,
    /// Today.
    pub today: Entries,
    /// Tomorrow.
    pub tomorrow: Entries,
    /// The day after tomorrow.
    pub day_after: Entries,
    /// January to December.
    pub months: Vec<Entries>,
    /// Before noon, behind an hour.
    pub am: Entries,
    /// After noon, behind an hour.
    pub pm: Entries,
    /// Before an hour: at.
    pub at: Entries,
    /// Before a day that is wished for: on, for. "For tomorrow" is no length of time.
    pub on: Entries,
    /// Before an hour: after, from.
    pub after: Entries,
    /// Before an hour: before, until.
    pub before: Entries,
    /// Beside a number they say that it is an age: "years old", "i am".
    pub age_before: Entries,
    /// Behind a number they say that it is an age.
    pub age_behind: Entries,
    /// Behind a number they say that it is no age: weeks, cm.
    pub age_not: Entries,
    /// Before a number they say that it is a score: "pain level", "i would say".
    pub score_before: Entries,
    /// Behind a number they say that it is a score: "out of 10".
    pub score_behind: Entries,
}

impl Scope {
    /// Every list with its name.
    pub fn lists(&self) -> Vec<(&'static str, &Entries)> {
        vec![
            ("not", &self.not),
            ("not_really", &self.not_really),
            ("not_behind", &self.not_behind),
            ("or", &self.or),
            ("and", &self.and),
            ("but", &self.but),
            ("end", &self.end),
            ("clause", &self.clause),
            ("light", &self.light),
            ("past", &self.past),
            ("since", &self.since),
            ("now", &self.now),
            ("over", &self.over),
            ("me", &self.me),
            ("near", &self.near),
            ("they", &self.they),
            ("ill", &self.ill),
            ("far", &self.far),
            ("mine", &self.mine),
            ("theirs", &self.theirs),
            ("read", &self.read),
            ("what_if", &self.what_if),
            ("aside", &self.aside),
            ("laugh", &self.laugh),
            ("nearly", &self.nearly),
            ("idioms", &self.idioms),
        ]
    }
}

impl TimeWords {
    /// Every list with its name; `weekday.0` is Monday, `month.1` January.
    pub fn lists(&self) -> Vec<(String, &Entries)> {
        let named = [
            ("hour", &self.hour),
            ("day", &self.day),
            ("week", &self.week),
            ("month", &self.month),
            ("year", &self.year),
            ("lasts", &self.lasts),
            ("lasts_not", &self.lasts_not),
            ("lasts_not_before", &self.lasts_not_before),
            ("about", &self.about),
            ("since", &self.since),
            ("last", &self.last),
            ("of", &self.of),
            ("of_not", &self.of_not),
            ("today", &self.today),
            ("tomorrow", &self.tomorrow),
            ("day_after", &self.day_after),
            ("am", &self.am),
            ("pm", &self.pm),
            ("at", &self.at),
            ("on", &self.on),
            ("after", &self.after),
            ("before", &self.before),
            ("age_before", &self.age_before),
            ("age_behind", &self.age_behind),
            ("age_not", &self.age_not),
            ("score_before", &self.score_before),
            ("score_behind", &self.score_behind),
        ];
        let mut lists: Vec<(String, &Entries)> =
            named.into_iter().map(|(name, list)| (name.to_owned(), list)).collect();
        let days = self.weekdays.iter().enumerate().map(|(day, list)| (format!("weekday.{day}"), list));
        let months = self.months.iter().enumerate().map(|(month, list)| (format!("month.{}", month + 1), list));
        lists.extend(days.chain(months));
        lists
    }
}
