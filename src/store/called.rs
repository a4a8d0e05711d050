//! Calls made lately: Telegram counts them, whether we were started again in between or not.
use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;

use super::{Result, Tx, passed, stored, timestamp};

/// No limit of Telegram's looks further back.
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

impl Tx {
    /// Notes that a call to a chat has ended, however it ended: in the transaction that keeps what became of it.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_call(&mut self, chat: i64, at: Timestamp) -> Result<()> {
        let sql = sqlx::query("INSERT INTO called (chat, ended_at) VALUES ($1, $2)");
        self.run(sql.bind(chat).bind(stored(at))).await.map(drop)
    }

    /// The calls of the last minute, the oldest first: chat, and when it ended.
    ///
    /// # Errors
    /// The database said no.
    pub async fn lately_called(&mut self, now: Timestamp) -> Result<Vec<(i64, Timestamp)>> {
        let sql = sqlx::query("SELECT chat, ended_at FROM called WHERE ended_at > $1 ORDER BY ended_at");
        let rows = self.rows(sql.bind(passed(now - WINDOW))).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, timestamp("called.ended_at", row.try_get(1)?)?))).collect()
    }

    /// Forgets the calls before that.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_calls(&mut self, now: Timestamp) -> Result<()> {
        self.run(sqlx::query("DELETE FROM called WHERE ended_at <= $1").bind(passed(now - WINDOW))).await.map(drop)
    }
}
