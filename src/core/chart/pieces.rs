//! A sentence sent in pieces: "my legs", "are numb". On a phone, Send is pressed in the middle of it.
use jiff::SignedDuration;

use super::moving::Moving;
use super::words::{WORDS_MAX, cut};
use super::{Chart, worded};
use crate::core::private::Private;
use crate::core::understand::{How, Reading, SignHeard};
use crate::script::Tier;

/// Two messages within so long may be one sentence.
const ONE_SENTENCE: SignedDuration = SignedDuration::from_mins(3);

/// How many characters before a message may belong to its sentence.
const BEFORE_MAX: usize = 512;

/// What the patient typed a moment ago, as far as it is kept. Notes that something is typed now.
pub fn before(moving: &mut Moving) -> Option<String> {
    let now = moving.now();
    let chart = &mut moving.chart;
    let fresh = chart.typed.replace(now).is_some_and(|at| now < at + ONE_SENTENCE);
    let wrote = || chart.case.as_ref().and_then(|case| case.wrote.as_ref());
    let words = chart.unheard.as_ref().or_else(wrote).filter(|_| fresh)?.reveal();
    let last = words.lines().next_back()?;
    let skipped = last.chars().count().saturating_sub(BEFORE_MAX);
    Some(last.chars().skip(skipped).collect())
}

/// What was typed a moment ago was understood after all: it waits for people no longer.
pub fn used(chart: &mut Chart) {
    let Some(words) = chart.unheard.take() else { return };
    let rest = words.reveal().rsplit_once('\n').map(|(rest, _)| rest.to_owned());
    chart.unheard = rest.map(Private::new);
}

/// What `before` and `words` say together and neither says alone. Such a sign is only asked for, as they may be two sentences;
/// but the one that is asked for already, and is plain now, is answered.
pub fn together(moving: &Moving, before: &str, words: &str) -> Option<Reading> {
    let mut whole = worded::read(moving, &format!("{before} {words}"));
    if whole.is_harmless() {
        return None;
    }
    let first = worded::read(moving, before);
    let asked = moving.chart.doubt.as_ref().and_then(|doubt| doubt.code.as_deref());
    let known = |code: &str| first.signs.iter().any(|sign| sign.code == code);
    let answered = |sign: &SignHeard| sign.how == How::Plain && asked == Some(sign.code.as_str());
    whole.crisis = whole.crisis.filter(|_| first.crisis.is_none());
    whole.signs.retain(|sign| sign.tier > Tier::Person && (answered(sign) || !known(&sign.code)));
    for sign in whole.signs.iter_mut().filter(|sign| !answered(sign)) {
        sign.how = How::Doubtful;
    }
    (!whole.is_harmless()).then_some(whole)
}

/// `words` below those before them, as far as a message holds them.
pub fn joined(before: Option<Private<String>>, words: &str) -> Private<String> {
    let whole = before.map_or_else(|| words.to_owned(), |before| format!("{}\n{words}", before.reveal()));
    cut(&whole, WORDS_MAX)
}
