//! What there is: bots, people, chats, messages. Plain data behind one lock; the time comes as an argument.
use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    faults::FaultBook,
    files::File,
    limits::Limits,
    record::{Call, Press, Toast, Violation},
    updates::Queue,
};

/// Everything there is.
#[derive(Debug, Default)]
pub struct World {
    /// By id.
    pub bots: BTreeMap<i64, Bot>,
    /// By id.
    pub people: BTreeMap<i64, Person>,
    /// Private chats once for each bot, groups with bot 0.
    pub chats: BTreeMap<ChatKey, Chat>,
    /// What answered presses showed, oldest first.
    pub toasts: Vec<Toast>,
    /// Every call of a Bot API method, oldest first.
    pub calls: VecDeque<Call>,
    /// What Telegram would let pass and a strict reader would not, oldest first.
    pub violations: Vec<Violation>,
    /// Presses, by the id of their callback query.
    pub queries: BTreeMap<String, Press>,
    /// By `file_id`.
    pub files: BTreeMap<String, File>,
    /// What is to go wrong.
    pub faults: FaultBook,
    /// What is enforced.
    pub rules: Rules,
    /// What was sent lately, for the limits.
    pub limits: Limits,
    /// Rises with every change.
    pub version: u64,
    /// Whether `version` must rise.
    pub changed: bool,
    /// The last numbers given out.
    pub last: Last,
}

/// The last numbers given out.
#[derive(Debug)]
pub struct Last {
    /// People.
    pub person: i64,
    /// Groups, counted upwards, given out negative.
    pub group: i64,
    /// Messages in private chats and basic groups: one row for the account of the bot.
    pub message: i64,
    /// Presses, files, calls.
    pub other: u64,
}

impl Default for Last {
    fn default() -> Self {
        Self { person: 100, group: 4000, message: 0, other: 0 }
    }
}

/// What the sandbox enforces; everything else is always as strict as Telegram.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Too much in too short a time is answered 429.
    pub limits: bool,
    /// A client sends an unanswered press again about every 30 s.
    pub resend_presses: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { limits: true, resend_presses: false }
    }
}

/// Where a chat is found: `bot` is 0 for a group, and the bot's id for a private chat (whose id is the person's).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChatKey {
    /// The bot's id, or 0.
    pub bot: i64,
    /// The chat's id as the bot sees it.
    pub id: i64,
}

/// A bot account.
#[derive(Debug)]
pub struct Bot {
    /// The number before the colon of its token.
    pub id: i64,
    /// The whole token.
    pub token: String,
    /// Without the @.
    pub username: String,
    /// Its name.
    pub first_name: String,
    /// In groups it sees only what is meant for it.
    pub privacy: bool,
    /// `logOut` was called: this server knows it no more.
    pub logged_out: bool,
    /// What waits for getUpdates.
    pub queue: Queue,
    /// Names, descriptions and short descriptions, by (which, language).
    pub words: BTreeMap<(&'static str, String), String>,
    /// Commands by scope (its JSON) and language.
    pub commands: BTreeMap<String, BTreeMap<String, Value>>,
}

/// A person's account.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// Above zero.
    pub id: i64,
    /// As shown.
    pub first_name: String,
    /// As the client reports it, "es" or "es-MX".
    pub language_code: String,
    /// Without the @.
    pub username: String,
    /// The account was deleted.
    pub deactivated: bool,
}

/// What a chat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person and a bot.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, with its own row of message ids.
    Supergroup,
}

/// How somebody stands to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the Bot API's own words")]
pub enum Status {
    Creator,
    Administrator,
    Member,
    Restricted,
    Left,
    Kicked,
}

/// A chat with all that was said in it.
#[derive(Debug)]
pub struct Chat {
    /// Where it is found.
    pub key: ChatKey,
    /// What it is.
    pub kind: Kind,
    /// A group's title.
    pub title: String,
    /// Whether the person has pressed Start.
    pub started: bool,
    /// Whether the person has blocked the bot.
    pub blocked: bool,
    /// A group's members and former members, bots among them.
    pub members: BTreeMap<i64, Status>,
    /// By id.
    pub messages: BTreeMap<i64, Stored>,
    /// The last id of a supergroup.
    pub last_message: i64,
    /// The supergroup that this group became.
    pub migrated_to: Option<i64>,
    /// Newest last.
    pub pinned: Vec<i64>,
    /// What stands below each person's input field.
    pub keyboards: BTreeMap<i64, Value>,
    /// The reply that each person's client has opened.
    pub force_reply: BTreeMap<i64, Value>,
    /// What a bot is seen doing, and until when.
    pub action: Option<(i64, String, Timestamp)>,
    /// The bot that spoke last.
    pub last_bot: Option<i64>,
    /// Further fields of getChat's answer.
    pub described: Map<String, Value>,
}

/// A message and what the Bot API does not show of it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The Bot API's `Message`.
    pub message: Value,
    /// Who sent it.
    pub author: i64,
    /// When.
    pub at: Timestamp,
    /// How often it was edited.
    pub edits: u32,
    /// The reply keyboard, removal or forced reply that it was sent with.
    pub sent_markup: Option<Value>,
    /// What bots reacted with.
    pub reactions: Vec<Value>,
    /// Sent with `disable_notification`.
    pub silent: bool,
}

impl World {
    /// The chat, if there is one.
    pub fn chat(&self, key: ChatKey) -> Option<&Chat> {
        self.chats.get(&key)
    }

    /// The chat of this id as seen by a bot.
    pub fn key(bot: i64, id: i64) -> ChatKey {
        ChatKey { bot: if id > 0 { bot } else { 0 }, id }
    }

    /// A person or bot as a `User`; an unknown id becomes a nameless one.
    pub fn user(&self, id: i64) -> Value {
        if let Some(bot) = self.bots.get(&id) {
            return json!({ "id": id, "is_bot": true, "first_name": bot.first_name, "username": bot.username });
        }
        match self.people.get(&id) {
            Some(person) => json!({
                "id": id, "is_bot": false, "first_name": person.first_name,
                "username": person.username, "language_code": person.language_code,
            }),
            None => json!({ "id": id, "is_bot": false, "first_name": "" }),
        }
    }

    /// Notes that something changed.
    pub fn touch(&mut self) {
        self.changed = true;
    }

    /// A fresh number for a press, a file or a call.
    pub fn number(&mut self) -> u64 {
        self.last.other += 1;
        self.last.other
    }
}
