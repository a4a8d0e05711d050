//! /pair CODE: an administrator makes a group a staff chat.
use subtle::ConstantTimeEq;

use super::commit::{After, Check, Fate};
use super::moved::Change;
use super::staff::{Authority, Checked};
use super::turn::{Trouble, Turn};
use crate::core::handoff::Staff;
use crate::core::screen::Slot;
use crate::script::{Room, ShellSay};

/// What somebody wants.
pub(super) struct Wish {
    /// The group.
    pub chat: i64,
    /// Who.
    pub by: Staff,
    /// The code that they know.
    pub code: String,
    /// What it shall be for.
    pub room: Room,
    /// The update that said so.
    pub update_id: i64,
}

impl Turn<'_> {
    /// Pairs the group, once Telegram has said that an administrator wants it. Only administrators are answered.
    pub(super) async fn pair(&mut self, wish: Wish, checked: &Checked, after: &mut After) -> Result<Fate, Trouble> {
        let ours = self.rooms.room(wish.chat).is_some();
        if !checked.contains(&(wish.chat, wish.by.id)) {
            // What is known from before may be older than a promotion.
            after.checks.push(Check { chat: wish.chat, staff: wish.by });
            return Ok(Fate::Held);
        }
        let authority = self.authority(wish.chat, wish.by.id).await?;
        let say = match authority {
            Authority::Administrator if !self.is_code(&wish.code) => Some(ShellSay::PairWrongCode),
            Authority::Administrator if self.is_taken(wish.room) => Some(ShellSay::PairTaken),
            Authority::Administrator => {
                self.change_rooms(Change::Paired(wish.room, wish.chat)).await?;
                after.paired.push(wish.chat);
                tracing::info!(chat = wish.chat, room = ?wish.room, "a staff chat is paired");
                Some(match wish.room {
                    Room::Reception => ShellSay::PairedReception,
                    Room::Doctors => ShellSay::PairedDoctors,
                })
            }
            Authority::Member if ours || self.is_code(&wish.code) => Some(ShellSay::PairNotAdministrator),
            _ => None,
        };
        if let Some(key) = say {
            self.announce(wish.chat, Slot::named("pair", wish.update_id), key, &[]).await?;
        }
        Ok(Fate::Done)
    }

    fn is_code(&self, code: &str) -> bool {
        let known = self.house.code.as_deref().unwrap_or_default();
        !known.is_empty() && bool::from(known.as_bytes().ct_eq(code.trim().to_ascii_uppercase().as_bytes()))
    }

    fn is_taken(&self, room: Room) -> bool {
        match room {
            Room::Reception => self.rooms.reception.is_some(),
            Room::Doctors => self.rooms.doctors.is_some(),
        }
    }
}
