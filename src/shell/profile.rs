//! What Telegram itself shows of the bot: commands and descriptions, in each language.
use serde_json::{Value, json};
use teloxide::types::BotCommand;

use super::house::House;
use super::telegram::Outcome;
use crate::script::{Script, ShellSay};

/// The commands in a private chat.
const COMMANDS: [(&str, ShellSay); 9] = [
    ("start", ShellSay::CommandStart),
    ("help", ShellSay::CommandHelp),
    ("human", ShellSay::CommandHuman),
    ("requests", ShellSay::CommandRequests),
    ("language", ShellSay::CommandLanguage),
    ("cancel", ShellSay::CommandCancel),
    ("privacy", ShellSay::CommandPrivacy),
    ("mydata", ShellSay::CommandMyData),
    ("forget", ShellSay::CommandForget),
];
/// The commands in a staff chat.
const STAFF: [(&str, ShellSay); 3] =
    [("queue", ShellSay::CommandQueue), ("stats", ShellSay::CommandStats), ("help", ShellSay::CommandStaffHelp)];

/// Sets commands and descriptions: in the first language for everybody, in each for those who speak it.
pub async fn set(house: &House) {
    for (method, body) in calls(&house.shelf.present()) {
        call(house, method, body).await;
    }
}

/// Sets what the present script says otherwise than the one before.
pub async fn change(house: &House, before: &Script) {
    let script = house.shelf.present();
    let known = calls(before);
    for (method, body) in calls(&script).into_iter().filter(|call| !known.contains(call)) {
        call(house, method, body).await;
    }
    let staff = |script: &Script| commands(script, &STAFF, &script.clinic.staff_language);
    if staff(before) == staff(&script) {
        return;
    }
    let rooms = match house.store.begin().await {
        Ok(mut tx) => super::rooms::load(house, &mut tx).await.unwrap_or_default(),
        Err(_) => return,
    };
    for chat in [rooms.reception, rooms.doctors].into_iter().flatten() {
        staff_commands(house, chat).await;
    }
}

/// Every call that sets what patients see: method and body.
fn calls(script: &Script) -> Vec<(&'static str, Value)> {
    let mut calls = Vec::new();
    let clinic = &script.clinic;
    let first = clinic.languages.first().map(|lang| (lang, None));
    let each = clinic.languages.iter().skip(1).map(|lang| (lang, Some(lang.as_str())));
    for (lang, code) in first.into_iter().chain(each) {
        let words = |key| script.shell(key, lang, &[]).plain();
        let of = |mut body: Value| {
            if let Some(code) = code {
                body["language_code"] = code.into();
            }
            body
        };
        let scope = json!({ "type": "all_private_chats" });
        let commands = commands(script, &COMMANDS, lang);
        calls.push(("setMyCommands", of(json!({ "commands": commands, "scope": scope }))));
        calls.push(("setMyDescription", of(json!({ "description": words(ShellSay::About) }))));
        calls.push(("setMyShortDescription", of(json!({ "short_description": words(ShellSay::ShortAbout) }))));
    }
    calls
}

/// Sets the commands of a staff chat, in the clinic's language.
pub async fn staff_commands(house: &House, chat: i64) {
    let script = house.shelf.present();
    let commands = commands(&script, &STAFF, &script.clinic.staff_language);
    let scope = json!({ "type": "chat", "chat_id": chat });
    call(house, "setMyCommands", json!({ "commands": commands, "scope": scope })).await;
}

fn commands(script: &Script, list: &[(&str, ShellSay)], lang: &str) -> Vec<Value> {
    let each = list.iter().map(|(name, key)| BotCommand::new(*name, script.shell(*key, lang, &[]).plain()));
    each.filter_map(|command| serde_json::to_value(command).ok()).collect()
}

/// Cosmetic: what does not succeed is said, and succeeds at the next start.
async fn call(house: &House, method: &'static str, body: Value) {
    let outcome = house.telegram.call(method, &body).await;
    if !matches!(outcome, Outcome::Done(_)) {
        tracing::warn!(
            method,
            outcome = outcome.name(),
            "the bot's profile is not set whole; the next start tries again"
        );
    }
}
