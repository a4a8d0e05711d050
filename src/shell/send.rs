//! The sender: takes rows from the outbox, one a chat and within the limits, calls, and saves what became of them.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use futures::future::FutureExt;
use futures::stream::{FuturesUnordered, StreamExt};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::body;
use super::house::{House, Part};
use super::limits::{Leave, Limits};
use super::parcel;
use super::plainly::{self, Plainly};
use super::plan::{self, Errand, Parcel};
use super::rooms;
use super::say::{Body, spare};
use super::telegram::Outcome;
use super::turn::{Trouble, Turn};
use crate::core::event::{Delivery, Event};
use crate::script::ShellSay;
use crate::store::{Row, RowKind, StoreError};

/// How many chats are looked at in a round.
const ROUND: i64 = 256;
/// For how long a row is out at most: longer than a call can take.
const LEASE: SignedDuration = SignedDuration::from_secs(60);

type Result<T> = std::result::Result<T, StoreError>;

/// The sender. There is one.
#[derive(Debug)]
pub struct Sender {
    pub(super) house: Arc<House>,
    limits: Limits,
    /// How often a row has failed.
    pub(super) tries: BTreeMap<i64, u32>,
    /// Rows whose message cannot be edited.
    pub(super) anew: BTreeSet<i64>,
    /// Rows whose screen was refused.
    pub(super) plainly: BTreeMap<i64, Plainly>,
    /// Nothing is sent before this: the token is refused.
    pub(super) stopped: Option<Timestamp>,
    /// When staff were last told of a refusal, and in which words.
    pub(super) alarmed: Option<(Timestamp, ShellSay)>,
}

/// An errand with what became of it.
pub(super) struct Back {
    pub errand: Errand,
    pub outcome: Outcome,
}

/// What a round decided.
#[derive(Default)]
struct Round {
    errands: Vec<Errand>,
    /// When there may be more to do.
    until: Option<Timestamp>,
}

impl Sender {
    /// A sender that has sent nothing yet.
    pub fn new(house: Arc<House>) -> Self {
        let (tries, anew, plainly) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        Self { house, limits: Limits::default(), tries, anew, plainly, stopped: None, alarmed: None }
    }

    /// What was on its way when the last run ended may have arrived or not: it is sent again. Before [`Sender::run`].
    /// Telegram counts what was sent before, too; and an edit may have been on its way wherever one waits.
    pub async fn recover(&mut self) -> Result<()> {
        let mut tx = self.house.store.begin().await?;
        let now = self.house.clock.now();
        for (chat, at) in tx.lately_called(now).await? {
            self.limits.recall(chat, at.min(now));
        }
        for row in tx.ready::<Body>(now, ROUND).await?.iter().filter(|row| row.row.kind != RowKind::Ring) {
            self.limits.recall(row.row.chat, now);
        }
        for row in tx.left_out::<Body>().await? {
            self.limits.recall(row.row.chat, now);
            tx.mark_unknown(row.id).await?;
            tx.retry(row.id, now).await?;
        }
        tx.commit().await
    }

    /// Sends until it is told to stop; calls under way are waited for.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) -> Result<()> {
        let house = self.house.clone();
        let mut work = house.pulse.watch();
        let mut calls = FuturesUnordered::new();
        let mut back: Vec<Back> = Vec::new();
        loop {
            let seen = *work.borrow_and_update();
            let stopping = *stop.borrow_and_update();
            let round = self.round(&mut back, stopping).await?;
            for errand in round.errands {
                self.limits.begin(errand.row.row.chat);
                calls.push(call(house.clone(), errand));
            }
            if calls.is_empty() {
                house.pulse.rest(Part::Sender, seen, round.until);
                if stopping {
                    return Ok(());
                }
            }
            tokio::select! {
                Some(first) = calls.next(), if !calls.is_empty() => {
                    back.push(first);
                    while let Some(Some(more)) = calls.next().now_or_never() {
                        back.push(more);
                    }
                    for Back { errand, .. } in &back {
                        self.limits.end(errand.row.row.chat, house.clock.now());
                    }
                }
                _ = work.changed() => {}
                _ = stop.changed() => {}
                () = sleep(&house, round.until) => {}
            }
        }
    }

    /// Saves what came back and takes what can go, in one transaction.
    async fn round(&mut self, back: &mut Vec<Back>, stopping: bool) -> Result<Round> {
        let house = self.house.clone();
        let mut turn = Turn::begin(&house).await?;
        let (mut changed, mut news) = (!back.is_empty(), false);
        for Back { errand, outcome } in back.drain(..) {
            turn.tx.note_call(errand.row.row.chat, turn.now).await?;
            news |= self.settle(&mut turn, &errand, &outcome).await?;
        }
        if stopping {
            self.save(turn, changed, news).await?;
            return Ok(Round::default());
        }
        for row in turn.tx.expired::<Body>(turn.now).await? {
            (changed, news) = (true, true);
            self.expire(&mut turn, &row).await?;
        }
        let mut round = self.take(&mut turn, &mut changed).await?;
        let next = turn.tx.next_send_at(turn.now).await?;
        round.until = [round.until, next, self.stopped].into_iter().flatten().filter(|at| *at > turn.now).min();
        self.save(turn, changed, news).await?;
        Ok(round)
    }

    async fn save(&self, turn: Turn<'_>, changed: bool, news: bool) -> Result<()> {
        match (changed, news) {
            (_, true) => turn.commit().await,
            (true, false) => turn.commit_quietly().await,
            (false, false) => turn.forgo().await,
        }
    }

    async fn take(&mut self, turn: &mut Turn<'_>, changed: &mut bool) -> Result<Round> {
        let now = turn.now;
        let mut round = Round::default();
        if self.stopped.is_some_and(|until| until > now) {
            return Ok(round);
        }
        self.limits.forget(now);
        let mut begun = 0;
        for mut row in turn.tx.ready::<Body>(now, ROUND).await? {
            let chat = row.row.chat;
            let spare = if chat < 0 { spare(row.row.lane) } else { 0 };
            match self.limits.leave_besides(chat, begun, spare, now) {
                _ if rooms::is_nowhere(chat) => continue,
                Leave::Now => {}
                Leave::AfterACall => continue,
                Leave::At(at) => {
                    round.until = Some(round.until.map_or(at, |until| until.min(at)));
                    continue;
                }
            }
            let anew = self.anew.contains(&row.id);
            let plainly = self.plainly.get(&row.id).copied();
            if let Some(plainly) = plainly {
                plainly::put(&mut turn.tx, &turn.script, &mut row, plainly).await?;
            }
            match plan::plan(&mut turn.tx, turn.house, &turn.script, &row, anew).await? {
                Some((call, mut json, parcel)) => {
                    if plainly.is_some() {
                        body::unmarked(&mut json);
                    }
                    // An edit can be repeated: a crash need not know that it was on its way.
                    if call.makes_a_message() {
                        turn.tx.mark_out(row.id, now + LEASE).await?;
                        *changed = true;
                    }
                    begun += 1;
                    round.errands.push(Errand { row, call, json, parcel });
                }
                None => {
                    turn.tx.mark_sent(row.id, None).await?;
                    *changed = true;
                    // The next row of this chat can go at once.
                    round.until = Some(now + SignedDuration::from_nanos(1));
                }
            }
        }
        Ok(round)
    }

    /// A row that came too late is an event.
    async fn expire(&mut self, turn: &mut Turn<'_>, row: &Row<Body>) -> Result<()> {
        turn.tx.mark_dead(row.id, "expired").await?;
        if row.row.chat > 0 {
            turn.savepoint().await?;
            let done = turn.chart(row.row.chat, &Event::Delivery(Delivery::Expired)).await;
            settle_event(turn, done).await?;
        }
        Ok(())
    }
}

/// Keeps what an event did, or gives it up if it could not be handled: the row is settled either way.
pub(super) async fn settle_event(turn: &mut Turn<'_>, done: std::result::Result<(), Trouble>) -> Result<()> {
    match done {
        Ok(()) => turn.tx.release().await,
        Err(trouble) => match trouble.reason() {
            Some(reason) => {
                tracing::error!(reason, "an event of delivery could not be handled");
                turn.undo().await
            }
            None => Err(super::commit::fatal(trouble)),
        },
    }
}

async fn call(house: Arc<House>, errand: Errand) -> Back {
    let outcome = match errand.parcel {
        Parcel::Fresh(_) => parcel::upload(&house, &errand).await,
        Parcel::None | Parcel::Known(_) => house.telegram.call(errand.call.method(), &errand.json).await,
    };
    Back { errand, outcome }
}

async fn sleep(house: &House, until: Option<Timestamp>) {
    match until {
        Some(until) => house.clock.sleep_until(until).await,
        None => std::future::pending().await,
    }
}
