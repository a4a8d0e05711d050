//! Methods about the bot itself: who it is, its names, its commands.
use serde_json::{Value, json};

use super::{call::Ask, refusal::Refusal, world::World};

impl World {
    /// getMe.
    pub fn get_me(&self, ask: &Ask) -> Result<Value, Refusal> {
        let bot = self.bots.get(&ask.bot).ok_or_else(Refusal::unauthorized)?;
        Ok(json!({
            "id": bot.id, "is_bot": true, "first_name": bot.first_name, "username": bot.username,
            "can_join_groups": true, "can_read_all_group_messages": !bot.privacy, "supports_guest_queries": false,
            "supports_inline_queries": false, "can_connect_to_business": false, "has_main_web_app": false,
            "has_topics_enabled": false, "allows_users_to_create_topics": false, "can_manage_bots": false,
            "supports_join_request_queries": false,
        }))
    }

    /// setMyName, setMyDescription, setMyShortDescription.
    pub fn set_words(&mut self, ask: &Ask, which: &'static str) -> Result<Value, Refusal> {
        let language = language(ask)?;
        let words = ask.params.text(which).unwrap_or_default().to_owned();
        let Some(bot) = self.bots.get_mut(&ask.bot) else { return Err(Refusal::unauthorized()) };
        match words.is_empty() {
            true => drop(bot.words.remove(&(which, language))),
            false => drop(bot.words.insert((which, language), words)),
        }
        self.touch();
        Ok(json!(true))
    }

    /// getMyName, getMyDescription, getMyShortDescription.
    pub fn get_words(&self, ask: &Ask, which: &'static str) -> Result<Value, Refusal> {
        let language = language(ask)?;
        let bot = self.bots.get(&ask.bot).ok_or_else(Refusal::unauthorized)?;
        let own = bot.words.get(&(which, language)).or_else(|| bot.words.get(&(which, String::new())));
        let words = own.map(String::as_str).or((which == "name").then_some(&bot.first_name));
        Ok(json!({ which: words.unwrap_or_default() }))
    }

    /// setMyCommands.
    pub fn set_my_commands(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let (scope, language) = (self.scope(ask)?, language(ask)?);
        let commands = ask.params.get("commands").cloned().unwrap_or_default();
        for command in commands.as_array().into_iter().flatten() {
            let name = command["command"].as_str().unwrap_or_default().trim_start_matches('/');
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
                return Err(Refusal::bad("BOT_COMMAND_INVALID"));
            }
        }
        let Some(bot) = self.bots.get_mut(&ask.bot) else { return Err(Refusal::unauthorized()) };
        let by_language = bot.commands.entry(scope).or_default();
        match commands.as_array().is_none_or(Vec::is_empty) {
            true => drop(by_language.remove(&language)),
            false => drop(by_language.insert(language, commands)),
        }
        self.touch();
        Ok(json!(true))
    }

    /// getMyCommands.
    pub fn get_my_commands(&self, ask: &Ask) -> Result<Value, Refusal> {
        let (scope, language) = (self.scope(ask)?, language(ask)?);
        let bot = self.bots.get(&ask.bot).ok_or_else(Refusal::unauthorized)?;
        let commands = bot.commands.get(&scope).and_then(|by_language| by_language.get(&language));
        Ok(commands.cloned().unwrap_or_else(|| json!([])))
    }

    /// deleteMyCommands.
    pub fn delete_my_commands(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let (scope, language) = (self.scope(ask)?, language(ask)?);
        if let Some(by_language) = self.bots.get_mut(&ask.bot).and_then(|bot| bot.commands.get_mut(&scope)) {
            by_language.remove(&language);
        }
        self.touch();
        Ok(json!(true))
    }

    fn scope(&self, ask: &Ask) -> Result<String, Refusal> {
        let Some(scope) = ask.params.get("scope") else { return Ok(json!({ "type": "default" }).to_string()) };
        if let Some(id) = scope["chat_id"].as_i64()
            && !self.chats.contains_key(&Self::key(ask.bot, id))
        {
            return Err(Refusal::bad("chat not found"));
        }
        Ok(scope.to_string())
    }
}

fn language(ask: &Ask) -> Result<String, Refusal> {
    let code = ask.params.text("language_code").unwrap_or_default();
    let good = code.is_empty() || code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase());
    if good { Ok(code.to_owned()) } else { Err(Refusal::bad("invalid language code specified")) }
}
