//! What one event costs in the core, with the real dialogues: presses at the start and at the end of an interview, and typed words.
#![allow(missing_docs)] // criterion's macro makes functions without any.
use std::hint::black_box;

use backdesk::core::chart::view::View;
use backdesk::core::chart::{Chart, step};
use backdesk::core::event::{Command, Event};
use backdesk::core::private::Private;
use backdesk::core::step::{Facts, Review};
use backdesk::script::{Script, Source};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::{SignedDuration, Timestamp};

criterion_group!(benches, steps);
criterion_main!(benches);

fn steps(criterion: &mut Criterion) {
    let script = Script::load(&Source::BuiltIn).expect("the built-in dialogues load");
    let mut group = criterion.benchmark_group("step");
    let mut bench = |name: &str, chart: &Chart, facts: &Facts, event: &Event| {
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || chart.clone(),
                |chart| black_box(step(&script, chart, event, facts)),
                BatchSize::SmallInput,
            );
        });
    };
    let (first, facts) = at(&script, "e1");
    bench("answer the first question", &first, &facts, &press(&first, "m.e1.none"));
    let (middle, facts) = at(&script, "sets_off");
    bench("tick an option", &middle, &facts, &press(&middle, "m.sets_off.sink"));
    let (last, facts) = at(&script, "h2");
    bench("answer the last question: the plan", &last, &facts, &press(&last, "m.h2.none"));
    let words = "hi my lower back kills me since i carried boxes last week, no fever, can i come thursday";
    bench("a typed sentence", &middle, &facts, &Event::Text(Private::new(words.to_owned())));
}

/// A patient who is being asked `question`, having answered the others with "none" or sensibly.
fn at(script: &Script, question: &str) -> (Chart, Facts) {
    let now: Timestamp = "2026-11-24T10:00:00Z".parse().expect("a time");
    let mut facts = Facts { now, number: 1001, reviewed: Review::Named };
    let mut chart = Chart::new("en".to_owned(), Private::new("Ana".to_owned()), now);
    let mut event = Event::Command(Command::Start);
    loop {
        facts.now += SignedDuration::from_secs(2);
        chart = step(script, chart, &event, &facts).state;
        event = match &chart.shown {
            View::Question(id) if id == question => {
                facts.now += SignedDuration::from_secs(2);
                return (chart, facts);
            }
            View::Question(id) if id == "sets_off" => {
                facts.now += SignedDuration::from_secs(2);
                chart = step(script, chart.clone(), &press(&chart, "m.sets_off.sink"), &facts).state;
                press(&chart, "n.sets_off")
            }
            View::Question(id) => {
                let asked = script.question(id).expect("a question that is shown");
                let none = asked.choices().find(|choice| choice.alone).or_else(|| asked.choices().next());
                press(&chart, &format!("m.{id}.{}", none.expect("an option").id))
            }
            View::Consent => press(&chart, "g.yes"),
            _ => press(&chart, "g.pain"),
        };
    }
}

fn press(chart: &Chart, act: &str) -> Event {
    Event::Press { data: format!("{}.{act}", chart.turn), message: 1 }
}
