//! The outbox: order, overtaking, and what became of a row.
use backdesk::store::{MessageKind, NewRow, RowKind, RowState, Sent};

use crate::harness::{CANARY, at, on_each, ready, show, slot};

#[tokio::test]
async fn of_each_chat_the_first_row_goes_and_one_at_a_time() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let first = tx.put_row(show(1, "a", "1a")).await.unwrap();
        tx.put_row(show(1, "b", "1b")).await.unwrap();
        tx.put_row(show(2, "a", "2a")).await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, ["1a", "2a"]);
        assert_eq!(tx.ready::<String>(at(0), 1).await.unwrap().len(), 1);
        assert_eq!(ready(&mut tx, -1).await, Vec::<String>::new(), "decided later than now");
        tx.mark_out(first, at(30)).await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, ["2a"], "one call in flight a chat");
        tx.mark_sent(first, None).await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, ["1b", "2a"]);
        assert_eq!(tx.undelivered().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_newer_show_replaces_the_one_that_waits_for_its_slot() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let out = tx.put_row(show(1, "i0", "out already")).await.unwrap();
        tx.mark_out(out, at(30)).await.unwrap();
        let ring = NewRow { kind: RowKind::Ring, ..show(1, "i0", "ring") };
        tx.put_row(ring).await.unwrap();
        tx.replace_show(show(1, "i0", "old")).await.unwrap();
        tx.replace_show(show(1, "i1", "other slot")).await.unwrap();
        tx.replace_show(show(2, "i0", "other chat")).await.unwrap();
        tx.replace_show(show(1, "i0", "new")).await.unwrap();
        let message = Sent { message_id: 7, kind: MessageKind::Text, keyboard: true, at: at(0) };
        tx.mark_sent(out, Some(message)).await.unwrap();
        assert!(tx.slot_message(1, &slot("i0")).await.unwrap().is_some(), "what was out is still heard of");
        let mut sent = vec![];
        while let [row, ..] = tx.ready::<String>(at(0), 1).await.unwrap().as_slice() {
            sent.push(row.row.body.clone());
            tx.mark_sent(row.id, None).await.unwrap();
        }
        assert_eq!(sent, ["ring", "other slot", "other chat", "new"]);
    })
    .await;
}

#[tokio::test]
async fn an_emergency_overtakes_everything_and_drops_what_waits_for_its_patient() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_row(show(2, "a", "2 waits")).await.unwrap();
        tx.put_row(show(1, "a", "1 waits")).await.unwrap();
        let emergency = |body: &str| NewRow { lane: 0, kind: RowKind::Ring, ..show(1, "e", body) };
        assert_eq!(tx.drop_waiting_of(1).await.unwrap(), 1);
        tx.put_row(emergency("112")).await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, ["112", "2 waits"]);
        tx.put_row(NewRow { lane: 0, ..show(2, "e", "2 emergency") }).await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, ["112", "2 emergency"], "also what stands before it in its chat");
    })
    .await;
}

#[tokio::test]
async fn a_retired_slot_is_shown_and_edited_no_more_but_still_stripped() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        for (kind, body) in [(RowKind::Show, "show"), (RowKind::Edit, "edit"), (RowKind::Strip, "strip")] {
            tx.put_row(NewRow { kind, ..show(1, "i0", body) }).await.unwrap();
        }
        tx.put_row(show(2, "i0", "another chat")).await.unwrap();
        assert!(!tx.is_retired(1, &slot("i0")).await.unwrap());
        tx.retire(1, &slot("i0")).await.unwrap();
        tx.retire(1, &slot("i0")).await.unwrap();
        assert!(tx.is_retired(1, &slot("i0")).await.unwrap());
        assert!(!tx.is_retired(2, &slot("i0")).await.unwrap());
        assert_eq!(ready(&mut tx, 0).await, ["strip", "another chat"]);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_must_wait_holds_back_those_behind_it_and_a_pause_holds_its_chat() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let first = tx.put_row(show(1, "a", "first")).await.unwrap();
        tx.put_row(show(1, "b", "second")).await.unwrap();
        assert_eq!(tx.next_send_at(at(0)).await.unwrap(), None, "what is ready is no later moment");
        tx.mark_out(first, at(30)).await.unwrap();
        tx.retry(first, at(10)).await.unwrap();
        assert_eq!(ready(&mut tx, 9).await, Vec::<String>::new());
        assert_eq!(tx.next_send_at(at(9)).await.unwrap(), Some(at(10)));
        assert_eq!(ready(&mut tx, 10).await, ["first"]);
        tx.pause_chat(1, at(40)).await.unwrap();
        tx.pause_chat(1, at(20)).await.unwrap();
        assert_eq!(ready(&mut tx, 39).await, Vec::<String>::new());
        assert_eq!(tx.next_send_at(at(39)).await.unwrap(), Some(at(40)));
        let rows = tx.ready::<String>(at(40), 9).await.unwrap();
        assert_eq!((rows[0].id, rows[0].attempts, rows[0].state), (first, 1, RowState::Waiting));
    })
    .await;
}

#[tokio::test]
async fn a_row_past_its_time_is_an_event_and_not_a_send() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_row(NewRow { not_after: Some(at(10)), ..show(1, "a", "reminder") }).await.unwrap();
        assert_eq!(ready(&mut tx, 10).await, ["reminder"]);
        assert!(tx.expired::<String>(at(10)).await.unwrap().is_empty());
        let then = tx.next_send_at(at(10)).await.unwrap().unwrap();
        assert!(then > at(10) && then < at(11));
        assert_eq!(tx.expired::<String>(then).await.unwrap().len(), 1);
        assert_eq!(ready(&mut tx, 11).await, Vec::<String>::new());
        let expired = tx.expired::<String>(at(11)).await.unwrap();
        tx.mark_dead(expired[0].id, "expired").await.unwrap();
        assert!(tx.expired::<String>(at(11)).await.unwrap().is_empty());
        assert_eq!(tx.undelivered().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_out_when_we_stopped_is_unknown() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let all = NewRow {
            chat: -100,
            lane: 1,
            kind: RowKind::Ring,
            slot: Some(slot("h1001")),
            for_chart: Some(5),
            handoff: Some(1001),
            body: CANARY.to_owned(),
            reply_to: Some(slot("h1000")),
            not_after: Some(at(900)),
            at: at(3),
        };
        let id = tx.put_row(all.clone()).await.unwrap();
        tx.mark_out(id, at(30)).await.unwrap();
        tx.commit().await.unwrap();
        drop(store);

        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let left = tx.left_out::<String>().await.unwrap();
        assert_eq!((left.len(), left[0].id, left[0].state, left[0].lease), (1, id, RowState::Out, Some(at(30))));
        assert_eq!(format!("{:?}", left[0].row), format!("{all:?}"));
        tx.mark_unknown(id).await.unwrap();
        tx.put_row(NewRow { chat: -100, ..show(5, "a", "later") }).await.unwrap();
        assert_eq!(ready(&mut tx, 5).await, ["later"], "what is unknown holds nobody back");
        assert_eq!(tx.left_out::<String>().await.unwrap()[0].state, RowState::Unknown);
        tx.retry(id, at(5)).await.unwrap();
        assert_eq!(ready(&mut tx, 5).await, [CANARY]);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_does_not_open_dies_and_its_chat_goes_on() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_row(show(1, "a", "torn")).await.unwrap();
        tx.put_row(show(1, "b", "whole")).await.unwrap();
        tx.commit().await.unwrap();
        db.behind("UPDATE outbox SET body = (SELECT body FROM outbox WHERE id = 2) WHERE id = 1").await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(ready(&mut tx, 0).await, Vec::<String>::new());
        assert_eq!(ready(&mut tx, 0).await, ["whole"]);
    })
    .await;
}

#[tokio::test]
async fn calls_are_remembered_for_a_minute() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        for (chat, second) in [(5, 1), (-5, 3), (5, 2), (5, 2)] {
            tx.note_call(chat, at(second)).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await.unwrap();
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let all = [(5, at(1)), (5, at(2)), (5, at(2)), (-5, at(3))];
        assert_eq!(tx.lately_called(at(3)).await.unwrap(), all);
        assert_eq!(tx.lately_called(at(62)).await.unwrap(), all[3..]);
        tx.sweep(at(62)).await.unwrap();
        assert_eq!(tx.lately_called(at(3)).await.unwrap(), all[3..], "the others are forgotten");
    })
    .await;
}

#[tokio::test]
async fn what_waits_in_a_staff_chat_follows_it() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let row = |name: &str, handoff| NewRow { handoff, ..show(-5, name, name) };
        tx.put_row(row("h1001", Some(1001))).await.unwrap();
        tx.put_row(row("h1002", Some(1002))).await.unwrap();
        tx.put_row(row("moved7", None)).await.unwrap();
        tx.put_row(row("alarm1", None)).await.unwrap();
        let strip = NewRow { kind: RowKind::Strip, ..row("h1001", Some(1001)) };
        tx.put_row(strip).await.unwrap();
        tx.retire(-5, &slot("p1001.card")).await.unwrap();
        assert!(!tx.was_room(-5).await.unwrap());
        tx.know_room(-5).await.unwrap();
        tx.know_room(-5).await.unwrap();
        tx.move_rows(&[1001], -5, -6).await.unwrap();
        let in_order = |mut rows: Vec<String>| {
            rows.sort();
            rows
        };
        assert_eq!(in_order(ready(&mut tx, 0).await), ["h1001", "h1002"], "the first of each chat");
        assert!(tx.is_retired(-6, &slot("p1001.card")).await.unwrap());
        tx.move_rest(-5, -6, "moved").await.unwrap();
        let mut found = vec![];
        while let Some(row) = tx.ready::<String>(at(0), 9).await.unwrap().pop() {
            assert_eq!(row.row.chat, -6);
            found.push(row.row.body);
            tx.mark_sent(row.id, None).await.unwrap();
        }
        assert_eq!(found, ["h1001", "h1002", "alarm1"]);
        assert!(tx.was_room(-5).await.unwrap() && !tx.was_room(-6).await.unwrap());
    })
    .await;
}
