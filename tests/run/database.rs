//! A database of its own for each clinic: a SQLite file, or a fresh database of the server in BACKDESK_TEST_POSTGRES.
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    Sqlite,
    Postgres,
}

/// A fresh database.
#[derive(Debug)]
pub struct Database {
    pub url: String,
    server: Option<(String, String)>,
}

impl Base {
    /// `None`: no server is named.
    pub async fn fresh(self, folder: &Path) -> Option<Database> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        if self == Self::Sqlite {
            return Some(Database { url: format!("sqlite://{}", file(folder).display()), server: None });
        }
        let server = std::env::var("BACKDESK_TEST_POSTGRES").ok()?;
        let name = format!("backdesk_run_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        admin(&server, &format!("CREATE DATABASE {name}")).await;
        let (host, _) = server.rsplit_once('/').expect("the URL ends in a database's name");
        Some(Database { url: format!("{host}/{name}"), server: Some((server, name)) })
    }
}

impl Database {
    /// Takes it away; a file goes with its folder.
    pub async fn drop(self) {
        if let Some((server, name)) = self.server {
            admin(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// Where SQLite's file is.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("data/desk.db")
}

/// The rows of a query with one number each.
pub async fn numbers(url: &str, sql: &str) -> Vec<i64> {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await.unwrap();
    let rows = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut conn).await;
    conn.close().await.unwrap();
    rows.unwrap()
}

async fn admin(server: &str, sql: &str) {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}
