//! Effects -> rows of the outbox.
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::rooms::NO_RECEPTION;
use super::turn::Turn;
use crate::core::attachment::Attachment;
use crate::core::handoff::{Handoff, Kind};
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Tone};
use crate::script::{Holes, Html, Room, ShellSay};
use crate::store::{NewRow, RowKind, StoreError};

type Result<T> = std::result::Result<T, StoreError>;

/// What the sender needs of a row besides its columns.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// What is shown.
    pub screen: Option<Screen>,
    /// The message whose press it answers.
    pub answers: Option<i64>,
    /// Without a sound.
    pub silent: bool,
    /// The message whose keyboard is taken away, where it is not a slot's.
    pub message: Option<i64>,
    /// What is handed over.
    #[serde(default)]
    pub hand: Option<Hand>,
}

/// A picture or a paper, with the words below it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Hand {
    /// What.
    pub attachment: Attachment,
    /// The words.
    pub caption: Html,
}

impl fmt::Debug for Hand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "‹{:?}›", self.attachment)
    }
}

/// Overtakes everything.
const EMERGENCY: i64 = 0;
/// Patients, and emergencies at the desk.
const FIRST: i64 = 1;
/// A doctor's handoff.
const SECOND: i64 = 2;
/// Any other.
const THIRD: i64 = 3;
/// Papers: the words beside them say what matters.
pub const LAST: i64 = 4;

/// How many of a group's 20 calls a minute a row of this lane leaves free: what is graver and comes next is not to wait a minute.
pub fn spare(lane: i64) -> usize {
    match lane {
        EMERGENCY | FIRST => 0,
        SECOND => 2,
        THIRD => 4,
        _ => 8,
    }
}

/// Where effects go, and whose words they are.
struct Address {
    chat: i64,
    lane: i64,
    for_chart: Option<i64>,
    handoff: Option<i64>,
}

impl Turn<'_> {
    /// What a chart's step says, to its patient; a toast comes back.
    pub(super) async fn say_to_patient(&mut self, chat: i64, effects: Vec<Effect>) -> Result<Option<String>> {
        self.say(&Address { chat, lane: FIRST, for_chart: Some(chat), handoff: None }, effects).await
    }

    /// What a handoff's step says, in its room; a toast comes back.
    pub(super) async fn say_at_the_desk(&mut self, handoff: &Handoff, effects: Vec<Effect>) -> Result<Option<String>> {
        // By kind, which never changes: rows of one card stay in order.
        let lane = match handoff.kind {
            Kind::Emergency => FIRST,
            Kind::Doctor => SECOND,
            Kind::Booking | Kind::Person => THIRD,
        };
        let chat = self.rooms.chat(handoff.room).unwrap_or(NO_RECEPTION);
        let for_chart = Some(handoff.chart).filter(|chart| *chart != 0);
        self.say(&Address { chat, lane, for_chart, handoff: Some(handoff.number) }, effects).await
    }

    /// Words of the program itself, as a new message in a staff chat.
    pub(super) async fn announce(&mut self, chat: i64, slot: Slot, key: ShellSay, holes: Holes<'_>) -> Result<()> {
        let screen = Screen::of(self.script.shell(key, &self.script.clinic.staff_language, holes));
        self.post(chat, slot, screen).await
    }

    /// A new message in a staff chat that is about no handoff.
    pub(super) async fn post(&mut self, chat: i64, slot: Slot, screen: Screen) -> Result<()> {
        let ring = Effect::Ring { slot, screen, tone: Tone::Loud, reply_to: None, not_after: None };
        self.say(&Address { chat, lane: FIRST, for_chart: None, handoff: None }, vec![ring]).await.map(drop)
    }

    /// Tells reception that something went wrong; it names no patient.
    pub(super) async fn alarm(&mut self, key: ShellSay, which: i64, holes: Holes<'_>) -> Result<()> {
        let chat = self.rooms.chat(Room::Reception).unwrap_or(NO_RECEPTION);
        self.announce(chat, Slot::named(ALARM, which), key, holes).await
    }

    /// Changes a message that must be there.
    pub(super) async fn edit(&mut self, chat: i64, slot: Slot, screen: Screen) -> Result<()> {
        let to = Address { chat, lane: LAST, for_chart: None, handoff: None };
        let body = Body { screen: Some(screen), ..Body::default() };
        self.tx.put_row(to.row(RowKind::Edit, Some(slot), body, self.now)).await.map(drop)
    }

    /// Takes a message's keyboard away.
    pub(super) async fn strip(&mut self, chat: i64, message: i64) -> Result<()> {
        let body = Body { message: Some(message), ..Body::default() };
        let to = Address { chat, lane: FIRST, for_chart: None, handoff: None };
        let row = to.row(RowKind::Strip, None, body, self.now);
        self.tx.put_row(row).await.map(drop)
    }

    async fn say(&mut self, to: &Address, effects: Vec<Effect>) -> Result<Option<String>> {
        let mut toast = None;
        for effect in effects {
            match effect {
                Effect::Show { slot, screen, answers } => {
                    let body = Body { screen: Some(screen), answers, ..Body::default() };
                    self.tx.replace_show(to.row(RowKind::Show, Some(slot), body, self.now)).await?;
                }
                Effect::Ring { slot, screen, tone, reply_to, not_after } => {
                    let silent = tone == Tone::Silent;
                    let emergency = tone == Tone::Emergency;
                    if emergency && to.chat > 0 {
                        self.tx.drop_waiting_of(to.chat).await?;
                    }
                    let body = Body { screen: Some(screen), silent, ..Body::default() };
                    let row = to.row(RowKind::Ring, Some(slot), body, self.now);
                    let lane = if emergency { EMERGENCY } else { to.lane };
                    self.tx.put_row(NewRow { lane, reply_to, not_after, ..row }).await?;
                }
                Effect::Hand { attachment, caption, slot, reply_to } => {
                    let lane = match attachment {
                        Attachment::Picture(_) => to.lane,
                        Attachment::Paper { .. } => LAST,
                    };
                    let body = Body { hand: Some(Hand { attachment, caption }), silent: true, ..Body::default() };
                    let row = to.row(RowKind::Hand, slot, body, self.now);
                    self.tx.put_row(NewRow { lane, reply_to, ..row }).await?;
                }
                Effect::Strip(slot) => {
                    self.tx.put_row(to.row(RowKind::Strip, Some(slot), Body::default(), self.now)).await?;
                }
                Effect::Delete(slot) => {
                    self.tx.put_row(to.row(RowKind::Delete, Some(slot), Body::default(), self.now)).await?;
                }
                Effect::Retire(slot) => self.tx.retire(to.chat, &slot).await?,
                Effect::Toast(words) => toast = Some(words),
                // Done before anything is said.
                Effect::Erase => {}
            }
        }
        Ok(toast)
    }
}

/// The slots of alarms begin so.
pub const ALARM: &str = "alarm";
/// The slots of words about a staff chat that has changed begin so.
pub const MOVED: &str = "moved";

impl Address {
    fn row(&self, kind: RowKind, slot: Option<Slot>, body: Body, at: Timestamp) -> NewRow<Body> {
        NewRow {
            chat: self.chat,
            lane: self.lane,
            kind,
            slot,
            for_chart: self.for_chart,
            handoff: self.handoff,
            body,
            reply_to: None,
            not_after: None,
            at,
        }
    }
}
