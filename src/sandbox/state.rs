//! The whole world as JSON, for the page.
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::world::{Bot, Chat, Kind, Stored, World};

/// How many of the last toasts are shown.
const TOASTS_SHOWN: usize = 50;

impl World {
    /// What `GET /sandbox/state` answers.
    pub fn state(&self, now: Timestamp) -> Value {
        let recent = self.toasts.len().saturating_sub(TOASTS_SHOWN);
        json!({
            "version": self.version,
            "now": now,
            "bots": self.bots.values().map(bot).collect::<Vec<_>>(),
            "people": self.people.values().collect::<Vec<_>>(),
            "chats": self.chats.values().map(|chat| self.chat_state(chat, now)).collect::<Vec<_>>(),
            "toasts": &self.toasts[recent..],
        })
    }

    /// See [`super::Sandbox::messages`].
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        let chat = self.chats.values().find(|found| found.key.id == chat);
        chat.into_iter().flat_map(|chat| chat.messages.values()).map(shown).collect()
    }

    fn chat_state(&self, chat: &Chat, now: Timestamp) -> Value {
        let mut json = self.chat_json(chat.key);
        if chat.kind == Kind::Private {
            json["bot"] = json!(chat.key.bot);
            json["person"] = json!(chat.key.id);
            json["started"] = json!(chat.started);
            json["blocked"] = json!(chat.blocked);
        } else {
            let members = chat.members.iter().map(|(user, status)| json!({ "user": user, "status": status }));
            json["members"] = members.collect();
            json["migrated_to"] = json!(chat.migrated_to);
        }
        let people: Vec<i64> = match chat.kind {
            Kind::Private => vec![chat.key.id],
            _ => chat.present().filter(|id| self.people.contains_key(id)).collect(),
        };
        let for_each = |what: &std::collections::BTreeMap<i64, Value>| -> Value {
            people.iter().map(|id| (id.to_string(), json!(what.get(id)))).collect::<Map<_, _>>().into()
        };
        json["reply_keyboard"] = for_each(&chat.keyboards);
        json["force_reply"] = for_each(&chat.force_reply);
        json["pinned"] = json!(chat.pinned);
        json["messages"] = chat.messages.values().map(shown).collect();
        let action = chat.action.as_ref().filter(|(_, _, until)| *until > now);
        json["action"] =
            json!(action.map(|(bot, action, until)| json!({ "bot": bot, "action": action, "until": until })));
        json
    }
}

/// A message as a client shows it.
pub fn shown(stored: &Stored) -> Value {
    let mut message = stored.message.clone();
    message["edit_count"] = json!(stored.edits);
    if let Some(markup) = &stored.sent_markup {
        message["sent_markup"] = markup.clone();
    }
    if stored.silent {
        message["silent"] = json!(true);
    }
    if !stored.reactions.is_empty() {
        message["reactions"] = json!(stored.reactions);
    }
    message
}

fn bot(bot: &Bot) -> Value {
    let words = |which: &str| -> Value {
        let own = bot.words.iter().filter(|((name, _), _)| *name == which);
        own.map(|((_, language), words)| (language.clone(), json!(words))).collect::<Map<_, _>>().into()
    };
    // A private chat's menu takes the commands of the narrower scope, and else those of the default.
    let scope = |kind: &str| bot.commands.get(&json!({ "type": kind }).to_string());
    let mut commands = scope("default").cloned().unwrap_or_default();
    commands.extend(scope("all_private_chats").cloned().unwrap_or_default());
    json!({
        "id": bot.id, "username": bot.username, "first_name": bot.first_name, "name": words("name"),
        "description": words("description"), "short_description": words("short_description"), "commands": commands,
        "scopes": bot.commands, "polling": bot.queue.pollers > 0, "pending": bot.queue.pending(),
    })
}
