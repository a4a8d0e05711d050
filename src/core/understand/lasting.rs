//! Lengths of time: how long the pain has lasted, and not the shift, the course of tablets or the pregnancy.
use jiff::civil::Date;

use super::digits::Valued;
use super::hearing::Hearing;
use super::matching::{Mention, nearest, outermost};
use super::numbers::{ages, beside, just_before, same_sentence, stands_alone};
use super::since::since;
use crate::script::heard::tokens::Break;

/// A message of so many words is an answer: "10 weeks", "62".
const SHORT: usize = 5;

/// So many words away a length of time is still beside the pain.
const BESIDE: u32 = 6;

/// So many tenths of days are eighteen years.
const GROWN_UP: u32 = 18 * 365 * 10;

/// The lists of units, and how many days each is.
pub(super) const UNITS: [(&str, u32); 5] =
    [("time.hour", 0), ("time.day", 1), ("time.week", 7), ("time.month", 30), ("time.year", 365)];

/// A length of time, in tenths of days; the words may leave open how long.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    /// The words.
    pub at: Mention,
    /// At least so long.
    pub least: u32,
    /// At most so long.
    pub most: u32,
}

/// Notes the ages and lengths of time of a tongue; those since a named day only if it is known which day it is.
pub fn note(hearing: &mut Hearing, tongue: usize, words: &str, on: Option<Date>) {
    let ages = ages(hearing, tongue);
    hearing.ages[tongue] = ages;
    let since = on.map_or_else(Vec::new, |on| since(hearing, tongue, words, on));
    let mut lasts = lasts(hearing, tongue);
    // "Since Monday", without a day to count from, is a few days.
    let named = |at: Mention| nearest(&since, at, |since| since.at).any(|since| at.contains(since.at));
    lasts.retain(|length| !named(length.at));
    lasts.extend(since);
    lasts.sort_by_key(|length| length.at);
    let lasts = of_pain(hearing, tongue, lasts);
    hearing.lasts[tongue] = lasts;
}

/// Lengths of time that say how long something has lasted.
fn lasts(hearing: &Hearing, tongue: usize) -> Vec<Lasting> {
    let lasting = |at: Mention, tenths: u32| Lasting { at, least: tenths, most: tenths };
    let mut found: Vec<Lasting> = Vec::new();
    for (unit, days) in UNITS {
        for at in hearing.list(tongue, unit) {
            let Some(number) = counted(hearing, *at) else { continue };
            let whole = Mention { first: number.at.first.min(at.first), last: number.at.last.max(at.last) };
            found.push(lasting(whole, number.value * days));
        }
    }
    for (concept, days) in &hearing.ear.tongues[tongue].lengths {
        found.extend(hearing.of_concept(*concept).iter().map(|at| lasting(*at, days * 10)));
    }
    outermost(&mut found, |length| length.at);
    let list = |name: &str| hearing.list(tongue, name);
    let [cues, others, before] = [list("time.lasts"), list("time.lasts_not"), list("time.lasts_not_before")];
    let cue = |at: Mention, list: &[Mention], more: u32| {
        just_before(hearing, list, at, more)
            || beside(list, at.last + 1, 1).is_some_and(|behind| same_sentence(hearing, at, behind))
    };
    // "52 years": people are so old, and hardly a pain.
    let old = |length: &Lasting| length.least >= GROWN_UP;
    // All of a short message, or all between two commas. "Ten hours" between two commas is a day's work.
    let about = list("time.about");
    let bare = |length: &Lasting| {
        let alone = stands_alone(hearing, length.at) || stands_alone(hearing, widened(hearing, about, length.at));
        hearing.tokens.len() <= SHORT || alone && length.least > 0 && !old(length)
    };
    let clause = |place: u32| hearing.layouts[tongue].clause[place as usize];
    let pain = list("time.of");
    let hurts = |length: &Lasting| {
        length.least > 20
            && !old(length)
            && nearest(pain, length.at, |at| *at).any(|at| clause(at.first) == clause(length.at.first))
    };
    let near = |length: &Lasting| cue(length.at, cues, if old(length) { 0 } else { 5 }) || hurts(length);
    let other = |length: &Lasting| cue(length.at, others, 1) || just_before(hearing, before, length.at, 1);
    found.retain(|length| !other(length) && (bare(length) || near(length)));
    found
}

/// The number that a unit counts: before it, "two more weeks", or right behind it, "week 3".
pub(super) fn counted(hearing: &Hearing, unit: Mention) -> Option<Valued> {
    let numbers = &hearing.numbers;
    let index = numbers.partition_point(|number| number.at.last < unit.first);
    let before = numbers[..index].last().filter(|number| number.at.last + 2 >= unit.first);
    let behind = || {
        let next = numbers[index..].iter().find(|number| number.at.first > unit.last)?;
        let meet = next.at.first == unit.last + 1 && hearing.tokens.before(next.at.first as usize) == Break::None;
        meet.then_some(next)
    };
    before.or_else(behind).copied()
}

/// A mention with the words of a list on either side of it: "about two weeks or so".
fn widened(hearing: &Hearing, about: &[Mention], mut at: Mention) -> Mention {
    let joined = |place: u32| hearing.tokens.before(place as usize) == Break::None;
    let before = |at: Mention| nearest(about, at, |more| *more).find(|more| more.last + 1 == at.first).copied();
    let behind = |at: Mention| nearest(about, at, |more| *more).find(|more| more.first == at.last + 1).copied();
    while let Some(more) = before(at).filter(|_| joined(at.first)) {
        at.first = more.first;
    }
    while let Some(more) = behind(at).filter(|more| joined(more.first)) {
        at.last = more.last;
    }
    at
}

/// The lengths of the pain: not of what stands nearer, as in "numb since yesterday"; of several, the one beside the pain, else the
/// longest: "hurts for a month, and since yesterday".
fn of_pain(hearing: &Hearing, tongue: usize, mut found: Vec<Lasting>) -> Vec<Lasting> {
    let [pain, others] = ["time.of", "time.of_not"].map(|name| hearing.list(tongue, name));
    let clause = |place: u32| hearing.layouts[tongue].clause[place as usize];
    let apart = |at: Mention, list: &[Mention], but: &[Mention]| {
        let but = |other: Mention| nearest(but, other, |at| *at).any(|but| but.contains(other));
        let own = |other: &&Mention| clause(other.first) == clause(at.first) && !but(**other);
        nearest(list, at, |at| *at).filter(own).map(|other| other.apart(at)).min()
    };
    let of_other = |length: &Lasting| {
        let to_pain = apart(length.at, pain, &[]).unwrap_or(u32::MAX);
        apart(length.at, others, pain).is_some_and(|other| other <= BESIDE && other < to_pain)
    };
    found.retain(|length| !of_other(length));
    let by_pain = |length: &Lasting| apart(length.at, pain, &[]).is_some_and(|apart| apart <= BESIDE);
    if found.iter().any(by_pain) {
        found.retain(by_pain);
    }
    let longest = found.iter().map(|length| length.most).max();
    found.retain(|length| Some(length.most) == longest);
    found
}

#[cfg(test)]
mod tests {
    use crate::core::understand::read;
    use crate::script::{Script, Source};

    #[test]
    fn a_length_of_the_pain_is_told_from_other_numbers() {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let cases = [
            ("low right, stabbing when i get up, roughly three weeks or so, dull in the evening", "d3_w6", None),
            ("me duele abajo a la izquierda, unas 3 semanas, un 6 de 10", "d3_w6", Some(6)),
            ("ноет поясница слева. Сейчас дней десять", "d3_w6", None),
            ("the ache in my low back goes back a good two months", "w6_m3", None),
            ("could I come in about three weeks", "", None),
        ];
        for (words, lasts, score) in cases {
            let reading = read(&script, words);
            let ticked: Vec<&str> = reading.ticked("how_long").map(|tick| tick.option.as_str()).collect();
            assert_eq!((ticked.join(" ").as_str(), reading.score.map(|score| score.value)), (lasts, score), "{words}");
        }
    }
}
