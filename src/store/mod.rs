//! The few verbs that the program asks of a database: SQLite or PostgreSQL, with one schema and one SQL.
//!
//! Everything happens in a [`Tx`]: begin, ask, commit. There is one writer: [`Store::begin`] waits for its turn, first come,
//! first served; on PostgreSQL a second process waits too. A `Tx` that is dropped has changed nothing.
//!
//! **What a crash leaves behind.** Before [`Tx::commit`] has returned: all of the transaction or nothing. After: all of it,
//! on disk. So a batch that was not committed is received again from Telegram, and [`Tx::first_seen`] tells what was. Rows of
//! the outbox that were `out` are still `out`: [`Tx::left_out`] lists them, and whether Telegram has them is unknown. An
//! erased patient's key stands on the erasure list before its transaction commits: should that fail, the next start finishes
//! the erasure. A new key file is on disk before anything is sealed with it.
//!
//! **Sealed**: what a patient said, was told, is called or can be called at. Each patient has a key of their own, wrapped by
//! the [`MasterKey`]; what belongs to no patient is under the house's. Saved forms carry a version (`{"v":1,"body":…}`).
mod aside;
mod called;
mod charts;
mod chats;
mod dialect;
mod erasures;
mod error;
mod forget;
mod handoffs;
mod keyfile;
mod keys;
mod messages;
mod open;
mod outbox;
mod people;
mod queue;
mod schema;
mod seal;
mod tally;
mod tx;
mod uploads;

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sqlx::{AnyConnection, Connection};
use tokio::sync::Mutex;

use dialect::Dialect;

pub use aside::{Aside, Audited};
pub use error::StoreError;
pub use keyfile::MasterKey;
pub use messages::{MessageKind, Sent, SentMessage};
pub use outbox::{NewRow, Row, RowKind, RowState};
pub use people::Member;
pub use tx::Tx;

/// What every verb returns.
pub type Result<T> = std::result::Result<T, StoreError>;

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

/// What the store and its transactions share.
struct Shared {
    link: Arc<Mutex<Link>>,
    dialect: Dialect,
    master: MasterKey,
    /// It may hold a password.
    url: SecretString,
}

/// The one connection. `None` once closed, or after a commit failed: then only a new start knows what is saved.
struct Link {
    conn: Option<AnyConnection>,
    /// Whether a transaction may be open that nobody holds any more.
    dirty: bool,
}

impl Store {
    /// Begins a transaction, once it is its turn. To read only, begin too, and drop it.
    ///
    /// # Errors
    /// The database is closed, or another process has held it for more than 5 s (SQLite).
    pub async fn begin(&self) -> Result<Tx> {
        let mut link = Arc::clone(&self.shared.link).lock_owned().await;
        let Link { conn, dirty } = &mut *link;
        let conn = conn.as_mut().ok_or(StoreError::Closed)?;
        if *dirty {
            // Fails when nothing was open, which is as good.
            let _ = sqlx::query("ROLLBACK").execute(&mut *conn).await;
        }
        *dirty = true;
        if let Err(why) = self.shared.dialect.begin(conn).await {
            // A server that was started again has closed our connection: nothing was begun on it.
            if self.shared.dialect != Dialect::Postgres {
                return Err(dialect::not_writable(why));
            }
            *conn = self.shared.dialect.connect(self.shared.url.expose_secret()).await?;
            self.shared.dialect.begin(conn).await?;
        }
        Ok(Tx::new(link, Arc::clone(&self.shared)))
    }

    /// Closes the database after the transaction under way. What is begun later is refused.
    ///
    /// # Errors
    /// The database said no; nothing that was committed is lost by it.
    pub async fn close(&self) -> Result<()> {
        match self.shared.link.lock().await.conn.take() {
            Some(conn) => Ok(conn.close().await?),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("dialect", &self.shared.dialect).finish_non_exhaustive()
    }
}

/// A time as a column keeps it: never earlier than it was, so that a saved wake is never early.
fn stored(at: Timestamp) -> i64 {
    let nanos = at.as_nanosecond();
    at.as_microsecond() + i64::from(nanos.rem_euclid(1000) != 0 && nanos > 0)
}

/// A "now" to compare columns with: never later than it is.
fn passed(now: Timestamp) -> i64 {
    now.as_microsecond() - i64::from(now.as_nanosecond().rem_euclid(1000) != 0 && now.as_nanosecond() < 0)
}

/// The time that a column keeps.
fn timestamp(column: &'static str, value: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(value).map_err(|_| StoreError::Column { column })
}

/// [`timestamp`] of a column that may be empty.
fn maybe_timestamp(column: &'static str, value: Option<i64>) -> Result<Option<Timestamp>> {
    value.map(|value| timestamp(column, value)).transpose()
}
