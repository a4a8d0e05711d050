//! What a proof found.
use std::collections::BTreeMap;
use std::fmt;

use crate::script::Fault;

/// What a proof found, and how it looked.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What is wrong: a script with faults is not used.
    pub faults: Vec<Fault>,
    /// Worth a look, but usable.
    pub warnings: Vec<String>,
    /// How many screens were walked through.
    pub states: u64,
    /// How many interviews were walked from /start to their end.
    pub interviews: u64,
    /// How many screens outside the interviews were looked at, each in every language.
    pub screens: u64,
    /// The fewest taps to each end, /start counted.
    pub shortest: BTreeMap<Outcome, usize>,
    /// What is proven, by which way, over how much.
    pub proofs: Vec<Proof>,
}

/// A property that holds of a script, unless faults say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What holds.
    pub what: &'static str,
    /// By which way that is known.
    pub way: Way,
    /// Over how much: "1263 interviews".
    pub over: String,
}

/// By which way a property is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It follows from the form of the files: each item was looked at.
    Structure,
    /// Each case that there is was walked by the real steps.
    Exhaustive,
    /// Each two together were walked, not each combination of more.
    Pairwise,
    /// Some cases were walked, chosen to be the worst.
    Sampled,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Way::Structure => "by structure",
            Way::Exhaustive => "exhaustive",
            Way::Pairwise => "pairwise",
            Way::Sampled => "worst cases",
        })
    }
}

impl Report {
    /// Notes a property that was looked at.
    pub fn proven(&mut self, way: Way, what: &'static str, over: impl Into<String>) {
        self.proofs.push(Proof { what, way, over: over.into() });
    }
}

/// How an interview can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Emergency advice.
    Emergency,
    /// A doctor today.
    SameDay,
    /// A person of the clinic.
    Person,
    /// A visit is asked for.
    Visit,
    /// A doctor and a visit.
    DoctorAndVisit,
    /// A doctor only: massage must wait.
    Doctor,
    /// Emergency advice by the red button.
    RedButton,
    /// A visit asked for by somebody who was here before.
    SamePain,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Outcome::Emergency => "emergency advice",
            Outcome::SameDay => "a doctor today",
            Outcome::Person => "a person of the clinic",
            Outcome::Visit => "a visit asked for",
            Outcome::DoctorAndVisit => "a doctor and a visit",
            Outcome::Doctor => "a doctor, no massage",
            Outcome::RedButton => "emergency advice by the red button",
            Outcome::SamePain => "a visit asked for again, the same pain",
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(f, "{fault}")?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        if self.interviews > 0 {
            writeln!(f, "Walked {} screens in {} interviews:", self.states, self.interviews)?;
            for Proof { what, way, over } in &self.proofs {
                writeln!(f, "  {way:<12}  {what}: {over}")?;
            }
            writeln!(f, "Fewest taps, /start counted:")?;
            for (outcome, taps) in &self.shortest {
                writeln!(f, "  {taps:>3}  {outcome}")?;
            }
        }
        match self.faults.len() {
            0 => writeln!(f, "No fault found."),
            1 => writeln!(f, "1 fault."),
            n => writeln!(f, "{n} faults."),
        }
    }
}
