//! One call of a method: checked against the table, sent to the method, noted.
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{check::check, record::Violation, refusal::Refusal, request::Params, world::World};

/// What a method is given.
#[derive(Debug)]
pub struct Ask<'a> {
    /// Who calls.
    pub bot: i64,
    /// With what, checked.
    pub params: &'a Params,
    /// The time.
    pub now: Timestamp,
    /// What passes but was hardly meant.
    pub notes: Vec<String>,
}

impl World {
    /// The bot that this token belongs to.
    pub fn bot_of(&self, token: &str) -> Result<i64, Refusal> {
        let Some((id, _)) = token.split_once(':') else { return Err(Refusal::new(404, "Not Found")) };
        let bot = id.parse().ok().and_then(|id: i64| self.bots.get(&id)).filter(|bot| bot.token == token);
        match bot {
            Some(bot) if bot.logged_out => Err(Refusal::bad("Logged out")),
            Some(bot) => Ok(bot.id),
            None => Err(Refusal::unauthorized()),
        }
    }

    /// Checks the parameters of a call and notes what is odd about them.
    pub fn check(&mut self, method: &str, params: &mut Params, now: Timestamp) -> Result<(), Refusal> {
        let mut notes = Vec::new();
        let result = check(method, params, &mut notes);
        self.note(method, notes, now);
        result
    }

    /// Runs any method but getUpdates, on parameters that were checked.
    pub fn call(&mut self, bot: i64, method: &str, params: &Params, now: Timestamp) -> Result<Value, Refusal> {
        let mut ask = Ask { bot, params, now, notes: Vec::new() };
        let result = self.dispatch(method, &mut ask);
        let notes = ask.notes;
        self.note(method, notes, now);
        result
    }

    fn note(&mut self, method: &str, notes: Vec<String>, now: Timestamp) {
        self.violations.extend(notes.into_iter().map(|what| Violation { at: now, method: method.to_owned(), what }));
    }

    fn dispatch(&mut self, method: &str, ask: &mut Ask) -> Result<Value, Refusal> {
        match method {
            "getMe" => self.get_me(ask),
            "logOut" => self.log_out(ask),
            "close" => Ok(json!(true)),
            "setWebhook" | "deleteWebhook" => self.set_webhook(ask),
            "getWebhookInfo" => self.get_webhook_info(ask),
            "sendMessage" => self.send_message(ask),
            "forwardMessage" => self.forward_message(ask),
            "copyMessage" => self.copy_message(ask),
            "sendPhoto" => self.send_file(ask, "photo"),
            "sendDocument" => self.send_file(ask, "document"),
            "sendChatAction" => self.send_chat_action(ask),
            "setMessageReaction" => self.set_message_reaction(ask),
            "editMessageText" => self.edit_message_text(ask),
            "editMessageCaption" => self.edit_message_caption(ask),
            "editMessageReplyMarkup" => self.edit_message_reply_markup(ask),
            "deleteMessage" => self.delete_message(ask),
            "answerCallbackQuery" => self.answer_callback_query(ask),
            "getFile" => self.get_file(ask.params),
            "getChat" => self.get_chat(ask),
            "getChatMember" => self.get_chat_member(ask),
            "getChatAdministrators" => self.get_chat_administrators(ask),
            "getChatMemberCount" => self.get_chat_member_count(ask),
            "leaveChat" => self.leave_chat(ask),
            "pinChatMessage" => self.pin_chat_message(ask),
            "unpinChatMessage" => self.unpin_chat_message(ask),
            "setMyCommands" => self.set_my_commands(ask),
            "getMyCommands" => self.get_my_commands(ask),
            "deleteMyCommands" => self.delete_my_commands(ask),
            "setMyName" => self.set_words(ask, "name"),
            "getMyName" => self.get_words(ask, "name"),
            "setMyDescription" => self.set_words(ask, "description"),
            "getMyDescription" => self.get_words(ask, "description"),
            "setMyShortDescription" => self.set_words(ask, "short_description"),
            "getMyShortDescription" => self.get_words(ask, "short_description"),
            _ => Err(unsupported(method)),
        }
    }

    fn log_out(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        if let Some(bot) = self.bots.get_mut(&ask.bot) {
            bot.logged_out = true;
        }
        self.touch();
        Ok(json!(true))
    }

    fn set_webhook(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        if ask.params.text("url").is_some() {
            return Err(Refusal::bad("bad webhook: the sandbox gives updates by getUpdates only"));
        }
        if let Some(bot) = self.bots.get_mut(&ask.bot)
            && ask.params.flag("drop_pending_updates")
        {
            bot.queue.drop_all();
        }
        self.touch();
        Ok(json!(true))
    }

    fn get_webhook_info(&self, ask: &Ask) -> Result<Value, Refusal> {
        let pending = self.bots.get(&ask.bot).map_or(0, |bot| bot.queue.pending());
        Ok(json!({ "url": "", "has_custom_certificate": false, "pending_update_count": pending }))
    }
}

/// What a method outside of the table is answered.
pub fn unsupported(method: &str) -> Refusal {
    let name: String = method.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    Refusal::new(404, format!("Not Found: method not found: the sandbox does not support {name}"))
}
