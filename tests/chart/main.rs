//! A patient's chart under any events in any order.
mod keeping;
mod kept;
mod moves;
mod told;

use std::collections::BTreeSet;

use backdesk::core::chart::case::{Advice, Phase};
use backdesk::core::chart::{Chart, step};
use backdesk::core::counted::Counted;
use backdesk::core::event::{DeskNews, Event, Tell};
use backdesk::core::handoff::{Kind, Urgency};
use backdesk::core::step::{Effect, Facts, Review, Step};
use backdesk::script::{Script, Tier};
use jiff::{SignedDuration, Timestamp};
use moves::{CANARY, Patient, moves, screens, script};
use proptest::prelude::*;

/// The advice that stands.
fn advice(chart: &Chart) -> Option<&Advice> {
    match chart.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Advised(advice)) => Some(advice),
        _ => None,
    }
}

fn fits_telegram(step: &Step<Chart>) {
    for screen in screens(step) {
        let length = screen.text.utf16_len();
        assert!((1..=4096).contains(&length), "{length} characters: {:.60}", screen.text.plain());
        assert!(screen.buttons().count() <= 30);
        for button in screen.buttons() {
            assert!((1..=64).contains(&button.data.len()), "{}", button.data);
            assert!((1..=60).contains(&button.label.chars().count()), "{}", button.label);
        }
    }
    for effect in &step.effects {
        if let Effect::Toast(words) = effect {
            assert!((1..=200).contains(&words.encode_utf16().count()), "{words}");
        }
    }
}

/// Whether an event may end emergency advice: the very sign asked again, a mistake, Cleared, erasing, or a day nobody was told.
fn may_end_it(event: &Event, step: &Step<Chart>, advice: &Advice, facts: &Facts) -> bool {
    let untold = advice.number.is_none() && facts.now >= advice.at + SignedDuration::from_hours(24);
    match event {
        _ if step.effects.contains(&Effect::Erase) => true,
        Event::Press { data, .. } => data.contains("mistake") || data.contains("k."),
        Event::Desk { number, news: DeskNews::Cleared } => advice.number == Some(*number),
        Event::Wake => untold,
        _ => false,
    }
}

fn holds(patient: &Patient, event: &Event, step: &Step<Chart>) {
    let before = &patient.chart;
    fits_telegram(step);
    if let Some(stood) = advice(before).filter(|advice| advice.tier == Tier::Emergency) {
        let stands = advice(&step.state).is_some_and(|advice| advice.tier == Tier::Emergency);
        assert!(stands || may_end_it(event, step, stood, &patient.facts), "an emergency ended by {event:?}");
    }
    let advised = advice(before).is_some() || advice(&step.state).is_some();
    if matches!(event, Event::Text(_)) {
        told::words_decide_nothing(patient.script, before, &step.state);
    }
    for tell in &step.tell {
        if let Tell::HandOver(handover) = tell {
            assert!(!(advised && handover.kind == Kind::Booking), "a booking while advice stands, by {event:?}");
            let open = advice(&step.state).is_some() && handover.urgency == Urgency::Green;
            assert!(!open, "a bookable card while advice stands, by {event:?}");
        }
    }
    if matches!(event, Event::Press { .. } | Event::Wake) {
        let again = patient.peek(&step.state, event);
        // Which message comes next is no more than a name.
        let once = Chart { generation: again.state.generation, ..step.state.clone() };
        assert_eq!(format_of(&again.state), format_of(&once), "twice is not once: {event:?}");
        assert_eq!(again.counts, [], "counted twice: {event:?}");
    }
    if matches!(event, Event::Wake) {
        assert!(step.state.wake_at().is_none_or(|at| at > patient.facts.now), "due again at once");
    }
    if step.effects.contains(&Effect::Erase) {
        let left = format_of(&step.state);
        assert!(!left.contains(CANARY), "left after erasing: {left}");
        assert!(step.state.case.is_none() && step.state.requests.is_empty() && step.state.consent.is_none());
    }
}

/// Each thing counts once a case; requests count one by one.
fn counts_once(chart: &Chart, step: &Step<Chart>, seen: &mut BTreeSet<(Timestamp, Counted)>) {
    let started = |chart: &Chart| chart.case.as_ref().map(|case| case.started);
    for counted in &step.counts {
        let case = match counted {
            Counted::Requested | Counted::Person | Counted::Cleared(_) => continue,
            Counted::Left(_) => started(chart),
            _ => started(&step.state),
        };
        let case = case.unwrap_or_else(|| panic!("{counted:?} belongs to no case"));
        assert!(seen.insert((case, counted.clone())), "{counted:?} counted twice");
    }
}

fn format_of(chart: &Chart) -> String {
    serde_json::to_string(chart).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_a_chart_stays_safe(moves in moves()) {
        let script = script();
        let mut patient = Patient::new(script, Review::Named);
        let mut counted = BTreeSet::new();
        for a_move in &moves {
            let event = patient.event(a_move);
            let step = patient.peek(&patient.chart, &event);
            holds(&patient, &event, &step);
            counts_once(&patient.chart, &step, &mut counted);
            let read: Chart = serde_json::from_str(&format_of(&patient.chart)).unwrap();
            let same = patient.peek(&read, &event);
            prop_assert!(same.state == step.state && same.effects == step.effects && same.tell == step.tell);
            prop_assert_eq!(&same.counts, &step.counts);
            patient.take(step);
        }
    }

    #[test]
    fn nobody_stands_behind_the_rules_and_no_muscle_is_named(moves in moves()) {
        let script = script();
        let mut patient = Patient::new(script, Review::Missing);
        let names = muscle_names(script);
        for a_move in &moves {
            let event = patient.event(a_move);
            // What staff or the patient write themselves is theirs.
            let step = patient.peek(&patient.chart, &event);
            for screen in screens(&step) {
                let text = screen.text.plain();
                prop_assert!(!names.iter().any(|name| text.contains(name.as_str())), "{}", text);
            }
            patient.take(step);
        }
    }
}

fn muscle_names(script: &Script) -> Vec<String> {
    let muscles = script.muscles.iter().filter(|muscle| !script.roles.is_general(&muscle.id));
    let words = muscles
        .flat_map(|muscle| muscle.name.each().map(|(_, text, _)| text.forms()[0].to_owned()).collect::<Vec<_>>());
    words.collect()
}

/// The property above would see a muscle: where the rules may be used, one is named.
#[test]
fn a_muscle_is_named_where_somebody_stands_behind_the_rules() {
    let script = script();
    let mut walker = backdesk::check::Walker::new(script, "en", false);
    walker.walk(
        &[("sets_off".to_owned(), ["sink".to_owned()].into()), ("where".to_owned(), ["low_left".to_owned()].into())]
            .into(),
    );
    let planned = walker.chart.case.as_ref().and_then(|case| case.planned.as_ref()).expect("a plan").plain();
    assert!(muscle_names(script).iter().any(|name| planned.contains(name.as_str())), "{planned}");
}

/// `step` itself, by name: the tests above go through [`Patient::peek`].
#[test]
fn the_same_arguments_give_the_same_step() {
    let script = script();
    let patient = Patient::new(script, Review::Named);
    let event = Event::Text("hello".to_owned().into());
    let steps = [(); 2].map(|()| step(script, patient.chart.clone(), &event, &patient.facts));
    assert!(steps[0].state == steps[1].state && steps[0].effects == steps[1].effects);
}
