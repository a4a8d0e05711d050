//! The real dialogues are proven.
use backdesk::check;
use backdesk::script::Source;

#[test]
fn the_built_in_dialogues_have_no_fault() {
    let report = check::check(&Source::BuiltIn);
    println!("{report}");
    assert!(report.faults.is_empty());
}
