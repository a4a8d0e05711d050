//! What a press does. Each one names its turn, and marks or unmarks: twice the same is the same as once.
use jiff::SignedDuration;

use super::case::{self, By, Goal, Phase};
use super::judge::offered;
use super::moving::Moving;
use super::press::{self, Act, Press};
use super::view::View;
use super::{again, card, doubt, navigate};
use crate::script::{AnswerKind, Choice, Question, Say, Stage};

/// A press on a safety screen within this time of its appearing changes nothing: it is the same thumb.
pub const HASTY: SignedDuration = SignedDuration::from_secs(1);

/// A press on the screen just left is not worth a word within this time.
pub const JUST_LEFT: SignedDuration = SignedDuration::from_secs(5);

/// A press on a button of ours.
pub fn press(moving: &mut Moving, data: &str, message: i64) {
    moving.patient_acts(Some(message));
    if !data.ends_with("g.back") {
        moving.chart.missed = 0;
    }
    match press::read(data) {
        Press::Standing(act) => navigate::standing(moving, act),
        Press::Turn { turn, act } if turn != moving.chart.turn => {
            if !late_sign(moving, act) {
                old(moving, turn);
            }
        }
        // The list was asked anew before this press could count: a sign is not lost with it.
        Press::Turn { act, .. } if moving.notice.is_some() => drop(late_sign(moving, act)),
        Press::Turn { .. } if moving.has_advised() => {}
        Press::Turn { .. } if hasty(moving) => moving.toast(Say::Hasty),
        Press::Turn { act, .. } => {
            moving.in_place();
            on_this_turn(moving, act);
        }
    }
}

/// Explains that a button does nothing any more, and shows what does.
pub fn old(moving: &mut Moving, turn: u32) {
    let now = moving.now();
    let just_left = moving.chart.left.is_some_and(|(left, at)| left == turn && now.duration_since(at) < JUST_LEFT);
    if !just_left {
        moving.toast(Say::OldButton);
        moving.show();
    }
}

/// A grave sign pressed on a list that was left: a sign may raise, so it is asked once more. Whether it is.
fn late_sign(moving: &mut Moving, act: Act) -> bool {
    let script = moving.script;
    let asked = act.verb == "m" && moving.chart.consent.is_some() && !moving.is_advised() && !moving.has_advised();
    let question = script.question(act.what).filter(|question| asked && question.safety);
    let shown = |choice: &&Choice| offered(script, moving.chart.case.as_ref(), choice);
    let Some(choice) = question.and_then(|question| question.choice(act.which)).filter(shown) else { return false };
    let given = moving.chart.case.as_ref().and_then(|case| case.answer(act.what));
    if given.is_some_and(|answer| answer.options.contains(&choice.id)) {
        // The same press, twice.
        return false;
    }
    let sign = doubt::sign_of_option(script, act.what, act.which);
    sign.map(|sign| doubt::ask_of(moving, sign, act.what, act.which, By::Tap)).is_some()
}

/// A typed label, on the present turn.
pub fn typed(moving: &mut Moving, data: &str) {
    if let Press::Turn { act, .. } = press::read(data) {
        on_this_turn(moving, act);
    }
}

fn hasty(moving: &Moving) -> bool {
    let safety = match &moving.chart.shown {
        View::Question(id) => moving.script.question(id).is_some_and(|question| question.safety),
        View::Explain(..) | View::Closed(..) | View::Mistake(..) => true,
        _ => false,
    };
    safety && moving.now().duration_since(moving.chart.shown_at) < HASTY
}

fn on_this_turn(moving: &mut Moving, act: Act) {
    let turn = moving.chart.turn;
    let shown = moving.chart.shown.clone();
    match (act.verb, &shown) {
        // Staff can bring advice back while a question is on the screen.
        ("m" | "u" | "n" | "x", View::Question(_) | View::Explain(..)) if moving.is_advised() => moving.show(),
        ("m" | "u" | "n", View::Question(id)) if id == act.what => answer(moving, act),
        ("x", View::Explain(question, option)) if question == act.what && option == act.which => {
            one_by_one(moving, act)
        }
        ("c", View::Closed(question, option)) if question == act.what && option == act.which => {
            doubt::closed(moving, act);
        }
        ("k", View::Mistake(question, option)) if question == act.what && option == act.which => {
            again::asked_again(moving, act);
        }
        ("w", View::Question(id)) => moving.overlay(View::Why(id.clone())),
        ("b", _) => back(moving),
        ("g", _) => navigate::go(moving, act),
        _ => old(moving, turn.wrapping_sub(1)),
    }
}

fn answer(moving: &mut Moving, act: Act) {
    let script = moving.script;
    let Some(question) = script.question(act.what) else { return };
    // An option that is not on the screen can be forged, or stand on an old one.
    let shown = |choice: &&Choice| offered(script, moving.chart.case.as_ref(), choice);
    let choice = question.choice(act.which).filter(shown);
    match (act.verb, question.answer) {
        ("n", AnswerKind::Many) => next(moving, question),
        ("m", AnswerKind::Scale) if act.which.parse::<u8>().is_ok_and(|score| score <= 10) => {
            only(moving, question, act.which, By::Tap);
        }
        ("m", _) if choice.is_some_and(|choice| choice.explains) => {
            if let Some(first) = explained(question).next() {
                moving.overlay(View::Explain(question.id.clone(), first.to_owned()));
            }
        }
        ("m", AnswerKind::One | AnswerKind::First) if choice.is_some() => only(moving, question, act.which, By::Tap),
        ("m" | "u", AnswerKind::Many) if choice.is_some() => {
            tick(moving, question, act.which, act.verb == "m", By::Tap)
        }
        _ => {}
    }
}

/// Ticks an option of a list, or takes the tick away.
pub fn tick(moving: &mut Moving, question: &Question, option: &str, on: bool, by: By) {
    let alone = |id: &str| question.choice(id).is_some_and(|choice| choice.alone);
    let answer = moving.case().answer_mut(&question.id).clone();
    if on && alone(option) {
        // What the patient wrote is not taken back by the one tap that answers "none of these".
        let guarded = question.safety || answer.by == By::Words;
        if guarded && answer.options.iter().any(|id| !alone(id)) {
            moving.toast(Say::TickedBeside);
            return;
        }
        only(moving, question, option, by);
        return;
    }
    let answer = moving.case().answer_mut(&question.id);
    if by == By::Words {
        answer.by = by;
    }
    let options = &mut answer.options;
    if on {
        options.retain(|id| !alone(id) && id.trim_end_matches('?') != option);
        options.insert(option.to_owned());
    } else {
        options.remove(option);
    }
    moving.show();
}

fn next(moving: &mut Moving, question: &Question) {
    if moving.case().answer_mut(&question.id).options.is_empty() {
        moving.toast(Say::TapOne);
    } else {
        answered(moving, question, By::Tap);
    }
}

/// Answers a question with this one option.
pub fn only(moving: &mut Moving, question: &Question, option: &str, by: By) {
    moving.case().answer_mut(&question.id).options = [option.to_owned()].into();
    answered(moving, question, by);
}

fn answered(moving: &mut Moving, question: &Question, by: By) {
    moving.case().finish(&question.id, by);
    moving.uncover();
    if question.stage == Stage::After {
        card::refresh(moving);
        if let Some(next) = case::follow_up(moving.script, moving.case(), &question.id) {
            moving.overlay(View::Question(next.id.clone()));
        }
    }
}

/// The options of a list that can be asked one by one.
pub fn explained(question: &Question) -> impl Iterator<Item = &str> {
    question.choices().filter(|choice| !choice.explain.is_empty()).map(|choice| choice.id.as_str())
}

fn one_by_one(moving: &mut Moving, act: Act) {
    let script = moving.script;
    let Some(question) = script.question(act.what) else { return };
    let unsure = format!("{}?", act.which);
    let options = &mut moving.case().answer_mut(&question.id).options;
    options.retain(|id| id != act.which && *id != unsure && !question.choice(id).is_some_and(|choice| choice.alone));
    let first = question.answer == AnswerKind::First;
    match act.how {
        "y" => drop(options.insert(act.which.to_owned())),
        "s" if first => options.extend([act.which.to_owned(), unsure]),
        "s" => drop(options.insert(unsure)),
        "n" => {}
        _ => return,
    }
    let none = options.is_empty();
    let hidden = visible_after(moving, question, act.which);
    if first && act.how != "n" {
        answered(moving, question, By::Tap);
    } else if let Some(next) = hidden {
        moving.overlay(View::Explain(question.id.clone(), next));
    } else {
        let alone = question.choices().find(|choice| choice.alone).map(|choice| choice.id.clone());
        if let (true, Some(alone)) = (none, alone) {
            moving.case().answer_mut(&question.id).options = [alone].into();
        }
        answered(moving, question, By::Tap);
    }
}

fn visible_after(moving: &mut Moving, question: &Question, option: &str) -> Option<String> {
    let script = moving.script;
    let case = moving.case();
    let answers = case.answers(script);
    let shown = |id: &&str| question.choice(id).is_some_and(|choice| !answers.meet(&choice.unless));
    explained(question).filter(shown).skip_while(|id| *id != option).nth(1).map(str::to_owned)
}

fn back(moving: &mut Moving) {
    moving.show();
    if moving.chart.overlay.take().is_some() {
        return;
    }
    let script = moving.script;
    let stage = |id: &str| script.question(id).map(|question| question.stage);
    let shown = moving.chart.shown.clone();
    // Advice is not left, and what was sent stays sent.
    let Some(case) = moving.chart.case.as_mut().filter(|case| case.phase == Phase::Interview) else { return };
    if let Some(question) = case.editing.take() {
        let answer = case.answer_mut(&question);
        answer.done = !answer.options.is_empty();
        return;
    }
    let past_plan = matches!(shown, View::Summary | View::DoctorHow)
        || matches!(&shown, View::Question(id) if stage(id) == Some(Stage::Booking));
    let wanted = if past_plan { Stage::Booking } else { Stage::Interview };
    let last = case.answers.iter_mut().rev().find(|answer| answer.done && stage(&answer.question) == Some(wanted));
    match last {
        Some(answer) if shown != View::DoctorHow => answer.done = false,
        _ if past_plan && case.doctor.is_some() && case.goal != Some(Goal::Visit) => case.doctor = None,
        _ if past_plan => case.goal = None,
        _ => moving.drop_case(),
    }
}
