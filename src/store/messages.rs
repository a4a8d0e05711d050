//! Messages that stand in a chat: which slot they are, and what stands below them.
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use super::{Result, StoreError, Tx, stored, timestamp};
use crate::core::screen::Slot;

/// Whether a message is text, or a photo or file with a caption: neither becomes the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Words.
    Text,
    /// A photo or a file.
    Media,
}

/// What Telegram said about a message that it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its number in its chat.
    pub message_id: i64,
    /// Text or media.
    pub kind: MessageKind,
    /// Whether buttons stand below it.
    pub keyboard: bool,
    /// When.
    pub at: Timestamp,
}

/// A message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// The chat.
    pub chat: i64,
    /// Its number there.
    pub message_id: i64,
    /// What it is for.
    pub slot: Option<Slot>,
    /// Text or media.
    pub kind: MessageKind,
    /// The handoff that it is about.
    pub handoff: Option<i64>,
    /// Whether buttons stand below it.
    pub keyboard: bool,
    /// When it was sent, or last changed.
    pub sent_at: Timestamp,
}

impl Tx {
    /// The newest message of a slot.
    ///
    /// # Errors
    /// The database said no.
    pub async fn slot_message(&mut self, chat: i64, slot: &Slot) -> Result<Option<SentMessage>> {
        let sql =
            sqlx::query("SELECT * FROM message WHERE chat_id = $1 AND slot = $2 ORDER BY message_id DESC LIMIT 1");
        self.row(sql.bind(chat).bind(slot.0.as_str())).await?.as_ref().map(message).transpose()
    }

    /// What we know of a message: its slot and its handoff.
    ///
    /// # Errors
    /// The database said no.
    pub async fn message_slot(&mut self, chat: i64, message_id: i64) -> Result<Option<SentMessage>> {
        let sql = sqlx::query("SELECT * FROM message WHERE chat_id = $1 AND message_id = $2");
        self.row(sql.bind(chat).bind(message_id)).await?.as_ref().map(message).transpose()
    }

    /// The chats in which a message of this slot is about this handoff.
    ///
    /// # Errors
    /// The database said no.
    pub async fn chats_with(&mut self, handoff: i64, slot: &Slot) -> Result<Vec<i64>> {
        let sql = sqlx::query("SELECT DISTINCT chat_id FROM message WHERE slot = $1 AND handoff = $2");
        let rows = self.rows(sql.bind(slot.0.as_str()).bind(handoff)).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Notes that a message came in, so that nothing above it is taken for the last one.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_message(&mut self, chat: i64, message_id: i64) -> Result<()> {
        let sql = "INSERT INTO newest (chat_id, message_id) VALUES ($1, $2) ON CONFLICT (chat_id) DO UPDATE
                   SET message_id = excluded.message_id WHERE excluded.message_id > newest.message_id";
        self.run(sqlx::query(sql).bind(chat).bind(message_id)).await.map(drop)
    }

    /// The newest message known in a chat, theirs or ours.
    ///
    /// # Errors
    /// The database said no.
    pub async fn newest_message(&mut self, chat: i64) -> Result<Option<i64>> {
        let row = self.row(sqlx::query("SELECT message_id FROM newest WHERE chat_id = $1").bind(chat)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Notes whether buttons stand below a message.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_keyboard(&mut self, chat: i64, message_id: i64, keyboard: bool) -> Result<()> {
        let sql = "UPDATE message SET keyboard = $3 WHERE chat_id = $1 AND message_id = $2";
        self.run(sqlx::query(sql).bind(chat).bind(message_id).bind(i64::from(keyboard))).await.map(drop)
    }

    /// The messages of a chat that still have buttons, the oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn keyboards_of(&mut self, chat: i64) -> Result<Vec<SentMessage>> {
        let sql = sqlx::query("SELECT * FROM message WHERE chat_id = $1 AND keyboard = 1 ORDER BY message_id");
        self.rows(sql.bind(chat)).await?.iter().map(message).collect()
    }

    /// Takes a message of ours that we did not know of, because we stopped before we heard its number, as this slot's.
    ///
    /// # Errors
    /// The database said no.
    pub async fn adopt(&mut self, chat: i64, slot: &Slot, sent: Sent) -> Result<()> {
        let Sent { message_id, kind, keyboard, at } = sent;
        let handoff = self.slot_message(chat, slot).await?.and_then(|message| message.handoff);
        self.remember(&SentMessage { chat, message_id, slot: Some(slot.clone()), kind, handoff, keyboard, sent_at: at })
            .await
    }

    /// Saves a message, new or changed.
    pub(super) async fn remember(&mut self, message: &SentMessage) -> Result<()> {
        let sql = sqlx::query(
            "INSERT INTO message (chat_id, message_id, slot, kind, handoff, keyboard, sent_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (chat_id, message_id) DO UPDATE
             SET slot = coalesce(excluded.slot, message.slot), kind = excluded.kind,
                 handoff = coalesce(excluded.handoff, message.handoff), keyboard = excluded.keyboard,
                 sent_at = excluded.sent_at",
        );
        let slot = message.slot.as_ref().map(|slot| slot.0.as_str());
        let sql = sql.bind(message.chat).bind(message.message_id).bind(slot).bind(message.kind.name());
        let sql = sql.bind(message.handoff).bind(i64::from(message.keyboard)).bind(stored(message.sent_at));
        self.run(sql).await?;
        self.note_message(message.chat, message.message_id).await
    }
}

impl MessageKind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Media => "media",
        }
    }
}

fn message(row: &AnyRow) -> Result<SentMessage> {
    Ok(SentMessage {
        chat: row.try_get("chat_id")?,
        message_id: row.try_get("message_id")?,
        slot: row.try_get::<Option<String>, _>("slot")?.map(Slot),
        kind: match row.try_get("kind")? {
            "text" => MessageKind::Text,
            "media" => MessageKind::Media,
            _ => return Err(StoreError::Column { column: "message.kind" }),
        },
        handoff: row.try_get("handoff")?,
        keyboard: row.try_get::<i64, _>("keyboard")? != 0,
        sent_at: timestamp("message.sent_at", row.try_get("sent_at")?)?,
    })
}
