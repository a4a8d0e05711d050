//! When an untaken card rings, and when it does not.
use backdesk::core::event::{DeskNews, PatientNews};
use backdesk::core::handoff::{Kind, Urgency};
use backdesk::core::screen::Slot;
use backdesk::core::step::{Effect, Tone};
use jiff::Timestamp;

use crate::world::{Desk, anna, at};

fn tone(desk: &Desk) -> Tone {
    match &desk.last.effects[..] {
        [Effect::Ring { slot, tone, .. }] if *slot == Slot::card(1042) => *tone,
        other => panic!("{other:?}"),
    }
}

/// Lets time pass from wake to wake until `until`, and says when it rang.
fn rings(desk: &mut Desk, until: &str) -> Vec<Timestamp> {
    let mut rang = Vec::new();
    while let Some(next) = desk.handoff.ring_at.filter(|next| *next <= at(until)) {
        desk.now = next;
        desk.wake();
        if !desk.rung().is_empty() {
            assert_eq!(desk.rung()[0].2, Tone::Loud);
            rang.push(desk.now);
        }
        assert!(desk.handoff.ring_at.is_none_or(|again| again > next), "it moves on");
    }
    rang
}

#[test]
fn in_opening_hours_it_rings_at_0_5_15_minutes_when_due_and_then_each_morning() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, "2026-11-26T14:00");
    assert_eq!((tone(&desk), desk.handoff.due), (Tone::Loud, at("2026-11-26T15:00")));
    let rang = rings(&mut desk, "2026-12-01T12:00");
    let today = ["2026-11-26T14:05", "2026-11-26T14:15", "2026-11-26T15:00"].map(at);
    let mornings = ["2026-11-27T09:00", "2026-11-30T09:00", "2026-12-01T09:00"].map(at);
    assert_eq!(rang, [today, mornings].concat(), "not at the weekend");
    assert!(desk.rung()[0].1.starts_with("🟢 H-1042 BOOKING has waited 4 days. The answer was due Thu 26 Nov 15:00"));
    assert!(desk.card().text.plain().contains("⏰ nobody took it"));
}

#[test]
fn while_closed_one_silent_card_rung_at_opening() {
    let cards =
        [(Kind::Booking, Urgency::Green, "2026-11-23T10:00"), (Kind::Emergency, Urgency::Red, "2026-11-23T09:10")];
    for (kind, urgency, due) in cards {
        let mut desk = Desk::open(kind, urgency, "2026-11-21T03:00");
        assert_eq!((tone(&desk), desk.handoff.due), (Tone::Silent, at(due)));
        let rang = rings(&mut desk, "2026-11-23T12:00");
        let mut want = ["2026-11-23T09:00", "2026-11-23T09:05", "2026-11-23T09:15", due].map(at);
        want.sort();
        assert_eq!(rang, want);
    }
}

#[test]
fn an_early_or_repeated_wake_changes_nothing_and_a_late_one_rings_once() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, "2026-11-23T14:00");
    let before = desk.handoff.clone();
    desk.pass(4).wake();
    assert_eq!((&desk.handoff, desk.last.effects.len()), (&before, 0));
    desk.pass(30).wake();
    assert_eq!(desk.rung().len(), 1);
    let after = desk.handoff.clone();
    desk.wake().wake();
    assert_eq!((&desk.handoff, desk.last.effects.len()), (&after, 0));
    assert_eq!(desk.handoff.ring_at, Some(at("2026-11-23T15:00")), "5 and 15 minutes are not made up for");
    desk.now = at("2026-11-24T22:00");
    desk.wake();
    assert!(desk.rung().is_empty(), "not at night");
    assert_eq!(desk.handoff.ring_at, Some(at("2026-11-25T09:00")));
}

#[test]
fn what_is_taken_rings_no_more_but_for_a_doctors() {
    let mut green = Desk::open(Kind::Booking, Urgency::Green, "2026-11-23T14:00");
    green.press("take", anna());
    assert_eq!(rings(&mut green, "2026-12-01T12:00"), []);
    let mut orange = Desk::open(Kind::Doctor, Urgency::Orange, "2026-11-23T14:00");
    orange.press("take", anna());
    assert_eq!(rings(&mut orange, "2026-11-25T12:00"), ["2026-11-24T09:00", "2026-11-25T09:00"].map(at));
    orange.press("doctor", anna());
    assert_eq!(rings(&mut orange, "2026-12-24T12:00"), []);
}

#[test]
fn given_back_it_rings_on_where_it_was() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, "2026-11-23T14:00");
    desk.press("take", anna()).press("undo", anna());
    assert_eq!((desk.told(), desk.holder), (vec![DeskNews::Released], None));
    let today = ["2026-11-23T14:05", "2026-11-23T14:15", "2026-11-23T15:00"].map(at);
    assert_eq!(rings(&mut desk, "2026-11-23T18:00"), today);
}

#[test]
fn closed_or_erased_it_never_rings() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, "2026-11-23T14:00");
    desk.patient(PatientNews::Cancels).pass(5).wake();
    assert_eq!((desk.last.effects.len(), desk.handoff.ring_at), (0, None));
    let mut desk = Desk::open(Kind::Doctor, Urgency::Orange, "2026-11-23T14:00");
    desk.patient(PatientNews::Erased).pass(5).wake();
    assert_eq!((desk.last.effects.len(), desk.handoff.ring_at), (0, None));
}
