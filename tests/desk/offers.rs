//! From [Offer a time] to the patient's yes.
use backdesk::core::event::{DeskNews, PatientNews};
use backdesk::core::handoff::{Kind, State, Urgency};
use backdesk::core::screen::{Keyboard, Slot};
use backdesk::core::step::Effect;

use crate::world::{Desk, anna, at, ben};

const MONDAY: &str = "2026-11-23T14:00";
const TUESDAY: &str = "2026-11-24T15:00";

#[test]
fn a_time_is_asked_for_repeated_with_its_weekday_and_only_then_sent() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna());
    let Some(Effect::Ring { slot, screen, reply_to, .. }) = desk.last.effects.first() else { panic!() };
    assert_eq!((slot, reply_to), (&Slot("t1042.1".to_owned()), &Some(Slot::card(1042))));
    assert!(matches!(screen.keyboard, Keyboard::ForceReply { person: 1, .. }));
    assert!(screen.text.as_str().contains("<a href=\"tg://user?id=1\">Anna</a>, which time for H-1042?"));
    assert_eq!((desk.told(), desk.holder), (vec![DeskNews::Taken], Some(1)));

    desk.time("tue 15:00", anna());
    let Some(Effect::Ring { slot, screen, .. }) = desk.last.effects.first() else { panic!() };
    assert_eq!((&*slot.0, screen.text.plain().as_str()), ("c1042.2", "Tuesday 24 November, 15:00. Send to Ana?"));
    let labels: Vec<&str> = screen.buttons().map(|button| button.label.as_str()).collect();
    assert_eq!(labels, ["Send to Ana", "Another time", "Never mind"]);
    assert!(desk.told().is_empty(), "nothing is sent yet");

    desk.decide("send", anna());
    assert_eq!((desk.told(), &desk.last.audit[..]), (vec![DeskNews::Offered(at(TUESDAY))], &["offered"][..]));
    let decided = desk.shown(&Slot("c1042.2".to_owned())).unwrap();
    assert!(decided.text.plain().contains("Sent") && decided.buttons().count() == 0);
    assert!(desk.card().text.plain().contains("offered Tue 24 Nov 15:00, no answer yet · Anna"));

    desk.press("send-2", anna());
    assert!(desk.toast().unwrap().starts_with("That button is old") && desk.told().is_empty());
    assert!(desk.shown(&Slot("c1042.2".to_owned())).is_none(), "a second press leaves what was sent");

    desk.patient(PatientNews::Accepts(at(TUESDAY)));
    assert_eq!(desk.handoff.state, State::Booked { at: at(TUESDAY) });
    assert!(desk.rung()[0].1.contains("Booked for Tuesday 24 November, 15:00"));
    assert!(desk.card().text.plain().contains("✅ booked Tue 24 Nov 15:00 · Anna"));
    desk.patient(PatientNews::Accepts(at(TUESDAY)));
    assert!(desk.rung().is_empty(), "a second yes is no news");
}

#[test]
fn words_that_are_no_time_get_examples_and_another_prompt() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna());
    for (text, why) in [
        ("please call", "could not read"),
        ("tuesday", "The time of day is missing"),
        ("wed 24 nov 15:00", "That date is Tuesday 24 November"),
        ("2027-03-28 1:30", "no such time"),
        ("9:00", "has passed"),
    ] {
        desk.time(text, anna());
        let Some(Effect::Ring { slot, screen, .. }) = desk.last.effects.first() else { panic!("{text}") };
        let said = screen.text.plain();
        assert!(said.contains(why) && said.contains("tue 15:00") && slot.0.starts_with('t'), "{text}: {said}");
        assert!(matches!(screen.keyboard, Keyboard::ForceReply { person: 1, .. }));
        assert!(desk.told().is_empty() && desk.handoff.draft.is_none());
    }
    desk.time("sat 15:00", anna());
    assert!(desk.rung()[0].1.contains("The clinic is closed then"), "allowed, and said");
}

#[test]
fn another_time_and_never_mind_send_nothing() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna()).time("tue 15:00", anna()).decide("other", anna());
    assert!(desk.told().is_empty() && desk.handoff.draft.is_none() && desk.rung()[0].0.0.starts_with('t'));
    desk.time("wed 15:00", anna());
    let first = desk.handoff.draft.clone().unwrap().ask;
    desk.time("thu 15:00", anna());
    let replaced = desk.shown(&Slot(format!("c1042.{first}"))).unwrap();
    assert!(replaced.buttons().count() == 0 && !replaced.text.plain().contains("Ana"));
    desk.press(&format!("send-{first}"), anna());
    assert!(desk.toast().is_some() && desk.told().is_empty(), "the older question sends nothing");
    desk.decide("never", anna());
    assert!(desk.told().is_empty() && desk.handoff.state == State::Taken);
}

#[test]
fn no_time_is_offered_before_cleared_at_any_step() {
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    desk.press("take", anna()).time("tue 15:00", anna());
    assert!(desk.rung()[0].1.contains("before Cleared") && desk.handoff.draft.is_none(), "a reply to an old prompt");
    desk.press("clear", anna()).press("offer", anna()).time("tue 15:00", anna());
    // The clearance falls while the question stands, by a way that leaves the question.
    desk.handoff.cleared = None;
    desk.decide("send", anna());
    assert!(desk.toast().unwrap().starts_with("Cleared first") && desk.told().is_empty());
}

#[test]
fn a_time_that_passed_while_nobody_decided_is_not_sent() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna()).time("15:00", anna()).pass(60);
    desk.decide("send", anna());
    assert!(desk.toast().unwrap().contains("has passed") && desk.told().is_empty());
    assert!(desk.handoff.draft.is_none() && desk.handoff.state == State::Taken);
}

#[test]
fn a_yes_counts_for_the_current_offer_alone() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.press("offer", anna()).time("wed 10:00", anna()).decide("send", anna());
    desk.patient(PatientNews::Accepts(at(TUESDAY)));
    assert!(desk.rung().is_empty() && matches!(desk.handoff.state, State::Offered { .. }));
    desk.press("gone", anna());
    assert_eq!((desk.told(), &desk.handoff.state), (vec![DeskNews::OfferGone], &State::Taken));
    desk.patient(PatientNews::Accepts(at("2026-11-25T10:00")));
    assert_eq!(desk.handoff.state, State::Taken, "it was taken back");
    desk.press("offer", anna()).time("wed 10:00", anna()).decide("send", anna());
    desk.now = at("2026-11-25T10:30");
    desk.patient(PatientNews::Accepts(at("2026-11-25T10:00")));
    assert_eq!((desk.told(), &desk.handoff.state), (vec![DeskNews::OfferGone], &State::Taken));
    assert!(desk.rung()[0].1.contains("Nothing is booked"));
}

#[test]
fn a_booked_visit_stands_until_the_patient_says_yes_to_another_time() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.patient(PatientNews::Accepts(at(TUESDAY))).patient(PatientNews::OtherTime);
    assert_eq!(desk.handoff.state, State::Booked { at: at(TUESDAY) }, "still booked");
    assert!(desk.rung()[0].1.contains("asks for another time"));
    desk.press("offer", anna()).time("wed 10:00", anna()).decide("send", anna());
    assert!(desk.card().text.plain().contains("offered Wed 25 Nov 10:00 instead of Tue 24 Nov 15:00"));
    desk.patient(PatientNews::OtherTime);
    assert_eq!(desk.handoff.state, State::Booked { at: at(TUESDAY) });
    desk.press("offer", anna()).time("thu 10:00", anna()).decide("send", anna());
    desk.patient(PatientNews::Accepts(at("2026-11-26T10:00")));
    assert_eq!((desk.handoff.stands, &desk.handoff.state), (None, &State::Booked { at: at("2026-11-26T10:00") }));
}

#[test]
fn a_time_from_somebody_else_is_not_offered() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna()).press("over", ben()).time("tue 15:00", anna());
    assert!(desk.rung()[0].1.contains("taken by Ben") && desk.handoff.draft.is_none());
    desk.press("offer", ben()).time("tue 15:00", ben());
    let ask = desk.handoff.draft.clone().unwrap().ask;
    desk.press(&format!("send-{ask}"), anna());
    assert_eq!(desk.toast(), Some("Taken by Ben. Press Take over first."));
    desk.press("over", anna());
    assert!(desk.handoff.draft.is_none(), "the question goes with whoever typed it");
    desk.press("withdrew", anna()).time("tue 15:00", anna());
    assert!(desk.rung()[0].1.contains("is closed"));
}
