//! What a bot says of itself.
use serde_json::json;

use crate::stage::Stage;

#[tokio::test]
async fn get_me_has_all_that_a_library_asks_for() {
    let stage = Stage::new().await;
    let me = stage.ok("getMe", json!({})).await;
    for field in [
        "id",
        "is_bot",
        "first_name",
        "username",
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "has_main_web_app",
    ] {
        assert!(me.get(field).is_some(), "{field}");
    }
    serde_json::from_value::<teloxide::types::Me>(me).unwrap();
}

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let stage = Stage::new().await;
    let command = |name: &str| json!([{ "command": name, "description": "words" }]);
    stage.ok("setMyCommands", json!({ "commands": command("help") })).await;
    stage.ok("setMyCommands", json!({ "commands": command("ayuda"), "language_code": "es" })).await;
    let scope = json!({ "type": "all_chat_administrators" });
    stage.ok("setMyCommands", json!({ "commands": command("queue"), "scope": scope })).await;
    let get = |params| stage.ok("getMyCommands", params);
    assert_eq!(get(json!({})).await, command("help"));
    assert_eq!(get(json!({ "language_code": "es" })).await, command("ayuda"));
    assert_eq!(get(json!({ "scope": scope })).await, command("queue"));
    let state = stage.sandbox.state();
    assert_eq!(state["bots"][0]["commands"], json!({ "": command("help"), "es": command("ayuda") }));
    stage.ok("deleteMyCommands", json!({ "language_code": "es" })).await;
    assert_eq!(get(json!({ "language_code": "es" })).await, json!([]));
    assert_eq!(
        stage.refused("setMyCommands", json!({ "commands": command("Help") })).await,
        "Bad Request: BOT_COMMAND_INVALID"
    );
    let long = json!([{ "command": "help", "description": "d".repeat(257) }]);
    stage.refused("setMyCommands", json!({ "commands": long })).await;
    let chat = json!({ "type": "chat_administrators", "chat_id": -1 });
    assert_eq!(
        stage.refused("setMyCommands", json!({ "commands": command("a"), "scope": chat })).await,
        "Bad Request: chat not found"
    );
    assert!(stage.sandbox.violations().is_empty(), "{:?}", stage.sandbox.violations());
}

#[tokio::test]
async fn names_and_descriptions_are_kept_by_language() {
    let stage = Stage::new().await;
    for (set, get, field, most) in [
        ("setMyName", "getMyName", "name", 64),
        ("setMyDescription", "getMyDescription", "description", 512),
        ("setMyShortDescription", "getMyShortDescription", "short_description", 120),
    ] {
        stage.ok(set, json!({ field: "plain" })).await;
        stage.ok(set, json!({ field: "español", "language_code": "es" })).await;
        assert_eq!(stage.ok(get, json!({})).await[field], "plain");
        assert_eq!(stage.ok(get, json!({ "language_code": "es" })).await[field], "español");
        assert_eq!(stage.ok(get, json!({ "language_code": "ru" })).await[field], "plain");
        stage.refused(set, json!({ field: "d".repeat(most + 1) })).await;
        stage.ok(set, json!({ field: "", "language_code": "es" })).await;
        assert_eq!(stage.ok(get, json!({ "language_code": "es" })).await[field], "plain");
    }
    stage.refused("setMyName", json!({ "name": "x", "language_code": "es-MX" })).await;
}

#[tokio::test]
async fn a_bot_that_logged_out_is_known_no_more() {
    let stage = Stage::new().await;
    stage.ok("close", json!({})).await;
    stage.ok("logOut", json!({})).await;
    assert_eq!(stage.refused("getMe", json!({})).await, "Bad Request: Logged out");
}
