//! What is refused at start, in one line that says how to mend it.
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use backdesk::store::{MasterKey, Store, StoreError};

use crate::harness::{on_each, sqlite};

/// The refusal, which is one line.
async fn refused(url: &str, key: MasterKey) -> StoreError {
    let why = Store::open(url, key).await.map(drop).unwrap_err();
    assert_eq!(why.to_string().lines().count(), 1, "{why}");
    why
}

fn key_of(file: &Path) -> MasterKey {
    MasterKey::load_or_create(file).unwrap()
}

#[tokio::test]
async fn another_key_is_refused_and_harms_nothing() {
    on_each(async |db| {
        let mut tx = db.open().await.begin().await.unwrap();
        tx.put_chart(5, &"mine", None).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(refused(&db.url, MasterKey::from_bytes([1; 32])).await, StoreError::WrongKey));
        assert_eq!(db.open().await.begin().await.unwrap().chart::<String>(5).await.unwrap().unwrap().0, "mine");
    })
    .await;
}

#[tokio::test]
async fn a_lost_key_file_is_not_replaced_by_a_new_one() {
    on_each(async |db| {
        db.open().await;
        let kept = db.folder.path().join("kept");
        fs::rename(db.key_file(), &kept).unwrap();
        let why = refused(&db.url, key_of(&db.key_file())).await;
        assert!(matches!(&why, StoreError::KeyMissing { path } if *path == db.key_file()), "{why}");
        assert!(!db.key_file().exists());
        fs::rename(&kept, db.key_file()).unwrap();
        db.open().await;
    })
    .await;
}

#[tokio::test]
async fn a_database_from_a_newer_program_is_refused_and_not_touched() {
    on_each(async |db| {
        db.open().await;
        db.behind("UPDATE schema_version SET version = 99").await;
        db.behind("DROP TABLE aside").await;
        let why = refused(&db.url, key_of(&db.key_file())).await;
        assert!(matches!(why, StoreError::SchemaNewer { found: 99, known: 3 }), "{why}");
        db.behind("CREATE TABLE aside (x BIGINT)").await;
    })
    .await;
}

#[test]
fn a_key_file_is_its_owners_alone_and_holds_a_key() {
    let db = sqlite();
    fs::create_dir_all(db.key_file().parent().unwrap()).unwrap();
    let write = |text: &str, mode| {
        fs::write(db.key_file(), text).unwrap();
        fs::set_permissions(db.key_file(), fs::Permissions::from_mode(mode)).unwrap();
        MasterKey::load_or_create(&db.key_file())
    };
    let hex = "0123456789abcdefABCDEF00112233445566778899aabbccddeeff0011223344";
    assert!(write(hex, 0o600).is_ok());
    assert!(write(&format!("{hex}\n"), 0o400).is_ok());
    assert!(write("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 0o600).is_ok());
    for mode in [0o640, 0o604, 0o620, 0o644] {
        let why = write(hex, mode).unwrap_err();
        assert!(matches!(why, StoreError::KeyOpen { .. }), "{mode:o}");
        assert!(why.to_string().contains("chmod 600"), "{why}");
    }
    for text in ["", "short", &hex[..62], "AAAA", &"ñ".repeat(32)] {
        assert!(matches!(write(text, 0o600), Err(StoreError::KeyText { .. })), "{text}");
    }
    assert!(!format!("{:?}", write(hex, 0o600)).contains("0123"));
}

#[tokio::test]
async fn key_file_database_and_erasure_list_are_made_for_their_owner() {
    let db = sqlite();
    let store = db.open().await;
    let mut tx = store.begin().await.unwrap();
    tx.put_chart(5, &"mine", None).await.unwrap();
    tx.forget(5).await.unwrap();
    tx.commit().await.unwrap();
    for file in [db.key_file(), db.file(), db.erasure_list()] {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let db = sqlite();
    let key = || MasterKey::from_bytes([1; 32]);
    for url in ["mysql://x/y", "desk.db", "sqlite://", ""] {
        assert!(matches!(refused(url, key()).await, StoreError::Url), "{url}");
    }
    let file = db.folder.path().join("file");
    fs::write(&file, "this is no database, whatever its name says, and it is long enough").unwrap();
    let below = format!("sqlite://{}/below/desk.db", file.display());
    assert!(matches!(refused(&below, key()).await, StoreError::Folder { .. }));
    refused(&format!("sqlite://{}", file.display()), key()).await;
    let nobody = "postgres://desk:hunter2@127.0.0.1:1/desk";
    let why = refused(nobody, key()).await;
    assert!(matches!(why, StoreError::Unreachable { .. }), "{why}");
    assert!(!format!("{why} {why:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_path_with_marks_of_a_url_is_a_path() {
    let db = sqlite();
    let odd = db.folder.path().join("Zoë's 100%20 #1/desk.db");
    Store::open(&format!("sqlite://{}", odd.display()), MasterKey::from_bytes([1; 32])).await.unwrap();
    assert!(odd.is_file());
}

#[tokio::test]
async fn a_database_that_could_lose_what_it_acknowledged_is_refused() {
    on_each(async |db| {
        if !db.postgres {
            return;
        }
        let why =
            refused(&format!("{}?options=-csynchronous_commit%3Doff", db.url), MasterKey::from_bytes([1; 32])).await;
        assert!(matches!(why, StoreError::NotDurable { setting: "synchronous_commit" }), "{why}");
    })
    .await;
}
