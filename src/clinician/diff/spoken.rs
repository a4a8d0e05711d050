//! What became of the grammars of typed words, and of the languages that the clinic does not speak: list by list.
use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::script::{Script, others};

/// The lists of one file, by their place in it.
type Lists = BTreeMap<String, BTreeSet<String>>;

/// Compares words/*.toml and others.toml. What a grammar no longer knows is loud: a sign may be read by it.
pub fn spoken(found: &mut Found) {
    found.part("Typed words");
    let (before, after) = (lists(found.before), lists(found.after));
    let both: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for list in both {
        let of = |lists: &Lists| lists.get(list).cloned().unwrap_or_default();
        let (was, is) = (of(&before), of(&after));
        let name = |words: Vec<&String>| words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
        let lost = name(was.difference(&is).collect());
        let gained = name(is.difference(&was).collect());
        if !lost.is_empty() {
            let words = format!("{list} no longer has {lost}");
            if list.starts_with(others::FILE) { found.note(words) } else { found.loud(words) }
        }
        if !gained.is_empty() {
            found.note(format!("{list} now has {gained}"));
        }
    }
}

fn lists(script: &Script) -> Lists {
    let mut lists = Lists::new();
    let spoken = |name: &str| {
        let lang = name.strip_prefix("words/").map(|name| name.trim_end_matches(".toml"));
        name == others::FILE || lang.is_some_and(|lang| script.clinic.languages.iter().any(|own| own == lang))
    };
    for (name, text) in script.files.iter().filter(|(name, _)| spoken(name)) {
        if let Ok(table) = text.parse::<toml::Table>() {
            put(name, &toml::Value::Table(table), &mut lists);
        }
    }
    lists
}

fn put(place: &str, value: &toml::Value, lists: &mut Lists) {
    match value {
        toml::Value::Table(table) => {
            table.iter().for_each(|(key, value)| put(&format!("{place} {key}"), value, lists));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| put(place, value, lists)),
        toml::Value::String(words) => drop(lists.entry(place.to_owned()).or_default().insert(words.clone())),
        other => drop(lists.entry(place.to_owned()).or_default().insert(other.to_string())),
    }
}
