//! One transaction at work: charts and handoffs moved by their steps, and told of each other until nobody has anything to tell.
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::Timestamp;

use super::house::House;
use super::route::{Patient, Rooms};
use super::shelf;
use crate::core::chart::scripts::Scripts;
use crate::core::chart::{self, Chart};
use crate::core::desk;
use crate::core::event::{Claim, DeskEvent, Event, PatientNews, Tell};
use crate::core::handoff::Handoff;
use crate::core::step::{Effect, Facts, Review, Step};
use crate::script::Script;
use crate::store::{StoreError, Tx};

/// How often the two sides may answer each other within one event.
const MOST_TELLS: usize = 32;

/// One transaction at work. Dropped without [`Turn::commit`], it has changed nothing.
pub struct Turn<'a> {
    /// What is shared.
    pub house: &'a House,
    /// The transaction.
    pub tx: Tx,
    /// What the clinic says now.
    pub script: Arc<Script>,
    review: Review,
    /// The time of every step of it.
    pub now: Timestamp,
    /// The staff chats.
    pub rooms: Arc<Rooms>,
    /// What whoever acted reads over their screen.
    pub toast: Option<String>,
    tells: VecDeque<(i64, Tell)>,
}

/// Why something could not be done. The transaction can go on after a rollback to the last savepoint.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A step panicked.
    #[error("a step panicked")]
    Panicked,
    /// The two sides would never have stopped telling each other.
    #[error("a chart and a handoff told each other without end")]
    Endless,
    /// The database, or something saved in it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// The reason that is kept with what was put aside, if this concerns one update and not the database as a whole.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Panicked => Some("panicked"),
            Self::Endless => Some("endless"),
            Self::Store(StoreError::Sealed { .. }) => Some("sealed"),
            Self::Store(StoreError::Form { .. }) => Some("form"),
            Self::Store(_) => None,
        }
    }
}

impl<'a> Turn<'a> {
    /// Begins a transaction, once it is its turn.
    pub async fn begin(house: &'a House) -> std::result::Result<Self, StoreError> {
        let mut tx = house.store.begin().await?;
        let rooms = super::rooms::load(house, &mut tx).await?;
        let now = house.clock.now();
        let (script, review) = house.shelf.now();
        Ok(Self { house, tx, script, review, now, rooms: Arc::new(rooms), toast: None, tells: VecDeque::new() })
    }

    /// Saves everything, and tells the others.
    pub async fn commit(self) -> std::result::Result<(), StoreError> {
        let house = self.house;
        self.commit_quietly().await?;
        house.pulse.beat();
        Ok(())
    }

    /// Saves everything; nobody but the caller has anything to do about it.
    pub async fn commit_quietly(self) -> std::result::Result<(), StoreError> {
        self.tx.commit().await
    }

    /// Gives everything up: nothing was changed.
    pub async fn forgo(self) -> std::result::Result<(), StoreError> {
        self.tx.rollback().await
    }

    /// A savepoint: [`Turn::undo`] goes back there.
    pub async fn savepoint(&mut self) -> std::result::Result<(), StoreError> {
        self.toast = None;
        self.tx.savepoint().await
    }

    /// Back to the savepoint, and closes it.
    pub async fn undo(&mut self) -> std::result::Result<(), StoreError> {
        self.tells.clear();
        self.toast = None;
        self.tx.rollback_to().await?;
        self.tx.release().await
    }

    /// Moves a patient's chart, a new one if there is none, and all that follows from it.
    pub async fn patient(&mut self, patient: &Patient, event: &Event) -> Result<()> {
        let chart = match self.tx.chart::<Chart>(patient.chat).await? {
            // Forgotten, and here again.
            Some((chart, _)) if chart.name.reveal().is_empty() => Chart { name: patient.name.clone(), ..chart },
            Some((chart, _)) => chart,
            None => {
                let lang = self.script.language(patient.language.as_deref());
                Chart::new(lang, patient.name.clone(), self.now)
            }
        };
        self.toast = self.move_chart(patient.chat, chart, event).await?;
        self.tell().await
    }

    /// Moves a chart if there is one, and all that follows from it.
    pub async fn chart(&mut self, chat: i64, event: &Event) -> Result<()> {
        if let Some((chart, _)) = self.tx.chart::<Chart>(chat).await? {
            self.move_chart(chat, chart, event).await?;
        }
        self.tell().await
    }

    /// Moves a handoff if there is one, and all that follows from it. `who` is the user who did it, 0 for nobody.
    pub async fn desk(&mut self, number: i64, event: DeskEvent, who: i64) -> Result<bool> {
        let Some(handoff) = self.tx.handoff(number).await? else { return Ok(false) };
        self.toast = self.move_handoff(handoff, event, who).await?;
        self.tell().await?;
        Ok(true)
    }

    /// A patient cannot be reached: the chart and the open handoffs learn it.
    pub async fn unreachable(&mut self, chat: i64) -> Result<()> {
        self.chart(chat, &Event::Delivery(crate::core::event::Delivery::Blocked)).await?;
        for handoff in self.tx.handoffs_of(chat).await?.into_iter().filter(Handoff::is_open) {
            self.desk(handoff.number, DeskEvent::PatientUnreachable, 0).await?;
        }
        Ok(())
    }

    async fn tell(&mut self) -> Result<()> {
        for _ in 0..MOST_TELLS {
            let Some((chart, tell)) = self.tells.pop_front() else { return Ok(()) };
            match tell {
                Tell::HandOver(handover) => {
                    let facts = self.facts().await?;
                    let script = &self.script;
                    let step = calm(|| desk::open(script, chart, *handover, &facts))?;
                    self.keep_handoff(step, 0).await?;
                }
                Tell::Desk { number, news } => {
                    if let Some(handoff) = self.tx.handoff(number).await? {
                        self.move_handoff(handoff, DeskEvent::Patient(news), 0).await?;
                    }
                }
                Tell::Patient { chart, number, news } => {
                    if let Some((saved, _)) = self.tx.chart::<Chart>(chart).await? {
                        self.move_chart(chart, saved, &Event::Desk { number, news }).await?;
                    }
                }
            }
        }
        Err(Trouble::Endless)
    }

    async fn move_chart(&mut self, chat: i64, chart: Chart, event: &Event) -> Result<Option<String>> {
        let mut facts = self.facts().await?;
        let (present, trap) = (self.script.clone(), self.house.trap.clone());
        let kept = self.house.shelf.kept(&mut self.tx, &present, chart.scripts()).await?;
        let scripts = Scripts::new(&present, &kept);
        if let Some(own) = chart.case.as_ref().and_then(|case| scripts.of(case)).filter(|own| own.hash != present.hash)
        {
            facts.reviewed = shelf::review_of(own, facts.reviewed);
        }
        let run = |chart: Chart, event: &Event| {
            calm(|| {
                trap.iter().for_each(|trap| trap(event));
                chart::step_by(scripts, chart, event, &facts)
            })
        };
        let mut step = run(chart.clone(), event)?;
        if let Some(lost) = self.win(&step).await? {
            step = run(chart, &Event::Refused(lost))?;
        }
        if step.effects.contains(&Effect::Erase) {
            self.erase(chat).await?;
            step.tell.retain(|tell| !matches!(tell, Tell::Desk { news: PatientNews::Erased, .. }));
        }
        for tell in &step.tell {
            if matches!(tell, Tell::HandOver(handover) if handover.number == facts.number) {
                // It is used: the next one is another.
                self.tx.next_number().await?;
            }
        }
        for action in &step.audit {
            self.tx.audit(0, chat, action, self.now).await?;
        }
        let today = self.script.clinic.local(self.now).date();
        for counted in &step.counts {
            self.tx.tally(today, counted).await?;
        }
        self.tells.extend(step.tell.into_iter().map(|tell| (chat, tell)));
        self.tx.put_chart(chat, &step.state, step.state.wake_at()).await?;
        Ok(self.say_to_patient(chat, step.effects).await?)
    }

    async fn move_handoff(&mut self, handoff: Handoff, event: DeskEvent, who: i64) -> Result<Option<String>> {
        let facts = self.facts().await?;
        let script = self.script.clone();
        let mut step = calm(|| desk::step(&script, handoff.clone(), event, &facts))?;
        if let Some(lost) = self.win(&step).await? {
            step = calm(|| desk::step(&script, handoff, DeskEvent::Refused(lost), &facts))?;
        }
        self.keep_handoff(step, who).await
    }

    async fn keep_handoff(&mut self, step: Step<Handoff>, who: i64) -> Result<Option<String>> {
        let handoff = step.state;
        for action in &step.audit {
            self.tx.audit(handoff.number, who, action, self.now).await?;
        }
        self.tells.extend(step.tell.into_iter().map(|tell| (handoff.chart, tell)));
        self.tx.put_handoff(&handoff).await?;
        Ok(self.say_at_the_desk(&handoff, step.effects).await?)
    }

    /// Erases a patient. What the cards become is said after that, under nobody's key.
    async fn erase(&mut self, chat: i64) -> Result<()> {
        for mut handoff in self.tx.forget(chat).await? {
            let facts = self.facts().await?;
            let script = self.script.clone();
            handoff.chart = 0;
            let erased = DeskEvent::Patient(PatientNews::Erased);
            let step = calm(|| desk::step(&script, handoff, erased, &facts))?;
            let gone = step.state.state == crate::core::handoff::State::Closed(crate::core::handoff::Outcome::Erased);
            if gone {
                // Otherwise the stub that the store made of it stays as it is.
                self.tx.put_handoff(&step.state).await?;
            }
            self.say_in_former_chats(&step.state, &step.effects).await?;
            self.say_at_the_desk(&step.state, step.effects).await?;
        }
        Ok(())
    }

    /// Wins every claim of a step, or none: then the one that was lost.
    async fn win<S>(&mut self, step: &Step<S>) -> Result<Option<Claim>> {
        if step.claims.is_empty() && step.release.is_empty() {
            return Ok(None);
        }
        self.tx.savepoint().await?;
        for Claim { resource, cell, .. } in &step.release {
            self.tx.unclaim(resource, *cell).await?;
        }
        for claim in &step.claims {
            if !self.tx.claim(&claim.resource, claim.cell, claim.holder).await? {
                self.tx.rollback_to().await?;
                self.tx.release().await?;
                return Ok(Some(claim.clone()));
            }
        }
        self.tx.release().await?;
        Ok(None)
    }

    /// What a step may know.
    pub(super) async fn facts(&mut self) -> Result<Facts> {
        let number = self.tx.upcoming_number().await?;
        Ok(Facts { now: self.now, number, reviewed: self.review })
    }
}

/// Runs a step so that a panic ends it and nothing else.
fn calm<T>(step: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(step)).map_err(|_| Trouble::Panicked)
}
