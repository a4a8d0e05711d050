//! What a clinic set in clinic.toml, in words: for the book and for a difference.
use crate::clinician::sentence::Sentences;
use crate::script::settings::Manipulation;
use crate::script::{Clinic, Script, Sign, Tier};

/// A number that a clinic may set.
pub struct Setting {
    /// What it is about: "answers are deleted after".
    pub what: &'static str,
    /// The number.
    pub number: i64,
    /// Its unit.
    pub unit: &'static str,
    /// Which way makes somebody less safe.
    pub less_safe: Option<Way>,
}

/// A way in which a number can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A higher number.
    Up,
    /// A lower number.
    Down,
}

impl Setting {
    /// "90 days".
    pub fn value(&self) -> String {
        format!("{} {}", self.number, self.unit)
    }
}

/// Every number, in the order of clinic.toml.
pub fn numbers(clinic: &Clinic) -> Vec<Setting> {
    let (limits, ages, windows) = (&clinic.limits, &clinic.ages, &clinic.windows);
    let (up, down) = (Some(Way::Up), Some(Way::Down));
    let opening = "minutes of opening time";
    let rows = [
        ("answers are deleted after", limits.keep_days, "days", None),
        ("a person answers within", limits.answer_minutes, opening, up),
        ("“Did you get help?” comes after", limits.help_check_minutes, "minutes", up),
        ("“Did you reach a doctor?” comes after", limits.doctor_check_minutes, "minutes", up),
        ("the safety checks are asked again after", limits.stale_hours, "hours", up),
        ("the rules are to be reviewed again after", i64::from(limits.review_months.get()), "months", up),
        ("Cleared counts for", limits.cleared_days, "days", up),
        ("who books alone is at least", ages.adult, "years old", down),
        ("a first back pain is worth a doctor from", ages.middle, "years", up),
        ("old age begins at", ages.old, "years", up),
        ("a crash, fall or hit counts for", windows.hit_weeks, "weeks", down),
        ("a blood clot stops a massage for", windows.clot_months, "months", down),
        ("a birth counts for", windows.birth_months, "months", down),
        ("an infection inside the body counts for", windows.infection_months, "months", down),
        ("a broken bone counts for", windows.fracture_months, "months", down),
        ("an operation is fresh for", windows.surgery_weeks, "weeks", down),
        ("after an operation a doctor is asked for", windows.surgery_months, "months", down),
        ("steroid pills weaken bones after", windows.steroid_months, "months", up),
        ("cancer of any kind counts for", windows.cancer_years, "years", down),
    ];
    rows.map(|(what, number, unit, less_safe)| Setting { what, number, unit, less_safe }).into()
}

/// "an untaken card rings again after 5, 15 minutes of opening time".
pub fn rings(clinic: &Clinic) -> String {
    let minutes: Vec<String> = clinic.limits.ring_minutes.iter().map(i64::to_string).collect();
    format!("{} minutes of opening time", minutes.join(", "))
}

/// Who decides about manipulation.
pub fn manipulation(clinic: &Clinic) -> &'static str {
    match clinic.manipulation {
        Manipulation::Clinician => "the clinician who sees the patient decides, unless a caution rules it out",
        Manipulation::Never => "this clinic does none",
    }
}

/// The signs that this clinic raised, each with the tier that it was shipped with.
pub fn raised(script: &Script) -> Vec<String> {
    let say = Sentences::new(script);
    let raised = script.signs.iter().filter_map(|sign| Some((sign, sign.raised_from?)));
    let words = |(sign, from): (&crate::script::Placed<Sign>, Tier)| {
        format!("{}: {}, shipped as: {}", say.sign_name(sign), tier(sign.tier), tier(from))
    };
    raised.map(words).collect()
}

/// What a tier leads to.
pub fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "emergency advice",
        Tier::SameDay => "a doctor today",
        Tier::Person => "a person of the clinic",
        Tier::Routine => "a doctor offered beside the visit",
    }
}
