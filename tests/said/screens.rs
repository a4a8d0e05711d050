//! Whole screens: those of the recorded conversations, and those on which an interview ends.
use std::collections::BTreeMap;
use std::path::Path;

use backdesk::check::{Outcome, Picks, Walker};
use backdesk::script::{AnswerKind, Script, Stage};

/// A screen that a patient saw.
pub struct Seen {
    pub place: String,
    pub lang: String,
    /// What it is, where its length depends on the patient: plan, letter, privacy, summary, signs, data, other.
    pub kind: String,
    pub text: String,
}

/// How the long ones begin.
const KINDS: [(&str, &str); 20] = [
    ("plan", "Среди того, что вы отметили"),
    ("letter", "Врачу"),
    ("plan", "Nothing you tapped needs"),
    ("plan", "Nada de lo que marcó"),
    ("plan", "Ничто из отмеченного"),
    ("plan", "It is time to ask a doctor"),
    ("plan", "Conviene preguntar también"),
    ("plan", "Пора спросить и врача"),
    ("plan", "Massage is not suitable"),
    ("plan", "El masaje no es adecuado"),
    ("plan", "You told me a warning sign"),
    ("letter", "To the doctor"),
    ("letter", "Para el médico"),
    ("privacy", "What we store, and why"),
    ("privacy", "Qué guardamos y por qué"),
    ("summary", "Please check."),
    ("summary", "Compruebe, por favor."),
    ("signs", "The warning signs"),
    ("data", "What we store about you"),
    ("data", "Lo que guardamos sobre usted"),
];

/// Every screen of tests/chats/ that a patient was sent, without its buttons.
pub fn recorded() -> Vec<Seen> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chats");
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "chat") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            chat(&name, &std::fs::read_to_string(&path).unwrap(), &mut seen);
        }
    }
    seen
}

fn chat(name: &str, text: &str, seen: &mut Vec<Seen>) {
    let mut langs: BTreeMap<&str, String> = BTreeMap::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some(patient) = line.strip_prefix("patient: ") {
            let mut parts = patient.split(", ");
            langs.insert(parts.next().unwrap_or_default(), parts.next().unwrap_or("en").to_owned());
        }
        let to = line.strip_prefix("  ▹ to ").map(|to| to.trim_end_matches(", silently"));
        let Some(lang) = to.and_then(|to| langs.get(to)) else { continue };
        let body = lines[at + 1..].iter().take_while(|line| line.starts_with("    "));
        let body: Vec<&str> = body.map(|line| line.trim()).filter(|line| !line.starts_with(['[', '⌨', '✎'])).collect();
        let text = body.join("\n");
        let kind = KINDS.iter().find(|(_, begins)| text.starts_with(begins)).map_or("", |(kind, _)| *kind);
        let kind = if text.lines().count() > 6 && text.contains(": 09:") || text.contains("09:00–") {
            "other"
        } else {
            kind
        };
        seen.push(Seen { place: format!("{name}:{}", at + 1), lang: lang.clone(), kind: kind.to_owned(), text });
    }
}

/// The last words of every interview: for each option of each question, in each language.
pub fn outcomes(script: &Script) -> Vec<(String, String)> {
    let mut ends = Vec::new();
    for lang in &script.clinic.languages {
        for question in script.questions.iter().filter(|question| question.stage == Stage::Interview) {
            let options = question.choices().filter(|choice| !choice.explains && question.answer != AnswerKind::Scale);
            for option in options {
                let mut picks: Picks = way(script, &question.id);
                picks.insert(question.id.clone(), [option.id.clone()].into());
                let mut walker = Walker::new(script, lang, false);
                let end = walker.walk(&picks);
                assert!(end.is_some(), "{picks:?}: {:?}", walker.wrong);
                let place = format!("[{lang}] {} = {}", question.id, option.id);
                let last = walker.last.clone();
                // A plan is kept apart from the menu below it.
                let plan = walker.chart.case.iter().filter_map(|case| case.planned.as_ref()).map(|plan| plan.plain());
                ends.extend(plan.map(|plan| (format!("{place}, plan"), plan)));
                // After the person's button the net was on the screen before it and is on this one.
                let _: Option<Outcome> = end;
                ends.push((place, last));
            }
        }
    }
    ends
}

/// Answers under which a question is asked.
fn way(script: &Script, id: &str) -> Picks {
    let mut picks = Picks::new();
    let mut id = id.to_owned();
    while let Some(table) = script.question(&id).and_then(|q| q.when.as_ref()).and_then(|when| when.0.first()) {
        for (question, options) in table.get_ref() {
            picks.insert(question.clone(), [options[0].clone()].into());
            id.clone_from(question);
        }
    }
    picks
}
