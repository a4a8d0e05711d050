//! What a named person's Cleared allows: one booking, for so many days, and no longer than it stands.
use jiff::SignedDuration;

use super::case::Phase;
use super::moving::Moving;
use super::{Cleared, news, screens};
use crate::core::event::PatientNews;
use crate::core::handoff::{Urgency, spoken};
use crate::core::step::Tone;
use crate::script::{CardSay, Say, Tier};

/// Whether this same-day sign no longer stops a booking.
pub fn covers(moving: &Moving, code: &str) -> bool {
    standing(moving).is_some_and(|cleared| cleared.codes.iter().any(|cleared| cleared == code))
}

/// Uses it up: who said that massage is allowed spoke of this pain, not of the next. Returns the handoff on which it was said.
pub fn use_up(moving: &mut Moving) -> Option<i64> {
    let number = standing(moving).map(|cleared| cleared.number);
    moving.chart.cleared = None;
    number
}

/// A named person says that massage is allowed: the advice no longer stands, and the lists are asked again.
pub fn given(moving: &mut Moving, number: i64) {
    let advised = news::advised(moving, number);
    if !advised && moving.is_advised() {
        // Another card's advice still stands.
        return;
    }
    if let (true, Some(case)) = (advised, &moving.chart.case) {
        let codes = case.raised.iter().filter(|raised| raised.tier == Tier::SameDay).map(|raised| raised.code.clone());
        let (codes, at) = (codes.collect(), moving.now());
        // It came back after it was taken back, and a booking was made of it before.
        let used = moving.chart.open_requests().any(|request| request.rests == Some(number));
        moving.chart.cleared = (!used).then_some(Cleared { codes, number, at });
        moving.put_away();
    }
    if advised || moving.chart.requests.iter().any(|request| request.number == number) {
        let text = news::say(moving, Say::ClearedByPerson, number, &[]);
        let screen = screens::with_start(moving.script, &moving.chart.lang, text, advised);
        news::ring(moving, number, "k", screen, Tone::Loud);
    }
}

/// It was taken back: what rests on it is as little bookable as before, and the advice stands again.
pub fn taken_back(moving: &mut Moving, number: i64) {
    let stood = moving.chart.cleared.take_if(|cleared| cleared.number == number).is_some();
    let just_advised = moving.chart.advice().is_some_and(|advice| advice.at == moving.now());
    // Advice of this very moment has warned every open card already.
    if !just_advised {
        warn(moving, number);
    }
    if moving.is_advised() {
        return;
    }
    let back = bring_back(moving, number);
    if stood || back || moving.chart.open_requests().any(|request| request.number == number) {
        let mut text = news::say(moving, Say::UnclearedByPerson, number, &[]);
        text.line(&moving.script.say(Say::Net, &moving.chart.lang, &[]));
        moving.retire();
        news::ring(moving, number, "k", crate::core::screen::Screen::of(text), Tone::Loud);
    }
}

/// The clearance, if it is not too old.
fn standing<'a>(moving: &'a Moving) -> Option<&'a Cleared> {
    let days = i32::try_from(moving.script.clinic.limits.cleared_days).ok()?;
    let most = SignedDuration::from_hours(24).checked_mul(days)?;
    moving.chart.cleared.as_ref().filter(|cleared| moving.now().duration_since(cleared.at) < most)
}

fn warn(moving: &mut Moving, number: i64) {
    let resting = moving.chart.open_requests().filter(|request| request.rests == Some(number));
    let resting: Vec<i64> = resting.map(|request| request.number).collect();
    for other in resting {
        let words = moving.script.card(CardSay::Uncleared, &[("number", spoken(number).into())]);
        moving.tell_desk(other, PatientNews::Sign { words, urgency: Urgency::Orange });
    }
}

/// The case of this card is open again, with its advice. Whether there was one.
fn bring_back(moving: &mut Moving, number: i64) -> bool {
    let its = |phase: &Phase| matches!(phase, Phase::Advised(advice) if advice.number == Some(number));
    let Some(index) = moving.chart.earlier.iter().rposition(|case| its(&case.phase)) else { return false };
    let case = moving.chart.earlier.remove(index);
    moving.put_away();
    moving.chart.case = Some(case);
    true
}
