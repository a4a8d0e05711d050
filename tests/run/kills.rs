//! kill -9 at any moment of a conversation, and started again on the same database: it goes on where it was.
use std::time::Duration;

use backdesk::clock::Clock;
use backdesk::sandbox::{Act, What};
use jiff::SignedDuration;
use tokio::time::timeout;

use crate::clinic::Clinic;
use crate::database::{Base, numbers};
use crate::paths::{self, Tap};
use crate::phone::Phone;
use crate::relay::Dice;

/// Every tap of a booking, up to the visit that stands, has its kill. Nothing is tapped twice: what was taken must count.
pub async fn booking(base: Base) {
    let Some(clinic) = Clinic::open(base).await else { return };
    let mut dice = Dice::new(20_261_121);
    let ana = clinic.patient("Ana").await;
    let mut kills = 0;
    for (words, label) in paths::booking() {
        tap_and_kill(&ana, (words, label), &mut dice).await;
        kills += 1;
    }
    ana.sees("Your number: H-1001").await;
    let anna = clinic.staff(clinic.anna);
    anna.sees("H-1001 BOOKING").await;
    tap_and_kill(&anna, ("H-1001 BOOKING", "Take"), &mut dice).await;
    anna.sees("taken by Anna").await;
    let card = anna.sees("Ask: QL").await;
    anna.act(Act::reply(card, "Please bring your letter"));
    kill(&clinic, &mut dice).await;
    ana.sees("Please bring your letter").await;
    ana.act(Act::text("I will bring my letter"));
    kill(&clinic, &mut dice).await;
    anna.sees("I will bring my letter").await;
    kills += 3;
    assert!(kills >= 15);
    clinic.settled().await;
    let handoffs = numbers(&clinic.database.url, "SELECT number FROM handoff").await;
    assert_eq!(handoffs, [1001], "each handoff exists once");
    // A later edit takes the mark away: what counts is how each was sent.
    let cards = clinic.cards_sent();
    let first = cards.iter().filter(|card| !card.to_lowercase().contains("repeat")).count();
    assert_eq!(first, 1, "one card, unless it is marked as a possible repeat: {cards:#?}");
    clinic.close().await;
}

/// One tap, a kill somewhere behind it, a start; the screen must move by itself.
async fn tap_and_kill(phone: &Phone<'_>, (words, label): Tap, dice: &mut Dice) {
    let clinic = phone.clinic;
    phone.finds(words, label).await;
    clinic.settled().await;
    ripe(phone).await;
    let button = phone.finds(words, label).await;
    let method = ["answerCallbackQuery", "editMessageText", "sendMessage", "getUpdates"][dice.roll(4)];
    if dice.roll(2) == 0 {
        // It dies with this call under way, done or not.
        clinic.sandbox.faults().add(What::Hold { applied: dice.roll(2) == 0 }, method, 1);
    }
    clinic.sandbox.act(phone.person, phone.press(&button)).unwrap();
    kill(clinic, dice).await;
    phone.gone(&button).await;
}

/// Kills the program after a few things have happened, and starts it again.
async fn kill(clinic: &Clinic, dice: &mut Dice) {
    for _ in 0..dice.roll(9) {
        let _ = timeout(Duration::from_millis(150), clinic.sandbox.changed()).await;
    }
    clinic.kill().await;
    clinic.sandbox.faults().clear();
    clinic.start().await;
}

/// Waits until the lowest screen has stood for more than a second: a safety screen ignores an earlier press.
async fn ripe(phone: &Phone<'_>) {
    let sandbox = &phone.clinic.sandbox;
    let last = sandbox.calls().into_iter().rev().find(|call| call.chat == Some(phone.chat)).map(|call| call.at);
    Clock::system().sleep_until(last.unwrap_or(sandbox.now()) + SignedDuration::from_millis(1200)).await;
}
