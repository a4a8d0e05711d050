//! What may happen to a chart, in any order: presses that are there and presses that are not, words, commands, time, news.
use std::sync::LazyLock;

use backdesk::core::chart::{Chart, step};
use backdesk::core::event::{Command, Delivery, DeskNews, Event, Media, Tell};
use backdesk::core::handoff::Outcome;
use backdesk::core::screen::Screen;
use backdesk::core::step::{Effect, Facts, Review, Step};
use backdesk::script::{Script, Source};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// Stands in everything that the patient writes: it must not outlive a /forget.
pub const CANARY: &str = "canary";

/// A move.
#[derive(Clone, Debug)]
pub enum Move {
    /// A button that was shown, counted from the newest.
    Button(usize),
    /// A button's data out of parts that make some sense.
    Forged(u8, usize, usize, usize, usize),
    /// Any data.
    Junk(String),
    /// Words out of a list.
    Say(usize),
    /// Any words.
    Words(String),
    Command(Command),
    Media(Media),
    Phone(bool),
    /// Time passes: seconds, and whether whoever is due is woken.
    Pass(i64, bool),
    /// News of a request: which, and what.
    News(usize, usize),
    Blocked,
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let commands = [
        Command::Start,
        Command::Cancel,
        Command::Help,
        Command::Language,
        Command::Human,
        Command::Privacy,
        Command::MyData,
        Command::Forget,
        Command::Requests,
        Command::Unknown,
    ];
    let media = [Media::Voice, Media::Picture, Media::Sticker, Media::Contact, Media::Location, Media::Other];
    let pass = prop::sample::select(vec![0, 2, 2, 30, 400, 1300, 7300, 90_000, 9_000_000]);
    let one = prop_oneof![
        24 => (0usize..12).prop_map(Move::Button),
        3 => (0u8..4, 0usize..20, 0usize..40, 0usize..40, 0usize..6).prop_map(|(a, b, c, d, e)| Move::Forged(a, b, c, d, e)),
        1 => ".{0,70}".prop_map(Move::Junk),
        4 => (0usize..18).prop_map(Move::Say),
        2 => (18usize..100).prop_map(Move::Say),
        1 => ".{0,300}".prop_map(Move::Words),
        1 => Just(Move::Words("<&>".repeat(1400))),
        3 => prop::sample::select(commands.to_vec()).prop_map(Move::Command),
        1 => prop::sample::select(media.to_vec()).prop_map(Move::Media),
        1 => any::<bool>().prop_map(Move::Phone),
        6 => (pass, any::<bool>()).prop_map(|(seconds, wake)| Move::Pass(seconds, wake)),
        3 => (0usize..4, 0usize..16).prop_map(|(which, what)| Move::News(which, what)),
        1 => Just(Move::Blocked),
    ];
    prop::collection::vec(one, 1..70)
}

pub fn script() -> &'static Script {
    static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::load(&Source::BuiltIn).unwrap());
    &SCRIPT
}

/// A patient on the move.
pub struct Patient<'a> {
    pub script: &'a Script,
    pub chart: Chart,
    pub facts: Facts,
    /// What every button shown so far sends back.
    buttons: Vec<String>,
}

impl<'a> Patient<'a> {
    pub fn new(script: &'a Script, reviewed: Review) -> Self {
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        let chart = Chart::new("en".to_owned(), "Ana".to_owned().into(), now);
        Self { script, chart, facts: Facts { now, number: 1001, reviewed }, buttons: vec![] }
    }

    /// The event of a move; time passes first. Every act of a person takes two seconds.
    pub fn event(&mut self, a_move: &Move) -> Event {
        let seconds = if let Move::Pass(seconds, _) = a_move { *seconds } else { 2 };
        self.facts.now += SignedDuration::from_secs(seconds);
        match a_move {
            Move::Button(back) => {
                let index = self.buttons.len().checked_sub(back + 1);
                let data = index.map_or("0.g.pain".to_owned(), |index| self.buttons[index].clone());
                Event::Press { data, message: 1 }
            }
            Move::Forged(kind, verb, what, which, how) => {
                let data = self.forged(*kind, *verb, *what, *which, *how);
                Event::Press { data, message: 2 }
            }
            Move::Junk(data) => Event::Press { data: data.clone(), message: 3 },
            Move::Say(index) => Event::Text(self.words(*index).into()),
            Move::Words(words) => Event::Text(format!("{CANARY} {words}").into()),
            Move::Command(command) => Event::Command(*command),
            Move::Media(media) => Event::Media(*media),
            Move::Phone(own) => Event::Phone { number: format!("+44 {CANARY}").into(), own: *own },
            Move::Pass(_, true) => {
                // As the waker does: not before it is due.
                self.facts.now = self.chart.wake_at().map_or(self.facts.now, |at| at.max(self.facts.now));
                Event::Wake
            }
            Move::Pass(_, false) => Event::Wake,
            Move::News(which, what) => self.news(*which, *what),
            Move::Blocked => Event::Delivery(Delivery::Blocked),
        }
    }

    fn forged(&self, kind: u8, verb: usize, what: usize, which: usize, how: usize) -> String {
        const VERBS: [&str; 16] = ["m", "u", "n", "x", "c", "k", "w", "b", "g", "em", "sd", "chk", "o", "g", "em", "z"];
        const WHATS: [&str; 36] = [
            "home",
            "pain",
            "visit",
            "other",
            "human",
            "help",
            "langs",
            "lang",
            "yes",
            "more",
            "back",
            "resume",
            "restart",
            "book",
            "doctor",
            "both",
            "letter",
            "call",
            "own",
            "say",
            "signs",
            "change",
            "edit",
            "send",
            "score",
            "name",
            "phone",
            "wish",
            "requests",
            "cancel",
            "cancelled",
            "pass",
            "mistake",
            "callme",
            "right",
            "myself",
        ];
        const HOWS: [&str; 6] = ["y", "n", "s", "o", "c", ""];
        let questions = &self.script.questions;
        let verb = VERBS[verb % VERBS.len()];
        let (what, which) = match verb {
            "g" | "em" | "sd" | "chk" => {
                let question = &questions[which % questions.len()].id;
                let number = self.facts.number - 1 - (which % 3) as i64;
                let which = if which.is_multiple_of(2) { question.clone() } else { number.to_string() };
                (WHATS[what % WHATS.len()].to_owned(), which)
            }
            "o" => ((self.facts.number - 1).to_string(), self.offered().as_second().to_string()),
            _ => {
                let question = &questions[what % questions.len()];
                let option = question.choices().nth(which % question.options.len().max(1));
                (question.id.clone(), option.map_or("none".to_owned(), |choice| choice.id.clone()))
            }
        };
        let how = HOWS[how % HOWS.len()];
        match kind {
            0 => format!("{verb}.{what}.{which}.{how}"),
            1 => format!("{}.{verb}.{what}.{which}.{how}", self.chart.turn.wrapping_sub(1)),
            _ => format!("{}.{verb}.{what}.{which}.{how}", self.chart.turn),
        }
    }

    fn words(&self, index: usize) -> String {
        const WORDS: [&str; 18] = [
            "I cannot pee",
            "no chest pain",
            "I want to die",
            "fever",
            "my legs give way",
            "my mother has chest pain",
            "yes",
            "no",
            "7",
            "next",
            "Yes, I agree",
            "Go on without",
            "hello",
            "how much is it?",
            "my lower left back hurts for two weeks, since I lifted heavy boxes",
            "dull ache, worse at the sink, in the morning please",
            "I take blood thinners and I had a fever",
            "That is right",
        ];
        let signs = self.script.signs.iter().flat_map(|sign| sign.heard.values().flatten());
        // What is typed as it is listed; a pattern is no message.
        let heard: Vec<&String> = signs.filter(|entry| !entry.contains(['{', '?', '*', '>', '&'])).collect();
        match WORDS.get(index) {
            Some(words) => (*words).to_owned(),
            None => format!("{CANARY} {}", heard[index % heard.len()]),
        }
    }

    /// The time that staff offer, on any day.
    fn offered(&self) -> Timestamp {
        "2026-11-30T10:00:00Z".parse().unwrap()
    }

    fn news(&self, which: usize, what: usize) -> Event {
        let requests = &self.chart.requests;
        let number = requests.get(which).map_or(999, |request| request.number);
        let news = match what {
            0 | 1 => DeskNews::Taken,
            2 => DeskNews::Released,
            3 => DeskNews::Wrote(format!("{CANARY} hello").into()),
            4 => DeskNews::Wrote("<&>".repeat(1365).into()),
            5..=7 => DeskNews::Offered(self.offered()),
            8 => DeskNews::OfferGone,
            9 | 10 => DeskNews::Cleared,
            11 => DeskNews::Uncleared,
            12 => DeskNews::Closed(Outcome::SawDoctor),
            13 => DeskNews::Closed(Outcome::Kept),
            14 => DeskNews::Closed(Outcome::NotReached),
            _ => DeskNews::Reopened,
        };
        Event::Desk { number, news }
    }

    pub fn peek(&self, chart: &Chart, event: &Event) -> Step<Chart> {
        step(self.script, chart.clone(), event, &self.facts)
    }

    /// Moves the chart, and remembers its new buttons.
    pub fn take(&mut self, step: Step<Chart>) {
        for screen in screens(&step) {
            self.buttons.extend(screen.buttons().map(|button| button.data.clone()).collect::<Vec<_>>());
        }
        if step.tell.iter().any(|tell| matches!(tell, Tell::HandOver(_))) {
            self.facts.number += 1;
        }
        self.chart = step.state;
    }
}

/// Every screen that a step shows or rings.
pub fn screens(step: &Step<Chart>) -> impl Iterator<Item = &Screen> {
    step.effects.iter().filter_map(|effect| match effect {
        Effect::Show { screen, .. } | Effect::Ring { screen, .. } => Some(screen),
        _ => None,
    })
}
