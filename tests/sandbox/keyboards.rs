//! Inline keyboards, reply keyboards, forced replies.
use backdesk::sandbox::{Act, ActError, Deed};
use serde_json::{Value, json};

use crate::stage::Stage;

fn with(chat: i64, markup: Value) -> Value {
    json!({ "chat_id": chat, "text": "x", "reply_markup": markup })
}

fn grid(rows: usize, columns: usize) -> Value {
    let row = vec![json!({ "text": "a", "callback_data": "a" }); columns];
    json!({ "inline_keyboard": vec![row; rows] })
}

#[tokio::test]
async fn callback_data_has_1_to_64_bytes() {
    let stage = Stage::new().await;
    let keyboard =
        |data: &str| with(stage.ana, json!({ "inline_keyboard": [[{ "text": "a", "callback_data": data }]] }));
    stage.ok("sendMessage", keyboard(&"d".repeat(64))).await;
    stage.ok("sendMessage", keyboard(&"é".repeat(32))).await;
    for data in ["d".repeat(65), "é".repeat(33), String::new()] {
        assert_eq!(stage.refused("sendMessage", keyboard(&data)).await, "Bad Request: BUTTON_DATA_INVALID");
    }
}

#[tokio::test]
async fn a_keyboard_has_100_buttons_and_8_in_a_row_are_safe() {
    let stage = Stage::new().await;
    stage.ok("sendMessage", with(stage.ana, grid(25, 4))).await;
    assert_eq!(
        stage.refused("sendMessage", with(stage.ana, grid(101, 1))).await,
        "Bad Request: reply markup is too long"
    );
    assert!(stage.sandbox.violations().is_empty());
    stage.ok("sendMessage", with(stage.ana, grid(1, 9))).await;
    assert_eq!(stage.sandbox.violations().len(), 1, "it passes, but it is noted");
}

#[tokio::test]
async fn a_button_has_a_label_and_one_purpose() {
    let stage = Stage::new().await;
    let one = |button: Value| with(stage.ana, json!({ "inline_keyboard": [[button]] }));
    let words = stage.refused("sendMessage", one(json!({ "text": "a" }))).await;
    let expected = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    assert_eq!(words, expected);
    stage.refused("sendMessage", one(json!({ "text": "", "callback_data": "a" }))).await;
    stage.refused("sendMessage", one(json!({ "callback_data": "a" }))).await;
    stage.refused("sendMessage", one(json!({ "text": "call", "url": "tel:112" }))).await;
    stage.refused("sendMessage", one(json!({ "text": "a", "callback_data": "a", "style": "pink" }))).await;
    stage.ok("sendMessage", one(json!({ "text": "map", "url": "https://example.org/map" }))).await;
    stage.ok("sendMessage", one(json!({ "text": "a", "callback_data": "a", "style": "danger" }))).await;
    assert!(stage.sandbox.violations().is_empty());
    stage.ok("sendMessage", one(json!({ "text": "a", "callback_data": "a", "colour": "red" }))).await;
    assert!(!stage.sandbox.violations().is_empty(), "an unknown field is noted");
}

#[tokio::test]
async fn a_reply_keyboard_stays_until_it_is_taken_away_or_used_once() {
    let stage = Stage::new().await;
    let share = json!({ "text": "Share my phone", "request_contact": true });
    let keyboard =
        json!({ "keyboard": [[share, { "text": "No" }]], "one_time_keyboard": true, "resize_keyboard": true });
    let up = || stage.sandbox.state()["chats"][0]["reply_keyboard"][stage.ana.to_string()].clone();
    assert_eq!(stage.sandbox.act(stage.ana, Act::keyboard("No")), Err(ActError::NoButton));
    let message = stage.ok("sendMessage", with(stage.ana, keyboard.clone())).await;
    assert!(message.get("reply_markup").is_none(), "a message shows inline keyboards only");
    assert_eq!(up(), keyboard);
    stage.sandbox.act(stage.ana, Act::keyboard("Share my phone")).unwrap();
    let updates = stage.updates().await;
    assert_eq!(updates[0]["message"]["contact"]["user_id"], stage.ana);
    assert!(up().is_null());
    stage.ok("sendMessage", with(stage.ana, keyboard)).await;
    stage.ok("sendMessage", with(stage.ana, json!({ "remove_keyboard": true }))).await;
    assert!(up().is_null());
}

#[tokio::test]
async fn a_contact_can_be_asked_for_in_private_chats_only() {
    let stage = Stage::new().await;
    let keyboard = json!({ "keyboard": [[{ "text": "Share", "request_contact": true }]] });
    let words = stage.refused("sendMessage", with(stage.group().await, keyboard)).await;
    assert_eq!(words, "Bad Request: phone number can be requested in private chats only");
}

#[tokio::test]
async fn a_selective_forced_reply_opens_for_the_person_who_is_answered() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    let said = stage.sandbox.act(ben, Act::text("/offer").in_chat(group)).unwrap().message_id;
    let markup = json!({ "force_reply": true, "selective": true, "input_field_placeholder": "Tue 10:00" });
    let mut params = with(group, markup);
    params["reply_parameters"] = json!({ "message_id": said });
    let asked = stage.ok("sendMessage", params).await["message_id"].as_i64().unwrap();
    let open = || stage.sandbox.state()["chats"].as_array().unwrap()[0]["force_reply"].clone();
    assert_eq!(open()[ben.to_string()], json!({ "message_id": asked, "input_field_placeholder": "Tue 10:00" }));
    assert!(open()[stage.ana.to_string()].is_null());
    stage.sandbox.act(ben, Act::reply(asked, "Tue 10").in_chat(group)).unwrap();
    assert!(open()[ben.to_string()].is_null());
    let long = json!({ "force_reply": true, "input_field_placeholder": "p".repeat(65) });
    stage.refused("sendMessage", with(group, long)).await;
}

#[tokio::test]
async fn a_forced_reply_can_be_closed_without_an_answer() {
    let stage = Stage::new().await;
    stage.ok("sendMessage", with(stage.ana, json!({ "force_reply": true }))).await;
    stage.sandbox.act(stage.ana, Act::new(Deed::ReplyOff)).unwrap();
    assert!(stage.sandbox.state()["chats"][0]["force_reply"][stage.ana.to_string()].is_null());
}
