//! A fresh database for each test, on each server at hand.
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use backdesk::{
    core::{
        handoff::{By, Card, Handoff, Kind, Staff, State, Urgency},
        private::Private,
        screen::Slot,
    },
    script::{Html, Room},
    store::{MasterKey, NewRow, RowKind, Store, Tx},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;

/// Words that only a patient knows: they must stand nowhere in the clear.
pub const CANARY: &str = "Quetzalcoatl-canary";

pub struct Db {
    pub url: String,
    pub folder: TempDir,
    pub postgres: bool,
}

impl Db {
    pub fn key_file(&self) -> PathBuf {
        self.folder.path().join("keys/master.key")
    }

    pub fn erasure_list(&self) -> PathBuf {
        self.folder.path().join("keys/master.key.erased")
    }

    /// The database file of SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("data/desk.db")
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url, MasterKey::load_or_create(&self.key_file()).unwrap()).await.unwrap()
    }

    /// Runs one statement behind the store's back, and says how many rows it touched.
    pub async fn behind(&self, sql: &str) -> u64 {
        let mut conn = self.raw().await;
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        done.rows_affected()
    }

    pub async fn raw(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        AnyConnection::connect(&self.url).await.unwrap()
    }

    /// Everything that SQLite has on disk, write-ahead log included.
    pub fn on_disk(&self) -> Vec<u8> {
        let mut bytes = std::fs::read(self.file()).unwrap();
        bytes.extend(std::fs::read(self.folder.path().join("data/desk.db-wal")).unwrap_or_default());
        bytes
    }
}

/// Runs a test on a fresh SQLite file, then on a fresh PostgreSQL database if a server is named.
pub async fn on_each(test: impl AsyncFn(&Db)) {
    test(&sqlite()).await;
    if let Ok(server) = std::env::var("BACKDESK_TEST_POSTGRES") {
        let (db, name) = postgres(&server).await;
        test(&db).await;
        admin(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }
}

pub fn sqlite() -> Db {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}", folder.path().join("data/desk.db").display());
    Db { url, folder, postgres: false }
}

async fn postgres(server: &str) -> (Db, String) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("backdesk_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    admin(server, &format!("CREATE DATABASE {name}")).await;
    let (host, _) = server.rsplit_once('/').expect("the URL ends in a database's name");
    (Db { url: format!("{host}/{name}"), folder: TempDir::new().unwrap(), postgres: true }, name)
}

async fn admin(server: &str, sql: &str) {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

/// A moment of the test, in seconds.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

pub fn slot(name: &str) -> Slot {
    Slot(name.into())
}

/// A Show in lane 2 of a chat.
pub fn show(chat: i64, name: &str, body: &str) -> NewRow<String> {
    NewRow {
        chat,
        lane: 2,
        kind: RowKind::Show,
        slot: Some(slot(name)),
        for_chart: Some(chat),
        handoff: None,
        body: body.into(),
        reply_to: None,
        not_after: None,
        at: at(0),
    }
}

/// What can be sent at a moment.
pub async fn ready(tx: &mut Tx, second: i64) -> Vec<String> {
    tx.ready::<String>(at(second), 100).await.unwrap().into_iter().map(|row| row.row.body).collect()
}

pub fn handoff(number: i64, chart: i64, urgency: Urgency, since: i64) -> Handoff {
    Handoff {
        number,
        chart,
        kind: Kind::Booking,
        urgency,
        room: Room::Reception,
        card: Card {
            who: Private::new(CANARY.into()),
            name: Private::new(CANARY.into()),
            lines: Private::new(vec![Html::escape(CANARY)]),
            more: Private::new(vec![]),
        },
        state: State::Waiting,
        taken: Some(By { staff: Staff { id: 77, name: Private::new("Anna".into()) }, at: at(since) }),
        cleared: None,
        mark: None,
        wrote: None,
        stands: None,
        unreachable: false,
        news: Some(Private::new(CANARY.into())),
        alarm: Some(Private::new(CANARY.into())),
        draft: None,
        before: None,
        since: at(since),
        due: at(since + 60),
        rung: 0,
        ring_at: Some(at(since + 30)),
        said: 0,
        notes: 0,
        prompts: vec![],
    }
}

/// The chart saved for a chat, as text.
pub async fn chart(store: &Store, chat: i64) -> Option<String> {
    let mut tx = store.begin().await.unwrap();
    tx.chart::<String>(chat).await.unwrap().map(|(chart, _)| chart)
}
