//! Each update five times, shuffled, and old ones again: the same as once.
use crate::clinic::Clinic;
use crate::conversations::offered;
use crate::database::{Base, numbers};
use crate::paths::{HEALTHY, booking};
use crate::relay::Relay;

pub async fn storm(base: Base) {
    let Some(calm) = Clinic::open(base).await else { return };
    let Some(mut stormy) = Clinic::closed(base).await else { return };
    let (relay, address) = Relay::before(&stormy.api, 5, 7).await;
    stormy.api = address;
    stormy.start().await;
    let (quiet, loud) = futures::join!(told(&calm), told(&stormy));
    assert!(relay.surplus() > 150, "a storm of {}", relay.surplus());
    assert_eq!(loud, quiet);
    assert_eq!(numbers(&stormy.database.url, "SELECT number FROM handoff ORDER BY number").await.len(), 2);
    futures::join!(calm.close(), stormy.close());
}

/// What everybody has read in the end, figures apart.
async fn told(clinic: &Clinic) -> [Vec<String>; 3] {
    let (ana, rosa) = futures::join!(clinic.patient("Ana"), clinic.patient("Rosa"));
    ana.walks(&booking()).await;
    ana.sees("This is not a booked visit yet").await;
    rosa.walks(&HEALTHY[..3]).await;
    rosa.tap("1 of 3", "New trouble to pee").await;
    rosa.sees("Go to hospital now").await;
    clinic.staff(clinic.anna).sees("DO NOT BOOK").await;
    ana.act(backdesk::sandbox::Act::text("I would like a quiet room"));
    clinic.staff(clinic.anna).sees("I would like a quiet room").await;
    offered(&ana, "H-1001").await;
    ana.tap("offers you a visit", "Yes").await;
    ana.sees("Booked: ").await;
    clinic.staff(clinic.anna).sees("H-1001: yes").await;
    // The card is changed by a call of its own, a while later where the group has had many.
    clinic.staff(clinic.anna).sees("✅ booked").await;
    clinic.settled().await;
    let plain = |text: String| text.replace(|c: char| c.is_ascii_digit(), "#");
    [ana.chat, rosa.chat, clinic.group].map(|chat| clinic.texts(chat).into_iter().map(plain).collect())
}
