//! Counts one message against its labels.
use std::collections::{BTreeMap, BTreeSet};

use super::{CRISIS, DESPAIR, Labelled, Outcome, explain, values};
use crate::core::understand::Reading;

/// How the messages of one label fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages.
    pub n: usize,
    /// As labelled, or as the label allows.
    pub right: usize,
    /// A danger that was asked about where it had to divert.
    pub asked_instead: usize,
    /// A danger that led to a lower tier, but not to nothing.
    pub lower: usize,
    /// Something to be noticed that was not seen at all.
    pub missed: usize,
    /// Asked about where nothing was to be asked.
    pub asked_too_much: usize,
    /// Diverted where it was not to be, or to a tier too high.
    pub false_diversions: usize,
    /// Diverted in the right tier, but for another sign than the labelled ones.
    pub other_sign: usize,
}

/// How one kind of finding fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    /// Found, and labelled so.
    pub found: usize,
    /// Labelled, and not found.
    pub missed: usize,
    /// Found, and in no label.
    pub invented: usize,
}

/// Where a miss belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a tier too low.
    Low,
    /// In a tier too high.
    High,
    /// In the right tier, for another sign.
    Sign,
    /// In what was found.
    Finds,
}

/// A message that was not read as labelled.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The language of the writer.
    pub lang: String,
    /// Where it belongs.
    pub place: Place,
    /// The message, what was wanted, what was found and by which words.
    pub lines: String,
}

impl Kind {
    /// The share of what was found that is right; 1 where nothing was.
    pub fn precision(self) -> f64 {
        share(self.found, self.found + self.invented)
    }

    /// The share of what was labelled that was found; 1 where nothing was.
    pub fn recall(self) -> f64 {
        share(self.found, self.found + self.missed)
    }
}

/// `part` of `whole`; 1 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Counts the tier that a message led to.
pub fn tier(message: &Labelled, reading: &Reading, tally: &mut Tally) -> Option<Miss> {
    let (wanted, got) = (message.tier, Outcome::of(reading));
    tally.n += 1;
    let place = if got == wanted || message.allow.contains(&got) {
        let named = |code: &String| reading.signs.iter().any(|sign| &sign.code == code);
        let other = got > Outcome::None && !message.codes.is_empty() && !message.codes.iter().any(named);
        tally.right += 1;
        if !other {
            return None;
        }
        tally.other_sign += 1;
        Place::Sign
    } else {
        let slot = match (wanted, got) {
            (_, Outcome::None) => &mut tally.missed,
            (Outcome::Emergency | Outcome::SameDay, Outcome::Ask) => &mut tally.asked_instead,
            (Outcome::Emergency, Outcome::SameDay) => &mut tally.lower,
            (_, Outcome::Ask) => &mut tally.asked_too_much,
            _ => &mut tally.false_diversions,
        };
        *slot += 1;
        if got < wanted { Place::Low } else { Place::High }
    };
    let codes = message.codes.join(" ");
    let head = format!("{}\n    wanted {wanted} {codes}; got {got}", message.text);
    Some(Miss { lang: message.lang.clone(), place, lines: head + "\n" + &explain::signs(reading, &message.text) })
}

/// Counts everything else that was found.
pub fn finds(message: &Labelled, reading: &Reading, kinds: &mut BTreeMap<String, Kind>) -> Option<Miss> {
    let found = values(reading);
    let mut wanted: BTreeMap<String, Vec<String>> =
        message.finds.iter().map(|(key, values)| (key.clone(), values.each())).collect();
    let mut may: BTreeMap<String, Vec<String>> =
        message.may.iter().map(|(key, values)| (key.clone(), values.each())).collect();
    wanted.insert("intent".to_owned(), message.intent.clone());
    for labels in [&mut wanted, &mut may] {
        let intents = labels.entry("intent".to_owned()).or_default();
        intents.iter_mut().for_each(|intent| *intent = intent.replace('_', ""));
        let despair: Vec<String> = intents.extract_if(.., |intent| intent == CRISIS).collect();
        labels.insert(DESPAIR.to_owned(), despair);
    }
    if message.who.as_deref() == Some("other") {
        wanted.insert("patient".to_owned(), vec!["other".to_owned()]);
    }
    let keys: BTreeSet<&String> = found.keys().chain(wanted.keys()).collect();
    let none = Vec::new();
    let (mut missed, mut invented) = (Vec::new(), Vec::new());
    for key in keys {
        let [found, wanted, may] = [&found, &wanted, &may].map(|map| map.get(key).unwrap_or(&none));
        let kind = kinds.entry(key.clone()).or_default();
        for value in wanted {
            if found.contains(value) {
                kind.found += 1;
            } else {
                kind.missed += 1;
                missed.push(format!("{key}={value}"));
            }
        }
        for value in found.iter().filter(|value| !wanted.contains(value) && !may.contains(value)) {
            kind.invented += 1;
            invented.push(format!("{key}={value}"));
        }
    }
    if missed.is_empty() && invented.is_empty() {
        return None;
    }
    let head = format!("{}\n    missed [{}] invented [{}]", message.text, missed.join(" "), invented.join(" "));
    let lines = if invented.is_empty() { head } else { head + "\n" + &explain::finds(reading, &message.text) };
    let despair = missed.iter().any(|missed| missed.starts_with(DESPAIR));
    let place = if despair { Place::Low } else { Place::Finds };
    Some(Miss { lang: message.lang.clone(), place, lines })
}
