//! Presses on inline buttons.
use backdesk::sandbox::{Act, ActError, Rules};
use serde_json::{Value, json};

use crate::stage::Stage;

const TOO_OLD: &str = "Bad Request: query is too old and response timeout expired or query ID is invalid";

async fn pressed(stage: &Stage) -> Value {
    let id = stage.ask("One?", &["yes"]).await;
    stage.sandbox.act(stage.ana, Act::press(id, "yes")).unwrap();
    stage.updates().await.pop().unwrap()["callback_query"].clone()
}

#[tokio::test]
async fn a_press_brings_who_pressed_what_on_which_message() {
    let stage = Stage::new().await;
    let query = pressed(&stage).await;
    assert_eq!((&query["data"], &query["from"]["id"]), (&json!("yes"), &json!(stage.ana)));
    assert_eq!((&query["message"]["text"], &query["message"]["from"]["id"]), (&json!("One?"), &json!(stage.bot)));
    assert!(query["chat_instance"].is_string());
}

#[tokio::test]
async fn a_press_is_answered_once_and_the_person_sees_it() {
    let stage = Stage::new().await;
    let id = pressed(&stage).await["id"].clone();
    stage.ok("answerCallbackQuery", json!({ "callback_query_id": id, "text": "Done", "show_alert": true })).await;
    let toasts = stage.sandbox.toasts();
    assert_eq!((toasts[0].person, toasts[0].text.as_str(), toasts[0].show_alert), (stage.ana, "Done", true));
    assert_eq!(stage.refused("answerCallbackQuery", json!({ "callback_query_id": id })).await, TOO_OLD);
    assert_eq!(stage.refused("answerCallbackQuery", json!({ "callback_query_id": "1" })).await, TOO_OLD);
    assert_eq!(stage.sandbox.toasts().len(), 1);
}

#[tokio::test]
async fn a_press_is_not_answered_late() {
    let stage = Stage::new().await;
    let id = pressed(&stage).await["id"].clone();
    stage.pass(61);
    assert_eq!(stage.refused("answerCallbackQuery", json!({ "callback_query_id": id })).await, TOO_OLD);
}

#[tokio::test]
async fn the_answer_to_a_press_has_at_most_200_units() {
    let stage = Stage::new().await;
    let id = pressed(&stage).await["id"].clone();
    let answer = |text: String| json!({ "callback_query_id": id, "text": text });
    assert_eq!(stage.refused("answerCallbackQuery", answer("é".repeat(201))).await, "Bad Request: MESSAGE_TOO_LONG");
    stage.ok("answerCallbackQuery", answer("é".repeat(200))).await;
}

#[tokio::test]
async fn a_button_must_be_there_unless_the_press_is_forged() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["yes"]).await;
    assert_eq!(stage.sandbox.act(stage.ana, Act::press(id, "no")), Err(ActError::NoButton));
    stage.ok("editMessageText", json!({ "chat_id": stage.ana, "message_id": id, "text": "over" })).await;
    assert_eq!(stage.sandbox.act(stage.ana, Act::press(id, "yes")), Err(ActError::NoButton));
    stage.sandbox.act(stage.ana, Act::forge(id, "anything")).unwrap();
    assert_eq!(stage.updates().await[0]["callback_query"]["data"], "anything");
    stage.ok("deleteMessage", json!({ "chat_id": stage.ana, "message_id": id })).await;
    stage.sandbox.act(stage.ana, Act::forge(id, "yes")).unwrap();
    let gone = stage.updates().await[0]["callback_query"]["message"].clone();
    assert_eq!((&gone["date"], gone.get("text")), (&json!(0), None), "inaccessible");
}

#[tokio::test]
async fn any_member_presses_any_button_in_a_group() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    let markup = json!({ "inline_keyboard": [[{ "text": "Take", "callback_data": "take" }]] });
    let card = stage.ok("sendMessage", json!({ "chat_id": group, "text": "card", "reply_markup": markup })).await;
    let press = || Act::press(card["message_id"].as_i64().unwrap(), "take").in_chat(group);
    assert_eq!(stage.sandbox.act(ben, press()), Err(ActError::NotIn));
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    stage.sandbox.act(ben, press()).unwrap();
    stage.sandbox.act(stage.ana, press()).unwrap();
    let updates = stage.updates().await;
    let who: Vec<&Value> = updates.iter().map(|update| &update["callback_query"]["from"]["id"]).collect();
    assert_eq!(who[who.len() - 2..], [&json!(ben), &json!(stage.ana)]);
}

#[tokio::test]
async fn a_client_sends_an_unanswered_press_again_about_every_30_seconds() {
    let stage = Stage::new().await;
    stage.sandbox.faults().rules(Rules { resend_presses: true, ..Rules::default() });
    let first = pressed(&stage).await;
    assert!(stage.updates().await.is_empty());
    stage.pass(31);
    let again = stage.updates().await;
    assert_eq!((again.len(), &again[0]["callback_query"]["data"]), (1, &json!("yes")));
    assert_ne!(again[0]["callback_query"]["id"], first["id"]);
    stage.ok("answerCallbackQuery", json!({ "callback_query_id": first["id"] })).await;
    stage.pass(31);
    assert!(stage.updates().await.is_empty(), "answered: no more");
}
