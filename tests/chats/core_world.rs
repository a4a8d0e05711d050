//! The core alone: charts and handoffs moved by their steps, and told of each other.
use std::collections::{BTreeMap, VecDeque};

use backdesk::core::chart::{self, Chart};
use backdesk::core::desk;
use backdesk::core::event::{Claim, Command, Delivery, DeskEvent, Event, PatientNews, Tell};
use backdesk::core::handoff::{Handoff, Staff};
use backdesk::core::screen::Slot;
use backdesk::core::step::{Effect, Facts, Review};
use backdesk::script::{Room, Script};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use super::act::Deed;
use super::chat::Chat;
use super::transcript::Head;
use super::world::{Seen, Shown, World};

/// The number before the first handoff's.
const NUMBERS: i64 = 1000;

/// The core alone.
pub struct CoreWorld<'a> {
    script: &'a Script,
    head: &'a Head,
    /// Whether every chart and handoff goes through its saved form after each step.
    saved: bool,
    now: Timestamp,
    number: i64,
    charts: BTreeMap<i64, Chart>,
    handoffs: BTreeMap<i64, Handoff>,
    won: BTreeMap<(String, i64), i64>,
    /// By name: a patient's, `reception`, `doctors`.
    chats: BTreeMap<String, Chat>,
    toasts: Vec<Shown>,
    tells: VecDeque<(i64, Tell)>,
}

impl<'a> CoreWorld<'a> {
    pub fn new(script: &'a Script, head: &'a Head, saved: bool) -> Self {
        let now = script.clinic.moment(head.start).expect("a moment of the clinic's clock");
        let patients = head.patients.iter().map(|patient| patient.name.clone());
        let names = patients.chain(["reception", "doctors"].map(str::to_owned));
        Self {
            script,
            head,
            saved,
            now,
            number: NUMBERS + 1,
            charts: BTreeMap::new(),
            handoffs: BTreeMap::new(),
            won: BTreeMap::new(),
            chats: names.map(|name| (name.clone(), Chat::new(name))).collect(),
            toasts: vec![],
            tells: VecDeque::new(),
        }
    }

    fn facts(&self) -> Facts {
        let reviewed = if self.head.reviewed { Review::Named } else { Review::Missing };
        Facts { now: self.now, number: self.number, reviewed }
    }

    /// A patient's chat id, or a colleague's user id.
    fn id(&self, who: &str) -> i64 {
        let patient = self.head.patients.iter().position(|patient| patient.name == who);
        let colleague = self.head.staff.iter().position(|colleague| colleague.name == who);
        let id = patient.map(|index| index + 100).or(colleague.map(|index| index + 1)).expect("somebody of the file");
        i64::try_from(id).expect("a small number")
    }

    fn patient_of(&self, chat: i64) -> &'a str {
        let index = usize::try_from(chat - 100).expect("a patient");
        &self.head.patients[index].name
    }

    fn room(&self, room: Room) -> &'static str {
        let doctors = self.head.staff.iter().any(|colleague| colleague.room == Room::Doctors);
        if room == Room::Doctors && doctors { "doctors" } else { "reception" }
    }

    fn kept<T: Serialize + DeserializeOwned>(&self, state: T) -> T {
        if !self.saved {
            return state;
        }
        let text = serde_json::to_string(&state).expect("it can be saved");
        serde_json::from_str(&text).expect("what was saved can be read")
    }

    fn move_chart(&mut self, chat: i64, event: &Event) {
        let index = usize::try_from(chat - 100).expect("a patient");
        let patient = &self.head.patients[index];
        let fresh = || Chart::new(patient.lang.clone(), patient.name.clone().into(), self.now);
        let before = self.charts.get(&chat).cloned().unwrap_or_else(fresh);
        let facts = self.facts();
        let mut step = chart::step(self.script, before.clone(), event, &facts);
        if let Some(lost) = self.win(&step.claims, &step.release) {
            step = chart::step(self.script, before, &Event::Refused(lost), &facts);
        }
        if step.effects.contains(&Effect::Erase) {
            let numbers: Vec<i64> = self.handoffs.values().filter(|h| h.chart == chat).map(|h| h.number).collect();
            for number in numbers {
                self.move_handoff(number, DeskEvent::Patient(PatientNews::Erased), None);
            }
            step.tell.retain(|tell| !matches!(tell, Tell::Desk { news: PatientNews::Erased, .. }));
        }
        for tell in &step.tell {
            if let Tell::HandOver(handover) = tell {
                assert_eq!(handover.number, self.number, "a fresh number");
                self.number += 1;
            }
        }
        let state = self.kept(step.state);
        self.charts.insert(chat, state);
        self.tells.extend(step.tell.into_iter().map(|tell| (chat, tell)));
        let name = self.patient_of(chat);
        self.say(name, step.effects, Some(name));
    }

    fn move_handoff(&mut self, number: i64, event: DeskEvent, by: Option<&str>) {
        let Some(before) = self.handoffs.get(&number).cloned() else { return };
        let facts = self.facts();
        let mut step = desk::step(self.script, before.clone(), event, &facts);
        if let Some(lost) = self.win(&step.claims, &step.release) {
            step = desk::step(self.script, before, DeskEvent::Refused(lost), &facts);
        }
        self.keep(step.state, step.effects, step.tell, by);
    }

    fn keep(&mut self, handoff: Handoff, effects: Vec<Effect>, tell: Vec<Tell>, by: Option<&str>) {
        let handoff = self.kept(handoff);
        self.tells.extend(tell.into_iter().map(|tell| (handoff.chart, tell)));
        let room = self.room(handoff.room);
        self.handoffs.insert(handoff.number, handoff);
        self.say(room, effects, by);
    }

    fn win(&mut self, claims: &[Claim], release: &[Claim]) -> Option<Claim> {
        let before = self.won.clone();
        for Claim { resource, cell, .. } in release {
            self.won.remove(&(resource.clone(), *cell));
        }
        for claim in claims {
            let holder = self.won.entry((claim.resource.clone(), claim.cell)).or_insert(claim.holder);
            if *holder != claim.holder {
                self.won = before;
                return Some(claim.clone());
            }
        }
        None
    }

    fn say(&mut self, chat: &str, effects: Vec<Effect>, by: Option<&str>) {
        for effect in effects {
            match effect {
                Effect::Toast(words) => {
                    let to = by.expect("somebody acted").to_owned();
                    self.toasts.push(Shown { to, seen: Seen::Toast(words) });
                }
                Effect::Erase => {}
                effect => self.chats.get_mut(chat).expect("a chat").take(effect),
            }
        }
    }

    /// Until nobody has anything to tell.
    fn settle(&mut self) {
        for _ in 0..32 {
            let Some((chart, tell)) = self.tells.pop_front() else { return };
            match tell {
                Tell::HandOver(handover) => {
                    let step = desk::open(self.script, chart, *handover, &self.facts());
                    self.keep(step.state, step.effects, step.tell, None);
                }
                Tell::Desk { number, news } => self.move_handoff(number, DeskEvent::Patient(news), None),
                Tell::Patient { chart, number, news } => self.move_chart(chart, &Event::Desk { number, news }),
            }
        }
        panic!("the two sides tell each other without end");
    }

    fn patient_acts(&mut self, who: &str, deed: &Deed) -> Result<(), String> {
        let chat = self.id(who);
        let press = |data: (i64, String)| Event::Press { message: data.0, data: data.1 };
        let words = &self.chats[who];
        let event = match deed {
            Deed::Say(words) => match words.strip_prefix('/') {
                Some(name) => Event::Command(Command::named(name)),
                None => Event::Text(words.clone().into()),
            },
            Deed::Press { label, on } => press(words.button(label, on.as_deref(), false)?),
            Deed::PressOld(label) => press(words.button(label, None, true)?),
            Deed::Send(media) => Event::Media(*media),
            Deed::SharePhone => {
                let patient = self.head.patients.iter().find(|patient| patient.name == who);
                Event::Phone { number: patient.expect("a patient").phone.clone().into(), own: true }
            }
            Deed::ShareContact => Event::Phone { number: "+44 7700 900999".to_owned().into(), own: false },
            Deed::Block => Event::Delivery(Delivery::Blocked),
            Deed::ReplyTo { .. } | Deed::Answer(_) => panic!("{who} is a patient"),
        };
        if !matches!(event, Event::Press { .. } | Event::Delivery(_)) {
            self.chats.get_mut(who).expect("a chat").person_writes();
        }
        self.move_chart(chat, &event);
        if *deed == Deed::Block {
            let open = self.handoffs.values().filter(|h| h.chart == chat && h.is_open()).map(|h| h.number);
            for number in open.collect::<Vec<_>>() {
                self.move_handoff(number, DeskEvent::PatientUnreachable, None);
            }
        }
        Ok(())
    }

    fn staff_acts(&mut self, who: &str, room: Room, deed: &Deed) -> Result<(), String> {
        let chat = &self.chats[self.room(room)];
        let by = Staff { id: self.id(who), name: who.to_owned().into() };
        let reply = |slot: &Slot, words: &str, by| {
            let about = desk::about(slot).expect("a message about a handoff");
            let text = words.to_owned().into();
            (about.number, DeskEvent::Reply { text, by, to_time_prompt: about.time_prompt })
        };
        let (number, event) = match deed {
            Deed::Press { label, on } => desk_press(&chat.button(label, on.as_deref(), false)?.1, by),
            Deed::PressOld(label) => desk_press(&chat.button(label, None, true)?.1, by),
            Deed::ReplyTo { card, words } => {
                let number: i64 = card.trim_start_matches("H-").parse().expect("a number");
                reply(&Slot::card(number), words, by)
            }
            Deed::Answer(words) => reply(chat.prompt()?, words, by),
            Deed::Say(words) if words == "/queue" => {
                let all: Vec<Handoff> = self.handoffs.values().cloned().collect();
                let screen = desk::queue(self.script, &all, &self.facts());
                let slot = Slot::named("queue", self.now);
                let room = self.room(room);
                let ring = Effect::Ring {
                    slot,
                    screen,
                    tone: backdesk::core::step::Tone::Loud,
                    reply_to: None,
                    not_after: None,
                };
                self.say(room, vec![ring], None);
                return Ok(());
            }
            other => panic!("{who} is staff: {other:?}"),
        };
        self.move_handoff(number, event, Some(who));
        Ok(())
    }
}

fn desk_press(data: &str, by: Staff) -> (i64, DeskEvent) {
    let (number, action) = desk::press::parse(data).expect("a button of the desk");
    (number, DeskEvent::Press { action, by })
}

impl World for CoreWorld<'_> {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn pass(&mut self, until: Timestamp) {
        let charts = self.charts.iter().filter_map(|(chat, chart)| Some((chart.wake_at()?, 0, *chat)));
        let handoffs = self.handoffs.values().filter_map(|handoff| Some((handoff.ring_at?, 1, handoff.number)));
        let next = charts.chain(handoffs).min().filter(|(at, ..)| *at <= until);
        let Some((at, kind, which)) = next else { return self.now = until };
        self.now = self.now.max(at);
        match kind {
            0 => {
                self.move_chart(which, &Event::Wake);
                let again = self.charts[&which].wake_at();
                assert!(again.is_none_or(|again| again > self.now), "a wake leaves its chart due");
            }
            _ => self.move_handoff(which, DeskEvent::Wake, None),
        }
        self.settle();
    }

    fn act(&mut self, who: &str, deed: &Deed) -> Result<(), String> {
        let done = match self.head.staff.iter().find(|colleague| colleague.name == who) {
            Some(colleague) => self.staff_acts(who, colleague.room, deed),
            None => self.patient_acts(who, deed),
        };
        self.settle();
        done
    }

    fn shown(&mut self) -> Vec<Shown> {
        let mut shown = std::mem::take(&mut self.toasts);
        for chat in self.chats.values_mut() {
            shown.extend(chat.shown());
        }
        shown
    }
}
