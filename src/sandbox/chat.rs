//! Chats and their messages: who is in, what a message looks like, where it goes.
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::world::{Chat, ChatKey, Kind, Status, Stored, World};

/// The account that Telegram names as sender where an anonymous administrator wrote.
pub const ANONYMOUS: i64 = 1_087_968_824;

impl Status {
    /// Whether somebody of this status is in the chat.
    pub fn is_in(self) -> bool {
        !matches!(self, Self::Left | Self::Kicked)
    }

    /// Whether somebody of this status has an administrator's rights.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Creator | Self::Administrator)
    }
}

impl Chat {
    /// A chat without anything in it.
    pub fn new(key: ChatKey, kind: Kind, title: &str) -> Self {
        Self {
            key,
            kind,
            title: title.to_owned(),
            started: false,
            blocked: false,
            members: Default::default(),
            messages: Default::default(),
            last_message: 0,
            migrated_to: None,
            pinned: Vec::new(),
            keyboards: Default::default(),
            force_reply: Default::default(),
            action: None,
            last_bot: None,
            described: Map::new(),
        }
    }

    /// How `user` stands to this chat.
    pub fn status(&self, user: i64) -> Status {
        match self.kind {
            Kind::Private => Status::Member,
            _ => self.members.get(&user).copied().unwrap_or(Status::Left),
        }
    }

    /// The people and bots in a group.
    pub fn present(&self) -> impl Iterator<Item = i64> {
        self.members.iter().filter(|(_, status)| status.is_in()).map(|(id, _)| *id)
    }
}

impl World {
    /// The chat as a `Chat` object.
    pub fn chat_json(&self, key: ChatKey) -> Value {
        let Some(chat) = self.chats.get(&key) else { return json!({ "id": key.id, "type": "private" }) };
        if chat.kind != Kind::Private {
            return json!({ "id": key.id, "type": chat.kind, "title": chat.title });
        }
        let mut json = json!({ "id": key.id, "type": "private" });
        if let Some(person) = self.people.get(&key.id) {
            json["first_name"] = json!(person.first_name);
            json["username"] = json!(person.username);
        }
        json
    }

    /// The next message id of the chat.
    pub fn message_number(&mut self, key: ChatKey) -> i64 {
        match self.chats.get_mut(&key).filter(|chat| chat.kind == Kind::Supergroup) {
            Some(chat) => {
                chat.last_message += 1;
                chat.last_message
            }
            None => {
                self.last.message += 1;
                self.last.message
            }
        }
    }

    /// Puts a message of `author` with these fields into the chat, delivers it to the bots that may see it, and answers
    /// the `Message`.
    pub fn post(
        &mut self,
        key: ChatKey,
        author: i64,
        fields: Value,
        sent_markup: Option<Value>,
        now: Timestamp,
    ) -> Value {
        let id = self.message_number(key);
        let mut message = json!({
            "message_id": id, "from": self.user(author), "chat": self.chat_json(key), "date": now.as_second(),
        });
        if let (Some(message), Value::Object(fields)) = (message.as_object_mut(), fields) {
            message.extend(fields);
        }
        let is_bot = self.bots.contains_key(&author);
        let stored = Stored {
            message: message.clone(),
            author,
            at: now,
            edits: 0,
            sent_markup,
            reactions: Vec::new(),
            silent: false,
        };
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.messages.insert(id, stored);
            if is_bot {
                chat.last_bot = Some(author);
                chat.action = None;
            }
        }
        if !is_bot {
            self.deliver(key, "message", author, &message, now);
        }
        self.touch();
        message
    }

    /// Gives a message to every bot that may see it.
    pub fn deliver(&mut self, key: ChatKey, kind: &str, author: i64, message: &Value, now: Timestamp) {
        let all: Vec<i64> = self.bots.keys().copied().collect();
        for bot in all.into_iter().filter(|bot| *bot != author) {
            if self.may_see(key, bot, message) {
                self.enqueue(bot, kind, message.clone(), now);
            }
        }
    }

    /// Whether the bot is given this message of a person.
    fn may_see(&self, key: ChatKey, bot: i64, message: &Value) -> bool {
        let (Some(chat), Some(account)) = (self.chats.get(&key), self.bots.get(&bot)) else { return false };
        if chat.kind == Kind::Private {
            return key.bot == bot;
        }
        let status = chat.status(bot);
        if !status.is_in() {
            return false;
        }
        if status.is_admin() || !account.privacy || is_service(message) {
            return true;
        }
        if message["reply_to_message"]["from"]["id"] == bot {
            return true;
        }
        let text = message["text"].as_str().or(message["caption"].as_str()).unwrap_or_default();
        let Some(command) = text.strip_prefix('/').and_then(|rest| rest.split_whitespace().next()) else {
            return false;
        };
        match command.split_once('@') {
            Some((_, whose)) => whose.eq_ignore_ascii_case(&account.username),
            // A command that names no bot goes to the one that spoke last.
            None => {
                let alone = chat.present().filter(|id| self.bots.contains_key(id)).count() == 1;
                alone || chat.last_bot.is_none_or(|last| last == bot)
            }
        }
    }

    /// A message as it stands in another one's `reply_to_message`: without what that one replies to.
    pub fn quoted(&self, key: ChatKey, id: i64) -> Option<Value> {
        let mut message = self.chats.get(&key)?.messages.get(&id)?.message.clone();
        message.as_object_mut()?.remove("reply_to_message");
        Some(message)
    }

    /// `user` as a `ChatMember` of the group.
    pub fn member_json(&self, user: i64, status: Status) -> Value {
        let mut member = json!({ "user": self.user(user), "status": status });
        let rights = [
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
        ];
        match status {
            Status::Creator => member["is_anonymous"] = json!(false),
            Status::Administrator => {
                member["can_be_edited"] = json!(false);
                rights.iter().for_each(|right| member[right] = json!(true));
                for right in [
                    "is_anonymous",
                    "can_promote_members",
                    "can_post_stories",
                    "can_edit_stories",
                    "can_delete_stories",
                ] {
                    member[right] = json!(false);
                }
            }
            Status::Restricted => restrict(&mut member),
            Status::Kicked => member["until_date"] = json!(0),
            Status::Member | Status::Left => {}
        }
        member
    }

    /// Changes how `user` stands to the group and tells the bots that learn of it. `by` did it.
    pub fn set_status(&mut self, key: ChatKey, user: i64, status: Status, by: i64, now: Timestamp) {
        let Some(chat) = self.chats.get_mut(&key) else { return };
        let old = chat.members.insert(user, status).unwrap_or(Status::Left);
        let body = json!({
            "chat": self.chat_json(key), "from": self.user(by), "date": now.as_second(),
            "old_chat_member": self.member_json(user, old), "new_chat_member": self.member_json(user, status),
        });
        self.touch();
        if self.bots.contains_key(&user) {
            return self.enqueue(user, "my_chat_member", body, now);
        }
        let learn: Vec<i64> = self
            .chats
            .get(&key)
            .into_iter()
            .flat_map(|chat| chat.members.iter().filter(|(_, status)| status.is_admin()).map(|(id, _)| *id))
            .filter(|id| self.bots.contains_key(id))
            .collect();
        for bot in learn {
            self.enqueue(bot, "chat_member", body.clone(), now);
        }
    }
}

fn restrict(member: &mut Value) {
    member["is_member"] = json!(true);
    member["until_date"] = json!(0);
    if let Some(member) = member.as_object_mut() {
        member.extend(rights(false));
    }
}

/// What a member of a group may do, all allowed or all forbidden: the fields of `ChatPermissions`, and of a restricted member.
pub fn rights(allowed: bool) -> Map<String, Value> {
    const RIGHTS: [&str; 16] = [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_react_to_messages",
        "can_edit_tag",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    ];
    RIGHTS.into_iter().map(|right| (right.to_owned(), allowed.into())).collect()
}

/// Whether the message tells of something that happened in the chat.
pub fn is_service(message: &Value) -> bool {
    const KINDS: [&str; 7] = [
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
    ];
    KINDS.iter().any(|kind| message.get(kind).is_some())
}
