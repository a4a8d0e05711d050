//! A patient who presses real buttons on the real screens, from /start to the end, as told which answers to give.
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::report::Outcome;
use super::states::Seen;
use super::ways::harmless;
use crate::core::chart::Chart;
use crate::core::chart::case::{Case, Goal, Phase};
use crate::core::chart::judge::Verdict;
use crate::core::chart::view::View;
use crate::core::event::{Command, Event, HandOver};
use crate::core::private::Private;
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Facts, Review};
use crate::script::{AnswerKind, Question, Script, Sign, Table, Tier, holds};

/// The answers to give, by question; a question that is not named gets its harmless answer.
pub type Picks = BTreeMap<String, BTreeSet<String>>;

/// The most taps that an interview may take before it counts as having no end.
const TAPS_MAX: usize = 120;

/// One interview.
pub struct Walker<'a> {
    pub(super) script: &'a Script,
    pub(super) facts: Facts,
    /// The chart as it is.
    pub chart: Chart,
    /// The screen as it is.
    pub(super) screen: Option<Screen>,
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
    /// The words that were shown last.
    pub last: String,
    /// Whether a plan or a muscle was shown.
    pub planned: bool,
    /// Whether every press is made twice, and Back is tried.
    pub(super) thorough: bool,
    /// Whether the pages beside the plan were opened.
    pub(super) read: bool,
    /// What cannot be sent, not be read on a phone, or lacks the safety net.
    pub(super) unfit: Vec<String>,
    /// The states that were come past, if they are wanted.
    pub(super) seen: Option<Seen>,
    /// What was given to people on the way, if states are wanted.
    pub(super) cards: Vec<HandOver>,
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
            last: String::new(),
            planned: false,
            thorough,
            read: false,
            unfit: Vec::new(),
            seen: thorough.then(Seen::new),
            cards: Vec::new(),
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
                View::Menu if self.thorough && !self.read => self.read_pages(),
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

    /// The cases, the open one first.
    pub(super) fn cases(&self) -> impl Iterator<Item = &Case> {
        self.chart.case.iter().chain(&self.chart.earlier)
    }

    /// Whether the answers that were given meet `table`.
    pub(super) fn meets(&self, table: &Table) -> bool {
        self.cases().any(|case| {
            let answers = case.answers(self.script);
            holds(table, &|question, option| answers.has(question, option))
        })
    }

    /// The gravest sign that was raised, or applies to what was answered.
    pub(super) fn gravest(&self) -> Option<&'a Sign> {
        let signs = self.applied().into_iter().filter_map(|code| self.script.sign(&code));
        signs.max_by_key(|sign| sign.tier)
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

    /// Opens every page beside the plan, and comes back from each. These taps are nobody's way to a visit.
    fn read_pages(&mut self) {
        let taps = self.taps;
        self.read = true;
        if self.data("g.about").is_some() {
            self.tap("g.about");
            let offered = |page: &String| self.data(&format!("g.page.{page}")).is_some();
            let pages = self.script.pages.iter().map(|page| page.id.clone()).filter(offered).collect::<Vec<_>>();
            for page in pages {
                self.tap(&format!("g.page.{page}"));
                self.tap("g.about");
            }
            self.tap("g.back");
        }
        self.taps = taps;
    }
}
