//! How a walking patient presses, and what is looked at after each press.
use jiff::SignedDuration;

use super::walker::Walker;
use super::{limits, net, states};
use crate::core::chart::{Chart, step};
use crate::core::event::{Event, HandOver, Tell};
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Facts, Step};

impl Walker<'_> {
    pub(super) fn tap_first(&mut self, acts: &[&str]) {
        let act = acts.iter().find(|act| self.data(act).is_some());
        self.tap(act.unwrap_or(&"g.book"));
    }

    pub(super) fn data(&self, act: &str) -> Option<String> {
        let wanted = format!("{}.{act}", self.chart.turn);
        self.screen.as_ref()?.buttons().find(|button| button.data == wanted).map(|button| button.data.clone())
    }

    /// Presses a button of the screen.
    pub(super) fn tap(&mut self, act: &str) {
        let Some(data) = self.data(act) else {
            // Counted, so that a walk that finds no button ends too.
            self.taps += 1;
            return self.wrong.push(format!("there is no button for `{act}` on {:?}", self.chart.shown));
        };
        let event = Event::Press { data, message: 1 };
        self.event(&event);
        if self.thorough {
            let again = self.step(&event);
            if again.state != self.chart {
                self.wrong.push(format!("pressing `{act}` twice is not the same as once"));
            }
        }
    }

    /// Back leads out, and the way on stands again after it.
    pub(super) fn back_and_forth(&mut self, id: &str) {
        let Some(data) = self.data("b") else {
            return self.wrong.push(format!("the question `{id}` has no way back"));
        };
        let later = Facts { now: self.facts.now + SignedDuration::from_secs(2), ..self.facts };
        let step = step(self.script, self.chart.clone(), &Event::Press { data, message: 1 }, &later);
        let screen = last_screen(&step);
        if step.state.shown == self.chart.shown || screen.is_none_or(|screen| screen.buttons().next().is_none()) {
            self.wrong.push(format!("Back from `{id}` leads nowhere"));
        }
    }

    pub(super) fn step(&self, event: &Event) -> Step<Chart> {
        step(self.script, self.chart.clone(), event, &self.facts)
    }

    /// Lets something happen.
    pub(super) fn event(&mut self, event: &Event) {
        self.facts.now += SignedDuration::from_secs(2);
        self.taps += 1;
        let step = self.step(event);
        if let Some(screen) = last_screen(&step) {
            self.screen = Some(screen.clone());
        }
        self.told.clear();
        self.handed = step.tell.iter().find_map(handed).or(self.handed.take());
        for effect in &step.effects {
            match effect {
                Effect::Show { screen, slot, .. } | Effect::Ring { screen, slot, .. } => {
                    self.states += 1;
                    self.last = screen.text.plain();
                    self.told.push((slot.clone(), screen.clone()));
                    self.unfit.extend(limits::faults(screen));
                }
                Effect::Hand { caption, .. } => {
                    self.told.push((Slot::named("picture", ""), Screen::of(caption.clone())));
                    self.unfit.extend(limits::caption(caption));
                }
                Effect::Toast(words) => self.unfit.extend(limits::toast(words)),
                _ => {}
            }
        }
        self.planned |= step.state.case.as_ref().is_some_and(|case| case.planned.is_some());
        self.chart = step.state;
        self.unfit.extend(net::missing(self.script, &self.chart, &self.told));
        if let Some(seen) = &mut self.seen {
            self.cards
                .extend(self.handed.iter().filter(|_| step.tell.iter().any(|tell| handed(tell).is_some())).cloned());
            states::note(seen, &self.chart, self.facts);
        }
    }
}

fn handed(tell: &Tell) -> Option<HandOver> {
    match tell {
        Tell::HandOver(handover) => Some(HandOver::clone(handover)),
        _ => None,
    }
}

fn last_screen(step: &Step<Chart>) -> Option<&Screen> {
    step.effects.iter().rev().find_map(|effect| match effect {
        Effect::Show { screen, .. } => Some(screen),
        _ => None,
    })
}
