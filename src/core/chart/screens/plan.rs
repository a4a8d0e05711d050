//! The plan: areas to mention to the therapist, each with its reason, and what to ask for. Never a diagnosis.
use super::Draw;
use crate::core::chart::case::Goal;
use crate::core::chart::judge::{Target, Verdict};
use crate::core::chart::moving::Moving;
use crate::core::chart::pictures;
use crate::core::screen::{Screen, Slot};
use crate::core::step::Tone;
use crate::script::{CautionEffect, Html, Limit, Say, Tier};

/// Rings the plan in a message of its own, to be kept and shown to the therapist; once for each plan.
pub fn announce(moving: &mut Moving) {
    let draw = Draw { script: moving.script, chart: &moving.chart, facts: moving.facts };
    let Some(case) = &moving.chart.case else { return };
    let verdict = Verdict::of(draw.script, case);
    let text = text(draw, &verdict);
    if case.planned.as_ref() == Some(&text) {
        return;
    }
    let picture = pictures::of_plan(draw, &verdict, case.side(draw.script));
    moving.case().planned = Some(text.clone());
    moving.retire();
    let slot = Slot::named("plan", moving.chart.generation);
    moving.ring(slot, Screen::of(text), Tone::Loud);
    // The words first: they are read while the picture is on its way, and the menu stands below both.
    picture.into_iter().for_each(|picture| moving.effect(picture));
}

/// The plan in words.
fn text(draw: Draw, verdict: &Verdict) -> Html {
    let mut text = Html::new();
    let routine: Vec<Html> =
        verdict.of_tier(Tier::Routine).map(|s| draw.script.fill(Some(&s.say), draw.lang(), &[])).collect();
    if !routine.is_empty() {
        text.line(&draw.fill(Say::PlanRoutine, &[("signs", Html::join(&routine, ", "))]));
    }
    for sign in verdict.of_tier(Tier::Routine) {
        text.line(&draw.script.fill(Some(&sign.advice), draw.lang(), &[]));
    }
    if verdict.targets.is_empty() {
        // A grave sign that was cleared allows a visit, and names no muscle.
        text.line(&draw.say(if verdict.stopped() { Say::PlanStopped } else { Say::PlanCleared }));
    } else {
        text.line(&targets(draw, verdict));
    }
    for caution in &verdict.cautions {
        text.line(&draw.script.fill(Some(&caution.say), draw.lang(), &[]));
    }
    text.line(&draw.say(Say::Net)).clone()
}

fn targets(draw: Draw, verdict: &Verdict) -> Html {
    let mut reasons: Vec<Html> = Vec::new();
    for reason in verdict.targets.iter().flat_map(|target| &target.reasons) {
        let words = draw.script.fill(Some(&reason.say), draw.lang(), &[]);
        if !reasons.contains(&words) && reasons.len() < 2 {
            reasons.push(words);
        }
    }
    let and = draw.script.label(Say::And, draw.lang());
    let reasons = Html::join(&reasons, &format!(" {and} "));
    let intro = if reasons.is_empty() { Say::PlanGeneral } else { Say::PlanIntro };
    let mut text = draw.fill(intro, &[("reasons", reasons)]);
    for (index, target) in verdict.targets.iter().enumerate() {
        text.line(&line(draw, verdict, index + 1, target));
    }
    let general = verdict.targets.iter().all(|target| draw.script.roles.is_general(&target.muscle.id));
    if !general {
        text.line(&draw.say(Say::PlanHalf));
    }
    text
}

fn line(draw: Draw, verdict: &Verdict, number: usize, target: &Target) -> Html {
    let muscle = target.muscle;
    let word = |words| draw.script.fill(Some(words), draw.lang(), &[]);
    let side = verdict.limited(Limit::SideLying) && !muscle.position_side.is_empty();
    let position = if side { &muscle.position_side } else { &muscle.position };
    let ask = if verdict.limited(Limit::Light) { &muscle.ask_light } else { &muscle.ask };
    let minutes = match muscle.sides {
        2 => Say::MinutesEachSide,
        _ => Say::Minutes,
    };
    let holes = [
        ("index", Html::from(number.to_string())),
        ("name", word(&muscle.name)),
        ("place", word(&muscle.place)),
        ("position", word(position)),
        ("minutes", draw.fill(minutes, &[("n", muscle.minutes.to_string().into())])),
        ("ask", word(ask)),
    ];
    draw.fill(if draw.script.roles.is_general(&muscle.id) { Say::PlanLineGeneral } else { Say::PlanLine }, &holes)
}

/// What to do with the plan.
pub fn menu(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(Html::new()) };
    let verdict = Verdict::unweighed(draw.script, case);
    let routine = verdict.of_tier(Tier::Routine).next().is_some();
    let book = draw.button(Say::Book, "g.book");
    let doctor = draw.button(Say::SeeDoctor, "g.doctor");
    let mut buttons = match (verdict.stopped(), routine) {
        (true, _) => vec![doctor, draw.button(Say::Person, "g.human")],
        (false, true) => vec![
            draw.button(Say::DoctorAndVisit, "g.both"),
            draw.button(Say::DoctorOnly, "g.doctor"),
            draw.button(Say::VisitOnly, "g.book"),
        ],
        (false, false) => vec![book, doctor],
    };
    if verdict.names_muscles() {
        buttons.push(draw.button(Say::WhatToSay, "g.say"));
        buttons.push(draw.button(Say::GoodToKnow, "g.about"));
    }
    buttons.push(draw.button(Say::ChangeAnswer, "g.change"));
    Screen::with(draw.say(Say::Menu), buttons)
}

/// What the patient can read out to the therapist.
pub fn what_to_say(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(Html::new()) };
    let verdict = Verdict::of(draw.script, case);
    let names = verdict.targets.iter().map(|target| draw.script.fill(Some(&target.muscle.short), draw.lang(), &[]));
    let names: Vec<Html> = names.collect();
    let then = draw.script.label(Say::Then, draw.lang());
    let asks = verdict.cautions.iter().filter(|caution| caution.effect < CautionEffect::Stop);
    let asks: Vec<Html> = asks.map(|caution| draw.script.fill(Some(&caution.ask), draw.lang(), &[])).collect();
    let light = verdict.limited(Limit::Light);
    let press = draw.say(if light { Say::PressLight } else { Say::PressStretch });
    // What asks for light pressure says so itself, and why.
    let mut press = if light && !asks.is_empty() { vec![] } else { vec![press] };
    press.extend(asks);
    let names = Html::join(&names, &format!(" {then} "));
    let text = draw.fill(Say::SayThis, &[("names", names), ("press", Html::join(&press, " "))]);
    Screen::with(text, vec![draw.button(Say::CardPaper, "g.card"), draw.button(Say::Back, "g.back")])
}

/// "How can we help with the doctor?"
pub fn doctor_how(draw: Draw) -> Screen {
    let both = draw.chart.case.as_ref().is_some_and(|case| case.goal == Some(Goal::Both));
    let text = draw.say(if both { Say::DoctorHowBoth } else { Say::DoctorHow });
    let buttons = vec![
        draw.button(Say::GiveLetter, "g.letter"),
        draw.button(Say::PersonCalls, "g.call"),
        draw.button(Say::HaveDoctor, "g.own"),
        draw.back(),
    ];
    Screen::with(text, buttons)
}
