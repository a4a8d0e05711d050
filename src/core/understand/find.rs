//! Everything that a message names: each pattern that matches, and what its surroundings make of it.
use std::collections::BTreeMap;

use super::hearing::{Hearing, Match, Mention};
use super::scope::{Scope, Verdict};
use super::{At, How, IntentHeard, Narrowed, Reading, SignHeard, Tick, Time, Who, numbers};
use crate::script::heard::tokens::Span;
use crate::script::heard::{Ask, Intent, Rule, Target};
use crate::script::{AnswerKind, Question, Script, Stage};

/// Reads typed words in every language of the clinic. Total and deterministic; linear in the length of `words`.
pub fn read(script: &Script, words: &str) -> Reading {
    let mut hearing = Hearing::of(&script.ear, words);
    if hearing.tokens.is_empty() {
        return Reading::default();
    }
    (0..script.ear.tongues.len()).for_each(|tongue| numbers::note(&mut hearing, tongue));
    let scopes: Vec<Scope> = (0..script.ear.tongues.len()).map(|tongue| Scope::of(&hearing, tongue)).collect();
    hearing.others = scopes.iter().map(|scope| scope.about == Who::Other).collect();
    let most = (0..scopes.len()).max_by_key(|tongue| (hearing.known[*tongue], std::cmp::Reverse(*tongue)));
    let tongue = most.filter(|tongue| hearing.known[*tongue] > 0);
    let mut finder = Finder { script, hearing: &hearing, scopes: &scopes, tongue, found: Found::default() };
    script.ear.rules.iter().for_each(|rule| finder.rule(rule));
    let mut reading = finder.found.reading(script);
    reading.language = tongue.map(|tongue| script.ear.tongues[tongue].lang.clone());
    reading.about = tongue.map(|tongue| scopes[tongue].about).unwrap_or_default();
    let tongue = tongue.unwrap_or(0);
    intents(&hearing, &mut reading);
    wishes(script, &hearing, &mut reading);
    reading.score = numbers::score(&hearing, tongue, words);
    times(&hearing, tongue, words, &mut reading);
    reading
}

struct Finder<'a> {
    script: &'a Script,
    hearing: &'a Hearing<'a>,
    scopes: &'a [Scope],
    /// The language of most words.
    tongue: Option<usize>,
    found: Found,
}

/// What was found, before the longer reading takes the shorter one's place.
#[derive(Default)]
struct Found {
    signs: BTreeMap<usize, Vec<Seen>>,
    options: BTreeMap<(usize, usize), Seen>,
    narrows: BTreeMap<(usize, usize), Seen>,
    asks: BTreeMap<Ask, Seen>,
    crisis: Option<Seen>,
}

#[derive(Clone)]
struct Seen {
    whole: Mention,
    how: How,
    /// Whether the pattern itself leaves room for doubt.
    vague: bool,
    /// How many words it rests on.
    words: u32,
    spans: Vec<Span>,
}

impl Finder<'_> {
    fn rule(&mut self, rule: &Rule) {
        let foreign = self.tongue.is_some_and(|tongue| tongue != rule.tongue && self.knows_little(tongue, rule.tongue));
        match rule.target {
            // A sign counts in any language.
            Target::Sign(sign) => {
                let plain = |seen: &Seen| seen.how == How::Plain;
                if !self.found.signs.get(&sign).is_some_and(|seen| seen.iter().any(plain)) {
                    self.sign(sign, rule);
                }
            }
            Target::Crisis => {
                if let Some(seen) = self.whole(rule, |verdict| !verdict.no)
                    && self.found.crisis.is_none()
                {
                    self.found.crisis = Some(seen);
                }
            }
            _ if foreign => {}
            Target::Option(question, option) => {
                if listed(&self.script.questions[question]) {
                    let seen = self.whole(rule, |verdict| !verdict.no && !verdict.doubt);
                    longer(&mut self.found.options, (question, option), seen);
                }
            }
            Target::Narrow(question, group) => {
                let seen = self.whole(rule, |verdict| !verdict.no && !verdict.doubt);
                longer(&mut self.found.narrows, (question, group), seen);
            }
            Target::Ask(ref ask) => {
                let seen = self.whole(rule, |_| true);
                longer(&mut self.found.asks, ask.clone(), seen);
            }
            Target::Concept(_) => {}
        }
    }

    /// Whether the message is plainly in the other language.
    fn knows_little(&self, most: usize, this: usize) -> bool {
        2 * self.hearing.known[this] < self.hearing.known[most]
    }

    /// The first match of every part of a rule whose verdict is fit.
    fn whole(&self, rule: &Rule, fit: impl Fn(Verdict) -> bool) -> Option<Seen> {
        let mut pieces: Vec<Mention> = Vec::new();
        for part in &rule.parts {
            let mut first: Option<Match> = None;
            self.hearing.each(part, rule.tongue, |matched| {
                let stop = fit(self.scopes[rule.tongue].judge(self.hearing, &matched));
                first = stop.then_some(matched);
                stop
            });
            pieces.extend(first?.pieces);
        }
        Some(self.seen(pieces, How::Plain, rule.doubtful))
    }

    fn sign(&mut self, sign: usize, rule: &Rule) {
        let mut pieces: Vec<Mention> = Vec::new();
        let mut how = if rule.doubtful { How::Doubtful } else { How::Plain };
        let last = rule.parts.len() - 1;
        for (index, part) in rule.parts.iter().enumerate() {
            let (mut plain, mut doubtful) = (None, None);
            self.hearing.each(part, rule.tongue, |matched| {
                let mut verdict = self.scopes[rule.tongue].judge(self.hearing, &matched);
                // An illness or operation beside the complaint may be past: "had cancer, and now numb legs".
                if index < last {
                    (verdict.past, verdict.over) = (false, false);
                }
                let taken_back = !rule.doubtful && self.softened(sign, &matched);
                if verdict.is_plain() && !taken_back {
                    plain = Some(matched);
                } else if !verdict.is_nothing() && doubtful.is_none() {
                    doubtful = Some(matched);
                }
                plain.is_some()
            });
            if plain.is_none() {
                how = How::Doubtful;
            }
            let Some(matched) = plain.or(doubtful) else { return };
            pieces.extend(matched.pieces);
        }
        let seen = self.seen(pieces, how, rule.doubtful);
        self.found.signs.entry(sign).or_default().push(seen);
    }

    /// Whether a longer, doubtful reading of the same sign holds these words: "can't feel my legs after leg day".
    fn softened(&self, sign: usize, matched: &Match) -> bool {
        let (whole, length) = (matched.whole, words(&matched.pieces));
        let seen = self.found.signs.get(&sign);
        seen.is_some_and(|seen| seen.iter().any(|seen| seen.vague && seen.words > length && seen.whole.contains(whole)))
    }

    fn seen(&self, mut pieces: Vec<Mention>, how: How, vague: bool) -> Seen {
        pieces.sort_unstable();
        pieces.dedup();
        let first = pieces.first().map_or(0, |at| at.first);
        let last = pieces.iter().map(|at| at.last).max().unwrap_or(0);
        let span = |at: &Mention| self.hearing.tokens.span(at.first as usize, at.last as usize);
        let spans = pieces.iter().map(span).collect();
        Seen { whole: Mention { first, last }, how, vague, words: words(&pieces), spans }
    }
}

/// How many words the pieces hold.
fn words(pieces: &[Mention]) -> u32 {
    pieces.iter().map(|at| at.last + 1 - at.first).sum()
}

/// Words never tick a list of warning signs.
fn listed(question: &Question) -> bool {
    question.answer != AnswerKind::First && !question.choices().any(|choice| choice.explains)
}

/// Keeps the reading that rests on more words.
fn longer<K: Ord>(found: &mut BTreeMap<K, Seen>, key: K, seen: Option<Seen>) {
    let Some(seen) = seen else { return };
    if found.get(&key).is_none_or(|old| old.words < seen.words) {
        found.insert(key, seen);
    }
}

impl Found {
    fn reading(self, script: &Script) -> Reading {
        let mut reading = Reading { crisis: self.crisis.map(|seen| seen.spans), ..Reading::default() };
        for (index, seen) in self.signs {
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
        for ((question, option), seen) in &self.options {
            // "Left lower back" is not also "lower back".
            let mut others = self.options.range((*question, 0)..(*question + 1, 0)).filter(|(key, _)| key.1 != *option);
            let within = others.any(|(_, other)| other.whole != seen.whole && other.whole.contains(seen.whole));
            let asked = &script.questions[*question];
            if let Some(choice) = asked.choices().nth(*option).filter(|_| !within) {
                let (question, option) = (asked.id.clone(), choice.id.clone());
                reading.ticks.push(Tick { question, option, spans: seen.spans.clone() });
            }
        }
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

/// One message wants one thing of a visit; "hi" before a complaint is no greeting to answer.
fn intents(hearing: &Hearing, reading: &mut Reading) {
    let [cancel, change] = [Intent::Cancel, Intent::Change].map(|intent| reading.wants(intent));
    let more = hearing.tokens.len() > 5 || reading.intents.len() > 1 || !reading.signs.is_empty();
    reading.intents.retain(|heard| match heard.intent {
        Intent::Book => !cancel && !change,
        Intent::Greeting => !more,
        _ => true,
    });
}

/// Whether a visit is spoken of, or hardly anything else is said.
fn visit(hearing: &Hearing, reading: &Reading) -> bool {
    let wanted = [Intent::Book, Intent::Cancel, Intent::Change].into_iter().any(|intent| reading.wants(intent));
    wanted || (reading.signs.is_empty() && hearing.tokens.len() <= 7)
}

/// "In the mornings" is a wish where a visit is spoken of; "stiff in the mornings" is none.
fn wishes(script: &Script, hearing: &Hearing, reading: &mut Reading) {
    let booking = |id: &str| script.question(id).is_some_and(|question| question.stage == Stage::Booking);
    let pain = reading.ticks.iter().any(|tick| !booking(&tick.question));
    let wanted = [Intent::Book, Intent::Cancel, Intent::Change].into_iter().any(|intent| reading.wants(intent));
    if !visit(hearing, reading) || (pain && !wanted) {
        reading.ticks.retain(|tick| !booking(&tick.question));
    }
}

/// Days and hours count where a visit is spoken of, or where they are all that is said.
fn times(hearing: &Hearing, tongue: usize, words: &str, reading: &mut Reading) {
    let asks = reading.wants(Intent::Hours) && !reading.wants(Intent::Book);
    let visit = visit(hearing, reading) && !asks;
    // In a message of several sentences, those in the one that speaks of the visit.
    let clause = |place: u32| hearing.layouts[tongue].clause[place as usize];
    let spoken: Vec<u32> = {
        let visits = reading
            .intents
            .iter()
            .filter(|heard| matches!(heard.intent, Intent::Book | Intent::Cancel | Intent::Change));
        let place =
            |span: &Span| (0..hearing.tokens.len()).find(|place| hearing.tokens.span(*place, *place).end > span.start);
        visits.flat_map(|heard| &heard.spans).filter_map(place).map(|place| clause(place as u32)).collect()
    };
    let near = |at: Mention| spoken.is_empty() || spoken.iter().any(|other| other.abs_diff(clause(at.first)) <= 1);
    let began =
        |at: Mention| hearing.lasts[tongue].iter().any(|length| length.at.contains(at) || at.contains(length.at));
    let past = |at: Mention| {
        let list = hearing.list(tongue, "time.lasts");
        list.iter().any(|cue| cue.last < at.first && cue.last + 3 >= at.first || cue.contains(at))
    };
    let times = numbers::times(hearing, tongue, words);
    let wished = |(at, time): &(Mention, Time)| {
        let after = matches!(time.at, At::After(..)) && !asks;
        (visit && near(*at) || after) && !began(*at) && !past(*at)
    };
    reading.times = times.into_iter().filter(wished).map(|(_, time)| time).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{Source, Tier};

    fn heard(words: &str) -> Reading {
        read(&Script::load(&Source::BuiltIn).unwrap(), words)
    }

    #[test]
    fn a_sign_is_not_taken_back_by_its_own_words() {
        let reading = heard("no puedo orinar");
        assert_eq!((reading.signs[0].code.as_str(), reading.signs[0].how), ("E-BLADDER", How::Plain));
        assert_eq!(reading.signs[0].tier, Tier::Emergency);
        assert!(heard("I want to die").crisis.is_some());
        assert!(heard("potatoes").is_empty());
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(heard("Help, I can’t PEE!").plain().count(), 1);
        assert_eq!(heard("I can't peel potatoes").signs.len(), 0);
    }
}
