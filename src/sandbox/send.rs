//! Methods that put a new message into a chat.
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{
    call::Ask,
    markup::Markup,
    methods::{CAPTION_MOST, TEXT_MOST},
    refusal::Refusal,
    text::{formatted, units},
    world::{ChatKey, World},
};

/// How long a chat shows what a bot is doing.
const ACTION_SHOWN: SignedDuration = SignedDuration::from_secs(5);
const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

impl World {
    /// sendMessage.
    pub fn send_message(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let text = formatted(ask.params, "text", &mut ask.notes)?;
        if text.text.is_empty() {
            return Err(Refusal::bad("message text is empty"));
        }
        if units(&text.text) > TEXT_MOST {
            return Err(Refusal::bad("message is too long"));
        }
        let mut fields = json!({});
        text.put(&mut fields, "text");
        if let Some(options) = ask.params.get("link_preview_options") {
            fields["link_preview_options"] = options.clone();
        }
        self.send(ask, fields)
    }

    /// sendPhoto and sendDocument.
    pub fn send_file(&mut self, ask: &mut Ask, kind: &str) -> Result<Value, Refusal> {
        let mut fields = caption(ask)?;
        self.target(ask.bot, ask.params, "chat_id", true)?;
        let id = self.sent_file(ask.bot, ask.params, kind)?;
        fields[kind] = self.shown(&id);
        self.send(ask, fields)
    }

    /// forwardMessage.
    pub fn forward_message(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let from = self.target(ask.bot, ask.params, "from_chat_id", false)?;
        let source = self.stored(from, ask.params, "message to forward")?;
        let (author, date) = (source.author, source.message["date"].clone());
        let mut fields = content(&source.message);
        fields["forward_origin"] = json!({ "type": "user", "sender_user": self.user(author), "date": date });
        self.send(ask, fields)
    }

    /// copyMessage.
    pub fn copy_message(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let from = self.target(ask.bot, ask.params, "from_chat_id", false)?;
        let mut fields = content(&self.stored(from, ask.params, "message to copy")?.message);
        if fields.as_object().is_none_or(serde_json::Map::is_empty) {
            return Err(Refusal::bad("message can't be copied"));
        }
        if ask.params.get("caption").is_some() && fields.get("text").is_none() {
            for key in ["caption", "caption_entities"] {
                fields.as_object_mut().map(|fields| fields.remove(key));
            }
            if let (Some(fields), Value::Object(new)) = (fields.as_object_mut(), caption(ask)?) {
                fields.extend(new);
            }
        }
        let message = self.send(ask, fields)?;
        Ok(json!({ "message_id": message["message_id"] }))
    }

    /// sendChatAction.
    pub fn send_chat_action(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let action = ask.params.text("action").unwrap_or_default();
        if !ACTIONS.contains(&action) {
            return Err(Refusal::bad("wrong parameter action in request"));
        }
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.action = Some((ask.bot, action.to_owned(), ask.now + ACTION_SHOWN));
        }
        self.touch();
        Ok(json!(true))
    }

    /// What all sending has in common: the chat, the reply, the keyboard, the limits.
    fn send(&mut self, ask: &mut Ask, mut fields: Value) -> Result<Value, Refusal> {
        let private = ask.params.number("chat_id").is_some_and(|id| id > 0);
        let markup = Markup::read(ask.params.get("reply_markup"), private, &mut ask.notes)?;
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        if ask.params.number("message_thread_id").is_some_and(|thread| thread != 0) {
            return Err(Refusal::bad("message thread not found"));
        }
        if let Some(message) = self.reply_to(ask.bot, key, ask.params)? {
            fields["reply_to_message"] = message;
        }
        if ask.params.flag("protect_content") {
            fields["has_protected_content"] = json!(true);
        }
        self.take_limit(key, ask)?;
        let sent_markup = match markup {
            Markup::Inline(keyboard) => {
                fields["reply_markup"] = keyboard;
                None
            }
            Markup::Other(other) => Some(other),
            Markup::None => None,
        };
        let message = self.post(key, ask.bot, fields, sent_markup.clone(), ask.now);
        if ask.params.flag("disable_notification")
            && let Some(id) = message["message_id"].as_i64()
            && let Some(stored) = self.chats.get_mut(&key).and_then(|chat| chat.messages.get_mut(&id))
        {
            stored.silent = true;
        }
        if let Some(markup) = sent_markup {
            self.show_markup(key, &message, &markup);
        }
        Ok(message)
    }

    /// Counts one sending or edit, or refuses it with 429.
    pub fn take_limit(&mut self, key: ChatKey, ask: &Ask) -> Result<(), Refusal> {
        if !self.rules.limits {
            return Ok(());
        }
        self.limits.take(key.id, ask.now).map_err(Refusal::too_many)
    }
}

/// The caption that a call gives, as fields of a message.
pub fn caption(ask: &mut Ask) -> Result<Value, Refusal> {
    let text = formatted(ask.params, "caption", &mut ask.notes)?;
    if units(&text.text) > CAPTION_MOST {
        return Err(Refusal::bad("message caption is too long"));
    }
    let mut fields = json!({});
    text.put(&mut fields, "caption");
    Ok(fields)
}

/// What a copy of a message takes with it.
fn content(message: &Value) -> Value {
    const OWN: [&str; 12] = [
        "message_id",
        "from",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "reply_markup",
        "forward_origin",
        "sender_chat",
        "has_protected_content",
        "new_chat_members",
        "left_chat_member",
    ];
    let mut fields = message.clone();
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|key, _| !OWN.contains(&key.as_str()));
    }
    fields
}
