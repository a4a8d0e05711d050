//! Emptying the outbox: in order, one a chat, and what became of each row.
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::Row as _;

use super::{Result, Row, Sent, SentMessage, Tx, maybe_timestamp, outbox::DOUBT, passed, stored};
use crate::core::screen::Slot;

impl Tx {
    /// What can be sent now: of each chat the first row by lane and number, unless one is out, it must wait, or the chat is
    /// paused. A row that must wait holds back those behind it. A row past its `not_after` is never here: ask [`Tx::expired`].
    ///
    /// A row that does not open is marked dead: commit, even if nothing is sent.
    ///
    /// # Errors
    /// The database said no.
    pub async fn ready<T: DeserializeOwned>(&mut self, now: Timestamp, limit: i64) -> Result<Vec<Row<T>>> {
        let sql = sqlx::query(
            "SELECT o.* FROM outbox o
             WHERE o.state = 'waiting' AND o.not_before <= $1 AND (o.not_after IS NULL OR o.not_after >= $1)
               AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.chat = o.chat AND p.state = 'out')
               AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.chat = o.chat AND p.state = 'waiting' AND p.lane < o.lane)
               AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.chat = o.chat AND p.state = 'waiting' AND p.lane = o.lane
                               AND p.id < o.id)
               AND NOT EXISTS (SELECT 1 FROM pause z WHERE z.chat = o.chat AND z.until_at > $1)
             ORDER BY o.lane, o.id LIMIT $2",
        );
        let found = self.rows(sql.bind(passed(now)).bind(limit)).await?;
        self.open_rows(found).await
    }

    /// Puts a row on its way: its chat waits until it is sent, put back or dead.
    ///
    /// # Errors
    /// The database said no.
    pub async fn mark_out(&mut self, id: i64, lease_until: Timestamp) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'out', lease = $2, attempts = attempts + 1 WHERE id = $1";
        self.run(sqlx::query(sql).bind(id).bind(stored(lease_until))).await.map(drop)
    }

    /// A row is done: it goes, and the message that it became or changed is remembered.
    ///
    /// # Errors
    /// The database said no.
    pub async fn mark_sent(&mut self, id: i64, message: Option<Sent>) -> Result<()> {
        let sql = sqlx::query("DELETE FROM outbox WHERE id = $1 RETURNING chat, slot, handoff").bind(id);
        let (Some(row), Some(sent)) = (self.row(sql).await?, message) else { return Ok(()) };
        self.remember(&SentMessage {
            chat: row.try_get(0)?,
            message_id: sent.message_id,
            slot: row.try_get::<Option<String>, _>(1)?.map(Slot),
            kind: sent.kind,
            handoff: row.try_get(2)?,
            keyboard: sent.keyboard,
            sent_at: sent.at,
        })
        .await
    }

    /// Lets a row wait again, until `not_before` at least.
    ///
    /// # Errors
    /// The database said no.
    pub async fn retry(&mut self, id: i64, not_before: Timestamp) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'waiting', lease = NULL, not_before = $2 WHERE id = $1";
        self.run(sqlx::query(sql).bind(id).bind(stored(not_before))).await.map(drop)
    }

    /// Gives a row up. `reason` is a name of ours, never words from a message.
    ///
    /// # Errors
    /// The database said no.
    pub async fn mark_dead(&mut self, id: i64, reason: &str) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'dead', lease = NULL, reason = $2 WHERE id = $1";
        self.run(sqlx::query(sql).bind(id).bind(reason)).await.map(drop)
    }

    /// Notes that nobody knows whether a row arrived. It holds nobody back; [`Tx::retry`] or [`Tx::mark_dead`] decides it.
    /// A retried one stays [`Row::doubtful`].
    ///
    /// # Errors
    /// The database said no.
    pub async fn mark_unknown(&mut self, id: i64) -> Result<()> {
        let sql = "UPDATE outbox SET state = 'unknown', lease = NULL, reason = $2 WHERE id = $1";
        self.run(sqlx::query(sql).bind(id).bind(DOUBT)).await.map(drop)
    }

    /// Rows whose `not_after` has passed. Each is an event: [`Tx::mark_dead`] it when that is handled.
    ///
    /// # Errors
    /// The database said no.
    pub async fn expired<T: DeserializeOwned>(&mut self, now: Timestamp) -> Result<Vec<Row<T>>> {
        let sql = "SELECT * FROM outbox WHERE state IN ('waiting', 'unknown') AND not_after < $1 ORDER BY id";
        let found = self.rows(sqlx::query(sql).bind(passed(now))).await?;
        self.open_rows(found).await
    }

    /// Rows that were out or unknown when the last run ended. Ask at start, before anything is sent.
    ///
    /// # Errors
    /// The database said no.
    pub async fn left_out<T: DeserializeOwned>(&mut self) -> Result<Vec<Row<T>>> {
        let found =
            self.rows(sqlx::query("SELECT * FROM outbox WHERE state IN ('out', 'unknown') ORDER BY id")).await?;
        self.open_rows(found).await
    }

    /// The first moment after `now` at which a waiting row may be sent or expires, or a pause ends.
    ///
    /// # Errors
    /// The database said no.
    pub async fn next_send_at(&mut self, now: Timestamp) -> Result<Option<Timestamp>> {
        // 1 more than not_after: only then has it passed.
        let sql = sqlx::query(
            "SELECT min(at) FROM (
               SELECT min(not_before) AS at FROM outbox WHERE state = 'waiting' AND not_before > $1
               UNION ALL
               SELECT min(not_after) + 1 AS at FROM outbox WHERE state IN ('waiting', 'unknown') AND not_after >= $1
               UNION ALL
               SELECT min(until_at) AS at FROM pause WHERE until_at > $1
                 AND EXISTS (SELECT 1 FROM outbox o WHERE o.chat = pause.chat AND o.state = 'waiting')) AS moments",
        );
        let first: Option<i64> =
            self.row(sql.bind(passed(now))).await?.map(|row| row.try_get(0)).transpose()?.flatten();
        maybe_timestamp("outbox.not_before", first)
    }

    /// Sends nothing to a chat until then: Telegram asked for it. A longer pause stays.
    ///
    /// # Errors
    /// The database said no.
    pub async fn pause_chat(&mut self, chat: i64, until: Timestamp) -> Result<()> {
        let sql = "INSERT INTO pause (chat, until_at) VALUES ($1, $2) ON CONFLICT (chat) DO UPDATE
                   SET until_at = excluded.until_at WHERE excluded.until_at > pause.until_at";
        self.run(sqlx::query(sql).bind(chat).bind(stored(until))).await.map(drop)
    }

    /// How many rows wait or are out, for metrics and for tests that end with the queue drained.
    ///
    /// # Errors
    /// The database said no.
    pub async fn undelivered(&mut self) -> Result<i64> {
        let row = self.row(sqlx::query("SELECT count(*) FROM outbox WHERE state <> 'dead'")).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
    }
}
