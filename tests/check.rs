//! The real dialogues are proven.
use backdesk::check::{self, Proof, Report, Way};
use backdesk::script::Source;

#[test]
fn the_built_in_dialogues_have_no_fault() {
    let report = check::check(&Source::BuiltIn);
    println!("{report}");
    assert!(report.faults.is_empty());
    says_how(&report);
}

/// Each property says by which way it is proven, and over how much; none over nothing.
fn says_how(report: &Report) {
    let printed = report.to_string();
    for way in [Way::Structure, Way::Exhaustive, Way::Pairwise, Way::Sampled] {
        assert!(report.proofs.iter().any(|proof| proof.way == way), "nothing is proven {way}");
    }
    for Proof { what, way, over } in &report.proofs {
        let line = format!("  {way:<12}  {what}: {over}\n");
        assert!(printed.contains(&line), "{line}");
        let numbers: Vec<u64> = over.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert!(!numbers.is_empty() && !numbers.contains(&0), "{what} is proven over {over}");
    }
    let properties =
        ["each command", "each emergency, typed", "each brace", "the longest name", "carries the safety net"];
    for property in properties {
        assert!(report.proofs.iter().any(|proof| proof.what.contains(property)), "{property} is not proven");
    }
}

#[test]
fn an_overdue_review_is_worth_a_warning() {
    let mut files = Source::BuiltIn.texts().unwrap();
    let clinic = files.get_mut("clinic.toml").unwrap();
    *clinic = clinic.replace("# reviewer = { name = \"Dr …\"", "reviewer = { name = \"Dr Example\"");
    let warned = |at: &str| {
        let report = check::check_at(&Source::Texts(files.clone()), at.parse().unwrap());
        assert!(report.faults.is_empty());
        report.warnings.iter().any(|warning| warning.contains("Dr Example reviewed the rules on 2026-05-02"))
    };
    assert!(!warned("2027-05-01T12:00:00Z"));
    assert!(warned("2027-05-02T12:00:00Z"));
}
