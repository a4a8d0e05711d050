//! The shortest ways that no interview shows: the red button, and the same pain once more.
use std::collections::BTreeMap;

use super::report::{Outcome, Report};
use super::walker::{Picks, Walker};
use crate::script::Script;

/// Walks them, and notes their taps.
pub fn check(script: &Script, report: &mut Report) {
    for lang in &script.clinic.languages {
        let mut walker = Walker::new(script, lang, false);
        let ends: [(Outcome, Option<usize>); 2] =
            [(Outcome::RedButton, walker.red_button()), (Outcome::SamePain, same_pain(script, lang))];
        for (outcome, taps) in ends {
            match taps {
                Some(taps) => drop(report.shortest.insert(outcome, taps)),
                None => {
                    let message = format!("[{lang}] the way to {outcome} leads nowhere");
                    report.faults.push(script.fault("phrases.toml", 0..0, message));
                }
            }
        }
    }
}

fn same_pain(script: &Script, lang: &str) -> Option<usize> {
    let mut walker = Walker::new(script, lang, false);
    let healthy: Picks = BTreeMap::new();
    walker.walk(&healthy)?;
    let before = walker.taps;
    walker.again(&healthy)?;
    Some(walker.taps - before)
}
