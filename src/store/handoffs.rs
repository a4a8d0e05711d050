//! Handoffs: clear columns to find them by, the rest sealed.
use std::borrow::Cow;

use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use super::{Result, Tx, keys::HOUSE, passed, seal::Place, stored};
use crate::core::handoff::{Handoff, Kind, Outcome, State, Urgency};

/// The first number that people say aloud.
const FIRST: i64 = 1001;
/// The counter's name.
const SERIES: &str = "handoff";

impl Tx {
    /// The number that [`Tx::next_number`] gives next in this transaction; it is not taken yet.
    ///
    /// # Errors
    /// The database said no.
    pub async fn upcoming_number(&mut self) -> Result<i64> {
        let row = self.row(sqlx::query("SELECT value FROM counter WHERE name = $1").bind(SERIES)).await?;
        let last: Option<i64> = row.map(|row| row.try_get(0)).transpose()?;
        Ok(last.map_or(FIRST, |last| last + 1))
    }

    /// A handoff number that nobody has. Gaps are allowed.
    ///
    /// # Errors
    /// The database said no.
    pub async fn next_number(&mut self) -> Result<i64> {
        self.count(SERIES, FIRST).await
    }

    /// The handoff with this number.
    ///
    /// # Errors
    /// It does not open, or the database said no.
    pub async fn handoff(&mut self, number: i64) -> Result<Option<Handoff>> {
        let sql = sqlx::query("SELECT number, owner, body FROM handoff WHERE number = $1").bind(number);
        match self.row(sql).await? {
            Some(row) => self.open_handoff(&row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Saves a handoff, sealed under the patient's key.
    ///
    /// One that ended as erased is sealed under the house's, and keeps no chat: its `chart` is 0.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_handoff(&mut self, handoff: &Handoff) -> Result<()> {
        let erased = handoff.state == State::Closed(Outcome::Erased);
        let saved =
            if erased { Cow::Owned(Handoff { chart: HOUSE, ..handoff.clone() }) } else { Cow::Borrowed(handoff) };
        let body = self.seal(saved.chart, place(saved.number), saved.as_ref()).await?;
        let sql = sqlx::query(
            "INSERT INTO handoff (number, chart, owner, kind, urgency, state, since, due_at, ring_at, taken_by, version, body)
             VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
             ON CONFLICT (number) DO UPDATE
             SET chart = excluded.chart, owner = excluded.owner, kind = excluded.kind, urgency = excluded.urgency,
                 state = excluded.state, since = excluded.since, due_at = excluded.due_at, ring_at = excluded.ring_at,
                 taken_by = excluded.taken_by, version = handoff.version + 1, body = excluded.body",
        );
        let sql = sql.bind(saved.number).bind(saved.chart).bind(kind(saved.kind)).bind(urgency(saved.urgency));
        let sql = sql.bind(state(&saved.state)).bind(stored(saved.since)).bind(stored(saved.due));
        let ring_at = saved.ring_at.filter(|_| saved.is_open()).map(stored);
        let sql = sql.bind(ring_at).bind(saved.taken.as_ref().map(|by| by.staff.id)).bind(body);
        self.run(sql).await.map(drop)
    }

    /// Every handoff without an outcome: the most urgent first, then the oldest.
    ///
    /// # Errors
    /// One does not open, or the database said no.
    pub async fn open_handoffs(&mut self) -> Result<Vec<Handoff>> {
        let sql = sqlx::query(
            "SELECT number, owner, body FROM handoff WHERE state <> 'closed'
             ORDER BY CASE urgency WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 ELSE 3 END, since, number",
        );
        self.open_handoffs_of(sql).await
    }

    /// The numbers of the handoffs that want to ring by now, the longest waiting first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn due_handoffs(&mut self, now: Timestamp, limit: i64) -> Result<Vec<i64>> {
        let sql = sqlx::query("SELECT number FROM handoff WHERE ring_at <= $1 ORDER BY ring_at, number LIMIT $2");
        let rows = self.rows(sql.bind(passed(now)).bind(limit)).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Puts a handoff's ring off, if it is still due. Whether it was.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_off_handoff(&mut self, number: i64, now: Timestamp, until: Timestamp) -> Result<bool> {
        let sql = sqlx::query("UPDATE handoff SET ring_at = $3 WHERE number = $1 AND ring_at <= $2");
        Ok(self.run(sql.bind(number).bind(passed(now)).bind(stored(until))).await? > 0)
    }

    /// Every handoff of a patient, the oldest first.
    ///
    /// # Errors
    /// One does not open, or the database said no.
    pub async fn handoffs_of(&mut self, chart: i64) -> Result<Vec<Handoff>> {
        let sql = sqlx::query("SELECT number, owner, body FROM handoff WHERE chart = $1 ORDER BY number").bind(chart);
        self.open_handoffs_of(sql).await
    }

    async fn open_handoffs_of(&mut self, sql: super::tx::Sql<'_>) -> Result<Vec<Handoff>> {
        let mut handoffs = vec![];
        for row in self.rows(sql).await? {
            handoffs.push(self.open_handoff(&row).await?);
        }
        Ok(handoffs)
    }

    /// From a row of number, owner, body.
    async fn open_handoff(&mut self, row: &AnyRow) -> Result<Handoff> {
        let owner = row.try_get(1)?;
        self.open(owner, place(row.try_get(0)?), row.try_get::<&[u8], _>(2)?).await
    }
}

fn place(number: i64) -> Place {
    Place { table: "handoff", column: "body", row: number }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Booking => "booking",
        Kind::Doctor => "doctor",
        Kind::Person => "person",
        Kind::Emergency => "emergency",
    }
}

fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Green => "green",
        Urgency::Yellow => "yellow",
        Urgency::Orange => "orange",
        Urgency::Red => "red",
    }
}

fn state(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Taken => "taken",
        State::Offered { .. } => "offered",
        State::Booked { .. } => "booked",
        State::Closed(_) => "closed",
    }
}
