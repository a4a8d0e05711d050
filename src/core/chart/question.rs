//! Typed words where a question is asked.
use super::case::By;
use super::moving::Moving;
use super::presses::{only, tick};
use super::view::View;
use super::worded::{self, Said};
use super::words::{keep, noted, noted_for, pass_or_keep, unheard};
use super::{asks, assent, doubt, press, presses, screens, told};
use crate::core::understand::{Assent, Reading};
use crate::script::{AnswerKind, Question, Say};

/// Takes words for the answer to a question; what they say of others is noted, and what they want besides is answered.
pub fn answer(moving: &mut Moving, id: &str, words: &str, reading: &Reading) {
    let script = moving.script;
    let Some(question) = script.question(id) else { return };
    let lang = moving.chart.lang.clone();
    let next = screens::same_words(words, &script.label(Say::Next, &lang));
    if assent::goes_on(moving, id, reading, words) {
        return;
    }
    if question.safety && doubt::named(moving, question, reading) {
        return pass_or_keep(moving, words);
    }
    let said = if question.safety { Said::Nothing } else { worded::said(moving, question, words, reading) };
    let said = worded::with_before(moving, question, words, said);
    let chosen = !matches!(said, Said::Nothing);
    if !chosen && asks::answer(moving, reading, words) {
        return;
    }
    if !chosen && !question.safety && assent::answer(moving, &View::Question(id.to_owned()), reading, words) {
        return;
    }
    // "No, it only tingles there" is about the signs, "3" about nothing that was asked before.
    let other =
        question.safety && reading.assent.is_some() || told::is_number(words) || !told::fill(moving, reading, Some(id));
    let filled = !other || !chosen && told::correct_side(moving, reading, words);
    let kept = told::keep_of_visit(moving, question, reading, words);
    // There is more in a sentence than in a button.
    let said_more = || worded::beside(words, reading.ticks.iter().flat_map(|tick| &tick.spans)) > told::BESIDE;
    if chosen && !kept && (filled || said_more()) {
        told::keep(moving, words);
    }
    match said {
        _ if question.safety && filled => noted(moving, words),
        _ if question.safety && reading.assent.is_some() => unanswered(moving, question, reading, words),
        _ if question.safety => unheard(moving, words),
        Said::These(choices) if question.answer == AnswerKind::Many => {
            choices.iter().for_each(|choice| tick(moving, question, &choice.id, true, By::Words));
        }
        Said::These(choices) => only(moving, question, &choices[0].id, By::Words),
        Said::OneOf(choices) => {
            keep(moving, words);
            worded::which_one(moving, &choices);
        }
        Said::Nothing => match reading.score.as_ref().filter(|_| question.answer == AnswerKind::Scale) {
            Some(score) => only(moving, question, &score.value.to_string(), By::Words),
            None if next && moving.case().answer(id).is_some_and(|answer| !answer.options.is_empty()) => {
                moving.case().finish(id, By::Words);
                moving.uncover();
            }
            None if kept => noted_for(moving),
            None if filled => noted(moving, words),
            None => unheard(moving, words),
        },
    }
}

/// Yes and no to a list of signs: a tap decides, and what is said besides is kept; who is not sure is asked one by one.
fn unanswered(moving: &mut Moving, question: &Question, reading: &Reading, words: &str) {
    if worded::beside(words, reading.assent.iter().map(|heard| &heard.span)) > 0 {
        pass_or_keep(moving, words);
    }
    let unsure = reading.assent.as_ref().is_some_and(|heard| heard.assent == Assent::Unsure);
    match question.choices().find(|choice| choice.explains).filter(|_| unsure) {
        Some(choice) => {
            let data = press::turn(moving.chart.turn, format_args!("m.{}.{}", question.id, choice.id));
            presses::typed(moving, &data);
        }
        None => drop(assent::tap(moving)),
    }
}
