//! The buttons that lead somewhere, and those of messages that were rung.

use super::case::{Case, DoctorHelp, Goal, Phase};
use super::moving::Moving;
use super::people::{hand_over, pass_on, person};
use super::press::Act;
use super::view::{self, View};
use super::{advice, begin, clearance, letter, offer, papers, screens, told};
use crate::core::event::PatientNews;
use crate::core::handoff::{Kind, Urgency};
use crate::core::paper::Form;
use crate::core::screen::Slot;
use crate::core::step::{Effect, Tone};
use crate::script::{CautionEffect, Room, Say, Stage, Tier};

use super::judge::Verdict;

/// A press that leads somewhere, on the present turn.
pub fn go(moving: &mut Moving, act: Act) {
    let patient_wants = |goal: Goal| move |case: &mut Case| case.goal = Some(goal);
    match act.what {
        what if !stands_on(what, &moving.chart.shown) => moving.show(),
        "home" => moving.overlay(View::Home),
        "pain" => begin::begin(moving),
        "visit" if moving.chart.open_requests().next().is_some() => moving.overlay(View::Requests),
        "visit" => begin::begin(moving),
        "other" => moving.overlay(View::Other),
        "human" => {
            // "No. Talk to a person": what was typed before consent goes with the refusal.
            if moving.chart.shown == View::Consent {
                moving.chart.unheard = None;
                moving.chart.opening = false;
            }
            person(moving);
        }
        "help" => advice::help_now(moving),
        "langs" => moving.overlay(View::Language),
        "lang" => language(moving, act.which),
        "yes" => {
            moving.consent();
            moving.uncover();
            told::take_up(moving);
        }
        "more" => moving.overlay(View::Privacy),
        "back" => moving.uncover(),
        "resume" => moving.uncover(),
        "restart" | "afresh" | "same" if moving.is_advised() => moving.uncover(),
        "restart" | "afresh" => {
            begin::afresh(moving);
            told::take_up(moving);
        }
        "same" => {
            begin::same_pain(moving);
            told::take_up(moving);
        }
        "right" => told::right(moving),
        "myself" => told::myself(moving),
        "book" => with_case(moving, patient_wants(Goal::Visit)),
        "doctor" => with_case(moving, patient_wants(Goal::Doctor)),
        "both" => with_case(moving, patient_wants(Goal::Both)),
        "letter" => doctor(moving, DoctorHelp::Letter),
        "call" => doctor(moving, DoctorHelp::Call),
        "own" => doctor(moving, DoctorHelp::Own),
        "say" => moving.overlay(View::WhatToSay),
        "about" => moving.overlay(View::About),
        "page" => moving.overlay(View::Page(act.which.to_owned())),
        "signs" => moving.overlay(View::Signs),
        "change" => moving.overlay(View::Change),
        "edit" => edit(moving, act.which),
        "send" => send(moving),
        "add" => add(moving, act.which),
        "picture" => moving.show_picture(),
        "card" => papers::card(moving),
        "name" => moving.overlay(View::AskName),
        "phone" => ask_phone(moving),
        "wish" => moving.overlay(View::AskWish),
        "requests" => moving.overlay(View::Requests),
        "cancel" => number(act.which, |number| moving.overlay(View::Cancel(number))),
        "cancelled" => number(act.which, |number| offer::cancel(moving, number)),
        "pass" => pass_on(moving),
        "erase" => erase(moving),
        _ => moving.show(),
    }
}

/// Whether a screen has such a button: a press can be forged, and no plan is shown before its questions.
fn stands_on(what: &str, shown: &View) -> bool {
    match what {
        "book" => matches!(shown, View::Menu | View::Person(_)),
        "say" | "doctor" | "both" => *shown == View::Menu,
        "about" => matches!(shown, View::Menu | View::Page(_)),
        "page" => *shown == View::About,
        "letter" | "call" | "own" => *shown == View::DoctorHow,
        "signs" => matches!(shown, View::Summary | View::Change),
        "change" => matches!(shown, View::Menu | View::Summary | View::Signs),
        "edit" => *shown == View::Change,
        "pass" => matches!(shown, View::Unheard(_) | View::Crisis),
        "erase" => *shown == View::Forget,
        "cancelled" => matches!(shown, View::Cancel(_) | View::Requests),
        "yes" => *shown == View::Consent,
        "right" | "myself" => *shown == View::Understood,
        "picture" => matches!(shown, View::Question(_)),
        "card" => *shown == View::WhatToSay,
        "restart" => matches!(shown, View::Resume | View::Person(_)),
        "afresh" | "same" => *shown == View::SamePain,
        "add" | "name" | "phone" | "wish" => matches!(shown, View::Sent(_)),
        _ => true,
    }
}

/// A press on a message that was rung.
pub fn standing(moving: &mut Moving, act: Act) {
    match act.verb {
        "em" | "sd" | "chk" => advice::press(moving, act),
        "o" => offer::answer(moving, act),
        // What else leads somewhere names its turn.
        "g" if matches!(act.what, "pain" | "resume" | "human" | "help" | "requests") => go(moving, act),
        _ => {
            moving.toast(Say::OldButton);
            moving.show();
        }
    }
}

fn language(moving: &mut Moving, lang: &str) {
    if moving.script.clinic.languages.iter().any(|known| known == lang) {
        moving.chart.lang = lang.to_owned();
    }
    moving.uncover();
}

/// Asks a question that is left to the patient's choice. Once all is closed there is no case to add to.
fn add(moving: &mut Moving, id: &str) {
    let handed_over = matches!(moving.chart.case.as_ref().map(|case| &case.phase), Some(Phase::HandedOver(_)));
    match moving.script.question(id).filter(|question| handed_over && question.stage == Stage::After) {
        Some(question) => moving.overlay(View::Question(question.id.clone())),
        None => moving.show(),
    }
}

fn with_case(moving: &mut Moving, change: impl FnOnce(&mut Case)) {
    moving.uncover();
    if let Some(case) = &mut moving.chart.case {
        change(case);
    }
}

fn doctor(moving: &mut Moving, help: DoctorHelp) {
    if help == DoctorHelp::Letter {
        letter::give(moving);
    }
    with_case(moving, |case| case.doctor = Some(help));
}

fn edit(moving: &mut Moving, question: &str) {
    let known = moving.script.question(question).is_some();
    with_case(moving, |case| {
        if known && case.phase == Phase::Interview {
            case.answer_mut(question).done = false;
            case.editing = Some(question.to_owned());
        }
    });
}

fn number(text: &str, then: impl FnOnce(i64)) {
    if let Ok(number) = text.parse() {
        then(number);
    }
}

/// Gives the case to people, once: a second press on Send finds it sent.
fn send(moving: &mut Moving) {
    moving.uncover();
    let Some(case) = &moving.chart.case else { return };
    // What was shown may no longer be true: a silence or the staff can have opened a question again.
    let summary =
        moving.chart.shown == View::Summary && view::now(moving.script, &moving.chart, moving.facts) == View::Summary;
    if case.phase != Phase::Interview || !summary {
        return;
    }
    let verdict = Verdict::unweighed(moving.script, case);
    let doubtful = verdict.worst() >= Some(CautionEffect::Doctor)
        || verdict.of_tier(Tier::Person).next().is_some()
        || case.raised.iter().any(|raised| raised.again.is_some());
    let urgency = if doubtful { Urgency::Yellow } else { Urgency::Green };
    let (kind, room) = match case.goal {
        Some(Goal::Doctor) => (Kind::Doctor, Room::Doctors),
        _ => (Kind::Booking, Room::Reception),
    };
    let number = hand_over(moving, kind, urgency, room);
    moving.case().phase = Phase::HandedOver(number);
    if kind == Kind::Booking {
        moving.hand_paper(Form::Card);
    }
    let rests = clearance::use_up(moving);
    if let Some(request) = moving.chart.requests.last_mut() {
        request.rests = rests;
    }
}

/// The phone question is a message of its own, with its keyboard in place of the letters.
fn ask_phone(moving: &mut Moving) {
    let screen = screens::ask_phone(moving.script, &moving.chart.lang);
    moving.retire();
    moving.ring(Slot::named("phone", ""), screen, Tone::Silent);
}

fn erase(moving: &mut Moving) {
    let open: Vec<i64> = moving.chart.requests.iter().map(|request| request.number).collect();
    for number in open {
        moving.tell_desk(number, PatientNews::Erased);
    }
    let lang = moving.chart.lang.clone();
    moving.drop_case();
    let fresh = super::Chart::new(lang, moving.chart.name.clone(), moving.now());
    let (turn, generation) = (moving.chart.turn, moving.chart.generation);
    moving.chart = super::Chart { turn, generation, acted: moving.chart.acted, ..fresh };
    moving.effect(Effect::Erase);
    moving.overlay(View::Erased);
}
