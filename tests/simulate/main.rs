//! Simulated patients: each presses, types and waits at random, in a random language, on the screens that the real steps show.
//!
//! They are judged by the safety oracle, tests/safety-cases.toml, and not by the rules: whoever gave the answers of a case that
//! must end in a doctor or an emergency sees no muscle and is offered no visit. Nobody is stuck, and each end carries the safety net.
//! 2,000 in the test command; `BACKDESK_PATIENTS=100000 cargo test --release --test simulate -- --nocapture` for the long run.
mod judge;
mod patient;

use std::collections::BTreeMap;
use std::thread;

use backdesk::script::{Script, Source, Tier};
use judge::Oracle;
use patient::{End, Patient};

/// How many patients are simulated, if `BACKDESK_PATIENTS` does not say.
const PATIENTS: u64 = 2_000;
/// How many threads share them.
const THREADS: u64 = 4;

/// What became of some of the patients.
#[derive(Default)]
struct Tally {
    ends: BTreeMap<End, usize>,
    events: usize,
    forbidden: usize,
    wrong: Vec<String>,
}

#[test]
fn whoever_must_not_sees_no_muscle_and_no_visit_and_nobody_is_stuck() {
    let script = Script::load(&Source::BuiltIn).unwrap();
    let oracle = Oracle::read();
    let patients = std::env::var("BACKDESK_PATIENTS").ok().map_or(PATIENTS, |number| number.parse().unwrap());
    let parts: Vec<Tally> = thread::scope(|scope| {
        let part = |first| (first..patients).step_by(THREADS as usize);
        let started: Vec<_> = (0..THREADS)
            .map(|first| {
                scope.spawn({
                    let (script, oracle) = (&script, &oracle);
                    move || tally(script, oracle, part(first))
                })
            })
            .collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    for part in parts {
        part.ends.into_iter().for_each(|(end, count)| *all.ends.entry(end).or_default() += count);
        all.events += part.events;
        all.forbidden += part.forbidden;
        all.wrong.extend(part.wrong);
    }
    println!(
        "{patients} patients, {} events; {} gave answers that forbid a visit; ends: {:?}",
        all.events, all.forbidden, all.ends
    );
    assert!(
        all.wrong.is_empty(),
        "{} wrong, such as:\n{}",
        all.wrong.len(),
        all.wrong[..all.wrong.len().min(8)].join("\n\n")
    );
    assert!(all.forbidden > 0 && all.ends.len() >= 4, "the patients are too much alike to prove anything");
}

#[test]
fn the_judge_sees_a_plan_that_must_not_be() {
    let oracle = Oracle::read();
    let mut script = Script::load(&Source::BuiltIn).unwrap();
    script.signs.retain(|sign| sign.tier != Tier::SameDay);
    let wrong = tally(&script, &oracle, 0..400).wrong;
    assert!(wrong.iter().any(|line| line.contains("muscle")), "a script without its same-day signs was not noticed");
}

fn tally(script: &Script, oracle: &Oracle, seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut patient = Patient::new(script, oracle, seed);
        let end = patient.live();
        *tally.ends.entry(end).or_default() += 1;
        tally.events += patient.events;
        tally.forbidden += usize::from(patient.forbidden.is_some());
        let wrong =
            { patient.wrong.iter() }.map(|wrong| format!("patient {seed}: {wrong}\n{}", patient.path.join(" ")));
        tally.wrong.extend(wrong);
    }
    tally
}
