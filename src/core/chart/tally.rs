//! What a step adds to the clinic's counts. A case remembers what was counted of it, so that nothing counts twice.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::case::{Again, Case, Phase};
use super::judge::Verdict;
use super::scripts::Scripts;
use super::{Chart, wake};
use crate::core::counted::Counted;
use crate::core::event::{DeskNews, Event, Tell};
use crate::core::handoff::{Kind, Urgency};
use crate::core::step::{Facts, Step};
use crate::script::{CautionEffect, Script, Stage, Tier};

/// The open case before a step, as far as it counts.
#[derive(Clone, Copy)]
pub struct Before {
    started: Timestamp,
    settled: bool,
}

impl Before {
    /// Of this case.
    pub fn of(case: &Case) -> Self {
        Self { started: case.started, settled: is_settled(case) }
    }
}

/// Adds what counts to a step. `before` is the open case before it, `dropped` the same if the step has dropped it.
pub fn count(
    scripts: Scripts,
    before: Option<Before>,
    dropped: Option<Case>,
    event: &Event,
    facts: &Facts,
    step: &mut Step<Chart>,
) {
    let behind =
        before.filter(|before| !before.settled).and_then(|before| left_behind(scripts, before, dropped, &step.state));
    let mut counts: Vec<Counted> = behind.into_iter().collect();
    if let Event::Desk { number, news: DeskNews::Cleared } = event {
        let told = step.state.case.iter_mut().chain(&mut step.state.earlier).find(|case| is_of(case, *number));
        if let Some(case) = told {
            let codes = stopped_by(scripts.of(case).unwrap_or(scripts.present), case);
            counts.extend(fresh(case, codes.into_iter().map(Counted::Cleared)));
        }
    }
    if let Some(case) = &mut step.state.case {
        let script = scripts.of(case).unwrap_or(scripts.present);
        let mut seen = seen(script, case);
        seen.extend(silent(script, case, facts.now).then(|| left(script, case, step.state.consent.is_some())));
        counts.extend(fresh(case, seen));
        step.state.wake = wake::next(script, &step.state);
    }
    counts.extend(step.tell.iter().filter_map(asked_for));
    step.counts = counts;
}

/// When a silence in the interview makes it count as left, if it did not yet.
pub fn left_at(script: &Script, case: &Case) -> Option<Timestamp> {
    let goes_on = case.phase == Phase::Interview && !is_settled(case);
    let open = goes_on && !case.counted.iter().any(|counted| matches!(counted, Counted::Left(_)));
    open.then(|| case.touched + SignedDuration::from_hours(script.clinic.limits.stale_hours))
}

fn silent(script: &Script, case: &Case, now: Timestamp) -> bool {
    left_at(script, case).is_some_and(|at| at <= now)
}

/// What was not counted of this case before; it is from now on.
fn fresh(case: &mut Case, seen: impl IntoIterator<Item = Counted>) -> Vec<Counted> {
    seen.into_iter().filter(|counted| case.counted.insert(counted.clone())).collect()
}

/// Everything that has happened to a case so far.
fn seen(script: &Script, case: &Case) -> Vec<Counted> {
    let verdict = Verdict::unweighed(script, case);
    let mut seen = vec![Counted::Began];
    seen.extend(case.planned.is_some().then_some(Counted::Planned));
    if let Phase::Advised(advice) = &case.phase {
        seen.push(if advice.tier == Tier::Emergency { Counted::Emergency } else { Counted::SameDay });
    }
    for raised in &case.raised {
        let code = || raised.code.clone();
        seen.push(Counted::Sign(code()));
        seen.extend(match raised.again {
            Some(Again::No) => Some(Counted::Mistake(code())),
            Some(Again::Old) => Some(Counted::Known(code())),
            None => None,
        });
    }
    // An answer may still be changed until something is said because of it.
    let said = |tier: Tier| tier > Tier::Routine || is_settled(case);
    seen.extend(verdict.signs.iter().filter(|sign| said(sign.tier)).map(|sign| Counted::Sign(sign.code.clone())));
    if is_settled(case) {
        seen.extend(verdict.cautions.iter().map(|caution| Counted::Caution(caution.code.clone())));
    }
    seen
}

/// Whether it has come to anything: a plan, advice, people.
fn is_settled(case: &Case) -> bool {
    case.planned.is_some() || case.phase != Phase::Interview || case.counted.contains(&Counted::Planned)
}

/// A case that was open before, and is put away or gone without having come to anything.
fn left_behind(scripts: Scripts, before: Before, dropped: Option<Case>, after: &Chart) -> Option<Counted> {
    let same = |case: &&Case| case.started == before.started;
    if after.case.as_ref().is_some_and(|case| same(&case)) {
        return None;
    }
    let gone = dropped.as_ref().filter(same).or_else(|| after.earlier.iter().rev().find(same))?;
    let counted = gone.counted.iter().any(|counted| matches!(counted, Counted::Left(_)));
    let consent = after.consent.is_some() || gone.answers.iter().any(|answer| answer.done);
    let left = || left(scripts.of(gone).unwrap_or(scripts.present), gone, consent);
    (!is_settled(gone) && !counted).then(left)
}

fn left(script: &Script, case: &Case, consent: bool) -> Counted {
    let open = || case.next_question(script, Stage::Interview).map(|question| question.id.clone());
    Counted::Left(if consent { case.editing.clone().or_else(open) } else { None })
}

/// Whether this case was given to people as that handoff.
fn is_of(case: &Case, number: i64) -> bool {
    match &case.phase {
        Phase::Advised(advice) => advice.number == Some(number),
        Phase::HandedOver(own) => *own == number,
        Phase::Interview | Phase::WithPerson => false,
    }
}

/// The codes of what had to be cleared before a visit.
fn stopped_by(script: &Script, case: &Case) -> BTreeSet<String> {
    let verdict = Verdict::unweighed(script, case);
    let signs = verdict.of_tier(Tier::Person).map(|sign| sign.code.clone());
    let cautions = verdict.cautions.iter().filter(|caution| caution.effect >= CautionEffect::Doctor);
    let raised = case.standing().map(|raised| raised.code.clone());
    raised.chain(signs).chain(cautions.map(|caution| caution.code.clone())).collect()
}

fn asked_for(tell: &Tell) -> Option<Counted> {
    let Tell::HandOver(handover) = tell else { return None };
    match handover.kind {
        Kind::Booking => Some(Counted::Requested),
        Kind::Doctor if handover.urgency < Urgency::Orange => Some(Counted::Requested),
        Kind::Person => Some(Counted::Person),
        // Advice, which counts by itself.
        Kind::Doctor | Kind::Emergency => None,
    }
}
