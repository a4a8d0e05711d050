//! The process is killed while it saves: what it said was saved is there, and nothing is there by half.
use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use backdesk::store::{MasterKey, Store};
use sqlx::Row as _;

use crate::harness::{at, on_each, show};

const URL: &str = "BACKDESK_TEST_CRASH_URL";
const KEY: &str = "BACKDESK_TEST_CRASH_KEY";

/// Saves for ever, and says after each commit what was saved. Run by the test below, in a process of its own.
#[tokio::test]
#[ignore = "run by its parent"]
async fn child() {
    let (Ok(url), Ok(key)) = (std::env::var(URL), std::env::var(KEY)) else { return };
    let store = Store::open(&url, MasterKey::load_or_create(key.as_ref()).unwrap()).await.unwrap();
    for update in 1.. {
        let mut tx = store.begin().await.unwrap();
        tx.savepoint().await.unwrap();
        assert!(tx.first_seen(update, at(update)).await.unwrap());
        tx.put_chart(update, &update, Some(at(update))).await.unwrap();
        tx.put_row(show(update, "i0", &update.to_string())).await.unwrap();
        tx.release().await.unwrap();
        tx.commit().await.unwrap();
        println!("saved {update}");
    }
}

#[tokio::test]
async fn after_a_kill_each_update_is_there_whole_or_not_at_all() {
    on_each(async |db| {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["crash::child", "--exact", "--ignored", "--nocapture"])
            .env(URL, &db.url)
            .env(KEY, db.key_file())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = 0;
        for line in lines.map_while(Result::ok) {
            if let Some((_, update)) = line.split_once("saved ") {
                said = update.trim().parse().unwrap();
            }
            if said == 40 {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(said >= 40);

        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let rows = tx.ready::<String>(at(1000), 100_000).await.unwrap();
        let last = i64::try_from(rows.len()).unwrap();
        assert!(last == said || last == said + 1, "said {said}, there {last}");
        for update in 1..=last {
            assert_eq!(tx.chart::<i64>(update).await.unwrap().unwrap().0, update);
            assert_eq!(rows[update as usize - 1].row.body, update.to_string());
            assert!(!tx.first_seen(update, at(0)).await.unwrap());
        }
        assert!(tx.first_seen(last + 1, at(0)).await.unwrap());
        assert!(tx.chart::<i64>(last + 1).await.unwrap().is_none());
        drop(tx);
        if !db.postgres {
            let check = sqlx::query("PRAGMA integrity_check").fetch_one(&mut db.raw().await).await.unwrap();
            assert_eq!(check.get::<String, _>(0), "ok");
        }
    })
    .await;
}
