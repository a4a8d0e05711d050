//! Files: what was uploaded, and the images that are photos.
use serde::Serialize;
use serde_json::{Value, json};

use super::{refusal::Refusal, request::Params, world::World};

/// The most bytes that a bot may fetch again.
const DOWNLOAD_MOST: usize = 20 * 1024 * 1024;
/// The most bytes of a photo that a bot may send.
const PHOTO_MOST: usize = 10 * 1024 * 1024;
/// The most bytes of another file that a bot may send.
const FILE_MOST: usize = 50 * 1024 * 1024;

/// A file on Telegram's servers.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    /// What it is: "photo", "document", "voice", …
    pub kind: String,
    /// The sender's name for it.
    pub file_name: String,
    /// Its content type.
    pub mime: String,
    /// The bot that uploaded it: its id is good for nobody else. None for a person's.
    pub bot: Option<i64>,
    /// What is in it.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl World {
    /// Keeps a file and answers its `file_id`.
    pub fn keep(&mut self, file: File) -> String {
        let id = format!("sandbox-{}-{}", file.kind, self.number());
        self.files.insert(id.clone(), file);
        id
    }

    /// The fields that every kind of file has in a message.
    pub fn file_json(&self, id: &str) -> Value {
        let size = self.files.get(id).map_or(0, |file| file.bytes.len());
        json!({ "file_id": id, "file_unique_id": id.replace("sandbox-", "u"), "file_size": size })
    }

    /// What a message shows of a document or photo.
    pub fn shown(&self, id: &str) -> Value {
        let mut json = self.file_json(id);
        let Some(file) = self.files.get(id) else { return json };
        if file.kind == "photo" {
            let (width, height) = size(&file.bytes).unwrap_or((90, 90));
            json["width"] = json!(width);
            json["height"] = json!(height);
            return json!([json]);
        }
        json["file_name"] = json!(file.file_name);
        json["mime_type"] = json!(file.mime);
        json
    }

    /// The file that the parameter `name` sends: uploaded now, or named by its id.
    pub fn sent_file(&mut self, bot: i64, params: &Params, name: &str) -> Result<String, Refusal> {
        let given = params.text(name).unwrap_or_default();
        let part = given.strip_prefix("attach://").unwrap_or(name);
        if let Some(upload) = params.files.get(part) {
            if upload.bytes.is_empty() {
                return Err(Refusal::bad("file must be non-empty"));
            }
            if upload.bytes.len() > if name == "photo" { PHOTO_MOST } else { FILE_MOST } {
                return Err(Refusal::new(413, "Request Entity Too Large"));
            }
            if name == "photo" {
                photo_dimensions(&upload.bytes)?;
            }
            let (file_name, mime, bytes) = (upload.file_name.clone(), upload.mime.clone(), upload.bytes.clone());
            return Ok(self.keep(File { kind: name.to_owned(), file_name, mime, bot: Some(bot), bytes }));
        }
        if given.starts_with("http://") || given.starts_with("https://") {
            return Err(Refusal::bad("failed to get HTTP URL content"));
        }
        if given.is_empty() {
            return Err(Refusal::bad(format!("there is no {name} in the request")));
        }
        let file = self.files.get(given).filter(|file| file.bot.is_none_or(|owner| owner == bot));
        let file = file.ok_or_else(|| Refusal::bad("wrong file identifier/HTTP URL specified"))?;
        if file.kind != name {
            let kind = capital(&file.kind);
            return Err(Refusal::bad(format!("can't use file of type {kind} as {}", capital(name))));
        }
        Ok(given.to_owned())
    }

    /// getFile.
    pub fn get_file(&self, params: &Params) -> Result<Value, Refusal> {
        let id = params.text("file_id").unwrap_or_default();
        let file = self.files.get(id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
        if file.bytes.len() > DOWNLOAD_MOST {
            return Err(Refusal::bad("file is too big"));
        }
        let mut json = self.file_json(id);
        json["file_path"] = json!(format!("{}s/{id}", file.kind));
        Ok(json)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn photo_dimensions(bytes: &[u8]) -> Result<(), Refusal> {
    let (width, height) = size(bytes).ok_or_else(|| Refusal::bad("IMAGE_PROCESS_FAILED"))?;
    let (long, short) = (width.max(height), width.min(height));
    if width + height > 10_000 || short == 0 || long > 20 * short {
        return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok(())
}

/// Width and height of a PNG or JPEG.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize, long: usize| {
        bytes.get(at..at + long).map(|part| part.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)))
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((word(16, 4)?, word(20, 4)?));
    }
    if !bytes.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = word(at, 2)?;
        if (0xffc0..=0xffcf).contains(&marker) && ![0xffc4, 0xffc8, 0xffcc].contains(&marker) {
            return Some((word(at + 7, 2)?, word(at + 5, 2)?));
        }
        at += 2 + usize::try_from(word(at + 2, 2)?).ok()?;
    }
}
