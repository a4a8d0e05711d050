//! All of a transaction or nothing: savepoints, commits that nobody waits for, two processes, a server that goes away.
use backdesk::store::StoreError;

use crate::harness::{at, chart, on_each};

#[tokio::test]
async fn what_is_not_committed_never_was() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"kept", None).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"dropped", None).await.unwrap();
        drop(tx);
        assert_eq!(chart(&store, 5).await.as_deref(), Some("kept"));
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"rolled back", None).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(chart(&store, 5).await.as_deref(), Some("kept"));
    })
    .await;
}

#[tokio::test]
async fn an_update_that_fails_leaves_the_others_of_its_batch() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        for (chat, fails) in [(1, false), (2, true), (3, false)] {
            tx.savepoint().await.unwrap();
            tx.put_chart(chat, &"moved", Some(at(9))).await.unwrap();
            if fails {
                tx.rollback_to().await.unwrap();
                tx.first_seen(chat, at(0)).await.unwrap();
            }
            tx.release().await.unwrap();
        }
        tx.commit().await.unwrap();
        let moved = [chart(&store, 1).await, chart(&store, 2).await, chart(&store, 3).await];
        assert_eq!(moved, [Some("moved".into()), None, Some("moved".into())]);
        assert!(!store.begin().await.unwrap().first_seen(2, at(1)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_key_made_in_a_step_that_was_undone_seals_nothing() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.savepoint().await.unwrap();
        tx.put_chart(5, &"undone", None).await.unwrap();
        tx.rollback_to().await.unwrap();
        tx.put_chart(5, &"done", None).await.unwrap();
        tx.release().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(chart(&db.open().await, 5).await.as_deref(), Some("done"));
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_fails_spoils_its_transaction_unless_undone() {
    on_each(async |db| {
        let store = db.open().await;
        db.behind("DROP TABLE script").await;
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(1, &"before", None).await.unwrap();
        tx.savepoint().await.unwrap();
        assert!(tx.put_script("hash", "{}").await.is_err());
        assert!(matches!(tx.release().await, Err(StoreError::Spoiled)));
        tx.rollback_to().await.unwrap();
        tx.release().await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(chart(&store, 1).await.as_deref(), Some("before"));

        let mut tx = store.begin().await.unwrap();
        tx.put_chart(1, &"after", None).await.unwrap();
        assert!(tx.put_script("hash", "{}").await.is_err());
        assert!(matches!(tx.commit().await, Err(StoreError::Spoiled)), "PostgreSQL would say yes and save nothing");
        assert_eq!(chart(&store, 1).await.as_deref(), Some("before"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_completes_though_nobody_waits_for_it() {
    on_each(async |db| {
        let store = db.open().await;
        for chat in 1..=20 {
            let mut tx = store.begin().await.unwrap();
            tx.put_chart(chat, &"saved", None).await.unwrap();
            drop(tx.commit());
        }
        for chat in 1..=20 {
            assert_eq!(chart(&store, chat).await.as_deref(), Some("saved"), "{chat}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_take_turns() {
    on_each(async |db| {
        let stores = [db.open().await, db.open().await];
        let tasks: Vec<_> = (0..20)
            .map(|holder| {
                let store = stores[holder as usize % 2].clone();
                tokio::spawn(async move {
                    let mut tx = store.begin().await.unwrap();
                    let turn: i64 = tx.setting("turn").await.unwrap().map_or(0, |turn| turn.parse().unwrap());
                    tx.put_setting("turn", &(turn + 1).to_string()).await.unwrap();
                    let won = tx.claim("handoff", 1042, holder).await.unwrap();
                    let number = tx.next_number().await.unwrap();
                    tx.commit().await.unwrap();
                    (won, number)
                })
            })
            .collect();
        let mut numbers = vec![];
        let mut winners = 0;
        for task in tasks {
            let (won, number) = task.await.unwrap();
            winners += u32::from(won);
            numbers.push(number);
        }
        numbers.sort_unstable();
        assert_eq!(winners, 1);
        let turns = stores[0].begin().await.unwrap().setting("turn").await.unwrap();
        assert_eq!(turns.as_deref(), Some("20"), "what one reads, the other does not change meanwhile");
        assert_eq!(numbers, (1001..1021).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn a_closed_store_says_so() {
    on_each(async |db| {
        let store = db.open().await;
        store.close().await.unwrap();
        assert!(matches!(store.begin().await, Err(StoreError::Closed)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_half_way_is_never_saved_and_never_in_the_way() {
    on_each(async |db| {
        let store = db.open().await;
        for polls in 1..40 {
            half_way(store.begin(), polls).await;
            let mut tx = store.begin().await.unwrap();
            half_way(tx.put_chart(5, &"half", None), polls).await;
            let saved = tx.commit().await.is_ok();
            let there = chart(&store, 5).await.is_some();
            assert_eq!(saved, there, "after {polls} polls");
            let mut tx = store.begin().await.unwrap();
            tx.forget(5).await.unwrap();
            tx.commit().await.unwrap();
        }
    })
    .await;
}

/// Polls a future so many times and drops it.
async fn half_way<F: Future>(future: F, polls: u32) {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        if futures::poll!(&mut future).is_ready() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_server_that_was_started_again_is_found_again() {
    on_each(async |db| {
        if !db.postgres {
            return;
        }
        let store = db.open().await;
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"kept", None).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.behind(end).await, 1);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.chart::<String>(5).await.unwrap().unwrap().0, "kept");
        assert_eq!(db.behind(end).await, 1);
        assert!(tx.put_chart(5, &"lost", None).await.is_err());
        assert!(matches!(tx.commit().await, Err(StoreError::Spoiled)));
        let mut tx = store.begin().await.unwrap();
        tx.put_chart(5, &"unknown", None).await.unwrap();
        assert_eq!(db.behind(end).await, 1);
        assert!(matches!(tx.commit().await, Err(StoreError::Commit { .. })));
        assert!(matches!(store.begin().await, Err(StoreError::Closed)), "only a new start knows");
        assert_eq!(chart(&db.open().await, 5).await.as_deref(), Some("kept"));
    })
    .await;
}
