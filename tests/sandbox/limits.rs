//! How much may be sent in how short a time.
use backdesk::sandbox::Rules;
use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn a_group_takes_20_a_minute_and_says_how_long_to_wait() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let send = || json!({ "chat_id": group, "text": "x" });
    for _ in 0..20 {
        stage.ok("sendMessage", send()).await;
    }
    let (status, body) = stage.call("sendMessage", send()).await;
    let wait = body["parameters"]["retry_after"].as_i64().unwrap();
    assert_eq!(status, 429);
    assert_eq!(body["description"], format!("Too Many Requests: retry after {wait}"));
    assert_eq!(body["parameters"], json!({ "retry_after": wait }), "exactly this, or teloxide does not read it");
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x" })).await;
    stage.ok("sendChatAction", json!({ "chat_id": group, "action": "typing" })).await;
    stage.pass(wait);
    stage.ok("sendMessage", send()).await;
}

#[tokio::test]
async fn edits_count_and_answers_to_presses_do_not() {
    let stage = Stage::new().await;
    let id = stage.ask("0", &["a"]).await;
    let mut refused = 0;
    for n in 0..40 {
        let params = json!({ "chat_id": stage.ana, "message_id": id, "text": format!("{n}.") });
        refused += i32::from(stage.call("editMessageText", params).await.0 == 429);
    }
    assert!(refused > 0);
    for _ in 0..40 {
        assert_eq!(stage.call("answerCallbackQuery", json!({ "callback_query_id": "1" })).await.0, 400);
    }
}

#[tokio::test]
async fn all_chats_together_take_30_a_second() {
    let stage = Stage::new().await;
    let people: Vec<i64> = (0..31).map(|_| stage.sandbox.add_person("P", "en")).collect();
    for person in &people {
        stage.start(*person).await;
    }
    for person in &people[..30] {
        stage.ok("sendMessage", json!({ "chat_id": person, "text": "x" })).await;
    }
    assert_eq!(stage.call("sendMessage", json!({ "chat_id": people[30], "text": "x" })).await.0, 429);
    stage.pass(1);
    stage.ok("sendMessage", json!({ "chat_id": people[30], "text": "x" })).await;
}

#[tokio::test]
async fn a_private_chat_takes_a_burst_and_then_about_one_a_second() {
    let stage = Stage::new().await;
    let mut passed = 0;
    for _ in 0..120 {
        passed += i32::from(stage.call("sendMessage", json!({ "chat_id": stage.ana, "text": "x" })).await.0 == 200);
        stage.sandbox.advance(jiff::SignedDuration::from_millis(500));
    }
    assert!((60..=80).contains(&passed), "{passed}");
}

#[tokio::test]
async fn limits_can_be_switched_off_and_the_log_has_the_times() {
    let stage = Stage::new().await;
    stage.sandbox.faults().rules(Rules { limits: false, ..Rules::default() });
    for _ in 0..40 {
        stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x" })).await;
    }
    let calls = stage.sandbox.calls_of("sendMessage");
    assert_eq!(calls.len(), 40);
    assert!(calls.iter().all(|call| call.applied && call.chat == Some(stage.ana) && call.at == stage.sandbox.now()));
}
