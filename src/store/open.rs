//! Opening a database: refused early and clearly, or ready.
use std::sync::Arc;

use tokio::sync::Mutex;

use super::{Link, MasterKey, Result, Shared, Store, StoreError, dialect, dialect::Dialect, erasures, schema};

impl Store {
    /// Opens `sqlite://path` or `postgres://…`, makes what is missing, and erases again whom a restore brought back.
    ///
    /// # Errors
    /// Whatever would make it unsafe to go on; each error says in one line how to mend it.
    pub async fn open(url: &str, mut master: MasterKey) -> Result<Self> {
        let dialect = Dialect::of(url)?;
        let mut conn = dialect.connect(url).await?;
        dialect.begin(&mut conn).await.map_err(dialect::not_writable)?;
        schema::prepare(&mut conn).await?;
        schema::prove_key(&mut conn, &mut master).await?;
        let commit = sqlx::query("COMMIT").execute(&mut conn).await;
        commit.map_err(|why| StoreError::Commit { why: why.to_string() })?;
        let link = Arc::new(Mutex::new(Link { conn: Some(conn), dirty: false }));
        let store = Self { shared: Arc::new(Shared { link, dialect, master, url: url.into() }) };
        erasures::apply(&store).await?;
        Ok(store)
    }
}
