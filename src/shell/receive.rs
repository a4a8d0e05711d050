//! The receiver: asks for updates, commits them, and only then asks for the next.
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use dptree::Handler;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::after;
use super::commit::{self, After};
use super::delivery::backoff;
use super::house::House;
use super::route::{self, Todo};
use super::staff::Checked;
use super::suspect::{self, Before};
use super::telegram::{NotSent, Outcome, Refusal};
use crate::store::StoreError;

/// How many presses are remembered as answered.
const ANSWERED: usize = 1000;
/// How often another poller is put up with: one that is just ending.
const CONFLICTS: u32 = 3;

/// Why the program cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The token is no bot's any more.
    #[error("Telegram refuses the token: copy it from @BotFather once more, set TELOXIDE_TOKEN, and start again")]
    Token,
    /// Another process polls.
    #[error("another program receives this bot's messages (409): stop it, or use a bot of its own for each")]
    Conflict,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A part of the program ended by a panic.
    #[error("a part of the program failed: start it again, and report this")]
    Panicked,
}

/// Receives until it is told to stop.
pub async fn run(house: Arc<House>, before: Before, mut stop: watch::Receiver<bool>) -> Result<(), Ended> {
    let mut receiver = Receiver {
        house: house.clone(),
        tree: route::tree(),
        before,
        answered: VecDeque::new(),
        offset: None,
        tasks: JoinSet::new(),
    };
    let (mut failures, mut conflicts) = (0, 0);
    loop {
        let outcome = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => break,
            outcome = house.telegram.updates(receiver.offset, false) => outcome,
        };
        while receiver.tasks.try_join_next().is_some() {}
        let wait = match outcome {
            Outcome::Done(Value::Array(updates)) => {
                if std::mem::take(&mut failures) > 0 {
                    tracing::info!("Telegram is reached again");
                }
                conflicts = 0;
                receiver.take(updates).await?
            }
            Outcome::Final(Refusal::Token) => return Err(Ended::Token),
            Outcome::Final(Refusal::Conflict) if conflicts >= CONFLICTS => return Err(Ended::Conflict),
            Outcome::Final(Refusal::Conflict) => {
                tracing::warn!("another program receives this bot's messages (409): waiting for it to end");
                conflicts += 1;
                Some(Duration::from_secs(2))
            }
            Outcome::NotSent(NotSent::RetryAfter(wait)) => Some(wait),
            other => {
                failures += 1;
                tracing::warn!(outcome = other.name(), tries = failures, "Telegram is out of reach: trying again");
                Some(backoff(failures))
            }
        };
        if let Some(wait) = wait {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                () = house.clock.sleep(wait) => {}
            }
        }
    }
    while receiver.tasks.join_next().await.is_some() {}
    Ok(())
}

struct Receiver {
    house: Arc<House>,
    tree: Handler<'static, Todo>,
    before: Before,
    answered: VecDeque<String>,
    offset: Option<i64>,
    tasks: JoinSet<()>,
}

impl Receiver {
    /// Commits what came; then the next may be asked for. If it could not be committed, how long to wait.
    async fn take(&mut self, updates: Vec<Value>) -> Result<Option<Duration>, Ended> {
        let Some(last) = updates.iter().filter_map(|update| update["update_id"].as_i64()).max() else {
            return Ok(None);
        };
        match self.commit(&updates).await {
            Ok(()) => {
                self.offset = Some(last + 1);
                Ok(None)
            }
            Err(error @ (StoreError::Commit { .. } | StoreError::Closed)) => Err(error.into()),
            Err(error) => {
                tracing::error!(%error, "nothing of this batch was saved: trying again, one by one");
                self.before.singly = true;
                Ok(Some(Duration::from_secs(1)))
            }
        }
    }

    async fn commit(&mut self, updates: &[Value]) -> Result<(), StoreError> {
        if !self.before.singly {
            return self.batch(updates).await;
        }
        for update in updates {
            let Some(id) = update["update_id"].as_i64() else { continue };
            if self.before.suspect.take_if(|suspect| *suspect == id).is_some() {
                tracing::error!(update_id = id, "put aside: handling it ended the program before");
                commit::put_aside(&self.house, update, id).await?;
                continue;
            }
            suspect::name(&self.house.store, id).await?;
            self.batch(std::slice::from_ref(update)).await?;
        }
        self.before = Before::default();
        Ok(())
    }

    /// Commits a batch; then what waits for a look at a member, after it.
    async fn batch(&mut self, updates: &[Value]) -> Result<(), StoreError> {
        let mut checked = Checked::new();
        let mut after = commit::batch(&self.house, &self.tree, updates, &checked).await?;
        let held = std::mem::take(&mut after.held);
        if !held.is_empty() {
            let keys: BTreeSet<_> = after.checks.iter().map(commit::Check::key).collect();
            let checks = std::mem::take(&mut after.checks);
            self.follow_up(after);
            let _ = futures::future::try_join_all(checks.iter().map(|check| after::look(&self.house, check))).await?;
            checked.extend(keys);
            after = commit::batch(&self.house, &self.tree, &held, &checked).await?;
        }
        self.follow_up(after);
        Ok(())
    }

    /// Begins what is worth nothing later. A press that was answered before is not answered again.
    fn follow_up(&mut self, mut after: After) {
        after.answers.retain(|answer| !self.answered.contains(&answer.query));
        self.answered.extend(after.answers.iter().map(|answer| answer.query.clone()));
        let surplus = self.answered.len().saturating_sub(ANSWERED);
        self.answered.drain(..surplus);
        let (house, aside) = (self.house.clone(), self.house.pulse.aside());
        self.tasks.spawn(async move {
            after::work(house, after).await;
            drop(aside);
        });
    }
}
