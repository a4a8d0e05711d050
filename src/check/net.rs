//! The safety net: what to watch for and whom to call stands on every outcome.
use super::report::{Report, Way};
use crate::core::chart::Chart;
use crate::core::chart::view::View;
use crate::core::screen::{Screen, Slot};
use crate::script::{PhraseKey, Say, Script};

/// Phrases that must name a number or place, in every language: the holes that must stand in each.
const NAMES: [(Say, &[&str]); 9] = [
    (Say::Net, &["emergency"]),
    (Say::Welcome, &["emergency"]),
    (Say::VeryIll, &["emergency"]),
    (Say::EmergencyAmbulance, &["emergency"]),
    (Say::EmergencyHospital, &["emergency", "hospital"]),
    (Say::EmergencyMaternity, &["emergency", "maternity"]),
    (Say::SameDay, &["emergency", "advice", "urgent_care"]),
    (Say::CheckHelp, &["emergency"]),
    (Say::Crisis, &["crisis", "emergency"]),
];

/// Checks that the words of the net and of the advice name whom to call.
pub fn check(script: &Script, report: &mut Report) {
    let mut texts = 0_usize;
    for (say, holes) in NAMES {
        for (lang, text, span) in script.say.words(say).into_iter().flat_map(|words| words.each()) {
            for form in text.forms() {
                texts += 1;
                for hole in holes.iter().filter(|hole| !form.contains(&format!("{{{hole}}}"))) {
                    let message = format!("`{}` must say {{{hole}}} in `{lang}`: whom to call stands here", say.name());
                    report.faults.push(script.fault(Say::FILE, span.clone(), message));
                }
            }
        }
    }
    let what = "advice and safety net name the numbers and places to turn to";
    report.proven(Way::Structure, what, format!("{texts} texts"));
}

/// What an outcome that was just shown lacks: the net, or in advice the number to call.
pub fn missing(script: &Script, chart: &Chart, told: &[(Slot, Screen)]) -> Vec<String> {
    let net = script.say(Say::Net, &chart.lang, &[]).plain();
    let number = &script.clinic.numbers.emergency;
    let interview = Slot::interview(chart.generation);
    let outcome = matches!(
        chart.shown,
        View::Sent(_) | View::Person(_) | View::Unreviewed | View::Note(_) | View::Unheard(None) | View::Advised
    );
    let lacks = |(slot, screen): &(Slot, Screen)| {
        let text = screen.text.plain();
        let head = || text.chars().take(40).collect::<String>();
        if slot.0.starts_with("plan") || slot.0.starts_with("nudge") || *slot == interview && outcome {
            (!text.contains(&net)).then(|| format!("the safety net is missing below «{}»", head()))
        } else if slot.0.starts_with('e') {
            (!text.contains(number.as_str())).then(|| format!("no number to call stands in «{}»", head()))
        } else {
            None
        }
    };
    told.iter().filter_map(lacks).collect()
}
