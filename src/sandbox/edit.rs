//! Methods that change what stands in a chat: edits, deletions, pins, reactions.
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{
    call::Ask,
    chat::is_service,
    markup::Markup,
    methods::TEXT_MOST,
    refusal::Refusal,
    send::caption,
    text::{formatted, units},
    world::{ChatKey, Kind, World},
};

/// How long after its sending a message can be deleted.
const DELETABLE: SignedDuration = SignedDuration::from_hours(48);

impl World {
    /// editMessageText.
    pub fn edit_message_text(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let text = formatted(ask.params, "text", &mut ask.notes)?;
        if text.text.is_empty() {
            return Err(Refusal::bad("message text is empty"));
        }
        if units(&text.text) > TEXT_MOST {
            return Err(Refusal::bad("message is too long"));
        }
        let (key, id) = self.editable(ask)?;
        if self.chats[&key].messages[&id].message.get("text").is_none() {
            return Err(Refusal::bad("there is no text in the message to edit"));
        }
        let mut fields = json!({});
        text.put(&mut fields, "text");
        if let Some(options) = ask.params.get("link_preview_options") {
            fields["link_preview_options"] = options.clone();
        }
        self.apply(ask, key, id, fields, &["text", "entities", "link_preview_options"])
    }

    /// editMessageCaption.
    pub fn edit_message_caption(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let fields = caption(ask)?;
        let (key, id) = self.editable(ask)?;
        if self.chats[&key].messages[&id].message.get("text").is_some() {
            return Err(Refusal::bad("there is no caption in the message to edit"));
        }
        self.apply(ask, key, id, fields, &["caption", "caption_entities"])
    }

    /// editMessageReplyMarkup.
    pub fn edit_message_reply_markup(&mut self, ask: &mut Ask) -> Result<Value, Refusal> {
        let (key, id) = self.editable(ask)?;
        self.apply(ask, key, id, json!({}), &[])
    }

    /// The message that an edit names, if the bot may edit it: its own, with no keyboard but an inline one.
    fn editable(&self, ask: &Ask) -> Result<(ChatKey, i64), Refusal> {
        if ask.params.text("inline_message_id").is_some() {
            return Err(Refusal::bad("MESSAGE_ID_INVALID"));
        }
        if ask.params.get("chat_id").is_none() {
            return Err(Refusal::bad("chat_id is empty"));
        }
        if ask.params.number("message_id").is_none() {
            return Err(Refusal::bad("message identifier is not specified"));
        }
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let stored = self.stored(key, ask.params, "message to edit")?;
        let foreign = stored.author != ask.bot || is_service(&stored.message);
        if foreign || stored.sent_markup.is_some() || stored.message.get("forward_origin").is_some() {
            return Err(Refusal::bad("message can't be edited"));
        }
        Ok((key, ask.params.number("message_id").unwrap_or(0)))
    }

    /// Puts `fields` in the place of those of the names `of`, and the new keyboard, or none, in the place of the old.
    fn apply(&mut self, ask: &mut Ask, key: ChatKey, id: i64, fields: Value, of: &[&str]) -> Result<Value, Refusal> {
        let markup = Markup::read_inline(ask.params.get("reply_markup"), key.id > 0, &mut ask.notes)?;
        let mut message = self.chats[&key].messages[&id].message.clone();
        let before = message.clone();
        if let (Some(message), Value::Object(fields)) = (message.as_object_mut(), fields) {
            message.retain(|name, _| !of.contains(&name.as_str()) && name != "reply_markup");
            message.extend(fields);
            if let Markup::Inline(keyboard) = markup {
                message.insert("reply_markup".into(), keyboard);
            }
        }
        if message == before {
            return Err(Refusal::bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a \
                 current content and reply markup of the message",
            ));
        }
        self.take_limit(key, ask)?;
        message["edit_date"] = json!(ask.now.as_second());
        if let Some(stored) = self.chats.get_mut(&key).and_then(|chat| chat.messages.get_mut(&id)) {
            stored.message = message.clone();
            stored.edits += 1;
        }
        self.touch();
        Ok(message)
    }

    /// deleteMessage.
    pub fn delete_message(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let stored = self.stored(key, ask.params, "message to delete")?;
        let chat = &self.chats[&key];
        let own = stored.author == ask.bot || chat.kind == Kind::Private;
        let admin = chat.kind != Kind::Private && chat.status(ask.bot).is_admin();
        if !own && !admin {
            return Err(Refusal::bad("message can't be deleted"));
        }
        // An administrator of a supergroup is not bound by the time.
        let bound = !(admin && chat.kind == Kind::Supergroup);
        if bound && ask.now.duration_since(stored.at) > DELETABLE {
            return Err(Refusal::bad("message can't be deleted for everyone"));
        }
        self.remove(key, ask.params.number("message_id").unwrap_or(0));
        Ok(json!(true))
    }

    /// Takes a message out of a chat, with what hung on it.
    fn remove(&mut self, key: ChatKey, id: i64) {
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.messages.remove(&id);
            chat.pinned.retain(|pinned| *pinned != id);
            chat.force_reply.retain(|_, open| open["message_id"] != id);
        }
        self.touch();
    }

    /// pinChatMessage.
    pub fn pin_chat_message(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.may_pin(ask)?;
        self.stored(key, ask.params, "message to pin")?;
        let id = ask.params.number("message_id").unwrap_or(0);
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.pinned.retain(|pinned| *pinned != id);
            chat.pinned.push(id);
        }
        let pinned = self.quoted(key, id);
        self.post(key, ask.bot, json!({ "pinned_message": pinned }), None, ask.now);
        Ok(json!(true))
    }

    /// unpinChatMessage.
    pub fn unpin_chat_message(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.may_pin(ask)?;
        let id = ask.params.number("message_id");
        if let Some(chat) = self.chats.get_mut(&key) {
            match id {
                Some(id) if !chat.pinned.contains(&id) => return Err(Refusal::bad("message to unpin not found")),
                Some(id) => chat.pinned.retain(|pinned| *pinned != id),
                None => drop(chat.pinned.pop()),
            }
        }
        self.touch();
        Ok(json!(true))
    }

    fn may_pin(&self, ask: &Ask) -> Result<ChatKey, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let chat = &self.chats[&key];
        if chat.kind != Kind::Private && !chat.status(ask.bot).is_admin() {
            return Err(Refusal::bad("not enough rights to manage pinned messages in the chat"));
        }
        Ok(key)
    }

    /// setMessageReaction.
    pub fn set_message_reaction(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        self.stored(key, ask.params, "message to react")?;
        let id = ask.params.number("message_id").unwrap_or(0);
        let reactions = ask.params.get("reaction").and_then(Value::as_array).cloned().unwrap_or_default();
        if reactions.len() > 1 {
            return Err(Refusal::bad("REACTIONS_TOO_MANY"));
        }
        if let Some(stored) = self.chats.get_mut(&key).and_then(|chat| chat.messages.get_mut(&id)) {
            stored.reactions = reactions;
        }
        self.touch();
        Ok(json!(true))
    }
}
