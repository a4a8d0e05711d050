//! A text as it will be shown: markup parsed, spaces trimmed, commands and links found, length measured.
use serde_json::{Value, json};

use super::{html, refusal::Refusal, request::Params};

/// A text and its entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Formatted {
    /// What is read.
    pub text: String,
    /// `MessageEntity` objects.
    pub entities: Vec<Value>,
}

impl Formatted {
    /// Puts both into a message's fields, under the names for a text or a caption.
    pub fn put(self, fields: &mut Value, name: &str) {
        let entities = if name == "text" { "entities" } else { "caption_entities" };
        if !self.text.is_empty() {
            fields[name] = json!(self.text);
        }
        if !self.entities.is_empty() {
            fields[entities] = json!(self.entities);
        }
    }
}

/// The text parameter `name` with its `parse_mode` or entities. `notes` takes what passes but was hardly meant.
pub fn formatted(params: &Params, name: &str, notes: &mut Vec<String>) -> Result<Formatted, Refusal> {
    let source = params.text(name).unwrap_or_default();
    let given = params.get(if name == "text" { "entities" } else { "caption_entities" });
    let mode = params.text("parse_mode").unwrap_or_default().to_ascii_lowercase();
    let (text, mut entities) = match mode.as_str() {
        "html" => {
            let marked = html::parse(source).map_err(|why| Refusal::bad(format!("can't parse entities: {why}")))?;
            notes.extend(marked.notes);
            (marked.text, marked.entities)
        }
        "markdown" | "markdownv2" => {
            return Err(Refusal::bad("can't parse entities: the sandbox knows the parse mode HTML only"));
        }
        "" | "none" => (source.to_owned(), given.and_then(Value::as_array).cloned().unwrap_or_default()),
        _ => return Err(Refusal::bad("unsupported parse_mode")),
    };
    entities.extend(found(&text, &entities));
    Ok(trimmed(&text, entities))
}

/// A text as a person typed it.
pub fn typed(text: &str) -> Formatted {
    trimmed(text, found(text, &[]))
}

/// How long Telegram counts a text.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn trimmed(text: &str, mut entities: Vec<Value>) -> Formatted {
    let kept = text.trim();
    let before = units(&text[..text.len() - text.trim_start().len()]);
    let length = units(kept);
    for entity in &mut entities {
        let offset = span(entity, "offset").saturating_sub(before);
        let cut = before.saturating_sub(span(entity, "offset"));
        let long = span(entity, "length").saturating_sub(cut).min(length.saturating_sub(offset));
        entity["offset"] = json!(offset);
        entity["length"] = json!(long);
    }
    entities.retain(|entity| span(entity, "length") > 0);
    entities.sort_by_key(|entity| (span(entity, "offset"), usize::MAX - span(entity, "length")));
    Formatted { text: kept.to_owned(), entities }
}

fn span(entity: &Value, name: &str) -> usize {
    entity[name].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

/// The commands, mentions and addresses that Telegram finds by itself, outside of `taken`.
fn found(text: &str, taken: &[Value]) -> Vec<Value> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "(),;".contains(c)) {
        let plain = word.trim_end_matches(|c: char| c.is_whitespace() || "(),;.!?:".contains(c));
        if let Some((kind, length)) = kind(plain) {
            let offset = units(&text[..at]);
            let inside = |e: &Value| {
                let blocks = matches!(e["type"].as_str(), Some("code" | "pre" | "text_link"));
                blocks && span(e, "offset") <= offset && offset < span(e, "offset") + span(e, "length")
            };
            if !taken.iter().any(inside) {
                found.push(json!({ "type": kind, "offset": offset, "length": length }));
            }
        }
        at += word.len();
    }
    found
}

fn kind(word: &str) -> Option<(&'static str, usize)> {
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
    if let Some(rest) = word.strip_prefix('/') {
        let command = name(rest);
        let whose = rest[command..].strip_prefix('@').map_or(0, |whose| 1 + name(whose));
        return ((1..=64).contains(&command) && rest.len() == command + whose)
            .then_some(("bot_command", 1 + command + whose));
    }
    if let Some(rest) = word.strip_prefix('@') {
        return (name(rest) >= 4 && name(rest) == rest.len()).then_some(("mention", word.len()));
    }
    if word.starts_with("https://") || word.starts_with("http://") {
        return Some(("url", units(word)));
    }
    let (user, host) = word.split_once('@')?;
    (!user.is_empty() && host.contains('.')).then(|| ("email", units(word)))
}
