//! The interface that the demo page is built on.
use serde_json::{Value, json};

use crate::stage::Stage;

async fn post(stage: &Stage, path: &str, body: Value) -> (u16, Value) {
    let response = stage.http.post(format!("{}/sandbox/{path}", stage.root)).json(&body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn get(stage: &Stage, path: &str) -> Value {
    stage.http.get(format!("{}/sandbox/{path}", stage.root)).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_page_can_be_a_person_and_see_everything() {
    let stage = Stage::new().await;
    let (_, ben) = post(&stage, "people", json!({ "first_name": "Ben", "language_code": "en" })).await;
    let ben = ben["id"].as_i64().unwrap();
    let act = |act: Value| post(&stage, "act", json!({ "person": ben, "act": act }));
    assert_eq!(act(json!({ "do": "text", "text": "hi" })).await.0, 409, "not before Start");
    assert_eq!(act(json!({ "do": "start", "payload": "web" })).await.0, 200);
    let markup = json!({ "inline_keyboard": [[{ "text": "Yes", "callback_data": "y" }]] });
    let sent = stage.ok("sendMessage", json!({ "chat_id": ben, "text": "Hello", "reply_markup": markup })).await;
    let (status, done) = act(json!({ "do": "press", "message_id": sent["message_id"], "data": "y" })).await;
    assert_eq!((status, done["message_id"].as_i64()), (200, sent["message_id"].as_i64()));
    stage.ok("answerCallbackQuery", json!({ "callback_query_id": done["query"], "text": "Good" })).await;
    assert_eq!(act(json!({ "do": "dance" })).await.0, 400);

    let state = get(&stage, "state").await;
    let chat = state["chats"].as_array().unwrap().iter().find(|chat| chat["id"] == ben).unwrap();
    assert_eq!((&chat["type"], &chat["messages"][0]["text"]), (&json!("private"), &json!("/start web")));
    assert_eq!(chat["messages"][1]["reply_markup"], markup);
    assert_eq!((&state["toasts"][0]["person"], &state["toasts"][0]["text"]), (&json!(ben), &json!("Good")));
    let changed = json!({ "id": ben, "first_name": "Ben", "language_code": "es" });
    post(&stage, "people", changed).await;
    let state = get(&stage, "state").await;
    assert!(state["people"].as_array().unwrap().iter().any(|p| p["id"] == ben && p["language_code"] == "es"));
}

#[tokio::test]
async fn a_page_can_found_groups_and_let_time_pass() {
    let stage = Stage::new().await;
    let (_, group) = post(&stage, "groups", json!({ "title": "Doctors", "owner": stage.ana })).await;
    let body = json!({ "person": stage.ana, "chat": group["id"], "act": { "do": "invite", "user": stage.bot } });
    assert_eq!(post(&stage, "act", body).await.0, 200);
    let state = get(&stage, "state").await;
    let found = state["chats"].as_array().unwrap().iter().find(|chat| chat["id"] == group["id"]).unwrap();
    assert_eq!((&found["title"], found["members"].as_array().unwrap().len()), (&json!("Doctors"), 2));
    let (_, time) = post(&stage, "time", json!({ "advance_s": 3600 })).await;
    assert_eq!(time["now"], "2026-03-02T10:00:00Z");
    assert_eq!(post(&stage, "time", json!({ "advance_s": -1 })).await.0, 400);
}

#[tokio::test]
async fn a_page_can_order_faults_and_read_the_log() {
    let stage = Stage::new().await;
    let order = json!([
        { "order": "rules", "limits": false },
        { "order": "add", "what": { "kind": "too_many_requests", "retry_after": 5 }, "method": "getMe" },
    ]);
    assert_eq!(post(&stage, "faults", order).await, (200, json!({ "left": 1 })));
    assert_eq!(stage.call("getMe", json!({})).await.0, 429);
    let calls = get(&stage, "calls").await;
    let last = calls.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["method"], &last["applied"], &last["answer"]["error_code"]),
        (&json!("getMe"), &json!(false), &json!(429))
    );
    assert_eq!(get(&stage, "violations").await, json!([]));
}

#[tokio::test]
async fn events_come_with_each_change_and_bring_new_toasts() {
    let stage = Stage::new().await;
    let mut events = stage.http.get(format!("{}/sandbox/events", stage.root)).send().await.unwrap();
    let first = String::from_utf8(events.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(first.starts_with("data: {") && first.ends_with("\n\n"), "{first}");
    let id = stage.ask("One?", &["a"]).await;
    let query = stage.sandbox.act(stage.ana, backdesk::sandbox::Act::press(id, "a")).unwrap().query;
    stage.ok("answerCallbackQuery", json!({ "callback_query_id": query, "text": "Seen" })).await;
    let mut heard = String::new();
    while !heard.contains("\"text\":\"Seen\"") {
        heard += std::str::from_utf8(&events.chunk().await.unwrap().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn a_file_is_served_with_its_type() {
    let stage = Stage::new().await;
    stage.sandbox.act(stage.ana, backdesk::sandbox::Act::media("photo")).unwrap();
    let id = stage.updates().await[0]["message"]["photo"][1]["file_id"].as_str().unwrap().to_owned();
    let response = stage.http.get(format!("{}/sandbox/file/{id}", stage.root)).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    let none = stage.http.get(format!("{}/sandbox/file/none", stage.root)).send().await.unwrap();
    assert_eq!(none.status(), 404);
}

#[tokio::test]
async fn serving_ends_in_order_while_a_page_and_a_bot_are_waiting() {
    let sandbox = backdesk::sandbox::Sandbox::new(backdesk::clock::Clock::system());
    let bot = sandbox.add_bot(crate::stage::TOKEN, "desk_bot", "Desk");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(sandbox.clone().serve(listener, async { drop(stopped.await) }));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let page = http.get(format!("{root}/sandbox/events")).send().await.unwrap();
    let url = format!("{root}/bot{}/getUpdates?timeout=50", crate::stage::TOKEN);
    let poll = tokio::spawn(http.get(url).send());
    sandbox.until(|world| (world.bots[&bot].queue.pollers == 1).then_some(())).await.unwrap();
    drop(stop);
    let end = tokio::time::timeout(std::time::Duration::from_secs(20), serving).await;
    end.expect("it still serves").unwrap().unwrap();
    assert_eq!(poll.await.unwrap().unwrap().json::<Value>().await.unwrap(), json!({ "ok": true, "result": [] }));
    assert!(page.text().await.unwrap().starts_with("data: "));
}
