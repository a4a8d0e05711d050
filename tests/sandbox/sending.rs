//! New messages: what Telegram takes, and in what words it refuses.
use backdesk::sandbox::{Act, Deed};
use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn a_message_has_what_every_message_has() {
    let stage = Stage::new().await;
    let message = stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": " Hello <b> " })).await;
    assert_eq!(message["text"], "Hello <b>", "without a parse mode it is plain, and spaces around it go");
    assert_eq!(
        message["chat"],
        json!({ "id": stage.ana, "type": "private", "first_name": "Ana", "username": "ana101" })
    );
    assert_eq!(message["from"]["is_bot"], true);
    assert_eq!(message["date"], 1_772_442_000);
    assert!(stage.sandbox.violations().is_empty());
}

#[tokio::test]
async fn message_ids_are_one_row_for_all_private_chats_and_basic_groups() {
    let stage = Stage::new().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    stage.start(ben).await;
    let mut ids = Vec::new();
    for chat in [stage.ana, ben, stage.group().await, stage.ana] {
        ids.push(
            stage.ok("sendMessage", json!({ "chat_id": chat, "text": "x" })).await["message_id"].as_i64().unwrap(),
        );
    }
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[tokio::test]
async fn a_text_has_1_to_4096_units_after_its_entities() {
    let stage = Stage::new().await;
    let send = |text: String| json!({ "chat_id": stage.ana, "text": text, "parse_mode": "HTML" });
    for (text, words) in [
        (String::new(), "Bad Request: message text is empty"),
        ("  \n".into(), "Bad Request: message text is empty"),
        ("<b></b>".into(), "Bad Request: message text is empty"),
        ("a".repeat(4097), "Bad Request: message is too long"),
        ("🚨".repeat(2049), "Bad Request: message is too long"),
        ("<b>x".into(), "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ] {
        assert_eq!(stage.refused("sendMessage", send(text)).await, words);
    }
    stage.ok("sendMessage", send("é".repeat(4096))).await;
    let full = format!("<b>{}</b>", "&lt;".repeat(4096));
    assert_eq!(stage.ok("sendMessage", send(full)).await["text"].as_str().unwrap().len(), 4096);
    let markdown = json!({ "chat_id": stage.ana, "text": "*x*", "parse_mode": "MarkdownV2" });
    assert!(stage.refused("sendMessage", markdown).await.contains("HTML only"));
}

#[tokio::test]
async fn a_caption_has_0_to_1024_units_after_its_entities() {
    let stage = Stage::new().await;
    let sent = stage.sandbox.act(stage.ana, Act::media("document")).unwrap();
    let file = stage.shown(stage.ana, sent.message_id.unwrap()).unwrap()["document"]["file_id"].clone();
    let send = |caption: String| json!({ "chat_id": stage.ana, "document": file, "caption": caption });
    stage.ok("sendDocument", send("a".repeat(1024))).await;
    stage.ok("sendDocument", send(String::new())).await;
    let words = stage.refused("sendDocument", send("a".repeat(1025))).await;
    assert_eq!(words, "Bad Request: message caption is too long");
}

#[tokio::test]
async fn whom_a_bot_cannot_reach_it_is_told_why() {
    let stage = Stage::new().await;
    let send = |chat: i64| json!({ "chat_id": chat, "text": "x" });
    assert_eq!(stage.refused("sendMessage", send(999)).await, "Bad Request: chat not found");
    let ben = stage.sandbox.add_person("Ben", "en");
    assert_eq!(stage.refused("sendMessage", send(ben)).await, "Bad Request: chat not found", "never met");
    let group = stage.group().await;
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    let words = "Forbidden: bot can't initiate conversation with a user";
    assert_eq!(stage.refused("sendMessage", send(ben)).await, words, "met in a group");
    stage.sandbox.act(stage.ana, Act::new(Deed::Block)).unwrap();
    let (status, body) = stage.call("sendMessage", send(stage.ana)).await;
    assert_eq!((status, body["description"].as_str()), (403, Some("Forbidden: bot was blocked by the user")));
    let member = &stage.updates().await.last().unwrap()["my_chat_member"].clone();
    assert_eq!(member["new_chat_member"]["status"], "kicked");
    stage.sandbox.act(stage.ana, Act::start()).unwrap();
    stage.ok("sendMessage", send(stage.ana)).await;
    stage.sandbox.act(stage.ana, Act::new(Deed::Deactivate)).unwrap();
    assert_eq!(stage.refused("sendMessage", send(stage.ana)).await, "Forbidden: user is deactivated");
}

#[tokio::test]
async fn a_thread_that_is_not_there_is_told() {
    let stage = Stage::new().await;
    let params = json!({ "chat_id": stage.group().await, "text": "x", "message_thread_id": 7 });
    assert_eq!(stage.refused("sendMessage", params).await, "Bad Request: message thread not found");
}

#[tokio::test]
async fn a_reply_needs_its_message_unless_it_may_go_without() {
    let stage = Stage::new().await;
    let said = stage.sandbox.act(stage.ana, Act::text("hello")).unwrap().message_id;
    let send = |reply| json!({ "chat_id": stage.ana, "text": "x", "reply_parameters": reply });
    let message = stage.ok("sendMessage", send(json!({ "message_id": said }))).await;
    assert_eq!(message["reply_to_message"]["text"], "hello");
    let words = stage.refused("sendMessage", send(json!({ "message_id": 99999 }))).await;
    assert_eq!(words, "Bad Request: message to be replied not found");
    let without = json!({ "message_id": 99999, "allow_sending_without_reply": true });
    assert!(stage.ok("sendMessage", send(without)).await.get("reply_to_message").is_none());
}

#[tokio::test]
async fn commands_and_addresses_in_a_text_are_found() {
    let stage = Stage::new().await;
    let text = "🚨 /help or https://example.org, a@b.org";
    let message = stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": text })).await;
    assert_eq!(
        message["entities"],
        json!([
            { "type": "bot_command", "offset": 3, "length": 5 },
            { "type": "url", "offset": 12, "length": 19 },
            { "type": "email", "offset": 33, "length": 7 },
        ])
    );
}

#[tokio::test]
async fn a_typing_sign_shows_for_five_seconds_or_until_a_message() {
    let stage = Stage::new().await;
    let action = || stage.sandbox.state()["chats"][0]["action"].clone();
    let params = json!({ "chat_id": stage.ana, "action": "typing" });
    stage.ok("sendChatAction", params.clone()).await;
    assert_eq!(action()["action"], "typing");
    stage.pass(6);
    assert!(action().is_null());
    stage.ok("sendChatAction", params).await;
    stage.ok("sendMessage", json!({ "chat_id": stage.ana, "text": "x" })).await;
    assert!(action().is_null());
    let words = stage.refused("sendChatAction", json!({ "chat_id": stage.ana, "action": "thinking" })).await;
    assert_eq!(words, "Bad Request: wrong parameter action in request");
}

#[tokio::test]
async fn forwards_name_the_sender_and_copies_do_not() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let said = stage.sandbox.act(stage.ana, Act::text("my words")).unwrap().message_id;
    let params = json!({ "chat_id": group, "from_chat_id": stage.ana, "message_id": said });
    let forward = stage.ok("forwardMessage", params.clone()).await;
    assert_eq!(
        (&forward["text"], &forward["forward_origin"]["sender_user"]["id"]),
        (&json!("my words"), &json!(stage.ana))
    );
    let copy = stage.ok("copyMessage", params).await;
    let shown = stage.shown(group, copy["message_id"].as_i64().unwrap()).unwrap();
    assert_eq!((&shown["text"], shown.get("forward_origin")), (&json!("my words"), None));
    let missing = json!({ "chat_id": group, "from_chat_id": stage.ana, "message_id": 99999 });
    assert_eq!(stage.refused("copyMessage", missing.clone()).await, "Bad Request: message to copy not found");
    assert_eq!(stage.refused("forwardMessage", missing).await, "Bad Request: message to forward not found");
}
