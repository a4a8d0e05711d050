//! One press at a time: who wins, what is refused, and what the patient hears.
use backdesk::core::event::{DeskEvent, DeskNews, PatientNews};
use backdesk::core::handoff::{Contact, Handoff, Kind, Outcome, State, Urgency};
use backdesk::core::step::{Effect, Tone};

use crate::world::{Desk, anna, at, ben, html};

const MONDAY: &str = "2026-11-23T14:00";

/// Every name that a button can send, and some that none does.
pub const ACTIONS: [&str; 27] = [
    "take", "over", "undo", "reopen", "offer", "gone", "msg", "clear", "unclear", "calling", "way", "again", "reached",
    "worse", "mistake", "kept", "missed", "none", "doctor", "withdrew", "answered", "send-1", "other-1", "never-1",
    "send-", "junk", "",
];

const KINDS: [Kind; 4] = [Kind::Booking, Kind::Doctor, Kind::Person, Kind::Emergency];
const URGENCIES: [Urgency; 4] = [Urgency::Green, Urgency::Yellow, Urgency::Orange, Urgency::Red];

/// A handoff of each kind in each state; where somebody has it, it is Anna.
fn every_state() -> Vec<(String, Desk)> {
    let (future, past) = (at("2026-11-24T15:00"), at("2026-11-23T10:00"));
    let outcomes = [Outcome::Kept, Outcome::Missed, Outcome::Withdrawn, Outcome::NotReached, Outcome::SawDoctor];
    let closed = outcomes.into_iter().chain([Outcome::Answered, Outcome::Erased]).map(State::Closed);
    let states = [State::Waiting, State::Taken, State::Offered { at: future }, State::Booked { at: future }];
    let states: Vec<State> = states.into_iter().chain([State::Booked { at: past }]).chain(closed).collect();
    let mut all = Vec::new();
    for (kind, urgency) in KINDS.into_iter().flat_map(|kind| URGENCIES.map(|urgency| (kind, urgency))) {
        for state in &states {
            for cleared in [false, true] {
                let mut desk = Desk::open(kind, urgency, MONDAY);
                if *state != State::Waiting {
                    desk.press("take", anna());
                }
                let cleared = cleared.then(|| desk.handoff.taken.clone()).flatten();
                desk.handoff = Handoff { state: state.clone(), cleared, before: None, ..desk.handoff };
                all.push((format!("{kind:?} {urgency:?} {state:?} {}", desk.handoff.cleared.is_some()), desk));
            }
        }
    }
    all
}

#[test]
fn every_press_in_every_state_is_followed_or_refused_with_words() {
    for (what, start) in every_state() {
        for action in ACTIONS {
            let (handoff, holder) = (start.handoff.clone(), start.holder);
            let mut desk = Desk { script: start.script.clone(), handoff, holder, last: start.last.clone(), ..start };
            desk.press(action, anna());
            let what = format!("{what}: {action}");
            assert!(!desk.card().text.is_empty(), "{what}: the card is shown");
            match desk.toast() {
                Some(toast) => {
                    assert!(!toast.is_empty() && toast.encode_utf16().count() <= 200, "{what}");
                    assert_eq!(desk.handoff, start.handoff, "{what}");
                    assert!(desk.last.tell.is_empty() && desk.last.claims.is_empty(), "{what}");
                    assert!(desk.last.audit.is_empty(), "{what}: nothing happened");
                }
                None => assert_eq!(desk.last.audit.len(), 1, "{what}: {:?}", desk.last.audit),
            }
            assert!(desk.handoff.state != State::Taken || desk.handoff.taken.is_some(), "{what}");
        }
    }
}

#[test]
fn a_button_that_stands_on_a_card_is_never_old() {
    for (what, start) in every_state() {
        let mut start = start;
        // An old press shows the card and its buttons.
        start.press("junk", anna());
        let names: Vec<String> = start.card().buttons().map(|button| button.data.clone()).collect();
        assert!(names.len() <= 12, "{what}: {names:?}");
        assert!(names.is_empty() == start.handoff.is_erased(), "{what}");
        for data in names {
            let action = data.strip_prefix("d.1042.").expect("ours");
            let mut desk = Desk { handoff: start.handoff.clone(), last: start.last.clone(), ..start };
            desk.press(action, anna());
            if let Some(toast) = desk.toast() {
                let known = ["You have it already.", "The visit is"];
                assert!(known.iter().any(|start| toast.starts_with(start)), "{what}: {action}: {toast}");
            }
            start = Desk { handoff: start.handoff, ..desk };
        }
    }
}

#[test]
fn one_wins_and_the_others_are_told_by_whom() {
    for (what, mut desk) in every_state() {
        if desk.handoff.taken.is_none() || !desk.handoff.is_open() {
            continue;
        }
        for action in ACTIONS.into_iter().filter(|action| *action != "over") {
            let before = desk.handoff.clone();
            desk.press(action, ben());
            assert_eq!(desk.handoff, before, "{what}: {action}");
            assert!(desk.toast().is_some() && desk.last.claims.is_empty(), "{what}: {action}");
        }
        desk.press("take", ben());
        assert_eq!(desk.toast(), Some("Already taken by Anna."), "{what}");
        desk.press("over", ben());
        assert_eq!((desk.toast(), desk.holder), (None, Some(2)), "{what}");
        assert_eq!(desk.last.audit, ["taken_over"]);
        assert!(desk.told().is_empty(), "the patient need not know");
        desk.press("withdrew", anna());
        assert_eq!(desk.toast(), Some("Taken by Ben. Press Take over first."), "{what}");
    }
}

#[test]
fn a_refused_claim_says_who_was_first_and_changes_nothing() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("take", anna());
    let before = desk.handoff.clone();
    desk.event(DeskEvent::Refused(desk.last.claims[0].clone()));
    assert_eq!(desk.toast(), Some("Already taken by Anna."));
    assert_eq!(desk.handoff, before);
}

#[test]
fn taking_claims_tells_the_patient_and_stops_the_ringing() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("take", anna());
    assert_eq!((desk.told(), desk.holder, desk.handoff.ring_at), (vec![DeskNews::Taken], Some(1), None));
    assert_eq!(desk.last.audit, ["taken"]);
    desk.press("take", anna());
    assert_eq!(desk.toast(), Some("You have it already."));
}

#[test]
fn an_outcome_tells_the_patient_once() {
    let table = [
        (Kind::Booking, Urgency::Green, "none", Outcome::NotReached),
        (Kind::Booking, Urgency::Green, "withdrew", Outcome::Withdrawn),
        (Kind::Person, Urgency::Green, "answered", Outcome::Answered),
        (Kind::Doctor, Urgency::Orange, "doctor", Outcome::SawDoctor),
    ];
    for (kind, urgency, action, outcome) in table {
        let mut desk = Desk::open(kind, urgency, MONDAY);
        desk.press("take", anna()).press(action, anna());
        assert_eq!((desk.told(), &desk.handoff.state), (vec![DeskNews::Closed(outcome)], &State::Closed(outcome)));
        assert!(desk.card().text.plain().starts_with('⚪'));
        desk.press("take", ben());
        assert!(desk.toast().unwrap().starts_with("Already closed: "));
        desk.press("reopen", ben());
        assert_eq!((desk.told(), desk.holder), (vec![DeskNews::Reopened], Some(2)), "Ben has it now");
        desk.press("over", anna()).press(action, anna()).pass(600).press("msg", ben());
        assert_eq!((desk.toast(), desk.holder, desk.handoff.is_open()), (None, Some(1), false), "words only");
    }
}

#[test]
fn a_visit_is_kept_or_missed_only_after_it_began() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.patient(PatientNews::Accepts(at("2026-11-24T15:00")));
    desk.press("kept", anna());
    assert_eq!(desk.toast(), Some("The visit is Tuesday 24 November, 15:00. Press this after it."));
    desk.now = at("2026-11-24T15:00");
    desk.press("kept", anna());
    assert_eq!(desk.told(), [DeskNews::Closed(Outcome::Kept)]);
}

#[test]
fn cleared_is_said_by_a_named_person_and_can_be_taken_back() {
    for urgency in [Urgency::Yellow, Urgency::Orange, Urgency::Red] {
        let mut desk = Desk::open(Kind::Booking, urgency, MONDAY);
        desk.press("offer", anna());
        assert!(desk.toast().unwrap().starts_with("Cleared first: "), "{urgency:?}");
        desk.press("clear", anna());
        assert_eq!((desk.told(), &desk.last.audit[..]), (vec![DeskNews::Cleared], &["cleared"][..]));
        assert!(desk.card().text.plain().contains("Cleared: massage is allowed, says Anna, 14:00"));
        assert!(!desk.card().text.plain().contains("DO NOT BOOK") && desk.labels().contains(&"Offer a time"));
        desk.press("unclear", anna());
        assert_eq!((desk.told(), desk.handoff.may_offer()), (vec![DeskNews::Uncleared], false));
    }
}

#[test]
fn worse_makes_a_card_red_takes_the_offer_back_and_rings() {
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    desk.press("clear", anna()).press("offer", anna()).time("tue 15:00", anna()).decide("send", anna());
    desk.press("worse", anna());
    assert_eq!(desk.told(), [DeskNews::Uncleared, DeskNews::OfferGone]);
    assert_eq!((desk.handoff.urgency, &desk.handoff.state), (Urgency::Red, &State::Taken));
    assert!(desk.card().text.plain().starts_with("🔴") && desk.card().text.plain().contains("Got worse, says Anna"));
    assert_eq!(desk.rung()[0].2, Tone::Loud);
    desk.press("undo", anna());
    assert_eq!(desk.told(), [DeskNews::Cleared, DeskNews::Offered(at("2026-11-24T15:00"))]);
    assert_eq!(desk.handoff.urgency, Urgency::Orange);
}

#[test]
fn what_the_patient_says_worse_ends_a_clearance() {
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    desk.press("clear", anna()).press("offer", anna()).time("tue 15:00", anna()).decide("send", anna());
    desk.patient(PatientNews::Says { words: html("feels worse"), worse: true });
    assert_eq!(desk.told(), [DeskNews::Uncleared, DeskNews::OfferGone]);
    assert_eq!(desk.rung().len(), 1);
    assert!(desk.rung()[0].1.contains("feels worse") && !desk.handoff.may_offer());
    desk.press("undo", anna());
    assert_eq!(desk.toast(), Some("There is nothing to undo any more."), "a clearance does not come back by undo");
}

#[test]
fn nobody_answered_rings_again_for_whoever_has_it() {
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    desk.press("again", anna());
    assert!(desk.handoff.is_open() && desk.handoff.mark.as_ref().unwrap().what == Contact::NoAnswer);
    desk.pass(14).wake();
    assert!(desk.rung().is_empty());
    desk.pass(1).wake();
    assert!(desk.rung()[0].1.contains("no outcome yet. Anna took it"), "{:?}", desk.rung());
}

#[test]
fn a_reply_reaches_the_patient_whoever_has_it() {
    let mut desk = Desk::open(Kind::Person, Urgency::Green, MONDAY);
    desk.reply("Hello Ana", anna());
    assert_eq!(desk.told(), [DeskNews::Wrote("Hello Ana".to_owned().into())], "and nothing besides");
    assert_eq!((desk.holder, &desk.last.audit[..]), (Some(1), &["wrote"][..]));
    assert!(desk.rung().is_empty() && desk.card().text.plain().contains("Anna answered 14:00"));
    desk.reply("Ben here", ben());
    assert_eq!((desk.told().len(), desk.holder), (1, Some(1)));
    assert_eq!((&desk.last.audit[..], desk.last.claims.len()), (&["wrote_for_another"][..], 0));
    desk.reply("  \n", ben());
    assert!(desk.last.effects.is_empty() && desk.told().is_empty(), "nothing was written");
    desk.press("answered", anna()).reply("Goodbye", ben());
    assert_eq!((desk.told().len(), desk.handoff.is_open()), (1, false), "a closed handoff stays closed");
}

#[test]
fn a_patient_out_of_reach_is_said_once_and_at_each_reply() {
    let mut desk = Desk::open(Kind::Person, Urgency::Green, MONDAY);
    desk.event(DeskEvent::PatientUnreachable);
    assert!(desk.rung()[0].1.contains("cannot be reached in Telegram. Phone."));
    assert!(desk.card().text.plain().contains("NOT REACHED IN TELEGRAM: PHONE"));
    desk.event(DeskEvent::PatientUnreachable);
    assert!(desk.last.effects.is_empty());
    desk.reply("Hello", anna());
    assert!(desk.rung()[0].1.contains("may not arrive") && desk.told().len() == 1);
    desk.patient(PatientNews::Wrote("I am back".to_owned().into()));
    assert!(!desk.card().text.plain().contains("NOT REACHED"));
}

#[test]
fn the_patients_words_arrive_whole_under_the_card() {
    let mut desk = Desk::open(Kind::Person, Urgency::Green, MONDAY);
    let words = "🙂word ".repeat(1000);
    desk.patient(PatientNews::Wrote(words.clone().into()));
    let rung = desk.rung();
    assert!(rung.len() == 2 && rung[0].0 != rung[1].0, "in slots of their own");
    let whole: String = rung.iter().map(|(_, text, _)| text.split_once("Ana wrote: ").unwrap().1).collect();
    assert_eq!(whole, words);
    assert!(rung.iter().all(|(_, text, tone)| text.encode_utf16().count() <= 4096 && *tone == Tone::Loud));
    let reply = |effect: &Effect| matches!(effect, Effect::Ring { reply_to: Some(slot), .. } if slot.0 == "h1042");
    assert_eq!(desk.last.effects.iter().filter(|effect| reply(effect)).count(), 2);
    desk.now = at("2026-11-23T23:00");
    desk.patient(PatientNews::Wrote("still awake".to_owned().into()));
    assert_eq!(desk.rung()[0].2, Tone::Silent, "at night without a sound");
}

#[test]
fn a_cancelled_request_closes_and_a_doctors_stays_open() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.patient(PatientNews::Accepts(at("2026-11-24T15:00"))).patient(PatientNews::Cancels);
    assert_eq!(desk.handoff.state, State::Closed(Outcome::Withdrawn));
    assert!(desk.rung()[0].1.contains("Tuesday 24 November, 15:00 is free again") && desk.told().is_empty());
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    desk.patient(PatientNews::Cancels);
    assert_eq!(desk.handoff.state, State::Waiting);
    assert!(desk.rung()[0].1.contains("It stays open") && desk.handoff.ring_at.is_some());
}
