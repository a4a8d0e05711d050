//! What typed words say of questions still to come: ticks, which count for nothing until the patient has confirmed them.
use super::case::{Answer, By, Case, Phase};
use super::judge::offered;
use super::moving::Moving;
use super::pieces::joined;
use super::wake::UNAGREED;
use super::worded;
use crate::core::understand::{Reading, Span};
use crate::script::{AnswerKind, Choice, OptionId, Question, Script, Stage};

/// An answer of more words says more than a button.
const SHORT: usize = 3;

/// Fills what the words name into questions that are still open, as ticks that are not done. Whether it filled any.
///
/// Never a safety question, nor one before them; in a list of illnesses the tick is set, and the list is asked all the same.
/// `but` is the question asked now: its answer is looked for elsewhere.
pub fn fill(moving: &mut Moving, reading: &Reading, but: Option<&str>) -> bool {
    let script = moving.script;
    // Words that answer the question asked answer no other one: "in the morning".
    let taken: Vec<_> = but.into_iter().flat_map(|id| reading.ticked(id)).map(|tick| &tick.spans).collect();
    if moving.chart.consent.is_none() || !is_asked(moving) {
        return false;
    }
    let mut filled = false;
    let questions = script.questions.iter().map(|placed| placed.item.get_ref());
    for question in questions.skip_while(|question| !question.safety).filter(|question| but != Some(&question.id)) {
        let options = if may_fill(script, question) { named(moving, question, reading, &taken) } else { Vec::new() };
        let case = moving.case();
        if options.is_empty() || case.answer(&question.id).is_some_and(|answer| answer.done) {
            continue;
        }
        let answer = case.answer_mut(&question.id);
        if question.answer != AnswerKind::Many {
            answer.options.clear();
        }
        answer.options.extend(options);
        answer.by = By::Words;
        if !question.caution {
            case.heard.insert(question.id.clone());
        }
        filled = true;
    }
    filled
}

/// Uses the words that a case was opened with, once there is consent and if they are not too old.
pub fn take_up(moving: &mut Moving) {
    if moving.chart.consent.is_none() || !std::mem::take(&mut moving.chart.opening) {
        return;
    }
    let Some(words) = moving.chart.unheard.take() else { return };
    let fresh = moving.chart.unheard_at.is_some_and(|at| moving.now() < at + UNAGREED);
    match fresh && fill(moving, &worded::read(moving, words.reveal()), None) {
        true => keep(moving, words.reveal()),
        // They wait to be passed on.
        false if fresh => moving.chart.unheard = Some(words),
        false => {}
    }
}

/// Keeps the words beside the answers that they filled: a day or a wish in them has no button.
pub fn keep(moving: &mut Moving, words: &str) {
    let case = moving.case();
    case.wrote = Some(joined(case.wrote.take(), words));
}

/// Keeps an answer about the visit that says more than its button: a day, or who should treat. Whoever offers a time reads it.
pub fn keep_of_visit(moving: &mut Moving, question: &Question, reading: &Reading, words: &str) {
    let long = || reading.ticked(&question.id).next().is_some() && words.split_whitespace().nth(SHORT).is_some();
    let more = !reading.times.is_empty() || long();
    if question.stage == Stage::Booking && more {
        keep(moving, words);
    }
}

/// The patient says that it was understood rightly: these answers are done, and can be changed like any.
pub fn right(moving: &mut Moving) {
    let script = moving.script;
    let case = moving.case();
    let ids: Vec<_> = understood(script, case).iter().map(|(question, _)| question.id.clone()).collect();
    for id in ids {
        case.finish(&id, By::Words);
    }
    moving.uncover();
}

/// The patient wants to answer: every question is asked, with its ticks.
pub fn myself(moving: &mut Moving) {
    moving.case().heard.clear();
    moving.uncover();
}

/// What waits for the patient's confirmation, in the order of the script: what would count if all of it were right.
pub fn understood(script: &Script, case: &Case) -> Vec<(Question, Answer)> {
    let mut whole = case.clone();
    for answer in &mut whole.answers {
        answer.done |= case.heard.contains(&answer.question);
    }
    let waits = |answer: &Answer| case.answer(&answer.question).is_some_and(|own| !own.done);
    let answers = whole.answers(script);
    let each = answers.each().filter(|(_, answer)| waits(answer));
    each.map(|(question, answer)| ((*question).clone(), (*answer).clone())).collect()
}

fn is_asked(moving: &Moving) -> bool {
    moving.chart.case.as_ref().is_some_and(|case| case.phase == Phase::Interview)
}

fn may_fill(script: &Script, question: &Question) -> bool {
    let listed = !question.caution || question.answer == AnswerKind::Many;
    let by_choice = question.stage == Stage::After && !script.roles.is_score(&question.id);
    !question.safety && listed && !by_choice
}

/// The options that the words name and that this patient could tap; none where they leave it open.
fn named(moving: &Moving, question: &Question, reading: &Reading, taken: &[&Vec<Span>]) -> Vec<OptionId> {
    let script = moving.script;
    if question.answer == AnswerKind::Scale {
        return reading.score.iter().map(|score| score.value.to_string()).collect();
    }
    let opens = |choice: &Choice| choice.only.is_none_or(|only| script.clinic.opens(only, moving.now()));
    let case = moving.chart.case.as_ref();
    let shown = |choice: &&Choice| !choice.explains && opens(choice) && offered(script, case, choice);
    let ticked = reading.ticked(&question.id).filter(|tick| !taken.contains(&&tick.spans));
    let found: Vec<&Choice> = ticked.filter_map(|tick| question.choice(&tick.option)).filter(shown).collect();
    let several = found.len() > 1;
    let kept: Vec<OptionId> =
        found.into_iter().filter(|choice| !(several && choice.alone)).map(|choice| choice.id.clone()).collect();
    if question.answer != AnswerKind::Many && kept.len() > 1 { Vec::new() } else { kept }
}
