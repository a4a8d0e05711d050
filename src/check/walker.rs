//! A patient who presses real buttons on the real screens, from /start to the end, as told which answers to give.
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::limits;
use super::report::Outcome;
use super::ways::harmless;
use crate::core::chart::case::{Goal, Phase};
use crate::core::chart::judge::Verdict;
use crate::core::chart::view::View;
use crate::core::chart::{Chart, step};
use crate::core::event::{Command, Event, HandOver, Tell};
use crate::core::private::Private;
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Facts, Review, Step};
use crate::script::{AnswerKind, Question, Script, Tier};

/// The answers to give, by question; a question that is not named gets its harmless answer.
pub type Picks = BTreeMap<String, BTreeSet<String>>;

/// The most taps that an interview may take before it counts as having no end.
const TAPS_MAX: usize = 120;
/// Telegram's limit for the words over a screen.
const TOAST_MAX: usize = 200;

/// One interview.
pub struct Walker<'a> {
    script: &'a Script,
    pub(super) facts: Facts,
    /// The chart as it is.
    pub chart: Chart,
    /// The screen as it is.
    screen: Option<Screen>,
    /// What the last event showed and rang, in order.
    pub(super) told: Vec<(Slot, Screen)>,
    /// What was last given to people.
    pub(super) handed: Option<HandOver>,
    /// How many taps it took, /start counted.
    pub taps: usize,
    /// How many screens were seen.
    pub states: u64,
    /// What went wrong on the way.
    pub wrong: Vec<String>,
    /// Whether a plan or a muscle was shown.
    pub planned: bool,
    /// Whether every press is made twice, and Back is tried.
    thorough: bool,
}

impl<'a> Walker<'a> {
    /// A patient who speaks `lang`.
    pub fn new(script: &'a Script, lang: &str, thorough: bool) -> Self {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 * 56 + 12);
        let facts = Facts { now, number: 123_456, reviewed: Review::Named };
        let chart = Chart::new(lang.to_owned(), Private::new("Ana".to_owned()), now);
        Self {
            script,
            facts,
            chart,
            screen: None,
            told: Vec::new(),
            handed: None,
            taps: 0,
            states: 0,
            wrong: Vec::new(),
            planned: false,
            thorough,
        }
    }

    /// Walks to the end. `None`: it found no end.
    pub fn walk(&mut self, picks: &Picks) -> Option<Outcome> {
        self.event(&Event::Command(Command::Start));
        self.tap("g.pain");
        self.go_on(picks)
    }

    /// Comes back with the same pain, once it was sent. The taps go on being counted.
    pub fn again(&mut self, picks: &Picks) -> Option<Outcome> {
        self.event(&Event::Command(Command::Start));
        self.tap("g.pain");
        self.tap("g.same");
        self.go_on(picks).filter(|_| self.wrong.is_empty())
    }

    /// Presses the red button on the first screen; `None` if it gives no advice.
    pub fn red_button(&mut self) -> Option<usize> {
        self.event(&Event::Command(Command::Start));
        let data = self.screen.as_ref()?.buttons().find(|button| button.data == "g.help")?.data.clone();
        self.event(&Event::Press { data, message: 1 });
        (self.advised() == Some(Outcome::Emergency)).then_some(self.taps)
    }

    fn go_on(&mut self, picks: &Picks) -> Option<Outcome> {
        self.go(picks, &|_| false)
    }

    /// Goes on answering so, to the end or until `stop`.
    pub(super) fn go(&mut self, picks: &Picks, stop: &dyn Fn(&View) -> bool) -> Option<Outcome> {
        let most = self.taps + TAPS_MAX;
        while self.taps < most {
            match self.chart.shown.clone() {
                view if stop(&view) => return None,
                View::Consent => self.tap("g.yes"),
                View::Question(id) => self.answer(&id, picks),
                View::Person(_) | View::Unreviewed => {
                    self.tap("g.human");
                    return Some(Outcome::Person);
                }
                View::Menu => self.tap_first(&["g.both", "g.book", "g.doctor"]),
                View::DoctorHow => self.tap("g.own"),
                View::Summary => self.tap("g.send"),
                View::Sent(_) => return Some(self.sent()),
                View::Advised => return self.advised(),
                other => {
                    self.wrong.push(format!("the interview stands at {other:?} and does not go on"));
                    return None;
                }
            }
        }
        None
    }

    /// The codes of the signs that were raised, or apply to what was answered.
    pub fn applied(&self) -> BTreeSet<String> {
        let cases = || self.chart.case.iter().chain(&self.chart.earlier);
        let raised = cases().flat_map(|case| &case.raised).map(|raised| raised.code.clone());
        let apply = cases().flat_map(|case| {
            let verdict = Verdict::of(self.script, case);
            verdict.signs.iter().map(|sign| sign.code.clone()).collect::<Vec<_>>()
        });
        raised.chain(apply).collect()
    }

    fn sent(&self) -> Outcome {
        match self.chart.case.as_ref().and_then(|case| case.goal) {
            Some(Goal::Doctor) => Outcome::Doctor,
            Some(Goal::Both) => Outcome::DoctorAndVisit,
            _ => Outcome::Visit,
        }
    }

    fn advised(&mut self) -> Option<Outcome> {
        match &self.chart.case.as_ref()?.phase {
            Phase::Advised(advice) if advice.tier == Tier::Emergency => Some(Outcome::Emergency),
            Phase::Advised(_) => Some(Outcome::SameDay),
            _ => None,
        }
    }

    fn answer(&mut self, id: &str, picks: &Picks) {
        let Some(question) = self.script.question(id) else { return };
        if self.thorough {
            self.back_and_forth(id);
        }
        match picks.get(id) {
            Some(options) if question.answer == AnswerKind::Many => self.tick(question, options),
            Some(options) => {
                let option = options.iter().next().cloned().unwrap_or_default();
                self.one(question, &option);
            }
            None => {
                let harmless = harmless(self.script, question);
                match question.answer {
                    AnswerKind::Many if !question.choice(&harmless).is_some_and(|choice| choice.alone) => {
                        self.tick(question, &[harmless].into());
                    }
                    _ => self.tap(&format!("m.{id}.{harmless}")),
                }
            }
        }
    }

    /// Ticks, then Next; "not sure" by asking one by one.
    fn tick(&mut self, question: &Question, options: &BTreeSet<String>) {
        if options.iter().any(|option| option.ends_with('?')) {
            return self.one_by_one(question, options);
        }
        let alone = options.iter().any(|option| question.choice(option).is_some_and(|choice| choice.alone));
        for option in options {
            self.tap(&format!("m.{}.{option}", question.id));
        }
        if !alone {
            self.tap(&format!("n.{}", question.id));
        }
    }

    fn one(&mut self, question: &Question, option: &str) {
        if option.ends_with('?') {
            self.one_by_one(question, &[option.to_owned()].into());
        } else {
            self.tap(&format!("m.{}.{option}", question.id));
        }
    }

    fn one_by_one(&mut self, question: &Question, options: &BTreeSet<String>) {
        let Some(opens) = question.choices().find(|choice| choice.explains) else {
            return self.wrong.push(format!("nothing opens `{}` one by one", question.id));
        };
        self.tap(&format!("m.{}.{}", question.id, opens.id));
        while let View::Explain(id, option) = self.chart.shown.clone() {
            let how = match () {
                () if options.contains(&format!("{option}?")) => "s",
                () if options.contains(&option) => "y",
                () => "n",
            };
            self.tap(&format!("x.{id}.{option}.{how}"));
            if self.taps > TAPS_MAX {
                return;
            }
        }
    }

    fn tap_first(&mut self, acts: &[&str]) {
        let act = acts.iter().find(|act| self.data(act).is_some());
        self.tap(act.unwrap_or(&"g.book"));
    }

    fn data(&self, act: &str) -> Option<String> {
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
    fn back_and_forth(&mut self, id: &str) {
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

    fn step(&self, event: &Event) -> Step<Chart> {
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
                    self.told.push((slot.clone(), screen.clone()));
                    self.wrong.extend(limits::faults(screen));
                }
                Effect::Toast(words) if words.encode_utf16().count() > TOAST_MAX => {
                    self.wrong.push(format!("the words `{words}` over a screen are longer than {TOAST_MAX}"));
                }
                _ => {}
            }
        }
        self.planned |= step.state.case.as_ref().is_some_and(|case| case.planned.is_some());
        self.chart = step.state;
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
