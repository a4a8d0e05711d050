//! What time alone does to a chart: one reminder, one "did you get help?", counting as left, checks asked again, and forgetting.
use jiff::{SignedDuration, Timestamp};

use super::case::{Case, Check, Phase};
use super::moving::Moving;
use super::view::View;
use super::{Chart, advice, screens, tally};
use crate::core::screen::Slot;
use crate::core::step::{Effect, Tone};
use crate::script::{Say, Script, Tier};

/// A silence in the interview after which the patient is reminded, once.
const NUDGE: SignedDuration = SignedDuration::from_hours(2);
/// The same in the middle of a safety list.
const NUDGE_SAFETY: SignedDuration = SignedDuration::from_mins(15);
/// The hours of the clinic's clock in which a reminder may come.
const NUDGE_HOURS: std::ops::Range<i8> = 8..21;
/// How long words are kept that were written before the consent to health questions.
pub const UNAGREED: SignedDuration = SignedDuration::from_hours(1);
/// Emergency advice that the clinic was not told of is over after this time.
const UNTOLD: SignedDuration = SignedDuration::from_hours(24);

/// When time alone changes something next.
pub fn next(script: &Script, chart: &Chart) -> Option<Timestamp> {
    let case = chart.case.as_ref().and_then(|case| due(script, chart, case));
    case.into_iter().chain(forget_at(script, chart)).chain(unagreed_until(chart)).min()
}

/// The time has come, or a wake came early or twice: then nothing changes.
pub fn wake(moving: &mut Moving) {
    let now = moving.now();
    if unagreed_until(&moving.chart).is_some_and(|at| at <= now) {
        moving.chart.unheard = None;
        moving.chart.opening = false;
    }
    if forget_at(moving.script, &moving.chart).is_some_and(|at| at <= now) {
        let lang = moving.chart.lang.clone();
        // Buttons of before stay old.
        let (turn, generation) = (moving.chart.turn + 1, moving.chart.generation + 1);
        moving.drop_case();
        moving.chart = Chart { turn, generation, ..Chart::new(lang, String::new().into(), now) };
        return moving.effect(Effect::Erase);
    }
    let Some(case) = &moving.chart.case else { return };
    if due(moving.script, &moving.chart, case).is_none_or(|at| at > now) {
        return;
    }
    match &case.phase {
        // A wake that comes a day late does not ask first.
        Phase::Advised(advice) if advice.number.is_none() && advice.at + UNTOLD <= now => moving.put_away(),
        Phase::Advised(advice) if advice.check == Check::Due => drop(advice::check(moving)),
        Phase::Advised(_) => moving.put_away(),
        Phase::Interview if nudge_at(moving.script, &moving.chart, case).is_some_and(|at| at <= now) => nudge(moving),
        _ => {}
    }
}

/// After a long silence the safety checks are asked again, and nothing that is no longer sure is used.
pub fn freshen(moving: &mut Moving) {
    let (script, now) = (moving.script, moving.now());
    let stale = SignedDuration::from_hours(script.clinic.limits.stale_hours);
    let Some(case) = &mut moving.chart.case else { return };
    if case.phase != Phase::Interview || now.duration_since(case.touched) < stale {
        return;
    }
    let safety = |id: &str| script.question(id).is_some_and(|question| question.safety);
    let before = case.answers.len();
    case.answers.retain(|answer| !safety(&answer.question));
    if before > case.answers.len() {
        moving.ask_anew(Say::Stale);
    }
}

fn due(script: &Script, chart: &Chart, case: &Case) -> Option<Timestamp> {
    let limits = &script.clinic.limits;
    match &case.phase {
        Phase::Advised(advice) if advice.check == Check::Due => {
            let emergency = advice.tier == Tier::Emergency;
            let minutes = if emergency { limits.help_check_minutes } else { limits.doctor_check_minutes };
            Some(advice.at + SignedDuration::from_mins(minutes))
        }
        Phase::Advised(advice) if advice.number.is_none() => Some(advice.at + UNTOLD),
        Phase::Interview => nudge_at(script, chart, case).or_else(|| tally::left_at(script, case)),
        _ => None,
    }
}

fn nudge_at(script: &Script, chart: &Chart, case: &Case) -> Option<Timestamp> {
    if case.nudged || case.answers.is_empty() {
        return None;
    }
    let safety = |id: &String| script.question(id).is_some_and(|question| question.safety);
    let in_list = match &chart.shown {
        View::Question(id) | View::Explain(id, _) => safety(id),
        _ => false,
    };
    let wait = if in_list { NUDGE_SAFETY } else { NUDGE };
    Some(by_day(script, case.touched + wait))
}

/// `at`, or the next morning of the clinic if that is in the night.
fn by_day(script: &Script, at: Timestamp) -> Timestamp {
    let local = script.clinic.local(at);
    let morning = |date: jiff::civil::Date| script.clinic.moment(date.at(NUDGE_HOURS.start, 0, 0, 0));
    match local.hour() {
        hour if hour < NUDGE_HOURS.start => morning(local.date()).unwrap_or(at),
        hour if hour >= NUDGE_HOURS.end => local.date().tomorrow().ok().and_then(morning).unwrap_or(at),
        _ => at,
    }
}

fn nudge(moving: &mut Moving) {
    moving.case().nudged = true;
    let screen = screens::nudge(moving.script, &moving.chart.lang);
    let slot = Slot::named("nudge", moving.chart.generation);
    moving.ring(slot, screen, Tone::Silent);
    moving.retire();
}

/// Until when words are kept to which nobody has agreed.
fn unagreed_until(chart: &Chart) -> Option<Timestamp> {
    let words = chart.unheard.as_ref().filter(|_| chart.consent.is_none());
    words.map(|_| chart.unheard_at.unwrap_or(chart.shown_at) + UNAGREED)
}

/// When a chart is old enough to be forgotten: nothing is open, and nobody has written for the clinic's number of days.
fn forget_at(script: &Script, chart: &Chart) -> Option<Timestamp> {
    let empty = chart.name.reveal().is_empty() && chart.case.is_none() && chart.requests.is_empty();
    if empty && chart.acted.is_none() || chart.open_requests().next().is_some() {
        // Forgotten already, or not to be forgotten yet.
        return None;
    }
    let cases = chart.case.iter().chain(&chart.earlier).map(|case| case.touched);
    let requests = chart.requests.iter().map(|request| request.since);
    let last = cases.chain(requests).chain([chart.acted.unwrap_or(chart.shown_at)]).max()?;
    let keep = SignedDuration::from_hours(24).checked_mul(script.clinic.limits.keep_days as i32)?;
    Some(last + keep)
}
