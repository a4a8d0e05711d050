//! Emergency and same-day advice: given at once, followed up, and taken back only by answering that very sign again or by a
//! named person's Cleared.
use super::case::{Advice, Again, By, Check, Phase, Raised};
use super::judge::{Verdict, led_to};
use super::moving::Moving;
use super::navigate::{hand_over, person};
use super::press::Act;
use super::view::{Note, View};
use super::{card, letter, screens};
use crate::core::event::PatientNews;
use crate::core::handoff::{Kind, Urgency};
use crate::core::screen::Slot;
use crate::core::step::{Effect, Tone};
use crate::script::{CardSay, OptionId, QuestionId, Room, Say, Tier};

/// The code of the red button: no sign of the script, but a call for help.
pub const HELP: &str = "HELP";

/// The code of "I feel worse", below same-day advice.
pub const WORSE: &str = "WORSE";

/// Looks whether a grave sign applies, and gives its advice.
pub fn judge(moving: &mut Moving) {
    let Some(case) = &moving.chart.case else { return };
    if case.phase != Phase::Interview || case.editing.is_some() {
        return;
    }
    let verdict = Verdict::of(moving.script, case);
    let cleared =
        |code: &str| moving.chart.cleared.as_ref().is_some_and(|cleared| cleared.codes.iter().any(|c| c == code));
    for tier in [Tier::Emergency, Tier::SameDay] {
        let codes = verdict.of_tier(tier).map(|sign| sign.code.clone());
        let codes: Vec<String> = codes.filter(|code| tier == Tier::Emergency || !cleared(code)).collect();
        if !codes.is_empty() {
            return raise(moving, tier, codes, By::Tap);
        }
    }
}

/// The red button: advice at once, whatever else is open.
pub fn help_now(moving: &mut Moving) {
    raise(moving, Tier::Emergency, vec![HELP.to_owned()], By::Tap);
}

/// Gives the advice of a tier, in a message of its own that nothing overwrites, and tells the staff if the clinic may know.
pub fn raise(moving: &mut Moving, tier: Tier, codes: Vec<String>, by: By) {
    let at = moving.now();
    if moving.chart.case.as_ref().is_some_and(|case| matches!(case.phase, Phase::HandedOver(_) | Phase::WithPerson)) {
        moving.put_away();
    }
    let case = moving.case();
    case.raised.extend(codes.into_iter().map(|code| Raised { code, tier, by, at, again: None }));
    case.editing = None;
    let standing = match &case.phase {
        Phase::Advised(advice) if advice.tier >= tier => Some(advice.number),
        _ => None,
    };
    let number = match standing {
        Some(number) => number,
        None if moving.chart.consent.is_some() => Some(alert(moving, tier)),
        None => None,
    };
    moving.case().phase = Phase::Advised(Advice { tier, at, number, check: Check::Due });
    moving.chart.overlay = None;
    if let (Some(number), Some(_)) = (number, standing) {
        card::refresh_of(moving, number);
        says(moving, number, CardSay::NewSign, true);
    }
    ring(moving, tier);
}

fn alert(moving: &mut Moving, tier: Tier) -> i64 {
    match tier {
        Tier::Emergency => hand_over(moving, Kind::Emergency, Urgency::Red, Room::Reception),
        _ => hand_over(moving, Kind::Doctor, Urgency::Orange, Room::Doctors),
    }
}

fn ring(moving: &mut Moving, tier: Tier) {
    moving.advised();
    moving.retire();
    let screen = screens::advice::advice(moving.script, &moving.chart, tier);
    let slot = Slot::named("e", moving.chart.generation);
    moving.ring(slot, screen, if tier == Tier::Emergency { Tone::Emergency } else { Tone::Loud });
}

/// Tells the card what the patient let know.
pub fn says(moving: &mut Moving, number: i64, words: CardSay, worse: bool) {
    let words = moving.script.card(words, &[]);
    moving.tell_desk(number, PatientNews::Says { words, worse });
}

/// A press on a message of advice.
pub fn press(moving: &mut Moving, act: Act) {
    let Some(Phase::Advised(advice)) = moving.chart.case.as_ref().map(|case| case.phase.clone()) else {
        moving.toast(Say::OldButton);
        return moving.show();
    };
    let (note, words, worse) = match act.what {
        "going" | "way" => (Note::Going, CardSay::OnTheWay, false),
        "cannot" => (Note::Cannot, CardSay::CannotGo, true),
        "there" => (Note::There, CardSay::IsThere, false),
        "notyet" => (Note::NotYet, CardSay::NotYet, true),
        "calling" => (Note::Calling, CardSay::CallsDoctor, false),
        "callme" => (Note::CallMe, CardSay::WantsCall, true),
        "reached" | "later" => (Note::Reached, CardSay::ReachedDoctor, false),
        "unreached" => (Note::NotYet, CardSay::NotReachedDoctor, true),
        "allowed" => (Note::Checking, CardSay::SaysAllowed, true),
        "results" => (Note::Waiting, CardSay::WaitsResults, false),
        "worse" => return raise(moving, Tier::Emergency, vec![WORSE.to_owned()], By::Tap),
        "letter" => return letter::give(moving),
        "mistake" => return mistake(moving),
        "tell" => return tell_clinic(moving, advice.tier),
        _ => return moving.show(),
    };
    // Whoever only says that they go or call is asked all the same whether they got there.
    let over = matches!(act.what, "there" | "reached" | "later" | "allowed" | "results");
    if let (true, Some(Phase::Advised(advice))) = (over, moving.chart.case.as_mut().map(|case| &mut case.phase)) {
        advice.check = Check::Done;
    }
    match advice.number.filter(|number| moving.chart.open_requests().any(|request| request.number == *number)) {
        Some(number) => says(moving, number, words, worse),
        None if note == Note::Checking => return person_checks(moving, advice.tier),
        None => {}
    }
    moving.overlay(View::Note(note));
}

/// "A doctor says massage is allowed", and no card is open: a new one, on which somebody can press Cleared.
fn person_checks(moving: &mut Moving, tier: Tier) {
    let urgency = if tier == Tier::Emergency { Urgency::Red } else { Urgency::Orange };
    let number = hand_over(moving, Kind::Person, urgency, Room::Reception);
    told_by(moving, number);
    says(moving, number, CardSay::SaysAllowed, false);
    moving.overlay(View::Note(Note::Checking));
}

/// Advice that stands is now told by this handoff: Cleared on it counts.
pub fn told_by(moving: &mut Moving, number: i64) {
    if let Some(Phase::Advised(advice)) = moving.chart.case.as_mut().map(|case| &mut case.phase) {
        advice.number = Some(number);
    }
}

/// The patient agrees that the clinic is told.
fn tell_clinic(moving: &mut Moving, tier: Tier) {
    moving.consent();
    if let Some(Phase::Advised(Advice { number: Some(_), .. })) = moving.chart.case.as_ref().map(|case| &case.phase) {
        return moving.overlay(View::Note(Note::Told));
    }
    let number = alert(moving, tier);
    told_by(moving, number);
    moving.overlay(View::Note(Note::Told));
}

/// "I tapped by mistake": that sign is asked once more, in full.
fn mistake(moving: &mut Moving) {
    match still_standing(moving) {
        Some((question, option)) => moving.overlay(View::Mistake(question, option)),
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
    let tier = match moving.chart.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Advised(advice)) => advice.tier,
        _ => return moving.uncover(),
    };
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
    let Some(Phase::Advised(advice)) = moving.chart.case.as_ref().map(|case| case.phase.clone()) else { return };
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
        moving.chart.case = None;
    }
    moving.notice = Some(moving.script.say(Say::MistakeNoted, &moving.chart.lang, &[]));
    moving.uncover();
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
    let number = match moving.chart.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Advised(advice)) => advice.number,
        _ => None,
    };
    match number {
        Some(number) => {
            says(moving, number, CardSay::SaysOld, true);
            moving.overlay(View::Note(Note::PersonComes));
        }
        None => person(moving),
    }
}

/// The answer to a closed question about words that may name a sign: yes and not sure count.
pub fn closed(moving: &mut Moving, act: Act) {
    moving.chart.overlay = None;
    if act.how == "n" {
        return moving.uncover();
    }
    let script = moving.script;
    let names = |table: &crate::script::Table| table.get(act.what).is_some_and(|o| o.iter().any(|o| o == act.which));
    let sign = script.signs.iter().find(|sign| sign.when.0.iter().any(|table| names(table.get_ref())));
    if let Some(sign) = sign.filter(|sign| sign.tier > Tier::Person) {
        raise(moving, sign.tier, vec![sign.code.clone()], By::Words);
    }
}

/// Asks, some time after the advice, whether help was found. Returns whether it asked.
pub fn check(moving: &mut Moving) -> bool {
    let Some(Phase::Advised(advice)) = moving.chart.case.as_mut().map(|case| &mut case.phase) else { return false };
    if advice.check != Check::Due {
        return false;
    }
    advice.check = Check::Asked;
    let (tier, at) = (advice.tier, advice.at);
    let screen = screens::advice::check(moving.script, &moving.chart.lang, tier);
    let slot = Slot::named("c", at.as_second());
    moving.effect(Effect::Ring { slot, screen, tone: Tone::Loud, reply_to: None, not_after: None });
    true
}
