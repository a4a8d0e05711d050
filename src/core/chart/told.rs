//! What typed words say of questions still to come: ticks, which count for nothing until the patient has confirmed them.
use super::case::{Answer, By, Case, Phase};
use super::judge::offered;
use super::moving::Moving;
use super::pieces::joined;
use super::wake::UNAGREED;
use super::worded;
use crate::core::understand::{Reading, Span};
use crate::script::{AnswerKind, Choice, OptionId, Question, Script, Stage};

/// An answer about the visit of more words says more than a button.
const SHORT: usize = 3;

/// So does any other with more words than this besides the ticks.
pub const BESIDE: usize = 4;

/// Of so many words, a side is all that is said.
const SIDE_WORDS: usize = 9;

/// Fills what the words name into questions, as ticks that are not done. Whether it filled any.
///
/// Never a safety question, nor one before them; in a list of illnesses the tick is set, and the list is asked all the same. An
/// answer that was given already and says something else is asked for once more. `but` is the question asked now: its answer is
/// looked for elsewhere.
pub fn fill(moving: &mut Moving, reading: &Reading, but: Option<&str>) -> bool {
    // Words about an illness or a sign are not about the pain: "a hip replacement 2 weeks ago".
    let ill = |id: &str| moving.script.question(id).is_some_and(|question| question.caution || question.safety);
    let corrects = !but.into_iter().chain(reading.ticks.iter().map(|tick| tick.question.as_str())).any(ill);
    fill_if(moving, reading, but, corrects)
}

/// The same where a sign is doubtful: but for illnesses, such words correct nothing that was answered.
pub fn fill_open(moving: &mut Moving, reading: &Reading) -> bool {
    fill_if(moving, reading, None, false)
}

fn fill_if(moving: &mut Moving, reading: &Reading, but: Option<&str>, corrects: bool) -> bool {
    let script = moving.script;
    // Words that answer the question asked answer no other one: "in the morning".
    let taken: Vec<_> = but.into_iter().flat_map(|id| reading.answering(id)).map(|tick| &tick.spans).collect();
    if moving.chart.consent.is_none() || !is_asked(moving) {
        return false;
    }
    let mut filled = false;
    let questions = script.questions.iter().map(|placed| placed.item.get_ref());
    for question in questions.skip_while(|question| !question.safety).filter(|question| but != Some(&question.id)) {
        // What is ticked of an illness answers what is asked more of it.
        let taken = if question.caution { &[] } else { taken.as_slice() };
        let options = if may_fill(script, question) { named(moving, question, reading, taken) } else { Vec::new() };
        let given = moving.case().answer(&question.id);
        let fit = corrects || question.caution || given.is_none_or(|answer| !answer.done);
        filled |= fit && set(moving, question, options, reading.says_no());
    }
    filled
}

/// Sets what words say of a question, to be confirmed; of a list that is no illness, `instead` of what was ticked. Whether it is
/// anything new.
fn set(moving: &mut Moving, question: &Question, options: Vec<OptionId>, instead: bool) -> bool {
    let many = question.answer == AnswerKind::Many;
    let case = moving.case();
    let answer = case.answer(&question.id);
    let new = |option: &OptionId| !answer.is_some_and(|answer| answer.options.contains(option));
    if options.is_empty() || answer.is_some_and(|answer| answer.done) && !options.iter().any(new) {
        return false;
    }
    let answer = case.answer_mut(&question.id);
    // "None of these", "I do not know" stand beside nothing.
    let alone = |id: &OptionId| question.choice(id).is_some_and(|choice| choice.alone);
    let stays = many && (question.caution || !instead);
    answer.options.retain(|id| stays && !alone(id));
    if answer.options.is_empty() || !options.iter().any(alone) {
        answer.options.extend(options);
    }
    (answer.by, answer.done) = (By::Words, false);
    if !question.caution {
        case.heard.insert(question.id.clone());
    }
    true
}

/// "No, the right side": of an answer that names a side, the same on the other one. Whether the words say just that.
pub fn correct_side(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let short = words.split_whitespace().count() <= SIDE_WORDS;
    let Some(side) = reading.side.filter(|_| short && moving.chart.consent.is_some() && is_asked(moving)) else {
        return false;
    };
    let script = moving.script;
    let case = moving.chart.case.as_ref();
    let given = |question: &&Question| {
        case?
            .answer(&question.id)
            .filter(|answer| answer.done || case.is_some_and(|case| case.heard.contains(&question.id)))
    };
    let sided = |question: &&Question| {
        let own = |answer: &Answer| answer.options.iter().find_map(|id| question.choice(id)?.side);
        !question.safety && given(question).and_then(own).is_some_and(|own| own != side)
    };
    let mut questions = script.questions.iter().map(|placed| placed.item.get_ref());
    let Some(question) = questions.find(|question| question.answer != AnswerKind::Many && sided(question)) else {
        return false;
    };
    let other = question.choices().find(|choice| choice.side == Some(side));
    set(moving, question, other.map(|choice| choice.id.clone()).into_iter().collect(), true)
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

/// Keeps an answer about the visit that says more than its button: a day, or who should treat. Whoever offers a time reads it. Whether
/// it was kept.
pub fn keep_of_visit(moving: &mut Moving, question: &Question, reading: &Reading, words: &str) -> bool {
    let long = || reading.ticked(&question.id).next().is_some() && words.split_whitespace().nth(SHORT).is_some();
    let more = !reading.times.is_empty() || is_number(words) || long();
    let kept = question.stage == Stage::Booking && more;
    if kept {
        keep(moving, words);
    }
    kept
}

/// Whether it is a number and nothing else: of what, only the question asked can tell.
pub fn is_number(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.chars().all(|c| c.is_ascii_digit())
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

/// The patient says that it is not so: every question is asked, without the ticks.
pub fn nothing_of_it(moving: &mut Moving) {
    let case = moving.case();
    let heard = std::mem::take(&mut case.heard);
    for answer in case.answers.iter_mut().filter(|answer| heard.contains(&answer.question)) {
        answer.options.clear();
    }
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
