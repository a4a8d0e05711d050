//! Scripts kept, the audit log, updates put aside, and sweeping.
use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;

use super::{Result, Tx, keys::HOUSE, passed, seal::Place, stored, timestamp};

/// Something that one of the staff did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The user id of who did it.
    pub who: i64,
    /// The action's name.
    pub action: String,
    /// When.
    pub at: Timestamp,
}

/// An update that could not be handled.
#[derive(Clone, PartialEq, Eq)]
pub struct Aside {
    /// Which.
    pub update_id: i64,
    /// Why: a name of ours.
    pub reason: String,
    /// When it was put aside.
    pub at: Timestamp,
    /// The update as it came: it may hold a patient's words.
    pub raw: Vec<u8>,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How many days counts are kept.
const TALLIED_DAYS: i32 = 400;
const SUSPECT: &str = "suspect";

impl Tx {
    /// Keeps a script: its files, as one JSON text.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_script(&mut self, hash: &str, files: &str) -> Result<()> {
        let sql = "INSERT INTO script (hash, files) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";
        self.run(sqlx::query(sql).bind(hash).bind(files)).await.map(drop)
    }

    /// The files of a script that was once loaded.
    ///
    /// # Errors
    /// The database said no.
    pub async fn script(&mut self, hash: &str) -> Result<Option<String>> {
        let row = self.row(sqlx::query("SELECT files FROM script WHERE hash = $1").bind(hash)).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Notes what one of the staff did with a handoff. Nothing is ever taken out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn audit(&mut self, handoff: i64, who: i64, action: &str, at: Timestamp) -> Result<()> {
        let id = self.count("audit", 1).await?;
        let sql = sqlx::query("INSERT INTO audit (id, handoff, who, action, done_at) VALUES ($1, $2, $3, $4, $5)");
        self.run(sql.bind(id).bind(handoff).bind(who).bind(action).bind(stored(at))).await.map(drop)
    }

    /// What was done with a handoff, in order.
    ///
    /// # Errors
    /// The database said no.
    pub async fn audit_of(&mut self, handoff: i64) -> Result<Vec<Audited>> {
        let sql = sqlx::query("SELECT who, action, done_at FROM audit WHERE handoff = $1 ORDER BY id").bind(handoff);
        let rows = self.rows(sql).await?;
        rows.iter()
            .map(|row| {
                let at = timestamp("audit.done_at", row.try_get(2)?)?;
                Ok(Audited { who: row.try_get(0)?, action: row.try_get(1)?, at })
            })
            .collect()
    }

    /// Puts an update aside, sealed: under the patient's key if the chat is known, so that /forget reaches it.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_aside(
        &mut self,
        update_id: i64,
        chat: Option<i64>,
        raw: &[u8],
        reason: &str,
        at: Timestamp,
    ) -> Result<()> {
        let body = self.seal(chat.unwrap_or(HOUSE), place(update_id), &raw).await?;
        let sql = sqlx::query(
            "INSERT INTO aside (update_id, chat, reason, put_at, body) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (update_id) DO NOTHING",
        );
        self.run(sql.bind(update_id).bind(chat).bind(reason).bind(stored(at)).bind(body)).await.map(drop)
    }

    /// What was put aside, the oldest first. One that does not open is left out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn asides(&mut self) -> Result<Vec<Aside>> {
        let mut asides = vec![];
        for row in self.rows(sqlx::query("SELECT * FROM aside ORDER BY put_at, update_id")).await? {
            let update_id = row.try_get("update_id")?;
            let owner = row.try_get::<Option<i64>, _>("chat")?.unwrap_or(HOUSE);
            if let Ok(raw) = self.open(owner, place(update_id), row.try_get::<&[u8], _>("body")?).await {
                let at = timestamp("aside.put_at", row.try_get("put_at")?)?;
                asides.push(Aside { update_id, reason: row.try_get("reason")?, at, raw });
            }
        }
        Ok(asides)
    }

    /// The update that was being handled alone when the last run ended, if it ended so.
    ///
    /// # Errors
    /// The database said no.
    pub async fn suspect(&mut self) -> Result<Option<i64>> {
        Ok(self.setting(SUSPECT).await?.and_then(|id| id.parse().ok()))
    }

    /// Names the update that is about to be handled alone, or none. Commit it first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_suspect(&mut self, update_id: Option<i64>) -> Result<()> {
        match update_id {
            Some(id) => self.put_setting(SUSPECT, &id.to_string()).await,
            None => self.run(sqlx::query("DELETE FROM setting WHERE name = $1").bind(SUSPECT)).await.map(drop),
        }
    }

    /// Takes out what nobody needs any more: update ids and dead rows after 3 days, what was put aside after 30, messages
    /// after 90, counts after 400. Cards in a staff chat stay; the messages of a patient who is gone go after 3 days.
    ///
    /// # Errors
    /// The database said no.
    pub async fn sweep(&mut self, now: Timestamp) -> Result<()> {
        let before = |days: i32| now.checked_sub(DAY * days).map_or(i64::MIN, passed);
        for (sql, days) in [
            ("DELETE FROM seen WHERE seen_at < $1", 3),
            ("DELETE FROM outbox WHERE state = 'dead' AND created_at < $1", 3),
            ("DELETE FROM aside WHERE put_at < $1", 30),
            ("DELETE FROM pause WHERE until_at < $1", 0),
            ("DELETE FROM message WHERE (handoff IS NULL OR chat_id > 0) AND sent_at < $1", 90),
            (
                "DELETE FROM message WHERE chat_id > 0 AND sent_at < $1
                 AND NOT EXISTS (SELECT 1 FROM chart WHERE chart.chat_id = message.chat_id)",
                3,
            ),
        ] {
            self.run(sqlx::query(sql).bind(before(days))).await?;
        }
        // What is left of a patient who is gone, once no message is.
        for sql in [
            "DELETE FROM newest WHERE chat_id > 0
             AND NOT EXISTS (SELECT 1 FROM chart WHERE chart.chat_id = newest.chat_id)
             AND NOT EXISTS (SELECT 1 FROM message WHERE message.chat_id = newest.chat_id)",
            "DELETE FROM retired WHERE chat > 0
             AND NOT EXISTS (SELECT 1 FROM chart WHERE chart.chat_id = retired.chat)
             AND NOT EXISTS (SELECT 1 FROM message WHERE message.chat_id = retired.chat)",
        ] {
            self.run(sqlx::query(sql)).await?;
        }
        self.forget_calls(now).await?;
        let oldest = now.checked_sub(DAY * TALLIED_DAYS).unwrap_or(now);
        self.forget_tallies(oldest.to_zoned(jiff::tz::TimeZone::UTC).date()).await
    }
}

impl std::fmt::Debug for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aside")
            .field("update_id", &self.update_id)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

fn place(update_id: i64) -> Place {
    Place { table: "aside", column: "body", row: update_id }
}
