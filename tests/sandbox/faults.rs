//! Networks and servers that misbehave, on request.
use backdesk::sandbox::{Act, Fault, Order, What};
use serde_json::{Value, json};

use crate::stage::Stage;

fn texts(stage: &Stage) -> Vec<String> {
    let messages = stage.sandbox.messages(stage.ana);
    messages.iter().filter(|m| m["from"]["is_bot"] == true).map(|m| m["text"].as_str().unwrap().to_owned()).collect()
}

fn send(stage: &Stage, text: &str) -> Value {
    json!({ "chat_id": stage.ana, "text": text })
}

#[tokio::test]
async fn a_connection_cut_before_or_after_looks_the_same_and_is_not() {
    let stage = Stage::new().await;
    stage.sandbox.faults().add(What::DropBefore, "sendMessage", 1);
    stage.sandbox.faults().add(What::DropAfter, "sendMessage", 1);
    for text in ["before", "after"] {
        let error = stage.try_call("sendMessage", send(&stage, text)).await.unwrap_err();
        assert!(error.is_request() && !error.is_connect() && !error.is_timeout(), "{error:?}");
    }
    assert_eq!(texts(&stage), ["after"]);
    let calls = stage.sandbox.calls_of("sendMessage");
    assert_eq!(calls.iter().map(|call| call.applied).collect::<Vec<_>>(), [false, true]);
    // sendMessage has no idempotency key: sent again is sent twice.
    stage.ok("sendMessage", send(&stage, "after")).await;
    assert_eq!(texts(&stage), ["after", "after"]);
}

#[tokio::test]
async fn retry_after_can_come_from_any_method() {
    let stage = Stage::new().await;
    for method in ["sendMessage", "getMe", "answerCallbackQuery", "getUpdates"] {
        stage.sandbox.faults().add(What::TooManyRequests { retry_after: 7 }, method, 1);
        let (status, body) =
            stage.call(method, json!({ "chat_id": stage.ana, "text": "x", "callback_query_id": "1" })).await;
        assert_eq!((status, &body["parameters"]), (429, &json!({ "retry_after": 7 })), "{method}");
        assert_eq!(body["description"], "Too Many Requests: retry after 7");
    }
    assert!(texts(&stage).is_empty());
}

#[tokio::test]
async fn a_fault_meets_its_method_its_chat_and_its_number_of_calls() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.sandbox.faults().add_in_chat(What::ServerError { code: 502, applied: false }, "sendMessage", group, 2);
    stage.ok("sendMessage", send(&stage, "x")).await;
    for status in [502, 502, 200] {
        assert_eq!(stage.call("sendMessage", json!({ "chat_id": group, "text": "x" })).await.0, status);
    }
    let any = Fault { what: What::Unauthorized, method: None, chat: None, times: 1 };
    stage.sandbox.faults().order(Order::Add(any));
    stage.peek(json!({})).await;
    assert_eq!(stage.refused("getMe", json!({})).await, "Unauthorized");
    stage.ok("getMe", json!({})).await;
}

#[tokio::test]
async fn a_5xx_may_have_been_applied() {
    let stage = Stage::new().await;
    stage.sandbox.faults().add(What::ServerError { code: 500, applied: true }, "sendMessage", 1);
    assert_eq!(stage.refused("sendMessage", send(&stage, "x")).await, "Internal Server Error");
    assert_eq!(texts(&stage), ["x"]);
}

#[tokio::test]
async fn an_answer_that_does_not_parse_still_says_that_it_was_sent() {
    let stage = Stage::new().await;
    stage.sandbox.faults().add(What::Garbage, "sendMessage", 1);
    let (status, body) = stage.call("sendMessage", send(&stage, "x")).await;
    assert_eq!((status, &body["ok"]), (200, &json!(true)));
    serde_json::from_value::<teloxide::types::Message>(body["result"].clone()).unwrap_err();
    let id = body["result"]["message_id"].as_i64().unwrap();
    assert_eq!(stage.shown(stage.ana, id).unwrap()["text"], "x");
}

#[tokio::test]
async fn a_held_call_waits_until_it_is_let_go() {
    let stage = Stage::new().await;
    stage.sandbox.faults().add(What::Hold { applied: true }, "sendMessage", 1);
    let call = stage.ok("sendMessage", send(&stage, "x"));
    let release = async {
        stage.sandbox.until(|world| (world.faults.held == 1).then_some(())).await.unwrap();
        assert_eq!(texts(&stage), ["x"], "done, and not answered");
        stage.sandbox.faults().release();
    };
    let (message, ()) = tokio::join!(call, release);
    assert_eq!(message["text"], "x");
}

#[tokio::test]
async fn a_slow_answer_takes_its_time_by_the_sandboxs_clock() {
    let stage = Stage::new().await;
    stage.sandbox.faults().add(What::Slow { seconds: 20, applied: false }, "sendMessage", 1);
    let call = stage.ok("sendMessage", send(&stage, "x"));
    let pass = async {
        stage
            .sandbox
            .until(|world| world.calls.iter().any(|call| call.method == "sendMessage").then_some(()))
            .await
            .unwrap();
        assert!(texts(&stage).is_empty());
        stage.pass(20);
    };
    let (message, ()) = tokio::join!(call, pass);
    assert_eq!(message["text"], "x");
}

#[tokio::test]
async fn any_refusal_can_be_ordered_such_as_a_deleted_topic() {
    let stage = Stage::new().await;
    let refusal = What::Refuse { code: 400, description: "Bad Request: TOPIC_DELETED".into(), parameters: None };
    stage.sandbox.faults().add(refusal, "sendMessage", 1);
    assert_eq!(stage.refused("sendMessage", send(&stage, "x")).await, "Bad Request: TOPIC_DELETED");
}

#[tokio::test]
async fn a_bot_that_dies_in_a_long_poll_leaves_nothing_behind() {
    let stage = Stage::new().await;
    let polling =
        |n: u32| stage.sandbox.until(move |world| world.bots.values().all(|bot| bot.queue.pollers == n).then_some(()));
    {
        let poll = stage.call("getUpdates", json!({ "timeout": 50 }));
        tokio::select! {
            answer = poll => panic!("{answer:?}"),
            seen = polling(1) => seen.unwrap(),
        }
    }
    polling(0).await.unwrap();
    stage.sandbox.act(stage.ana, Act::text("still here")).unwrap();
    assert_eq!(stage.texts().await, ["still here"]);
}

#[tokio::test]
async fn a_batch_that_was_lost_on_the_way_comes_again() {
    let stage = Stage::new().await;
    stage.sandbox.act(stage.ana, Act::text("hello")).unwrap();
    stage.sandbox.faults().add(What::DropAfter, "getUpdates", 1);
    stage.try_call("getUpdates", json!({})).await.unwrap_err();
    assert_eq!(stage.texts().await, ["hello"]);
}
