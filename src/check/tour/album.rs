//! The screens that a tour kept, and the guide who leads it.
use jiff::SignedDuration;

use crate::check::longest::stretch;
use crate::check::states::Seen;
use crate::check::walker::{Picks, Walker};
use crate::core::chart::view::View;
use crate::core::desk;
use crate::core::event::{Command, DeskNews, Event, HandOver, Media};
use crate::core::private::Private;
use crate::core::screen::Screen;
use crate::core::step::Effect;
use crate::script::{Lang, Say, Script};

/// Screens by name, each in every language.
#[derive(Default)]
pub struct Album {
    /// The screens, in the order of the tour.
    pub pages: Vec<Page>,
    /// What kept a screen from being shown.
    pub wrong: Vec<String>,
    /// What does not fit into Telegram's limits or lacks the safety net, on these screens and those between them.
    pub unfit: Vec<String>,
    /// The states that were come past.
    pub(in crate::check) seen: Seen,
    /// What was given to people.
    pub(in crate::check) cards: Vec<HandOver>,
    /// Whether the patient's names and words are as long as can be.
    pub(in crate::check) longest: bool,
}

/// One screen in every language.
pub struct Page {
    /// Where it belongs.
    pub chapter: Chapter,
    /// Its name, unique: `home`, or a question's id with `q.` before it.
    pub key: String,
    /// When it is shown, in plain English words.
    pub when: String,
    /// The screen, in the languages of the clinic.
    pub screens: Vec<(Lang, Screen)>,
}

/// Where a screen belongs in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chapter {
    /// Welcome, consent, rights.
    Around,
    /// The questions, with why and one by one.
    Asked,
    /// What a sign leads to.
    Sign,
    /// The plan with a caution.
    Caution,
    /// The plan with a muscle.
    Muscle,
    /// Plan, summary, sent.
    Plan,
    /// Emergency and same-day advice, and what follows.
    Advice,
    /// What the clinic did, as the patient learns it.
    News,
    /// Cards for staff.
    Card,
}

impl Album {
    /// The page of this name.
    pub fn page(&self, key: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.key == key)
    }
}

/// Leads a patient past the screens.
pub struct Guide<'a, 'b> {
    /// What the clinic says.
    pub script: &'a Script,
    /// The language spoken.
    pub lang: &'a str,
    /// The patient.
    pub walker: Walker<'a>,
    album: &'b mut Album,
}

impl<'a, 'b> Guide<'a, 'b> {
    /// Begins in a language.
    pub fn new(script: &'a Script, lang: &'a str, album: &'b mut Album) -> Self {
        let mut guide = Self { script, lang, walker: Walker::new(script, lang, false), album };
        guide.anew();
        guide
    }

    fn anew(&mut self) {
        self.walker = Walker::new(self.script, self.lang, false);
        self.walker.seen = Some(Seen::new());
        if self.album.longest {
            stretch(&mut self.walker);
        }
    }

    /// A new patient presses Start.
    pub fn start(&mut self) {
        self.note();
        self.anew();
        self.command(Command::Start);
    }

    /// A new patient begins the interview and agrees.
    pub fn begin(&mut self) {
        self.start();
        self.act("g.pain");
        self.act("g.yes");
    }

    /// A new patient answers so until `stop`. Whether it was reached.
    pub fn until(&mut self, picks: &Picks, stop: impl Fn(&View) -> bool) -> bool {
        self.start();
        self.act("g.pain");
        self.on(picks, stop)
    }

    /// The patient goes on answering so until `stop`.
    pub fn on(&mut self, picks: &Picks, stop: impl Fn(&View) -> bool) -> bool {
        self.walker.go(picks, &stop);
        stop(&self.walker.chart.shown)
    }

    /// A new patient answers so, is told to see a doctor, is cleared by staff, and answers so again. Whether a plan was reached.
    pub fn until_cleared(&mut self, picks: &Picks) -> bool {
        if !self.until(picks, |view| *view == View::Advised) {
            return false;
        }
        self.desk(DeskNews::Cleared);
        self.press("g.pain");
        self.on(picks, |view| matches!(view, View::Menu | View::Advised)) && self.walker.chart.shown == View::Menu
    }

    /// A press on the interview's screen.
    pub fn act(&mut self, act: &str) {
        self.walker.tap(act);
    }

    /// A press on a message that was rung.
    pub fn press(&mut self, data: &str) {
        self.walker.event(&Event::Press { data: data.to_owned(), message: 1 });
    }

    /// A command.
    pub fn command(&mut self, command: Command) {
        self.walker.event(&Event::Command(command));
    }

    /// Words by staff: short, or as long as can be.
    pub fn written(&self) -> Private<String> {
        Private::new(if self.album.longest { crate::check::longest::words() } else { "…".to_owned() })
    }

    /// Typed words.
    pub fn words(&mut self, words: &str) {
        self.walker.event(&Event::Text(Private::new(words.to_owned())));
    }

    /// Typed words that mean nothing here: short, or as long as can be.
    pub fn babble(&mut self) {
        let words = if self.album.longest { crate::check::longest::words() } else { "xyzzy".to_owned() };
        self.words(&words);
    }

    /// What lies over the case is this, as words that the script need not know would lay it there.
    pub fn lay(&mut self, view: Option<View>) {
        self.walker.chart.overlay = view;
        self.press("lay");
    }

    /// A photo, a voice message.
    pub fn media(&mut self, kind: Media) {
        self.walker.event(&Event::Media(kind));
    }

    /// Something else that happens.
    pub fn happens(&mut self, event: &Event) {
        self.walker.event(event);
    }

    /// The clinic does something with the latest handoff.
    pub fn desk(&mut self, news: DeskNews) {
        let number = self.number();
        self.walker.event(&Event::Desk { number, news });
    }

    /// The number of the latest handoff.
    pub fn number(&self) -> i64 {
        self.walker.chart.requests.last().map_or(0, |request| request.number)
    }

    /// So many minutes pass, and the chart is woken.
    pub fn later(&mut self, minutes: i64) {
        self.walker.facts.now += SignedDuration::from_mins(minutes);
        self.walker.event(&Event::Wake);
    }

    /// "The patient presses “Next”."
    pub fn pressed(&self, say: Say) -> String {
        format!("The patient presses “{}”.", self.label(say))
    }

    /// A button's label, for the words of the book.
    pub fn label(&self, say: Say) -> String {
        let clinic = &self.script.clinic;
        let english = clinic.languages.iter().find(|lang| *lang == "en").unwrap_or(&clinic.staff_language);
        self.script.label(say, english)
    }

    /// Keeps what was shown last.
    pub fn keep(&mut self, chapter: Chapter, key: &str, when: impl Into<String>) {
        let screen = self.walker.told.last().map(|(_, screen)| screen.clone());
        self.put(chapter, key, when.into(), screen);
    }

    /// Keeps the message that was rung in a slot whose name begins so.
    pub fn keep_rung(&mut self, chapter: Chapter, key: &str, slot: &str, when: impl Into<String>) {
        let rung = self.walker.told.iter().rev().find(|(name, _)| name.0.starts_with(slot));
        let screen = rung.map(|(_, screen)| screen.clone());
        self.put(chapter, key, when.into(), screen);
    }

    /// Keeps the card of the last handoff; staff read it in one language.
    pub fn keep_card(&mut self, key: &str, when: impl Into<String>) {
        if self.lang != self.script.clinic.staff_language {
            return;
        }
        let card = self.walker.handed.clone().and_then(|handover: HandOver| {
            let step = desk::open(self.script, 1, handover, &self.walker.facts);
            step.effects.into_iter().find_map(|effect| match effect {
                Effect::Ring { screen, .. } => Some(screen),
                _ => None,
            })
        });
        self.put(Chapter::Card, key, when.into(), card);
    }

    fn put(&mut self, chapter: Chapter, key: &str, when: String, screen: Option<Screen>) {
        let Some(screen) = screen else {
            return self.album.wrong.push(format!("[{}] the screen `{key}` is not shown", self.lang));
        };
        let screens = match self.album.pages.iter_mut().find(|page| page.key == key) {
            Some(page) => &mut page.screens,
            None => {
                self.album.pages.push(Page { chapter, key: key.to_owned(), when, screens: Vec::new() });
                let Some(page) = self.album.pages.last_mut() else { return };
                &mut page.screens
            }
        };
        screens.push((self.lang.to_owned(), screen));
    }

    fn note(&mut self) {
        let said = |wrong: Vec<String>| wrong.into_iter().map(|wrong| format!("[{}] {wrong}", self.lang));
        let (wrong, unfit) = (std::mem::take(&mut self.walker.wrong), std::mem::take(&mut self.walker.unfit));
        self.album.wrong.extend(said(wrong));
        self.album.unfit.extend(said(unfit));
        self.album.cards.append(&mut self.walker.cards);
        for (key, state) in self.walker.seen.take().into_iter().flatten() {
            self.album.seen.entry(key).or_insert(state);
        }
    }
}

impl Drop for Guide<'_, '_> {
    fn drop(&mut self) {
        self.note();
    }
}
