//! `parse_mode` HTML: the text that a reader sees, and its entities, or the refusal in Telegram's words.
use serde_json::{Value, json};

use super::links::checked_url;

/// What is left of a marked-up text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// The text without its markup.
    pub text: String,
    /// `MessageEntity` objects, offsets in UTF-16 units, by offset, outer before inner.
    pub entities: Vec<Value>,
    /// What passes but was hardly meant.
    pub notes: Vec<String>,
}

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

struct Open {
    tag: String,
    argument: String,
    units: usize,
    bytes: usize,
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    out: Marked,
    units: usize,
    open: Vec<Open>,
    /// (offset, length, depth, kind and the rest), to be put in order at the end.
    found: Vec<(usize, usize, usize, Value)>,
}

/// Reads `source`; the error is what follows "can't parse entities: ".
pub fn parse(source: &str) -> Result<Marked, String> {
    let mut reader = Reader { source, at: 0, out: Marked::default(), units: 0, open: Vec::new(), found: Vec::new() };
    while let Some(next) = reader.rest().chars().next() {
        match next {
            '<' if reader.rest().starts_with("</") => reader.close()?,
            '<' => reader.start()?,
            '&' => reader.ampersand(),
            other => {
                reader.at += other.len_utf8();
                reader.push(other);
            }
        }
    }
    if let Some(open) = reader.open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    reader.found.sort_by_key(|(offset, length, depth, _)| (*offset, usize::MAX - length, *depth));
    let plain = |mut entity: Value| {
        if let Some(code) = entity.as_object_mut().filter(|entity| entity["type"] == "code") {
            code.remove("language");
        }
        entity
    };
    reader.out.entities = reader.found.into_iter().map(|(.., entity)| plain(entity)).collect();
    Ok(reader.out)
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn push(&mut self, c: char) {
        self.units += c.len_utf16();
        self.out.text.push(c);
    }

    fn ampersand(&mut self) {
        if let Some((c, length)) = entity(self.rest()) {
            self.at += length;
            self.push(c);
        } else {
            self.out.notes.push("an & that begins no entity Telegram knows".into());
            self.at += 1;
            self.push('&');
        }
    }

    fn start(&mut self) -> Result<(), String> {
        let begin = self.at;
        let rest = &self.source[begin + 1..];
        let Some(end) = rest.find(|c: char| c.is_ascii_whitespace() || c == '>') else {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        };
        let tag = rest[..end].to_ascii_lowercase();
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        self.at = begin + 1 + end;
        let mut argument = String::new();
        while let Some((name, value)) = self.attribute(&tag, begin)? {
            match (tag.as_str(), name.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => argument = value,
                ("code", "class") => value.strip_prefix("language-").unwrap_or_default().clone_into(&mut argument),
                ("span", "class") => value.strip_prefix("tg-").unwrap_or_default().clone_into(&mut argument),
                ("blockquote", "expandable") => "1".clone_into(&mut argument),
                _ => {}
            }
        }
        if tag == "span" && argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(Open { tag, argument, units: self.units, bytes: self.out.text.len() });
        Ok(())
    }

    /// The next attribute of the tag being read, or `None` behind its `>`.
    fn attribute(&mut self, tag: &str, begin: usize) -> Result<Option<(String, String)>, String> {
        let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
        self.skip_spaces();
        if self.rest().starts_with('>') {
            self.at += 1;
            return Ok(None);
        }
        let stop = |c: char| c.is_ascii_whitespace() || "=>/\"'".contains(c);
        let end = self.rest().find(stop).ok_or_else(unclosed)?;
        if end == 0 {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        let name = self.rest()[..end].to_owned();
        self.at += end;
        self.skip_spaces();
        if !self.rest().starts_with('=') {
            return if self.rest().is_empty() { Err(unclosed()) } else { Ok(Some((name, String::new()))) };
        }
        self.at += 1;
        self.skip_spaces();
        let value = match self.rest().chars().next().ok_or_else(unclosed)? {
            quote @ ('"' | '\'') => self.quoted(quote).ok_or_else(unclosed)?,
            _ => self.token()?,
        };
        Ok(Some((name, value)))
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let inside = self.rest().get(1..)?;
        let end = inside.find(quote)?;
        let mut value = String::new();
        let mut left = &inside[..end];
        while let Some(c) = left.chars().next() {
            let (c, length) = entity(left).unwrap_or((c, c.len_utf8()));
            value.push(c);
            left = &left[length..];
        }
        self.at += end + 2;
        Some(value)
    }

    fn token(&mut self) -> Result<String, String> {
        let begin = self.at;
        let end = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(0);
        let value = self.rest()[..end].to_ascii_lowercase();
        self.at += end;
        if self.rest().starts_with(|c: char| c.is_ascii_whitespace() || c == '>') {
            return Ok(value);
        }
        Err(format!("Unexpected end of name token at byte offset {begin}"))
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_ascii_start().len();
    }

    fn close(&mut self) -> Result<(), String> {
        let begin = self.at;
        let open = self.open.pop().ok_or_else(|| format!("Unexpected end tag at byte offset {begin}"))?;
        let inside = &self.source[begin + 2..];
        let end = inside.find('>').ok_or_else(|| format!("Unclosed end tag at byte offset {begin}"))?;
        let name = inside[..end].trim_ascii_end().to_ascii_lowercase();
        if name.contains(|c: char| c.is_ascii_whitespace()) {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        if !name.is_empty() && name != open.tag {
            let tag = open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{tag}>\", found \"</{name}>\""
            ));
        }
        self.at = begin + 2 + end + 1;
        if self.units > open.units {
            self.finish(&open)?;
        }
        Ok(())
    }

    fn finish(&mut self, open: &Open) -> Result<(), String> {
        let (offset, length) = (open.units, self.units - open.units);
        let mut entity = json!({ "type": kind(open), "offset": offset, "length": length });
        match open.tag.as_str() {
            "a" => {
                let url = if open.argument.is_empty() { &self.out.text[open.bytes..] } else { &open.argument };
                let Some(url) = checked_url(url) else {
                    self.out.notes.push("a link without a usable address".into());
                    return Ok(());
                };
                entity["url"] = json!(url);
            }
            "tg-emoji" => {
                if open.argument.parse::<i64>().unwrap_or(0) == 0 {
                    return Err("Invalid custom emoji identifier specified".into());
                }
                entity["custom_emoji_id"] = json!(open.argument);
            }
            "tg-time" => entity["unix_time"] = json!(open.argument.parse::<i64>().unwrap_or(0)),
            "pre" | "code" => {
                let twin = if open.tag == "pre" { "code" } else { "pre" };
                let same =
                    |(o, l, _, e): &&(usize, usize, usize, Value)| *o == offset && *l == length && e["type"] == twin;
                let language = self.found.last().filter(same).and_then(|(.., inner)| inner["language"].as_str());
                let own = (open.tag == "code" && !open.argument.is_empty()).then_some(open.argument.as_str());
                let paired = self.found.last().filter(same).is_some();
                if let Some(language) = language.or(own.filter(|_| paired)).map(str::to_owned) {
                    self.found.pop();
                    entity["type"] = json!("pre");
                    entity["language"] = json!(language);
                } else if let Some(language) = own {
                    // Kept until it is known whether a <pre> surrounds it.
                    entity["language"] = json!(language);
                }
            }
            _ => {}
        }
        self.found.push((offset, length, self.open.len(), entity));
        Ok(())
    }
}

fn kind(open: &Open) -> &'static str {
    match open.tag.as_str() {
        "a" => "text_link",
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "s" | "strike" | "del" => "strikethrough",
        "u" | "ins" => "underline",
        "tg-emoji" => "custom_emoji",
        "tg-time" => "date_time",
        "pre" => "pre",
        "code" => "code",
        "blockquote" if open.argument.is_empty() => "blockquote",
        "blockquote" => "expandable_blockquote",
        _ => "spoiler",
    }
}

/// The character that the text begins with as an entity, and how many bytes it takes.
fn entity(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let (code, length) = if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        if before + end >= 10 {
            return None;
        }
        (u32::from_str_radix(&digits[..end], radix).ok().filter(|code| *code != 0)?, before + end)
    } else {
        let end = body.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(body.len());
        let code = match &body[..end] {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (code as u32, 1 + end)
    };
    let semicolon = usize::from(text[length..].starts_with(';'));
    Some((char::from_u32(code)?, length + semicolon))
}
