//! Messages that stand in a chat, and groups that get a new id.
use backdesk::{
    core::private::Private,
    store::{MessageKind, NewRow, Sent, SentMessage},
};

use crate::harness::{at, on_each, ready, show, slot};

fn sent(message_id: i64, keyboard: bool) -> Sent {
    Sent { message_id, kind: MessageKind::Text, keyboard, at: at(message_id) }
}

#[tokio::test]
async fn a_sent_row_becomes_a_message_of_its_slot() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        let card = NewRow { handoff: Some(1001), ..show(-5, "h1001", "card") };
        for message_id in [40, 44] {
            let id = tx.put_row(card.clone()).await.unwrap();
            tx.mark_sent(id, Some(sent(message_id, true))).await.unwrap();
        }
        let message = tx.slot_message(-5, &slot("h1001")).await.unwrap().unwrap();
        let whole = SentMessage {
            chat: -5,
            message_id: 44,
            slot: Some(slot("h1001")),
            kind: MessageKind::Text,
            handoff: Some(1001),
            keyboard: true,
            sent_at: at(44),
        };
        assert_eq!(message, whole);
        assert_eq!(tx.message_slot(-5, 40).await.unwrap().unwrap().handoff, Some(1001));
        assert_eq!(tx.message_slot(-5, 41).await.unwrap(), None);
        assert_eq!(tx.message_slot(5, 40).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn the_newest_message_counts_both_directions_and_never_falls() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.newest_message(1).await.unwrap(), None);
        let id = tx.put_row(show(1, "a", "ours")).await.unwrap();
        tx.mark_sent(id, Some(sent(10, true))).await.unwrap();
        assert_eq!(tx.newest_message(1).await.unwrap(), Some(10));
        tx.note_message(1, 12).await.unwrap();
        tx.note_message(1, 11).await.unwrap();
        assert_eq!(tx.newest_message(1).await.unwrap(), Some(12));
    })
    .await;
}

#[tokio::test]
async fn keyboards_that_still_stand_are_known() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        for (message_id, keyboard) in [(10, true), (11, false), (12, true)] {
            let id = tx.put_row(show(1, "a", "ours")).await.unwrap();
            tx.mark_sent(id, Some(sent(message_id, keyboard))).await.unwrap();
        }
        tx.set_keyboard(1, 10, false).await.unwrap();
        tx.adopt(1, &slot("b"), sent(13, true)).await.unwrap();
        let standing: Vec<_> = tx.keyboards_of(1).await.unwrap().iter().map(|message| message.message_id).collect();
        assert_eq!(standing, [12, 13]);
        assert_eq!(tx.slot_message(1, &slot("b")).await.unwrap().unwrap().message_id, 13);
    })
    .await;
}

#[tokio::test]
async fn a_group_that_gets_a_new_id_takes_everything_along() {
    on_each(async |db| {
        let store = db.open().await;
        let (old, new, newest) = (-5, -1005, -1009);
        let mut tx = store.begin().await.unwrap();
        let id = tx.put_row(show(old, "h1", "sent")).await.unwrap();
        tx.mark_sent(id, Some(sent(7, true))).await.unwrap();
        tx.adopt(new, &slot("pair"), sent(7, false)).await.unwrap();
        tx.put_row(show(old, "h2", "waits")).await.unwrap();
        tx.put_member(old, 77, "doctor", &Private::new("Anna".into()), at(0)).await.unwrap();
        tx.put_setting("reception", &old.to_string()).await.unwrap();
        tx.put_setting("version", "-55").await.unwrap();
        tx.retire(old, &slot("h0")).await.unwrap();
        for _ in 0..2 {
            tx.migrate_chat(old, new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.current_chat(old).await.unwrap(), new);
        assert_eq!(tx.current_chat(8).await.unwrap(), 8);
        assert_eq!(tx.setting("reception").await.unwrap().as_deref(), Some("-1005"));
        assert_eq!(tx.setting("version").await.unwrap().as_deref(), Some("-55"));
        assert_eq!(tx.member(new, 77).await.unwrap().unwrap().name.reveal(), "Anna");
        assert!(tx.member(old, 77).await.unwrap().is_none());
        assert!(tx.is_retired(new, &slot("h0")).await.unwrap());
        assert_eq!(tx.message_slot(new, 7).await.unwrap().unwrap().slot, Some(slot("pair")));
        let rows = tx.ready::<String>(at(0), 9).await.unwrap();
        assert_eq!((rows.len(), rows[0].row.chat, rows[0].row.body.as_str()), (1, new, "waits"));
        tx.migrate_chat(new, newest).await.unwrap();
        assert_eq!(tx.current_chat(old).await.unwrap(), newest, "through both");
        assert_eq!(ready(&mut tx, 0).await, ["waits"]);
    })
    .await;
}
