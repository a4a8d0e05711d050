//! The tables, their version, and the proof that the key fits.
use sqlx::{AnyConnection, Row as _};

use super::{MasterKey, Result, StoreError, seal::Place};

/// The version of schema.sql.
const VERSION: i64 = 3;
const CHECK: Place = Place { table: "key_check", column: "sealed", row: 1 };

/// Makes the tables that are missing; a database from a newer program is refused and not touched.
pub(super) async fn prepare(conn: &mut AnyConnection) -> Result<()> {
    let table = "CREATE TABLE IF NOT EXISTS schema_version (id BIGINT PRIMARY KEY, version BIGINT NOT NULL)";
    sqlx::query(table).execute(&mut *conn).await?;
    let row = sqlx::query("SELECT version FROM schema_version WHERE id = 1").fetch_optional(&mut *conn).await?;
    match row.map(|row| row.try_get::<i64, _>(0)).transpose()? {
        Some(VERSION) => Ok(()),
        Some(found) if found > VERSION => Err(StoreError::SchemaNewer { found, known: VERSION }),
        // An older one lacks tables and nothing else: each statement makes what is missing.
        _ => {
            sqlx::raw_sql(include_str!("schema.sql")).execute(&mut *conn).await?;
            let sql = "INSERT INTO schema_version (id, version) VALUES (1, $1)
                       ON CONFLICT (id) DO UPDATE SET version = excluded.version";
            sqlx::query(sql).bind(VERSION).execute(conn).await?;
            Ok(())
        }
    }
}

/// Proves that the key is the one that the data is sealed with; an empty database takes it as its own.
pub(super) async fn prove_key(conn: &mut AnyConnection, master: &mut MasterKey) -> Result<()> {
    let row = sqlx::query("SELECT sealed FROM key_check WHERE id = 1").fetch_optional(&mut *conn).await?;
    let Some(row) = row else {
        master.save()?;
        let sealed = master.key.seal(CHECK, 1, b"backdesk")?;
        sqlx::query("INSERT INTO key_check (id, sealed) VALUES (1, $1)").bind(sealed).execute(conn).await?;
        return Ok(());
    };
    if let Some(path) = master.missing() {
        return Err(StoreError::KeyMissing { path: path.into() });
    }
    master.key.open(CHECK, row.try_get::<&[u8], _>(0)?).map(drop).map_err(|_| StoreError::WrongKey)
}
