//! What changed between two scripts, for a patient: in plain words, and loud where somebody could be less safe.
//!
//! Scripts are compared as the program reads them, so that blanks, order within a file and comments are no difference.
mod around;
mod asked;
mod conditions;
mod followed;
mod spoken;

use std::collections::BTreeSet;
use std::fmt;

use crate::clinician::sentence::Sentences;
use crate::script::{Lang, Script, Words};

/// Everything that differs, part by part.
#[derive(Debug, Default)]
pub struct Difference {
    /// The changes, in the order of their parts.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it belongs: "Questions".
    pub part: &'static str,
    /// Whether somebody could be less safe by it.
    pub loud: bool,
    /// What it is, in words.
    pub words: String,
}

/// Compares two scripts.
pub fn diff(before: &Script, after: &Script) -> Difference {
    let mut found = Found { before, after, changes: Vec::new(), part: "" };
    around::clinic(&mut found);
    asked::questions(&mut found);
    followed::signs(&mut found);
    followed::cautions(&mut found);
    followed::muscles(&mut found);
    around::typed(&mut found);
    spoken::spoken(&mut found);
    around::phrases(&mut found);
    around::version(&mut found);
    Difference { changes: found.changes }
}

/// The two scripts, and what was found so far.
struct Found<'a> {
    before: &'a Script,
    after: &'a Script,
    changes: Vec<Change>,
    part: &'static str,
}

impl<'a> Found<'a> {
    fn part(&mut self, part: &'static str) {
        self.part = part;
    }

    fn note(&mut self, words: String) {
        self.changes.push(Change { part: self.part, loud: false, words });
    }

    fn loud(&mut self, words: String) {
        self.changes.push(Change { part: self.part, loud: true, words });
    }

    fn was(&self) -> Sentences<'a> {
        Sentences::new(self.before)
    }

    fn is(&self) -> Sentences<'a> {
        Sentences::new(self.after)
    }

    /// A fact that reads otherwise now.
    fn fact(&mut self, loud: bool, what: &str, before: &str, after: &str) {
        if before != after {
            let words = match (before, after) {
                ("", _) => format!("{what} is new: {after}"),
                (_, "") => format!("{what} is gone; it was: {before}"),
                _ => format!("{what} was: {before}\n      and is: {after}"),
            };
            if loud { self.loud(words) } else { self.note(words) }
        }
    }

    /// A text, language by language. Languages that come or go whole are told once, elsewhere.
    fn words(&mut self, what: &str, before: &Words, after: &Words) {
        for lang in self.both_languages() {
            let text = |words: &Words| {
                let text =
                    words.each().find(|(known, _, _)| **known == lang).map(|(_, text, _)| text.forms().join(" | "));
                text.unwrap_or_default()
            };
            self.fact(false, &format!("{what} [{lang}]"), &text(before), &text(after));
        }
    }

    fn both_languages(&self) -> Vec<Lang> {
        let (before, after) = (&self.before.clinic.languages, &self.after.clinic.languages);
        before.iter().filter(|lang| after.contains(lang)).cloned().collect()
    }

    /// Words that are typed, as a set: language by language.
    fn heard(&mut self, what: &str, lost_is_loud: bool, before: &Heard, after: &Heard) {
        for lang in self.both_languages() {
            let of = |heard: &Heard| -> BTreeSet<String> { heard.get(&lang).into_iter().flatten().cloned().collect() };
            let (before, after) = (of(before), of(after));
            let list =
                |words: Vec<&String>| words.into_iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
            let lost = list(before.difference(&after).collect());
            let gained = list(after.difference(&before).collect());
            if !lost.is_empty() {
                let words = format!("{what} [{lang}] is no longer heard in: {lost}");
                if lost_is_loud { self.loud(words) } else { self.note(words) }
            }
            if !gained.is_empty() {
                self.note(format!("{what} [{lang}] is also heard in: {gained}"));
            }
        }
    }
}

type Heard = std::collections::BTreeMap<Lang, Vec<String>>;

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let loud: Vec<&Change> = self.changes.iter().filter(|change| change.loud).collect();
        if !loud.is_empty() {
            writeln!(f, "LOOK HERE FIRST: {} that can make somebody less safe", count(loud.len(), "change"))?;
            for change in loud {
                writeln!(f, "  !!! {}", change.words)?;
            }
            writeln!(f)?;
        }
        let mut part = "";
        for change in &self.changes {
            if change.part != part {
                part = change.part;
                writeln!(f, "{part}")?;
            }
            writeln!(f, "  {} {}", if change.loud { "!!!" } else { "-" }, change.words)?;
        }
        match self.changes.len() {
            0 => writeln!(f, "Nothing differs for a patient."),
            n => writeln!(f, "\n{}.", count(n, "change")),
        }
    }
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
