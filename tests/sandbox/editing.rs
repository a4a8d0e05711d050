//! Edits and deletions.
use backdesk::sandbox::{Act, Deed};
use serde_json::{Value, json};

use crate::stage::Stage;

fn edit(stage: &Stage, id: i64, text: &str) -> Value {
    json!({ "chat_id": stage.ana, "message_id": id, "text": text })
}

#[tokio::test]
async fn an_edit_changes_the_message_and_takes_its_keyboard_unless_one_is_given() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["a"]).await;
    let edited = stage.ok("editMessageText", edit(&stage, id, "Two")).await;
    assert_eq!((edited["text"].as_str(), edited.get("reply_markup")), (Some("Two"), None));
    let shown = stage.shown(stage.ana, id).unwrap();
    assert_eq!((&shown["edit_count"], &shown["text"]), (&json!(1), &json!("Two")));
    let markup = json!({ "inline_keyboard": [[{ "text": "b", "callback_data": "b" }]] });
    let params = json!({ "chat_id": stage.ana, "message_id": id, "reply_markup": markup });
    let edited = stage.ok("editMessageReplyMarkup", params).await;
    assert_eq!((edited["text"].as_str(), &edited["reply_markup"]), (Some("Two"), &markup));
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_told_so_and_so_edits_can_be_repeated() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["a"]).await;
    let words = "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
                 same as a current content and reply markup of the message";
    stage.ok("editMessageText", edit(&stage, id, "Two")).await;
    assert_eq!(stage.refused("editMessageText", edit(&stage, id, "Two")).await, words);
    let same = json!({ "chat_id": stage.ana, "message_id": id, "text": "<b>Two</b>", "parse_mode": "HTML" });
    stage.ok("editMessageText", same).await;
    let none = json!({ "chat_id": stage.ana, "message_id": id });
    assert_eq!(stage.refused("editMessageReplyMarkup", none).await, words);
    assert_eq!(stage.shown(stage.ana, id).unwrap()["edit_count"], 2);
}

#[tokio::test]
async fn only_a_bots_own_messages_can_be_edited_and_only_those_that_are_there() {
    let stage = Stage::new().await;
    let said = stage.sandbox.act(stage.ana, Act::text("mine")).unwrap().message_id.unwrap();
    assert_eq!(stage.refused("editMessageText", edit(&stage, said, "x")).await, "Bad Request: message can't be edited");
    assert_eq!(
        stage.refused("editMessageText", edit(&stage, 9999, "x")).await,
        "Bad Request: message to edit not found"
    );
    let nothing = json!({ "chat_id": stage.ana, "message_id": said });
    assert_eq!(stage.refused("editMessageText", nothing).await, "Bad Request: message text is empty");
}

#[tokio::test]
async fn text_cannot_become_media_nor_media_text() {
    let stage = Stage::new().await;
    let sent = stage.sandbox.act(stage.ana, Act::media("document")).unwrap().message_id.unwrap();
    let file = stage.shown(stage.ana, sent).unwrap()["document"]["file_id"].clone();
    let document = stage.ok("sendDocument", json!({ "chat_id": stage.ana, "document": file })).await;
    let id = document["message_id"].as_i64().unwrap();
    let words = stage.refused("editMessageText", edit(&stage, id, "x")).await;
    assert_eq!(words, "Bad Request: there is no text in the message to edit");
    let text = stage.ask("One?", &["a"]).await;
    let caption = |id: i64| json!({ "chat_id": stage.ana, "message_id": id, "caption": "new" });
    let words = stage.refused("editMessageCaption", caption(text)).await;
    assert_eq!(words, "Bad Request: there is no caption in the message to edit");
    assert_eq!(stage.ok("editMessageCaption", caption(id)).await["caption"], "new");
}

#[tokio::test]
async fn a_message_with_a_reply_keyboard_cannot_be_edited() {
    let stage = Stage::new().await;
    for markup in [
        json!({ "keyboard": [[{ "text": "Share", "request_contact": true }]] }),
        json!({ "force_reply": true }),
        json!({ "remove_keyboard": true }),
    ] {
        let params = json!({ "chat_id": stage.ana, "text": "phone?", "reply_markup": markup });
        let id = stage.ok("sendMessage", params).await["message_id"].as_i64().unwrap();
        let words = stage.refused("editMessageText", edit(&stage, id, "x")).await;
        assert_eq!(words, "Bad Request: message can't be edited");
    }
    let id = stage.ask("One?", &["a"]).await;
    let other = json!({ "chat_id": stage.ana, "message_id": id, "reply_markup": { "force_reply": true } });
    let (status, body) = stage.call("editMessageReplyMarkup", other).await;
    assert_eq!(status, 400, "{body}");
}

#[tokio::test]
async fn a_bot_deletes_for_48_hours_and_edits_for_ever() {
    let stage = Stage::new().await;
    let (old, new) = (stage.ask("One?", &["a"]).await, stage.ask("Two?", &["a"]).await);
    let delete = |id: i64| json!({ "chat_id": stage.ana, "message_id": id });
    stage.ok("deleteMessage", delete(new)).await;
    assert!(stage.shown(stage.ana, new).is_none());
    assert_eq!(stage.refused("deleteMessage", delete(new)).await, "Bad Request: message to delete not found");
    assert_eq!(
        stage.refused("editMessageText", edit(&stage, new, "x")).await,
        "Bad Request: message to edit not found"
    );
    stage.pass(48 * 3600 + 1);
    let words = stage.refused("deleteMessage", delete(old)).await;
    assert_eq!(words, "Bad Request: message can't be deleted for everyone");
    stage.ok("editMessageText", edit(&stage, old, "a stub")).await;
}

#[tokio::test]
async fn what_a_person_edits_is_an_update_of_its_own() {
    let stage = Stage::new().await;
    let said = stage.sandbox.act(stage.ana, Act::text("fine")).unwrap().message_id.unwrap();
    stage.updates().await;
    stage.sandbox.act(stage.ana, Act::new(Deed::Edit { message_id: said, text: "not fine".into() })).unwrap();
    let updates = stage.updates().await;
    let edited = &updates[0]["edited_message"];
    assert_eq!((&edited["text"], &edited["message_id"]), (&json!("not fine"), &json!(said)));
    assert!(edited["edit_date"].is_i64());
}

#[tokio::test]
async fn pins_are_kept_in_order_and_need_rights_in_a_group() {
    let stage = Stage::new().await;
    let id = stage.ask("One?", &["a"]).await;
    stage.ok("pinChatMessage", json!({ "chat_id": stage.ana, "message_id": id })).await;
    let chat = stage.ok("getChat", json!({ "chat_id": stage.ana })).await;
    assert_eq!(chat["pinned_message"]["message_id"], id);
    stage.ok("unpinChatMessage", json!({ "chat_id": stage.ana })).await;
    let group = stage.group().await;
    let sent = stage.ok("sendMessage", json!({ "chat_id": group, "text": "x" })).await;
    let pin = json!({ "chat_id": group, "message_id": sent["message_id"] });
    let words = stage.refused("pinChatMessage", pin.clone()).await;
    assert_eq!(words, "Bad Request: not enough rights to manage pinned messages in the chat");
    stage.sandbox.act(stage.ana, Act::promote(stage.bot).in_chat(group)).unwrap();
    stage.ok("pinChatMessage", pin).await;
}
