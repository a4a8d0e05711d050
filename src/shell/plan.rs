//! A row of the outbox -> the call that delivers it, by what stands in its chat now.
use serde_json::Value;

use super::delivery::{self, Move, Standing};
use super::house::House;
use super::say::{Body, Hand};
use super::{body, render};
use crate::core::attachment::Attachment;
use crate::core::screen::{Keyboard, Screen, Slot};
use crate::script::{Html, Script, ShellSay};
use crate::store::{MessageKind, Row, RowKind, StoreError, Tx};

type Result<T> = std::result::Result<T, StoreError>;

/// A row with the call that delivers it.
#[derive(Debug)]
pub struct Errand {
    /// The row.
    pub row: Row<Body>,
    /// What the call does.
    pub call: Call,
    /// What the call says: it holds a patient's words.
    pub json: Value,
    /// The file that goes with it.
    pub parcel: Parcel,
}

/// The file that goes with a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Parcel {
    /// None.
    #[default]
    None,
    /// A picture that Telegram has, named in the JSON; its hash.
    Known(String),
    /// What the row hands over, to be drawn and uploaded; its hash, if it can be sent again by its id.
    Fresh(Option<String>),
}

/// A call with what it says.
type Planned = (Call, Value, Parcel);

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A new message.
    Send,
    /// A message changed.
    Edit(i64),
    /// A keyboard taken away.
    Strip(i64),
    /// A message taken away.
    Delete(i64),
    /// A new message with a picture.
    Photo,
    /// A new message with a file.
    Document,
}

impl Call {
    /// The method.
    pub fn method(self) -> &'static str {
        match self {
            Self::Send => "sendMessage",
            Self::Edit(_) => "editMessageText",
            Self::Strip(_) => "editMessageReplyMarkup",
            Self::Delete(_) => "deleteMessage",
            Self::Photo => "sendPhoto",
            Self::Document => "sendDocument",
        }
    }

    /// Whether it makes a new message: done twice, it stands twice.
    pub fn makes_a_message(self) -> bool {
        matches!(self, Self::Send | Self::Photo | Self::Document)
    }

    /// Whether it says a screen.
    pub fn carries_words(self) -> bool {
        matches!(self, Self::Send | Self::Edit(_))
    }

    /// The field that names the file.
    pub fn part(self) -> &'static str {
        if self == Self::Photo { "photo" } else { "document" }
    }
}

/// The call for a row; `None` if there is nothing to do any more. `anew`: its message cannot be edited, as was just learnt.
pub async fn plan(tx: &mut Tx, house: &House, script: &Script, row: &Row<Body>, anew: bool) -> Result<Option<Planned>> {
    let words = match row.row.kind {
        RowKind::Hand => return hand(tx, house, script, row).await,
        RowKind::Show | RowKind::Edit => show(tx, script, row, anew).await,
        RowKind::Ring => ring(tx, script, row).await,
        RowKind::Strip => strip(tx, row).await,
        RowKind::Delete => delete(tx, row).await,
    };
    Ok(words?.map(|(call, json)| (call, json, Parcel::None)))
}

async fn hand(tx: &mut Tx, house: &House, script: &Script, row: &Row<Body>) -> Result<Option<Planned>> {
    let Some(Hand { attachment, caption }) = &row.row.body.hand else { return Ok(None) };
    if let Some(slot) = &row.row.slot
        && tx.is_retired(row.row.chat, slot).await?
    {
        return Ok(None);
    }
    let call = match attachment {
        Attachment::Picture(_) => Call::Photo,
        Attachment::Paper { .. } => Call::Document,
    };
    let hash = render::hash(attachment, script);
    let known = match &hash {
        Some(hash) => tx.file_id(house.bot, hash).await?,
        None => None,
    };
    let caption = marked(script, row, caption);
    let reply_to = standing(tx, row).await?;
    let mut json = body::hand(row.row.chat, &caption, row.row.body.silent, reply_to);
    Ok(Some(match (hash, known) {
        (Some(hash), Some(file_id)) => {
            json[call.part()] = file_id.into();
            (call, json, Parcel::Known(hash))
        }
        (hash, _) => (call, json, Parcel::Fresh(hash)),
    }))
}

async fn show(tx: &mut Tx, script: &Script, row: &Row<Body>, anew: bool) -> Result<Option<(Call, Value)>> {
    let (chat, only_edit) = (row.row.chat, row.row.kind == RowKind::Edit);
    let (Some(slot), Some(screen)) = (&row.row.slot, &row.row.body.screen) else { return Ok(None) };
    if tx.is_retired(chat, slot).await? {
        return Ok(None);
    }
    let known = tx.slot_message(chat, slot).await?;
    let standing = Standing {
        message: known.as_ref().map(|message| message.message_id),
        newest: tx.newest_message(chat).await?,
        group: chat < 0 || only_edit,
    };
    let editable = !anew && body::editable(screen) && known.is_none_or(|message| message.kind == MessageKind::Text);
    Ok(match delivery::show(standing, row.row.body.answers, editable) {
        Move::Edit(message) => Some((Call::Edit(message), body::edit(chat, message, screen))),
        Move::Anew(_) if only_edit => None,
        Move::Anew(_) => {
            let screen = marked_screen(script, row, screen);
            Some((Call::Send, body::send(chat, &screen, chat < 0 || row.row.body.silent, None)))
        }
    })
}

async fn ring(tx: &mut Tx, script: &Script, row: &Row<Body>) -> Result<Option<(Call, Value)>> {
    let Some(screen) = &row.row.body.screen else { return Ok(None) };
    let reply_to = standing(tx, row).await?;
    let screen = marked_screen(script, row, screen);
    Ok(Some((Call::Send, body::send(row.row.chat, &screen, row.row.body.silent, reply_to))))
}

/// The message that a row replies to, if it is known.
async fn standing(tx: &mut Tx, row: &Row<Body>) -> Result<Option<i64>> {
    Ok(match &row.row.reply_to {
        Some(slot) => tx.slot_message(row.row.chat, slot).await?.map(|message| message.message_id),
        None => None,
    })
}

async fn strip(tx: &mut Tx, row: &Row<Body>) -> Result<Option<(Call, Value)>> {
    let chat = row.row.chat;
    let message = match (row.row.body.message, &row.row.slot) {
        (Some(message), _) => tx.message_slot(chat, message).await?,
        (None, Some(slot)) => tx.slot_message(chat, slot).await?,
        (None, None) => None,
    };
    let message = message.filter(|message| message.keyboard).map(|message| message.message_id);
    Ok(message.map(|message| (Call::Strip(message), body::strip(chat, message))))
}

async fn delete(tx: &mut Tx, row: &Row<Body>) -> Result<Option<(Call, Value)>> {
    let Some(slot) = &row.row.slot else { return Ok(None) };
    let message = tx.slot_message(row.row.chat, slot).await?.map(|message| message.message_id);
    Ok(message.map(|message| (Call::Delete(message), body::delete(row.row.chat, message))))
}

/// In a staff chat, what may stand there already says so: it is the same request.
fn marked(script: &Script, row: &Row<Body>, words: &Html) -> Html {
    if !row.doubtful || row.row.chat > 0 {
        return words.clone();
    }
    let mut text: Html = script.shell(ShellSay::MaybeRepeated, &script.clinic.staff_language, &[]);
    text.line(words).clone()
}

fn marked_screen(script: &Script, row: &Row<Body>, screen: &Screen) -> Screen {
    Screen { text: marked(script, row, &screen.text), keyboard: screen.keyboard.clone() }
}

/// Whether buttons stand below a message that shows this.
pub fn has_keyboard(screen: Option<&Screen>) -> bool {
    screen.is_some_and(|screen| matches!(screen.keyboard, Keyboard::Inline(_)))
}

/// Whether this is an alarm: nobody is alarmed about one.
pub fn is_alarm(slot: Option<&Slot>) -> bool {
    slot.is_some_and(|slot| slot.0.starts_with(super::say::ALARM))
}
