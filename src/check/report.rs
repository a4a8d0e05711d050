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
            writeln!(
                f,
                "  each option, in each language; each combination of answers that a rule names; each two grave signs."
            )?;
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
