//! The real dialogues are proven.
use backdesk::check;
use backdesk::script::Source;

#[test]
fn the_built_in_dialogues_have_no_fault() {
    let report = check::check(&Source::BuiltIn);
    println!("{report}");
    assert!(report.faults.is_empty());
}

#[test]
fn an_overdue_review_is_worth_a_warning() {
    let mut files = backdesk::script::Script::load(&Source::BuiltIn).unwrap().files;
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
