//! A sign that words may name, or that was tapped too late: it is asked for by a closed question, until that is answered.
use super::case::By;
use super::moving::Moving;
use super::press::Act;
use super::view::View;
use super::{Doubt, advice, worded};
use crate::script::{Script, Sign, Table, Tier};

/// Asks the closed question about a sign that the words may name, until it is answered; gives the advice if it has none.
pub fn ask(moving: &mut Moving, sign: &Sign) {
    pose(moving, sign, of(moving.script, sign), By::Words);
}

/// The closed question about a sign that words may name, if it has one.
pub fn of(script: &Script, sign: &Sign) -> Option<Doubt> {
    let (question, option) = sign.closed_question(script)?;
    Some(Doubt { question, option, by: By::Words, code: Some(sign.code.clone()) })
}

/// Asks whether this very option of a sign is so, until it is answered; gives the advice if it is not explained anywhere.
pub fn ask_of(moving: &mut Moving, sign: &Sign, question: &str, option: &str) {
    let choice = moving.script.question(question).and_then(|asked| asked.choice(option));
    let doubt = choice.filter(|choice| !choice.explain.is_empty()).map(|_| Doubt {
        question: question.to_owned(),
        option: option.to_owned(),
        by: By::Tap,
        code: Some(sign.code.clone()),
    });
    pose(moving, sign, doubt, By::Tap);
}

fn pose(moving: &mut Moving, sign: &Sign, doubt: Option<Doubt>, by: By) {
    match doubt {
        Some(doubt) => {
            moving.overlay(View::Closed(doubt.question.clone(), doubt.option.clone()));
            moving.chart.doubt = Some(doubt);
        }
        None => advice::raise(moving, sign.tier, vec![sign.code.clone()], by),
    }
}

/// The answer to a closed question about a sign: yes and not sure count.
pub fn closed(moving: &mut Moving, act: Act) {
    moving.chart.overlay = None;
    let doubt = moving.chart.doubt.take();
    let by = doubt.as_ref().map_or(By::Words, |doubt| doubt.by);
    if act.how == "n" {
        return match next_doubt(moving, act) {
            Some(sign) => ask(moving, sign),
            None => moving.uncover(),
        };
    }
    let script = moving.script;
    let asked = doubt.and_then(|doubt| script.sign(&doubt.code?));
    let sign = asked.or_else(|| sign_of(script, act.what, act.which));
    if let Some(sign) = sign.filter(|sign| sign.tier > Tier::Person) {
        advice::raise(moving, sign.tier, vec![sign.code.clone()], by);
    }
}

/// Whether a condition of a sign is this option of a question, and nothing besides.
pub fn rests_on(sign: &Sign, question: &str, option: &str) -> bool {
    sign.when.0.iter().any(|table| table.get_ref().len() == 1 && names(table.get_ref(), question, option))
}

fn names(table: &Table, question: &str, option: &str) -> bool {
    table.get(question).is_some_and(|named| named.iter().any(|named| named == option))
}

/// The gravest sign that names an option of a question; of several as grave, one that rests on that option alone.
fn sign_of<'a>(script: &'a Script, question: &str, option: &str) -> Option<&'a Sign> {
    let signs = || script.signs.iter().map(|sign| sign.item.get_ref());
    let named = |sign: &&Sign| sign.when.0.iter().any(|table| names(table.get_ref(), question, option));
    let gravest = signs().find(named)?;
    let alone = |sign: &&Sign| sign.tier == gravest.tier && rests_on(sign, question, option);
    Some(signs().find(alone).unwrap_or(gravest))
}

/// The next sign that the same words may name, by another closed question.
fn next_doubt<'a>(moving: &Moving<'a>, act: Act) -> Option<&'a Sign> {
    let script = moving.script;
    let words = moving.chart.unheard.as_ref()?;
    let reading = worded::read(moving, words.reveal());
    let grave = reading.grave().filter_map(|heard| script.sign(&heard.code));
    let asked = |sign: &&Sign| {
        sign.closed_question(script).is_some_and(|(question, option)| question == act.what && option == act.which)
    };
    { grave }.skip_while(|sign| !asked(sign)).find(|sign| !asked(sign))
}
