//! Our table of methods against the published description of the Bot API, where that file is at hand.
use backdesk::sandbox::{
    methods::{FIELDS_OF_METHODS, FIELDS_OF_TYPES, Field, LIMITS, METHODS},
    types::{OPAQUE, UNIONS},
};
use serde_json::Value;

pub fn description() -> Option<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/botapi/bot-api-10.1.json");
    // A worktree stands one folder deeper.
    let deeper = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/botapi/bot-api-10.1.json");
    let text = std::fs::read_to_string(path).or_else(|_| std::fs::read_to_string(deeper)).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

fn published(of: &Value) -> Vec<(String, Vec<String>, bool)> {
    let short = |kind: &Value| {
        let kind = kind.as_str().unwrap();
        let depth = kind.matches("Array of ").count();
        format!("{}{}{}", "[".repeat(depth), kind.replace("Array of ", ""), "]".repeat(depth))
    };
    let fields = of["fields"].as_array().cloned().unwrap_or_default();
    let field = |field: &Value| {
        let types = field["types"].as_array().unwrap().iter().map(short).collect();
        (field["name"].as_str().unwrap().to_owned(), types, field["required"].as_bool().unwrap())
    };
    fields.iter().map(field).collect()
}

fn ours(fields: &[Field]) -> Vec<(String, Vec<String>, bool)> {
    let field = |field: &Field| {
        (field.name.to_owned(), field.types.iter().map(|kind| (*kind).to_owned()).collect(), field.required)
    };
    fields.iter().map(field).collect()
}

#[test]
fn the_table_is_the_published_description() {
    let Some(description) = description() else { return };
    for (method, fields) in FIELDS_OF_METHODS.iter() {
        assert_eq!(ours(fields), published(&description["methods"][method]), "{method}");
    }
    for (kind, fields) in FIELDS_OF_TYPES.iter() {
        assert!(description["types"][kind].is_object(), "{kind}");
        assert_eq!(ours(fields), published(&description["types"][kind]), "{kind}");
    }
    for (union, of) in UNIONS {
        let of: Vec<&str> = of.split_whitespace().collect();
        let published: Vec<&str> = description["types"][union]["subtypes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|kind| kind.as_str().unwrap())
            .collect();
        assert_eq!(of, published, "{union}");
    }
}

#[test]
fn the_lengths_are_those_of_the_published_description() {
    let Some(description) = description() else { return };
    for (of, field, least, most, ..) in LIMITS {
        let place = ["methods", "types"].iter().find_map(|kind| description[kind].get(of)).unwrap();
        let fields = place["fields"].as_array().unwrap();
        let words = fields.iter().find(|found| found["name"] == *field).unwrap()["description"].as_str().unwrap();
        let says = words.contains(&format!("{least}-{most}")) || words.contains(&format!("most {most} "));
        assert!(says, "{of}.{field}: {words}");
    }
}

#[test]
fn every_type_that_the_table_names_is_in_the_table() {
    let all = FIELDS_OF_METHODS.values().chain(FIELDS_OF_TYPES.values()).flatten();
    for kind in all.flat_map(|field| &field.types).map(|kind| kind.trim_matches(['[', ']'])) {
        let plain = ["Integer", "Float", "Boolean", "String", "True"].contains(&kind) || OPAQUE.contains(&kind);
        let union = UNIONS.iter().any(|(name, _)| *name == kind);
        assert!(plain || union || FIELDS_OF_TYPES.contains_key(kind), "{kind}");
    }
    assert_eq!(METHODS.len(), FIELDS_OF_METHODS.len(), "a method stands twice");
}
