//! What the sandbox says, against the published description of the Bot API, where that file is at hand: every field known,
//! of its type, and every required one there.
use backdesk::sandbox::{Act, Deed};
use serde_json::{Value, json};

use crate::{stage::Stage, table::description};

/// What is wrong with `value` as a `kind`.
fn faults(description: &Value, kind: &str, value: &Value, at: &str) -> Vec<String> {
    if let Some(of) = kind.strip_prefix("Array of ") {
        let Some(items) = value.as_array() else { return vec![format!("{at} is no array")] };
        return items.iter().flat_map(|item| faults(description, of, item, at)).collect();
    }
    let right = match kind {
        "Integer" => value.is_i64(),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        _ => return object_faults(description, kind, value, at),
    };
    if right { Vec::new() } else { vec![format!("{at} is no {kind}: {value}")] }
}

fn object_faults(description: &Value, kind: &str, value: &Value, at: &str) -> Vec<String> {
    let described = &description["types"][kind];
    if let Some(subtypes) = described["subtypes"].as_array() {
        let each = subtypes.iter().map(|kind| faults(description, kind.as_str().unwrap(), value, at));
        return each.min_by_key(Vec::len).unwrap();
    }
    let Some(object) = value.as_object() else { return vec![format!("{at} is no {kind}: {value}")] };
    let fields = described["fields"].as_array().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for field in &fields {
        let (name, at) = (field["name"].as_str().unwrap(), format!("{at}.{}", field["name"].as_str().unwrap()));
        let types = field["types"].as_array().unwrap().iter().map(|kind| kind.as_str().unwrap());
        match object.get(name) {
            Some(value) => {
                found.extend(types.map(|kind| faults(description, kind, value, &at)).min_by_key(Vec::len).unwrap())
            }
            None if field["required"] == true => found.push(format!("{at} is missing")),
            None => {}
        }
    }
    let unknown = object.keys().filter(|key| !fields.iter().any(|field| field["name"] == key.as_str()));
    found.extend(unknown.map(|key| format!("{at}.{key} is unknown to {kind}")));
    found
}

async fn result(stage: &Stage, description: &Value, method: &str, params: Value) -> Value {
    let result = stage.ok(method, params).await;
    let kinds = description["methods"][method]["returns"].as_array().unwrap().clone();
    let each = kinds.iter().map(|kind| faults(description, kind.as_str().unwrap(), &result, method));
    assert_eq!(each.min_by_key(Vec::len).unwrap(), Vec::<String>::new());
    result
}

#[tokio::test]
async fn every_update_is_one_of_the_published_description() {
    let Some(description) = description() else { return };
    let stage = Stage::new().await;
    let group = stage.group().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    let id = stage.ask("One?", &["a"]).await;
    let here = |act: Act| act.in_chat(group);
    let said = stage.sandbox.act(stage.ana, Act::text("/a mistake, a@b.org")).unwrap().message_id.unwrap();
    let mut acts = vec![
        Act::press(id, "a"),
        Act::forge(9999, "a"),
        Act::reply(id, "no"),
        Act::new(Deed::Edit { message_id: said, text: "right".into() }),
        Act::new(Deed::Contact { phone: None }),
        Act::new(Deed::Block),
        Act::new(Deed::Unblock),
        here(Act::invite(ben)),
        here(Act::promote(ben)),
        here(Act::promote(stage.bot)),
        here(Act::new(Deed::Text { text: "x".into(), reply_to: None, anonymous: true })),
        here(Act::kick(ben)),
        here(Act::new(Deed::Migrate)),
        here(Act::kick(stage.bot)),
    ];
    let odd = ["unknown"];
    let kinds = backdesk::sandbox::kinds::KINDS.iter().filter(|kind| !odd.contains(kind));
    acts.extend(kinds.map(|kind| Act::media(kind)));
    stage
        .peek(json!({ "allowed_updates": [
        "message", "edited_message", "callback_query", "my_chat_member", "chat_member",
    ] }))
        .await;
    let count = acts.len();
    for act in acts {
        stage.sandbox.act(stage.ana, act).unwrap();
    }
    let updates = stage.updates().await;
    assert!(updates.len() > count, "{}", updates.len());
    for update in updates {
        let found = faults(&description, "Update", &update, "update");
        assert!(found.is_empty(), "{found:#?}\n{update:#}");
    }
}

#[tokio::test]
async fn every_result_is_one_of_the_published_description() {
    let Some(description) = description() else { return };
    let stage = Stage::new().await;
    let group = stage.group().await;
    let ana = stage.ana;
    let markup = json!({ "inline_keyboard": [[{ "text": "a", "callback_data": "a" }]] });
    let text = "<b>Hi</b> <a href=\"https://example.org\">there</a> <blockquote expandable>more</blockquote>";
    let send = json!({ "chat_id": ana, "text": text, "parse_mode": "HTML", "reply_markup": markup });
    let call = |method: &'static str, params: Value| result(&stage, &description, method, params);
    let sent = call("sendMessage", send).await["message_id"].clone();
    call("editMessageText", json!({ "chat_id": ana, "message_id": sent, "text": "x" })).await;
    call("forwardMessage", json!({ "chat_id": group, "from_chat_id": ana, "message_id": sent })).await;
    call("copyMessage", json!({ "chat_id": group, "from_chat_id": ana, "message_id": sent })).await;
    let reply = json!({ "chat_id": ana, "text": "y", "reply_parameters": { "message_id": sent } });
    call("sendMessage", reply).await;
    call("pinChatMessage", json!({ "chat_id": ana, "message_id": sent })).await;
    call(
        "setMessageReaction",
        json!({ "chat_id": ana, "message_id": sent, "reaction": [{ "type": "emoji", "emoji": "👍" }] }),
    )
    .await;
    let document = stage.sandbox.act(ana, Act::media("document")).unwrap().message_id.unwrap();
    let file = stage.shown(ana, document).unwrap()["document"]["file_id"].clone();
    call("sendDocument", json!({ "chat_id": ana, "document": file, "caption": "letter" })).await;
    call("getFile", json!({ "file_id": file })).await;
    for chat in [ana, group] {
        call("getChat", json!({ "chat_id": chat })).await;
        call("getChatMember", json!({ "chat_id": chat, "user_id": stage.bot })).await;
        call("getChatMemberCount", json!({ "chat_id": chat })).await;
    }
    call("getChatAdministrators", json!({ "chat_id": group })).await;
    for method in ["getMe", "getMyCommands", "getMyName", "getMyDescription", "getMyShortDescription", "getWebhookInfo"]
    {
        call(method, json!({})).await;
    }
    for chat in stage.sandbox.look(|world| {
        world.chats.values().flat_map(|chat| chat.messages.values().map(|m| m.message.clone())).collect::<Vec<_>>()
    }) {
        let found = faults(&description, "Message", &chat, "message");
        assert!(found.is_empty(), "{found:#?}\n{chat:#}");
    }
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}
