//! The self-check: what is wrong, in one line each, and how to mend it.
use serde_json::{Value, json};
use tokio::sync::watch;

use super::delivery::backoff;
use super::house::House;
use super::parse::{self, Place};
use super::receive::Ended;
use super::telegram::{NotSent, Outcome, Refusal, Telegram};
use super::turn::Turn;
use crate::clock::Clock;
use crate::core::step::Review;
use crate::script::Room;

/// Why it does not start.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// A setting has an impossible form.
    #[error("{0}")]
    Setting(&'static str),
    /// The token is no bot's.
    #[error(
        "Telegram refuses the token: copy it from @BotFather once more and set TELOXIDE_TOKEN (TELOXIDE_API_URL is right?)"
    )]
    Token,
    /// Updates go elsewhere.
    #[error(
        "a webhook is set for this bot, so another program gets its messages: stop that program and have it call deleteWebhook, \
         or use another bot"
    )]
    Webhook,
    /// The server answers, but not as the Bot API does.
    #[error("the server at TELOXIDE_API_URL does not answer as the Bot API does")]
    NoBotApi,
    /// It was told to stop before it had begun.
    #[error("stopped before Telegram was reached")]
    Stopped,
    /// Anything that also ends it later.
    #[error(transparent)]
    Ended(#[from] Ended),
}

/// Who the bot is, once Telegram is reached; until then it says so and goes on trying.
pub async fn get_me(telegram: &Telegram, clock: &Clock, stop: &mut watch::Receiver<bool>) -> Result<Value, Refused> {
    let me = insist(telegram, clock, stop, "getMe").await?;
    if me["id"].as_i64().is_none() || me["username"].as_str().is_none() {
        return Err(Refused::NoBotApi);
    }
    let webhook = insist(telegram, clock, stop, "getWebhookInfo").await?;
    match webhook["url"].as_str() {
        Some(url) if !url.is_empty() => Err(Refused::Webhook),
        _ => Ok(me),
    }
}

async fn insist(
    telegram: &Telegram,
    clock: &Clock,
    stop: &mut watch::Receiver<bool>,
    method: &'static str,
) -> Result<Value, Refused> {
    for tries in 1.. {
        let wait = match telegram.call(method, &json!({})).await {
            Outcome::Done(result) => return Ok(result),
            Outcome::Final(Refusal::Token | Refusal::Other { code: 404, .. }) => return Err(Refused::Token),
            Outcome::Final(_) | Outcome::Migrated(_) => return Err(Refused::NoBotApi),
            Outcome::NotSent(NotSent::RetryAfter(wait)) => wait,
            Outcome::NotSent(NotSent::Connect) | Outcome::Unknown => {
                tracing::warn!(tries, "Telegram is out of reach: check the network and TELOXIDE_API_URL; trying again");
                backoff(tries)
            }
        };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            () = clock.sleep(wait) => {}
        }
    }
    Err(Refused::Stopped)
}

/// Says what could be better; none of it keeps the bot from answering.
pub async fn advise(house: &House, me: &Value) {
    advise_review(house.shelf.now().1);
    let rooms = match house.store.begin().await {
        Ok(mut tx) => super::rooms::load(house, &mut tx).await.unwrap_or_default(),
        Err(_) => return,
    };
    if let (None, None) = (rooms.reception, rooms.doctors) {
        tracing::warn!("there is no staff chat yet: requests wait until a group is paired with /pair and the code");
    } else if me["can_join_groups"] == true && !rooms.pairing {
        tracing::warn!(
            "anybody can add the bot to a group (it leaves at once): switch it off with /setjoingroups at @BotFather"
        );
    }
    if me["supports_inline_queries"] == true {
        tracing::warn!("inline mode is on and not used: switch it off with /setinline at @BotFather");
    }
    for (room, chat) in [(Room::Reception, rooms.reception), (Room::Doctors, rooms.doctors)] {
        if let Some(chat) = chat {
            staff_chat(house, room, chat).await;
        }
    }
}

/// Says how the rules are used, if no clinician stands behind them.
pub fn advise_review(review: Review) {
    if review == Review::Missing {
        tracing::warn!(
            "clinic.toml names no reviewer: the safety lists are asked and a person is offered, but no muscle is named; \
             have a clinician review the rules, or set BACKDESK_UNREVIEWED=yes to try it out"
        );
    }
    if review == Review::TryingOut {
        tracing::warn!("BACKDESK_UNREVIEWED=yes: the rules are not reviewed; every card says so");
    }
}

async fn staff_chat(house: &House, room: Room, chat: i64) {
    let setting = match room {
        Room::Reception => "STAFF_CHAT_ID",
        Room::Doctors => "DOCTORS_CHAT_ID",
    };
    let about = match house.telegram.call("getChat", &json!({ "chat_id": chat })).await {
        Outcome::Done(about) => about,
        Outcome::Migrated(new) => {
            tracing::warn!(chat, new, "{setting}: the group is a supergroup now; its new id is used, set it");
            return follow(house, chat, new).await;
        }
        Outcome::Final(_) => {
            tracing::error!(
                chat,
                "{setting}: this chat is unknown to the bot: add the bot to the group, or correct the id"
            );
            return;
        }
        other => {
            tracing::warn!(chat, outcome = other.name(), "{setting}: the chat could not be looked at");
            return;
        }
    };
    if !matches!(about["type"].as_str(), Some("group" | "supergroup")) {
        tracing::error!(chat, "{setting}: this is no group: use a private group of the clinic's staff");
    }
    if about["username"].is_string() || about["active_usernames"].as_array().is_some_and(|names| !names.is_empty()) {
        tracing::error!(chat, "{setting}: the group is public, strangers can join and act: make it private");
    }
    if about["linked_chat_id"].is_number() {
        tracing::warn!(chat, "{setting}: the group belongs to a channel, whose readers can write in it: unlink it");
    }
    if about["permissions"]["can_invite_users"] == true {
        tracing::warn!(chat, "{setting}: every member can add others, who can then act: switch off \"Add members\"");
    }
    let member = house.telegram.call("getChatMember", &json!({ "chat_id": chat, "user_id": house.bot })).await;
    match member {
        Outcome::Done(member) => match parse::place(&member) {
            Place::Administrator => {}
            Place::Member => tracing::warn!(
                chat,
                "{setting}: the bot is no administrator there, so it learns of joins and departures up to 10 minutes late: \
                 make it one"
            ),
            Place::Out => tracing::error!(chat, "{setting}: the bot is not in this group: add it"),
        },
        Outcome::Final(_) => tracing::error!(chat, "{setting}: the bot is not in this group: add it"),
        other => tracing::warn!(chat, outcome = other.name(), "{setting}: the bot's place could not be looked at"),
    }
    super::profile::staff_commands(house, chat).await;
}

async fn follow(house: &House, chat: i64, new: i64) {
    let moved = async {
        let mut turn = Turn::begin(house).await?;
        turn.follow(chat, new).await?;
        turn.commit().await
    };
    if let Err(error) = moved.await {
        tracing::error!(%error, "the new id could not be kept");
    }
}
