//! Answer fields: one for each person and purpose is enough. And what is no text.
use backdesk::core::event::{DeskEvent, Media, PatientNews};
use backdesk::core::handoff::{Handoff, Kind, Urgency};

use crate::world::{Desk, anna, ben};

const MONDAY: &str = "2026-11-23T14:00";

#[test]
fn pressed_again_and_again_it_asks_once() {
    for (press, prompt) in [("offer", "t"), ("msg", "m")] {
        let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
        desk.press(press, anna());
        assert!(desk.rung()[0].0.0.starts_with(prompt));
        for _ in 0..3 {
            desk.press(press, anna());
            assert!(desk.rung().is_empty() && desk.toast().is_some_and(|toast| toast.contains("H-1042")));
        }
        // Later it may be far above; and once it is used, the next press asks anew.
        desk.pass(6).press(press, anna());
        assert_eq!(desk.rung().len(), 1);
        if press == "offer" {
            desk.time("tue 15:00", anna()).decide("never", anna());
        } else {
            desk.reply("hello", anna());
        }
        desk.press(press, anna());
        assert_eq!(desk.rung().len(), 1);
    }
}

#[test]
fn each_person_and_each_purpose_has_its_own() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    desk.press("offer", anna()).press("msg", anna());
    assert_eq!(desk.rung().len(), 1);
    desk.press("over", ben()).press("offer", ben());
    assert_eq!(desk.rung().len(), 1);
}

#[test]
fn what_is_no_text_is_said_on_both_sides() {
    let mut desk = Desk::open(Kind::Person, Urgency::Green, MONDAY);
    desk.patient(PatientNews::Sent(Media::Voice));
    assert!(desk.rung()[0].1.contains("Ana sent a voice message"), "{:?}", desk.rung());
    assert!(desk.card().text.plain().contains("wrote at"));
    let before = desk.handoff.state.clone();
    desk.event(DeskEvent::NotText { words: false });
    assert!(desk.rung()[0].1.contains("text only") && desk.told().is_empty());
    assert_eq!(desk.handoff.state, before);
}

#[test]
fn a_handoff_of_before_is_read() {
    let desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    let mut form = serde_json::to_value(&desk.handoff).unwrap();
    form.as_object_mut().unwrap().remove("prompts").expect("prompts");
    let read: Handoff = serde_json::from_value(form).unwrap();
    assert_eq!(read, desk.handoff);
}
