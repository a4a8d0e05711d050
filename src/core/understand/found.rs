//! What was found in a message, before the longer reading takes the shorter one's place.
use std::collections::BTreeMap;

use super::matching::Mention;
use super::{How, IntentHeard, Narrowed, Reading, SignHeard, Span, Tick};
use crate::script::heard::{Ask, Intent};
use crate::script::{AnswerKind, Script, Stage, Tier};

/// What was found, before the longer reading takes the shorter one's place.
#[derive(Default)]
pub struct Found {
    /// Signs, by their places in the script.
    pub signs: BTreeMap<usize, Vec<Seen>>,
    /// Options, by the places of question and option.
    pub options: BTreeMap<(usize, usize), Seen>,
    /// Options that are named only as an answer to their question.
    pub answers: BTreeMap<(usize, usize), Seen>,
    /// Groups of options.
    pub narrows: BTreeMap<(usize, usize), Seen>,
    /// What the writer wants.
    pub asks: BTreeMap<Ask, Seen>,
    /// Despair.
    pub crisis: Option<Seen>,
}

/// Something that was found.
#[derive(Clone)]
pub struct Seen {
    /// From the first word to the last.
    pub whole: Mention,
    /// How sure.
    pub how: How,
    /// Whether the pattern itself leaves room for doubt.
    pub vague: bool,
    /// Whether it would be plain, but rests on one word in passing.
    pub passing: bool,
    /// How many words it rests on.
    pub words: u32,
    /// The words that led to it.
    pub spans: Vec<Span>,
}

/// How many words the pieces hold.
pub fn words(pieces: &[Mention]) -> u32 {
    pieces.iter().map(|at| at.last + 1 - at.first).sum()
}

/// Keeps the reading that rests on more words.
pub fn longer<K: Ord>(found: &mut BTreeMap<K, Seen>, key: K, seen: Option<Seen>) {
    let Some(seen) = seen else { return };
    if found.get(&key).is_none_or(|old| old.words < seen.words) {
        found.insert(key, seen);
    }
}

impl Found {
    /// As a reading, without its language, times and score.
    pub fn reading(self, script: &Script) -> Reading {
        let mut reading = Reading { crisis: self.crisis.map(|seen| seen.spans), ..Reading::default() };
        // One word in passing is no figure of speech beside a plain sign.
        let sure = self.signs.values().flatten().any(|seen| seen.how == How::Plain);
        for (index, mut seen) in self.signs {
            seen.iter_mut().filter(|seen| seen.passing && sure).for_each(|seen| seen.how = How::Plain);
            let Some(best) = seen.into_iter().min_by_key(|seen| seen.how) else { continue };
            let sign = &script.signs[index];
            reading.signs.push(SignHeard {
                code: sign.code.clone(),
                tier: sign.tier,
                how: best.how,
                spans: best.spans,
            });
        }
        reading.signs.sort_by_key(|sign| (std::cmp::Reverse(sign.tier), sign.how));
        let emergency = reading.plain().any(|sign| sign.tier == Tier::Emergency);
        reading.ticks = ticks(script, &self.options, emergency);
        reading.answers = ticks(script, &self.answers, emergency);
        for ((question, group), seen) in self.narrows {
            let asked = &script.questions[question];
            if let Some(narrow) = asked.narrow.get(group).filter(|_| reading.ticked(&asked.id).next().is_none()) {
                let options = narrow.get_ref().to.clone();
                reading.narrowed.push(Narrowed { question: asked.id.clone(), options, spans: seen.spans });
            }
        }
        for (ask, seen) in self.asks {
            let (intent, language) = match ask {
                Ask::Intent(intent) => (intent, None),
                Ask::Language(language) => (Intent::Language, Some(language)),
            };
            let same = |heard: &&mut IntentHeard| heard.intent == intent;
            match reading.intents.iter_mut().find(same) {
                Some(heard) => heard.language = heard.language.take().or(language),
                None if language.is_some() => {}
                None => reading.intents.push(IntentHeard { intent, language, spans: seen.spans }),
            }
        }
        reading
    }
}

/// The options that were named, without those that only are a part of what another one says.
fn ticks(script: &Script, options: &BTreeMap<(usize, usize), Seen>, emergency: bool) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for ((question, option), seen) in options {
        // "Left lower back" is not also "lower back".
        let mut others = options.range((*question, 0)..(*question + 1, 0)).filter(|(key, _)| key.1 != *option);
        let asked = &script.questions[*question];
        // Of several ticks, only those that rest on the same words: "suitcases into the boot" is heavy, and lifted.
        let shared = |other: &Seen| {
            let meet = |one: &Span| other.spans.iter().any(|two| one.start < two.end && two.start < one.end);
            asked.answer != AnswerKind::Many || seen.spans.iter().any(meet)
        };
        let longer = |other: &Seen| other.whole != seen.whole && other.whole.contains(seen.whole);
        let within = others.any(|(_, other)| longer(other) && shared(other));
        // What somebody did when it became an emergency is no habit: "sitting on the loo", "running to the bus".
        let habit = asked.answer == AnswerKind::Many && asked.stage == Stage::Interview;
        let told = emergency && habit && !asked.safety && !asked.caution;
        if let Some(choice) = asked.choices().nth(*option).filter(|_| !within && !told) {
            let (question, option) = (asked.id.clone(), choice.id.clone());
            ticks.push(Tick { question, option, spans: seen.spans.clone() });
        }
    }
    ticks
}
