//! What waits for a bot: in order, confirmed by a later offset, kept for a day (a press for 150 s).
use std::collections::{BTreeSet, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{refusal::Refusal, request::Params, world::World};

/// How long an update waits to be asked for.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How long an undelivered press waits.
pub const PRESS_KEPT: SignedDuration = SignedDuration::from_secs(150);
/// How long after a press it can be answered.
pub const PRESS_ANSWERABLE: SignedDuration = SignedDuration::from_secs(60);
/// How long a client waits before it sends an unanswered press again.
pub const PRESS_RESENT: SignedDuration = SignedDuration::from_secs(30);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What must be asked for by name.
const ONLY_WHEN_ASKED: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// The two ways by which updates travel; Telegram keeps order within one, not between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Messages and all else.
    Texts,
    /// Presses on buttons.
    Presses,
}

/// One update.
#[derive(Clone, Debug)]
pub struct Update {
    /// Its `update_id`.
    pub id: i64,
    /// The name of its one other field.
    pub kind: String,
    /// What that field holds.
    pub body: Value,
    /// When it came about.
    pub at: Timestamp,
}

impl Update {
    /// As getUpdates shows it, `update_id` first.
    pub fn to_text(&self) -> String {
        format!("{{\"update_id\":{},\"{}\":{}}}", self.id, self.kind, self.body)
    }

    fn lane(&self) -> Lane {
        if self.kind == "callback_query" { Lane::Presses } else { Lane::Texts }
    }
}

/// The updates of one bot.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: VecDeque<Update>,
    /// To be delivered again although confirmed.
    again: VecDeque<Update>,
    /// Held back with their lane, without an id yet.
    held: Vec<Update>,
    /// The lanes that are held back.
    pub closed_lanes: BTreeSet<Lane>,
    last_batch: Vec<Update>,
    last_id: i64,
    last_at: Option<Timestamp>,
    /// `allowed_updates`, which stays until it is given anew.
    allowed: Option<BTreeSet<String>>,
    /// How many of the next confirmed updates come once more.
    pub duplicates: u32,
    /// Rises with each getUpdates: only the newest goes on waiting.
    pub asked: u64,
    /// How many are waiting right now.
    pub pollers: u32,
}

impl Queue {
    fn wants(&self, kind: &str) -> bool {
        match &self.allowed {
            Some(allowed) => allowed.contains(kind),
            None => !ONLY_WHEN_ASKED.contains(&kind),
        }
    }

    fn push(&mut self, mut update: Update, now: Timestamp) {
        let quiet = self.last_at.is_none_or(|last| now.duration_since(last) > WEEK);
        if quiet {
            // "Chosen randomly" after a week without updates; here the same for the same time, so that a run can be repeated.
            self.waiting.clear();
            self.last_id = 100_000_000 + (now.as_second().wrapping_mul(2_654_435_761) & 0x1fff_ffff);
        }
        self.last_id += 1;
        self.last_at = Some(now);
        update.id = self.last_id;
        self.waiting.push_back(update);
    }

    /// How many updates have not been confirmed, including those that are held back.
    pub fn pending(&self) -> usize {
        self.waiting.len() + self.again.len() + self.held.len()
    }

    /// Forgets everything that waits.
    pub fn drop_all(&mut self) {
        self.waiting.clear();
        self.again.clear();
    }

    /// The last batch comes again, whatever was confirmed.
    pub fn repeat_last_batch(&mut self) {
        self.again.extend(self.last_batch.iter().cloned());
    }

    /// Lets what was held back through, in the order in which it came about within each lane.
    pub fn open_lanes(&mut self, now: Timestamp) {
        self.closed_lanes.clear();
        for update in std::mem::take(&mut self.held) {
            self.push(update, now);
        }
    }

    fn confirm(&mut self, offset: i64) {
        // An offset from the future is taken for a mistake: nothing is forgotten.
        if offset > self.last_id + 1 {
            return;
        }
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            while self.waiting.len() > keep {
                self.waiting.pop_front();
            }
        }
        while let Some(update) = self.waiting.pop_front_if(|update| update.id < offset) {
            if self.duplicates > 0 {
                self.duplicates -= 1;
                self.again.push_back(update);
            }
        }
    }

    fn expire(&mut self, now: Timestamp) {
        self.waiting.retain(|update| {
            now.duration_since(update.at) <= if update.lane() == Lane::Presses { PRESS_KEPT } else { KEPT }
        });
    }

    fn batch(&mut self, limit: usize) -> Vec<Update> {
        let again = self.again.len().min(limit);
        let mut batch: Vec<Update> = self.again.drain(..again).collect();
        batch.extend(self.waiting.iter().take(limit - again).cloned());
        if !batch.is_empty() {
            self.last_batch.clone_from(&batch);
        }
        batch
    }
}

/// What one look at the queue gives.
#[derive(Debug)]
pub enum Poll {
    /// Some updates.
    Ready {
        /// The result, as JSON.
        text: String,
        /// Their ids.
        ids: Vec<i64>,
    },
    /// Nothing yet.
    Empty,
    /// No more: the refusal.
    Over(Refusal),
}

impl World {
    /// Puts an update into a bot's queue, if the bot wants its kind.
    pub fn enqueue(&mut self, bot: i64, kind: &str, body: Value, now: Timestamp) {
        let Some(bot) = self.bots.get_mut(&bot) else { return };
        if !bot.queue.wants(kind) {
            return;
        }
        let update = Update { id: 0, kind: kind.to_owned(), body, at: now };
        if bot.queue.closed_lanes.contains(&update.lane()) {
            bot.queue.held.push(update);
        } else {
            bot.queue.push(update, now);
        }
        self.touch();
    }

    /// Begins a getUpdates: what it asks for becomes the bot's wish, and whoever waited before is sent away.
    pub fn ask(&mut self, bot: i64, params: &Params) -> u64 {
        let Some(bot) = self.bots.get_mut(&bot) else { return 0 };
        if let Some(Value::Array(kinds)) = params.get("allowed_updates") {
            let kinds: BTreeSet<String> = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            bot.queue.allowed = (!kinds.is_empty()).then_some(kinds);
        }
        bot.queue.confirm(params.number("offset").unwrap_or(0));
        bot.queue.asked += 1;
        let asked = bot.queue.asked;
        self.touch();
        asked
    }

    /// Looks whether there is something for the getUpdates of number `asked`.
    pub fn poll(&mut self, bot: i64, asked: u64, limit: i64, now: Timestamp) -> Poll {
        self.resend(bot, now);
        let Some(bot) = self.bots.get_mut(&bot) else { return Poll::Over(Refusal::unauthorized()) };
        if bot.queue.asked != asked {
            return Poll::Over(Refusal::conflict());
        }
        bot.queue.expire(now);
        let batch = bot.queue.batch(usize::try_from(limit.clamp(1, 100)).unwrap_or(100));
        if batch.is_empty() {
            return Poll::Empty;
        }
        let texts: Vec<String> = batch.iter().map(Update::to_text).collect();
        Poll::Ready { text: format!("[{}]", texts.join(",")), ids: batch.iter().map(|update| update.id).collect() }
    }

    /// What clients do with presses that nobody answered, where the rules say so.
    fn resend(&mut self, bot: i64, now: Timestamp) {
        if !self.rules.resend_presses {
            return;
        }
        let mut due = Vec::new();
        for press in self.queries.values_mut().filter(|press| press.bot == bot && !press.answered) {
            let age = now.duration_since(press.at);
            if age < PRESS_KEPT && age >= PRESS_RESENT * (press.resent as i32 + 1) {
                press.resent += 1;
                due.push(press.clone());
            }
        }
        for mut press in due {
            let id = self.number().to_string();
            press.body["id"] = json!(id);
            let body = press.body.clone();
            // The copy is answered for itself but not sent a second time.
            press.resent = 1000;
            self.queries.insert(id, press);
            self.enqueue(bot, "callback_query", body, now);
        }
    }
}
