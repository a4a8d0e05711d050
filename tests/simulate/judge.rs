//! The safety oracle as a judge of any set of answers: nothing lowers a tier, so whoever gave all answers of a case, and more,
//! must end at least as gravely.
use std::collections::{BTreeMap, BTreeSet};

use backdesk::check::Picks;
use backdesk::script::Tier;
use serde::Deserialize;

/// The cases that must end in a sign.
pub struct Oracle {
    must: Vec<Case>,
}

/// One case.
#[derive(Deserialize)]
pub struct Case {
    /// The sign.
    pub code: String,
    /// Its tier.
    pub tier: Tier,
    must: bool,
    answers: Picks,
}

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

impl Oracle {
    /// Reads tests/safety-cases.toml.
    pub fn read() -> Self {
        let file: File = toml::from_str(include_str!("../safety-cases.toml")).unwrap();
        let mut must: Vec<Case> = file.case.into_iter().filter(|case| case.must && case.tier > Tier::Routine).collect();
        must.sort_by_key(|case| std::cmp::Reverse(case.tier));
        Self { must }
    }

    /// The gravest case whose answers are all among these.
    pub fn judge(&self, given: &BTreeMap<String, BTreeSet<String>>) -> Option<&Case> {
        let among = |case: &&Case| {
            { case.answers.iter() }
                .all(|(question, options)| given.get(question).is_some_and(|given| options.is_subset(given)))
        };
        self.must.iter().find(among)
    }
}
