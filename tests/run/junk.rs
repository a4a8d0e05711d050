//! Junk of every kind: the bot keeps serving, answers each press once, and asks Telegram for nothing wrong.
use std::collections::BTreeMap;

use backdesk::sandbox::kinds::KINDS;
use backdesk::sandbox::{Act, Deed};
use serde_json::{Value, json};

use crate::clinic::Clinic;
use crate::database::Base;
use crate::paths::HEALTHY;
use crate::phone::Phone;
use crate::relay::{Dice, Relay};

pub async fn junk(base: Base) {
    let Some(mut clinic) = Clinic::closed(base).await else { return };
    let (relay, address) = Relay::before(&clinic.api, 1, 1).await;
    clinic.api = address;
    clinic.start().await;
    let names = ["A", "B", "C", "D", "E", "F", "Z̷̡̛a̸̢l̵g̶o̷ <b>&amp;</b> \u{202e}x", "\u{1f468}\u{200d}\u{1f469}"];
    let patients = futures::future::join_all(names.map(|name| clinic.patient(name))).await;
    // In the middle of a safety list, and of a request.
    patients[0].walks(&HEALTHY[..4]).await;
    patients[1].asks_for_a_person().await;
    let mut dice = Dice::new(3);
    for (n, kind) in KINDS.into_iter().enumerate() {
        let caption = (n % 2 == 0).then(|| texts()[n % texts().len()].chars().take(1000).collect());
        let deed = Deed::Media { kind: kind.to_owned(), caption, reply_to: None };
        patients[n % patients.len()].act(Act::new(deed.clone()));
        clinic.staff(clinic.boris).act(Act::new(deed));
    }
    for (n, text) in texts().iter().enumerate() {
        let patient = &patients[n % patients.len()];
        let sent = patient.act(Act::text(text)).message_id.unwrap();
        patient.act(Act::new(Deed::Edit { message_id: sent, text: format!("{n} edited") }));
        clinic.staff(clinic.boris).act(Act::text(text));
    }
    for (n, command) in commands().into_iter().enumerate() {
        patients[n % patients.len()].act(Act::text(command));
    }
    let anonymous = Deed::Text { text: "/pair ABCDEFGH doctors".to_owned(), reply_to: None, anonymous: true };
    clinic.staff(clinic.anna).act(Act::new(anonymous));
    for patient in &patients {
        for message in [1, 2, 3, 50, i64::from(i32::MAX)] {
            patient.act(Act::forge(message, &data(&mut dice)));
        }
    }
    // /human among the commands rightly makes a card, whenever its turn comes.
    let made = || clinic.cards().into_iter().filter(|card| !card.contains("WANTS A PERSON")).count();
    let cards = made();
    let (eve, strange) = strange_group(&clinic);
    for update in updates(&clinic, eve, strange) {
        relay.slip_in(update);
    }
    patients[2].act(Act::text("/help"));
    clinic.until("what was slipped in is not delivered", |_| (relay.waiting() == 0).then_some(())).await;
    clinic.settled().await;
    serves(&clinic, &patients).await;
    assert_eq!(made(), cards, "junk made a card: {:#?}", clinic.cards());
    assert!(clinic.texts(strange).is_empty(), "nothing is said in a strange group");
    let mut answers = BTreeMap::<String, usize>::new();
    for call in clinic.sandbox.calls_of("answerCallbackQuery") {
        *answers.entry(call.params["callback_query_id"].to_string()).or_default() += 1;
    }
    assert!(answers.len() >= 40 && answers.values().all(|count| *count == 1), "{answers:#?}");
    clinic
        .close_but(&[
            "chat not found",
            "user not found",
            "message to edit not found",
            "PARTICIPANT",
            "bot is not a member",
        ])
        .await;
}

/// Everybody is still served: who was in a question is in it, and whoever is new is greeted.
async fn serves(clinic: &Clinic, patients: &[Phone<'_>]) {
    for patient in patients {
        patient.act(Act::text("/privacy"));
        patient.sees("What we store, and why").await;
    }
    let zoe = clinic.patient("Zoe").await;
    zoe.walks(&HEALTHY[..3]).await;
    zoe.sees("1 of 3").await;
    clinic.staff(clinic.anna).act(Act::text("/queue"));
    clinic.staff(clinic.anna).sees("waits").await;
}

fn texts() -> Vec<String> {
    vec![
        "a".repeat(40_000),
        "Z̷̢̡̛̺̖̈́͌a̸̡̘̓l̵̢̛g̶̡͝o̷̢ ".repeat(200),
        "\u{202e}\u{200f}\u{feff}\u{0}x\u{7f}\u{1b}[31m".to_owned(),
        "👨‍👩‍👧‍👦".repeat(500),
        "<b><i>&lt;</b>&#x0;<a href='tg://user?id=1'>x</a><script>".to_owned(),
        "{name} {number} {{}} %s %n $1 '; DROP TABLE chart; --".to_owned(),
        "\\u0000 \\ud800 null undefined NaN -1 1e999".to_owned(),
        "＊ｆｕｌｌ＊ ｗｉｄｔｈ ٣٤٥ १२३ 𝔣𝔯𝔞𝔨𝔱𝔲𝔯".to_owned(),
        ".".to_owned(),
        "/".to_owned(),
        "-".repeat(4096),
    ]
}

fn commands() -> [&'static str; 10] {
    [
        "/start d.1001.take",
        "/start@desk_bot x",
        "/start@another_bot",
        "/queue",
        "/pair AAAAAAAA",
        "/help help help",
        "/nosuchcommand 1 2 3",
        "/START",
        "/language xx",
        "/human /human",
    ]
}

/// 64 bytes or fewer of anything.
fn data(dice: &mut Dice) -> String {
    let mut data = String::new();
    while let Some(c) = char::from_u32(u32::try_from(dice.roll(0x2_0000)).unwrap()) {
        if data.len() + c.len_utf8() > 64 {
            break;
        }
        data.push(c);
    }
    if dice.roll(3) == 0 { format!("d.{}", &dice.roll(1_000_000)) } else { data }
}

/// A group that is not ours, with the bot in it; and somebody in no chat of ours.
fn strange_group(clinic: &Clinic) -> (i64, i64) {
    let eve = clinic.sandbox.add_person("Eve", "en");
    let strange = clinic.sandbox.add_group("Strange", eve);
    clinic.sandbox.act(eve, Act::invite(clinic.bot).in_chat(strange)).unwrap();
    (eve, strange)
}

/// What no client of ours sends: every kind of update, shapes that nobody knows, senders without authority.
fn updates(clinic: &Clinic, eve: i64, strange: i64) -> Vec<Value> {
    let user = json!({ "id": eve, "is_bot": false, "first_name": "Eve", "language_code": 7 });
    let robot = json!({ "id": 999, "is_bot": true, "first_name": "Robot", "username": "GroupAnonymousBot" });
    let private = json!({ "id": eve, "type": "private", "first_name": "Eve" });
    let group = json!({ "id": clinic.group, "type": "group", "title": "Reception" });
    let channel = json!({ "id": -100_555, "type": "channel", "title": "News" });
    let message = |chat: &Value, from: &Value, text: &str| json!({ "message_id": 9, "date": 0, "chat": chat, "from": from, "text": text });
    let place = |status: &str| json!({ "status": status, "user": { "id": 555, "is_bot": false, "first_name": "x" } });
    let gone = json!({ "chat": private, "from": user, "date": 0, "old_chat_member": place("member"), "new_chat_member": place("kicked") });
    let mut by_channel = message(&group, &robot, "/queue");
    by_channel["sender_chat"] = channel.clone();
    let mut all = vec![
        json!({ "message": message(&channel, &Value::Null, "/start") }),
        json!({ "channel_post": message(&channel, &Value::Null, "/start") }),
        json!({ "message": by_channel }),
        json!({ "message": message(&group, &robot, "/queue") }),
        json!({ "message": message(&private, &robot, "/start") }),
        json!({ "message": message(&json!({ "id": strange, "type": "group", "title": "x" }), &user, "/start") }),
        json!({ "message": message(&json!({ "id": clinic.group, "type": "no such type" }), &user, "/queue") }),
        json!({ "my_chat_member": gone.clone() }),
        json!({ "chat_member": gone }),
        json!({ "message": { "message_id": 9, "date": 0, "chat": private, "from": user } }),
        json!({ "message": { "message_id": "nine", "chat": private, "from": user, "text": 5 } }),
        json!({ "message": { "text": "no chat" } }),
        json!({ "message": null }),
        json!({ "message": [] }),
        json!({ "callback_query": {} }),
        json!({ "callback_query": { "id": 5, "from": user, "data": "x" } }),
        json!({ "edited_message": { "chat": { "id": 1.5 } } }),
        json!({}),
        json!({ "hologram": { "depth": 3 } }),
    ];
    for kind in [
        "inline_query",
        "chosen_inline_result",
        "shipping_query",
        "pre_checkout_query",
        "poll",
        "poll_answer",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "message_reaction",
        "message_reaction_count",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "purchased_paid_media",
        "edited_channel_post",
    ] {
        all.push(json!({ kind: { "id": "1", "from": user, "chat": private, "user": user, "query": "" } }));
    }
    for (n, update) in all.iter_mut().enumerate() {
        update["update_id"] = json!(1000 + n);
    }
    all.extend([json!({ "update_id": "x", "message": {} }), json!({ "no": "id" }), json!({ "update_id": i64::MIN })]);
    all
}
