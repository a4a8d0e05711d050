//! What comes in: the few fields that we use, read so that nothing of the rest can hide them.
//!
//! Unknown fields are ignored, words are found whatever stands beside them, and content of an unknown kind is content all the
//! same. teloxide's own types would turn a message with a new kind of entity into an empty one.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::core::event::Media;
use crate::core::private::Private;

/// An update, as far as it concerns us. It holds a patient's words: its `Debug` shows none.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Its number; seen once.
    pub update_id: i64,
    /// Where it happened.
    pub chat: Chat,
    /// Who did it; `None` for whoever acts as a chat or anonymously, and so without authority.
    pub from: Option<User>,
    /// The message that came, or that was pressed.
    pub message: Option<i64>,
    /// What was done.
    pub what: What,
}

/// A chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// Its id: a person's own for a private chat, below zero for a group.
    pub id: i64,
    /// Whether it is a private chat.
    pub private: bool,
    /// Whether it is a channel, where nobody can be known.
    pub channel: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The Telegram user id.
    pub id: i64,
    /// First and last name.
    pub name: Private<String>,
    /// What the client says its language is: anything at all.
    pub language: Option<String>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Words, new or edited, and what they came with.
    Words {
        /// The words, or the caption.
        text: Private<String>,
        /// What the caption belongs to.
        media: Option<Media>,
        /// The message replied to.
        reply_to: Option<Replied>,
        /// Whether a message was changed.
        edited: bool,
    },
    /// Something without words, and the message replied to.
    Content(Media, Option<Replied>),
    /// A phone number.
    Contact {
        /// The number.
        number: Private<String>,
        /// Whose it is, if Telegram knows.
        owner: Option<i64>,
    },
    /// A press on a button of ours.
    Press {
        /// Names the press to answer it.
        query: String,
        /// What the button sends back: can be forged.
        data: String,
    },
    /// Somebody's place in a chat.
    Member {
        /// Who.
        user: User,
        /// Their place.
        place: Place,
        /// Whether it is our own.
        ours: bool,
    },
    /// The group went on under another id.
    Migrated {
        /// The old one.
        from: i64,
        /// The new one.
        to: i64,
    },
    /// A press that nothing is known about but that wants an answer.
    StrayPress {
        /// Names the press.
        query: String,
    },
    /// Nothing that concerns us: a service message, a kind of update not asked for.
    Nothing,
}

/// A message that somebody replied to.
#[derive(Clone, Debug, PartialEq)]
pub struct Replied {
    /// Its number in its chat.
    pub message: i64,
    /// Who wrote it.
    pub author: Option<i64>,
    /// What its first button sends back, which tells what a message of ours is about.
    pub button: Option<String>,
}

/// Somebody's place in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Created or administers it.
    Administrator,
    /// Is in it.
    Member,
    /// Is not in it (any more).
    Out,
}

/// An update that cannot be understood; its id, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an update that cannot be understood")]
pub struct Unreadable(pub Option<i64>);

/// Reads one update. Only one without an id, or whose known parts have an impossible form, is unreadable.
pub fn read(update: &Value) -> Result<Incoming, Unreadable> {
    let update_id = update["update_id"].as_i64().ok_or(Unreadable(None))?;
    let message = |body: &Value| body["message_id"].as_i64().or_else(|| body["message"]["message_id"].as_i64());
    let known = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"];
    let Some((kind, body)) = known.iter().find_map(|kind| update.get(*kind).map(|body| (*kind, body))) else {
        let chat = Chat { id: 0, private: false, channel: false };
        return Ok(Incoming { update_id, chat, from: None, message: None, what: What::Nothing });
    };
    let parts = match kind {
        "callback_query" => press(body),
        "my_chat_member" | "chat_member" => member(body, kind == "my_chat_member"),
        _ => written(body, kind == "edited_message"),
    };
    let (chat, from, what) = parts.ok_or(Unreadable(Some(update_id)))?;
    Ok(Incoming { update_id, chat, from, message: message(body), what })
}

/// Somebody's place, as getChatMember and member updates tell it.
pub fn place(member: &Value) -> Place {
    match member["status"].as_str() {
        Some("creator" | "administrator") => Place::Administrator,
        Some("member") => Place::Member,
        Some("restricted") if member["is_member"] == true => Place::Member,
        _ => Place::Out,
    }
}

#[derive(Deserialize)]
struct RawUser {
    id: i64,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    language_code: Option<Value>,
}

fn user(raw: &Value) -> Option<User> {
    let raw: RawUser = serde_json::from_value(raw.clone()).ok()?;
    let name = format!("{} {}", raw.first_name, raw.last_name).trim().to_owned();
    let language = raw.language_code.as_ref().and_then(Value::as_str).map(str::to_owned);
    Some(User { id: raw.id, name: name.into(), language })
}

fn chat(raw: &Value) -> Option<Chat> {
    let kind = raw["type"].as_str().unwrap_or_default();
    Some(Chat { id: raw["id"].as_i64()?, private: kind == "private", channel: kind == "channel" })
}

type Parts = (Chat, Option<User>, What);

fn press(raw: &Value) -> Option<Parts> {
    let query = raw["id"].as_str()?.to_owned();
    let from = user(&raw["from"]);
    let message = &raw["message"];
    let (Some(chat), Some(_)) = (chat(&message["chat"]), message["message_id"].as_i64()) else {
        let nowhere = Chat { id: 0, private: false, channel: false };
        return Some((nowhere, from, What::StrayPress { query }));
    };
    let data = raw["data"].as_str().unwrap_or_default().to_owned();
    Some((chat, from, What::Press { query, data }))
}

fn member(raw: &Value, ours: bool) -> Option<Parts> {
    let new = &raw["new_chat_member"];
    let what = What::Member { user: user(&new["user"])?, place: place(new), ours };
    Some((chat(&raw["chat"])?, user(&raw["from"]), what))
}

fn written(raw: &Value, edited: bool) -> Option<Parts> {
    let chat = chat(&raw["chat"])?;
    raw["message_id"].as_i64()?;
    let raw = raw.as_object()?;
    // Whoever writes as a chat, as a channel or anonymously is nobody: `from` is a stand-in then.
    let from = (!raw.contains_key("sender_chat")).then(|| raw.get("from").and_then(user)).flatten();
    let reply_to = raw.get("reply_to_message").and_then(replied);
    let what = match (moved(chat.id, raw), shared(raw), words(raw)) {
        (Some(migrated), _, _) => migrated,
        (_, Some(contact), _) => contact,
        (_, _, Some(text)) => {
            let media = raw.contains_key("caption").then(|| media(raw)).flatten();
            What::Words { text: text.to_owned().into(), media, reply_to, edited }
        }
        _ => media(raw).map_or(What::Nothing, |media| What::Content(media, reply_to)),
    };
    Some((chat, from, what))
}

fn replied(raw: &Value) -> Option<Replied> {
    let button = &raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"];
    Some(Replied {
        message: raw["message_id"].as_i64()?,
        author: raw["from"]["id"].as_i64(),
        button: button.as_str().map(str::to_owned),
    })
}

fn moved(chat: i64, raw: &Map<String, Value>) -> Option<What> {
    let id = |name: &str| raw.get(name).and_then(Value::as_i64);
    let (from, to) = match (id("migrate_from_chat_id"), id("migrate_to_chat_id")) {
        (Some(from), _) => (from, chat),
        (_, Some(to)) => (chat, to),
        _ => return None,
    };
    Some(What::Migrated { from, to })
}

fn shared(raw: &Map<String, Value>) -> Option<What> {
    let contact = raw.get("contact")?;
    let number = contact["phone_number"].as_str()?.to_owned().into();
    Some(What::Contact { number, owner: contact["user_id"].as_i64() })
}

fn words(raw: &Map<String, Value>) -> Option<&str> {
    ["text", "caption"].iter().find_map(|field| raw.get(*field)?.as_str()).filter(|text| !text.trim().is_empty())
}

/// What a message without words holds. Keys that every message or only a service message has are no content.
fn media(raw: &Map<String, Value>) -> Option<Media> {
    const KINDS: [(&str, Media); 13] = [
        ("voice", Media::Voice),
        ("audio", Media::Voice),
        ("video_note", Media::Voice),
        ("photo", Media::Picture),
        ("video", Media::Picture),
        ("animation", Media::Picture),
        ("document", Media::Picture),
        ("sticker", Media::Sticker),
        ("dice", Media::Sticker),
        ("contact", Media::Contact),
        ("location", Media::Location),
        ("venue", Media::Location),
        ("poll", Media::Other),
    ];
    const SERVICE: [&str; 22] = [
        "message_id",
        "message_thread_id",
        "from",
        "sender_chat",
        "date",
        "chat",
        "edit_date",
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
        "direct_messages_topic",
        "is_topic_message",
    ];
    let known = KINDS.iter().find(|(key, _)| raw.contains_key(*key)).map(|(_, media)| *media);
    known.or_else(|| raw.keys().any(|key| !SERVICE.contains(&key.as_str())).then_some(Media::Other))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
