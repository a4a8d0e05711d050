//! How an interview begins: anew, where it was left, or with the answers of the last one.
use super::case::{Case, Phase};
use super::moving::Moving;
use super::scripts::fits;
use super::view::View;
use crate::script::{Script, Stage};

/// Begins the interview, or offers to go on where it was left, or with the same pain as last time; advice that stands comes first.
pub fn begin(moving: &mut Moving) {
    moving.uncover();
    let phase = moving.chart.case.as_ref().map(|case| (&case.phase, case.answers.iter().any(|answer| answer.done)));
    match phase {
        Some((Phase::Advised(_), _) | (Phase::Interview, false)) => {}
        Some((Phase::Interview, true)) => moving.overlay(View::Resume),
        Some((Phase::HandedOver(_) | Phase::WithPerson, _)) | None => {
            afresh(moving);
            if last(moving).is_some() {
                moving.overlay(View::SamePain);
            }
        }
    }
}

/// Begins with no answer. Advice that stands is not left so, whatever was pressed.
pub fn afresh(moving: &mut Moving) {
    if moving.is_advised() {
        return moving.uncover();
    }
    moving.put_away();
    moving.case();
    moving.show();
}

/// Begins with the answers of last time, but for the safety checks: those are asked again each time.
pub fn same_pain(moving: &mut Moving) {
    let script = moving.scripts.present;
    let kept = last(moving).map(|case| kept(script, case)).unwrap_or_default();
    afresh(moving);
    if !moving.is_advised() {
        moving.case().answers = kept;
    }
}

/// The last case that came as far as a plan.
fn last<'a>(moving: &'a Moving) -> Option<&'a Case> {
    moving.chart.earlier.iter().rev().find(|case| case.planned.is_some())
}

fn kept(script: &Script, case: &Case) -> Vec<super::case::Answer> {
    let stays = |answer: &&super::case::Answer| {
        let asked = script.question(&answer.question).filter(|asked| !asked.safety && asked.stage == Stage::Interview);
        answer.done && asked.is_some_and(|asked| fits(asked, answer))
    };
    case.answers.iter().filter(stays).cloned().collect()
}
