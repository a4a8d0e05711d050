//! The outbox: what has been decided and not yet been delivered. Here it is filled; queue.rs empties it.
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row as _, any::AnyRow};

use super::{Result, StoreError, Tx, keys::HOUSE, maybe_timestamp, seal::Place, stored, timestamp};
use crate::core::screen::Slot;

/// Why a row that waits again may have arrived already.
pub(super) const DOUBT: &str = "unknown";

/// What a row does to its chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A screen that edits its slot's message where it can.
    Show,
    /// A message that is always new.
    Ring,
    /// Takes a keyboard away.
    Strip,
    /// Changes a message that must be there.
    Edit,
    /// A picture or a paper, always a new message.
    Hand,
    /// Takes a message away.
    Delete,
}

/// How far a row has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// To be sent.
    Waiting,
    /// On its way: at most one a chat.
    Out,
    /// It was on its way when we stopped: it may have arrived.
    Unknown,
    /// Never to be sent.
    Dead,
}

/// A row to be saved. `T` is what the sender needs; it is sealed.
#[derive(Clone, Debug)]
pub struct NewRow<T> {
    /// Where it goes. Rows of one chat go in order.
    pub chat: i64,
    /// 0 is the emergency's; lower lanes overtake higher ones.
    pub lane: i64,
    /// What it does.
    pub kind: RowKind,
    /// The message that it lives in.
    pub slot: Option<Slot>,
    /// The patient whose words these are, also on a card for staff: under that key it is sealed.
    pub for_chart: Option<i64>,
    /// The handoff that the message will be about.
    pub handoff: Option<i64>,
    /// What is sent.
    pub body: T,
    /// The message that it replies to.
    pub reply_to: Option<Slot>,
    /// After this moment it is not worth sending.
    pub not_after: Option<Timestamp>,
    /// When it was decided.
    pub at: Timestamp,
}

/// A row as it stands.
#[derive(Clone, Debug)]
pub struct Row<T> {
    /// Its number: rows decided later have higher ones.
    pub id: i64,
    /// How far it has come.
    pub state: RowState,
    /// Not before this moment.
    pub not_before: Timestamp,
    /// How often it was on its way.
    pub attempts: i64,
    /// Until when the sender has it, when it is out.
    pub lease: Option<Timestamp>,
    /// Whether it may have arrived already: it was unknown once.
    pub doubtful: bool,
    /// What was saved.
    pub row: NewRow<T>,
}

impl Tx {
    /// Adds a row to the end of its lane and says its number.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_row<T: Serialize>(&mut self, new: NewRow<T>) -> Result<i64> {
        let id = self.count("outbox", 1).await?;
        let owner = new.for_chart.unwrap_or(HOUSE);
        let body = self.seal(owner, place(id), &new.body).await?;
        let sql = sqlx::query(
            "INSERT INTO outbox (id, chat, lane, kind, slot, for_chart, handoff, body, reply_to, not_after, state,
                                 not_before, attempts, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, 0, $11)",
        );
        let sql = sql.bind(id).bind(new.chat).bind(new.lane).bind(new.kind.name()).bind(new.slot.map(|slot| slot.0));
        let sql = sql.bind(owner).bind(new.handoff).bind(body).bind(new.reply_to.map(|slot| slot.0));
        self.run(sql.bind(new.not_after.map(stored)).bind(stored(new.at))).await?;
        Ok(id)
    }

    /// [`Tx::put_row`] of a Show in place of the ones that still wait for its slot.
    ///
    /// # Errors
    /// The database said no.
    pub async fn replace_show<T: Serialize>(&mut self, new: NewRow<T>) -> Result<i64> {
        if let Some(Slot(slot)) = &new.slot {
            let sql = "DELETE FROM outbox WHERE chat = $1 AND slot = $2 AND kind = 'show' AND state = 'waiting'";
            self.run(sqlx::query(sql).bind(new.chat).bind(slot.as_str())).await?;
        }
        self.put_row(new).await
    }

    /// Drops everything that waits for a chat, before an emergency is put there. Says how many rows.
    ///
    /// # Errors
    /// The database said no.
    pub async fn drop_waiting_of(&mut self, chat: i64) -> Result<u64> {
        self.run(sqlx::query("DELETE FROM outbox WHERE chat = $1 AND state IN ('waiting', 'unknown')").bind(chat)).await
    }

    /// Ends a slot: what would show or change it is dropped, and [`Tx::is_retired`] says so from now on.
    ///
    /// # Errors
    /// The database said no.
    pub async fn retire(&mut self, chat: i64, slot: &Slot) -> Result<()> {
        let sql = "DELETE FROM outbox WHERE chat = $1 AND slot = $2 AND kind IN ('show', 'edit')
                   AND state IN ('waiting', 'unknown')";
        self.run(sqlx::query(sql).bind(chat).bind(slot.0.as_str())).await?;
        let sql = "INSERT INTO retired (chat, slot) VALUES ($1, $2) ON CONFLICT (chat, slot) DO NOTHING";
        self.run(sqlx::query(sql).bind(chat).bind(slot.0.as_str())).await.map(drop)
    }

    /// Whether a slot has ended. Ask again when a call is about to be made.
    ///
    /// # Errors
    /// The database said no.
    pub async fn is_retired(&mut self, chat: i64, slot: &Slot) -> Result<bool> {
        let sql = sqlx::query("SELECT 1 FROM retired WHERE chat = $1 AND slot = $2");
        Ok(self.row(sql.bind(chat).bind(slot.0.as_str())).await?.is_some())
    }

    /// The slot of the one row that is on its way to a chat, if the message of this number may be it: newer than all that
    /// we know there.
    ///
    /// # Errors
    /// The database said no.
    pub async fn on_its_way(&mut self, chat: i64, message_id: i64) -> Result<Option<Slot>> {
        let sql = "SELECT slot FROM outbox WHERE chat = $1 AND state IN ('out', 'unknown') AND slot IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM newest WHERE chat_id = $1 AND message_id >= $2) LIMIT 2";
        let rows = self.rows(sqlx::query(sql).bind(chat).bind(message_id)).await?;
        match rows.as_slice() {
            [row] => Ok(Some(Slot(row.try_get("slot")?))),
            _ => Ok(None),
        }
    }

    /// Opens rows of `SELECT *`. One that does not open could be sent never: it dies here, so that its chat goes on.
    pub(super) async fn open_rows<T: DeserializeOwned>(&mut self, found: Vec<AnyRow>) -> Result<Vec<Row<T>>> {
        let mut rows = vec![];
        for row in found {
            match self.open_row(&row).await {
                Ok(row) => rows.push(row),
                Err(StoreError::Sealed { .. } | StoreError::Form { .. }) => {
                    self.mark_dead(row.try_get("id")?, "does not open").await?;
                }
                Err(why) => return Err(why),
            }
        }
        Ok(rows)
    }

    async fn open_row<T: DeserializeOwned>(&mut self, row: &AnyRow) -> Result<Row<T>> {
        let id = row.try_get("id")?;
        let owner: i64 = row.try_get("for_chart")?;
        let body = self.open(owner, place(id), row.try_get::<&[u8], _>("body")?).await?;
        let new = NewRow {
            chat: row.try_get("chat")?,
            lane: row.try_get("lane")?,
            kind: RowKind::named(row.try_get("kind")?)?,
            slot: row.try_get::<Option<String>, _>("slot")?.map(Slot),
            for_chart: Some(owner).filter(|owner| *owner != HOUSE),
            handoff: row.try_get("handoff")?,
            body,
            reply_to: row.try_get::<Option<String>, _>("reply_to")?.map(Slot),
            not_after: maybe_timestamp("outbox.not_after", row.try_get("not_after")?)?,
            at: timestamp("outbox.created_at", row.try_get("created_at")?)?,
        };
        Ok(Row {
            id,
            state: RowState::named(row.try_get("state")?)?,
            not_before: timestamp("outbox.not_before", row.try_get("not_before")?)?,
            attempts: row.try_get("attempts")?,
            lease: maybe_timestamp("outbox.lease", row.try_get("lease")?)?,
            doubtful: row.try_get::<Option<&str>, _>("reason")? == Some(DOUBT),
            row: new,
        })
    }
}

impl RowKind {
    fn name(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Ring => "ring",
            Self::Strip => "strip",
            Self::Edit => "edit",
            Self::Hand => "hand",
            Self::Delete => "delete",
        }
    }

    fn named(name: &str) -> Result<Self> {
        [Self::Show, Self::Ring, Self::Strip, Self::Edit, Self::Hand, Self::Delete]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(StoreError::Column { column: "outbox.kind" })
    }
}

impl RowState {
    fn named(name: &str) -> Result<Self> {
        match name {
            "waiting" => Ok(Self::Waiting),
            "out" => Ok(Self::Out),
            "unknown" => Ok(Self::Unknown),
            "dead" => Ok(Self::Dead),
            _ => Err(StoreError::Column { column: "outbox.state" }),
        }
    }
}

fn place(id: i64) -> Place {
    Place { table: "outbox", column: "body", row: id }
}
