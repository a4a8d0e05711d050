//! Groups: who comes, goes and rises, and the move to a supergroup.
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    act::{ActDone, ActError, Deed},
    world::{Chat, ChatKey, Kind, Status, World},
};

/// What lies between a supergroup's own number and its chat id.
const SUPERGROUPS_BEFORE: i64 = -1_000_000_000_000;

impl World {
    /// Founds a group and answers its id.
    pub fn add_group(&mut self, title: &str, owner: i64) -> i64 {
        self.last.group += 1;
        let key = Self::key(0, -self.last.group);
        let mut chat = Chat::new(key, Kind::Group, title);
        chat.members.insert(owner, Status::Creator);
        self.chats.insert(key, chat);
        self.touch();
        key.id
    }

    /// Lets a member, or somebody who becomes one, do something to a group.
    pub fn act_in_group(&mut self, person: i64, key: ChatKey, deed: Deed, now: Timestamp) -> Result<ActDone, ActError> {
        let chat = self.chats.get(&key).filter(|chat| chat.kind != Kind::Private).ok_or(ActError::WrongChat)?;
        let status = chat.status(person);
        let joins = matches!(deed, Deed::Join);
        if !joins && !status.is_in() {
            return Err(ActError::NotIn);
        }
        if matches!(deed, Deed::Kick { .. } | Deed::Promote { .. } | Deed::Demote { .. }) && !status.is_admin() {
            return Err(ActError::NoRight);
        }
        let mut to = key;
        match deed {
            Deed::Join if status == Status::Kicked => return Err(ActError::NoRight),
            Deed::Join if status.is_in() => return Err(ActError::WrongChat),
            Deed::Join => self.come(key, person, person, now),
            Deed::Leave => self.go(key, person, person, Status::Left, now),
            Deed::Invite { user } => {
                self.known(user)?;
                if self.chats[&key].status(user).is_in() {
                    return Err(ActError::WrongChat);
                }
                self.come(key, user, person, now);
            }
            Deed::Kick { user } => match self.chats[&key].status(user) {
                Status::Creator => return Err(ActError::NoRight),
                old if old.is_in() => self.go(key, user, person, Status::Kicked, now),
                _ => return Err(ActError::NotIn),
            },
            Deed::Promote { user } => self.change(key, user, person, Status::Administrator, now)?,
            Deed::Demote { user } => self.change(key, user, person, Status::Member, now)?,
            Deed::Migrate if status != Status::Creator => return Err(ActError::NoRight),
            Deed::Migrate => to = self.migrate(key, person, now)?,
            _ => return Err(ActError::WrongChat),
        }
        Ok(ActDone { chat: Some(to.id), ..ActDone::default() })
    }

    fn known(&self, user: i64) -> Result<(), ActError> {
        let known = self.bots.contains_key(&user) || self.people.contains_key(&user);
        if known { Ok(()) } else { Err(ActError::NoPerson) }
    }

    fn change(&mut self, key: ChatKey, user: i64, by: i64, to: Status, now: Timestamp) -> Result<(), ActError> {
        match self.chats[&key].status(user) {
            Status::Creator => return Err(ActError::NoRight),
            old if !old.is_in() => return Err(ActError::NotIn),
            old if old == to => {}
            _ => self.set_status(key, user, to, by, now),
        }
        Ok(())
    }

    fn come(&mut self, key: ChatKey, user: i64, by: i64, now: Timestamp) {
        self.set_status(key, user, Status::Member, by, now);
        let fields = json!({ "new_chat_members": [self.user(user)] });
        self.post(key, by, fields, None, now);
    }

    fn go(&mut self, key: ChatKey, user: i64, by: i64, to: Status, now: Timestamp) {
        self.post(key, by, json!({ "left_chat_member": self.user(user) }), None, now);
        self.set_status(key, user, to, by, now);
        if let Some(chat) = self.chats.get_mut(&key) {
            chat.keyboards.remove(&user);
            chat.force_reply.remove(&user);
        }
    }

    fn migrate(&mut self, key: ChatKey, owner: i64, now: Timestamp) -> Result<ChatKey, ActError> {
        let old = self.chats.get(&key).filter(|chat| chat.kind == Kind::Group).ok_or(ActError::WrongChat)?;
        let (title, members, described) = (old.title.clone(), old.members.clone(), old.described.clone());
        let new = Self::key(0, SUPERGROUPS_BEFORE + key.id);
        let mut chat = Chat::new(new, Kind::Supergroup, &title);
        chat.members = members;
        chat.described = described;
        self.chats.insert(new, chat);
        self.post(key, owner, json!({ "migrate_to_chat_id": new.id }), None, now);
        if let Some(old) = self.chats.get_mut(&key) {
            old.migrated_to = Some(new.id);
            old.keyboards.clear();
            old.force_reply.clear();
        }
        self.post(new, owner, json!({ "migrate_from_chat_id": key.id }), None, now);
        Ok(new)
    }

    /// Adds to what getChat tells of a chat, such as `username` or `join_by_request`; null takes away.
    pub fn describe(&mut self, chat: i64, fields: Value) {
        if let (Some(chat), Value::Object(fields)) = (self.chats.get_mut(&Self::key(0, chat)), fields) {
            for (name, value) in fields {
                match value {
                    Value::Null => drop(chat.described.remove(&name)),
                    value => drop(chat.described.insert(name, value)),
                }
            }
        }
        self.touch();
    }
}
