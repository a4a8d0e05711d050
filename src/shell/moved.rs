//! A staff chat that was changed: by its setting, by pairing, or because the group has become a supergroup. What is open is
//! posted where the staff are now, and a group that was theirs once is never left.
use super::commit::After;
use super::parse::{Incoming, What};
use super::rooms;
use super::say::MOVED;
use super::send::settle_event;
use super::turn::Turn;
use crate::core::event::DeskEvent;
use crate::core::handoff::Handoff;
use crate::core::screen::Slot;
use crate::core::step::Effect;
use crate::script::{Html, Room, ShellSay};
use crate::store::StoreError;

type Result<T> = std::result::Result<T, StoreError>;

/// How the staff chats may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// By the settings, since the last run.
    Settings,
    /// A group is this room's from now on.
    Paired(Room, i64),
    /// A group goes on under another id.
    Migrated(i64, i64),
}

impl Turn<'_> {
    /// Makes the change, and posts what is open in each chat that has become a room by it: once each.
    pub(super) async fn change_rooms(&mut self, change: Change) -> Result<()> {
        let before = rooms::stood(&mut self.tx).await?;
        match change {
            Change::Settings => {}
            Change::Paired(room, chat) => rooms::pair(&mut self.tx, room, chat).await?,
            Change::Migrated(from, to) => self.tx.migrate_chat(from, to).await?,
        }
        self.rooms = rooms::load(self.house, &mut self.tx).await?.into();
        for (room, old) in before {
            match (old, self.rooms.chat(room)) {
                (Some(old), Some(new)) if old != new => self.post_again(room, old, new).await?,
                _ => {}
            }
        }
        let rooms = self.rooms.clone();
        rooms::remember(&mut self.tx, &rooms).await
    }

    async fn post_again(&mut self, room: Room, old: i64, new: i64) -> Result<()> {
        tracing::warn!(old, new, ?room, "the staff chat has changed: what is open is posted in the new one");
        let open: Vec<Handoff> = self.tx.open_handoffs().await?.into_iter().filter(|h| h.room == room).collect();
        let numbers: Vec<i64> = open.iter().map(|handoff| handoff.number).collect();
        self.tx.move_rows(&numbers, old, new).await?;
        if self.rooms.room(old).is_none() {
            self.tx.move_rest(old, new, MOVED).await?;
        }
        if !open.is_empty() {
            let n = [("n", Html::from(open.len().to_string()))];
            self.announce(new, Slot::named(MOVED, self.now.as_millisecond()), ShellSay::MovedHere, &n).await?;
        }
        for number in numbers {
            self.tx.savepoint().await?;
            let done = self.desk(number, DeskEvent::Moved, 0).await.map(drop);
            settle_event(self, done).await?;
        }
        Ok(())
    }

    /// Changes the messages of a handoff that stand in chats which were the staff's once, where the bot still can.
    pub(super) async fn say_in_former_chats(&mut self, handoff: &Handoff, effects: &[Effect]) -> Result<()> {
        let here = self.rooms.chat(handoff.room);
        for effect in effects {
            let (Effect::Show { slot, .. } | Effect::Delete(slot)) = effect else { continue };
            for chat in self.tx.chats_with(handoff.number, slot).await?.into_iter().filter(|chat| Some(*chat) != here) {
                match effect {
                    Effect::Show { screen, .. } => self.edit(chat, slot.clone(), screen.clone()).await?,
                    _ => self.delete(chat, slot.clone()).await?,
                }
            }
        }
        Ok(())
    }

    /// A group that is not the clinic's: left, unless it was a staff chat once. There, whoever expects something is told.
    pub(super) async fn stranger(&mut self, chat: i64, incoming: &Incoming, after: &mut After) -> Result<()> {
        if !self.tx.was_room(chat).await? {
            after.leave.push(chat);
            return Ok(());
        }
        match &incoming.what {
            What::Press { .. } | What::StrayPress { .. } => self.toast = Some(self.staff_words(ShellSay::OldButton)),
            What::Words { text, reply_to, edited: false, .. } => {
                let to_us = reply_to.as_ref().is_some_and(|to| to.author == Some(self.house.bot));
                if to_us || self.rooms.command(text.reveal()).is_some() {
                    let slot = Slot::named("former", incoming.update_id);
                    self.announce(chat, slot, ShellSay::FormerChat, &[]).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
