//! By which script a case is asked: its own, from its beginning until it is over.
use std::sync::Arc;

use jiff::Timestamp;

use super::Chart;
use super::case::{Answer, By, Case, Phase, Raised};
use super::judge::Verdict;
use super::moving::Moving;
use crate::script::{AnswerKind, Question, Say, Script, Sign, Stage, Tier};

/// The present script, by which new cases are asked, and those that earlier ones keep.
#[derive(Clone, Copy)]
pub struct Scripts<'a> {
    /// The present one.
    pub present: &'a Script,
    kept: &'a [Arc<Script>],
}

impl<'a> Scripts<'a> {
    /// The present one, and others that a chart's cases name ([`Chart::scripts`]). One that cannot be had is left out.
    pub fn new(present: &'a Script, kept: &'a [Arc<Script>]) -> Self {
        Self { present, kept }
    }

    /// The one that this case is asked by, unless it cannot be had.
    pub fn of(&self, case: &Case) -> Option<&'a Script> {
        let kept = self.kept.iter().map(Arc::as_ref);
        [self.present].into_iter().chain(kept).find(|script| script.hash == case.script)
    }
}

impl Chart {
    /// The hashes of the scripts that its cases are asked by.
    pub fn scripts(&self) -> impl Iterator<Item = &str> {
        self.case.iter().chain(&self.earlier).map(|case| case.script.as_str())
    }
}

/// Passes the open case to the present script where it must: when its own cannot be had any more, and, before the plan and
/// the hand-over, when the present one has signs that its own has not. Every safety list is asked again then; other answers
/// stay, where they can still be given. Whether it did.
///
/// Advice that stands, and what people have in hand, stays what it was.
pub fn renew(moving: &mut Moving) -> bool {
    let (present, now) = (moving.scripts.present, moving.now());
    let Some(case) = &moving.chart.case else { return false };
    if case.phase != Phase::Interview || case.script == present.hash {
        return false;
    }
    let own = moving.scripts.of(case);
    if own.is_some_and(|own| !present.asks_more_than(own) || !is_through(own, case)) {
        return false;
    }
    moving.script = present;
    let Some(case) = &mut moving.chart.case else { return false };
    if let Some(own) = own {
        keep_signs(own, present, case, now);
    }
    let before = case.answers.len();
    case.answers.retain(|answer| present.question(&answer.question).is_some_and(|q| !q.safety && fits(q, answer)));
    case.script = present.hash.clone();
    // The plan may be another now: it is shown before it is chosen from.
    case.goal = None;
    let asked = before > case.answers.len();
    if asked {
        moving.ask_anew(Say::NewChecks);
    }
    true
}

/// Whether such an answer can be given to `question`.
pub fn fits(question: &Question, answer: &Answer) -> bool {
    let scale = |id: &str| question.answer == AnswerKind::Scale && id.parse::<u8>().is_ok_and(|score| score <= 10);
    answer.options.iter().all(|id| scale(id) || question.choice(id.trim_end_matches('?')).is_some())
}

/// Whether everything before the plan is answered, and no person is called for.
fn is_through(script: &Script, case: &Case) -> bool {
    let person = Verdict::unweighed(script, case).tier() >= Some(Tier::Person);
    !person && case.next_question(script, Stage::Interview).is_none()
}

/// A milder sign that the present script does not know cannot be asked again: it stays on the card.
fn keep_signs(own: &Script, present: &Script, case: &mut Case, at: Timestamp) {
    let verdict = Verdict::unweighed(own, case);
    let gone = verdict.signs.iter().filter(|sign| present.sign(&sign.code).is_none());
    let raised = |sign: &&Sign| Raised { code: sign.code.clone(), tier: sign.tier, by: By::Tap, at, again: None };
    let gone: Vec<Raised> = gone.map(raised).collect();
    case.raised.extend(gone);
}
