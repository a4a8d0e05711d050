//! dialogues/facts.toml: every fact of the five articles is said somewhere, or put aside for a reason.
use std::collections::BTreeMap;

use backdesk::script::{PhraseKey, Say, Script, Source};
use serde::Deserialize;

/// The rows of the clinical notes, by article: the first and the last of each.
const ARTICLES: [(&str, usize, usize); 5] =
    [("S0", 1, 27), ("S1", 28, 58), ("S2", 59, 86), ("S3", 87, 114), ("S4", 115, 140)];

#[derive(Deserialize)]
struct Facts {
    fact: Vec<Fact>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    n: usize,
    article: String,
    fact: String,
    #[serde(default)]
    carried: Vec<String>,
    says: Option<String>,
    aside: Option<String>,
}

/// Dialogues as plain TOML: what the program makes of them is checked elsewhere.
struct Dialogues {
    script: Script,
    files: BTreeMap<String, toml::Table>,
}

impl Dialogues {
    fn load() -> Self {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let files = { script.files.iter().filter(|(name, _)| name.ends_with(".toml")) }
            .map(|(name, text)| (name.clone(), text.parse().unwrap()))
            .collect();
        Self { script, files }
    }

    /// The English words at `file#place`, all of them; `None` if there is no such text or rule.
    fn at(&self, place: &str) -> Option<String> {
        let (file, place) = place.split_once('#')?;
        let table = self.files.get(file)?;
        if file == "words/en.toml" {
            return Some(strings(table["concepts"].get(place)?).join("\n"));
        }
        let found = match (file, place.split_once('.')) {
            ("phrases.toml", _) => {
                Say::ALL.iter().find(|key| key.name() == place)?;
                table.get(place).cloned()
            }
            ("about.toml", None) => entry(table, "page", "id", place),
            (_, Some(("reason", option))) if file.starts_with("muscles/") => reason(table, option),
            (_, None) if file.starts_with("muscles/") => table.get(place).cloned(),
            (_, Some((question, option))) => {
                entry(entry(table, "question", "id", question)?.as_table()?, "options", "id", option)
            }
            (_, None) => entry(table, "question", "id", place).map(asked).or_else(|| {
                // A rule that is no longer read would be no rule.
                let known = self.script.sign(place).is_some()
                    || self.script.cautions.iter().any(|caution| caution.code == place);
                let rule = || entry(table, "sign", "code", place).or_else(|| entry(table, "caution", "code", place));
                known.then(rule).flatten()
            }),
        };
        found.map(|found| english(&found))
    }
}

fn entry(table: &toml::Table, list: &str, key: &str, value: &str) -> Option<toml::Value> {
    let named = |entry: &&toml::Value| entry.get(key).and_then(toml::Value::as_str) == Some(value);
    table.get(list)?.as_array()?.iter().find(named).cloned()
}

/// A question without its options.
fn asked(mut question: toml::Value) -> toml::Value {
    question.as_table_mut().map(|question| question.remove("options"));
    question
}

/// The reasons of a muscle that an option is.
fn reason(muscle: &toml::Table, option: &str) -> Option<toml::Value> {
    let names =
        |reason: &&toml::Value| reason.get("when").is_some_and(|when| strings(when).iter().any(|s| s == option));
    muscle.get("reason")?.as_array()?.iter().find(names).cloned()
}

/// Every string in a value.
fn strings(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(list) => list.iter().flat_map(strings).collect(),
        toml::Value::Table(table) => table.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// Every English string in a value.
fn english(value: &toml::Value) -> String {
    let toml::Value::Table(table) = value else { return String::new() };
    let words = table.iter().map(|(key, value)| match key.as_str() {
        "en" => strings(value).join("\n"),
        _ => english(value),
    });
    words.collect::<Vec<_>>().join("\n")
}

fn facts() -> Vec<Fact> {
    toml::from_str::<Facts>(include_str!("../dialogues/facts.toml")).unwrap().fact
}

/// What is wrong with a row.
fn wrong(dialogues: &Dialogues, fact: &Fact) -> Vec<String> {
    let mut wrong = Vec::new();
    let said: Vec<Option<String>> = fact.carried.iter().map(|place| dialogues.at(place)).collect();
    for (place, _) in fact.carried.iter().zip(&said).filter(|(_, said)| said.is_none()) {
        wrong.push(format!("{}: there is no {place}", fact.n));
    }
    if fact.carried.is_empty() == fact.aside.is_none() {
        wrong.push(format!("{}: either carried or put aside for a reason", fact.n));
    }
    let plain = |text: &str| text.replace("<b>", "").replace("</b>", "").to_lowercase();
    let says = |words: &String| said.iter().flatten().any(|text| plain(text).contains(&plain(words)));
    if !fact.says.iter().all(says) {
        wrong.push(format!("{}: nothing that carries it says «{}»", fact.n, fact.says.as_deref().unwrap_or_default()));
    }
    wrong
}

#[test]
fn each_of_the_140_facts_is_said_or_put_aside() {
    let (dialogues, facts) = (Dialogues::load(), facts());
    let rows: Vec<(usize, &str)> = facts.iter().map(|fact| (fact.n, fact.article.as_str())).collect();
    let notes = ARTICLES.iter().flat_map(|(article, first, last)| (*first..=*last).map(|n| (n, *article)));
    assert_eq!(rows, notes.collect::<Vec<_>>());
    assert!(facts.iter().all(|fact| !fact.fact.is_empty()));
    let wrong: Vec<String> = facts.iter().flat_map(|fact| wrong(&dialogues, fact)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn most_of_the_facts_are_said_with_words_that_are_looked_for() {
    let facts = facts();
    assert!(facts.iter().filter(|fact| fact.aside.is_none()).count() >= 120);
    assert!(facts.iter().filter(|fact| fact.says.is_some()).count() >= 110);
}

#[test]
fn a_text_that_is_gone_is_missed() {
    let (dialogues, facts) = (Dialogues::load(), facts());
    let of = |n: usize| facts[n - 1].clone();
    let mut gone = of(17);
    gone.carried = vec!["about.toml#felt".to_owned()];
    assert!(!wrong(&dialogues, &gone).is_empty());
    let mut unsaid = of(15);
    unsaid.says = Some("on your stomach".to_owned());
    assert!(!wrong(&dialogues, &unsaid).is_empty());
    let mut neither = of(1);
    neither.carried.clear();
    neither.says = None;
    assert!(!wrong(&dialogues, &neither).is_empty());
}
