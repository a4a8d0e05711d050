//! What a person's client can be made to do: the words of it. What follows from them is in [`super::doing`].
use serde::{Deserialize, Serialize};

/// Something that a person does, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// A group's id, or a bot's; `None`: the private chat with the first bot.
    pub chat: Option<i64>,
    /// What is done.
    pub deed: Deed,
}

/// Something that a person does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Deed {
    /// Presses Start.
    Start {
        /// What followed `?start=` in the link.
        #[serde(default)]
        payload: Option<String>,
    },
    /// Types and sends.
    Text {
        /// The words.
        text: String,
        /// The message that is answered.
        #[serde(default)]
        reply_to: Option<i64>,
        /// As the group itself, by an administrator.
        #[serde(default)]
        anonymous: bool,
    },
    /// Presses an inline button.
    Press {
        /// Of this message.
        message_id: i64,
        /// The button's `callback_data`.
        data: String,
        /// Whether or not there is such a button.
        #[serde(default)]
        forged: bool,
    },
    /// Presses a button of the reply keyboard.
    Keyboard {
        /// The button's label.
        text: String,
    },
    /// Sends something that is not text.
    Media {
        /// See [`super::kinds::KINDS`].
        kind: String,
        /// Words below it.
        #[serde(default)]
        caption: Option<String>,
        /// The message that is answered.
        #[serde(default)]
        reply_to: Option<i64>,
    },
    /// Shares the own contact.
    Contact {
        /// The number; made up if not given.
        #[serde(default)]
        phone: Option<String>,
    },
    /// Edits an own message.
    Edit {
        /// Which.
        message_id: i64,
        /// The new words.
        text: String,
    },
    /// Blocks the bot.
    Block,
    /// Lets the bot in again.
    Unblock,
    /// Deletes the own account.
    Deactivate,
    /// Founds a group.
    CreateGroup {
        /// Its title.
        title: String,
    },
    /// Adds somebody, or a bot, to the group.
    Invite {
        /// Whom.
        user: i64,
    },
    /// Removes somebody, or a bot, from the group.
    Kick {
        /// Whom.
        user: i64,
    },
    /// Makes somebody, or a bot, an administrator.
    Promote {
        /// Whom.
        user: i64,
    },
    /// Makes an administrator a plain member.
    Demote {
        /// Whom.
        user: i64,
    },
    /// Joins the group.
    Join,
    /// Leaves the group.
    Leave,
    /// Makes the group a supergroup.
    Migrate,
    /// Closes a forced reply without answering.
    ReplyOff,
}

impl Act {
    /// Anything, in the private chat.
    pub fn new(deed: Deed) -> Self {
        Self { chat: None, deed }
    }

    /// The same in another chat: a group, or the private chat with another bot.
    pub fn in_chat(self, chat: i64) -> Self {
        Self { chat: Some(chat), ..self }
    }

    /// Presses Start.
    pub fn start() -> Self {
        Self::new(Deed::Start { payload: None })
    }

    /// Types and sends.
    pub fn text(text: &str) -> Self {
        Self::new(Deed::Text { text: text.to_owned(), reply_to: None, anonymous: false })
    }

    /// Answers a message.
    pub fn reply(to: i64, text: &str) -> Self {
        Self::new(Deed::Text { text: text.to_owned(), reply_to: Some(to), anonymous: false })
    }

    /// Presses an inline button that is there.
    pub fn press(message_id: i64, data: &str) -> Self {
        Self::new(Deed::Press { message_id, data: data.to_owned(), forged: false })
    }

    /// Presses a button that need not be there.
    pub fn forge(message_id: i64, data: &str) -> Self {
        Self::new(Deed::Press { message_id, data: data.to_owned(), forged: true })
    }

    /// Presses a button of the reply keyboard.
    pub fn keyboard(text: &str) -> Self {
        Self::new(Deed::Keyboard { text: text.to_owned() })
    }

    /// Sends something that is not text.
    pub fn media(kind: &str) -> Self {
        Self::new(Deed::Media { kind: kind.to_owned(), caption: None, reply_to: None })
    }

    /// Adds somebody, or a bot.
    pub fn invite(user: i64) -> Self {
        Self::new(Deed::Invite { user })
    }

    /// Makes somebody, or a bot, an administrator.
    pub fn promote(user: i64) -> Self {
        Self::new(Deed::Promote { user })
    }

    /// Removes somebody, or a bot.
    pub fn kick(user: i64) -> Self {
        Self::new(Deed::Kick { user })
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ActDone {
    /// The chat where it happened, as a bot sees it.
    pub chat: Option<i64>,
    /// The message that was sent or edited (the last of several).
    pub message_id: Option<i64>,
    /// The id of the callback query.
    pub query: Option<String>,
}

/// Why a person's client cannot do that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// No such person, or the account was deleted.
    #[error("there is no such person")]
    NoPerson,
    /// No such chat, or no bot.
    #[error("there is no such chat")]
    NoChat,
    /// The person is not in the group.
    #[error("this person is not in that chat")]
    NotIn,
    /// The person has not pressed Start.
    #[error("this person has not pressed Start")]
    NotStarted,
    /// The person has blocked the bot.
    #[error("this person has blocked the bot")]
    Blocked,
    /// No such message there, or not the person's own.
    #[error("there is no such message of theirs")]
    NoMessage,
    /// No such button on that message, or on the keyboard that is up.
    #[error("there is no such button now")]
    NoButton,
    /// A link holds at most 64 of A-Z, a-z, 0-9, _ and -.
    #[error("a link cannot hold that payload")]
    Payload,
    /// Nothing to send.
    #[error("there is nothing to send")]
    Empty,
    /// Only an administrator, or the owner, can.
    #[error("this person has no right to that")]
    NoRight,
    /// No such kind of media.
    #[error("there is no such kind of media")]
    NoKind,
    /// Not in a chat of this type.
    #[error("that cannot be done in this type of chat")]
    WrongChat,
}
