//! Somebody who tries to get past a warning sign: old and forged presses, typed words, staff who change their minds, time.
use backdesk::core::chart::view::{Note, View};
use backdesk::core::desk;
use backdesk::core::event::{Command, DeskEvent, DeskNews, Event, PatientNews, Tell};
use backdesk::core::handoff::{Handoff, Kind, Outcome, Staff, Urgency};
use backdesk::script::Tier;
use jiff::SignedDuration;

mod late;
mod visit;

use visit::Visit;

#[test]
fn a_lesser_sign_in_words_does_not_lower_an_emergency() {
    let mut visit = Visit::new();
    visit.answers(&[("e1", "saddle")], "");
    assert_eq!(visit.tier(), Some(Tier::Emergency));
    visit.says("I have a fever");
    assert_eq!(visit.tier(), Some(Tier::Emergency));
}

#[test]
fn an_old_sign_leads_to_a_person_however_often_mistake_is_pressed() {
    let mut visit = Visit::new();
    visit.answers(&[("e1", "saddle")], "");
    visit.press("em.mistake");
    visit.tap("k.e1.saddle.o");
    visit.press("em.mistake");
    assert_eq!(visit.tier(), Some(Tier::Emergency), "a person decides, never a plan");
    assert_eq!(visit.chart.shown, View::Note(Note::PersonComes));
}

#[test]
fn yes_in_words_to_a_question_about_a_sign_is_a_yes() {
    let mut visit = Visit::new();
    visit.answers(&[], "kind");
    visit.says("what if it were chest pain");
    assert!(matches!(visit.chart.shown, View::Closed(..)));
    visit.says("yes");
    assert_eq!(visit.tier(), Some(Tier::Emergency));
}

#[test]
fn a_question_about_a_sign_stays_until_it_is_answered() {
    for way_around in ["/help", "/start", "photo", "well, it is complicated", "I want to die"] {
        let mut visit = Visit::new();
        visit.answers(&[], "kind");
        visit.says("what if it were chest pain");
        match way_around {
            "/help" => drop(visit.event(&Event::Command(Command::Help))),
            "/start" => visit.start(),
            "photo" => drop(visit.event(&Event::Media(backdesk::core::event::Media::Picture))),
            words => visit.says(words),
        }
        visit.tap("g.back");
        assert!(matches!(visit.chart.shown, View::Closed(..)), "{way_around}: {:?}", visit.chart.shown);
        let View::Closed(question, option) = visit.chart.shown.clone() else { return };
        visit.tap(&format!("c.{question}.{option}.n"));
        assert_eq!(visit.chart.shown, View::Question("kind".to_owned()));
    }
}

#[test]
fn each_sign_in_the_same_words_is_asked() {
    let mut visit = Visit::new();
    visit.answers(&[], "kind");
    visit.says("what if I cannot pee, or my foot feels a bit odd");
    visit.tap("c.e1.bladder.n");
    assert_eq!(visit.chart.shown, View::Closed("u1".to_owned(), "foot".to_owned()));
}

#[test]
fn despair_does_not_hide_a_sign_in_the_same_words() {
    let mut visit = Visit::new();
    visit.answers(&[], "kind");
    visit.says("I want to die, I nearly wet myself");
    assert_eq!(visit.chart.shown, View::Crisis);
    visit.tap("g.back");
    assert!(matches!(visit.chart.shown, View::Closed(..)), "{:?}", visit.chart.shown);
    // A plain emergency is not asked for: its advice comes first, and the question whether somebody may call below it.
    visit.says("I want to die, I cannot pee");
    assert_eq!((visit.chart.shown.clone(), visit.tier()), (View::Crisis, Some(Tier::Emergency)));
    visit.tap("g.back");
    assert_eq!(visit.chart.shown, View::Advised);
}

#[test]
fn send_in_words_after_days_asks_the_safety_checks_first() {
    let mut visit = Visit::new();
    visit.answers(&[], "");
    assert_eq!(visit.chart.shown, View::Summary);
    visit.facts.now += SignedDuration::from_hours(72);
    visit.says("Send to the clinic");
    assert!(visit.handed_over().is_empty());
    assert_eq!(visit.chart.shown, View::Question("e1".to_owned()));
}

/// A same-day sign that staff cleared, answered again as far as the summary.
fn cleared() -> Visit {
    let mut visit = Visit::new();
    visit.answers(&[("u1", "fever")], "");
    assert_eq!(visit.tier(), Some(Tier::SameDay));
    let number = visit.handed_over()[0].number;
    visit.staff(number, DeskNews::Cleared);
    visit.press("g.pain");
    visit.answers(&[("u1", "fever")], "");
    assert_eq!(visit.chart.shown, View::Summary);
    visit
}

#[test]
fn nothing_is_sent_once_the_clearance_is_taken_back() {
    for act in ["g.send", "g.human"] {
        let mut visit = cleared();
        let number = visit.handed_over()[0].number;
        visit.staff(number, DeskNews::Uncleared);
        visit.tap(act);
        assert_eq!(visit.tier(), Some(Tier::SameDay));
        assert_eq!(visit.handed_over().iter().filter(|over| over.kind == Kind::Booking).count(), 0);
        let mut numbers: Vec<i64> = visit.handed_over().iter().map(|over| over.number).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), visit.handed_over().len(), "one number, one handoff");
    }
}

#[test]
fn a_clearance_is_good_for_one_booking() {
    let mut visit = cleared();
    visit.tap("g.send");
    assert_eq!(visit.handed_over().last().unwrap().kind, Kind::Booking);
    visit.facts.now += SignedDuration::from_hours(24 * 60);
    visit.start();
    visit.answers(&[("u1", "fever")], "");
    assert_eq!(visit.tier(), Some(Tier::SameDay));
}

#[test]
fn a_phone_number_does_not_replace_the_card_by_that_of_another_case() {
    let mut visit = Visit::new();
    visit.answers(&[("h1", "blood")], "");
    visit.tap("g.send");
    let sent = visit.handed_over()[0].card.clone();
    visit.tap("g.phone");
    visit.start();
    visit.answers(&[], "e2");
    visit.event(&Event::Phone { number: "+34600".to_owned().into(), own: true });
    let Some(Tell::Desk { news: PatientNews::Card(card), .. }) = visit.told.last() else {
        panic!("{:?}", visit.told.last())
    };
    assert!(card.who.reveal().contains("+34600"));
    assert_eq!(card.lines, sent.lines);
}

#[test]
fn a_new_sign_after_its_card_was_closed_is_a_new_handoff() {
    let mut visit = Visit::new();
    visit.answers(&[("e1", "saddle")], "");
    let number = visit.handed_over()[0].number;
    visit.staff(number, DeskNews::Closed(Outcome::SawDoctor));
    visit.says("I have chest pain");
    assert_eq!(visit.handed_over().len(), 2);
    assert_eq!(visit.handed_over()[1].urgency, Urgency::Red);
}

#[test]
fn whoever_is_promised_a_call_has_an_open_card() {
    // Without consent: the card says who wants the call, and nothing about health.
    let mut visit = Visit::new();
    visit.says("I have a fever");
    visit.press("sd.callme");
    assert_eq!(visit.handed_over().len(), 1);
    assert!(visit.chart.consent.is_none() && visit.handed_over()[0].card.lines.reveal().is_empty());
    // The card was closed, or cancelled.
    let mut visit = Visit::new();
    visit.answers(&[("u1", "fever")], "");
    let number = visit.handed_over()[0].number;
    visit.press("g.requests");
    visit.tap(&format!("g.cancelled.{number}"));
    visit.press("chk.unreached");
    assert_eq!(visit.handed_over().len(), 2);
    visit.press("sd.callme");
    assert_eq!(visit.handed_over().len(), 2, "one open card is enough");
}

#[test]
fn telling_the_clinic_after_asking_for_a_person_tells_the_sign() {
    let mut visit = Visit::new();
    visit.says("I have chest pain");
    visit.event(&Event::Command(Command::Human));
    let number = visit.handed_over()[0].number;
    visit.press("em.tell");
    let chest = |tell: &Tell| matches!(tell, Tell::Desk { number: n, news: PatientNews::Card(card) } if *n == number && card.lines.reveal().iter().any(|line| line.plain().contains("E-CHEST")));
    assert!(visit.told.iter().any(chest), "{:?}", visit.told.last());
}

#[test]
fn words_typed_before_consent_are_not_passed_on_when_it_is_refused() {
    let mut visit = Visit::new();
    visit.start();
    visit.tap("g.pain");
    visit.says("my secret illness");
    visit.tap("g.back");
    assert_eq!(visit.chart.shown, View::Consent);
    visit.tap("g.human");
    let card = &visit.handed_over()[0].card;
    assert!(!card.lines.reveal().iter().any(|line| line.plain().contains("secret")));
    assert!(visit.chart.unheard.is_none());
}

#[test]
fn forged_presses_do_not_leave_advice() {
    for data in ["g.restart", "g.afresh", "g.same", "b", "g.edit.e1", "m.e1.none"] {
        for on_this_turn in [true, false] {
            let mut visit = Visit::new();
            visit.start();
            visit.press("g.help");
            visit.start();
            if on_this_turn {
                visit.tap(data)
            } else {
                visit.press(data)
            }
            assert_eq!(visit.tier(), Some(Tier::Emergency), "{data}");
        }
    }
}

#[test]
fn undo_does_not_bring_a_clearance_back_that_is_older_than_what_the_patient_said() {
    let mut visit = Visit::new();
    visit.answers(&[("u1", "fever")], "");
    let Some(Tell::HandOver(over)) = visit.told.pop() else { panic!() };
    let step = desk::open(&visit.script, 7, *over, &visit.facts);
    let beth = Staff { id: 1, name: "Beth".to_owned().into() };
    let mut handoff: Handoff = step.state;
    let mut go = |event: DeskEvent| {
        visit.facts.now += SignedDuration::from_secs(2);
        handoff = desk::step(&visit.script, handoff.clone(), event, &visit.facts).state;
        handoff.cleared.is_some()
    };
    let press = |action: &str| DeskEvent::Press { action: action.to_owned(), by: beth.clone() };
    assert!(go(press("clear")));
    assert!(!go(press("unclear")));
    let words = backdesk::script::Html::from("Cannot get there");
    go(DeskEvent::Patient(PatientNews::Says { words, worse: true }));
    assert!(!go(press("undo")), "Cleared came back");
}
