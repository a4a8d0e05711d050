//! What is called after a commit and is worth nothing later: answers to presses, leaving strange groups; and looks at members.
use std::sync::Arc;

use futures::future::FutureExt;
use futures::stream::{self, StreamExt};
use serde_json::json;

use super::body;
use super::commit::{After, Answer, Check};
use super::house::House;
use super::parse::{self, Place};
use super::profile;
use super::telegram::{Outcome, Refusal};
use super::turn::Turn;
use crate::store::StoreError;

/// How many of these calls are under way at once.
const AT_ONCE: usize = 8;

/// Calls everything, best effort, each once.
pub async fn work(house: Arc<House>, after: After) {
    let After { answers, leave, paired, .. } = after;
    let answers = answers.into_iter().map(|answer| give(house.clone(), answer).boxed());
    let leave = leave.into_iter().map(|chat| go(house.clone(), chat).boxed());
    let calls = answers.chain(leave);
    stream::iter(calls.collect::<Vec<_>>()).buffer_unordered(AT_ONCE).for_each(|()| async {}).await;
    for chat in paired {
        profile::staff_commands(&house, chat).await;
    }
}

/// Asks Telegram whether somebody belongs to a chat, and keeps the answer. Without one in time, nothing is kept.
pub async fn look(house: &House, check: &Check) -> Result<(), StoreError> {
    let body = json!({ "chat_id": check.chat, "user_id": check.staff.id });
    let place = match house.telegram.quick("getChatMember", &body).await {
        Outcome::Done(member) => parse::place(&member),
        // "user not found", "member not found", "PARTICIPANT_ID_INVALID".
        Outcome::Final(Refusal::Other { code: 400, .. }) => Place::Out,
        _ => return Ok(()),
    };
    let mut turn = Turn::begin(house).await?;
    turn.keep_place(check.chat, check.staff.id, &check.staff.name, place).await?;
    turn.commit_quietly().await
}

async fn give(house: Arc<House>, answer: Answer) {
    house.telegram.quick("answerCallbackQuery", &body::answer(&answer.query, answer.words.as_deref())).await;
}

async fn go(house: Arc<House>, chat: i64) {
    tracing::warn!(chat, "left a group that is not the clinic's");
    house.telegram.quick("leaveChat", &json!({ "chat_id": chat })).await;
}
