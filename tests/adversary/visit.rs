//! A patient at the core: what was pressed and typed, and what the desk was told.
use backdesk::core::chart::case::Phase;
use backdesk::core::chart::view::View;
use backdesk::core::chart::{Chart, step};
use backdesk::core::event::{Command, DeskNews, Event, HandOver, Tell};
use backdesk::core::private::Private;
use backdesk::core::step::{Effect, Facts, Review};
use backdesk::script::{Script, Source, Tier};
use jiff::{SignedDuration, Timestamp};

/// One chart, and everything that it told the desk.
pub struct Visit {
    pub script: Script,
    pub facts: Facts,
    pub chart: Chart,
    pub told: Vec<Tell>,
}

impl Visit {
    pub fn new() -> Self {
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        let chart = Chart::new("en".to_owned(), Private::new("Ana".to_owned()), now);
        let facts = Facts { now, number: 1001, reviewed: Review::Named };
        Self { script: Script::load(&Source::BuiltIn).unwrap(), facts, chart, told: vec![] }
    }

    pub fn event(&mut self, event: &Event) -> Vec<Effect> {
        self.facts.now += SignedDuration::from_secs(2);
        let step = step(&self.script, self.chart.clone(), event, &self.facts);
        self.facts.number += 1;
        self.chart = step.state;
        self.told.extend(step.tell);
        step.effects
    }

    pub fn start(&mut self) {
        self.event(&Event::Command(Command::Start));
    }

    pub fn says(&mut self, words: &str) {
        self.event(&Event::Text(words.to_owned().into()));
    }

    /// A press on a message that was rung, or a forged one.
    pub fn press(&mut self, data: &str) {
        self.event(&Event::Press { data: data.to_owned(), message: 1 });
    }

    /// A press on the present screen.
    pub fn tap(&mut self, act: &str) {
        self.press(&format!("{}.{act}", self.chart.turn));
    }

    pub fn staff(&mut self, number: i64, news: DeskNews) {
        self.event(&Event::Desk { number, news });
    }

    /// Begins, agrees, and answers as told, else harmlessly, until `end` or something that is no question is shown.
    pub fn answers(&mut self, picks: &[(&str, &str)], end: &str) {
        for _ in 0..80 {
            match self.chart.shown.clone() {
                View::Nothing => self.start(),
                View::Home => self.tap("g.pain"),
                View::SamePain => self.tap("g.afresh"),
                View::Consent => self.tap("g.yes"),
                View::Question(id) if id == end => return,
                View::Question(id) => self.answer(&id, picks),
                View::Menu => self.tap("g.book"),
                _ => return,
            }
        }
    }

    pub fn answer(&mut self, id: &str, picks: &[(&str, &str)]) {
        let question = self.script.question(id).unwrap();
        let harmless = question.choices().find(|choice| choice.alone).or_else(|| question.choices().next());
        let harmless = harmless.map_or("5".to_owned(), |choice| choice.id.clone());
        let option = picks.iter().find(|(asked, _)| *asked == id).map_or(harmless, |(_, option)| (*option).to_owned());
        self.tap(&format!("m.{id}.{option}"));
        if self.chart.shown == View::Question(id.to_owned()) {
            self.tap(&format!("n.{id}"));
        }
    }

    pub fn tier(&self) -> Option<Tier> {
        match &self.chart.case.as_ref()?.phase {
            Phase::Advised(advice) => Some(advice.tier),
            _ => None,
        }
    }

    pub fn handed_over(&self) -> Vec<&HandOver> {
        let over = self.told.iter().filter_map(|tell| match tell {
            Tell::HandOver(over) => Some(&**over),
            _ => None,
        });
        over.collect()
    }
}
