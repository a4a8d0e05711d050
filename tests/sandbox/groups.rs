//! Groups: what a bot sees, who is in, and the move to a supergroup.
use backdesk::sandbox::{Act, ActError, Deed};
use serde_json::{Value, json};

use crate::stage::Stage;

#[tokio::test]
async fn with_privacy_a_bot_sees_commands_replies_to_it_and_what_happens_and_nothing_else() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let said =
        stage.ok("sendMessage", json!({ "chat_id": group, "text": "card" })).await["message_id"].as_i64().unwrap();
    let say = |act: Act| stage.sandbox.act(stage.ana, act.in_chat(group)).unwrap();
    let hidden = say(Act::text("hello all")).message_id.unwrap();
    for act in [
        Act::text("@desk_bot look"),
        Act::text("/queue@other_bot"),
        Act::reply(hidden, "a reply to a person"),
        Act::text("/queue"),
        Act::text("/queue@desk_bot now"),
        Act::reply(said, "a reply to the bot"),
    ] {
        say(act);
    }
    assert_eq!(stage.texts().await, ["/queue", "/queue@desk_bot now", "a reply to the bot"]);
    let ben = stage.sandbox.add_person("Ben", "en");
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    assert_eq!(stage.updates().await[0]["message"]["new_chat_members"][0]["id"], ben);
}

#[tokio::test]
async fn an_administrator_sees_everything() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.sandbox.act(stage.ana, Act::promote(stage.bot).in_chat(group)).unwrap();
    stage.sandbox.act(stage.ana, Act::text("hello all").in_chat(group)).unwrap();
    let updates = stage.updates().await;
    assert_eq!(updates[0]["my_chat_member"]["new_chat_member"]["status"], "administrator");
    assert_eq!(updates[1]["message"]["text"], "hello all");
}

#[tokio::test]
async fn an_anonymous_administrator_has_a_sender_that_is_nobody() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let text = |anonymous| Deed::Text { text: "/queue".into(), reply_to: None, anonymous };
    stage.sandbox.act(stage.ana, Act::new(text(true)).in_chat(group)).unwrap();
    let message = stage.updates().await[0]["message"].clone();
    assert_eq!(
        (&message["from"]["username"], &message["sender_chat"]["id"]),
        (&json!("GroupAnonymousBot"), &json!(group))
    );
    let ben = stage.sandbox.add_person("Ben", "en");
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    assert_eq!(stage.sandbox.act(ben, Act::new(text(true)).in_chat(group)), Err(ActError::NoRight));
}

#[tokio::test]
async fn a_kicked_bot_is_told_and_can_write_no_more() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.sandbox.act(stage.ana, Act::kick(stage.bot).in_chat(group)).unwrap();
    let last = stage.updates().await.pop().unwrap();
    assert_eq!(last["my_chat_member"]["new_chat_member"]["status"], "kicked");
    let (status, body) = stage.call("sendMessage", json!({ "chat_id": group, "text": "x" })).await;
    assert_eq!((status, body["description"].as_str()), (403, Some("Forbidden: bot was kicked from the group chat")));
    let never = stage.sandbox.add_group("Others", stage.ana);
    let words = stage.refused("sendMessage", json!({ "chat_id": never, "text": "x" })).await;
    assert_eq!(words, "Bad Request: chat not found");
}

#[tokio::test]
async fn a_bot_that_left_is_not_a_member() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.ok("leaveChat", json!({ "chat_id": group })).await;
    let words = stage.refused("sendMessage", json!({ "chat_id": group, "text": "x" })).await;
    assert_eq!(words, "Forbidden: bot is not a member of the group chat");
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_says_where_it_went() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let done = stage.sandbox.act(stage.ana, Act::new(Deed::Migrate).in_chat(group)).unwrap();
    let new = done.chat.unwrap();
    assert!(new < -1_000_000_000_000);
    let updates = stage.updates().await;
    assert_eq!(
        (&updates[0]["message"]["chat"]["id"], &updates[0]["message"]["migrate_to_chat_id"]),
        (&json!(group), &json!(new))
    );
    assert_eq!(
        (&updates[1]["message"]["chat"]["id"], &updates[1]["message"]["migrate_from_chat_id"]),
        (&json!(new), &json!(group))
    );
    let (status, body) = stage.call("sendMessage", json!({ "chat_id": group, "text": "x" })).await;
    assert_eq!(status, 400);
    assert_eq!(
        body,
        json!({
            "ok": false, "error_code": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": { "migrate_to_chat_id": new },
        })
    );
    let sent = stage.ok("sendMessage", json!({ "chat_id": new, "text": "x" })).await;
    assert_eq!(
        (&sent["message_id"], &sent["chat"]["type"]),
        (&json!(2), &json!("supergroup")),
        "a row of ids of its own"
    );
    let followed = stage.sandbox.act(stage.ana, Act::text("/queue").in_chat(group)).unwrap();
    assert_eq!(followed.chat, Some(new), "clients follow");
}

#[tokio::test]
async fn who_is_in_a_group_can_be_asked() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let (ben, cem) = (stage.sandbox.add_person("Ben", "en"), stage.sandbox.add_person("Cem", "en"));
    stage.sandbox.act(stage.ana, Act::invite(ben).in_chat(group)).unwrap();
    let member = |user: i64| json!({ "chat_id": group, "user_id": user });
    for (user, status) in [(stage.ana, "creator"), (ben, "member"), (cem, "left"), (stage.bot, "member")] {
        assert_eq!(stage.ok("getChatMember", member(user)).await["status"], status);
    }
    assert_eq!(stage.refused("getChatMember", member(999_999)).await, "Bad Request: user not found");
    assert_eq!(stage.ok("getChatMemberCount", json!({ "chat_id": group })).await, json!(3));
    let admins = stage.ok("getChatAdministrators", json!({ "chat_id": group })).await;
    assert_eq!(admins.as_array().unwrap().len(), 1);
    let parsed: Vec<teloxide::types::ChatMember> = serde_json::from_value(admins).unwrap();
    assert_eq!(parsed[0].user.first_name, "Ana");
    stage.sandbox.act(stage.ana, Act::kick(ben).in_chat(group)).unwrap();
    assert_eq!(stage.ok("getChatMember", member(ben)).await["status"], "kicked");
    assert_eq!(stage.sandbox.act(ben, Act::text("let me in").in_chat(group)), Err(ActError::NotIn));
    assert_eq!(stage.sandbox.act(ben, Act::new(Deed::Join).in_chat(group)), Err(ActError::NoRight));
}

#[tokio::test]
async fn what_a_chat_tells_of_itself_can_be_set() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    stage.sandbox.describe_chat(group, json!({ "username": "reception", "join_by_request": true }));
    let chat = stage.ok("getChat", json!({ "chat_id": "@reception" })).await;
    assert_eq!(
        (&chat["id"], &chat["join_by_request"], &chat["title"]),
        (&json!(group), &json!(true), &json!("Reception"))
    );
    serde_json::from_value::<teloxide::types::ChatFullInfo>(chat).unwrap();
    let private: Value = stage.ok("getChat", json!({ "chat_id": stage.ana })).await;
    assert_eq!(private["type"], "private");
}

#[tokio::test]
async fn only_administrators_kick_promote_and_only_the_owner_migrates() {
    let stage = Stage::new().await;
    let group = stage.group().await;
    let ben = stage.sandbox.add_person("Ben", "en");
    stage.sandbox.act(ben, Act::new(Deed::Join).in_chat(group)).unwrap();
    for act in [Act::kick(stage.bot), Act::promote(ben), Act::new(Deed::Migrate)] {
        assert_eq!(stage.sandbox.act(ben, act.in_chat(group)), Err(ActError::NoRight));
    }
    assert_eq!(stage.sandbox.act(stage.ana, Act::kick(stage.ana).in_chat(group)), Err(ActError::NoRight));
}
