//! Methods about chats and who is in them.
use serde_json::{Value, json};

use super::{
    call::Ask,
    chat::rights,
    refusal::Refusal,
    world::{Kind, Status, World},
};

impl World {
    /// getChat.
    pub fn get_chat(&self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", false)?;
        let chat = &self.chats[&key];
        let gifts = chat.kind == Kind::Private;
        let mut full = self.chat_json(key);
        full["accent_color_id"] = json!(0);
        full["max_reaction_count"] = json!(11);
        full["accepted_gift_types"] = json!({
            "unlimited_gifts": gifts, "limited_gifts": gifts, "unique_gifts": gifts, "premium_subscription": gifts,
            "gifts_from_channels": gifts,
        });
        if let Some(pinned) = chat.pinned.last().and_then(|id| self.quoted(key, *id)) {
            full["pinned_message"] = pinned;
        }
        if chat.kind != Kind::Private {
            full["permissions"] = rights(true).into();
        }
        if let Some(full) = full.as_object_mut() {
            full.extend(chat.described.clone());
        }
        Ok(full)
    }

    /// getChatMember.
    pub fn get_chat_member(&self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let user = ask.params.number("user_id").unwrap_or(0);
        if !self.people.contains_key(&user) && !self.bots.contains_key(&user) {
            return Err(Refusal::bad("user not found"));
        }
        let chat = &self.chats[&key];
        if chat.kind == Kind::Private && ![key.id, ask.bot].contains(&user) {
            return Err(Refusal::bad("member not found"));
        }
        Ok(self.member_json(user, chat.status(user)))
    }

    /// getChatAdministrators.
    pub fn get_chat_administrators(&self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let chat = &self.chats[&key];
        if chat.kind == Kind::Private {
            return Err(Refusal::bad("there are no administrators in the private chat"));
        }
        let shown = |user: &i64| *user == ask.bot || ask.params.flag("return_bots") || !self.bots.contains_key(user);
        let admins = chat.members.iter().filter(|(user, status)| status.is_admin() && shown(user));
        Ok(admins.map(|(user, status)| self.member_json(*user, *status)).collect())
    }

    /// getChatMemberCount.
    pub fn get_chat_member_count(&self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        let chat = &self.chats[&key];
        Ok(json!(if chat.kind == Kind::Private { 2 } else { chat.present().count() }))
    }

    /// leaveChat.
    pub fn leave_chat(&mut self, ask: &Ask) -> Result<Value, Refusal> {
        let key = self.target(ask.bot, ask.params, "chat_id", true)?;
        if self.chats[&key].kind == Kind::Private {
            return Err(Refusal::bad("chat member status can't be changed in private chats"));
        }
        self.post(key, ask.bot, json!({ "left_chat_member": self.user(ask.bot) }), None, ask.now);
        self.set_status(key, ask.bot, Status::Left, ask.bot, ask.now);
        Ok(json!(true))
    }
}
