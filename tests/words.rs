//! How well typed words are understood: a floor under the figures of tests/words/tuned.toml, and messages of our own.
use backdesk::core::understand::{Reading, read};
use backdesk::measure::{self, Outcome};
use backdesk::script::{Script, Source};
use proptest::prelude::*;

fn script() -> Script {
    Script::load(&Source::BuiltIn).unwrap()
}

/// The figures may rise and not fall. The bars for messages never seen are lower.
#[test]
fn the_tuned_messages_are_read_as_before() {
    let tuned = std::fs::read_to_string("tests/words/tuned.toml").unwrap();
    let report = measure::measure(&script(), &measure::parse(&tuned).unwrap());
    let english = |lang: &str| lang == "en";
    for label in [Outcome::Emergency, Outcome::SameDay] {
        let tally = report.tier(label, english);
        assert_eq!((tally.missed, tally.lower, tally.asked_instead), (0, 0, 0), "{label}: {tally:?}");
    }
    for label in [Outcome::Ask, Outcome::None] {
        let tally = report.tier(label, english);
        assert_eq!((tally.missed, tally.false_diversions), (0, 0), "{label}: {tally:?}");
    }
    for (name, precision, recall) in [("kind", 0.95, 0.95), ("sets_off", 0.9, 0.95), ("where", 0.95, 0.95)] {
        let kind = report.kind(name, english);
        assert!(kind.precision() >= precision && kind.recall() >= recall, "{name}: {kind:?}");
    }
}

fn outcome(reading: &Reading) -> Outcome {
    Outcome::of(reading)
}

/// Each line: E, S, A or N for what must happen, and the words.
#[test]
fn messages_of_our_own_are_read_as_they_are_meant() {
    let script = script();
    let mut wrong = Vec::new();
    for line in include_str!("words/own.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (wanted, words) = line.split_once(' ').unwrap();
        let got = match outcome(&read(&script, words)) {
            Outcome::Emergency => 'E',
            Outcome::SameDay => 'S',
            Outcome::Ask => 'A',
            Outcome::None => 'N',
        };
        if !wanted.contains(got) {
            wrong.push(format!("{wanted}, not {got}: {words}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    /// Whatever is typed: no panic, the same again, and each span is a piece of the message.
    #[test]
    fn anything_can_be_read(words in "\\PC{0,200}", known in proptest::collection::vec(0usize..12, 0..60)) {
        let script = SCRIPT.with(Clone::clone);
        let pieces = ["no", "numb", "legs", ",", "my", "pee", "can't", "3", "weeks", "?", "\u{301}", "but"];
        let built: String = known.iter().map(|index| format!("{} ", pieces[*index])).collect();
        for words in [words, built] {
            let reading = read(&script, &words);
            prop_assert_eq!(&reading, &read(&script, &words));
            let spans = reading.signs.iter().flat_map(|sign| &sign.spans).chain(reading.ticks.iter().flat_map(|tick| &tick.spans));
            for span in spans {
                prop_assert!(words.get(span.clone()).is_some_and(|text| !text.is_empty()));
            }
        }
    }
}

thread_local! {
    static SCRIPT: std::rc::Rc<Script> = std::rc::Rc::new(script());
}
