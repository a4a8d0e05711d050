//! What every part of the shell shares: the script, the clock, the database, the way to Telegram.
use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::shelf::Shelf;
use super::telegram::Telegram;
use crate::clock::Clock;
use crate::core::event::Event;
use crate::store::Store;

/// Called before each step of a chart: a test makes it panic.
pub type Trap = Arc<dyn Fn(&Event) + Send + Sync>;

/// How long what Telegram says of a member is good for.
pub const MEMBER_FRESH: SignedDuration = SignedDuration::from_mins(10);

/// What every part of the shell shares.
pub struct House {
    /// What the clinic says.
    pub shelf: Shelf,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub store: Store,
    /// The way to Telegram.
    pub telegram: Telegram,
    /// Reception's chat, if it is set and not paired.
    pub reception: Option<i64>,
    /// The doctors' chat, if it is set and not paired.
    pub doctors: Option<i64>,
    /// The code that pairs a group, while one may be paired.
    pub code: Option<String>,
    /// The bot's own id.
    pub bot: i64,
    /// The bot's own name, without the @.
    pub username: String,
    /// Called before each step of a chart.
    pub trap: Option<Trap>,
    /// Who is at work.
    pub pulse: Pulse,
}

/// Tells the parts of the shell that something was committed, and whoever waits that they have nothing more to do.
#[derive(Debug)]
pub struct Pulse {
    work: watch::Sender<u64>,
    sender: watch::Sender<Rest>,
    waker: watch::Sender<Rest>,
    asides: watch::Sender<usize>,
}

/// A part has nothing more to do about what was committed up to `seen`, before `until`.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    seen: u64,
    until: Option<Timestamp>,
}

impl Rest {
    fn covers(&self, seen: u64, now: Timestamp) -> bool {
        self.seen >= seen && self.until.is_none_or(|until| until > now)
    }
}

/// A part of the shell that works off what was committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The sender.
    Sender,
    /// The waker.
    Waker,
}

impl Default for Pulse {
    fn default() -> Self {
        // The parts have not looked at anything yet: nobody is idle before they have.
        let none = || watch::Sender::new(Rest::default());
        Self { work: watch::Sender::new(1), sender: none(), waker: none(), asides: watch::Sender::new(0) }
    }
}

impl Pulse {
    /// Something was committed: look.
    pub fn beat(&self) {
        self.work.send_modify(|work| *work += 1);
    }

    /// What has been committed up to now; [`watch::Receiver::changed`] tells of more.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.work.subscribe()
    }

    /// A part has nothing more to do about what was committed up to `seen`, before `until`.
    pub fn rest(&self, part: Part, seen: u64, until: Option<Timestamp>) {
        let done = match part {
            Part::Sender => &self.sender,
            Part::Waker => &self.waker,
        };
        done.send_replace(Rest { seen, until });
    }

    /// Something that is no row of the outbox is under way: a toast, a look at a member.
    pub fn aside(&self) -> Aside {
        let asides = self.asides.clone();
        asides.send_modify(|count| *count += 1);
        Aside(asides)
    }

    /// Returns when nothing is under way and nothing is left to do before some later time.
    pub async fn idle(&self, clock: &Clock) {
        loop {
            let seen = *self.work.borrow();
            let rests = |done: &watch::Sender<Rest>| {
                let mut done = done.subscribe();
                async move { done.wait_for(|done| done.covers(seen, clock.now())).await.map(drop) }
            };
            let _ = tokio::join!(rests(&self.sender), rests(&self.waker));
            let _ = self.asides.subscribe().wait_for(|count| *count == 0).await;
            let rests = |done: &watch::Sender<Rest>| done.borrow().covers(seen, clock.now());
            if *self.work.borrow() == seen && rests(&self.sender) && rests(&self.waker) {
                return;
            }
        }
    }
}

/// Something under way, until it is dropped.
#[derive(Debug)]
pub struct Aside(watch::Sender<usize>);

impl Drop for Aside {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
    }
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("House")
    }
}
