//! When a handoff rings: while nobody took it, and each morning while a doctor's handoff has no outcome.
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::moved::Move;
use super::{card, queue};
use crate::core::clockwords;
use crate::core::handoff::{Contact, Handoff, State};
use crate::core::step::Tone;
use crate::script::{DeskSay, Html, Script};

/// When a handoff that nobody has taken rings next: by the clinic's schedule and when its answer is due, then at each opening
/// day's start. What is past is not made up for.
pub fn next(script: &Script, handoff: &Handoff, now: Timestamp) -> Timestamp {
    let after = |minutes: &i64| script.clinic.after_open_minutes(handoff.since, *minutes);
    let rings = [0].iter().chain(&script.clinic.limits.ring_minutes).map(after);
    let next = rings.chain([handoff.due]).filter(|at| *at > now).min();
    next.unwrap_or_else(|| next_morning(script, now))
}

/// When it rings next in whatever state it is: `None` if it has no need to.
pub fn planned(script: &Script, handoff: &Handoff, now: Timestamp) -> Option<Timestamp> {
    match handoff.state {
        State::Waiting => Some(next(script, handoff, now)),
        State::Taken if handoff.mark.as_ref().is_some_and(|mark| mark.what == Contact::NoAnswer) => {
            let last = script.clinic.limits.ring_minutes.last().copied().unwrap_or_default();
            Some(script.clinic.after_open_minutes(now, last.max(15)))
        }
        State::Taken if handoff.never_lapses() => Some(next_morning(script, now)),
        _ => None,
    }
}

/// The time has come, or so the caller says: an early or repeated wake changes nothing, a late one rings once.
pub fn wake(moved: &mut Move) {
    let (now, script) = (moved.now(), moved.script);
    let handoff = moved.handoff();
    let Some(ring_at) = handoff.ring_at else { return };
    if now < ring_at {
        return;
    }
    if !matches!(handoff.state, State::Waiting | State::Taken) {
        handoff.ring_at = None;
        return;
    }
    if !script.clinic.is_open(now) {
        handoff.ring_at = Some(opening_after(script, now));
        return;
    }
    let waiting = handoff.state == State::Waiting;
    if waiting {
        handoff.rung = handoff.rung.saturating_add(1);
        handoff.ring_at = Some(next(script, handoff, now));
    } else {
        handoff.ring_at = handoff.never_lapses().then(|| next_morning(script, now));
    }
    ring(moved, waiting);
}

fn ring(moved: &mut Move, waiting: bool) {
    let handoff = &moved.step.state;
    let (due, since, now) = (handoff.due, handoff.since, moved.now());
    let lang = &moved.script.clinic.staff_language;
    let time = Html::from(clockwords::time_beside(moved.script, due, now, lang));
    let holes = [
        ("head", card::head(moved.script, handoff)),
        ("age", queue::age(moved.script, since, now)),
        ("time", time),
        ("name", moved.taker()),
    ];
    let key = match waiting {
        true if now >= due => DeskSay::RingsLate,
        true => DeskSay::Rings,
        false => DeskSay::RingsNoOutcome,
    };
    moved.notice(key, &holes, Tone::Loud);
    if waiting && now >= due {
        moved.show_card();
    }
}

/// The first opening on a day after that of `now`.
fn next_morning(script: &Script, now: Timestamp) -> Timestamp {
    let tomorrow = script.clinic.local(now).date().checked_add(1.day()).ok();
    let midnight = tomorrow.and_then(|date| script.clinic.moment(date.at(0, 0, 0, 0)));
    let morning = script.clinic.next_open(midnight.unwrap_or(now));
    later(morning, now)
}

fn opening_after(script: &Script, now: Timestamp) -> Timestamp {
    later(script.clinic.next_open(now), now)
}

/// A clinic that never opens must not make its handoffs ring without end.
fn later(at: Timestamp, now: Timestamp) -> Timestamp {
    if at > now { at } else { now.checked_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX) }
}
