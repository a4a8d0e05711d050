//! Presses on inline buttons, and what answers them.
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    act::{ActDone, ActError},
    call::Ask,
    markup::buttons,
    record::{Press, Toast},
    refusal::Refusal,
    updates::{PRESS_ANSWERABLE, PRESS_KEPT},
    world::{ChatKey, World},
};

/// How many presses are remembered before those that are over are forgotten.
const PRESSES_KEPT: usize = 10_000;

impl World {
    /// Lets a person press a button.
    pub fn press(
        &mut self,
        person: i64,
        key: ChatKey,
        message_id: i64,
        data: &str,
        forged: bool,
        now: Timestamp,
    ) -> Result<ActDone, ActError> {
        let chat = self.chats.get(&key).ok_or(ActError::NoChat)?;
        if key.id < 0 && !chat.status(person).is_in() && !forged {
            return Err(ActError::NotIn);
        }
        if chat.blocked {
            return Err(ActError::Blocked);
        }
        let stored = chat.messages.get(&message_id);
        let keyboard = stored.map(|stored| &stored.message["reply_markup"]).unwrap_or(&Value::Null);
        if !forged && !buttons(keyboard).any(|button| button["callback_data"] == data) {
            return Err(ActError::NoButton);
        }
        let author = stored.map(|stored| stored.author).filter(|author| self.bots.contains_key(author));
        let bot = author.or(Some(key.bot).filter(|bot| *bot > 0)).or_else(|| self.bots.keys().next().copied());
        let bot = bot.ok_or(ActError::NoChat)?;
        let message = match stored {
            Some(stored) => stored.message.clone(),
            // What was deleted can still be on somebody's screen.
            None => json!({ "chat": self.chat_json(key), "message_id": message_id, "date": 0 }),
        };
        let id = format!("{}{:06}", 4_000_000_000_000_i64 + person, self.number());
        let instance = format!("{}", key.id.wrapping_mul(7_919).wrapping_add(bot));
        let body = json!({
            "id": id, "from": self.user(person), "message": message, "chat_instance": instance, "data": data,
        });
        let press = Press { bot, person, body: body.clone(), at: now, answered: false, resent: 0 };
        if self.queries.len() >= PRESSES_KEPT {
            self.queries.retain(|_, press| now.duration_since(press.at) <= PRESS_KEPT);
        }
        self.queries.insert(id.clone(), press);
        self.enqueue(bot, "callback_query", body, now);
        self.touch();
        Ok(ActDone { chat: Some(key.id), message_id: Some(message_id), query: Some(id) })
    }

    /// answerCallbackQuery: once, and not late.
    pub fn answer_callback_query(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let id = ask.params.text("callback_query_id").unwrap_or_default();
        let fresh = |press: &&mut Press| {
            press.bot == ask.bot && !press.answered && ask.now.duration_since(press.at) <= PRESS_ANSWERABLE
        };
        let Some(press) = self.queries.get_mut(id).filter(fresh) else {
            let words = "query is too old and response timeout expired or query ID is invalid";
            return Err(Refusal::bad(words));
        };
        let url = ask.params.text("url").map(str::to_owned);
        if url.as_ref().is_some_and(|url| !url.starts_with("https://t.me/")) {
            return Err(Refusal::bad("URL_INVALID"));
        }
        press.answered = true;
        let person = press.person;
        let text = ask.params.text("text").unwrap_or_default().to_owned();
        let (n, show_alert) = (self.toasts.len() + 1, ask.params.flag("show_alert"));
        self.toasts.push(Toast { n, person, text, show_alert, url, at: ask.now });
        self.touch();
        Ok(json!(true))
    }
}
