//! Signs that come late, at once, or as a cry for help: none of them is dropped.
use backdesk::core::chart::view::View;
use backdesk::core::event::{Command, Event};
use backdesk::core::handoff::{Kind, Urgency};
use backdesk::core::step::Effect;
use backdesk::script::Tier;
use jiff::SignedDuration;

use crate::visit::Visit;

#[test]
fn a_sign_on_a_list_that_was_just_left_is_asked_once_more() {
    for (seconds, answer, tier) in [(0, "y", Some(Tier::Emergency)), (60, "u", Some(Tier::Emergency)), (3, "n", None)] {
        let mut visit = Visit::new();
        visit.answers(&[], "e1");
        let left = visit.chart.turn;
        visit.tap("m.e1.none");
        visit.facts.now += SignedDuration::from_secs(seconds);
        visit.press(&format!("{left}.m.e1.saddle"));
        assert_eq!(visit.chart.shown, View::Closed("e1".to_owned(), "saddle".to_owned()));
        visit.tap(&format!("c.e1.saddle.{answer}"));
        assert_eq!(visit.tier(), tier);
        if tier.is_none() {
            assert_eq!(visit.chart.shown, View::Question("e2".to_owned()), "nothing else has changed");
        }
        visit.press(&format!("{left}.m.e1.none"));
        assert_eq!(visit.tier(), tier, "no answer on it counts");
    }
}

#[test]
fn a_sign_tapped_at_once_is_asked_once_more() {
    let mut visit = Visit::new();
    visit.answers(&[], "e1");
    visit.tap("m.e1.none");
    visit.facts.now -= SignedDuration::from_secs(2);
    visit.tap("m.e2.weak");
    assert!(matches!(&visit.chart.shown, View::Closed(question, _) if question == "e2"), "{:?}", visit.chart.shown);
}

#[test]
fn whoever_asked_for_a_person_and_then_names_a_sign_has_a_red_card() {
    let mut visit = Visit::new();
    visit.start();
    visit.event(&Event::Command(Command::Human));
    visit.says("I can't pee");
    assert_eq!(visit.tier(), Some(Tier::Emergency));
    let over = visit.handed_over();
    assert_eq!(
        over.iter().map(|over| (over.kind, over.urgency)).collect::<Vec<_>>()[1..],
        [(Kind::Emergency, Urgency::Red)]
    );
}

#[test]
fn a_cry_for_help_has_the_number_and_the_red_button() {
    for words in [
        "call an ambulance",
        "help!",
        "it's urgent",
        "llame a una ambulancia",
        "вызовите скорую",
        "i took too many pills",
    ] {
        for begun in [false, true] {
            let mut visit = Visit::new();
            if begun {
                visit.answers(&[], "kind");
            }
            let effects = visit.event(&Event::Text(words.to_owned().into()));
            let shown = effects.iter().find_map(|effect| match effect {
                Effect::Show { screen, .. } => Some(screen.clone()),
                _ => None,
            });
            let screen = shown.unwrap_or_else(|| panic!("{words}: {effects:?}"));
            assert!(screen.text.plain().contains("112"), "{words}: {}", screen.text.plain());
            assert!(screen.buttons().any(|button| button.data.ends_with("g.help")), "{words}");
        }
    }
}
