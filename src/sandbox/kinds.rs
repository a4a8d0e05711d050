//! What a person can send besides text, each as the Bot API shows it.
use serde_json::{Value, json};

use super::{files::File, world::World};

/// The kinds that can be sent.
pub const KINDS: [&str; 17] = [
    "photo",
    "voice",
    "video",
    "audio",
    "document",
    "sticker",
    "contact",
    "location",
    "animation",
    "video_note",
    "dice",
    "poll",
    "unknown",
    "bare_voice",
    "external_reply",
    "new_entity",
    "story",
];

/// A picture of one dot.
const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
    0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xff, 0xff, 0xff,
    0x7f, 0, 0x09, 0xfb, 0x03, 0xfd, 0x05, 0x43, 0x45, 0xca, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];

impl World {
    /// The fields of a message of this kind from this person; `None`: there is no such kind.
    pub fn media(&mut self, person: i64, kind: &str) -> Option<Value> {
        let fields = match kind {
            "photo" => {
                let sizes: Vec<Value> = [(90, 60), (800, 533)]
                    .map(|(width, height)| {
                        let mut size = self.keep_file("photo", "photo.png", "image/png");
                        size["width"] = json!(width);
                        size["height"] = json!(height);
                        size
                    })
                    .into();
                json!({ "photo": sizes })
            }
            "contact" => json!({ "contact": self.contact(person, None) }),
            "location" => json!({ "location": { "latitude": 36.72, "longitude": -4.42 } }),
            "dice" => json!({ "dice": { "emoji": "🎲", "value": 4 } }),
            "poll" => poll(),
            // Kinds that a bot's library may be too old to know.
            "unknown" => json!({ "hologram": { "file_id": "sandbox-hologram", "depth": 3 } }),
            "story" => json!({ "story": { "chat": { "id": person, "type": "private" }, "id": 1 } }),
            "new_entity" => json!({
                "text": "tomorrow at 9",
                "entities": [{ "type": "date_time", "offset": 0, "length": 13, "unix_time": 1_800_000_000, "date_time_format": "" }],
            }),
            "external_reply" => json!({
                "text": "what about this?",
                "external_reply": { "origin": { "type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000 } },
                "quote": { "text": "words of another chat", "position": 0, "is_manual": true },
            }),
            "bare_voice" => {
                let mut voice = self.keep_file("voice", "", "");
                voice["duration"] = json!(3);
                json!({ "voice": voice })
            }
            _ => return self.clip(kind),
        };
        Some(fields)
    }

    /// The kinds that are a file with a length or a size.
    fn clip(&mut self, kind: &str) -> Option<Value> {
        let (name, mime, more) = match kind {
            "voice" => ("", "audio/ogg", json!({ "duration": 3 })),
            "audio" => ("song.mp3", "audio/mpeg", json!({ "duration": 200, "title": "Song", "performer": "Singer" })),
            "video" => ("video.mp4", "video/mp4", json!({ "duration": 12, "width": 1280, "height": 720 })),
            "animation" => ("giphy.mp4", "video/mp4", json!({ "duration": 2, "width": 320, "height": 240 })),
            "video_note" => ("", "", json!({ "duration": 5, "length": 384 })),
            "document" => ("letter.pdf", "application/pdf", json!({})),
            "sticker" => {
                let more = json!({
                    "width": 512, "height": 512, "type": "regular", "is_animated": false, "is_video": false, "emoji": "👍",
                });
                ("", "", more)
            }
            _ => return None,
        };
        let mut file = self.keep_file(kind, name, mime);
        if let (Some(file), Value::Object(more)) = (file.as_object_mut(), more) {
            file.extend(more);
            for (key, value) in [("file_name", name), ("mime_type", mime)] {
                if !value.is_empty() {
                    file.insert(key.into(), json!(value));
                }
            }
        }
        if kind != "animation" {
            return Some(json!({ kind: file }));
        }
        // For clients that know no animations.
        let mut plain = file.clone();
        if let Some(plain) = plain.as_object_mut() {
            plain.retain(|key, _| !["duration", "width", "height"].contains(&key.as_str()));
        }
        Some(json!({ "animation": file, "document": plain }))
    }

    fn keep_file(&mut self, kind: &str, file_name: &str, mime: &str) -> Value {
        let file_name = file_name.to_owned();
        let shown = if mime.is_empty() { "application/octet-stream" } else { mime };
        let bytes = DOT.to_vec();
        let id = self.keep(File { kind: kind.to_owned(), file_name, mime: shown.to_owned(), bot: None, bytes });
        self.file_json(&id)
    }

    /// A person's own contact.
    pub fn contact(&self, person: i64, phone: Option<&str>) -> Value {
        let made_up = format!("34600{person:06}");
        let name = self.people.get(&person).map_or("", |person| person.first_name.as_str());
        json!({ "phone_number": phone.unwrap_or(&made_up), "first_name": name, "user_id": person })
    }
}

fn poll() -> Value {
    json!({ "poll": {
        "id": "1", "question": "Which?", "total_voter_count": 0, "is_closed": false, "is_anonymous": true,
        "type": "regular", "allows_multiple_answers": false, "allows_revoting": false, "members_only": false,
        "options": [
            { "persistent_id": "a", "text": "This", "voter_count": 0 }, { "persistent_id": "b", "text": "That", "voter_count": 0 },
        ],
    } })
}
