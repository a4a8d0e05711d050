//! What became of a call -> what is saved of its row.
use jiff::SignedDuration;

use super::delivery::{self, Next};
use super::moved::Change;
use super::plainly;
use super::plan::{Call, Errand, has_keyboard, is_alarm};
use super::send::{Sender, settle_event};
use super::telegram::{NotSent, Outcome, Refusal};
use super::turn::Turn;
use crate::script::ShellSay;
use crate::store::{MessageKind, RowKind, Sent, StoreError};

type Result<T> = std::result::Result<T, StoreError>;

/// For how long nothing is sent after the token was refused.
const TOKEN_PAUSE: SignedDuration = SignedDuration::from_secs(60);
/// How often staff are told of refusals at most.
const ALARM_EVERY: SignedDuration = SignedDuration::from_mins(10);

impl Sender {
    /// Saves what became of a call. Whether charts or handoffs were moved by it.
    pub(super) async fn settle(&mut self, turn: &mut Turn<'_>, errand: &Errand, outcome: &Outcome) -> Result<bool> {
        let (id, chat) = (errand.row.id, errand.row.row.chat);
        let tries = self.tries.get(&id).copied().unwrap_or(0);
        // A group that is the staff's no more is given up like anybody.
        let awaited = chat < 0 && turn.rooms.room(chat).is_some();
        let next = delivery::next(outcome, tries, awaited);
        let next = if self.upload_anew(turn, errand, &next).await? {
            Next::Again(std::time::Duration::ZERO)
        } else if matches!(errand.call, Call::Photo | Call::Document) {
            delivery::of_a_file(next, tries)
        } else {
            next
        };
        let again = |wait| turn.now + SignedDuration::try_from(wait).unwrap_or(SignedDuration::ZERO);
        if !matches!(next, Next::Sent) {
            tracing::warn!(row = id, chat, outcome = outcome.name(), tries, "not delivered");
        }
        match next {
            Next::Sent => self.sent(turn, errand, outcome).await?,
            Next::Anew => self.cannot_edit(turn, errand).await?,
            Next::Again(wait) => {
                let at = again(wait);
                if matches!(outcome, Outcome::NotSent(NotSent::RetryAfter(_))) {
                    turn.tx.pause_chat(chat, at).await?;
                    turn.tx.retry(id, turn.now).await?;
                } else {
                    self.tries.insert(id, tries + 1);
                    turn.tx.retry(id, at).await?;
                }
            }
            Next::Repeat(wait) => {
                self.tries.insert(id, tries + 1);
                if errand.call.makes_a_message() {
                    turn.tx.mark_unknown(id).await?;
                }
                turn.tx.retry(id, again(wait)).await?;
            }
            Next::Follow(new) => {
                turn.tx.retry(id, turn.now).await?;
                turn.change_rooms(Change::Migrated(chat, new)).await?;
            }
            Next::Unreachable => {
                self.done(id);
                turn.tx.mark_dead(id, "unreachable").await?;
                turn.tx.drop_waiting_of(chat).await?;
                turn.savepoint().await?;
                let done = turn.unreachable(chat).await;
                settle_event(turn, done).await?;
                return Ok(true);
            }
            Next::Dead => return self.dead(turn, errand, outcome).await,
            Next::Stop => {
                tracing::error!("the token is refused: set the bot's present token and start again");
                self.stopped = Some(turn.now + TOKEN_PAUSE);
                turn.tx.retry(id, turn.now).await?;
            }
        }
        Ok(false)
    }

    async fn sent(&mut self, turn: &mut Turn<'_>, errand: &Errand, outcome: &Outcome) -> Result<()> {
        let (id, chat) = (errand.row.id, errand.row.row.chat);
        self.done(id);
        let keyboard = has_keyboard(errand.row.row.body.screen.as_ref());
        let of = |message_id| Sent { message_id, kind: MessageKind::Text, keyboard, at: turn.now };
        let before = match &errand.row.row.slot {
            Some(slot) => turn.tx.slot_message(chat, slot).await?,
            None => None,
        };
        let before = before.filter(|message| message.keyboard).map(|message| message.message_id);
        match errand.call {
            Call::Strip(message) | Call::Delete(message) => {
                turn.tx.mark_sent(id, None).await?;
                return turn.tx.set_keyboard(chat, message, false).await;
            }
            Call::Edit(message) => {
                turn.tx.mark_sent(id, Some(of(message))).await?;
                // A newer Show may have taken the row's place meanwhile: what stands, stands.
                turn.tx.set_keyboard(chat, message, keyboard).await?;
                if let Some(before) = before.filter(|before| *before != message) {
                    turn.strip(chat, before).await?;
                }
            }
            Call::Photo | Call::Document => {
                let of = |message_id| Sent { kind: MessageKind::Media, ..of(message_id) };
                turn.tx.mark_sent(id, outcome.message_id().map(of)).await?;
                self.keep_file_id(turn, errand, outcome).await?;
            }
            Call::Send => {
                let Some(message) = outcome.message_id() else { return turn.tx.mark_sent(id, None).await };
                turn.tx.mark_sent(id, Some(of(message))).await?;
                let ring = errand.row.row.kind == RowKind::Ring;
                let mut old: Vec<i64> = before.into_iter().collect();
                if ring && chat > 0 {
                    old.extend(self.ended(turn, chat).await?);
                }
                for before in old.into_iter().filter(|before| *before < message) {
                    turn.strip(chat, before).await?;
                }
            }
        }
        Ok(())
    }

    /// The messages of ended slots that still have buttons: a ring below them takes these away. What still stands, a question
    /// in the middle of an interview or an emergency's buttons, stays usable whoever else writes.
    async fn ended(&mut self, turn: &mut Turn<'_>, chat: i64) -> Result<Vec<i64>> {
        let mut ended = Vec::new();
        for message in turn.tx.keyboards_of(chat).await? {
            let over = match &message.slot {
                Some(slot) => turn.tx.is_retired(chat, slot).await?,
                None => true,
            };
            ended.extend(over.then_some(message.message_id));
        }
        Ok(ended)
    }

    async fn cannot_edit(&mut self, turn: &mut Turn<'_>, errand: &Errand) -> Result<()> {
        let (id, chat) = (errand.row.id, errand.row.row.chat);
        match (errand.call, errand.row.row.kind) {
            (Call::Strip(message) | Call::Edit(message) | Call::Delete(message), kind) if kind != RowKind::Show => {
                self.done(id);
                turn.tx.mark_sent(id, None).await?;
                turn.tx.set_keyboard(chat, message, false).await
            }
            (call, _) => {
                self.anew.insert(id);
                if let Call::Edit(message) = call {
                    // Nothing can be changed there any more: no keyboard to take away later.
                    turn.tx.set_keyboard(chat, message, false).await?;
                }
                turn.tx.retry(id, turn.now).await
            }
        }
    }

    async fn dead(&mut self, turn: &mut Turn<'_>, errand: &Errand, outcome: &Outcome) -> Result<bool> {
        let id = errand.row.id;
        if let Outcome::Final(Refusal::Other { code, why }) = outcome {
            tracing::error!(row = id, code, why, "Telegram refuses a message");
        }
        let before = self.plainly.get(&id).copied();
        if let Some(simpler) = plainly::simpler(errand, outcome, before) {
            self.plainly.insert(id, simpler);
            if simpler != plainly::Plainly::Words {
                // Perhaps it is the message there that cannot be changed.
                self.anew.insert(id);
            }
            turn.tx.retry(id, turn.now).await?;
            // Told when it is first refused: how often it is after that is nothing new.
            return if before.is_none() { self.alarm(turn, errand, ShellSay::AlarmPlain).await } else { Ok(false) };
        }
        self.done(id);
        turn.tx.mark_dead(id, "refused").await?;
        self.alarm(turn, errand, ShellSay::AlarmRefused).await
    }

    /// Tells reception, unless it was told lately. Whether it is told.
    async fn alarm(&mut self, turn: &mut Turn<'_>, errand: &Errand, words: ShellSay) -> Result<bool> {
        // A keyboard that could not be taken away is nobody's loss, nor is a picture: the words say the same. The stub of a card
        // asks people to delete what could not be deleted.
        let trifle = matches!(errand.call, Call::Strip(_) | Call::Photo | Call::Delete(_));
        let silent = trifle || is_alarm(errand.row.row.slot.as_ref());
        let lately = self.alarmed.is_some_and(|(at, told)| told == words && turn.now < at + ALARM_EVERY);
        if silent || lately {
            return Ok(false);
        }
        self.alarmed = Some((turn.now, words));
        turn.alarm(words, errand.row.id, &[]).await?;
        Ok(true)
    }

    fn done(&mut self, id: i64) {
        self.tries.remove(&id);
        self.anew.remove(&id);
        self.plainly.remove(&id);
    }
}
