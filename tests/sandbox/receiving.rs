//! getUpdates, and what it brings.
use backdesk::sandbox::{Act, ActError, Deed, Lane};
use serde_json::{Value, json};

use crate::stage::Stage;

fn ids(updates: &[Value]) -> Vec<i64> {
    updates.iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn at_most_100_a_call_and_forgotten_once_a_later_offset_is_asked_for() {
    let stage = Stage::new().await;
    for n in 0..150 {
        stage.sandbox.act(stage.ana, Act::text(&n.to_string())).unwrap();
    }
    let first = stage.peek(json!({ "limit": 100 })).await;
    assert_eq!(first.len(), 100);
    assert_eq!(ids(&stage.peek(json!({ "limit": 500 })).await), ids(&first), "not confirmed: they come again");
    let last = ids(&first)[99];
    let rest = stage.peek(json!({ "offset": last + 1 })).await;
    assert_eq!((rest.len(), ids(&rest)[0]), (50, last + 1));
    assert_eq!(stage.sandbox.pending(stage.bot), 50);
    assert_eq!(stage.peek(json!({ "offset": 0 })).await.len(), 50, "what is confirmed is gone");
    assert_eq!(stage.peek(json!({ "offset": -3 })).await.len(), 3, "a negative one counts from the end");
    assert_eq!(stage.sandbox.pending(stage.bot), 3);
}

#[tokio::test]
async fn messages_wait_24_hours_and_presses_150_seconds() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["yes"]).await;
    stage.sandbox.act(stage.ana, Act::press(id, "yes")).unwrap();
    stage.sandbox.act(stage.ana, Act::text("hello")).unwrap();
    stage.pass(150);
    assert_eq!(stage.peek(json!({})).await.len(), 2);
    stage.pass(1);
    let left = stage.peek(json!({})).await;
    assert_eq!((left.len(), &left[0]["message"]["text"]), (1, &json!("hello")));
    stage.pass(24 * 3600);
    assert!(stage.peek(json!({})).await.is_empty());
}

#[tokio::test]
async fn texts_and_presses_travel_in_different_lanes() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["yes"]).await;
    stage.sandbox.faults().hold_lane(Lane::Texts);
    stage.sandbox.act(stage.ana, Act::text("first")).unwrap();
    stage.sandbox.act(stage.ana, Act::press(id, "yes")).unwrap();
    assert!(stage.peek(json!({})).await[0]["callback_query"].is_object());
    stage.sandbox.faults().open_lanes();
    let updates = stage.updates().await;
    assert!(updates[0]["callback_query"].is_object() && updates[1]["message"]["text"] == "first");
    assert!(ids(&updates).is_sorted());
}

#[tokio::test]
async fn update_ids_grow_by_one_and_start_anywhere_after_a_week_without() {
    let stage = Stage::new().await;
    let say = || stage.sandbox.act(stage.ana, Act::text("x")).unwrap();
    (0..3).for_each(|_| drop(say()));
    let before = ids(&stage.updates().await);
    assert_eq!([before[0] + 1, before[0] + 2], before[1..]);
    stage.pass(6 * 24 * 3600);
    say();
    assert_eq!(ids(&stage.updates().await), [before[2] + 1]);
    stage.pass(8 * 24 * 3600);
    say();
    let after = ids(&stage.peek(json!({ "offset": before[2] + 2 })).await);
    assert_eq!(after.len(), 1);
    assert!((after[0] - before[2]).abs() > 1000, "{before:?} {after:?}");
}

#[tokio::test]
async fn a_long_poll_answers_as_soon_as_there_is_something() {
    let stage = Stage::new().await;
    let poll = stage.peek(json!({ "timeout": 50 }));
    let act = async {
        stage.sandbox.until(|world| world.bots[&stage.bot].queue.pollers.eq(&1).then_some(())).await.unwrap();
        stage.sandbox.act(stage.ana, Act::text("now")).unwrap();
    };
    let (updates, ()) = tokio::join!(poll, act);
    assert_eq!(updates[0]["message"]["text"], "now");
}

#[tokio::test]
async fn a_long_poll_ends_empty_when_its_time_is_over() {
    let stage = Stage::new().await;
    let poll = stage.peek(json!({ "timeout": 30 }));
    let pass = async {
        stage.sandbox.until(|world| world.bots[&stage.bot].queue.pollers.eq(&1).then_some(())).await.unwrap();
        stage.pass(30);
    };
    let (updates, ()) = tokio::join!(poll, pass);
    assert!(updates.is_empty());
}

#[tokio::test]
async fn another_process_that_polls_ends_the_first_with_409() {
    let stage = Stage::new().await;
    let first = stage.call("getUpdates", json!({ "timeout": 50 }));
    let second = async {
        stage.sandbox.until(|world| world.bots[&stage.bot].queue.pollers.eq(&1).then_some(())).await.unwrap();
        stage.call("getUpdates", json!({})).await
    };
    let ((status, body), (other, _)) = tokio::join!(first, second);
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!((status, body["description"].as_str(), other), (409, Some(words), 200));
}

#[tokio::test]
async fn allowed_updates_stay_until_given_anew_and_members_come_only_when_asked_for() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.sandbox.act(stage.ana, Act::promote(stage.bot).in_chat(group)).unwrap();
    stage.updates().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    let kinds = |updates: Vec<Value>| -> Vec<String> {
        let other =
            |update: &Value| update.as_object().unwrap().keys().find(|key| *key != "update_id").unwrap().clone();
        updates.iter().map(other).collect()
    };
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    assert_eq!(kinds(stage.updates().await), ["message"], "not asked for");
    stage.peek(json!({ "allowed_updates": ["chat_member"] })).await;
    stage.sandbox.act(stage.ana, Act::promote(ben).in_chat(group)).unwrap();
    stage.sandbox.act(stage.ana, Act::text("hello").in_chat(group)).unwrap();
    let updates = stage.updates().await;
    assert_eq!(updates[0]["chat_member"]["new_chat_member"]["status"], "administrator");
    assert_eq!(kinds(updates), ["chat_member"]);
    stage.peek(json!({ "allowed_updates": [] })).await;
    stage.sandbox.act(stage.ana, Act::text("hello").in_chat(group)).unwrap();
    assert_eq!(kinds(stage.updates().await), ["message"]);
}

#[tokio::test]
async fn every_kind_of_message_arrives_in_telegrams_form() {
    let stage = Stage::new().await;
    let kinds = [
        "photo",
        "voice",
        "video",
        "audio",
        "document",
        "sticker",
        "contact",
        "location",
        "animation",
        "video_note",
        "dice",
        "poll",
        "story",
    ];
    for kind in kinds {
        stage.sandbox.act(stage.ana, Act::media(kind)).unwrap();
        let message = stage.updates().await.pop().unwrap()["message"].clone();
        assert!(message[kind].is_object() || message[kind].is_array(), "{kind}: {message}");
        // A library of the version before knows them all.
        let parsed: teloxide::types::Message = serde_json::from_value(message).unwrap();
        let empty = matches!(parsed.kind, teloxide::types::MessageKind::Empty {});
        assert!(!empty, "{kind} arrives as nothing");
    }
    assert_eq!(stage.sandbox.act(stage.ana, Act::media("telepathy")), Err(ActError::NoKind));
}

#[tokio::test]
async fn what_an_older_library_loses_without_an_error_can_be_sent() {
    let stage = Stage::new().await;
    for kind in ["unknown", "bare_voice", "new_entity", "external_reply"] {
        stage.sandbox.act(stage.ana, Act::media(kind)).unwrap();
        let message = stage.updates().await.pop().unwrap()["message"].clone();
        assert_eq!(message["from"]["id"], stage.ana, "{kind}");
    }
}

#[tokio::test]
async fn a_start_link_carries_up_to_64_plain_characters() {
    let stage = Stage::new().await;
    let start = |payload: &str| stage.sandbox.act(stage.ana, Act::new(Deed::Start { payload: Some(payload.into()) }));
    let full = "aZ0_-".repeat(12) + "aaaa";
    start(&full).unwrap();
    assert_eq!(stage.texts().await, [format!("/start {full}")]);
    assert_eq!(start(&"a".repeat(65)), Err(ActError::Payload));
    assert_eq!(start("a b"), Err(ActError::Payload));
}

#[tokio::test]
async fn nobody_writes_before_start_and_a_long_text_comes_in_parts() {
    let stage = Stage::new().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    assert_eq!(stage.sandbox.act(ben, Act::text("hi")), Err(ActError::NotStarted));
    stage.sandbox.act(stage.ana, Act::text(&"a".repeat(5000))).unwrap();
    let texts = stage.texts().await;
    assert_eq!(texts.iter().map(String::len).collect::<Vec<_>>(), [4096, 904]);
}

#[tokio::test]
async fn duplicates_come_on_request() {
    let stage = Stage::new().await;
    stage.sandbox.faults().duplicate(1);
    stage.sandbox.act(stage.ana, Act::text("a")).unwrap();
    stage.sandbox.act(stage.ana, Act::text("b")).unwrap();
    let both = stage.peek(json!({})).await;
    let again = stage.peek(json!({ "offset": ids(&both)[1] + 1 })).await;
    assert_eq!(ids(&again), [ids(&both)[0]], "the first comes once more");
    stage.sandbox.faults().repeat_last_batch();
    assert_eq!(stage.updates().await, again);
    assert!(stage.updates().await.is_empty());
}

#[tokio::test]
async fn a_webhook_is_refused_plainly_and_taking_it_away_is_not() {
    let stage = Stage::new().await;
    let words = stage.refused("setWebhook", json!({ "url": "https://example.org/" })).await;
    assert!(words.contains("getUpdates only"), "{words}");
    assert_eq!(stage.ok("getWebhookInfo", json!({})).await["url"], "");
    stage.sandbox.act(stage.ana, Act::text("a")).unwrap();
    stage.ok("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert!(stage.peek(json!({})).await.is_empty());
}
