//! Conversations that a doctor can read and sign, `*.chat` in this folder: played again in every way, and each way shows the same.
//!
//! `BACKDESK_REWRITE=1 cargo test --test chats` records what is shown. Read what it wrote before you keep it.
mod act;
mod chat;
mod core_world;
mod http_world;
mod transcript;
mod world;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use backdesk::script::{Script, Source};
use backdesk::store::{MasterKey, Store};
use core_world::CoreWorld;
use http_world::HttpWorld;
use sqlx::Connection;
use transcript::{IMPOSSIBLE, Transcript};

/// Every conversation, by name.
fn chats() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chats");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ext| ext == "chat")).collect();
    files.sort();
    assert!(!files.is_empty(), "there are conversations");
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The built-in dialogues, with a made-up clinician who stands behind them.
static REVIEWED: LazyLock<Script> = LazyLock::new(|| {
    let mut files = Source::BuiltIn.texts().unwrap();
    let clinic = files.get_mut("clinic.toml").unwrap();
    *clinic = clinic.replace("# reviewer = { name = \"Dr …\"", "reviewer = { name = \"Dr Example\"");
    let script = Script::load(&Source::Texts(files)).unwrap();
    assert!(script.clinic.reviewer.is_some());
    script
});

static UNREVIEWED: LazyLock<Script> = LazyLock::new(|| Script::load(&Source::BuiltIn).unwrap());

fn of(transcript: &Transcript) -> &'static Script {
    if transcript.head.reviewed { &REVIEWED } else { &UNREVIEWED }
}

/// The first line that differs, with what stands there.
fn differs(name: &Path, kept: &str, played: &str) -> Option<String> {
    if kept == played {
        return None;
    }
    let (mut kept, mut played) = (kept.lines(), played.lines());
    for n in 1.. {
        let (was, is) = (kept.next(), played.next());
        if was != is {
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            return Some(format!(
                "{name}:{n}\n  kept:   {}\n  played: {}",
                was.unwrap_or("(end)"),
                is.unwrap_or("(end)")
            ));
        }
    }
    None
}

fn replay(saved: bool) {
    let rewrite = std::env::var_os("BACKDESK_REWRITE").is_some() && !saved;
    let mut wrong = Vec::new();
    for (path, text) in chats() {
        let transcript = Transcript::read(&text);
        let script = of(&transcript);
        let played = transcript.play(script, &mut CoreWorld::new(script, &transcript.head, saved));
        let impossible = played.lines().find(|line| line.starts_with(IMPOSSIBLE));
        wrong.extend(impossible.map(|line| format!("{}: {line}", path.display())));
        if rewrite {
            std::fs::write(&path, played).unwrap();
        } else {
            wrong.extend(differs(&path, &text, &played));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays every conversation through the program, each on a database of its own.
fn through_the_program(store: impl AsyncFn(&Path, usize) -> Store) {
    let mut wrong = Vec::new();
    for (index, (path, text)) in chats().into_iter().enumerate() {
        let transcript = Transcript::read(&text);
        let script = of(&transcript);
        let folder = tempfile::TempDir::new().unwrap();
        let mut world = HttpWorld::new(script, &transcript.head, store(folder.path(), index));
        let played = transcript.play(script, &mut world);
        world.close();
        wrong.extend(differs(&path, &text, &played));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn and_through_the_whole_program_over_http_on_sqlite() {
    through_the_program(async |folder, _| {
        let url = format!("sqlite://{}", folder.join("desk.db").display());
        Store::open(&url, MasterKey::from_bytes([7; 32])).await.unwrap()
    });
}

/// If a server is named.
#[test]
fn and_on_postgres() {
    let Ok(server) = std::env::var("BACKDESK_TEST_POSTGRES") else { return };
    let names = |index: usize| format!("backdesk_chats_{}_{index}", std::process::id());
    through_the_program(async |_, index| {
        admin(&server, &format!("CREATE DATABASE {}", names(index))).await;
        let (host, _) = server.rsplit_once('/').expect("the URL ends in a database's name");
        Store::open(&format!("{host}/{}", names(index)), MasterKey::from_bytes([7; 32])).await.unwrap()
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for index in 0..chats().len() {
        runtime.block_on(admin(&server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", names(index))));
    }
}

async fn admin(server: &str, sql: &str) {
    sqlx::any::install_default_drivers();
    let mut conn = sqlx::AnyConnection::connect(server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

#[test]
fn every_conversation_goes_through_the_core_as_written() {
    replay(false);
}

#[test]
fn and_the_same_with_every_chart_and_handoff_saved_and_read_back() {
    replay(true);
}
