//! Everything that a message names: each pattern that matches, and what its surroundings make of it.
use jiff::civil::Date;

use super::assent::{assent, below_advice, thumb};
use super::foreign::foreign;
use super::found::{Found, Seen, longer, words};
use super::hearing::Hearing;
use super::matching::{Match, Mention};
use super::scope::Scope;
use super::side::side;
use super::verdict::Verdict;
use super::visits::{excuses, intents, moves, times, wishes};
use super::{How, Reading, Who, lasting, numbers};
use crate::script::heard::{Rule, Seek, Target};
use crate::script::{AnswerKind, Question, Script};

/// A language is told by one word in so many: people write little but small words.
const FEW: usize = 4;

/// A message of more words is long: it says more of a sign than its name.
const LONG: usize = 12;

/// Reads typed words in every language of the clinic, on a day that is not known. Total and deterministic; linear in the length of
/// `words`.
pub fn read(script: &Script, words: &str) -> Reading {
    read_on(script, words, None)
}

/// The same, on a known day: from it, how long ago "since Monday" and "since August" are.
pub fn read_on(script: &Script, words: &str, on: Option<Date>) -> Reading {
    let mut hearing = Hearing::of(&script.ear, words);
    (0..script.ear.tongues.len()).for_each(|tongue| lasting::note(&mut hearing, tongue, words, on));
    if hearing.tokens.is_empty() {
        return Reading { assent: thumb(words), ..Reading::default() };
    }
    let scopes: Vec<Scope> = (0..script.ear.tongues.len()).map(|tongue| Scope::of(&hearing, tongue)).collect();
    hearing.others = scopes.iter().map(|scope| scope.said_of == Who::Other).collect();
    let most = (0..scopes.len()).max_by_key(|tongue| (hearing.known[*tongue], std::cmp::Reverse(*tongue)));
    let tongue = most.filter(|tongue| hearing.known[*tongue] > 0);
    let mut finder = Finder { script, hearing: &hearing, scopes: &scopes, tongue, found: Found::default() };
    hearing.rules().into_iter().for_each(|rule| finder.rule(&script.ear.rules[rule as usize]));
    let mut reading = finder.found.reading(script);
    let told = |tongue: &usize| hearing.known[*tongue] as usize * FEW >= hearing.tokens.len();
    reading.language = tongue.filter(told).map(|tongue| script.ear.tongues[tongue].lang.clone());
    reading.foreign = foreign(&script.others, &hearing, words);
    if reading.foreign.is_some() {
        reading.language = None;
    }
    reading.about = tongue.map(|tongue| scopes[tongue].said_of).unwrap_or_default();
    let (told, tongue) = (tongue, tongue.unwrap_or(0));
    intents(&hearing, &mut reading);
    excuses(&hearing, &scopes[tongue], &mut reading);
    // A day alone may be in any language.
    let tongues = if told.is_some() { tongue..tongue + 1 } else { 0..scopes.len() };
    for tongue in tongues {
        if reading.times.is_empty() {
            times(&hearing, tongue, words, &mut reading);
        }
    }
    wishes(script, &hearing, &mut reading);
    moves(script, &mut reading);
    (reading.assent, reading.below_advice) =
        (assent(&hearing, tongue, &reading.times), below_advice(&hearing, &scopes));
    reading.side = side(&hearing, &scopes[tongue]);
    reading.score = numbers::score(&hearing, tongue, words);
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

impl Finder<'_> {
    fn rule(&mut self, rule: &Rule) {
        let said = |at: &Match| {
            let verdict = self.scopes[rule.tongue].judge(self.hearing, at);
            !verdict.no && !verdict.doubt
        };
        let foreign = self.tongue.is_some_and(|tongue| tongue != rule.tongue && self.knows_little(tongue, rule.tongue));
        match rule.target {
            // A sign counts in any language; a doubt only in the one that is written.
            Target::Sign(_) if foreign && rule.doubtful => {}
            Target::Sign(sign) => {
                let plain = |seen: &Seen| seen.how == How::Plain;
                if !self.found.signs.get(&sign).is_some_and(|seen| seen.iter().any(plain)) {
                    let known = |tongue: usize| self.hearing.known[tongue];
                    self.sign(sign, rule, self.tongue.filter(|tongue| known(*tongue) > known(rule.tongue)));
                }
            }
            Target::Crisis => {
                // "A commute is pure suicide" holds a Spanish word.
                if self.found.crisis.is_none() && !foreign {
                    let scope = &self.scopes[rule.tongue];
                    self.found.crisis = self.whole(rule, |at| !scope.is_no_despair(self.hearing, at));
                }
            }
            _ if foreign => {}
            Target::Option(question, option) => {
                if listed(&self.script.questions[question]) {
                    let seen = self.whole(rule, said);
                    longer(&mut self.found.options, (question, option), seen);
                }
            }
            Target::Answer(question, option) => {
                let scope = &self.scopes[rule.tongue];
                let seen = self.whole(rule, |at| scope.denied(self.hearing, at).is_plain());
                longer(&mut self.found.answers, (question, option), seen);
            }
            Target::Narrow(question, group) => {
                let seen = self.whole(rule, said);
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

    /// The first match of every part of a rule that is fit.
    fn whole(&self, rule: &Rule, fit: impl Fn(&Match) -> bool) -> Option<Seen> {
        let mut pieces: Vec<Mention> = Vec::new();
        for part in &rule.parts {
            let mut first: Option<Match> = None;
            // Whose pain it is stands nowhere: nothing is said of it.
            let nowhere = part.pieces.iter().all(|piece| matches!(piece, Seek::Patient(_)));
            self.hearing.each(part, rule.tongue, |matched| {
                let stop = nowhere || fit(matched);
                first = stop.then(|| matched.clone());
                stop
            });
            pieces.extend(first?.pieces);
        }
        (!self.is_barred(rule)).then(|| self.seen(pieces, How::Plain, rule.doubtful))
    }

    /// Whether something stands in the message that the rule must not meet anywhere. Asked last: it costs more than to find nothing.
    fn is_barred(&self, rule: &Rule) -> bool {
        rule.nowhere.iter().any(|seek| self.hearing.is_there(seek, rule.tongue))
    }

    /// A word of another language than the one that is written is denied in that one, too: "not incontinent" is not Spanish.
    fn sign(&mut self, sign: usize, rule: &Rule, written: Option<usize>) {
        let mut pieces: Vec<Mention> = Vec::new();
        let mut how = if rule.doubtful { How::Doubtful } else { How::Plain };
        let told = &self.script.signs[sign];
        let last = rule.parts.len() - 1;
        for (index, part) in rule.parts.iter().enumerate() {
            let (mut plain, mut doubtful) = (None, None);
            self.hearing.each(part, rule.tongue, |matched| {
                let scope = &self.scopes[rule.tongue];
                // "My husband" is nobody's complaint: "my husband asked why, I can't feel him".
                let mut verdict = match index < last && scope.is_a_person(matched) {
                    true => Verdict::default(),
                    false => scope.judge(self.hearing, matched),
                };
                if let Some(written) = written.filter(|_| !verdict.no) {
                    verdict = verdict.and(self.scopes[written].judge(self.hearing, matched));
                    verdict.no |= !self.has_a_word(matched.whole);
                }
                // An illness or operation beside the complaint may be past: "had cancer, and now numb legs".
                let theirs = |at: u32| {
                    at < matched.whole.first && pieces.iter().any(|piece| piece.last < at && piece.last + 8 > at)
                };
                if !told.recent && (index < last || verdict.past_at.is_some_and(theirs)) {
                    (verdict.past, verdict.over) = (false, false);
                }
                verdict.doubt |= index == last && scope.is_aside(self.hearing, matched);
                verdict.doubt |= told.figure && scope.is_laughed_at(self.hearing, matched);
                let taken_back = !rule.doubtful && last == 0 && self.softened(sign, matched);
                if verdict.is_plain() && !taken_back {
                    plain = Some(matched.clone());
                } else if !verdict.is_nothing() && doubtful.is_none() {
                    doubtful = Some(matched.clone());
                }
                plain.is_some()
            });
            if plain.is_none() {
                how = How::Doubtful;
            }
            let Some(matched) = plain.or(doubtful) else { return };
            pieces.extend(matched.pieces);
        }
        if self.is_barred(rule) {
            return;
        }
        // The same word may meet two parts.
        pieces.sort_unstable();
        pieces.dedup();
        let passing = how == How::Plain && self.is_in_passing(&pieces, told.sure);
        if passing {
            how = How::Doubtful;
        }
        // Two things anywhere in a message say nothing of what one of them is: only words near each other take a plain reading back.
        let seen = Seen { passing, ..self.seen(pieces, how, rule.doubtful && last == 0) };
        self.found.signs.entry(sign).or_default().push(seen);
    }

    /// Whether a longer, doubtful reading of the same sign holds these words: "can't feel my legs after leg day".
    fn softened(&self, sign: usize, matched: &Match) -> bool {
        let (whole, length) = (matched.whole, words(&matched.pieces));
        let seen = self.found.signs.get(&sign);
        seen.is_some_and(|seen| seen.iter().any(|seen| seen.vague && seen.words > length && seen.whole.contains(whole)))
    }

    /// Whether all rests on few words of a long message: they are as often a figure of speech ("deadline fever", "crashed on her couch").
    fn is_in_passing(&self, pieces: &[Mention], sure: u32) -> bool {
        let tokens = &self.hearing.tokens;
        words(pieces) < sure && tokens.len() > LONG && !pieces.iter().any(|at| tokens.in_digits(at.first as usize))
    }

    /// Whether more is there than numbers and letters: "a 40" is a temperature in one language only.
    fn has_a_word(&self, whole: Mention) -> bool {
        let word = |place: u32| self.hearing.tokens.word(place as usize);
        (whole.first..=whole.last).any(|place| word(place).chars().filter(|c| c.is_alphabetic()).nth(2).is_some())
    }

    fn seen(&self, mut pieces: Vec<Mention>, how: How, vague: bool) -> Seen {
        pieces.sort_unstable();
        pieces.dedup();
        let first = pieces.first().map_or(0, |at| at.first);
        let last = pieces.iter().map(|at| at.last).max().unwrap_or(0);
        let span = |at: &Mention| self.hearing.tokens.span(at.first as usize, at.last as usize);
        let spans = pieces.iter().map(span).collect();
        Seen { whole: Mention { first, last }, how, vague, passing: false, words: words(&pieces), spans }
    }
}

/// Words never tick a list of warning signs.
fn listed(question: &Question) -> bool {
    question.answer != AnswerKind::First && !question.choices().any(|choice| choice.explains)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::understand::tried::heard;
    use crate::script::Tier;

    #[test]
    fn a_sign_is_not_taken_back_by_its_own_words() {
        let reading = heard("no puedo orinar");
        assert_eq!((reading.signs[0].code.as_str(), reading.signs[0].how), ("E-BLADDER", How::Plain));
        assert_eq!(reading.signs[0].tier, Tier::Emergency);
        assert!(heard("I want to die").crisis.is_some());
        assert!(heard("potatoes").is_empty());
    }

    #[test]
    fn one_word_of_a_long_message_is_asked_for() {
        let how = |words: &str| heard(words).gravest().map(|sign| sign.how);
        let passing =
            "yesterday we talked at home about incontinence and then had a long cup of tea with the neighbours";
        assert_eq!(how(passing), Some(How::Doubtful));
        assert_eq!(how("incontinence"), Some(How::Plain));
        assert_eq!(how(&passing.replace("talked", "fell off a ladder, and talked")), Some(How::Plain));
    }

    #[test]
    fn what_keeps_somebody_else_from_a_visit_is_asked_for() {
        let how = |words: &str| heard(words).gravest().map(|sign| sign.how);
        assert_eq!(how("es el peque con 39 de fiebre, así que quiero anular la cita"), Some(How::Doubtful));
        assert_eq!(how("es el peque con 39 de fiebre y dolor de espalda, quiero anular la cita"), Some(How::Plain));
        assert_eq!(how("tengo 39 de fiebre, así que quiero anular la cita"), Some(How::Plain));
        assert_eq!(how("cancel tomorrow pls, my mum has a fever of 39.5"), Some(How::Doubtful));
    }

    #[test]
    fn russian_in_latin_letters_is_read_whole() {
        let gravest = |words: &str| heard(words).gravest().map(|sign| sign.code.clone()).unwrap_or_default();
        assert_eq!(gravest("ya upal s kryshi vchera, spina"), "E-TRAUMA");
        assert_eq!(gravest("mama 80 let upala i ne mozhet vstat"), "E-FRAG");
        assert_eq!(gravest("let me move it, no, i do not mind a later date"), "");
    }

    #[test]
    fn minutes_are_no_fever() {
        assert_eq!(heard("каждый вечер в 21:38 сажусь за комп").signs.len(), 0);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(heard("Help, I can’t PEE!").plain().count(), 1);
        assert_eq!(heard("I can't peel potatoes").signs.len(), 0);
    }
}
