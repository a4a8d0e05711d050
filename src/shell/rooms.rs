//! The staff chats: set by the environment, or paired by a code; and those that are not known yet.
use super::house::House;
use super::route::Rooms;
use crate::script::Room;
use crate::store::{StoreError, Tx};

/// Stands for a staff chat that is not known yet: what is for it waits, and follows when it is paired.
pub const NO_RECEPTION: i64 = -1;

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

async fn known(tx: &mut Tx, set: Option<i64>, room: Room) -> Result<Option<i64>, StoreError> {
    match set {
        Some(chat) => Ok(Some(tx.current_chat(chat).await?)),
        None => Ok(tx.setting(setting(room)).await?.and_then(|chat| chat.parse().ok())),
    }
}

fn setting(room: Room) -> &'static str {
    match room {
        Room::Reception => "reception_chat",
        Room::Doctors => "doctors_chat",
    }
}
