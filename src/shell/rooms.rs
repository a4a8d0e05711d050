//! The staff chats: set by the environment, or paired by a code; and those that are not known yet.
use super::house::House;
use crate::script::Room;
use crate::store::{StoreError, Tx};

/// Stands for a staff chat that is not known yet: what is for it waits, and follows when it is paired.
pub const NO_RECEPTION: i64 = -1;

/// What is known when an update is routed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rooms {
    /// Reception's chat.
    pub reception: Option<i64>,
    /// The doctors' chat.
    pub doctors: Option<i64>,
    /// Whether a group may still be paired by a code.
    pub pairing: bool,
    /// The bot's own name, without the @.
    pub bot: String,
}

impl Rooms {
    /// What this chat is for. The doctors' handoffs are reception's where there is no chat for doctors.
    pub fn room(&self, chat: i64) -> Option<Room> {
        match chat {
            _ if self.reception == Some(chat) => Some(Room::Reception),
            _ if self.doctors == Some(chat) => Some(Room::Doctors),
            _ => None,
        }
    }

    /// Where what is for `room` goes.
    pub fn chat(&self, room: Room) -> Option<i64> {
        match room {
            Room::Doctors => self.doctors.or(self.reception),
            Room::Reception => self.reception.or(self.doctors),
        }
    }

    /// The command in `text` and what stands behind it, unless it is meant for another bot.
    pub(super) fn command<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let text = text.trim_start().strip_prefix('/')?;
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (name, to) = word.split_once('@').unwrap_or((word, ""));
        (to.is_empty() || to.eq_ignore_ascii_case(&self.bot)).then_some((name, rest.trim()))
    }
}

/// Whether this is no chat of Telegram's: nothing is sent there.
pub fn is_nowhere(chat: i64) -> bool {
    chat == NO_RECEPTION
}

/// The staff chats as they are now.
pub async fn load(house: &House, tx: &mut Tx) -> Result<Rooms, StoreError> {
    let reception = known(tx, house.reception, Room::Reception).await?;
    let doctors = known(tx, house.doctors, Room::Doctors).await?;
    let pairing = house.code.is_some() && (reception.is_none() || doctors.is_none());
    Ok(Rooms { reception, doctors, pairing, bot: house.username.clone() })
}

/// Makes a chat this room's. What waited for a room that was not known goes there.
pub async fn pair(tx: &mut Tx, room: Room, chat: i64) -> Result<(), StoreError> {
    tx.put_setting(setting(room), &chat.to_string()).await?;
    match room {
        Room::Reception => tx.migrate_chat(NO_RECEPTION, chat).await,
        Room::Doctors => Ok(()),
    }
}

/// Where what was for each room went last, as far as is known.
pub async fn stood(tx: &mut Tx) -> Result<[(Room, Option<i64>); 2], StoreError> {
    let mut stood = [(Room::Reception, None), (Room::Doctors, None)];
    for (room, chat) in &mut stood {
        *chat = tx.setting(last(*room)).await?.and_then(|chat| chat.parse().ok());
    }
    Ok(stood)
}

/// Remembers where what is for each room goes, and that these chats are the clinic's; one that was paired, too, whatever the
/// settings say now.
pub async fn remember(tx: &mut Tx, rooms: &Rooms) -> Result<(), StoreError> {
    for room in [Room::Reception, Room::Doctors] {
        if let Some(chat) = rooms.chat(room) {
            tx.put_setting(last(room), &chat.to_string()).await?;
            tx.know_room(chat).await?;
        }
        if let Some(paired) = tx.setting(setting(room)).await?.and_then(|chat| chat.parse().ok()) {
            tx.know_room(paired).await?;
        }
    }
    Ok(())
}

async fn known(tx: &mut Tx, set: Option<i64>, room: Room) -> Result<Option<i64>, StoreError> {
    match set {
        Some(chat) => Ok(Some(tx.current_chat(chat).await?)),
        None => Ok(tx.setting(setting(room)).await?.and_then(|chat| chat.parse().ok())),
    }
}

fn last(room: Room) -> &'static str {
    match room {
        Room::Reception => "reception_last",
        Room::Doctors => "doctors_last",
    }
}

fn setting(room: Room) -> &'static str {
    match room {
        Room::Reception => "reception_chat",
        Room::Doctors => "doctors_chat",
    }
}
