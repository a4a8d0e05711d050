//! Every text of dialogues/, with the place where it stands.
use backdesk::script::Script;
use toml::Value;

/// A text, and where it stands.
pub struct Place {
    pub place: String,
    pub text: String,
}

/// What a patient reads; staff and the program's own words stand elsewhere.
const PATIENT: [&str; 6] = ["phrases.toml", "safety.toml", "intake.toml", "cautions.toml", "about.toml", "muscles/"];
/// Not texts: typed words, and words for staff.
const NOT_READ: [&str; 5] = ["heard", "doubt", "crisis", "source", "words"];
const FOR_STAFF: [&str; 3] = ["staff", "card", "short"];

/// Every text that a patient reads, as it is written, without markup.
pub fn fixed(script: &Script, lang: &str) -> Vec<Place> {
    all(script, lang, &|file| PATIENT.iter().any(|known| file.starts_with(known)), &FOR_STAFF)
        .into_iter()
        // What a doctor reads, in a letter.
        .filter(|text| !text.place.contains("#letter"))
        .collect()
}

/// Every text that anybody reads.
pub fn every_text(script: &Script, lang: &str) -> Vec<Place> {
    all(script, lang, &|file| file != "facts.toml", &[])
}

fn all(script: &Script, lang: &str, wanted: &dyn Fn(&str) -> bool, skip: &[&str]) -> Vec<Place> {
    let mut out = Vec::new();
    for (file, text) in script.files.iter().filter(|(file, _)| file.ends_with(".toml") && wanted(file)) {
        let table: toml::Table = text.parse().unwrap();
        walk(&Value::Table(table), lang, file, skip, &mut out);
    }
    out
}

fn walk(value: &Value, lang: &str, place: &str, skip: &[&str], out: &mut Vec<Place>) {
    match value {
        Value::Table(table) => {
            let id = ["id", "code"].iter().find_map(|key| table.get(*key)?.as_str());
            let here = id.map_or_else(|| place.to_owned(), |id| format!("{place}#{id}"));
            for (key, value) in table {
                if key == lang {
                    let forms = match value {
                        Value::Table(forms) => forms.values().filter_map(Value::as_str).collect(),
                        Value::String(text) => vec![text.as_str()],
                        _ => vec![],
                    };
                    out.extend(forms.iter().map(|text| Place { place: here.clone(), text: plain(text) }));
                } else if !NOT_READ.contains(&key.as_str()) && !skip.contains(&key.as_str()) {
                    let mark = if here.contains('#') { '.' } else { '#' };
                    walk(value, lang, &format!("{here}{mark}{key}"), skip, out);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| walk(value, lang, place, skip, out)),
        _ => {}
    }
}

fn plain(text: &str) -> String {
    ["<b>", "</b>", "<i>", "</i>"].iter().fold(text.trim().to_owned(), |text, tag| text.replace(tag, ""))
}

/// A text with a short word for each name: whoever reads it need not know how a muscle or a street is spelt.
pub fn without_names(script: &Script, text: &str) -> String {
    let clinic = &script.clinic;
    let mut names: Vec<String> = vec![clinic.name.clone(), clinic.address.clone(), clinic.phone.clone()];
    names.extend([clinic.places.hospital.clone(), clinic.places.urgent_care.clone()]);
    for muscle in &script.muscles {
        for words in [&muscle.name, &muscle.short] {
            names.push(words.plain("en", &[]));
        }
    }
    // What it is called, on a page that is about it.
    names.extend(["Neuromuscular", "Reflexology", "Emergency Department", "/privacy"].map(str::to_owned));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.iter().fold(text.to_owned(), |text, name| text.replace(name.as_str(), "it"))
}
