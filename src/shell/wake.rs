//! The waker: charts and handoffs whose time has come, each in a transaction of its own.
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::commit::fatal;
use super::house::{House, Part};
use super::turn::{Trouble, Turn};
use crate::core::event::{DeskEvent, Event};
use crate::script::{Html, ShellSay};
use crate::store::StoreError;

/// How many are woken before anything newer is looked at.
const ROUND: i64 = 50;
/// What could not be woken is left alone so long.
const LATER: SignedDuration = SignedDuration::from_hours(1);
/// How often what nobody needs any more is taken out.
const SWEEP: SignedDuration = SignedDuration::from_hours(1);

type Result<T> = std::result::Result<T, StoreError>;

#[derive(Clone, Copy, Debug)]
enum Due {
    Chart(i64),
    Handoff(i64),
}

/// Wakes whatever is due until it is told to stop.
pub async fn run(house: Arc<House>, mut stop: watch::Receiver<bool>) -> Result<()> {
    let mut work = house.pulse.watch();
    let (mut swept, mut review): (Option<Timestamp>, _) = (None, None);
    loop {
        let seen = *work.borrow_and_update();
        if *stop.borrow_and_update() {
            return Ok(());
        }
        let now = house.clock.now();
        if swept.is_none_or(|at| now >= at + SWEEP) {
            let mut tx = house.store.begin().await?;
            tx.sweep(now).await?;
            tx.commit().await?;
            swept = Some(now);
            super::review::look(&house, &mut review).await?;
        }
        let (due, next) = look(&house, now).await?;
        for due in &due {
            wake(&house, *due).await?;
        }
        if !due.is_empty() {
            continue;
        }
        let until = next.map_or(now + SWEEP, |next| next.min(now + SWEEP));
        house.pulse.rest(Part::Waker, seen, Some(until));
        tokio::select! {
            _ = work.changed() => {}
            _ = stop.changed() => {}
            () = house.clock.sleep_until(until) => {}
        }
    }
}

async fn look(house: &House, now: Timestamp) -> Result<(Vec<Due>, Option<Timestamp>)> {
    let mut tx = house.store.begin().await?;
    let charts = tx.due_charts(now, ROUND).await?.into_iter().map(Due::Chart);
    let handoffs = tx.due_handoffs(now, ROUND).await?.into_iter().map(Due::Handoff);
    let due = charts.chain(handoffs).collect();
    let next = tx.next_wake().await?;
    tx.rollback().await?;
    Ok((due, next))
}

async fn wake(house: &House, due: Due) -> Result<()> {
    let mut turn = Turn::begin(house).await?;
    turn.savepoint().await?;
    match woken(&mut turn, due).await {
        Ok(()) => turn.tx.release().await?,
        Err(trouble) => {
            let Some(reason) = trouble.reason() else { return Err(fatal(trouble)) };
            tracing::error!(?due, reason, "could not be woken");
            turn.undo().await?;
            let which = match due {
                Due::Chart(chat) => chat,
                Due::Handoff(number) => number,
            };
            turn.alarm(ShellSay::AlarmAside, which, &[("n", Html::from("1"))]).await?;
        }
    }
    leave_alone(&mut turn, due).await?;
    turn.commit().await
}

async fn woken(turn: &mut Turn<'_>, due: Due) -> std::result::Result<(), Trouble> {
    match due {
        Due::Chart(chat) => turn.chart(chat, &Event::Wake).await,
        Due::Handoff(number) => turn.desk(number, DeskEvent::Wake, 0).await.map(drop),
    }
}

/// Whatever is still due after it was woken would be woken without end: it is left alone for a while.
async fn leave_alone(turn: &mut Turn<'_>, due: Due) -> Result<()> {
    let (now, later) = (turn.now, turn.now + LATER);
    let still = match due {
        Due::Chart(chat) => turn.tx.put_off_chart(chat, now, later).await?,
        Due::Handoff(number) => turn.tx.put_off_handoff(number, now, later).await?,
    };
    if still {
        tracing::error!(?due, "still due after it was woken: left alone for an hour");
    }
    Ok(())
}
