//! What staff do: presses, replies, /queue. Who may do it is asked here, each time.
use std::collections::BTreeSet;

use super::commit::{After, Check, Fate};
use super::house::MEMBER_FRESH;
use super::moved::Change;
use super::parse::{Place, Replied};
use super::route::{self, Colleague};
use super::turn::{Trouble, Turn};
use crate::core::desk::{self, stats};
use crate::core::event::DeskEvent;
use crate::core::handoff::Staff;
use crate::core::private::Private;
use crate::core::screen::Slot;
use crate::script::{Room, ShellSay};
use crate::store::StoreError;

/// Those whom Telegram was asked about just now: chat and user. Whether it answered stands in the member table.
pub type Checked = BTreeSet<(i64, i64)>;

/// Whether somebody may act in a staff chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Authority {
    /// They administer it.
    Administrator,
    /// They are in it.
    Member,
    /// They are not in it.
    Stranger,
    /// What is known is too old, or nothing.
    Unknown,
}

type Result<T> = std::result::Result<T, Trouble>;

impl Turn<'_> {
    /// Notes somebody's place in a staff chat, as Telegram says now.
    pub async fn keep_place(
        &mut self,
        chat: i64,
        user: i64,
        name: &Private<String>,
        place: Place,
    ) -> std::result::Result<(), StoreError> {
        let role = match place {
            Place::Administrator => "administrator",
            Place::Member => "member",
            Place::Out => "out",
        };
        self.tx.put_member(chat, user, role, name, self.now).await
    }

    /// Whether somebody may act in a staff chat, by what was known in the last ten minutes.
    pub(super) async fn authority(&mut self, chat: i64, user: i64) -> Result<Authority> {
        let Some(member) = self.tx.member(chat, user).await? else { return Ok(Authority::Unknown) };
        if member.seen_at + MEMBER_FRESH < self.now {
            return Ok(Authority::Unknown);
        }
        Ok(match member.role.as_str() {
            "administrator" => Authority::Administrator,
            "member" => Authority::Member,
            _ => Authority::Stranger,
        })
    }

    /// A press about a handoff. If whoever presses is not known, it waits until Telegram has been asked.
    pub(super) async fn desk_press(
        &mut self,
        by: Colleague,
        number: i64,
        action: String,
        checked: &Checked,
        after: &mut After,
    ) -> Result<Fate> {
        let words = match self.authority(by.chat, by.staff.id).await? {
            Authority::Administrator | Authority::Member => {
                let who = by.staff.id;
                let known = self.desk(number, DeskEvent::Press { action, by: by.staff }, who).await?;
                if known {
                    return Ok(Fate::Done);
                }
                ShellSay::OldButton
            }
            Authority::Stranger => ShellSay::NotStaff,
            Authority::Unknown if checked.contains(&(by.chat, by.staff.id)) => ShellSay::Checking,
            Authority::Unknown => {
                after.ask_about(by);
                return Ok(Fate::Held);
            }
        };
        self.toast = Some(self.staff_words(words));
        Ok(Fate::Done)
    }

    /// A reply. Words must not be lost: if its author is not known, it waits until Telegram has been asked.
    pub(super) async fn desk_reply(
        &mut self,
        by: Colleague,
        to: Replied,
        text: Private<String>,
        media: bool,
        checked: &Checked,
        after: &mut After,
    ) -> Result<Fate> {
        let known = self.tx.message_slot(by.chat, to.message).await?;
        let about = known.as_ref().and_then(|message| message.slot.as_ref()).and_then(desk::about);
        // Telegram has it and has not told us its number yet: it is the one that is on its way.
        let new = about.is_none() && known.is_none() && to.author == Some(self.house.bot);
        let on_its_way = if new { self.tx.on_its_way(by.chat, to.message).await? } else { None };
        let about = about.or_else(|| desk::about(on_its_way.as_ref()?));
        // Sent before a crash, and its number never heard: its first button says what it is about.
        let button = || to.button.as_deref().and_then(route::about).map(|(number, _)| (number, false));
        let about = about.map(|about| (about.number, about.time_prompt)).or_else(button);
        let Some((number, to_time_prompt)) = about else {
            if to.author == Some(self.house.bot) && known.is_none_or(|message| message.handoff.is_none()) {
                let slot = Slot::named("not_ours", to.message);
                self.announce(by.chat, slot, ShellSay::NotOurs, &[]).await?;
            }
            return Ok(Fate::Done);
        };
        if let Some(fate) = self.barred(&by, checked, after).await? {
            return Ok(fate);
        }
        let who = by.staff.id;
        let words = !text.reveal().trim().is_empty();
        let event = DeskEvent::Reply { text, by: by.staff, to_time_prompt };
        if !self.desk(number, event, who).await? {
            self.announce(by.chat, Slot::named("not_ours", to.message), ShellSay::NotOurs, &[]).await?;
        } else if media {
            self.desk(number, DeskEvent::NotText { words }, who).await?;
        }
        self.toast = None;
        Ok(Fate::Done)
    }

    /// What becomes of an update whose sender may not act, or is not known yet; `None` if they may.
    async fn barred(&mut self, by: &Colleague, checked: &Checked, after: &mut After) -> Result<Option<Fate>> {
        Ok(match self.may(by, checked, after).await? {
            None => Some(Fate::Held),
            Some(false) => Some(Fate::Done),
            Some(true) => None,
        })
    }

    /// What waits.
    pub(super) async fn queue(
        &mut self,
        by: Colleague,
        update_id: i64,
        checked: &Checked,
        after: &mut After,
    ) -> Result<Fate> {
        if let Some(fate) = self.barred(&by, checked, after).await? {
            return Ok(fate);
        }
        let mut handoffs = self.tx.open_handoffs().await?;
        if by.room == Room::Doctors {
            handoffs.retain(|handoff| handoff.room == Room::Doctors);
        }
        let facts = self.facts().await?;
        let screen = desk::queue(&self.script, &handoffs, &facts);
        self.post(by.chat, Slot::named("queue", update_id), screen).await?;
        Ok(Fate::Done)
    }

    /// How often each rule applied.
    pub(super) async fn stats(
        &mut self,
        by: Colleague,
        update_id: i64,
        checked: &Checked,
        after: &mut After,
    ) -> Result<Fate> {
        if let Some(fate) = self.barred(&by, checked, after).await? {
            return Ok(fate);
        }
        let first = stats::since(&self.script, self.now);
        let tallies = self.tx.tallies(first).await?;
        let midnight = self.script.clinic.moment(first.at(0, 0, 0, 0)).unwrap_or(self.now);
        let waited = self.tx.waited(midnight).await?;
        let facts = self.facts().await?;
        for (part, screen) in stats::stats(&self.script, &tallies, &waited, &facts).into_iter().enumerate() {
            self.post(by.chat, Slot::named("stats", format!("{update_id}.{part}")), screen).await?;
        }
        Ok(Fate::Done)
    }

    /// A group goes on under another id: what is known of it follows, if it is one of ours.
    pub(super) async fn follow(&mut self, from: i64, to: i64) -> std::result::Result<(), StoreError> {
        if self.rooms.room(from).is_some() {
            tracing::warn!(from, to, "a staff chat has become a supergroup: its new id is used from now on");
            self.change_rooms(Change::Migrated(from, to)).await?;
        }
        Ok(())
    }

    /// Whether somebody who wrote may act: `None` until Telegram has been asked.
    async fn may(&mut self, by: &Colleague, checked: &Checked, after: &mut After) -> Result<Option<bool>> {
        let authority = self.authority(by.chat, by.staff.id).await?;
        match authority {
            Authority::Administrator | Authority::Member => Ok(Some(true)),
            Authority::Stranger => Ok(Some(false)),
            Authority::Unknown if checked.contains(&(by.chat, by.staff.id)) => {
                self.announce(by.chat, Slot::named("cannot", by.staff.id), ShellSay::CannotCheck, &[]).await?;
                Ok(Some(false))
            }
            Authority::Unknown => {
                after.ask_about(by.clone());
                Ok(None)
            }
        }
    }

    /// A few words over the screen of one of the staff.
    pub(super) fn staff_words(&self, key: ShellSay) -> String {
        self.script.shell(key, &self.script.clinic.staff_language, &[]).plain()
    }
}

impl After {
    /// Somebody whom Telegram is asked about, once.
    pub(super) fn ask_about(&mut self, by: Colleague) {
        let check = Check { chat: by.chat, staff: by.staff };
        if !self.checks.iter().any(|known| known.key() == check.key()) {
            self.checks.push(check);
        }
    }
}

/// Makes the person's own record for a check.
impl Check {
    /// How it is known in [`Checked`].
    pub fn key(&self) -> (i64, i64) {
        let Staff { id, .. } = self.staff;
        (self.chat, id)
    }
}
