//! From the plan to what is sent, and what can be added.
use jiff::SignedDuration;

use super::album::{Chapter, Guide};
use super::asked::to_muscle;
use crate::check::walker::Picks;
use crate::check::ways;
use crate::core::chart::judge::Verdict;
use crate::core::chart::view::View;
use crate::core::event::{Command, Event};
use crate::core::private::Private;
use crate::script::{AnswerKind, CautionEffect, Say, Tier};

const PLAN: Chapter = Chapter::Plan;

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    let script = guide.script;
    let muscle = script.muscles.iter().find(|muscle| !script.roles.is_general(&muscle.id));
    let picks = muscle.and_then(|muscle| to_muscle(script, &muscle.id)).unwrap_or_default();
    visit(guide, &picks);
    added(guide, &picks);
    doctor(guide, &picks);
    longest(guide, &picks);
    other_menus(guide);
}

fn menu(guide: &mut Guide, picks: &Picks) -> bool {
    guide.until(picks, |view| *view == View::Menu)
}

fn sent(guide: &mut Guide, picks: &Picks) {
    guide.until(picks, |view| matches!(view, View::Sent(_)));
}

fn visit(guide: &mut Guide, picks: &Picks) {
    menu(guide, picks);
    guide.keep_rung(
        PLAN,
        "plan",
        "plan",
        "The last question is answered: a message of its own, to be shown to the therapist.",
    );
    guide.keep_rung(PLAN, "plan_picture", "picture", "Below the plan: the words of its picture.");
    guide.keep(PLAN, "menu", "Below the plan.");
    about(guide);
    guide.act("g.say");
    let when = guide.pressed(Say::WhatToSay);
    guide.keep(PLAN, "what_to_say", when);
    guide.act("g.back");
    guide.act("g.book");
    guide.on(picks, |view| *view == View::Summary);
    guide.keep(PLAN, "summary", "A visit is wanted, and the last question about it is answered.");
    guide.act("g.signs");
    let when = guide.pressed(Say::SeeSigns);
    guide.keep(PLAN, "signs", when);
    guide.act("g.change");
    let when = guide.pressed(Say::ChangeAnswer);
    guide.keep(PLAN, "change", when);
    guide.act("g.back");
    guide.act("g.send");
    let when = guide.pressed(Say::Send);
    guide.keep(PLAN, "sent", when);
    guide.keep_card("card_visit", "A visit is asked for.");
}

/// The pages that are good to know.
fn about(guide: &mut Guide) {
    let pages: Vec<String> = guide.script.pages.iter().map(|page| page.id.clone()).collect();
    guide.act("g.about");
    let when = guide.pressed(Say::GoodToKnow);
    guide.keep(PLAN, "about", when);
    // A page that this patient's answers rule out is not offered.
    let offered = |page: &String| guide.walker.data(&format!("g.page.{page}")).is_some();
    let pages: Vec<String> = pages.into_iter().filter(offered).collect();
    for page in pages {
        guide.act(&format!("g.page.{page}"));
        guide.keep(PLAN, &format!("about.{page}"), "The patient presses its name.");
        guide.act("g.about");
    }
    guide.act("g.back");
}

fn added(guide: &mut Guide, picks: &Picks) {
    sent(guide, picks);
    guide.act("g.name");
    let when = guide.pressed(Say::AddName);
    guide.keep(PLAN, "ask_name", when);
    guide.words("Ana");
    guide.act("g.wish");
    let when = guide.pressed(Say::AddWish);
    guide.keep(PLAN, "ask_wish", when);
    guide.words("…");
    guide.keep(PLAN, "sent_added", "Something was added to what was sent.");
    let score = guide.script.roles.score.get_ref().clone();
    guide.act(&format!("g.add.{score}"));
    guide.act(&format!("m.{score}.7"));
    guide.keep(PLAN, "sent_scored", "The pain was scored.");
    guide.act("g.phone");
    let when = guide.pressed(Say::AddPhone);
    guide.keep_rung(PLAN, "ask_phone", "phone", when);
    let number = Private::new("+44 1632 960000".to_owned());
    guide.happens(&Event::Phone { number, own: true });
    guide.keep_rung(PLAN, "phone_noted", "phone", "The patient shares the number.");
    guide.keep(PLAN, "sent_phone", "The number was shared.");
    sent(guide, picks);
    guide.act("g.phone");
    let skip = guide.script.label(Say::SkipPhone, guide.lang);
    guide.words(&skip);
    guide.keep_rung(PLAN, "phone_skipped", "phone", "The patient goes on without a number.");
    sent(guide, picks);
    guide.babble();
    guide.keep(PLAN, "note_passed", "The patient types words while a request is open: staff read them below the card.");
    guide.command(Command::Forget);
    guide.keep(PLAN, "forget_open", "The patient writes /forget while a request is open.");
    guide.command(Command::MyData);
    guide.keep(PLAN, "mydata_all", "The patient writes /mydata.");
    guide.command(Command::Requests);
    guide.keep(PLAN, "requests", "The patient writes /requests.");
    let number = guide.number();
    guide.act(&format!("g.cancel.{number}"));
    let when = guide.pressed(Say::CancelRequest);
    guide.keep(PLAN, "cancel", when);
    guide.act(&format!("g.cancelled.{number}"));
    let when = guide.pressed(Say::CancelYes);
    guide.keep(PLAN, "cancelled", when);
    sent(guide, picks);
    guide.command(Command::Start);
    guide.act("g.pain");
    guide.keep(PLAN, "same_pain", "Somebody who was here before begins again.");
    guide.start();
    guide.command(Command::Human);
    guide.keep(PLAN, "note_person", "The patient writes /human, or asks for a person by a button.");
    guide.keep_card("card_person", "A person is asked for before any question.");
    guide.command(Command::Requests);
    guide.keep(PLAN, "requests_person", "The patient writes /requests then.");
}

fn doctor(guide: &mut Guide, picks: &Picks) {
    let helps = [
        ("g.letter", "letter", Say::GiveLetter),
        ("g.call", "call", Say::PersonCalls),
        ("g.own", "own", Say::HaveDoctor),
    ];
    for (act, key, say) in helps {
        menu(guide, picks);
        guide.act("g.doctor");
        let when = guide.pressed(Say::SeeDoctor);
        guide.keep(PLAN, "doctor_how", when);
        guide.act(act);
        let when = guide.pressed(say);
        if key == "letter" {
            guide.keep_rung(PLAN, "letter", "l", when.clone());
        }
        guide.keep(PLAN, &format!("summary_{key}"), when);
        guide.act("g.send");
        guide.keep(PLAN, &format!("sent_{key}"), format!("“{}”, and sent.", guide.label(say)));
        guide.command(Command::Requests);
        guide.keep(PLAN, "requests_doctor", "The patient writes /requests after a doctor was asked for.");
        guide.keep_card(&format!("card_doctor_{key}"), format!("A doctor is asked for: “{}”.", guide.label(say)));
    }
}

/// Everything ticked: the longest plan, summary and card. Sent when nobody is there.
fn longest(guide: &mut Guide, picks: &Picks) {
    let picks = ticked(guide, picks);
    if guide.until(&picks, |view| *view == View::Menu) {
        guide.keep_rung(PLAN, "plan_longest", "plan", "As much as possible is ticked: the longest plan.");
        guide.act("g.say");
        guide.keep(PLAN, "what_to_say_longest", "What to say then.");
        guide.act("g.back");
        guide.on(&picks, |view| *view == View::Summary);
        guide.keep(PLAN, "summary_longest", "The summary then.");
        let clinic = &guide.script.clinic;
        let nights = (0..24 * 14).map(|hour| guide.walker.facts.now + SignedDuration::from_hours(hour));
        if let Some(night) = nights.into_iter().find(|at| !clinic.is_open(*at)) {
            guide.walker.facts.now = night;
        }
        guide.act("g.send");
        guide.keep(PLAN, "sent_closed", "The patient presses Send when nobody is at the clinic.");
        guide.keep_card("card_longest", "The longest card.");
    }
    if unsure(guide) {
        guide.command(Command::MyData);
        guide.keep(
            PLAN,
            "mydata_unsure",
            "The patient was not sure about a sign of a ticked list, and writes /mydata.",
        );
    }
}

/// A new patient who is not sure about a sign of a ticked list, wherever that leads.
fn unsure(guide: &mut Guide) -> bool {
    let script = guide.script;
    let lists = script.questions.iter().filter(|question| question.answer == AnswerKind::Many);
    let asked = lists.filter(|question| question.choices().any(|choice| choice.explains));
    let signs = asked.flat_map(|question| {
        let explained = question.choices().filter(|choice| !choice.explain.is_empty());
        explained.map(|choice| Picks::from([(question.id.clone(), [format!("{}?", choice.id)].into())]))
    });
    let ways: Vec<Picks> = signs.map(|picks| ways::with_ways(script, picks)).collect();
    ways.iter().any(|picks| guide.until(picks, |view| matches!(view, View::Menu | View::Advised | View::Person(_))))
}

/// As much ticked as still leads to a plan with muscles.
fn ticked(guide: &mut Guide, picks: &Picks) -> Picks {
    let mut all = picks.clone();
    for (question, options) in ways::everything(guide.script) {
        for option in options {
            let more = Picks::from([(question.clone(), [option].into())]);
            let Some(more) = ways::both(guide.script, all.clone(), more) else { continue };
            let named = |guide: &Guide| {
                let case = guide.walker.chart.case.as_ref();
                case.is_some_and(|case| !Verdict::of(guide.script, case).targets.is_empty())
            };
            if guide.until(&more, |view| *view == View::Menu) && named(guide) {
                all = more;
            }
        }
    }
    all
}

/// Below a plan with a doctor's advice, and below "massage must wait".
fn other_menus(guide: &mut Guide) {
    let script = guide.script;
    let routine = script.signs.iter().find(|sign| sign.tier == Tier::Routine);
    if let Some(picks) = routine.and_then(|sign| ways::to_sign(script, sign).into_iter().next()) {
        menu(guide, &picks);
        guide.keep(PLAN, "menu_doctor", "Below a plan beside which a doctor is offered.");
        guide.act("g.both");
        let when = guide.pressed(Say::DoctorAndVisit);
        guide.keep(PLAN, "doctor_how_both", when);
    }
    let stops = script.cautions.iter().filter(|caution| caution.effect == CautionEffect::Stop);
    let tables = stops.flat_map(|caution| caution.when.0.iter().map(|table| table.get_ref()));
    let ways: Vec<Picks> = tables.flat_map(|table| ways::to_table(script, table)).collect();
    if ways.iter().any(|picks| menu(guide, picks)) {
        guide.keep(PLAN, "menu_stopped", "Below a plan by which massage must wait.");
    }
}
