//! Only dialogues/ is touched to add a language, a muscle, a question, a sign, or to ask about another complaint.
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Output};

use backdesk::check::{self, Outcome, Picks, Walker};
use backdesk::script::{Script, Source};
use toml::{Table, Value};

type Files = BTreeMap<String, String>;

fn built_in() -> Files {
    Source::BuiltIn.texts().unwrap()
}

/// Loads files that must have no fault.
fn proven(files: Files) -> Script {
    let source = Source::Texts(files);
    let report = check::check(&source);
    assert!(report.faults.is_empty(), "{report}");
    Script::load(&source).unwrap()
}

fn picks(answers: &[(&str, &str)]) -> Picks {
    answers.iter().map(|(question, option)| ((*question).to_owned(), BTreeSet::from([(*option).to_owned()]))).collect()
}

fn plan(walker: &Walker) -> String {
    let cases = walker.chart.case.iter().chain(&walker.chart.earlier);
    cases.filter_map(|case| case.planned.as_ref()).map(|plan| plan.plain()).collect()
}

// ─── A language ───

/// A few real texts: the rest is English with other vowels, of the same length, its holes and markup kept.
const GERMAN: [(&str, &str); 6] = [
    ("language_name", "Deutsch"),
    ("next", "Weiter"),
    ("back", "Zurück"),
    ("yes", "Ja"),
    ("no", "Nein"),
    ("book", "Einen Termin, bitte"),
];

fn pseudo(text: &str) -> String {
    let mut kept = false;
    let other = |c: char| match c {
        'a' => 'ä',
        'e' => 'ë',
        'i' => 'ï',
        'o' => 'ö',
        'u' => 'ü',
        other => other,
    };
    let turn = |c: char| {
        kept = match c {
            '{' | '<' => true,
            '}' | '>' => false,
            _ => kept,
        };
        if kept { c } else { other(c) }
    };
    text.chars().map(turn).collect()
}

fn pseudo_value(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(pseudo(text)),
        // German has no grammar here: whole phrases only.
        Value::Array(items) => Value::Array(items.iter().filter(|item| !is_pattern(item)).map(pseudo_value).collect()),
        Value::Table(table) => {
            Value::Table(table.iter().map(|(key, value)| (key.clone(), pseudo_value(value))).collect())
        }
        other => other.clone(),
    }
}

fn is_pattern(item: &Value) -> bool {
    item.as_str().is_some_and(|text| text.contains(['{', '?', '*', '>', '&']))
}

/// Wherever there is English, German stands beside it.
fn with_german(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(with_german),
        Value::Table(table) => {
            if let Some(english) = table.get("en") {
                table.insert("de".to_owned(), pseudo_value(english));
            } else {
                table.iter_mut().for_each(|(_, value)| with_german(value));
            }
        }
        _ => {}
    }
}

fn in_german() -> Files {
    let translate = |(name, text): (String, String)| {
        if !name.ends_with(".toml") {
            return (name, text);
        }
        let mut table: Table = text.parse().unwrap();
        table.iter_mut().for_each(|(_, value)| with_german(value));
        if name == "clinic.toml" {
            table["languages"].as_array_mut().unwrap().push("de".into());
        }
        for (phrase, german) in GERMAN.iter().filter(|_| name == "phrases.toml") {
            table[*phrase]["de"] = (*german).into();
        }
        (name, table.to_string())
    };
    built_in().into_iter().map(translate).collect()
}

#[test]
fn a_language_is_added_by_its_texts() {
    let script = proven(in_german());
    let mut walker = Walker::new(&script, "de", true);
    assert_eq!(walker.walk(&picks(&[("sets_off", "sink"), ("where", "low_left")])), Some(Outcome::Visit));
    let plan = plan(&walker);
    assert!(plan.contains("QL (qüädrätüs lümbörüm)"), "{plan}");
    let mut walker = Walker::new(&script, "de", true);
    assert_eq!(walker.walk(&picks(&[("e1", "saddle")])), Some(Outcome::Emergency));
    // A danger typed in the new language is heard too.
    let typed = pseudo("I have chest pain");
    let reading = backdesk::core::understand::read(&script, &typed);
    assert!(reading.plain().any(|sign| sign.code == "E-CHEST"), "{typed}");
    assert_eq!(script.language(Some("de-AT")), "de");
}

// ─── A muscle, a question, a sign ───

/// The same words in every language of the built-in clinic.
fn said(words: &str) -> String {
    let languages = Script::load(&Source::BuiltIn).unwrap().clinic.languages;
    let each: Vec<String> = languages.iter().map(|lang| format!("{lang} = \"{words}\"")).collect();
    format!("{{ {} }}", each.join(", "))
}

fn with_a_question() -> Files {
    let mut files = built_in();
    let intake = files.get_mut("intake.toml").unwrap();
    *intake = intake.replacen("\"wishes\"", "\"pets\", \"wishes\"", 1);
    intake.push_str(&format!(
        "\n[[question]]\nid = \"pets\"\nanswer = \"one\"\nask = {}\nshort = {}\nwhy = {}\noptions = [\n",
        said("Who pulls at your arm?"),
        said("Pulls"),
        said("A pull can strain the back."),
    ));
    for (id, words) in [("nobody", "Nobody"), ("dog", "A dog"), ("bear", "A bear")] {
        intake.push_str(&format!("  {{ id = \"{id}\", say = {} }},\n", said(words)));
    }
    intake.push_str("]\n");
    files
}

#[test]
fn a_question_is_added_by_its_texts_and_its_place() {
    let script = proven(with_a_question());
    let mut walker = Walker::new(&script, "en", true);
    assert_eq!(walker.walk(&picks(&[("pets", "dog")])), Some(Outcome::Visit));
    let answers = walker.chart.case.as_ref().map(|case| case.answers(&script).has("pets", "dog"));
    assert_eq!(answers, Some(true));
}

#[test]
fn a_muscle_is_added_by_its_file() {
    let mut files = with_a_question();
    let texts = ["name", "short", "place", "position", "ask", "ask_light"];
    let texts: String =
        texts.iter().map(|text| format!("{text} = {}\n", said(&format!("{text} of multifidus")))).collect();
    let source = "source = [\"S1\"]";
    let reason =
        format!("[[reason]]\nwhen = [ {{ pets = [\"dog\"] }} ]\nweight = 50\nsay = {}\n{source}\n", said("a dog"));
    let muscle = format!("id = \"multifidus\"\nrank = 7777\nminutes = 10\nsides = 1\n{source}\n{texts}\n{reason}");
    files.insert("muscles/multifidus.toml".to_owned(), muscle);
    let script = proven(files);
    let walked = |pet| {
        let mut walker = Walker::new(&script, "en", true);
        assert_eq!(walker.walk(&picks(&[("pets", pet)])), Some(Outcome::Visit));
        plan(&walker)
    };
    assert!(walked("dog").contains("name of multifidus"), "{}", walked("dog"));
    assert!(!walked("nobody").contains("multifidus"));
}

#[test]
fn a_sign_is_added_by_its_rule() {
    let mut files = with_a_question();
    files.get_mut("safety.toml").unwrap().push_str(&format!(
        "\n[[sign]]\ncode = \"U-BEAR\"\ntier = \"same_day\"\nwhen = [ {{ pets = [\"bear\"] }} ]\nsay = {}\nsource = [\"R1\"]\n",
        said("a bear pulls"),
    ));
    let script = proven(files);
    let mut walker = Walker::new(&script, "en", true);
    assert_eq!(walker.walk(&picks(&[("pets", "bear")])), Some(Outcome::SameDay));
    assert!(walker.applied().contains("U-BEAR") && !walker.planned);
}

// ─── Another complaint ───

fn neck() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues/neck")
}

fn backdesk(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backdesk"));
    command.args(args).arg(neck()).env_clear().current_dir(std::env::temp_dir());
    command.output().unwrap()
}

#[test]
fn another_complaint_is_a_folder_with_ids_of_its_own() {
    let source = Source::Folder(neck());
    let report = check::check(&source);
    assert!(report.faults.is_empty(), "{report}");
    let script = Script::load(&source).unwrap();
    let built_in = Script::load(&Source::BuiltIn).unwrap();
    for question in &script.questions {
        assert!(built_in.question(&question.id).is_none(), "`{}` is an id of the built-in dialogues", question.id);
    }
    let walk = |answers: &[(&str, &str)]| {
        let mut walker = Walker::new(&script, "en", true);
        (walker.walk(&picks(answers)), plan(&walker))
    };
    let (end, plan) = walk(&[("brings_on", "bag"), ("spot", "side")]);
    assert!(end == Some(Outcome::Visit) && plan.contains("Levator scapulae"), "{plan}");
    assert!(walk(&[]).1.contains("A general massage of the neck"));
    assert_eq!(walk(&[("n1", "speech")]).0, Some(Outcome::Emergency));
    assert_eq!(walk(&[("patient", "child")]).0, Some(Outcome::Person));
}

#[test]
fn what_is_only_to_be_tried_out_never_meets_a_patient() {
    let run = backdesk(&["run", "--token", "1:abc", "--key-file", "neck.key", "--dialogues"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("backdesk: clinic.toml says `test_only`: these dialogues never meet a patient."), "{said}");
    let check = backdesk(&["check"]);
    let said = String::from_utf8_lossy(&check.stdout);
    assert!(check.status.success() && said.contains("warning: clinic.toml says `test_only`"), "{said}");
}
