//! One minute's undo.
use backdesk::core::event::{DeskNews, PatientNews};
use backdesk::core::handoff::{Kind, Outcome, State, Urgency};

use crate::world::{Desk, anna, at, ben};

const MONDAY: &str = "2026-11-23T14:00";

#[test]
fn each_press_is_undone_and_the_patient_hears_it() {
    let tuesday = at("2026-11-24T15:00");
    let table: [(Urgency, &[&str], &str, &[DeskNews]); 8] = [
        (Urgency::Green, &[], "take", &[DeskNews::Released]),
        (Urgency::Green, &[], "offer", &[DeskNews::Released]),
        (Urgency::Orange, &[], "clear", &[DeskNews::Uncleared]),
        (Urgency::Orange, &["clear"], "unclear", &[DeskNews::Cleared]),
        (Urgency::Orange, &["take"], "reached", &[]),
        (Urgency::Green, &["take"], "none", &[DeskNews::Reopened]),
        (Urgency::Green, &["take", "none"], "reopen", &[DeskNews::Closed(Outcome::NotReached)]),
        (Urgency::Orange, &["take"], "worse", &[]),
    ];
    for (urgency, before, action, want) in table {
        let mut desk = Desk::open(Kind::Booking, urgency, MONDAY);
        for press in before {
            desk.press(press, anna());
        }
        let (mut was, holder) = (desk.handoff.clone(), desk.holder);
        desk.press(action, anna()).press("undo", anna());
        assert_eq!((desk.told(), desk.toast(), desk.holder), (want.to_vec(), None, holder), "{action}");
        // What was shown stays counted: a slot is never used twice.
        (was.before, was.notes) = (None, desk.handoff.notes);
        assert_eq!(desk.handoff, was, "{action}");
        assert_eq!(desk.last.audit, ["undone"]);
    }
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.press("undo", anna());
    assert_eq!((desk.told(), &desk.handoff.state), (vec![DeskNews::OfferGone], &State::Taken));
    desk.patient(PatientNews::Accepts(tuesday));
    assert_eq!(desk.handoff.state, State::Taken, "the offer is gone");
}

#[test]
fn after_a_minute_or_by_another_or_twice_it_says_so() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("undo", anna());
    assert_eq!(desk.toast(), Some("There is nothing to undo any more."));
    desk.press("take", anna()).press("undo", ben());
    assert_eq!(desk.toast(), Some("Only Anna can undo that."));
    assert!(desk.labels().contains(&"↩ Undo"));
    desk.pass(1).press("undo", anna());
    assert_eq!(desk.toast(), Some("Too late to undo: a minute has passed."));
    assert!(!desk.labels().contains(&"↩ Undo"), "the button goes");
    desk.press("none", anna()).press("undo", anna()).press("undo", anna());
    assert_eq!(desk.toast(), Some("There is nothing to undo any more."));
    assert_eq!(desk.handoff.state, State::Taken);
}

#[test]
fn what_the_patient_did_since_is_not_undone() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.patient(PatientNews::Accepts(at("2026-11-24T15:00"))).press("undo", anna());
    assert_eq!(desk.toast(), Some("There is nothing to undo any more."));
    assert!(matches!(desk.handoff.state, State::Booked { .. }));
}

#[test]
fn taking_over_is_undone_to_whoever_had_it() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("take", anna()).press("over", ben());
    assert_eq!(desk.holder, Some(2));
    desk.press("undo", ben());
    assert_eq!((desk.holder, desk.handoff.taken.as_ref().unwrap().staff.id), (Some(1), 1));
    assert!(desk.told().is_empty());
}

#[test]
fn an_offer_whose_time_has_passed_does_not_come_back() {
    let mut desk = Desk::offered("2026-11-23T09:00", "15:00");
    desk.now = at("2026-11-23T14:59:30");
    desk.press("none", anna());
    desk.now = at("2026-11-23T15:00:10");
    desk.press("undo", anna());
    assert_eq!((desk.told(), &desk.handoff.state), (vec![DeskNews::Reopened], &State::Taken));
}
