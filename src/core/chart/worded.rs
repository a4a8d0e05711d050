//! Typed words as the answer to the question that is asked.
use super::judge::offered;
use super::moving::Moving;
use super::pieces;
use crate::core::understand::{Reading, Span, read_on};
use crate::script::hear::plain;
use crate::script::heard::tokens::Tokens;
use crate::script::{AnswerKind, Choice, Html, Question, Say};

/// What typed words say today, by the clinic's clock.
pub fn read(moving: &Moving, words: &str) -> Reading {
    let today = moving.now().to_zoned(moving.script.clinic.zone.clone()).date();
    read_on(moving.script, words, Some(today))
}

/// What words say to the question that is asked.
#[derive(Debug)]
pub enum Said<'a> {
    /// These options, at least one; one alone where the question takes one alone.
    These(Vec<&'a Choice>),
    /// One of these, at least two: "low back" without a side.
    OneOf(Vec<&'a Choice>),
    /// None of its options.
    Nothing,
}

/// What `words` say to `question`: an option's own label or number, else the options that were found in them, as far as this
/// patient could tap them.
pub fn said<'a>(moving: &Moving, question: &'a Question, words: &str, reading: &Reading) -> Said<'a> {
    let shown = |choice: &&Choice| !choice.explains && offered(moving.script, moving.chart.case.as_ref(), choice);
    let labels: Vec<&Choice> = question.choices().filter(shown).filter(|choice| labelled(choice, words)).collect();
    let number = words.trim().parse::<usize>().ok().filter(|_| question.art.is_some());
    let numbered = number.and_then(|number| question.choices().nth(number.checked_sub(1)?)).filter(shown);
    let ticked = reading.answering(&question.id).filter_map(|tick| question.choice(&tick.option));
    let mut found: Vec<&Choice> =
        if labels.is_empty() { ticked.chain(numbered).filter(shown).collect() } else { labels };
    if found.len() > 1 {
        found.retain(|choice| !choice.alone);
    }
    match found.len() {
        0 => left_open(question, reading, shown),
        1 => Said::These(found),
        _ if question.answer == AnswerKind::Many => Said::These(found),
        _ => Said::OneOf(found),
    }
}

/// What was said, or what it says together with the words of a moment ago that were not enough: "low back", and then "left".
pub fn with_before<'a>(moving: &mut Moving, question: &'a Question, words: &str, said: Said<'a>) -> Said<'a> {
    let before = moving.before.clone().filter(|_| !question.safety && !moving.chart.opening);
    let Some(before) = before else { return said };
    let alone = self::said(moving, question, &before, &read(moving, &before));
    let both = format!("{before} {words}");
    let together = self::said(moving, question, &both, &read(moving, &both));
    match (&said, alone, together) {
        // What was said before alone is an answer to another question.
        (_, Said::These(_), _) => said,
        // "Me", and then "45": what was left open is answered.
        (Said::These(_), Said::OneOf(_), _) => {
            pieces::used(&mut moving.chart);
            said
        }
        (Said::Nothing | Said::OneOf(_), _, together @ Said::These(_)) => {
            pieces::used(&mut moving.chart);
            together
        }
        (Said::Nothing, _, together @ Said::OneOf(_)) => together,
        _ => said,
    }
}

/// How many words stand outside of `spans`: what is said besides.
pub fn beside<'a>(words: &str, spans: impl Iterator<Item = &'a Span>) -> usize {
    let spans: Vec<&Span> = spans.collect();
    let within = |word: Span| spans.iter().any(|at| word.start < at.end && at.start < word.end);
    let tokens = Tokens::of(words);
    (0..tokens.len()).filter(|word| !within(tokens.span(*word, *word))).count()
}

fn labelled(choice: &Choice, words: &str) -> bool {
    choice.say.each().any(|(_, say, _)| say.forms().iter().any(|form| plain(form) == plain(words)))
}

/// Whether `words` are the label of an option of this question, which is not one about signs, and is asked.
pub fn is_label(moving: &Moving, question: &str, words: &str) -> bool {
    let asked = moving.script.question(question).filter(|question| !question.safety && !moving.is_advised());
    asked.is_some_and(|question| question.choices().any(|choice| !choice.explains && labelled(choice, words)))
}

/// "Low back": one of several, and the words do not say which.
fn left_open<'a>(question: &'a Question, reading: &Reading, shown: impl Fn(&&Choice) -> bool) -> Said<'a> {
    let mut groups = reading.narrowed.iter().filter(|narrowed| narrowed.question == question.id);
    let open = groups.next().map(|group| group.options.iter().filter_map(|id| question.choice(id)).filter(shown));
    match open.map(Iterator::collect::<Vec<_>>) {
        Some(open) if open.len() > 1 => Said::OneOf(open),
        _ => Said::Nothing,
    }
}

/// The question is asked again, with what is left of it.
pub fn which_one(moving: &mut Moving, open: &[&Choice]) {
    let lang = moving.chart.lang.clone();
    let labels: Vec<Html> = open.iter().map(|choice| moving.script.fill(Some(&choice.say), &lang, &[])).collect();
    let holes = [("options", Html::join(&labels, "; "))];
    moving.notice = Some(moving.script.say(Say::WhichOne, &lang, &holes));
    moving.uncover();
}
