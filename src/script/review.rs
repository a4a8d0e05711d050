//! Who reviewed the rules, and when somebody must look again: what was right last year may be wrong by now.
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;

use super::Clinic;

/// The clinician who stands behind the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// The name.
    pub name: String,
    /// When the rules were reviewed.
    #[serde(deserialize_with = "super::day::date")]
    pub date: Date,
}

impl Clinic {
    /// Who reviewed the rules, if that is longer ago than `review_months`, and since when it is due again.
    pub fn overdue_review(&self, now: Timestamp) -> Option<(&Reviewer, Date)> {
        let reviewer = self.reviewer.as_ref()?;
        let due = reviewer.date.checked_add(i32::from(self.limits.review_months.get()).months()).ok()?;
        (self.local(now).date() >= due).then_some((reviewer, due))
    }
}

#[cfg(test)]
mod tests {
    use crate::script::{Script, Source};

    #[test]
    fn a_review_is_due_on_the_clinics_own_day() {
        let mut files = Source::BuiltIn.texts().unwrap();
        let clinic = files.get_mut("clinic.toml").unwrap();
        *clinic = clinic.replace("# reviewer = { name = \"Dr …\"", "reviewer = { name = \"Dr Example\"");
        *clinic = clinic.replace("Europe/London", "America/New_York");
        clinic.push_str("\n[limits]\nreview_months = 6\n");
        let clinic = Script::load(&Source::Texts(files)).unwrap().clinic;
        let due = |at: &str| clinic.overdue_review(at.parse().unwrap()).map(|(_, due)| due.to_string());
        // Reviewed on 2 May: due on 2 November, from midnight in New York.
        assert_eq!(due("2026-11-02T04:59:59Z"), None);
        assert_eq!(due("2026-11-02T05:00:00Z").as_deref(), Some("2026-11-02"));
    }
}
