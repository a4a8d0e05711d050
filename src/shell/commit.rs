//! A batch of updates -> one transaction. What must be called afterwards comes back; nothing here waits for HTTP.
use std::sync::Arc;

use dptree::Handler;
use serde_json::Value;

use super::house::House;
use super::parse::{self, Incoming};
use super::route::{self, Todo};
use super::staff::Checked;
use super::turn::{Trouble, Turn};
use crate::script::{Html, ShellSay};
use crate::store::StoreError;

/// What is to be called after the commit. None of it is worth repeating after a crash.
#[derive(Debug, Default)]
pub struct After {
    /// Every press, with a few words or none.
    pub answers: Vec<Answer>,
    /// Whether these people belong to these staff chats.
    pub checks: Vec<Check>,
    /// Groups that are not the clinic's.
    pub leave: Vec<i64>,
    /// Staff chats that are new.
    pub paired: Vec<i64>,
    /// Updates that wait for a check: not seen, not to be acknowledged.
    pub held: Vec<Value>,
}

/// An answer to a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Names the press.
    pub query: String,
    /// What is read over the screen.
    pub words: Option<String>,
}

/// Somebody to ask Telegram about.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The chat.
    pub chat: i64,
    /// Who.
    pub staff: crate::core::handoff::Staff,
}

/// What became of one update.
pub(super) enum Fate {
    /// Handled, or nothing to handle.
    Done,
    /// It waits for a check.
    Held,
}

/// Commits a batch. `checked` are those whom Telegram was asked about since the batch came.
pub async fn batch(
    house: &House,
    tree: &Handler<'static, Todo>,
    updates: &[Value],
    checked: &Checked,
) -> Result<After, StoreError> {
    let mut turn = Turn::begin(house).await?;
    let mut after = After::default();
    let mut aside = Vec::new();
    for update in updates {
        if let Some(id) = one(&mut turn, tree, update, checked, &mut after).await? {
            aside.push(id);
        }
    }
    if let Some(id) = aside.first() {
        turn.alarm(ShellSay::AlarmAside, *id, &[("n", Html::from(aside.len().to_string()))]).await?;
    }
    super::suspect::progress(&mut turn.tx).await?;
    turn.commit().await?;
    Ok(after)
}

/// Puts one update aside without looking at it: handling it ended the program before.
pub async fn put_aside(house: &House, update: &Value, id: i64) -> Result<(), StoreError> {
    let mut turn = Turn::begin(house).await?;
    if turn.tx.first_seen(id, turn.now).await? {
        shelve(&mut turn, update, id, "suspect").await?;
        turn.alarm(ShellSay::AlarmAside, id, &[("n", Html::from("1"))]).await?;
    }
    turn.tx.set_suspect(None).await?;
    turn.commit().await
}

/// Handles one update in a savepoint; its id comes back if it was put aside.
async fn one(
    turn: &mut Turn<'_>,
    tree: &Handler<'static, Todo>,
    update: &Value,
    checked: &Checked,
    after: &mut After,
) -> Result<Option<i64>, StoreError> {
    let incoming = match parse::read(update) {
        Ok(incoming) => Arc::new(incoming),
        Err(parse::Unreadable(id)) => {
            let Some(id) = id else { return Ok(Some(0)) };
            if turn.tx.first_seen(id, turn.now).await? {
                shelve(turn, update, id, "unreadable").await?;
                return Ok(Some(id));
            }
            return Ok(None);
        }
    };
    let id = incoming.update_id;
    let answer = |words| incoming.query().map(|query| Answer { query: query.to_owned(), words });
    turn.savepoint().await?;
    if !turn.tx.first_seen(id, turn.now).await? {
        turn.tx.release().await?;
        after.answers.extend(answer(None));
        return Ok(None);
    }
    let rooms = turn.rooms.clone();
    let todo = route::route(tree, &incoming, &rooms).await;
    let (held, answers) = (after.held.len(), after.answers.len());
    match handle(turn, &incoming, todo, checked, after).await {
        Ok(Fate::Done) => {
            turn.tx.release().await?;
            after.answers.extend(answer(turn.toast.take()));
            Ok(None)
        }
        Ok(Fate::Held) => {
            turn.undo().await?;
            after.held.push(update.clone());
            Ok(None)
        }
        Err(trouble) => {
            let Some(reason) = trouble.reason() else { return Err(fatal(trouble)) };
            tracing::error!(update_id = id, reason, "an update is put aside");
            turn.undo().await?;
            after.held.truncate(held);
            after.answers.truncate(answers);
            after.answers.extend(answer(None));
            turn.tx.first_seen(id, turn.now).await?;
            shelve(turn, update, id, reason).await?;
            Ok(Some(id))
        }
    }
}

async fn handle(
    turn: &mut Turn<'_>,
    incoming: &Incoming,
    todo: Todo,
    checked: &Checked,
    after: &mut After,
) -> Result<Fate, Trouble> {
    if let (true, Some(message)) = (incoming.chat.private, incoming.message) {
        turn.tx.note_message(incoming.chat.id, message).await?;
    }
    match todo {
        Todo::Chart(patient, event) => turn.patient(&patient, &event).await?,
        Todo::Unreachable(chat) => turn.unreachable(chat).await?,
        Todo::DeskPress { by, number, action } => return turn.desk_press(by, number, action, checked, after).await,
        Todo::DeskReply { by, to, text, media } => {
            return turn.desk_reply(by, to, text, media, checked, after).await;
        }
        Todo::Queue(by) => return turn.queue(by, incoming.update_id, checked, after).await,
        Todo::Stats(by) => return turn.stats(by, incoming.update_id, checked, after).await,
        Todo::StaffHelp(by) => {
            let slot = crate::core::screen::Slot::named("help", incoming.update_id);
            turn.announce(by.chat, slot, ShellSay::StaffHelp, &[]).await?;
        }
        Todo::Pair { chat, by, code, room } => {
            let wish = super::pair::Wish { chat, by, code, room, update_id: incoming.update_id };
            return turn.pair(wish, checked, after).await;
        }
        Todo::Member { chat, user, place } => turn.keep_place(chat, user.id, &user.name, place).await?,
        Todo::OwnPlace { room, place } => tracing::warn!(?room, ?place, "the bot's place in a staff chat has changed"),
        Todo::Migrated { from, to } => turn.follow(from, to).await?,
        Todo::Leave(chat) => turn.stranger(chat, incoming, after).await?,
        Todo::Stray => turn.toast = Some(turn.staff_words(ShellSay::OldButton)),
        Todo::Nothing => {}
    }
    Ok(Fate::Done)
}

/// Puts an update aside, sealed; under the patient's key where it is theirs.
async fn shelve(turn: &mut Turn<'_>, update: &Value, id: i64, reason: &'static str) -> Result<(), StoreError> {
    let chat = parse::read(update).ok().filter(|incoming| incoming.chat.private).map(|incoming| incoming.chat.id);
    turn.tx.put_aside(id, chat, update.to_string().as_bytes(), reason, turn.now).await
}

/// Trouble that concerns the database as a whole.
pub(super) fn fatal(trouble: Trouble) -> StoreError {
    match trouble {
        Trouble::Store(error) => error,
        Trouble::Panicked | Trouble::Endless => StoreError::Spoiled,
    }
}
