//! One transaction: begin, savepoints, commit.
use std::{future::Future, sync::Arc};

use sqlx::{
    Any, AnyConnection,
    any::{AnyArguments, AnyRow},
    query::Query,
};
use tokio::{runtime::Handle, sync::OwnedMutexGuard};

use super::{Link, Result, Shared, StoreError, erasures, keys::Keys};

/// An SQL statement with its values.
pub(super) type Sql<'q> = Query<'q, Any, AnyArguments>;

/// One transaction, the only one of the moment. Dropped without [`Tx::commit`], it has changed nothing.
///
/// A verb that fails, or whose future is dropped half way, spoils it: go back to a savepoint, or give it up.
pub struct Tx {
    /// Gone only once the transaction has ended.
    link: Option<OwnedMutexGuard<Link>>,
    pub(super) shared: Arc<Shared>,
    /// Keys unwrapped in this transaction. Not kept longer: another process may erase a patient in between.
    pub(super) keys: Keys,
    /// Ids of the keys that this transaction destroys.
    pub(super) erased: Vec<String>,
    /// How many were in `erased` at each open savepoint.
    marks: Vec<usize>,
    /// Whether a statement failed, or was not waited for, since the last savepoint.
    spoiled: bool,
}

impl Tx {
    pub(super) fn new(link: OwnedMutexGuard<Link>, shared: Arc<Shared>) -> Self {
        Self { link: Some(link), shared, keys: Keys::default(), erased: vec![], marks: vec![], spoiled: false }
    }

    /// Saves everything, down to the disk. It begins at once and completes even if the returned future is dropped.
    ///
    /// # Errors
    /// [`StoreError::Spoiled`]: a statement had failed, and nothing is saved. Any other error is fatal: what was decided may or
    /// may not be saved, the store is closed, and only a new start knows.
    pub fn commit(mut self) -> impl Future<Output = Result<()>> + Send + 'static {
        let commit = tokio::spawn(async move {
            if self.spoiled {
                return Err(StoreError::Spoiled);
            }
            // First, so that an erasure that was committed is never missing from the list.
            if let Some(path) = &self.shared.master.path {
                erasures::append(path, &self.erased)?;
            }
            let mut link = self.link.take().ok_or(StoreError::Closed)?;
            let conn = link.conn.as_mut().ok_or(StoreError::Closed)?;
            if let Err(why) = sqlx::query("COMMIT").execute(&mut *conn).await {
                link.conn = None;
                return Err(StoreError::Commit { why: why.to_string() });
            }
            if !self.erased.is_empty() {
                // Best effort: the next checkpoint does the same.
                let _ = self.shared.dialect.scrub(conn).await;
            }
            link.dirty = false;
            Ok(())
        });
        async move { commit.await.unwrap_or_else(|why| Err(StoreError::Commit { why: why.to_string() })) }
    }

    /// Gives everything up, and returns when that is done. Dropping does the same, a little later.
    ///
    /// # Errors
    /// The database said no. Nothing is saved either way.
    pub async fn rollback(mut self) -> Result<()> {
        match self.link.take() {
            Some(link) => roll_back(link).await,
            None => Ok(()),
        }
    }

    /// Marks a point to go back to. Points nest.
    ///
    /// # Errors
    /// A statement failed before, or the database said no.
    pub async fn savepoint(&mut self) -> Result<()> {
        if self.spoiled {
            return Err(StoreError::Spoiled);
        }
        self.run(sqlx::query("SAVEPOINT point")).await?;
        self.marks.push(self.erased.len());
        Ok(())
    }

    /// Undoes everything since the last open savepoint, which stays open: release it too.
    ///
    /// # Errors
    /// The database said no.
    pub async fn rollback_to(&mut self) -> Result<()> {
        self.run(sqlx::query("ROLLBACK TO SAVEPOINT point")).await?;
        self.spoiled = false;
        self.erased.truncate(self.marks.last().copied().unwrap_or_default());
        // A key made since then is not in the database any more.
        self.keys = Keys::default();
        Ok(())
    }

    /// Closes the last open savepoint and keeps what was done since.
    ///
    /// # Errors
    /// A statement failed since, or the database said no.
    pub async fn release(&mut self) -> Result<()> {
        if self.spoiled {
            return Err(StoreError::Spoiled);
        }
        self.run(sqlx::query("RELEASE SAVEPOINT point")).await?;
        self.marks.pop();
        Ok(())
    }

    /// Runs a statement and says how many rows it touched.
    pub(super) async fn run(&mut self, sql: Sql<'_>) -> Result<u64> {
        let before = self.spoil();
        let done = sql.execute(self.conn()?).await;
        Ok(self.judge(before, done)?.rows_affected())
    }

    /// Its first row, if any.
    pub(super) async fn row(&mut self, sql: Sql<'_>) -> Result<Option<AnyRow>> {
        let before = self.spoil();
        let done = sql.fetch_optional(self.conn()?).await;
        self.judge(before, done)
    }

    /// All its rows.
    pub(super) async fn rows(&mut self, sql: Sql<'_>) -> Result<Vec<AnyRow>> {
        let before = self.spoil();
        let done = sql.fetch_all(self.conn()?).await;
        self.judge(before, done)
    }

    /// The next number of a series that begins with `first`.
    pub(super) async fn count(&mut self, series: &'static str, first: i64) -> Result<i64> {
        let sql = sqlx::query(
            "INSERT INTO counter (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
        );
        let row =
            self.row(sql.bind(series).bind(first)).await?.ok_or(StoreError::Column { column: "counter.value" })?;
        Ok(sqlx::Row::try_get(&row, 0)?)
    }

    pub(super) fn conn(&mut self) -> Result<&mut AnyConnection> {
        self.link.as_mut().and_then(|link| link.conn.as_mut()).ok_or(StoreError::Closed)
    }

    /// While a statement runs, the transaction is spoiled: a verb that nobody waited for may be half done.
    fn spoil(&mut self) -> bool {
        std::mem::replace(&mut self.spoiled, true)
    }

    /// PostgreSQL ends a transaction at its first error, and then answers COMMIT without one: both databases are held to it.
    fn judge<T>(&mut self, before: bool, done: std::result::Result<T, sqlx::Error>) -> Result<T> {
        self.spoiled = before || done.is_err();
        Ok(done?)
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        // Without a runtime, the next begin finds the connection dirty and rolls back.
        if let (Some(link), Ok(runtime)) = (self.link.take(), Handle::try_current()) {
            runtime.spawn(roll_back(link));
        }
    }
}

async fn roll_back(mut link: OwnedMutexGuard<Link>) -> Result<()> {
    let Some(conn) = link.conn.as_mut() else { return Ok(()) };
    sqlx::query("ROLLBACK").execute(conn).await?;
    link.dirty = false;
    Ok(())
}
