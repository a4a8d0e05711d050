//! Updates, charts and handoffs.
use backdesk::core::handoff::{Outcome, State, Urgency};

use crate::harness::{at, chart, handoff, on_each};

#[tokio::test]
async fn an_update_is_first_seen_once() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.first_seen(10, at(0)).await.unwrap());
        assert!(!tx.first_seen(10, at(1)).await.unwrap());
        assert!(tx.first_seen(9, at(1)).await.unwrap(), "a lower number is as new");
        tx.commit().await.unwrap();
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.first_seen(9, at(2)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_chart_comes_back_after_a_drop_without_close() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.chart::<String>(5).await.unwrap(), None);
        tx.put_chart(5, &"first", None).await.unwrap();
        tx.put_chart(5, &"second", None).await.unwrap();
        assert_eq!(tx.chart(5).await.unwrap(), Some(("second".to_owned(), 2)));
        tx.commit().await.unwrap();
        drop(store);
        assert_eq!(chart(&db.open().await, 5).await.as_deref(), Some("second"));
    })
    .await;
}

#[tokio::test]
async fn wakes_come_in_order_and_never_early() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.next_wake().await.unwrap(), None);
        let late = at(20) + jiff::SignedDuration::from_nanos(1);
        for (chat, wake) in [(1, Some(late)), (2, Some(at(10))), (3, None)] {
            tx.put_chart(chat, &"sleeps", wake).await.unwrap();
        }
        assert_eq!(tx.next_wake().await.unwrap(), Some(at(10)));
        assert_eq!(tx.due_charts(at(9), 10).await.unwrap(), Vec::<i64>::new());
        assert_eq!(tx.due_charts(at(20), 10).await.unwrap(), [2]);
        assert_eq!(tx.due_charts(at(21), 10).await.unwrap(), [2, 1]);
        assert_eq!(tx.due_charts(at(21), 1).await.unwrap(), [2]);
        tx.put_chart(2, &"woken", None).await.unwrap();
        let next = tx.next_wake().await.unwrap().unwrap();
        assert!(next >= late, "a wake before its time would come again and again");
        tx.put_handoff(&handoff(1001, 1, Urgency::Green, -40)).await.unwrap();
        assert_eq!(tx.next_wake().await.unwrap(), Some(at(-10)));
        assert_eq!(tx.due_handoffs(at(-11), 10).await.unwrap(), Vec::<i64>::new());
        assert_eq!(tx.due_handoffs(at(-10), 10).await.unwrap(), [1001]);
    })
    .await;
}

#[tokio::test]
async fn open_handoffs_come_the_most_urgent_first_then_the_oldest() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.next_number().await.unwrap(), 1001);
        assert_eq!(tx.next_number().await.unwrap(), 1002);
        for (number, urgency, since) in [
            (1, Urgency::Green, 0),
            (2, Urgency::Red, 9),
            (3, Urgency::Yellow, 1),
            (4, Urgency::Red, 3),
            (5, Urgency::Orange, 2),
        ] {
            tx.put_handoff(&handoff(number, 7, urgency, since)).await.unwrap();
        }
        let mut closed = handoff(6, 7, Urgency::Red, 0);
        closed.state = State::Closed(Outcome::Kept);
        tx.put_handoff(&closed).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let open: Vec<_> = tx.open_handoffs().await.unwrap().iter().map(|handoff| handoff.number).collect();
        assert_eq!(open, [4, 2, 5, 3, 1]);
        assert_eq!(tx.handoff(6).await.unwrap(), Some(closed));
        assert_eq!(tx.handoff(7).await.unwrap(), None);
        assert_eq!(tx.handoffs_of(7).await.unwrap().len(), 6);
        assert_eq!(tx.handoffs_of(8).await.unwrap().len(), 0);
        assert!(!tx.due_handoffs(at(99), 10).await.unwrap().contains(&6), "a closed handoff rings no more");
    })
    .await;
}
