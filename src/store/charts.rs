//! Updates seen, and charts.
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::Row as _;

use super::{Result, Tx, maybe_timestamp, passed, seal::Place, stored};

impl Tx {
    /// Whether this update comes for the first time; it is remembered from now on.
    ///
    /// # Errors
    /// The database said no.
    pub async fn first_seen(&mut self, update_id: i64, at: Timestamp) -> Result<bool> {
        let sql = sqlx::query(
            "INSERT INTO seen (update_id, seen_at) VALUES ($1, $2) ON CONFLICT (update_id) DO NOTHING RETURNING update_id",
        );
        Ok(self.row(sql.bind(update_id).bind(stored(at))).await?.is_some())
    }

    /// The chart of a private chat, and its version: how often it was saved.
    ///
    /// # Errors
    /// It does not open, or the database said no.
    pub async fn chart<T: DeserializeOwned>(&mut self, chat: i64) -> Result<Option<(T, i64)>> {
        let sql = sqlx::query("SELECT body, version FROM chart WHERE chat_id = $1").bind(chat);
        let Some(row) = self.row(sql).await? else { return Ok(None) };
        let chart = self.open(chat, place(chat), row.try_get::<&[u8], _>(0)?).await?;
        Ok(Some((chart, row.try_get(1)?)))
    }

    /// Saves a chart, sealed under the patient's key, and when it wants to be woken.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_chart<T: Serialize>(&mut self, chat: i64, chart: &T, wake_at: Option<Timestamp>) -> Result<()> {
        let body = self.seal(chat, place(chat), chart).await?;
        let sql = sqlx::query(
            "INSERT INTO chart (chat_id, wake_at, version, body) VALUES ($1, $2, 1, $3)
             ON CONFLICT (chat_id) DO UPDATE
             SET wake_at = excluded.wake_at, version = chart.version + 1, body = excluded.body",
        );
        self.run(sql.bind(chat).bind(wake_at.map(stored)).bind(body)).await.map(drop)
    }

    /// The chats whose charts want to be woken by now, the longest waiting first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn due_charts(&mut self, now: Timestamp, limit: i64) -> Result<Vec<i64>> {
        let sql = sqlx::query("SELECT chat_id FROM chart WHERE wake_at <= $1 ORDER BY wake_at, chat_id LIMIT $2");
        let rows = self.rows(sql.bind(passed(now)).bind(limit)).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Puts a chart's wake off, if it is still due. Whether it was.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_off_chart(&mut self, chat: i64, now: Timestamp, until: Timestamp) -> Result<bool> {
        let sql = sqlx::query("UPDATE chart SET wake_at = $3 WHERE chat_id = $1 AND wake_at <= $2");
        Ok(self.run(sql.bind(chat).bind(passed(now)).bind(stored(until))).await? > 0)
    }

    /// When the first chart or handoff wants to be woken.
    ///
    /// # Errors
    /// The database said no.
    pub async fn next_wake(&mut self) -> Result<Option<Timestamp>> {
        let sql = sqlx::query(
            "SELECT min(at) FROM (SELECT min(wake_at) AS at FROM chart
                                  UNION ALL SELECT min(ring_at) AS at FROM handoff) AS wakes",
        );
        let first: Option<i64> = self.row(sql).await?.map(|row| row.try_get(0)).transpose()?.flatten();
        maybe_timestamp("chart.wake_at", first)
    }
}

fn place(chat: i64) -> Place {
    Place { table: "chart", column: "body", row: chat }
}
