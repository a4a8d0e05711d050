//! Proves a script before it is used: every word there, every rule able to hold, every path leading somewhere safe.
//!
//! Four ways of proof, each said in the report beside what it proves ([`Way`]): by structure (words, references, order); exhaustive
//! (every combination of answers that a condition mentions, walked through the real [`crate::core::chart::step`]); pairwise (every two
//! grave signs together); and worst cases (the longest values, and what staff can press on the longest cards).
mod art;
mod braces;
mod desk;
mod limits;
mod longest;
mod must;
mod net;
mod paths;
mod pressing;
mod report;
mod rules;
mod states;
mod tour;
mod walk;
mod walker;
pub(crate) mod ways;
mod words;

pub use report::{Outcome, Proof, Report, Way};
pub use tour::{Album, Chapter, Page, album};
pub use walker::{Picks, Walker};
pub use ways::harmless;

use jiff::Timestamp;

pub use crate::script::Fault;
use crate::script::{Reviewer, Script, Source};

/// Loads and proves a script. The faults of a script that does not load are all that is said of it.
pub fn check(source: &Source) -> Report {
    proven(Script::load(source)).1
}

/// [`check`], and a warning if the rules are to be reviewed again by `now`.
pub fn check_at(source: &Source, now: Timestamp) -> Report {
    let (script, mut report) = proven(Script::load(source));
    if let Some((reviewer, due)) = script.as_ref().and_then(|script| script.clinic.overdue_review(now)) {
        let Reviewer { name, date } = reviewer;
        report.warnings.push(format!("clinic.toml: {name} reviewed the rules on {date}; since {due} a review is due"));
    }
    report
}

fn proven(loaded: Result<Script, Vec<Fault>>) -> (Option<Script>, Report) {
    match loaded {
        Ok(script) => {
            let report = prove(&script);
            (Some(script), report)
        }
        Err(faults) => (None, Report { faults, ..Report::default() }),
    }
}

/// Proves a loaded script.
pub fn prove(script: &Script) -> Report {
    let mut report = Report::default();
    words::check(script, &mut report);
    rules::check(script, &mut report);
    art::check(script, &mut report);
    must::check(script, &mut report);
    net::check(script, &mut report);
    // A script that names what does not exist cannot be walked in a way that helps anybody.
    if report.faults.is_empty() {
        let mut seen = states::Seen::new();
        walk::check(script, &mut seen, &mut report);
        paths::check(script, &mut report);
        // What is wrong by now is to be mended first.
        if report.faults.is_empty() {
            tour::check(script, &mut seen, &mut report);
            braces::check(script, &seen, &mut report);
        }
        if report.faults.is_empty() {
            longest::check(script, &mut report);
            states::check(script, &seen, &mut report);
        }
    }
    report.faults.sort();
    report.faults.dedup();
    report
}
