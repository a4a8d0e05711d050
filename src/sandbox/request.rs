//! A request's parameters, in whichever of the four ways Telegram takes them: query, form, JSON, multipart.
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A file that came with a multipart request.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name that the sender gave it.
    pub file_name: String,
    /// The content type that the sender gave it.
    pub mime: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The parameters of one call.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// By name. What came by query, form or multipart is text.
    pub fields: Map<String, Value>,
    /// The files, by the name of their part.
    pub files: BTreeMap<String, Upload>,
    /// Whether the body was JSON, which has types of its own.
    pub json: bool,
}

impl Params {
    /// Reads them; `Err` holds Telegram's words.
    pub fn read(query: &str, content_type: &str, body: &[u8]) -> Result<Self, String> {
        let mut params = Self::default();
        params.take_pairs(query.as_bytes());
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/json" if !body.is_empty() => {
                let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
                    return Err("can't parse JSON object".into());
                };
                params.json = true;
                params.fields.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
            }
            "multipart/form-data" => params.take_parts(content_type, body)?,
            _ => params.take_pairs(body),
        }
        Ok(params)
    }

    /// The text parameter of this name, if given and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// The whole number of this name.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.fields.get(name).and_then(Value::as_i64)
    }

    /// Whether the flag of this name is given and true.
    pub fn flag(&self, name: &str) -> bool {
        self.fields.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// What is sent under this name, of any type.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    fn take_pairs(&mut self, text: &[u8]) {
        for pair in text.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            let value = decoded(pair.get(at + 1..).unwrap_or_default());
            self.fields.insert(decoded(&pair[..at]), Value::String(value));
        }
    }

    fn take_parts(&mut self, content_type: &str, body: &[u8]) -> Result<(), String> {
        let boundary = attribute(content_type, "boundary").ok_or("boundary not found")?;
        let mark = format!("--{boundary}");
        for part in split(body, mark.as_bytes()).into_iter().skip(1) {
            let Some(part) = part.strip_prefix(b"\r\n") else { break };
            let part = part.strip_suffix(b"\r\n").unwrap_or(part);
            let end = find(part, b"\r\n\r\n").ok_or("can't parse multipart headers")?;
            let headers = String::from_utf8_lossy(&part[..end]);
            self.take_part(&headers, &part[end + 4..])?;
        }
        Ok(())
    }

    fn take_part(&mut self, headers: &str, content: &[u8]) -> Result<(), String> {
        let header = |name: &str| {
            let line = headers.lines().find(|line| line.to_ascii_lowercase().starts_with(name))?;
            line.split_once(':').map(|(_, value)| value.trim())
        };
        let disposition = header("content-disposition").ok_or("content disposition expected")?;
        let name = attribute(disposition, "name").ok_or("part without a name")?;
        if let Some(file_name) = attribute(disposition, "filename") {
            let mime = header("content-type").unwrap_or("application/octet-stream").to_owned();
            self.files.insert(name, Upload { file_name, mime, bytes: content.to_vec() });
        } else {
            let text = String::from_utf8(content.to_vec()).map_err(|_| "strings must be encoded in UTF-8")?;
            self.fields.insert(name, Value::String(text));
        }
        Ok(())
    }
}

fn decoded(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let hex = text.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (text[at], hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The attribute `name` of a header such as `form-data; name="x"; filename="y"`.
fn attribute(header: &str, name: &str) -> Option<String> {
    header.split(';').find_map(|piece| {
        let (key, value) = piece.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn split<'a>(mut text: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = find(text, mark) {
        pieces.push(&text[..at]);
        text = &text[at + mark.len()..];
    }
    pieces.push(text);
    pieces
}
