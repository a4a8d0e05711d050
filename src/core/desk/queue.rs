//! /queue: what waits.
use jiff::Timestamp;

use super::{card, fit};
use crate::core::handoff::{Handoff, State};
use crate::core::screen::Screen;
use crate::core::step::Facts;
use crate::script::{DeskSay, Html, Script};

/// What waits, the most urgent first, one line each. It names no patient, and fits into one message.
pub fn queue(script: &Script, handoffs: &[Handoff], facts: &Facts) -> Screen {
    let mut waiting: Vec<&Handoff> = handoffs.iter().filter(|handoff| waits(handoff, facts.now)).collect();
    if waiting.is_empty() {
        return Screen::of(script.desk(DeskSay::QueueEmpty, &[]));
    }
    waiting.sort_by_key(|handoff| {
        (std::cmp::Reverse(handoff.urgency), handoff.state != State::Waiting, handoff.since, handoff.number)
    });
    let count = |key, n: usize| script.desk(key, &[("n", n.to_string().into())]);
    let mut text = count(DeskSay::QueueHead, waiting.len());
    let room = fit::MESSAGE - count(DeskSay::QueueMore, waiting.len()).utf16_len() - 1;
    for (done, handoff) in waiting.iter().enumerate() {
        let line = line(script, handoff, facts.now);
        if text.utf16_len() + line.utf16_len() + 1 > room {
            text.line(&count(DeskSay::QueueMore, waiting.len() - done));
            break;
        }
        text.line(&line);
    }
    Screen::of(text)
}

/// How long ago: minutes, then hours, then days.
pub fn age(script: &Script, since: Timestamp, now: Timestamp) -> Html {
    let minutes = now.duration_since(since).as_mins().max(0);
    let (key, n) = match minutes {
        0..120 => (DeskSay::AgeMinutes, minutes),
        120..2880 => (DeskSay::AgeHours, minutes / 60),
        _ => (DeskSay::AgeDays, minutes / 1440),
    };
    script.desk(key, &[("n", n.to_string().into())])
}

/// Whether people still have to do something: not for a visit that is booked and has not begun.
fn waits(handoff: &Handoff, now: Timestamp) -> bool {
    match handoff.state {
        State::Waiting | State::Taken | State::Offered { .. } => true,
        State::Booked { at } => at <= now || !handoff.may_offer(),
        State::Closed(_) => false,
    }
}

fn line(script: &Script, handoff: &Handoff, now: Timestamp) -> Html {
    let holes = [
        ("head", card::head(script, handoff)),
        ("age", age(script, handoff.since, now)),
        ("state", card::state(script, handoff, now, now)),
    ];
    script.desk(DeskSay::QueueLine, &holes)
}
