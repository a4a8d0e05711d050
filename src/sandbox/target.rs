//! Where a call goes: the chat and the message that it names, and whether the bot may.
use serde_json::Value;

use super::{
    refusal::Refusal,
    request::Params,
    world::{ChatKey, Kind, Status, Stored, World},
};

impl World {
    /// The chat of the parameter `name`, where the bot may write (or, with `write` false, look).
    pub fn target(&self, bot: i64, params: &Params, name: &str, write: bool) -> Result<ChatKey, Refusal> {
        let id = match params.get(name) {
            Some(Value::Number(id)) => id.as_i64().unwrap_or(0),
            _ => self.by_username(params.text(name).unwrap_or_default()).ok_or_else(not_found)?,
        };
        let key = Self::key(bot, id);
        if id > 0 {
            self.private(bot, key, write)?
        } else {
            self.group(bot, key, write)?
        }
        Ok(key)
    }

    fn by_username(&self, name: &str) -> Option<i64> {
        let wanted = name.strip_prefix('@')?;
        let named = |chat: &&super::world::Chat| {
            chat.described.get("username").and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        };
        self.chats.values().find(named).map(|chat| chat.key.id)
    }

    fn private(&self, bot: i64, key: ChatKey, write: bool) -> Result<(), Refusal> {
        let deactivated = self.people.get(&key.id).is_some_and(|person| person.deactivated);
        if deactivated && write {
            return Err(Refusal::forbidden("user is deactivated"));
        }
        match self.chats.get(&key).filter(|chat| chat.started) {
            Some(chat) if chat.blocked && write => Err(Refusal::forbidden("bot was blocked by the user")),
            Some(_) => Ok(()),
            // A bot may know somebody from a group, and still not write first.
            None if self.bots.contains_key(&key.id) => Err(Refusal::forbidden("bots can't send messages to bots")),
            None if self.has_met(bot, key.id) => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
            None => Err(not_found()),
        }
    }

    fn has_met(&self, bot: i64, person: i64) -> bool {
        self.people.contains_key(&person)
            && self.chats.values().any(|chat| chat.members.contains_key(&bot) && chat.members.contains_key(&person))
    }

    fn group(&self, bot: i64, key: ChatKey, write: bool) -> Result<(), Refusal> {
        let chat = self.chats.get(&key).ok_or_else(not_found)?;
        let what = if chat.kind == Kind::Supergroup { "supergroup" } else { "group" };
        if let Some(to) = chat.migrated_to.filter(|_| write) {
            return Err(Refusal::migrated(to));
        }
        match chat.members.get(&bot) {
            None => Err(not_found()),
            Some(Status::Kicked) => Err(Refusal::forbidden(&format!("bot was kicked from the {what} chat"))),
            Some(Status::Left) if chat.migrated_to.is_none() => {
                Err(Refusal::forbidden(&format!("bot is not a member of the {what} chat")))
            }
            Some(_) => Ok(()),
        }
    }

    /// The message of the parameter `message_id`; `what` as in "message to edit".
    pub fn stored(&self, key: ChatKey, params: &Params, what: &str) -> Result<&Stored, Refusal> {
        let id = params.number("message_id").unwrap_or(0);
        let found = self.chats.get(&key).and_then(|chat| chat.messages.get(&id));
        found.ok_or_else(|| Refusal::bad(format!("{what} not found")))
    }

    /// The `reply_to_message` that a call asks for.
    pub fn reply_to(&self, bot: i64, key: ChatKey, params: &Params) -> Result<Option<Value>, Refusal> {
        let Some(reply) = params.get("reply_parameters").and_then(Value::as_object).filter(|r| !r.is_empty()) else {
            return Ok(None);
        };
        let place = match reply.get("chat_id").and_then(Value::as_i64) {
            Some(id) => Self::key(bot, id),
            None => key,
        };
        let id = reply.get("message_id").and_then(Value::as_i64).unwrap_or(0);
        match self.quoted(place, id) {
            Some(message) => Ok(Some(message)),
            None if reply.get("allow_sending_without_reply") == Some(&Value::Bool(true)) => Ok(None),
            None => Err(Refusal::bad("message to be replied not found")),
        }
    }
}

fn not_found() -> Refusal {
    Refusal::bad("chat not found")
}
