//! What a patient said is unreadable in the database, cannot be altered or moved, and can be erased for good.
use backdesk::{
    core::{
        handoff::{Outcome, State, Urgency},
        private::Private,
    },
    store::{MessageKind, NewRow, Sent, Store},
};
use sqlx::Row as _;

use crate::harness::{CANARY, Db, at, handoff, on_each, ready, show};

/// A patient with everything that can hold their words, in every sealed column.
async fn full(store: &Store, chat: i64) {
    let mut tx = store.begin().await.unwrap();
    tx.put_chart(chat, &CANARY, None).await.unwrap();
    tx.put_handoff(&handoff(1000 + chat, chat, Urgency::Red, 0)).await.unwrap();
    tx.put_row(show(chat, "a", CANARY)).await.unwrap();
    let offer = tx.put_row(NewRow { handoff: Some(1000 + chat), ..show(chat, "a", CANARY) }).await.unwrap();
    let sent = Sent { message_id: 10, kind: MessageKind::Text, keyboard: true, at: at(0) };
    tx.mark_sent(offer, Some(sent)).await.unwrap();
    tx.put_row(NewRow { chat: -5, ..show(chat, "b", CANARY) }).await.unwrap();
    tx.put_aside(chat, Some(chat), CANARY.as_bytes(), "panic", at(0)).await.unwrap();
    tx.put_member(-5, 77, "doctor", &Private::new(CANARY.into()), at(0)).await.unwrap();
    tx.commit().await.unwrap();
}

fn found(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|part| *part == what).count()
}

/// A column of bytes, as it stands in the database.
async fn sealed(db: &Db, sql: &'static str) -> Vec<u8> {
    let mut conn = db.raw().await;
    sqlx::query(sql).fetch_one(&mut conn).await.unwrap().try_get(0).unwrap()
}

#[tokio::test]
async fn no_word_of_a_patient_stands_in_the_file_before_or_after_forgetting() {
    let db = crate::harness::sqlite();
    let store = db.open().await;
    full(&store, 5).await;
    assert!(found(&db.on_disk(), b"doctor") > 0, "what is not sealed is found: the search works");
    assert_eq!(found(&db.on_disk(), CANARY.as_bytes()), 0);
    let wrapped = sealed(&db, "SELECT wrapped FROM patient_key WHERE chat_id = 5").await;
    let chart = sealed(&db, "SELECT body FROM chart WHERE chat_id = 5").await;
    assert!(found(&db.on_disk(), &wrapped) > 0 && found(&db.on_disk(), &chart) > 0);

    let mut tx = store.begin().await.unwrap();
    tx.forget(5).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&db.on_disk(), CANARY.as_bytes()), 0);
    assert_eq!(found(&db.on_disk(), &wrapped), 0, "the wrapped key is gone from the file too");
    assert_eq!(found(&db.on_disk(), &chart), 0);
}

#[tokio::test]
async fn forgetting_leaves_stubs_and_touches_nobody_else() {
    on_each(async |db| {
        let store = db.open().await;
        full(&store, 5).await;
        full(&store, 6).await;
        let old_body = sealed(db, "SELECT body FROM handoff WHERE number = 1005").await;
        let mut tx = store.begin().await.unwrap();
        let before = tx.forget(5).await.unwrap();
        assert_eq!((before.len(), before[0].number, before[0].card.name.reveal().as_str()), (1, 1005, CANARY));
        assert!(tx.chart::<String>(5).await.unwrap().is_none());
        assert_eq!(tx.asides().await.unwrap().len(), 1);
        assert_eq!(ready(&mut tx, 0).await, [CANARY, CANARY], "of the other patient");
        let stub = tx.handoff(1005).await.unwrap().unwrap();
        assert_eq!((stub.chart, &stub.state, stub.ring_at), (0, &State::Closed(Outcome::Erased), None));
        assert!(!serde_json::to_string(&stub).unwrap().contains(CANARY));
        // The desk may save it once more, with the chat that it knew.
        let mut again = stub.clone();
        again.chart = 5;
        tx.put_handoff(&again).await.unwrap();
        assert_eq!(tx.handoff(1005).await.unwrap().unwrap().chart, 0);
        assert!(tx.handoffs_of(5).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        for (table, column) in [
            ("patient_key", "chat_id"),
            ("chart", "chat_id"),
            ("handoff", "chart"),
            ("handoff", "owner"),
            ("outbox", "for_chart"),
            ("aside", "chat"),
        ] {
            let touched = db.behind(&format!("UPDATE {table} SET {column} = 5 WHERE {column} = 5")).await;
            assert_eq!(touched, 0, "{table}.{column} still names the patient");
        }
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.message_slot(5, 10).await.unwrap().unwrap().handoff, None, "nor what it was about");
        drop(tx);

        // Whoever has an old copy of a row finds no key for it, not even after the patient came back.
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"back", None).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = db.raw().await;
        let sql = "UPDATE handoff SET body = $1, owner = 5, chart = 5 WHERE number = 1005";
        sqlx::query(sql).bind(old_body).execute(&mut conn).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(tx.handoff(1005).await.is_err());
        assert_eq!(tx.forget(5).await.unwrap().len(), 0, "what cannot be read goes");
        assert!(tx.handoff(1005).await.unwrap().is_none());
        assert_eq!(tx.chart::<String>(6).await.unwrap().unwrap().0, CANARY);
    })
    .await;
}

#[tokio::test]
async fn a_restored_backup_is_erased_again_but_not_who_came_back() {
    on_each(async |db| {
        let store = db.open().await;
        full(&store, 5).await;
        full(&store, 6).await;
        db.behind("CREATE TABLE backup_key AS SELECT * FROM patient_key WHERE chat_id = 5").await;
        db.behind("CREATE TABLE backup_chart AS SELECT * FROM chart WHERE chat_id = 5").await;
        for undone in [true, false] {
            let mut tx = store.begin().await.unwrap();
            tx.savepoint().await.unwrap();
            tx.forget(if undone { 6 } else { 5 }).await.unwrap();
            if undone {
                tx.rollback_to().await.unwrap();
            }
            tx.release().await.unwrap();
            tx.commit().await.unwrap();
        }
        let list = std::fs::read_to_string(db.erasure_list()).unwrap();
        assert_eq!(list.split_whitespace().count(), 1, "one erased, and one who was not after all");

        store.close().await.unwrap();
        db.behind("INSERT INTO patient_key SELECT * FROM backup_key").await;
        db.behind("INSERT INTO chart SELECT * FROM backup_chart").await;
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.chart::<String>(5).await.unwrap().is_none(), "erased again at start");
        assert!(tx.chart::<String>(6).await.unwrap().is_some());
        tx.put_chart(5, &"came back", None).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.open().await.begin().await.unwrap();
        assert_eq!(tx.chart::<String>(5).await.unwrap().unwrap().0, "came back");
    })
    .await;
}

#[tokio::test]
async fn a_value_moved_to_another_row_does_not_open() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_handoff(&handoff(1, 5, Urgency::Green, 0)).await.unwrap();
        tx.put_handoff(&handoff(2, 5, Urgency::Green, 0)).await.unwrap();
        tx.put_chart(5, &"mine", None).await.unwrap();
        tx.put_chart(6, &"theirs", None).await.unwrap();
        tx.commit().await.unwrap();
        db.behind("UPDATE handoff SET body = (SELECT body FROM handoff WHERE number = 2) WHERE number = 1").await;
        db.behind("UPDATE chart SET body = (SELECT body FROM chart WHERE chat_id = 6) WHERE chat_id = 5").await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.handoff(1).await.is_err(), "of the same patient");
        assert!(tx.handoff(2).await.is_ok());
        assert!(tx.chart::<String>(5).await.is_err(), "of another");
        drop(tx);
        // With the key moved along it does not open either: the wrapped key knows whose it is.
        let key = "(SELECT wrapped FROM patient_key WHERE chat_id = 6)";
        db.behind(&format!("UPDATE patient_key SET wrapped = {key} WHERE chat_id = 5")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.chart::<String>(5).await.is_err());
        assert!(tx.put_chart(5, &"mine again", None).await.is_err(), "nor is it used for anything new");
    })
    .await;
}

#[tokio::test]
async fn any_byte_altered_in_the_database_is_noticed() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"mine", None).await.unwrap();
        tx.commit().await.unwrap();
        let whole = sealed(db, "SELECT body FROM chart WHERE chat_id = 5").await;
        let mut conn = db.raw().await;
        for place in 0..whole.len() {
            let mut altered = whole.clone();
            altered[place] ^= 1;
            sqlx::query("UPDATE chart SET body = $1").bind(altered).execute(&mut conn).await.unwrap();
            assert!(store.begin().await.unwrap().chart::<String>(5).await.is_err(), "byte {place}");
        }
        sqlx::query("UPDATE chart SET body = $1").bind(whole).execute(&mut conn).await.unwrap();
        assert!(store.begin().await.unwrap().chart::<String>(5).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn an_error_quotes_nobody() {
    on_each(async |db| {
        let store = db.open().await;
        full(&store, 5).await;
        let mut tx = store.begin().await.unwrap();
        let wrong = tx.chart::<u32>(5).await.unwrap_err();
        assert!(!format!("{wrong} {wrong:?}").contains(CANARY), "serde would quote it");
    })
    .await;
}
