//! Every view as a screen: words from dialogues/, buttons that name their turn.
mod about;
pub mod advice;
mod asked;
mod home;
pub mod plan;
mod summary;
mod told;

use jiff::Timestamp;

pub use home::outcome;
pub use summary::{answer_words, answer_words_for_staff, answer_words_on_paper, is_none};

use super::view::{Note, View};
use super::{Chart, Request, RequestState, press};
use crate::core::clockwords;
use crate::core::handoff::spoken;
use crate::core::screen::{Button, Keyboard, Screen};
use crate::core::step::Facts;
use crate::script::hear::plain;
use crate::script::{Holes, Html, Lang, Say, Script};

/// What is needed to draw.
#[derive(Clone, Copy)]
pub struct Draw<'a> {
    /// What the clinic says.
    pub script: &'a Script,
    /// For whom.
    pub chart: &'a Chart,
    /// When.
    pub facts: &'a Facts,
}

/// The screen of a view.
pub fn screen(script: &Script, chart: &Chart, view: &View, facts: &Facts) -> Screen {
    let draw = Draw { script, chart, facts };
    match view {
        View::Nothing | View::Home => home::home(draw),
        View::Language => home::language(draw),
        View::Other => home::other(draw),
        View::Help => draw.simple(Say::Help, &[Say::Back]),
        View::Privacy => home::privacy(draw),
        View::Forget => home::forget(draw),
        View::Erased => draw.simple(Say::Erased, &[]),
        View::Requests => home::requests(draw),
        View::Cancel(number) => home::cancel(draw, *number),
        View::Resume => home::resume(draw),
        View::SamePain => home::same_pain(draw),
        View::Stopped => draw.simple(Say::Stopped, &[Say::ToStart]),
        View::Consent => home::consent(draw),
        View::Understood => told::understood(draw),
        View::Reply(reply) => told::reply(draw, reply),
        View::Question(id) => asked::question(draw, id),
        View::Why(id) => asked::why(draw, id),
        View::Explain(question, option) => asked::explain(draw, question, option),
        View::Closed(question, option) => asked::closed(draw, question, option),
        View::Mistake(question, option) => asked::mistake(draw, question, option),
        View::Person(code) => asked::person(draw, code),
        View::Unreviewed => asked::unreviewed(draw),
        View::Menu => plan::menu(draw),
        View::WhatToSay => plan::what_to_say(draw),
        View::About => about::list(draw),
        View::Page(id) => about::page(draw, id),
        View::DoctorHow => plan::doctor_how(draw),
        View::Summary => summary::summary(draw),
        View::Signs => summary::signs(draw),
        View::Change => summary::change(draw),
        View::Sent(number) => summary::sent(draw, *number),
        View::AskName => draw.simple(Say::AskName, &[Say::Back]),
        View::AskWish => draw.simple(Say::AskWish, &[Say::Back]),
        View::Advised => advice::returning(draw),
        View::Note(note) => draw.note(*note),
        View::Unheard(media) => home::unheard(draw, *media),
        View::Crisis => home::crisis(draw),
    }
}

impl<'a> Draw<'a> {
    /// The language spoken.
    pub fn lang(self) -> &'a str {
        &self.chart.lang
    }

    /// Words without holes of their own.
    pub fn say(self, say: Say) -> Html {
        self.script.say(say, self.lang(), &[])
    }

    /// Words with holes.
    pub fn fill(self, say: Say, holes: Holes) -> Html {
        self.script.say(say, self.lang(), holes)
    }

    /// A button of this turn.
    pub fn button(self, say: Say, act: impl std::fmt::Display) -> Button {
        self.labelled(self.script.label(say, self.lang()), act)
    }

    /// A button of this turn with a label from elsewhere.
    pub fn labelled(self, label: String, act: impl std::fmt::Display) -> Button {
        Button::new(label, press::turn(self.chart.turn, act))
    }

    /// The button that goes back.
    pub fn back(self) -> Button {
        self.button(Say::Back, "b")
    }

    /// The red button: it names no turn, so that it helps on an old message too.
    pub fn help_now(self) -> Button {
        Button::new(self.script.label(Say::HelpNow, self.lang()), "g.help")
    }

    /// A day and a time, as the patient reads them.
    pub fn time(self, at: Timestamp) -> Html {
        clockwords::day_and_time(self.script, at, self.facts.now, self.lang()).into()
    }

    /// By when a person answers: what was promised, or, once that has passed, what can be promised now.
    pub fn promised(self, due: Timestamp) -> Timestamp {
        if due > self.facts.now { due } else { self.script.clinic.promise(self.facts.now) }
    }

    /// Words with a few of the commonest buttons.
    fn simple(self, say: Say, buttons: &[Say]) -> Screen {
        let buttons = buttons.iter().map(|button| match button {
            Say::ToStart => self.button(Say::ToStart, "g.home"),
            Say::Person => self.button(Say::Person, "g.human"),
            _ => self.back(),
        });
        Screen::with(self.say(say), buttons.collect())
    }

    fn note(self, note: Note) -> Screen {
        let say = match note {
            Note::Going => Say::NoteGoing,
            Note::Called => Say::NoteCalled,
            Note::Unreached => Say::NoteUnreached,
            Note::Cannot => Say::NoteCannot,
            Note::There => Say::NoteThere,
            Note::NotYet => Say::NoteNotYet,
            Note::Calling => Say::NoteCalling,
            Note::CallMe => Say::NoteCallMe,
            Note::Reached => Say::NoteReached,
            Note::Checking => Say::NoteChecking,
            Note::Waiting => Say::NoteWaiting,
            Note::Told => Say::NoteTold,
            Note::Despair => return self.person_comes(Say::NoteDespair),
            Note::PersonComes => return self.person_comes(Say::NotePerson),
            Note::Passed => return self.person_comes(Say::NotePassed),
        };
        Screen::of(self.fill(say, &[("net", self.say(Say::Net))]))
    }

    /// When a person answers, told honestly: closed is said to be closed.
    fn person_comes(self, say: Say) -> Screen {
        let latest = self.chart.open_requests().last();
        let number = latest.map(|request| spoken(request.number)).unwrap_or_default();
        let say = if self.chart.advice().is_some() { Say::NoteAdvised } else { say };
        let when = self.answer_by(latest.map_or(self.facts.now, |request| request.due));
        let mut text = self.fill(say, &[("number", number.into()), ("when", when)]);
        text.line(&self.say(Say::Net));
        Screen::with(text, vec![self.button(Say::GoOn, "g.back"), self.button(Say::MyRequests, "g.requests")])
    }

    /// "A person writes to you here by 15:00", or that nobody reads this before Monday.
    pub fn answer_by(self, due: Timestamp) -> Html {
        let clinic = &self.script.clinic;
        let due = self.promised(due);
        if clinic.is_open(self.facts.now) {
            return self.fill(Say::AnswerBy, &[("time", self.time(due))]);
        }
        let opens = self.time(clinic.next_open(self.facts.now));
        self.fill(Say::AnswerClosed, &[("opens", opens), ("time", self.time(due))])
    }
}

/// Whether typed words are this label.
pub fn same_words(words: &str, label: &str) -> bool {
    plain(words) == plain(label)
}

/// The question for the phone number.
pub fn ask_phone(script: &Script, lang: &str) -> Screen {
    let text = script.say(Say::AskPhone, lang, &[]);
    let keyboard =
        Keyboard::SharePhone { share: script.label(Say::SharePhone, lang), skip: script.label(Say::SkipPhone, lang) };
    Screen { text, keyboard }
}

/// A reminder that an answer is still open.
pub fn nudge(script: &Script, lang: &str) -> Screen {
    let text = script.say(Say::Nudge, lang, &[("net", script.say(Say::Net, lang, &[]))]);
    let button = |say, act: &str| Button::new(script.label(say, lang), act);
    Screen::with(
        text,
        vec![button(Say::GoOn, "g.resume"), button(Say::Person, "g.human"), button(Say::HelpNow, "g.help")],
    )
}

/// Words with a button that begins the questions.
pub fn with_start(script: &Script, lang: &str, text: Html, start: bool) -> Screen {
    let start = start.then(|| Button::new(script.label(Say::BackPain, lang), "g.pain"));
    Screen::with(text, start.into_iter().collect())
}

/// A time offered by the clinic.
pub fn offer(script: &Script, request: &Request, at: Timestamp, facts: &Facts, lang: &Lang) -> Screen {
    let data = |how: &str| format!("o.{}.{}.{how}", request.number, at.as_second());
    let time = clockwords::weekday_date_and_time(script, at, facts.now, lang);
    let holes = [("time", time.into()), ("number", spoken(request.number).into())];
    let button = |say, how| Button::new(script.label(say, lang), data(how));
    let buttons = vec![button(Say::OfferYes, "y"), button(Say::OfferOther, "o"), button(Say::OfferCancel, "c")];
    Screen::with(script.say(Say::Offer, lang, &holes), buttons)
}

/// The same, once it is answered.
pub fn offer_answered(script: &Script, request: &Request, at: Timestamp, facts: &Facts, lang: &Lang) -> Screen {
    let say = match request.state {
        RequestState::Booked(_) => Say::OfferAccepted,
        RequestState::Closed(_) => Say::OfferCancelled,
        _ => Say::OfferDeclined,
    };
    let time = clockwords::weekday_date_and_time(script, at, facts.now, lang);
    let mut text = script.say(say, lang, &[("time", time.into()), ("number", spoken(request.number).into())]);
    text.line(&script.say(Say::Net, lang, &[]));
    Screen::of(text)
}
