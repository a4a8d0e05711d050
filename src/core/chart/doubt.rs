//! A sign that words may name, or that was tapped too late: it is asked for by a closed question, until that is answered.
use super::case::By;
use super::judge::offered;
use super::moving::Moving;
use super::press::Act;
use super::view::View;
use super::{Chart, Doubt, advice};
use crate::core::understand::{How, Reading, SignHeard};
use crate::script::{Choice, Question, Script, Sign, Table, Tier};

/// Asks the closed question about a sign that the words may name, until it is answered; gives the advice if it has none. A question
/// that stands already waits for its turn.
pub fn ask(moving: &mut Moving, sign: &Sign) {
    pose(moving, sign, of(moving.script, sign), By::Words);
}

/// The code of the sign that is asked for.
pub fn asked<'a>(moving: &'a Moving) -> Option<&'a String> {
    moving.chart.doubt.as_ref()?.code.as_ref()
}

/// Notes that a sign is to be asked for after what is asked now, or raised then if the words name it plainly.
pub fn wait(moving: &mut Moving, heard: &SignHeard) {
    let doubt = moving.script.sign(&heard.code).and_then(|sign| of(moving.script, sign));
    if let Some(doubt) = doubt {
        queue(&mut moving.chart, Doubt { plain: heard.how == How::Plain, ..doubt });
    }
}

/// Asks or raises what still waits, if it leads to graver advice than stands.
pub fn go_on(moving: &mut Moving) {
    let script = moving.script;
    let tier = |doubt: &Doubt| doubt.code.as_ref().and_then(|code| script.sign(code)).map(|sign| sign.tier);
    while moving.chart.doubt.is_none() {
        let stands = moving.chart.advice().map(|advice| advice.tier);
        let Some(index) = moving.chart.doubts.iter().position(|doubt| tier(doubt) > stands) else { return };
        let doubt = moving.chart.doubts.remove(index);
        match (tier(&doubt), &doubt.code) {
            (Some(tier), Some(code)) if doubt.plain => advice::raise(moving, tier, vec![code.clone()], By::Words),
            _ => show(moving, doubt),
        }
    }
}

/// Advice was given for these signs: they are asked for no more, and below an emergency's nothing is.
pub fn raised(chart: &mut Chart, codes: &[String], tier: Tier) {
    let known = |doubt: &Doubt| doubt.code.as_ref().is_some_and(|code| codes.contains(code));
    chart.doubts.retain(|doubt| !known(doubt));
    if tier == Tier::Emergency
        && let Some(doubt) = chart.doubt.take().filter(|doubt| !known(doubt))
    {
        chart.doubts.insert(0, doubt);
    }
}

/// The closed question about a sign that words may name, if it has one.
fn of(script: &Script, sign: &Sign) -> Option<Doubt> {
    let (question, option) = sign.closed_question(script)?;
    Some(Doubt { question, option, by: By::Words, code: Some(sign.code.clone()), plain: false })
}

/// Asks for the sign that words name as an answer to the list on the screen: "gives way", where the legs are asked about. Whether
/// they name one.
pub fn named(moving: &mut Moving, question: &Question, reading: &Reading) -> bool {
    let script = moving.script;
    let shown = |choice: &&Choice| offered(script, moving.chart.case.as_ref(), choice);
    let named = reading.answers.iter().filter(|tick| tick.question == question.id);
    let mut options = named.filter_map(|tick| question.choice(&tick.option)).filter(shown);
    let sign = options.find_map(|choice| Some((sign_of_option(script, &question.id, &choice.id)?, choice)));
    if let Some((sign, choice)) = sign {
        ask_of(moving, sign, &question.id, &choice.id, By::Words);
    }
    sign.is_some()
}

/// The first grave sign that rests on an option alone.
pub fn sign_of_option<'a>(script: &'a Script, question: &str, option: &str) -> Option<&'a Sign> {
    let mut signs = script.signs.iter().map(|sign| sign.item.get_ref()).filter(|sign| sign.tier > Tier::Person);
    signs.find(|sign| rests_on(sign, question, option))
}

/// Asks whether this very option of a sign is so, until it is answered; gives the advice if it is not explained anywhere.
pub fn ask_of(moving: &mut Moving, sign: &Sign, question: &str, option: &str, by: By) {
    let choice = moving.script.question(question).and_then(|asked| asked.choice(option));
    let doubt = choice.filter(|choice| !choice.explain.is_empty()).map(|_| Doubt {
        question: question.to_owned(),
        option: option.to_owned(),
        by,
        code: Some(sign.code.clone()),
        plain: false,
    });
    pose(moving, sign, doubt, by);
}

fn pose(moving: &mut Moving, sign: &Sign, doubt: Option<Doubt>, by: By) {
    match doubt {
        Some(doubt) => show(moving, doubt),
        None => advice::raise(moving, sign.tier, vec![sign.code.clone()], by),
    }
}

fn show(moving: &mut Moving, doubt: Doubt) {
    moving.overlay(View::Closed(doubt.question.clone(), doubt.option.clone()));
    moving.chart.doubts.retain(|other| other.code != doubt.code);
    let before = moving.chart.doubt.replace(doubt);
    before.into_iter().for_each(|before| queue(&mut moving.chart, before));
}

fn queue(chart: &mut Chart, doubt: Doubt) {
    let known = chart.doubt.iter().chain(&chart.doubts).any(|other| other.code == doubt.code);
    match &chart.doubt {
        _ if known => {}
        None => chart.doubt = Some(doubt),
        Some(_) => chart.doubts.push(doubt),
    }
}

/// The answer to a closed question about a sign: yes and not sure count. What the same words name plainly is raised with it.
pub fn closed(moving: &mut Moving, act: Act) {
    moving.uncover();
    let script = moving.script;
    let doubt = moving.chart.doubt.take();
    let by = doubt.as_ref().map_or(By::Words, |doubt| doubt.by);
    let asked = doubt.and_then(|doubt| script.sign(&doubt.code?)).or_else(|| sign_of(script, act.what, act.which));
    if let Some(sign) = asked.filter(|sign| act.how != "n" && sign.tier > Tier::Person) {
        let plain = moving.chart.doubts.iter().filter(|doubt| doubt.plain).filter_map(|doubt| doubt.code.clone());
        let codes = [sign.code.clone()].into_iter().chain(plain).collect();
        advice::raise(moving, sign.tier, codes, by);
    }
    go_on(moving);
}

/// Whether a condition of a sign is this option of a question, and nothing besides.
fn rests_on(sign: &Sign, question: &str, option: &str) -> bool {
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
