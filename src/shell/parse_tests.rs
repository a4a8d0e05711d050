//! What comes in, however odd.
use super::*;
use serde_json::json;

fn of(message: Value) -> Incoming {
    read(&json!({ "update_id": 7, "message": message })).unwrap()
}

fn from_ana(extra: Value) -> Value {
    let mut message = json!({ "message_id": 3, "date": 1, "chat": { "id": 101, "type": "private" },
        "from": { "id": 101, "is_bot": false, "first_name": "Ana", "language_code": "es" } });
    message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    message
}

#[test]
fn words_are_found_whatever_stands_beside_them() {
    let odd = json!({ "text": "my back", "entities": [{ "type": "date_time", "offset": 0, "length": 2 }], "new": {} });
    let What::Words { text, media, .. } = of(from_ana(odd)).what else { panic!("words") };
    assert_eq!((text.reveal().as_str(), media), ("my back", None));
    let photo = json!({ "photo": [], "caption": "here" });
    let What::Words { text, media, .. } = of(from_ana(photo)).what else { panic!("a caption") };
    assert_eq!((text.reveal().as_str(), media), ("here", Some(Media::Picture)));
}

#[test]
fn unknown_content_is_content() {
    assert_eq!(of(from_ana(json!({ "hologram": {} }))).what, What::Content(Media::Other, None));
    assert_eq!(of(from_ana(json!({ "voice": { "no": "mime" } }))).what, What::Content(Media::Voice, None));
    assert_eq!(of(from_ana(json!({ "pinned_message": {} }))).what, What::Nothing);
}

#[test]
fn whoever_hides_behind_a_chat_is_nobody() {
    let anonymous = json!({ "text": "/queue", "chat": { "id": -5, "type": "supergroup" },
        "from": { "id": 1087968824, "is_bot": true, "first_name": "Group" }, "sender_chat": { "id": -5 } });
    assert_eq!(of(from_ana(anonymous)).from, None);
}

#[test]
fn junk_is_unreadable_and_keeps_its_number() {
    assert_eq!(read(&json!({ "update_id": 9, "message": { "text": "x" } })), Err(Unreadable(Some(9))));
    assert_eq!(read(&json!([1])), Err(Unreadable(None)));
    assert_eq!(read(&json!({ "update_id": 9, "new_kind": {} })).unwrap().what, What::Nothing);
    let nowhere = json!({ "update_id": 9, "callback_query": { "id": "q", "from": { "id": 1 } } });
    assert_eq!(read(&nowhere).unwrap().what, What::StrayPress { query: "q".into() });
}

#[test]
fn nothing_that_a_patient_said_is_printed() {
    let printed = format!("{:?}", of(from_ana(json!({ "text": "CANARY" }))));
    assert!(!printed.contains("CANARY") && !printed.contains("Ana"), "{printed}");
}

#[test]
fn a_group_that_moved_is_named_by_both_its_ids() {
    let moved = json!({ "chat": { "id": -5, "type": "group" }, "migrate_to_chat_id": -1005 });
    assert_eq!(of(from_ana(moved)).what, What::Migrated { from: -5, to: -1005 });
    let came = json!({ "chat": { "id": -1005, "type": "supergroup" }, "migrate_from_chat_id": -5 });
    assert_eq!(of(from_ana(came)).what, What::Migrated { from: -5, to: -1005 });
}
