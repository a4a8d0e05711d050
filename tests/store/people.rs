//! Claims, members, settings, scripts, the audit log, what was put aside, and sweeping.
use backdesk::{
    core::{
        counted::Counted,
        handoff::{Handoff, Outcome, State, Urgency},
        private::Private,
    },
    store::{MessageKind, Sent},
};

use crate::harness::{CANARY, at, handoff, on_each, show, slot};

const DAY: i64 = 24 * 3600;

#[tokio::test]
async fn of_two_who_press_one_wins_and_may_press_again() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.claim("handoff", 1042, 77).await.unwrap());
        assert!(!tx.claim("handoff", 1042, 78).await.unwrap());
        assert!(tx.claim("handoff", 1042, 77).await.unwrap(), "a double tap");
        assert!(tx.claim("handoff", 1043, 78).await.unwrap());
        assert!(tx.claim("therapist", 1042, 78).await.unwrap());
        tx.unclaim("handoff", 1042).await.unwrap();
        assert!(tx.claim("handoff", 1042, 78).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn members_are_remembered_and_forgotten() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_member(-5, 77, "reception", &Private::new("Ann".into()), at(0)).await.unwrap();
        tx.put_member(-5, 77, "doctor", &Private::new("Anna".into()), at(9)).await.unwrap();
        let member = tx.member(-5, 77).await.unwrap().unwrap();
        assert_eq!((member.role.as_str(), member.name.reveal().as_str(), member.seen_at), ("doctor", "Anna", at(9)));
        assert!(tx.member(-6, 77).await.unwrap().is_none());
        tx.forget_member(-5, 77).await.unwrap();
        assert!(tx.member(-5, 77).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn settings_scripts_and_the_audit_log_are_kept() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.setting("offset").await.unwrap(), None);
        tx.put_setting("offset", "1").await.unwrap();
        tx.put_setting("offset", "2").await.unwrap();
        assert_eq!(tx.setting("offset").await.unwrap().as_deref(), Some("2"));
        tx.put_script("abc", r#"{"clinic.toml":"ñ"}"#).await.unwrap();
        tx.put_script("abc", "never").await.unwrap();
        assert_eq!(tx.script("abc").await.unwrap().as_deref(), Some(r#"{"clinic.toml":"ñ"}"#));
        assert_eq!(tx.script("abd").await.unwrap(), None);
        tx.audit(1001, 77, "take", at(1)).await.unwrap();
        tx.audit(1002, 77, "take", at(1)).await.unwrap();
        tx.audit(1001, 78, "close", at(1)).await.unwrap();
        let done: Vec<_> = tx.audit_of(1001).await.unwrap().into_iter().map(|done| (done.who, done.action)).collect();
        assert_eq!(done, [(77, "take".to_owned()), (78, "close".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn an_update_put_aside_can_be_read_by_its_key_only() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.put_aside(10, Some(5), CANARY.as_bytes(), "panic", at(0)).await.unwrap();
        tx.put_aside(11, None, &[0, 255], "not json", at(1)).await.unwrap();
        tx.put_aside(11, None, b"again", "not json", at(2)).await.unwrap();
        let asides = tx.asides().await.unwrap();
        assert_eq!(asides.len(), 2);
        assert_eq!((asides[0].raw.as_slice(), asides[0].reason.as_str()), (CANARY.as_bytes(), "panic"));
        assert_eq!((asides[1].update_id, asides[1].raw.as_slice()), (11, &[0, 255][..]));
        assert!(!format!("{asides:?}").contains(CANARY));
        assert_eq!(tx.suspect().await.unwrap(), None);
        tx.set_suspect(Some(12)).await.unwrap();
        assert_eq!(tx.suspect().await.unwrap(), Some(12));
        tx.set_suspect(None).await.unwrap();
        assert_eq!(tx.suspect().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn sweeping_takes_what_nobody_needs_and_leaves_the_rest() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        tx.first_seen(1, at(0)).await.unwrap();
        tx.first_seen(2, at(DAY)).await.unwrap();
        tx.put_chart(5, &"here", None).await.unwrap();
        let sent = |message_id| Sent { message_id, kind: MessageKind::Text, keyboard: true, at: at(0) };
        for (chat, handoff) in [(5, None), (6, Some(1002)), (-5, Some(1001))] {
            let id = tx.put_row(backdesk::store::NewRow { handoff, ..show(chat, "a", "x") }).await.unwrap();
            tx.mark_sent(id, Some(sent(10))).await.unwrap();
        }
        let dead = tx.put_row(show(5, "b", "dead")).await.unwrap();
        tx.mark_dead(dead, "blocked").await.unwrap();
        let waiting = tx.put_row(show(5, "b", "waits")).await.unwrap();
        tx.sweep(at(3 * DAY + 1)).await.unwrap();
        assert!(tx.first_seen(1, at(0)).await.unwrap(), "gone after three days");
        assert!(!tx.first_seen(2, at(0)).await.unwrap());
        assert!(tx.slot_message(5, &slot("a")).await.unwrap().is_some());
        assert!(tx.slot_message(6, &slot("a")).await.unwrap().is_none(), "nobody there any more");
        assert_eq!(tx.newest_message(6).await.unwrap(), None);
        tx.sweep(at(91 * DAY)).await.unwrap();
        assert!(tx.slot_message(5, &slot("a")).await.unwrap().is_none());
        assert!(tx.slot_message(-5, &slot("a")).await.unwrap().is_some(), "a card can always be edited");
        assert_eq!(tx.ready::<String>(at(0), 9).await.unwrap()[0].id, waiting);
        tx.commit().await.unwrap();
        assert_eq!(db.behind("UPDATE outbox SET reason = 'x' WHERE state = 'dead'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn counts_add_up_and_go_after_400_days() {
    on_each(async |db| {
        let store = db.open().await;
        let day = |day: i8| jiff::civil::date(2027, 1, day);
        let mut tx = store.begin().await.unwrap();
        let (sign, left) = (Counted::Sign("E-SADDLE".into()), Counted::Left(None));
        for (on, what) in [(3, &sign), (3, &sign), (4, &sign), (4, &left), (2, &Counted::Began)] {
            tx.tally(day(on), what).await.unwrap();
        }
        let found = tx.tallies(day(3)).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|tally| (tally.day, tally.what, tally.times)).collect();
        assert_eq!(found, [(day(3), sign.clone(), 2), (day(4), left, 1), (day(4), sign, 1)]);
        let now = day(4).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        tx.sweep(now).await.unwrap();
        assert_eq!(tx.tallies(day(1)).await.unwrap().len(), 4);
        tx.sweep(now + jiff::SignedDuration::from_hours(24 * 400)).await.unwrap();
        assert_eq!(tx.tallies(day(1)).await.unwrap().len(), 2, "the days before are gone");
    })
    .await;
}

#[tokio::test]
async fn a_wait_ends_with_the_first_act_of_staff() {
    on_each(async |db| {
        let store = db.open().await;
        let mut tx = store.begin().await.unwrap();
        for (number, state) in [(1001, State::Waiting), (1002, State::Taken), (1003, State::Closed(Outcome::Withdrawn))]
        {
            tx.put_handoff(&Handoff { state, ..handoff(number, 5, Urgency::Green, 0) }).await.unwrap();
            tx.audit(number, 0, "opened", at(number)).await.unwrap();
        }
        tx.audit(1002, 0, "sign_raised", at(1005)).await.unwrap();
        for second in [1010, 1020] {
            tx.audit(1002, 77, "taken", at(second)).await.unwrap();
        }
        let waited = tx.waited(at(1001)).await.unwrap();
        let waited: Vec<_> = waited.into_iter().map(|wait| (wait.since, wait.until, wait.waits)).collect();
        assert_eq!(waited, [(at(1001), None, true), (at(1002), Some(at(1010)), false), (at(1003), None, false)]);
        assert_eq!(tx.waited(at(1002)).await.unwrap().len(), 2);
    })
    .await;
}
