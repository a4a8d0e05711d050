//! What follows from what a person does in a chat; what concerns groups is in [`super::groups`].
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    act::{Act, ActDone, ActError, Deed},
    chat::ANONYMOUS,
    markup::buttons,
    methods::TEXT_MOST,
    text::{typed, units},
    world::{Chat, ChatKey, Kind, Status, World},
};

/// How long a person can edit an own message.
const EDITABLE: SignedDuration = SignedDuration::from_hours(48);

impl World {
    /// Lets a person do something.
    pub fn act(&mut self, person: i64, act: Act, now: Timestamp) -> Result<ActDone, ActError> {
        if self.people.get(&person).is_none_or(|person| person.deactivated) {
            return Err(ActError::NoPerson);
        }
        if let Deed::CreateGroup { title } = &act.deed {
            let chat = self.add_group(title, person);
            return Ok(ActDone { chat: Some(chat), ..ActDone::default() });
        }
        let key = self.place(person, act.chat)?;
        let message = match act.deed {
            Deed::Start { payload } => self.start(person, key, payload.as_deref(), now)?,
            Deed::Text { text, reply_to, anonymous } => self.say(person, key, &text, reply_to, anonymous, now)?,
            Deed::Press { message_id, data, forged } => return self.press(person, key, message_id, &data, forged, now),
            Deed::Keyboard { text } => self.press_keyboard(person, key, &text, now)?,
            Deed::Media { kind, caption, reply_to } => {
                self.may_write(person, key)?;
                let mut fields = self.media(person, &kind).ok_or(ActError::NoKind)?;
                if let Some(caption) = caption {
                    typed(&caption).put(&mut fields, "caption");
                }
                self.write(person, key, fields, reply_to, now)?
            }
            Deed::Contact { phone } => {
                let contact = self.contact(person, phone.as_deref());
                self.write(person, key, json!({ "contact": contact }), None, now)?
            }
            Deed::Edit { message_id, text } => self.edit_own(person, key, message_id, &text, now)?,
            Deed::Block => self.set_blocked(key, true, now)?,
            Deed::Unblock => self.set_blocked(key, false, now)?,
            Deed::Deactivate => {
                self.people.entry(person).and_modify(|person| person.deactivated = true);
                self.touch();
                Value::Null
            }
            Deed::ReplyOff => {
                self.chats.entry(key).and_modify(|chat| drop(chat.force_reply.remove(&person)));
                self.touch();
                Value::Null
            }
            deed => return self.act_in_group(person, key, deed, now),
        };
        Ok(ActDone { chat: Some(key.id), message_id: message["message_id"].as_i64(), query: None })
    }

    /// The chat that a person's client means. A group that became a supergroup is followed.
    fn place(&self, person: i64, chat: Option<i64>) -> Result<ChatKey, ActError> {
        if let Some(id) = chat.filter(|id| *id < 0) {
            let found = self.chats.get(&Self::key(0, id)).ok_or(ActError::NoChat)?;
            return Ok(Self::key(0, found.migrated_to.unwrap_or(id)));
        }
        let bot = match chat {
            Some(id) if self.bots.contains_key(&id) => id,
            Some(id) if id != person => return Err(ActError::NoChat),
            _ => *self.bots.keys().next().ok_or(ActError::NoChat)?,
        };
        Ok(Self::key(bot, person))
    }

    fn may_write(&self, person: i64, key: ChatKey) -> Result<&Chat, ActError> {
        let chat = self.chats.get(&key);
        if key.id > 0 {
            let chat = chat.filter(|chat| chat.started).ok_or(ActError::NotStarted)?;
            return if chat.blocked { Err(ActError::Blocked) } else { Ok(chat) };
        }
        let chat = chat.ok_or(ActError::NoChat)?;
        match chat.status(person) {
            Status::Restricted => Err(ActError::NoRight),
            status if status.is_in() => Ok(chat),
            _ => Err(ActError::NotIn),
        }
    }

    fn start(&mut self, person: i64, key: ChatKey, payload: Option<&str>, now: Timestamp) -> Result<Value, ActError> {
        if key.id < 0 {
            return Err(ActError::WrongChat);
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if payload.is_some_and(|payload| payload.len() > 64 || payload.is_empty() || !payload.chars().all(fits)) {
            return Err(ActError::Payload);
        }
        let chat = self.chats.entry(key).or_insert_with(|| Chat::new(key, Kind::Private, ""));
        chat.started = true;
        if chat.blocked {
            self.set_blocked(key, false, now)?;
        }
        let words = payload.map_or_else(|| "/start".to_owned(), |payload| format!("/start {payload}"));
        self.say(person, key, &words, None, false, now)
    }

    fn say(
        &mut self,
        person: i64,
        key: ChatKey,
        text: &str,
        reply_to: Option<i64>,
        anonymous: bool,
        now: Timestamp,
    ) -> Result<Value, ActError> {
        let chat = self.may_write(person, key)?;
        if anonymous && !(key.id < 0 && chat.status(person).is_admin()) {
            return Err(ActError::NoRight);
        }
        if text.trim().is_empty() {
            return Err(ActError::Empty);
        }
        let mut last = Value::Null;
        for part in parts(text.trim()) {
            let mut fields = json!({});
            typed(&part).put(&mut fields, "text");
            if anonymous {
                fields["from"] = json!({
                    "id": ANONYMOUS, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot",
                });
                fields["sender_chat"] = self.chat_json(key);
            }
            last = self.write(person, key, fields, reply_to, now)?;
        }
        Ok(last)
    }

    /// Puts a person's message into a chat.
    fn write(
        &mut self,
        person: i64,
        key: ChatKey,
        mut fields: Value,
        reply_to: Option<i64>,
        now: Timestamp,
    ) -> Result<Value, ActError> {
        self.may_write(person, key)?;
        if let Some(id) = reply_to {
            fields["reply_to_message"] = self.quoted(key, id).ok_or(ActError::NoMessage)?;
        }
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.force_reply.remove(&person);
        }
        Ok(self.post(key, person, fields, None, now))
    }

    fn press_keyboard(&mut self, person: i64, key: ChatKey, text: &str, now: Timestamp) -> Result<Value, ActError> {
        let chat = self.may_write(person, key)?;
        let keyboard = chat.keyboards.get(&person).ok_or(ActError::NoButton)?;
        let button = buttons(keyboard).find(|button| button["text"] == text).ok_or(ActError::NoButton)?.clone();
        let once = keyboard["one_time_keyboard"] == true;
        // In a group the client sends it as a reply, so that the bot sees it.
        let under = chat
            .messages
            .iter()
            .rev()
            .find(|(_, stored)| stored.sent_markup.as_ref().is_some_and(|markup| markup.get("keyboard").is_some()));
        let reply_to = under.map(|(id, _)| *id).filter(|_| key.id < 0);
        let fields = if button["request_contact"] == true {
            json!({ "contact": self.contact(person, None) })
        } else if button["request_location"] == true {
            self.media(person, "location").unwrap_or_default()
        } else {
            let mut fields = json!({});
            typed(text).put(&mut fields, "text");
            fields
        };
        let message = self.write(person, key, fields, reply_to, now)?;
        if let Some(chat) = self.chats.get_mut(&key).filter(|_| once) {
            chat.keyboards.remove(&person);
        }
        Ok(message)
    }

    fn edit_own(&mut self, person: i64, key: ChatKey, id: i64, text: &str, now: Timestamp) -> Result<Value, ActError> {
        self.may_write(person, key)?;
        let new = typed(text);
        let chat = self.chats.get_mut(&key).ok_or(ActError::NoChat)?;
        let own = |stored: &&mut super::world::Stored| {
            stored.author == person && stored.message.get("text").is_some() && now.duration_since(stored.at) <= EDITABLE
        };
        let stored = chat.messages.get_mut(&id).filter(own).ok_or(ActError::NoMessage)?;
        if new.text.is_empty() || stored.message["text"] == new.text.as_str() {
            return Err(ActError::Empty);
        }
        if let Some(message) = stored.message.as_object_mut() {
            message.remove("entities");
        }
        new.put(&mut stored.message, "text");
        stored.message["edit_date"] = json!(now.as_second());
        stored.edits += 1;
        let message = stored.message.clone();
        self.deliver(key, "edited_message", person, &message, now);
        self.touch();
        Ok(message)
    }

    fn set_blocked(&mut self, key: ChatKey, blocked: bool, now: Timestamp) -> Result<Value, ActError> {
        let chat = self.chats.get_mut(&key).filter(|chat| chat.kind == Kind::Private && chat.started);
        let chat = chat.ok_or(ActError::NotStarted)?;
        if chat.blocked == blocked {
            return Ok(Value::Null);
        }
        chat.blocked = blocked;
        let member = |blocked| self.member_json(key.bot, if blocked { Status::Kicked } else { Status::Member });
        let body = json!({
            "chat": self.chat_json(key), "from": self.user(key.id), "date": now.as_second(),
            "old_chat_member": member(!blocked), "new_chat_member": member(blocked),
        });
        self.enqueue(key.bot, "my_chat_member", body, now);
        self.touch();
        Ok(Value::Null)
    }
}

/// A text in parts that a message can hold, as clients cut it.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut long = 0;
    for c in text.chars() {
        if long + c.len_utf16() > TEXT_MOST {
            parts.push(String::new());
            long = 0;
        }
        long += c.len_utf16();
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| units(part.trim()) > 0);
    parts
}
