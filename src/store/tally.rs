//! Bare counts, day by day: how often each rule fired. They name no patient, and stay when one is forgotten.
use jiff::{Timestamp, civil::Date};
use sqlx::Row as _;

use super::{Result, StoreError, Tx, maybe_timestamp, stored, timestamp};
use crate::core::counted::{Counted, Tally, Waited};

impl Tx {
    /// Counts something once more on a day, in the transaction that decided it.
    ///
    /// # Errors
    /// The database said no.
    pub async fn tally(&mut self, day: Date, what: &Counted) -> Result<()> {
        let sql = "INSERT INTO tally (day, what, about, times) VALUES ($1, $2, $3, 1)
                   ON CONFLICT (day, what, about) DO UPDATE SET times = tally.times + 1";
        let (name, about) = what.name();
        self.run(sqlx::query(sql).bind(day.to_string()).bind(name).bind(about)).await.map(drop)
    }

    /// What was counted from a day on, the oldest first. A name that this program does not know is left out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn tallies(&mut self, since: Date) -> Result<Vec<Tally>> {
        let sql = "SELECT day, what, about, times FROM tally WHERE day >= $1 ORDER BY day, what, about";
        let mut tallies = vec![];
        for row in self.rows(sqlx::query(sql).bind(since.to_string())).await? {
            let day = row.try_get::<&str, _>(0)?.parse().map_err(|_| StoreError::Column { column: "tally.day" })?;
            let Some(what) = Counted::named(row.try_get(1)?, row.try_get(2)?) else { continue };
            tallies.push(Tally { day, what, times: row.try_get(3)? });
        }
        Ok(tallies)
    }

    /// How long each handoff waited that was opened from a moment on, the oldest first: by the audit log. One that its patient
    /// took back or erased before anybody acted is among them, and waits no more.
    ///
    /// # Errors
    /// The database said no.
    pub async fn waited(&mut self, since: Timestamp) -> Result<Vec<Waited>> {
        let sql = sqlx::query(
            "SELECT o.done_at, h.state,
                    (SELECT min(t.done_at) FROM audit t WHERE t.handoff = o.handoff AND t.id > o.id AND t.who <> 0)
             FROM audit o JOIN handoff h ON h.number = o.handoff
             WHERE o.action = 'opened' AND o.done_at >= $1 ORDER BY o.id",
        );
        let rows = self.rows(sql.bind(stored(since))).await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(Waited {
                since: timestamp("audit.done_at", row.try_get(0)?)?,
                until: maybe_timestamp("audit.done_at", row.try_get(2)?)?,
                waits: row.try_get::<&str, _>(1)? == "waiting",
            })
        };
        rows.iter().map(read).collect()
    }

    /// Forgets the counts of before a day.
    pub(super) async fn forget_tallies(&mut self, before: Date) -> Result<()> {
        self.run(sqlx::query("DELETE FROM tally WHERE day < $1").bind(before.to_string())).await.map(drop)
    }
}
