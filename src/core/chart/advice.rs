//! Emergency and same-day advice: given at once, followed up, and taken back only by answering that very sign again or by a
//! named person's Cleared.
use super::again::mistake;
use super::case::{Advice, By, Check, Phase, Raised};
use super::judge::Verdict;
use super::moving::Moving;
use super::people::hand_over;
use super::press::Act;
use super::presses::JUST_LEFT;
use super::view::{Note, View};
use super::{card, clearance, doubt, letter, papers, screens};
use crate::core::event::PatientNews;
use crate::core::handoff::spoken;
use crate::core::handoff::{Kind, Urgency};
use crate::core::screen::Slot;
use crate::core::step::{Effect, Tone};
use crate::script::{CardSay, Room, Say, Tier};

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
    let verdict = Verdict::unweighed(moving.script, case);
    for tier in [Tier::Emergency, Tier::SameDay] {
        let codes = verdict.of_tier(tier).map(|sign| sign.code.clone());
        let codes: Vec<String> =
            codes.filter(|code| tier == Tier::Emergency || !clearance::covers(moving, code)).collect();
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
///
/// Each sign keeps its own tier; `tier` is the gravest of them.
pub fn raise(moving: &mut Moving, tier: Tier, codes: Vec<String>, by: By) {
    let (script, at) = (moving.script, moving.now());
    if moving.chart.case.as_ref().is_some_and(|case| matches!(case.phase, Phase::HandedOver(_) | Phase::WithPerson)) {
        moving.put_away();
    }
    let case = moving.case();
    let known = |code: &String| case.standing().any(|raised| raised.code == *code);
    let fresh: Vec<String> = codes.iter().filter(|code| !known(code)).cloned().collect();
    let anything_new = !fresh.is_empty();
    let just_said = matches!(&case.phase, Phase::Advised(a) if a.tier >= tier && at.duration_since(a.at) < JUST_LEFT);
    if just_said && !anything_new {
        // The same press, twice.
        return;
    }
    let own = |code: &str| script.sign(code).map_or(tier, |sign| sign.tier);
    case.raised.extend(fresh.into_iter().map(|code| Raised { tier: own(&code), code, by, at, again: None }));
    case.editing = None;
    let before = match &case.phase {
        Phase::Advised(advice) => Some(advice.clone()),
        _ => None,
    };
    // A lesser sign is told below the graver advice, and does not take its place.
    let tier = before.as_ref().map_or(tier, |advice| advice.tier.max(tier));
    let standing = before.filter(|advice| advice.tier == tier).and_then(|advice| open_card(moving, &advice));
    let standing = standing.or_else(|| open_red(moving, tier));
    let number = match standing {
        Some(number) => Some(number),
        // Whoever asked for a person has given these words to people.
        None if moving.chart.consent.is_some() || moving.chart.open_requests().next().is_some() => {
            Some(alert(moving, tier))
        }
        None => None,
    };
    moving.case().phase = Phase::Advised(Advice { tier, at, number, check: Check::Due });
    moving.chart.overlay = None;
    doubt::raised(&mut moving.chart, &codes, tier);
    if let (Some(number), true) = (standing, anything_new) {
        card::refresh_of(moving, number);
        says(moving, number, CardSay::NewSign, true);
    }
    if let Some(number) = number.filter(|_| anything_new) {
        warn_others(moving, number);
    }
    ring(moving, tier);
}

/// The handoff that advice was told by, while it has no outcome: what is told to a closed one is followed up by nobody.
pub fn open_card(moving: &Moving, advice: &Advice) -> Option<i64> {
    advice.number.filter(|number| moving.chart.open_requests().any(|request| request.number == *number))
}

/// The red card that is open already: a patient has one, and what comes is added to it.
fn open_red(moving: &Moving, tier: Tier) -> Option<i64> {
    let mut red = moving.chart.open_requests().filter(|request| request.kind == Kind::Emergency);
    red.next().filter(|_| tier == Tier::Emergency).map(|request| request.number)
}

/// What else is open at the clinic must not be booked before this is cleared. Red is the one card that it is told on.
fn warn_others(moving: &mut Moving, number: i64) {
    let others: Vec<i64> =
        moving.chart.open_requests().map(|request| request.number).filter(|n| *n != number).collect();
    let words = moving.script.card(CardSay::OtherSign, &[("number", spoken(number).into())]);
    for other in others {
        moving.tell_desk(other, PatientNews::Sign { words: words.clone(), urgency: Urgency::Orange });
    }
}

/// How a card is dealt with on which advice of this tier stands.
pub fn urgency(tier: Tier) -> Urgency {
    if tier == Tier::Emergency { Urgency::Red } else { Urgency::Orange }
}

fn alert(moving: &mut Moving, tier: Tier) -> i64 {
    match tier {
        Tier::Emergency => hand_over(moving, Kind::Emergency, Urgency::Red, Room::Reception),
        _ => hand_over(moving, Kind::Doctor, Urgency::Orange, Room::Doctors),
    }
}

/// Rings the advice of a tier. Nothing else is shown beside it.
pub fn ring(moving: &mut Moving, tier: Tier) {
    moving.advised();
    papers::drop_cards(moving);
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
    let Some(advice) = moving.chart.advice().cloned() else {
        moving.toast(Say::OldButton);
        return moving.show();
    };
    let (note, words, worse) = match act.what {
        "called" => (Note::Called, CardSay::OnTheWay, false),
        "going" | "way" => (Note::Going, CardSay::OnTheWay, false),
        "cannot" => (Note::Cannot, CardSay::CannotGo, true),
        "there" => (Note::There, CardSay::IsThere, false),
        "notyet" if advice.tier == Tier::SameDay => (Note::Unreached, CardSay::NotReachedDoctor, true),
        "notyet" => (Note::NotYet, CardSay::NotYet, true),
        "calling" => (Note::Calling, CardSay::CallsDoctor, false),
        "callme" => (Note::CallMe, CardSay::WantsCall, true),
        "reached" | "later" => (Note::Reached, CardSay::ReachedDoctor, false),
        "unreached" => (Note::Unreached, CardSay::NotReachedDoctor, true),
        "allowed" => (Note::Checking, CardSay::SaysAllowed, true),
        "results" => (Note::Waiting, CardSay::WaitsResults, false),
        "worse" => {
            if let Some(number) = advice.number.filter(|_| advice.tier < Tier::Emergency) {
                says(moving, number, CardSay::FeelsWorse, true);
            }
            return raise(moving, Tier::Emergency, vec![WORSE.to_owned()], By::Tap);
        }
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
    let asks = matches!(note, Note::Checking | Note::CallMe) || worse && moving.chart.consent.is_some();
    match open_card(moving, &advice) {
        Some(number) => says(moving, number, words, worse),
        None if asks => person_asked(moving, advice.tier, words),
        None => {}
    }
    moving.overlay(View::Note(note));
}

/// "Please call me", "A doctor says massage is allowed", and no card is open: a new one, on which somebody can press Cleared.
fn person_asked(moving: &mut Moving, tier: Tier, words: CardSay) {
    let number = hand_over(moving, Kind::Person, urgency(tier), Room::Reception);
    told_by(moving, number);
    says(moving, number, words, false);
}

/// Advice that stands is now told by this handoff: Cleared on it counts.
pub fn told_by(moving: &mut Moving, number: i64) {
    if let Some(Phase::Advised(advice)) = moving.chart.case.as_mut().map(|case| &mut case.phase) {
        advice.number = Some(number);
    }
}

/// A person is asked for while advice stands: on its card, or on a new one that is no more bookable.
pub fn person(moving: &mut Moving, advice: &Advice) {
    let words = moving.chart.unheard.take();
    match open_card(moving, advice) {
        Some(number) => {
            if let Some(words) = words {
                moving.tell_desk(number, PatientNews::Wrote(words));
            }
            says(moving, number, CardSay::WantsCall, true);
        }
        None => {
            moving.chart.unheard = words;
            let number = hand_over(moving, Kind::Person, urgency(advice.tier), Room::Reception);
            moving.chart.unheard = None;
            told_by(moving, number);
        }
    }
    moving.overlay(View::Note(Note::PersonComes));
}

/// The patient agrees that the clinic is told.
fn tell_clinic(moving: &mut Moving, tier: Tier) {
    let known = moving.chart.consent.is_some();
    moving.consent();
    let told = if tier == Tier::Emergency { Note::Told } else { Note::CallMe };
    let open = moving.chart.advice().and_then(|advice| open_card(moving, advice));
    match open {
        // The card was made without consent, and holds no sign yet.
        Some(number) if !known => {
            card::refresh_of(moving, number);
            says(moving, number, CardSay::NewSign, true);
        }
        Some(_) => {}
        None => {
            let number = open_red(moving, tier).unwrap_or_else(|| alert(moving, tier));
            told_by(moving, number);
        }
    }
    moving.overlay(View::Note(told));
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
