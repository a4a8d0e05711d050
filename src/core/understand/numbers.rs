//! Lengths of time, ages, scores, days and hours: numbers beside the words that say what they count.
use jiff::civil::Date;

use super::digits::Valued;
use super::hearing::Hearing;
use super::matching::{Mention, nearest, outermost};
use super::since::since;
use super::{At, Score, Time};
use crate::script::heard::tokens::Break;

/// A message of so many words is an answer: "10 weeks", "62".
const SHORT: usize = 5;

/// So many words away a length of time is still beside the pain.
const BESIDE: u32 = 6;

/// So many tenths of days are eighteen years.
const GROWN_UP: u32 = 18 * 365 * 10;

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

fn ages(hearing: &Hearing, tongue: usize) -> Vec<Valued> {
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

/// Lengths of time that say how long something has lasted.
fn lasts(hearing: &Hearing, tongue: usize) -> Vec<Lasting> {
    let lasting = |at: Mention, tenths: u32| Lasting { at, least: tenths, most: tenths };
    let mut found: Vec<Lasting> = Vec::new();
    for (unit, days) in [("hour", 0), ("day", 1), ("week", 7), ("month", 30), ("year", 365)] {
        for at in hearing.list(tongue, &format!("time.{unit}")) {
            let Some(number) = counted(hearing, *at) else { continue };
            let (number, number_value) = (number.at, number.value);
            let whole = Mention { first: number.first.min(at.first), last: number.last.max(at.last) };
            found.push(lasting(whole, number_value * days));
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
fn counted(hearing: &Hearing, unit: Mention) -> Option<Valued> {
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
    while let Some(more) = about.iter().rev().find(|more| more.last + 1 == at.first && joined(at.first)) {
        at.first = more.first;
    }
    while let Some(more) = about.iter().find(|more| more.first == at.last + 1 && joined(more.first)) {
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

/// Whether these words are all that stands between two commas, or full stops.
fn stands_alone(hearing: &Hearing, at: Mention) -> bool {
    let set_off = |place: u32| hearing.tokens.before(place as usize) > Break::None;
    let ends = at.last as usize + 1 >= hearing.tokens.len() || set_off(at.last + 1);
    ends && (at.first == 0 || set_off(at.first))
}

/// The first mention that begins at `place`, or up to `more` words behind.
fn beside(list: &[Mention], place: u32, more: u32) -> Option<Mention> {
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
fn same_sentence(hearing: &Hearing, at: Mention, behind: Mention) -> bool {
    (at.last + 1..=behind.first).all(|place| hearing.tokens.before(place as usize) < Break::Sentence)
}

/// How strong the pain is.
pub fn score(hearing: &Hearing, tongue: usize, words: &str) -> Option<Score> {
    let last = hearing.tokens.len().saturating_sub(1) as u32;
    let days = ["today", "tomorrow", "day_after", "weekday.0", "weekday.1", "weekday.2", "weekday.3", "weekday.4"];
    let days = days.iter().chain(&["weekday.5", "weekday.6", "pm", "am"]);
    let timed = { days }.any(|name| !hearing.list(tongue, &format!("time.{name}")).is_empty());
    let list = |name: &str| hearing.list(tongue, name);
    let [before, behind, other] = [list("time.score_before"), list("time.score_behind"), list("time.age_not")];
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
        // "Low back, right. Stabby. 7".
        let alone = !timed && in_digits(number.at) && is_sentence(hearing, number.at, words);
        let end =
            if of_ten { next.map_or(last, |next| next.at.last) } else { behind.map_or(number.at.last, |at| at.last) };
        let spans = std::iter::once(hearing.tokens.span(number.at.first as usize, end as usize)).collect();
        (of_ten || behind.is_some() || before || whole || alone).then_some(Score { value, spans })
    })
}

/// Whether it stands alone between commas or full stops: not in "L4/5", not in "10:30".
fn is_sentence(hearing: &Hearing, at: Mention, words: &str) -> bool {
    let span = hearing.tokens.span(at.first as usize, at.last as usize);
    let [before, behind] =
        [words.get(..span.start), words.get(span.end..)].map(|text| text.unwrap_or("").trim_matches(' '));
    let ends = |at: Option<char>| at.is_none_or(|at| [',', '.', ';', '!', '?', '\n'].contains(&at));
    stands_alone(hearing, at) && ends(before.chars().last()) && ends(behind.chars().next())
}

/// Days, dates and hours, with the words. Whether they are wished for is for the caller to judge.
pub fn times(hearing: &Hearing, tongue: usize, words: &str) -> Vec<(Mention, Time)> {
    let mut found: Vec<(Mention, At)> = Vec::new();
    let mut list = |name: &str, at: At| found.extend(hearing.list(tongue, name).iter().map(|mention| (*mention, at)));
    list("time.today", At::InDays(0));
    list("time.tomorrow", At::InDays(1));
    list("time.day_after", At::InDays(2));
    (0..7).for_each(|day| list(&format!("time.weekday.{day}"), At::Weekday(day)));
    for month in 1..=12 {
        for at in hearing.list(tongue, &format!("time.month.{month}")) {
            let near = |number: &&Valued| {
                (10..=310).contains(&number.value) && number.at.last + 3 >= at.first && number.at.first <= at.last + 2
            };
            if let Some(day) = hearing.numbers.iter().find(near) {
                let whole = Mention { first: day.at.first.min(at.first), last: day.at.last.max(at.last) };
                found.push((whole, At::Date(month, (day.value / 10) as u8)));
            }
        }
    }
    found.extend(hours(hearing, tongue, words));
    outermost(&mut found, |(at, _)| *at);
    let time = |(at, what): (Mention, At)| {
        let spans = std::iter::once(hearing.tokens.span(at.first as usize, at.last as usize)).collect();
        (at, Time { at: what, spans })
    };
    found.into_iter().map(time).collect()
}

fn hours(hearing: &Hearing, tongue: usize, words: &str) -> Vec<(Mention, At)> {
    let mut found = Vec::new();
    let mut taken = 0;
    let behind = ["time.pm", "time.am", "time.age_not"].map(|name| hearing.list(tongue, name));
    let before = ["time.after", "time.before", "time.at"].map(|name| hearing.list(tongue, name));
    for (index, number) in hearing.numbers.iter().enumerate() {
        let (Ok(mut hour), place) = (u8::try_from(number.value / 10), number.at.last) else { continue };
        if !number.value.is_multiple_of(10) || hour > 23 || number.at.first < taken {
            continue;
        }
        let next = hearing.numbers.get(index + 1).filter(|next| next.at.first == place + 1 && next.value < 600);
        let colon = |next: &&Valued| {
            let text = &words[hearing.tokens.span(place as usize, next.at.first as usize)];
            text.contains([':', 'h']) && text.len() <= 5
        };
        let minutes = next.filter(colon);
        let end = minutes.map_or(place, |next| next.at.last);
        let [pm, am, other] = behind.map(|list| beside(list, end + 1, 0));
        let [after, before, at] = before.map(|list| just_before(hearing, list, number.at, 0));
        if !(minutes.is_some() || pm.is_some() || am.is_some() || (at || after || before) && other.is_none()) {
            continue;
        }
        // A clinic's hours: "at 4" is in the afternoon.
        if pm.is_some() && hour < 12 || am.is_none() && minutes.is_none() && (1..8).contains(&hour) {
            hour += 12;
        }
        let minute = minutes.map_or(0, |next| (next.value / 10) as u8);
        let last = pm.or(am).map_or(end, |at| at.last);
        taken = last + 1;
        let what = match (after, before) {
            (true, _) => At::After(hour, minute),
            (_, true) => At::Before(hour, minute),
            _ => At::Hour(hour, minute),
        };
        found.push((Mention { first: number.at.first.saturating_sub(u32::from(at || after || before)), last }, what));
    }
    found
}
