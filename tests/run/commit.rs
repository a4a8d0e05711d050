//! One database commit for the decisions of a batch, however large: read from SQLite's own write-ahead log.
use std::fs;
use std::path::Path;

use backdesk::sandbox::Act;

use crate::clinic::Clinic;
use crate::database::{Base, file, numbers};

const PATIENTS: i64 = 100;

pub async fn one_commit(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    clinic.settled().await;
    clinic.terminate().await;
    for n in 0..PATIENTS {
        let patient = clinic.sandbox.add_person(&format!("P{n}"), "en");
        clinic.sandbox.act(patient, Act::start()).unwrap();
    }
    clinic.start().await;
    clinic
        .until("nobody is greeted", |world| {
            world
                .calls
                .iter()
                .any(|call| call.method == "sendMessage" && call.chat.is_some_and(|chat| chat > 0))
                .then_some(())
        })
        .await;
    clinic
        .until("the updates are not taken", |world| (world.bots[&clinic.bot].queue.pending() == 0).then_some(()))
        .await;
    clinic.kill().await;
    let seen = seen_after_each_commit(clinic.folder.path()).await;
    let most = seen.windows(2).map(|pair| pair[1] - pair[0]).max();
    assert_eq!(most, Some(PATIENTS), "the updates of a batch are committed together: {seen:?}");
    clinic.start().await;
    clinic
        .until("not everybody is greeted", |world| {
            let greeted = world.chats.values().filter(|chat| chat.key.id > 0 && !chat.messages.is_empty());
            (greeted.filter(|chat| chat.messages.values().any(|m| m.author == clinic.bot)).count() as i64 == PATIENTS)
                .then_some(())
        })
        .await;
    clinic.close().await;
}

/// How many updates had been seen after each commit that is in the log: the database is opened once with the log up to it.
async fn seen_after_each_commit(folder: &Path) -> Vec<i64> {
    let (base, log) = (fs::read(file(folder)).unwrap(), fs::read(folder.join("data/desk.db-wal")).unwrap());
    let word = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let page = word(8) as usize;
    let copy = tempfile::TempDir::new().unwrap();
    let (db, wal) = (copy.path().join("copy.db"), copy.path().join("copy.db-wal"));
    let url = format!("sqlite://{}", db.display());
    let mut seen = Vec::new();
    for frame in (32..log.len()).step_by(24 + page) {
        // Frames of an earlier round of the log have another salt; only the last frame of a commit names a size.
        if log.get(frame + 8..frame + 16) != log.get(16..24) {
            break;
        }
        if word(frame + 4) > 0 {
            fs::write(&db, &base).unwrap();
            fs::write(&wal, &log[..frame + 24 + page]).unwrap();
            let _ = fs::remove_file(copy.path().join("copy.db-shm"));
            seen.extend(numbers(&url, "SELECT COUNT(*) FROM seen").await);
        }
    }
    seen
}
