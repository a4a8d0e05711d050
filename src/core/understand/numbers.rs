//! Ages and scores: numbers beside the words that say what they count.
use std::collections::BTreeSet;

use super::Score;
use super::digits::Valued;
use super::hearing::Hearing;
use super::lasting::{UNITS, counted};
use super::matching::{Mention, nearest};
use crate::script::heard::tokens::Break;

/// The ages of people that the words name, as they are now.
pub fn ages(hearing: &Hearing, tongue: usize) -> Vec<Valued> {
    let [before, behind, not] =
        ["time.age_before", "time.age_behind", "time.age_not"].map(|name| hearing.list(tongue, name));
    let is_age = |number: &&Valued| {
        let plain = number.value.is_multiple_of(10) && (10..1200).contains(&number.value);
        let next = |list| beside(list, number.at.last + 1, 0).is_some();
        // "I'm a cellist, 34, and": nothing else of a grown-up is counted so.
        let alone = (180..1000).contains(&number.value) && stands_alone(hearing, number.at);
        plain && (next(behind) || just_before(hearing, before, number.at, 0) && !next(not) || alone)
    };
    // "I fell out of a tree at 12" says nothing of how old somebody is.
    let past = hearing.list(tongue, "scope.past");
    let then = |number: &&Valued| nearest(past, number.at, |at| *at).any(|past| past.contains(number.at));
    hearing.numbers.iter().filter(is_age).filter(|number| !then(number)).copied().collect()
}

/// How strong the pain is.
pub fn score(hearing: &Hearing, tongue: usize, words: &str) -> Option<Score> {
    let last = hearing.tokens.len().saturating_sub(1) as u32;
    let days = ["today", "tomorrow", "day_after", "weekday.0", "weekday.1", "weekday.2", "weekday.3", "weekday.4"];
    let days = days.iter().chain(&["weekday.5", "weekday.6", "pm", "am"]);
    let timed = { days }.any(|name| !hearing.list(tongue, &format!("time.{name}")).is_empty());
    let list = |name: &str| hearing.list(tongue, name);
    let [before, behind, other] = [list("time.score_before"), list("time.score_behind"), list("time.age_not")];
    let units = UNITS.iter().flat_map(|(unit, _)| list(unit)).filter_map(|unit| counted(hearing, *unit));
    let lasting: BTreeSet<Mention> = units.map(|number| number.at).collect();
    // "Como una plancha": an article is no score.
    let in_digits = |at: Mention| hearing.tokens.in_digits(at.first as usize);
    hearing.numbers.iter().enumerate().find_map(|(index, number)| {
        let value =
            u8::try_from(number.value / 10).ok().filter(|value| *value <= 10 && number.value.is_multiple_of(10))?;
        let next = hearing.numbers.get(index + 1).filter(|next| next.at.first == number.at.last + 1);
        let between = next.map(|next| {
            let from = hearing.tokens.span(number.at.last as usize, number.at.last as usize).end;
            words.get(from..hearing.tokens.span(next.at.first as usize, next.at.first as usize).start).unwrap_or("")
        });
        let of_ten = next.is_some_and(|next| next.value == 100) && between.is_some_and(|text| text.trim() == "/");
        let behind = beside(behind, number.at.last + 1, 0);
        let before = just_before(hearing, before, number.at, 2)
            && beside(other, number.at.last + 1, 0).is_none()
            && (in_digits(number.at)
                || hearing.tokens.before(number.at.last as usize + 1) > Break::None
                || number.at.last == last);
        let whole = number.at.first == 0 && number.at.last == last;
        // "Дней десять".
        if lasting.contains(&number.at) && !of_ten && behind.is_none() {
            return None;
        }
        // "Low back, right. Stabby. 7".
        let alone = !timed && in_digits(number.at) && is_sentence(hearing, number.at, words);
        let end =
            if of_ten { next.map_or(last, |next| next.at.last) } else { behind.map_or(number.at.last, |at| at.last) };
        let spans = std::iter::once(hearing.tokens.span(number.at.first as usize, end as usize)).collect();
        (of_ten || behind.is_some() || before || whole || alone).then_some(Score { value, spans })
    })
}

/// Whether these words are all that stands between two commas, or full stops.
pub(super) fn stands_alone(hearing: &Hearing, at: Mention) -> bool {
    let set_off = |place: u32| hearing.tokens.before(place as usize) > Break::None;
    let ends = at.last as usize + 1 >= hearing.tokens.len() || set_off(at.last + 1);
    ends && (at.first == 0 || set_off(at.first))
}

/// The first mention that begins at `place`, or up to `more` words behind.
pub(super) fn beside(list: &[Mention], place: u32, more: u32) -> Option<Mention> {
    let index = list.partition_point(|at| at.first < place);
    list.get(index).filter(|at| at.first <= place + more).copied()
}

/// Whether a mention of the list ends right before `at`, or up to `more` words before, in the same sentence.
pub(super) fn just_before(hearing: &Hearing, list: &[Mention], at: Mention, more: u32) -> bool {
    let index = list.partition_point(|other| other.first < at.first);
    // A cue that holds the number is none: "es un" before "pinchazo".
    let near = |other: &&Mention| other.last < at.first && other.last + 1 + more >= at.first;
    { list[..index].iter().rev().take(3) }.find(near).is_some_and(|other| same_sentence(hearing, *other, at))
}

/// Whether no sentence ends between a mention and one behind it.
pub(super) fn same_sentence(hearing: &Hearing, at: Mention, behind: Mention) -> bool {
    (at.last + 1..=behind.first).all(|place| hearing.tokens.before(place as usize) < Break::Sentence)
}

/// Whether it stands alone between commas or full stops: not in "L4/5", not in "10:30".
fn is_sentence(hearing: &Hearing, at: Mention, words: &str) -> bool {
    let span = hearing.tokens.span(at.first as usize, at.last as usize);
    let [before, behind] =
        [words.get(..span.start), words.get(span.end..)].map(|text| text.unwrap_or("").trim_matches(' '));
    let ends = |at: Option<char>| at.is_none_or(|at| [',', '.', ';', '!', '?', '\n'].contains(&at));
    stands_alone(hearing, at) && ends(before.chars().last()) && ends(behind.chars().next())
}
