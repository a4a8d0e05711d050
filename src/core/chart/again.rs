//! "I tapped by mistake": each sign is asked once more, in full. "No" goes on, "old" goes to a person, the card keeps every answer.
use super::advice::{open_card, ring, says};
use super::case::{Again, Phase};
use super::doubt;
use super::judge::led_to;
use super::moving::Moving;
use super::people::person;
use super::press::Act;
use super::view::{Note, View};
use crate::script::{CardSay, OptionId, QuestionId, Say};

/// "I tapped by mistake": that sign is asked once more, in full.
pub fn mistake(moving: &mut Moving) {
    let old = |raised: &super::case::Raised| raised.again == Some(Again::Old);
    match still_standing(moving) {
        Some((question, option)) => moving.overlay(View::Mistake(question, option)),
        None if moving.chart.case.as_ref().is_some_and(|case| case.raised.iter().any(old)) => old_and_known(moving),
        None => back_to_interview(moving),
    }
}

/// The first standing sign that can be asked again, as the closed question about one option. The red button has none.
fn still_standing(moving: &Moving) -> Option<(QuestionId, OptionId)> {
    let case = moving.chart.case.as_ref()?;
    let answers = case.answers(moving.script);
    let asks = |(question, option): &(&str, &str)| {
        let choice = moving.script.question(question).and_then(|asked| asked.choice(option.trim_end_matches('?')));
        choice.is_some_and(|choice| !choice.explain.is_empty())
    };
    let standing = case.standing().filter_map(|raised| moving.script.sign(&raised.code));
    standing
        .flat_map(|sign| {
            let led = led_to(sign, &answers).into_iter().find(asks);
            let any = || sign.when.0.iter().flat_map(|table| table.get_ref());
            led.or_else(|| any().flat_map(|(q, o)| o.iter().map(move |o| (q.as_str(), o.as_str()))).find(asks))
        })
        .map(|(question, option)| (question.to_owned(), option.trim_end_matches('?').to_owned()))
        .next()
}

/// The answer to one sign asked again.
pub fn asked_again(moving: &mut Moving, act: Act) {
    let Some(tier) = moving.chart.advice().map(|advice| advice.tier) else { return moving.uncover() };
    match act.how {
        "n" => {
            settle(moving, act.what, act.which, Again::No);
            mistake(moving);
        }
        "o" => {
            settle(moving, act.what, act.which, Again::Old);
            old_and_known(moving);
        }
        _ => {
            moving.chart.overlay = None;
            ring(moving, tier);
        }
    }
}

/// Marks every standing sign that rests on this option, and takes the option out of its answer, to be asked again.
fn settle(moving: &mut Moving, question: &str, option: &str, again: Again) {
    let script = moving.script;
    let rests = |code: &str| {
        let tables = script.sign(code).map(|sign| (sign.when.0.iter(), sign.count.iter()));
        tables.is_some_and(|(when, count)| {
            let tables = when.map(|table| table.get_ref()).chain(count.map(|count| count.of.get_ref()));
            tables.filter_map(|table| table.get(question)).any(|o| o.iter().any(|o| o.trim_end_matches('?') == option))
        })
    };
    let case = moving.case();
    for raised in case.raised.iter_mut().filter(|raised| raised.again.is_none() && rests(&raised.code)) {
        raised.again = Some(again);
    }
    if let Some(answer) = case.answers.iter_mut().find(|answer| answer.question == question) {
        answer.options.retain(|id| id.trim_end_matches('?') != option);
        answer.done = false;
    }
}

/// Every sign turned out a mistake: the interview goes on; the card keeps both answers.
fn back_to_interview(moving: &mut Moving) {
    let Some(advice) = moving.chart.advice().cloned() else { return };
    let case = moving.case();
    case.phase = Phase::Interview;
    let left: Vec<String> = case.standing().map(|raised| raised.code.clone()).collect();
    for raised in case.raised.iter_mut().filter(|raised| raised.again.is_none()) {
        raised.again = Some(Again::No);
    }
    reopen(moving, &left);
    if let Some(number) = advice.number {
        says(moving, number, CardSay::SaysMistake, false);
    }
    if moving.chart.case.as_ref().is_some_and(|case| case.answers.is_empty()) {
        moving.drop_case();
    }
    moving.notice = Some(moving.script.say(Say::MistakeNoted, &moving.chart.lang, &[]));
    moving.uncover();
    doubt::go_on(moving);
}

/// Signs without a closed question of their own: the lists that led to them are asked again.
fn reopen(moving: &mut Moving, codes: &[String]) {
    let script = moving.script;
    let Some(case) = &moving.chart.case else { return };
    let answers = case.answers(script);
    let signs = codes.iter().filter_map(|code| script.sign(code));
    let lists: Vec<String> = signs.flat_map(|sign| led_to(sign, &answers)).map(|(q, _)| q.to_owned()).collect();
    for answer in moving.case().answers.iter_mut().filter(|answer| lists.contains(&answer.question)) {
        answer.done = false;
    }
}

/// It is old and a doctor knows: a person decides, never a plan.
fn old_and_known(moving: &mut Moving) {
    let number = moving.chart.advice().and_then(|advice| open_card(moving, advice));
    match number {
        Some(number) => {
            says(moving, number, CardSay::SaysOld, true);
            moving.overlay(View::Note(Note::PersonComes));
        }
        None => person(moving),
    }
}
