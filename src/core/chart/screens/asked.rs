//! Questions, why they are asked, and lists asked one by one.
use std::collections::BTreeSet;

use super::Draw;
use crate::core::chart::case::By;
use crate::core::chart::judge::offered;
use crate::core::chart::presses::explained;
use crate::core::screen::{Button, Screen};
use crate::script::{AnswerKind, Choice, Html, Question, Say, Stage};

/// The longest label that still stands beside another on a phone.
const BESIDE: usize = 15;

pub fn question(draw: Draw, id: &str) -> Screen {
    let Some(question) = draw.script.question(id) else { return Screen::of(draw.say(Say::Welcome)) };
    let left = draw.chart.case.as_ref().map_or(0, |case| case.questions_left(draw.script));
    let holes = [("n", Html::from(left.to_string()))];
    let text = draw.script.fill(Some(&question.ask), draw.lang(), &holes);
    let mut rows = options(draw, question);
    if question.answer == AnswerKind::Many {
        let next = draw.button(Say::Next, format!("n.{id}"));
        rows.push(vec![next]);
    }
    let pictured = draw.chart.case.as_ref().is_some_and(|case| case.pictured.contains(id));
    if question.art.is_some() && !pictured {
        rows.push(vec![draw.button(Say::ShowMe, "g.picture")]);
    }
    let mut last = vec![draw.back()];
    if !question.why.is_empty() {
        last.push(draw.button(Say::Why, "w"));
    }
    rows.push(last);
    Screen::rows(text, rows)
}

fn options(draw: Draw, question: &Question) -> Vec<Vec<Button>> {
    if question.answer == AnswerKind::Scale {
        let button = |score: u8| draw.labelled(score.to_string(), format!("m.{}.{score}", question.id));
        return vec![(0..=5).map(button).collect(), (6..=10).map(button).collect()];
    }
    let none = BTreeSet::new();
    let case = draw.chart.case.as_ref();
    let answer = case.and_then(|case| case.answer(&question.id));
    let ticked = answer.map_or(&none, |answer| &answer.options);
    let by_words = answer.is_some_and(|answer| answer.by == By::Words && !answer.done);
    let open = |choice: &Choice| choice.only.is_none_or(|only| draw.script.clinic.opens(only, draw.facts.now));
    let shown = question.choices().filter(|choice| offered(draw.script, case, choice) && open(choice));
    let many = question.answer == AnswerKind::Many;
    let number = |id: &str| {
        let place = question.art.as_ref().and_then(|_| question.choices().position(|choice| choice.id == id));
        place.map_or_else(String::new, |place| format!("{} ", place + 1))
    };
    let buttons = shown.map(|choice| {
        let on = many && (ticked.contains(&choice.id) || ticked.contains(&format!("{}?", choice.id)));
        let mark = if on || by_words && ticked.contains(&choice.id) { "✅ " } else { "" };
        let verb = if on { "u" } else { "m" };
        let label = draw.script.fill(Some(&choice.say), draw.lang(), &[]).plain();
        draw.labelled(format!("{mark}{}{label}", number(&choice.id)), format!("{verb}.{}.{}", question.id, choice.id))
    });
    // A number of a picture is narrow.
    let room = BESIDE + if question.art.is_some() { 2 } else { 0 };
    pair(buttons.collect(), room, question.stage == Stage::Interview && !question.safety)
}

/// Two short labels stand side by side; on a safety list each stands alone, so that no thumb meets its neighbour.
fn pair(buttons: Vec<Button>, room: usize, beside: bool) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        let short = |button: &Button| button.label.chars().count() <= room;
        match rows.last_mut() {
            Some(row) if beside && row.len() == 1 && short(&button) && short(&row[0]) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

pub fn why(draw: Draw, id: &str) -> Screen {
    let why = draw.script.question(id).map(|question| &question.why);
    Screen::with(draw.script.fill(why, draw.lang(), &[]), vec![draw.button(Say::BackToQuestion, "g.back")])
}

pub fn explain(draw: Draw, question: &str, option: &str) -> Screen {
    let first = draw.script.question(question).and_then(|asked| explained(asked).next()) == Some(option);
    let mut text = if first { draw.say(Say::OneByOne) } else { Html::new() };
    text.line(&closed_words(draw, question, option));
    text.line(&draw.say(Say::VeryIll));
    let mut rows = yes_no(draw, "x", question, option);
    rows.push(vec![draw.back()]);
    Screen::rows(text, rows)
}

pub fn closed(draw: Draw, question: &str, option: &str) -> Screen {
    let tapped = draw.chart.doubt.as_ref().is_some_and(|doubt| doubt.by == By::Tap);
    let mut text = draw.say(if tapped { Say::MustAskAgain } else { Say::MustAsk });
    text.line(&closed_words(draw, question, option)).line(&draw.say(Say::VeryIll));
    Screen::rows(text, yes_no(draw, "c", question, option))
}

pub fn mistake(draw: Draw, question: &str, option: &str) -> Screen {
    let mut text = draw.say(Say::OnceMore);
    text.line(&closed_words(draw, question, option));
    let mut rows = yes_no(draw, "k", question, option);
    rows.push(vec![draw.button(Say::OldAndKnown, format!("k.{question}.{option}.o"))]);
    Screen::rows(text, rows)
}

fn closed_words(draw: Draw, question: &str, option: &str) -> Html {
    let choice = draw.script.question(question).and_then(|asked| asked.choice(option));
    draw.script.fill(choice.map(|choice| &choice.explain), draw.lang(), &[])
}

fn yes_no(draw: Draw, verb: &str, question: &str, option: &str) -> Vec<Vec<Button>> {
    let button = |say, how: &str| draw.button(say, format!("{verb}.{question}.{option}.{how}"));
    vec![vec![button(Say::Yes, "y"), button(Say::No, "n")], vec![button(Say::NotSure, "s")]]
}

pub fn person(draw: Draw, code: &str) -> Screen {
    let sign = draw.script.sign(code);
    let mut text = draw.script.fill(sign.map(|sign| &sign.advice), draw.lang(), &[]);
    text.line(&draw.say(Say::Net));
    let visit = sign.filter(|sign| sign.visit).map(|_| draw.button(Say::ParentBooks, "g.book"));
    let rest = [draw.button(Say::Person, "g.human"), draw.back(), draw.button(Say::StartOver, "g.restart")];
    Screen::with(text, visit.into_iter().chain(rest).collect())
}

pub fn unreviewed(draw: Draw) -> Screen {
    let mut text = draw.say(Say::Unreviewed);
    text.line(&draw.say(Say::Net));
    Screen::with(text, vec![draw.button(Say::Person, "g.human"), draw.back()])
}
