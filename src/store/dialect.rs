//! The little that differs between SQLite and PostgreSQL.
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{AnyConnection, ConnectOptions, Row, any::AnyConnectOptions};

use super::StoreError;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// How long PostgreSQL may take to answer at start.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first SQLite without the WAL-reset fault.
const SQLITE_AT_LEAST: [u32; 3] = [3, 51, 3];
/// Any number, so long as no other program uses it in the same database: "backdesk" in letters.
const WRITER_LOCK: i64 = 0x6261_636b_6465_736b;

impl Dialect {
    /// The dialect of a database URL.
    pub(super) fn of(url: &str) -> Result<Self, StoreError> {
        match url.split_once("://").map(|(scheme, _)| scheme) {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(StoreError::Url),
        }
    }

    /// Connects, sets what durability needs, and reads it back.
    pub(super) async fn connect(self, url: &str) -> Result<AnyConnection, StoreError> {
        sqlx::any::install_default_drivers();
        match self {
            Self::Sqlite => open_sqlite(url).await,
            Self::Postgres => open_postgres(url).await,
        }
    }

    /// Begins a transaction that may write at once. A second process waits here.
    pub(super) async fn begin(self, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
        match self {
            // Not plain BEGIN: a read that turns into a write is refused at once when another process writes.
            Self::Sqlite => sqlx::query("BEGIN IMMEDIATE").execute(conn).await.map(drop),
            Self::Postgres => {
                sqlx::query("BEGIN").execute(&mut *conn).await?;
                sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(WRITER_LOCK).execute(conn).await.map(drop)
            }
        }
    }

    /// Makes what was deleted unreadable on disk, as far as a client can.
    ///
    /// PostgreSQL keeps deleted rows until its own vacuum, and in its log: say so to the operator.
    pub(super) async fn scrub(self, conn: &mut AnyConnection) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite => sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(conn).await.map(drop),
            Self::Postgres => Ok(()),
        }
    }
}

async fn open_sqlite(url: &str) -> Result<AnyConnection, StoreError> {
    let path = sqlite_path(url)?;
    create_file(&path).map_err(|why| StoreError::Folder { path: path.clone(), why })?;
    let options = AnyConnectOptions::from_str(&sqlite_url(&path)).map_err(|_| StoreError::Url)?;
    let mut conn = options.disable_statement_logging().connect().await?;
    // The timeout first: switching to WAL may have to wait for another process.
    for pragma in [
        "PRAGMA busy_timeout = 5000",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        // What is deleted is overwritten: an erased patient's wrapped key does not stay in a free page.
        "PRAGMA secure_delete = ON",
        "PRAGMA journal_size_limit = 67108864",
    ] {
        sqlx::query(pragma).execute(&mut conn).await.map_err(not_writable)?;
    }
    let found: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut conn).await?.try_get(0)?;
    if found != "wal" {
        return Err(StoreError::Journal { found });
    }
    let found: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&mut conn).await?.try_get(0)?;
    if found != 2 {
        return Err(StoreError::Synchronous { found });
    }
    let found: String = sqlx::query("SELECT sqlite_version()").fetch_one(&mut conn).await?.try_get(0)?;
    if !new_enough(&found) {
        return Err(StoreError::SqliteVersion { found });
    }
    Ok(conn)
}

async fn open_postgres(url: &str) -> Result<AnyConnection, StoreError> {
    let options = AnyConnectOptions::from_str(url).map_err(|_| StoreError::Url)?.disable_statement_logging();
    let mut conn = match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(Ok(conn)) => conn,
        Ok(Err(why)) => return Err(StoreError::Unreachable { why: why.to_string() }),
        Err(_) => return Err(StoreError::Unreachable { why: "no answer in 10 seconds".into() }),
    };
    for (setting, show) in [("synchronous_commit", "SHOW synchronous_commit"), ("fsync", "SHOW fsync")] {
        let found: String = sqlx::query(show).fetch_one(&mut conn).await?.try_get(0)?;
        if found == "off" {
            return Err(StoreError::NotDurable { setting });
        }
    }
    Ok(conn)
}

/// Tells a database that cannot be written (SQLite's READONLY 8, FULL 13, CANTOPEN 14) or is held (BUSY 5) from other trouble.
pub(super) fn not_writable(why: sqlx::Error) -> StoreError {
    let code = why.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<u32>().ok());
    match code.map(|code| code & 0xff) {
        Some(5) => StoreError::Busy,
        Some(8 | 13 | 14) => StoreError::NotWritable { why },
        _ => StoreError::Database(why),
    }
}

/// The file that a sqlite:// URL names, whole.
fn sqlite_path(url: &str) -> Result<PathBuf, StoreError> {
    let named = url.strip_prefix("sqlite://").ok_or(StoreError::Url)?;
    let named = named.split_once('?').map_or(named, |(path, _)| path);
    if named.is_empty() {
        return Err(StoreError::Url);
    }
    std::path::absolute(named).map_err(|why| StoreError::Folder { path: named.into(), why })
}

/// The URL of a file, with what a URL would misread escaped.
fn sqlite_url(path: &Path) -> String {
    let mut url = String::from("sqlite://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => url.push(char::from(*byte)),
            // Writing to a String cannot fail.
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

/// Makes the folder and the file, for the owner alone: chat ids stand in it in the clear.
fn create_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn new_enough(version: &str) -> bool {
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    parts.as_slice() >= SQLITE_AT_LEAST.as_slice()
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        for good in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
            assert!(new_enough(good), "{good}");
        }
        for bad in ["3.51.2", "3.9.99", "3.46.1", "", "x"] {
            assert!(!new_enough(bad), "{bad}");
        }
    }
}
