//! What keeps the program from starting, in one line each; and how it ends.
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;

use backdesk::sandbox::{Act, Deed, What};
use serde_json::json;
use tokio::process::Command;

use crate::clinic::{Clinic, serve};
use crate::database::Base;
use crate::program::{Program, Said};

/// Starts it with some settings changed (empty: taken away); it must end with this code after one line with these words.
async fn refused(clinic: &Clinic, changes: &[(&str, &str)], code: i32, words: &str) {
    let mut settings = clinic.settings();
    settings.insert("LOG".to_owned(), "error".to_owned());
    for (name, value) in changes {
        settings.remove(*name);
        if !value.is_empty() {
            settings.insert((*name).to_owned(), (*value).to_owned());
        }
    }
    let said = Said::default();
    let settings: Vec<_> = settings.into_iter().collect();
    let status = Program::start(clinic.folder.path(), &settings, &said).exit().await;
    let text = said.text();
    assert_eq!(status.code(), Some(code), "{changes:?}: {text}");
    assert!(text.contains(words), "{changes:?}: no {words:?} in {text}");
    let first = text.lines().filter(|line| line.starts_with("backdesk: ")).count();
    assert!(code != 1 || first == 1, "{changes:?}: {text}");
    assert!(!text.contains("CANARY"), "{text}");
}

pub async fn settings(base: Base) {
    let Some(clinic) = Clinic::closed(base).await else { return };
    refused(&clinic, &[("TELOXIDE_TOKEN", "")], 1, "the token is missing").await;
    refused(&clinic, &[("TELOXIDE_TOKEN", "CANARY")], 1, "not in a token's form").await;
    refused(&clinic, &[("TELOXIDE_TOKEN_FILE", "no/such/file")], 1, "TELOXIDE_TOKEN_FILE: no/such/file cannot be read")
        .await;
    refused(&clinic, &[("STAFF_CHAT_ID", "12")], 2, "a group's id is a number below zero").await;
    refused(&clinic, &[("BACKDESK_UNREVIEWED", "maybe")], 1, "BACKDESK_UNREVIEWED is `yes` or not set").await;
    refused(&clinic, &[("LOG", "loud")], 1, "LOG is one of").await;
    refused(&clinic, &[("DATABASE_URL", "mysql://x")], 1, "sqlite:// or postgres://").await;
    refused(&clinic, &[("TELOXIDE_API_URL", "no url")], 1, "TELOXIDE_API_URL").await;
    let postgres = "postgres://CANARYUSER:CANARYPASSWORD@127.0.0.1:1/x";
    refused(&clinic, &[("DATABASE_URL", postgres)], 1, "PostgreSQL cannot be reached").await;
    let dialogues = clinic.folder.path().join("dialogues");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues"), &dialogues);
    let safety = dialogues.join("safety.toml");
    let text = fs::read_to_string(&safety).unwrap();
    let line = 1 + text.lines().position(|line| line.starts_with("answer = ")).unwrap();
    fs::write(&safety, text.replacen("answer = \"first\"", "answer = \"frist\"", 1)).unwrap();
    let place = format!("safety.toml:{line}:");
    refused(&clinic, &[("BACKDESK_DIALOGUES", dialogues.to_str().unwrap())], 1, &place).await;
    refused(&clinic, &[("BACKDESK_DIALOGUES", "no/such/folder")], 1, "no/such/folder").await;
    assert!(clinic.sandbox.calls().is_empty(), "nothing was asked of Telegram");
}

pub async fn keys_and_files(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    clinic.terminate().await;
    let key = clinic.folder.path().join("keys/desk.key");
    assert_eq!(fs::metadata(&key).unwrap().mode() & 0o777, 0o600);
    let (kept, other) = (key.with_extension("kept"), key.with_extension("other"));
    fs::rename(&key, &kept).unwrap();
    refused(&clinic, &[], 1, "is missing, and the database holds data sealed with it").await;
    assert!(!key.exists(), "no new key is made over a lost one");
    fs::write(&other, "ab".repeat(32)).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o600)).unwrap();
    fs::copy(&other, &key).unwrap();
    refused(&clinic, &[], 1, "not the key that the database is sealed with").await;
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    refused(&clinic, &[], 1, "chmod 600").await;
    fs::remove_file(&key).unwrap();
    fs::rename(&kept, &key).unwrap();
    refused(&clinic, &[("DATABASE_URL", "sqlite:///proc/desk.db")], 1, "cannot make or write the database file").await;
    read_only(&clinic).await;
    clinic.start().await;
    clinic.close().await;
}

/// Somebody who may read the database's folder and not write it.
async fn read_only(clinic: &Clinic) {
    let folder = clinic.folder.path();
    let root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let mode = |file: &Path, mode| fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
    let (data, db) = (folder.join("data"), folder.join("data/desk.db"));
    for (path, rights) in [(folder, 0o755), (&*data, 0o555), (&*db, 0o444)] {
        mode(path, rights);
    }
    let own = folder.join("own.key");
    fs::copy(folder.join("keys/desk.key"), &own).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_backdesk"));
    command.arg("run").env_clear().envs(clinic.settings()).env("BACKDESK_KEY_FILE", &own).env("LOG", "error");
    if root {
        // The folder of the build may be closed to others: so is not the copy.
        let program = folder.join("backdesk");
        fs::copy(env!("CARGO_BIN_EXE_backdesk"), &program).unwrap();
        let envs = clinic.settings();
        command = Command::new(program);
        command.arg("run").env_clear().envs(envs).env("BACKDESK_KEY_FILE", &own).env("LOG", "error").uid(65534);
        std::os::unix::fs::chown(&own, Some(65534), None).unwrap();
    }
    let said = Said::default();
    let status = Program::spawn(command, &said).exit().await;
    assert_eq!(status.code(), Some(1), "{}", said.text());
    let words = ["the database cannot be written", "cannot make or write the database file"];
    assert!(words.iter().any(|words| said.text().contains(words)), "{}", said.text());
    assert_eq!(said.text().lines().count(), 1, "{}", said.text());
    mode(&data, 0o755);
    mode(&db, 0o644);
}

pub async fn telegram(base: Base) {
    let Some(clinic) = Clinic::closed(base).await else { return };
    refused(&clinic, &[("TELOXIDE_TOKEN", "123456:CANARY")], 1, "Telegram refuses the token").await;
    clinic.sandbox.faults().add(What::Unauthorized, "getUpdates", 1);
    refused(&clinic, &[], 1, "Telegram refuses the token").await;
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    let conflict = What::Refuse { code: 409, description: words.to_owned(), parameters: None };
    clinic.sandbox.faults().add(conflict, "getUpdates", 100);
    refused(&clinic, &[], 1, "another program receives this bot's messages (409)").await;
}

pub async fn out_of_reach(base: Base) {
    let Some(mut clinic) = Clinic::closed(base).await else { return };
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    clinic.api = format!("http://{place}");
    let program = clinic.run(clinic.settings());
    clinic.said.until("out of reach: check the network and TELOXIDE_API_URL; trying again").await;
    clinic.said.until("tries=3").await;
    serve(clinic.sandbox.clone(), &place.to_string()).await;
    clinic.said.until("@desk_bot is at work").await;
    clinic.patient("Ana").await;
    let (status, took) = program.terminate().await;
    assert!(status.success() && took < Duration::from_secs(5));
    clinic.blameless(&[]);
    // And it can be told to stop while nobody answers.
    clinic.api = "http://127.0.0.1:1".to_owned();
    let said = clinic.said.text().matches("trying again").count();
    let program = clinic.run(clinic.settings());
    clinic.said.until_times("trying again", said + 1).await;
    let (status, took) = program.terminate().await;
    assert!(status.success() && took < Duration::from_secs(5), "{status} after {took:?}");
}

/// It says what is wrong with a staff chat, and goes on serving patients.
pub async fn staff_chats(base: Base) {
    let Some(clinic) = Clinic::closed(base).await else { return };
    let says = async |chat: i64, words: &str| {
        let mut settings = clinic.settings();
        settings.insert("STAFF_CHAT_ID".to_owned(), chat.to_string());
        let said = Said::default();
        let settings: Vec<_> = settings.into_iter().collect();
        let program = Program::start(clinic.folder.path(), &settings, &said);
        said.until(words).await;
        clinic.patient("Ana").await.asks_for_a_person().await;
        let (status, _) = program.terminate().await;
        assert!(status.success());
    };
    says(-987_654, "STAFF_CHAT_ID: this chat is unknown to the bot").await;
    // It took the real group for a stranger's, and left it. Once the id is right, what waited is there.
    for act in [Act::invite(clinic.bot), Act::promote(clinic.bot)] {
        clinic.sandbox.act(clinic.anna, act.in_chat(clinic.group)).unwrap();
    }
    clinic.start().await;
    clinic.staff(clinic.anna).act(Act::text("/queue"));
    clinic.staff(clinic.anna).sees("H-1001").await;
    clinic.terminate().await;
    clinic.sandbox.describe_chat(clinic.group, json!({ "username": "clinic_staff" }));
    says(clinic.group, "STAFF_CHAT_ID: the group is public").await;
    clinic.sandbox.act(clinic.anna, Act::new(Deed::Demote { user: clinic.bot }).in_chat(clinic.group)).unwrap();
    says(clinic.group, "STAFF_CHAT_ID: the bot is no administrator there").await;
    clinic.sandbox.act(clinic.anna, Act::kick(clinic.bot).in_chat(clinic.group)).unwrap();
    says(clinic.group, "STAFF_CHAT_ID: this chat is unknown to the bot").await;
    assert!(clinic.sandbox.violations().is_empty());
}

/// Idle, with calls under way that do not end, and with much to do: 0, and within 5 s.
pub async fn in_order(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    clinic.settled().await;
    clinic.terminate().await;
    clinic.start().await;
    let ana = clinic.patient("Ana").await;
    for method in ["sendMessage", "answerCallbackQuery"] {
        clinic.sandbox.faults().add(What::Hold { applied: false }, method, 1);
    }
    let button = ana.finds("How can I help", "Talk to a person").await;
    clinic.sandbox.act(ana.person, ana.press(&button)).unwrap();
    clinic.until("nothing is held", |world| (world.faults.held > 0).then_some(())).await;
    for n in 0..50 {
        let other = clinic.sandbox.add_person(&format!("P{n}"), "en");
        clinic.sandbox.act(other, Act::start()).unwrap();
    }
    clinic.terminate().await;
    clinic.sandbox.faults().clear();
    clinic.start().await;
    clinic.staff(clinic.anna).sees("H-1001").await;
    clinic.close().await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            assert!(fs::copy(entry.path(), &target).unwrap() > 0)
        }
    }
}
