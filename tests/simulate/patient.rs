//! One simulated patient.
use std::collections::{BTreeMap, BTreeSet};

use backdesk::check::harmless;
use backdesk::core::chart::case::Phase;
use backdesk::core::chart::view::View;
use backdesk::core::chart::{Chart, step};
use backdesk::core::event::{Command, Event, Media, Tell};
use backdesk::core::handoff::Kind;
use backdesk::core::private::Private;
use backdesk::core::screen::Screen;
use backdesk::core::step::{Effect, Facts, Review};
use backdesk::script::{AnswerKind, Script, Tier};
use jiff::{SignedDuration, Timestamp};

use crate::judge::{Case, Oracle};

/// Events after which a patient counts as stuck.
const PATIENCE: usize = 600;

/// How an interview ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Emergency,
    SameDay,
    Person,
    Visit,
    Doctor,
    Stuck,
}

/// Somebody with a telephone.
pub struct Patient<'a> {
    script: &'a Script,
    oracle: &'a Oracle,
    facts: Facts,
    chart: Chart,
    screen: Option<Screen>,
    chance: u64,
    /// How rarely a list of signs is answered with one: 1 in so many.
    calm: u64,
    /// How many events it took.
    pub events: usize,
    /// The gravest case of the oracle that the answers ever met.
    pub forbidden: Option<&'a Case>,
    /// What was done, to see what led to a fault. The patients are made up.
    pub path: Vec<String>,
    /// What went wrong.
    pub wrong: Vec<String>,
}

impl<'a> Patient<'a> {
    /// The same seed, the same patient.
    pub fn new(script: &'a Script, oracle: &'a Oracle, seed: u64) -> Self {
        let now: Timestamp = "2026-11-23T07:30:00Z".parse().unwrap();
        let langs = &script.clinic.languages;
        let lang = langs[seed as usize % langs.len()].clone();
        let chart = Chart::new(lang, Private::new("Ana".to_owned()), now);
        let facts = Facts { now, number: 1001, reviewed: Review::Named };
        let calm = [3, 20, 400][seed as usize / 7 % 3];
        let chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed;
        let (wrong, path) = (Vec::new(), Vec::new());
        Self { script, oracle, facts, chart, screen: None, chance, calm, events: 0, forbidden: None, path, wrong }
    }

    /// Lives until an end.
    pub fn live(&mut self) -> End {
        self.event("/start", &Event::Command(Command::Start));
        while self.events < PATIENCE && self.wrong.is_empty() {
            if let Some(end) = self.end() {
                return end;
            }
            self.act();
        }
        if self.wrong.is_empty() {
            self.wrong.push(format!("stuck at {:?}", self.chart.shown));
        }
        End::Stuck
    }

    fn end(&self) -> Option<End> {
        let case = self.chart.case.as_ref()?;
        match (&case.phase, &self.chart.shown) {
            // Some find out that it was a mistake; the others end here.
            (Phase::Advised(advice), View::Advised) if self.chance.is_multiple_of(3) => {
                Some(if advice.tier == Tier::Emergency { End::Emergency } else { End::SameDay })
            }
            (Phase::WithPerson, _) => Some(End::Person),
            (Phase::HandedOver(number), _) => {
                let kind =
                    self.chart.requests.iter().find(|request| request.number == *number).map(|request| request.kind);
                Some(if kind == Some(Kind::Booking) { End::Visit } else { End::Doctor })
            }
            _ => None,
        }
    }

    fn act(&mut self) {
        match self.below(100) {
            0 => self.event("/start", &Event::Command(Command::Start)),
            1 => self.event("/help", &Event::Command(Command::Help)),
            2 => self.event("voice", &Event::Media(Media::Voice)),
            3 => self.wait(),
            4 => {
                let words = ["ok", "it hurts", "sink", "me duele", "no", "7/10", "да", "thanks", "?"];
                let words = words[self.below(words.len() as u64) as usize];
                self.event(words, &Event::Text(Private::new(words.to_owned())));
            }
            _ => self.press(),
        }
    }

    /// Hours pass, and what was due comes.
    fn wait(&mut self) {
        let minutes = [1, 30, 180, 60 * 30][self.below(4) as usize];
        self.facts.now += SignedDuration::from_mins(minutes);
        if self.chart.wake.is_some_and(|wake| wake <= self.facts.now) {
            self.event("wake", &Event::Wake);
        }
    }

    fn press(&mut self) {
        let buttons: Vec<String> =
            self.screen.iter().flat_map(Screen::buttons).map(|button| button.data.clone()).collect();
        let Some(data) = self.choose(&buttons) else {
            return self.event("/start", &Event::Command(Command::Start));
        };
        let act = data.split_once('.').map_or(data.as_str(), |(_, act)| act).to_owned();
        self.event(&act, &Event::Press { data, message: 1 });
    }

    /// A button: of a question, mostly an answer; of a list of signs, mostly "none of these".
    fn choose(&mut self, buttons: &[String]) -> Option<String> {
        let find = |act: &str| buttons.iter().find(|data| data.ends_with(&format!(".{act}"))).cloned();
        if let View::Question(id) = self.chart.shown.clone() {
            let question = self.script.question(&id)?;
            let next = find(&format!("n.{id}"));
            let ticked = self.chart.case.as_ref()?.answer(&id).is_some_and(|answer| !answer.options.is_empty());
            if ticked && next.is_some() && self.below(3) > 0 {
                return next;
            }
            let careful = question.safety
                || self
                    .script
                    .signs
                    .iter()
                    .any(|sign| sign.when.0.iter().any(|table| table.get_ref().contains_key(&id)));
            // The lists of emergencies come first: were they answered as freely, hardly anybody would see the rest.
            let calm = if question.answer == AnswerKind::First { self.calm * 8 } else { self.calm };
            if careful && self.below(calm) > 0 {
                return find(&format!("m.{id}.{}", harmless(self.script, question))).or(next);
            }
        }
        let data = (!buttons.is_empty()).then(|| buttons[self.below(buttons.len() as u64) as usize].clone());
        // Back, "why" and leaving are pressed now and then, or nobody would ever arrive.
        let away = |data: &String| [".b", ".w", "g.cancel", "g.home", "g.help"].iter().any(|act| data.ends_with(act));
        match data {
            Some(data) if away(&data) && self.below(5) > 0 => self.choose_other(buttons, away),
            data => data,
        }
    }

    fn choose_other(&mut self, buttons: &[String], away: impl Fn(&String) -> bool) -> Option<String> {
        let others: Vec<&String> = buttons.iter().filter(|data| !away(data)).collect();
        let index = self.below(others.len().max(1) as u64) as usize;
        others.get(index).map(|data| (*data).clone()).or_else(|| buttons.first().cloned())
    }

    fn event(&mut self, name: &str, event: &Event) {
        self.events += 1;
        self.path.push(name.to_owned());
        self.facts.now += SignedDuration::from_secs(2);
        let step = step(self.script, self.chart.clone(), event, &self.facts);
        self.facts.number += 1;
        self.chart = step.state;
        self.judge(&step.effects, &step.tell);
        for effect in step.effects {
            if let Effect::Show { screen, .. } = effect {
                self.screen = Some(screen);
            }
        }
    }

    fn judge(&mut self, effects: &[Effect], tell: &[Tell]) {
        let given = self.given();
        let case = self.oracle.judge(&given);
        self.forbidden = case.or(self.forbidden);
        let screens = effects.iter().filter_map(|effect| match effect {
            Effect::Show { screen, .. } | Effect::Ring { screen, .. } => Some(screen),
            _ => None,
        });
        let screens: Vec<String> = screens.map(|screen| screen.text.as_str().to_owned()).collect();
        let visit = |tell: &Tell| matches!(tell, Tell::HandOver(over) if over.kind == Kind::Booking);
        if let Some(case) = case {
            let lang = &self.chart.lang;
            let muscles = self.script.muscles.iter().map(|muscle| muscle.name.plain(lang, &[]));
            let named = { muscles }.find(|name| screens.iter().any(|screen| screen.contains(name)));
            if let Some(name) = named {
                self.wrong.push(format!("the muscle {name} was shown despite {}: {given:?}", case.code));
            }
            if case.tier >= Tier::SameDay && tell.iter().any(visit) {
                self.wrong.push(format!("a visit was asked for despite {}: {given:?}", case.code));
            }
        }
        let ends = tell.iter().any(|tell| matches!(tell, Tell::HandOver(_)));
        let net = &self.script.clinic.numbers.emergency;
        if ends && !screens.iter().any(|screen| screen.contains(net)) {
            self.wrong.push(format!("an end without the safety net: {screens:?}"));
        }
    }

    /// The answers of the open case that count.
    fn given(&self) -> BTreeMap<String, BTreeSet<String>> {
        let Some(case) = &self.chart.case else { return BTreeMap::new() };
        let answers = case.answers(self.script);
        answers.each().map(|(question, answer)| (question.id.clone(), answer.options.clone())).collect()
    }

    /// A number below `most`: SplitMix64, the same everywhere.
    fn below(&mut self, most: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.chance ^ (self.chance >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }
}
