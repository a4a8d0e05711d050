//! A small clinic, a handoff, and whoever moves it.
use std::collections::BTreeMap;

use backdesk::core::desk;
use backdesk::core::event::{Claim, DeskEvent, DeskNews, HandOver, PatientNews, Tell};
use backdesk::core::handoff::{Card, Handoff, Kind, Staff, Urgency};
use backdesk::core::private::Private;
use backdesk::core::screen::{Screen, Slot};
use backdesk::core::step::{Effect, Facts, Review, Step, Tone};
use backdesk::script::{Html, PhraseKey, Room, Say, Script, Source};
use jiff::{SignedDuration, Timestamp};

/// Open Monday to Friday, 9:00 to 18:00, in London.
pub fn script(staff_language: &str) -> Script {
    Script::load(&Source::Texts(files(staff_language))).expect("the test's script loads")
}

/// What that script is loaded from: the clinic's own calendar and words to staff, and as little else as loads.
pub fn files(staff_language: &str) -> BTreeMap<String, String> {
    let clinic = format!(
        r#"
        name = "Clinic"
        address = "Street 1"
        phone = "1"
        zone = "Europe/London"
        languages = ["en", "es", "ru"]
        staff_language = "{staff_language}"
        prices.en = "p"
        rules = "3"
        numbers = {{ emergency = "112", advice = "111", crisis = "1", maternity = "2" }}
        places = {{ hospital = "H", urgent_care = "the walk-in centre" }}
        [hours]
        mon = ["09:00-18:00"]
        tue = ["09:00-18:00"]
        wed = ["09:00-18:00"]
        thu = ["09:00-18:00"]
        fri = ["09:00-18:00"]
        "#
    );
    let phrases: String = Say::ALL.iter().map(|say| format!("{}.en = \"x\"\n", say.name())).collect();
    let files: [(&str, &str); 10] = [
        ("clinic.toml", &clinic),
        ("safety.toml", ""),
        (
            "intake.toml",
            "order = []\nplan = { enough = 1, at_most = 3 }\nroles = { who = \"w\", kind = \"k\", score = \"s\", general = \"g\" }",
        ),
        ("cautions.toml", ""),
        ("phrases.toml", &phrases),
        ("card.toml", include_str!("../../dialogues/card.toml")),
        ("paper.toml", include_str!("../../dialogues/paper.toml")),
        ("shell.toml", include_str!("../../dialogues/shell.toml")),
        ("staff.toml", include_str!("../../dialogues/staff.toml")),
        ("calendar.toml", include_str!("../../dialogues/calendar.toml")),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// Wall-clock time in London.
pub fn at(local: &str) -> Timestamp {
    let local: jiff::civil::DateTime = local.parse().unwrap();
    local.in_tz("Europe/London").unwrap().timestamp()
}

pub fn staff(id: i64, name: &str) -> Staff {
    Staff { id, name: Private::new(name.to_owned()) }
}

pub fn anna() -> Staff {
    staff(1, "Anna")
}

pub fn ben() -> Staff {
    staff(2, "Ben")
}

pub fn html(words: &str) -> Html {
    Html::escape(words)
}

pub fn card() -> Card {
    Card {
        who: "Ana · 18–54 · +34 600 000 000".to_owned().into(),
        name: "Ana".to_owned().into(),
        lines: vec![html("Wants: first free"), html("Low back left, 3 weeks, dull")].into(),
        more: vec![html("Warning signs: said no to all")].into(),
    }
}

pub fn handover(kind: Kind, urgency: Urgency) -> HandOver {
    HandOver { number: 1042, kind, urgency, room: Room::Reception, card: card(), papers: vec![] }
}

/// A desk with one handoff, moved event by event; who holds the claim is kept as the database would.
pub struct Desk {
    pub script: Script,
    pub now: Timestamp,
    pub handoff: Handoff,
    pub holder: Option<i64>,
    pub last: Step<Handoff>,
}

impl Desk {
    pub fn open(kind: Kind, urgency: Urgency, now: &str) -> Self {
        Self::open_with("en", handover(kind, urgency), at(now))
    }

    pub fn open_with(lang: &str, handover: HandOver, now: Timestamp) -> Self {
        Self::open_in(script(lang), handover, now)
    }

    pub fn open_in(script: Script, handover: HandOver, now: Timestamp) -> Self {
        let last = desk::open(&script, 77, handover, &facts(now));
        Self { script, now, handoff: last.state.clone(), holder: None, last }
    }

    pub fn pass(&mut self, minutes: i64) -> &mut Self {
        self.now += SignedDuration::from_mins(minutes);
        self
    }

    /// Moves it; a refused claim is told, as the store does.
    pub fn event(&mut self, event: DeskEvent) -> &mut Self {
        let facts = facts(self.now);
        let step = desk::step(&self.script, self.handoff.clone(), event, &facts);
        let mut holder = self.holder;
        for Claim { holder: id, .. } in &step.release {
            assert_eq!(holder, Some(*id), "only what is held is given up");
            holder = None;
        }
        let lost = step.claims.iter().find(|claim| holder.is_some_and(|id| id != claim.holder)).cloned();
        match lost {
            Some(claim) => {
                self.last = desk::step(&self.script, self.handoff.clone(), DeskEvent::Refused(claim), &facts);
                assert_eq!(self.last.state, self.handoff);
            }
            None => {
                self.holder = step.claims.last().map(|claim| claim.holder).or(holder);
                self.handoff = step.state.clone();
                self.last = step;
            }
        }
        self
    }

    pub fn press(&mut self, action: &str, by: Staff) -> &mut Self {
        self.event(DeskEvent::Press { action: action.to_owned(), by })
    }

    /// A press on the question whether to send the time typed last.
    pub fn decide(&mut self, what: &str, by: Staff) -> &mut Self {
        let ask = self.handoff.draft.as_ref().expect("a draft").ask;
        self.press(&format!("{what}-{ask}"), by)
    }

    pub fn time(&mut self, text: &str, by: Staff) -> &mut Self {
        self.event(DeskEvent::Reply { text: text.to_owned().into(), by, to_time_prompt: true })
    }

    pub fn reply(&mut self, text: &str, by: Staff) -> &mut Self {
        self.event(DeskEvent::Reply { text: text.to_owned().into(), by, to_time_prompt: false })
    }

    pub fn patient(&mut self, news: PatientNews) -> &mut Self {
        self.event(DeskEvent::Patient(news))
    }

    pub fn wake(&mut self) -> &mut Self {
        self.event(DeskEvent::Wake)
    }

    /// From green to a time offered by Anna.
    pub fn offered(now: &str, time: &str) -> Self {
        let mut desk = Self::open(Kind::Booking, Urgency::Green, now);
        desk.press("offer", anna()).time(time, anna()).decide("send", anna());
        desk
    }

    /// What the patient heard from the last step.
    pub fn told(&self) -> Vec<DeskNews> {
        let news = |tell: &Tell| match tell {
            Tell::Patient { chart: 77, number: 1042, news } => news.clone(),
            other => panic!("{other:?}"),
        };
        self.last.tell.iter().map(news).collect()
    }

    pub fn toast(&self) -> Option<&str> {
        self.last.effects.iter().find_map(|effect| match effect {
            Effect::Toast(words) => Some(words.as_str()),
            _ => None,
        })
    }

    /// What the last step rang: slot, words, tone.
    pub fn rung(&self) -> Vec<(&Slot, String, Tone)> {
        let rings = self.last.effects.iter().filter_map(|effect| match effect {
            Effect::Ring { slot, screen, tone, .. } => Some((slot, screen.text.plain(), *tone)),
            _ => None,
        });
        rings.collect()
    }

    /// What the last step showed in `slot`.
    pub fn shown(&self, slot: &Slot) -> Option<&Screen> {
        self.last.effects.iter().rev().find_map(|effect| match effect {
            Effect::Show { slot: shown, screen, .. } if shown == slot => Some(screen),
            _ => None,
        })
    }

    /// The card as the last step shows it.
    pub fn card(&self) -> &Screen {
        self.shown(&Slot::card(1042)).expect("the card is shown")
    }

    pub fn labels(&self) -> Vec<&str> {
        self.card().buttons().map(|button| button.label.as_str()).collect()
    }
}

pub fn facts(now: Timestamp) -> Facts {
    Facts { now, number: 9999, reviewed: Review::Named }
}
