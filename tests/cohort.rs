//! A made-up cohort with stated rates of signs, tests/cohort.toml, walked through the real interview: too many alarms and a
//! clinic switches them off, so the shares of emergency, same-day and plan have bounds.
use std::collections::{BTreeMap, BTreeSet};

use backdesk::check::{Outcome, Picks, Walker};
use backdesk::script::{AnswerKind, Script, Source};
use serde::Deserialize;

/// How many patients are drawn, if `BACKDESK_PATIENTS` does not say. The seed is fixed: the same figures each time.
const PATIENTS: usize = 6_000;

#[derive(Deserialize)]
struct Cohort {
    healthy: BTreeMap<String, String>,
    share: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Cohort {
    fn draw(&self, script: &Script, chance: &mut impl FnMut() -> f64) -> Picks {
        let mut picks = Picks::new();
        // In the order asked: an option may not be offered because of an earlier answer.
        let asked = script.questions.iter().filter_map(|q| self.healthy.get_key_value(&q.id));
        for (question, healthy) in asked {
            let shares = self.share.get(question);
            let many = script.question(question).is_some_and(|asked| asked.answer == AnswerKind::Many);
            let mut drawn: BTreeSet<String> = BTreeSet::new();
            let mut point = chance();
            let has = |q: &str, o: &str| picks.get(q).is_some_and(|options: &BTreeSet<String>| options.contains(o));
            let offered = |option: &str| {
                { script.question(question) }.and_then(|q| q.choice(option)).is_none_or(|c| !c.unless.holds(&has))
            };
            for (option, share) in shares.into_iter().flatten().filter(|(option, _)| offered(option)) {
                if many {
                    drawn.extend((chance() < *share).then(|| option.clone()));
                } else if drawn.is_empty() {
                    if point < *share {
                        drawn.insert(option.clone());
                    }
                    point -= share;
                }
            }
            let alone =
                |option: &String| script.question(question).and_then(|q| q.choice(option)).is_some_and(|c| c.alone);
            if drawn.len() > 1 {
                drawn.retain(|option| !alone(option));
            }
            if drawn.is_empty() {
                drawn.insert(healthy.clone());
            }
            picks.insert(question.clone(), drawn);
        }
        picks
    }
}

#[test]
fn few_are_sent_away_and_most_get_a_plan() {
    let script = Script::load(&Source::BuiltIn).unwrap();
    let cohort: Cohort = toml::from_str(include_str!("cohort.toml")).unwrap();
    let mut seed = 7_u64;
    let mut chance = || {
        // SplitMix64: enough for a cohort, and the same everywhere.
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut ends: BTreeMap<Outcome, usize> = BTreeMap::new();
    let patients = std::env::var("BACKDESK_PATIENTS").ok().map_or(PATIENTS, |number| number.parse().unwrap());
    for _ in 0..patients {
        let picks = cohort.draw(&script, &mut chance);
        let mut walker = Walker::new(&script, "en", false);
        let end = walker.walk(&picks).unwrap_or_else(|| panic!("{picks:?}: {:?}", walker.wrong));
        *ends.entry(end).or_default() += 1;
    }
    let share = |of: &[Outcome]| {
        of.iter().map(|end| ends.get(end).copied().unwrap_or(0)).sum::<usize>() as f64 / patients as f64
    };
    let emergency = share(&[Outcome::Emergency]);
    let same_day = share(&[Outcome::SameDay]);
    let plan = share(&[Outcome::Visit, Outcome::DoctorAndVisit, Outcome::Doctor]);
    println!("of {patients}: emergency {emergency:.4}, same-day {same_day:.4}, plan {plan:.4}; {ends:?}");
    assert!(
        emergency <= 0.02 && same_day <= 0.08 && plan >= 0.80,
        "emergency {emergency}, same-day {same_day}, plan {plan}"
    );
}
