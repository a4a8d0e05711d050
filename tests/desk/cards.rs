//! What stands on a card, and in /queue.
use backdesk::core::desk;
use backdesk::core::event::PatientNews;
use backdesk::core::handoff::{Handoff, Kind, Outcome, State, Urgency};
use backdesk::core::screen::Slot;
use backdesk::core::step::{Effect, Review};

use crate::world::{Desk, anna, at, card, facts, handover, html, script, staff};

const MONDAY: &str = "2026-11-23T14:00";

fn opened(desk: &Desk) -> String {
    match &desk.last.effects[..] {
        [Effect::Ring { slot, screen, .. }] if *slot == Slot::card(1042) => screen.text.plain(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_booking_says_what_is_wanted_by_when() {
    let mut desk = Desk::open(Kind::Booking, Urgency::Green, MONDAY);
    let want = "🟢 H-1042 BOOKING\nnew · answer by 15:00\nAna · 18–54 · +34 600 000 000\nWants: first free\n\
                Low back left, 3 weeks, dull\nWarning signs: said no to all";
    assert_eq!(opened(&desk), want);
    desk.press("take", anna());
    assert!(desk.card().text.plain().contains("taken by Anna 14:00"));
    assert!(desk.card().text.as_str().contains("<blockquote expandable>Warning signs"));
    assert_eq!(
        desk.labels(),
        ["Offer a time", "Message", "Close: not reached", "Close: withdrew", "Answered", "Take over", "↩ Undo"]
    );
}

#[test]
fn orange_and_red_cards_say_what_to_do_and_what_not() {
    let orange = Desk::open(Kind::Doctor, Urgency::Orange, MONDAY);
    let text = opened(&orange);
    assert!(text.starts_with("🟠 H-1042 DOCTOR TODAY · NO MASSAGE\nnew · check call by 15:00\n"), "{text}");
    assert!(text.contains("the walk-in centre") && text.contains("112"), "{text}");
    let mut red = Desk::open(Kind::Emergency, Urgency::Red, MONDAY);
    let text = opened(&red);
    assert!(text.starts_with("🔴 H-1042 EMERGENCY ADVICE SHOWN 14:00 · DO NOT BOOK\n"), "{text}");
    assert!(text.contains("Ana says: nothing yet") && text.contains("Please go, or call 112."), "{text}");
    red.patient(PatientNews::Says { words: html("on the way"), worse: false });
    assert!(red.card().text.plain().contains("Ana: on the way"));
    assert!(red.rung().is_empty(), "a silent edit");
    let yellow = Desk::open(Kind::Booking, Urgency::Yellow, MONDAY);
    assert!(opened(&yellow).starts_with("🟡 H-1042 BOOKING · CLINICIAN FIRST\n"));
}

#[test]
fn a_card_reads_in_the_clinics_language() {
    let mut desk = Desk::open_with("es", handover(Kind::Doctor, Urgency::Orange), at(MONDAY));
    assert!(opened(&desk).starts_with("🟠 H-1042 MÉDICO HOY · SIN MASAJE\nnuevo · llamar antes de 15:00"));
    desk.press("clear", anna());
    assert!(desk.card().text.plain().contains("Autorizado: se permite el masaje, dice Anna, 14:00"));
}

#[test]
fn a_card_that_is_too_long_loses_its_end_first_and_says_so() {
    let long = |words: &str, n: usize| (0..n).map(|i| html(&format!("{i} {}", words.repeat(9)))).collect::<Vec<_>>();
    let mut given = handover(Kind::Emergency, Urgency::Red);
    given.card.more = long("🙂 more & <b>more</b> ", 100).into();
    let desk = Desk::open_with("en", given.clone(), at(MONDAY));
    let text = opened(&desk);
    assert!(text.contains("Low back left") && text.contains("0 🙂 more") && text.contains("… shortened"));
    given.card.lines = long("line ", 500).into();
    given.card.who = "who ".repeat(999).into();
    given.card.name = "🙂".repeat(4000).into();
    let desk = Desk::open_with("en", given, at(MONDAY));
    let Effect::Ring { screen, .. } = &desk.last.effects[0] else { panic!() };
    assert!(screen.text.utf16_len() <= 4096, "{}", screen.text.utf16_len());
    assert!(screen.text.utf16_len() > 3900, "what fits is shown");
    let text = screen.text.plain();
    assert!(text.contains("… shortened") && text.contains("Please go") && !text.contains("more & <b>"));
}

#[test]
fn a_patients_words_are_never_markup() {
    let mut given = handover(Kind::Person, Urgency::Green);
    given.card.who = "<b>Ana</b> & Co".to_owned().into();
    let mut desk = Desk::open_with("en", given, at(MONDAY));
    desk.patient(PatientNews::Wrote("</b><a href='x'>&".to_owned().into()));
    let rung = desk.rung();
    assert!(rung[0].1.ends_with("Ana wrote: </b><a href='x'>&"));
    assert!(desk.card().text.as_str().contains("&lt;b&gt;Ana&lt;/b&gt; &amp; Co"));
}

#[test]
fn a_trial_is_said_on_every_card() {
    let (script, facts) = (script("en"), facts(at(MONDAY)));
    let trial = backdesk::core::step::Facts { reviewed: Review::TryingOut, ..facts };
    let step = desk::open(&script, 77, handover(Kind::Booking, Urgency::Green), &trial);
    let Effect::Ring { screen, .. } = &step.effects[0] else { panic!() };
    assert!(screen.text.plain().contains("no clinician has reviewed"));
}

#[test]
fn erased_leaves_a_stub_without_a_word_of_the_patient() {
    let mut desk = Desk::offered("2026-11-23T09:00", "tue 15:00");
    desk.patient(PatientNews::Wrote("my secret".to_owned().into()));
    desk.press("offer", anna()).time("wed 15:00", anna());
    let ask = desk.handoff.draft.as_ref().unwrap().ask;
    desk.patient(PatientNews::Erased);
    assert_eq!(desk.handoff.state, State::Closed(Outcome::Erased));
    assert_eq!(
        desk.card().text.plain(),
        "⚪ H-1042 erased\nThe patient erased everything. If a PDF still stands below, please delete it."
    );
    assert_eq!(desk.card().buttons().count(), 0);
    for slot in ["w1042.1".to_owned(), format!("c1042.{ask}")] {
        let stub = desk.shown(&Slot(slot.clone())).unwrap_or_else(|| panic!("{slot} is blanked"));
        assert!(!stub.text.plain().contains("Ana") && !stub.text.plain().contains("secret"), "{slot}");
        assert_eq!(stub.buttons().count(), 0);
    }
    let saved = serde_json::to_string(&desk.handoff).unwrap();
    assert!(!saved.contains("Ana ") && !saved.contains("\"Ana\"") && !saved.contains("dull"), "{saved}");
    assert_eq!((desk.handoff.ring_at, desk.holder), (None, None));
    for action in ["take", "undo", "reopen", "msg"] {
        desk.press(action, anna());
        assert_eq!(desk.toast(), Some("The patient erased everything."), "{action}");
    }
    desk.reply("hello?", anna());
    assert!(desk.told().is_empty() && desk.rung()[0].1.contains("Nothing was sent"));
    desk.patient(PatientNews::Card(card()));
    assert!(desk.last.effects.is_empty() && desk.handoff.card.name.reveal().is_empty());
}

#[test]
fn the_queue_names_what_waits_the_most_urgent_first() {
    let (script, now) = (script("en"), at("2026-11-23T14:10"));
    let make = |number, kind, urgency, since: &str| -> Handoff {
        let given = backdesk::core::event::HandOver { number, ..handover(kind, urgency) };
        desk::open(&script, 77, given, &facts(at(since))).state
    };
    let mut taken = make(1, Kind::Booking, Urgency::Green, "2026-11-23T09:00");
    taken = desk::step(
        &script,
        taken,
        backdesk::core::event::DeskEvent::Press { action: "take".to_owned(), by: staff(1, "Anna") },
        &facts(at("2026-11-23T09:05")),
    )
    .state;
    let all = [
        taken.clone(),
        make(2, Kind::Booking, Urgency::Green, "2026-11-23T14:00"),
        make(3, Kind::Emergency, Urgency::Red, "2026-11-23T14:05"),
        make(4, Kind::Doctor, Urgency::Orange, "2026-11-20T14:05"),
        Handoff { number: 5, state: State::Booked { at: at("2026-11-24T09:00") }, ..taken.clone() },
        Handoff { number: 6, state: State::Booked { at: at("2026-11-23T09:00") }, ..taken.clone() },
        Handoff { number: 7, state: State::Closed(Outcome::Kept), ..taken },
    ];
    let text = desk::queue(&script, &all, &facts(now)).text.plain();
    let want = "5 wait, the most urgent first:\n\
        🔴 H-3 EMERGENCY ADVICE SHOWN 14:05 · DO NOT BOOK · 5 min · new · check call by 14:15\n\
        🟠 H-4 DOCTOR TODAY · NO MASSAGE · 3 days · ⏰ nobody took it · answer was due Fri 20 Nov 15:15\n\
        🟢 H-2 BOOKING · 10 min · new · answer by 15:00\n\
        🟢 H-1 BOOKING · 5 h · taken by Anna 9:05\n\
        🟢 H-6 BOOKING · 5 h · ✅ booked Mon 23 Nov 9:00 · Anna";
    assert_eq!(text, want);
    assert!(!text.contains("Ana "));
    assert_eq!(desk::queue(&script, &all[6..], &facts(now)).text.plain(), "Nothing waits.");
    let many: Vec<Handoff> = (0..500).map(|n| Handoff { number: n, ..all[2].clone() }).collect();
    let text = desk::queue(&script, &many, &facts(now)).text;
    let lines = text.plain().lines().count();
    assert!(text.utf16_len() <= 4096 && text.plain().ends_with(&format!("… and {} more.", 500 - (lines - 2))));
}
