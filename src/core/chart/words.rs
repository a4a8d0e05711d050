//! Typed words where a button was expected. A sign in the words raises, never lowers.
use jiff::SignedDuration;

use super::moving::Moving;
use super::people::person;
use super::view::{self, Note, View};
use super::worded;
use super::{advice, asks, assent, begin, card, grave, meant, offer, pieces, presses, question, screens, sent, told};
use crate::core::event::PatientNews;
use crate::core::private::Private;
use crate::core::understand::Reading;
use crate::script::{Say, Tier};

/// How many characters of a message are kept and passed on; Telegram's own limit.
pub const WORDS_MAX: usize = 4096;

/// What is not understood within so long is kept together.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// How many characters of a name or a wish are kept.
pub const SHORT_MAX: usize = 200;

/// Typed words.
pub fn text(moving: &mut Moving, words: &str) {
    moving.before = pieces::before(moving);
    moving.patient_acts(None);
    let missed = std::mem::take(&mut moving.chart.missed);
    understand(moving, words);
    if moving.chart.overlay == Some(View::Unheard(None)) {
        moving.chart.missed = missed.saturating_add(1);
    }
}

fn understand(moving: &mut Moving, words: &str) {
    let reading = worded::read(moving, words);
    // What stands on a button of the question asked is a tap, though its words name a sign.
    if let View::Question(id) = moving.chart.shown.clone()
        && worded::is_label(moving, &id, words)
    {
        return question::answer(moving, &id, words, &reading);
    }
    // What stands on a button is no rest of a sentence.
    if assent::button(moving, &moving.chart.shown, words).is_some() {
        moving.before = None;
    }
    if grave::act(moving, &reading, words) {
        return;
    }
    match moving.chart.shown.clone() {
        _ if moving.has_advised() => {}
        _ if asks::help(moving, &reading, words) => {}
        View::AskName => short(moving, words, |chart, words| chart.called = Some(words)),
        View::AskWish => short(moving, words, |chart, words| chart.wish = Some(words)),
        View::Question(id) if !moving.is_advised() => question::answer(moving, &id, words, &reading),
        view if answers(moving, &view, words, &reading) => {}
        view if below(moving, &view, words, &reading) => {}
        _ => besides(moving, words, &reading),
    }
}

/// Takes words for a press on the screen shown: a label, yes or no, or what they mean there. Whether they were taken.
fn answers(moving: &mut Moving, view: &View, words: &str, reading: &Reading) -> bool {
    if let Some(data) = assent::button(moving, view, words) {
        presses::typed(moving, &data);
        return true;
    }
    assent::answer(moving, view, reading, words)
}

/// Words that lie below a passing screen: what is there is still what is asked.
fn below(moving: &mut Moving, view: &View, words: &str, reading: &Reading) -> bool {
    if !matches!(view, View::Unheard(_) | View::Reply(_) | View::Why(_)) || moving.is_advised() {
        return false;
    }
    let chart = moving.chart.clone();
    moving.reveal();
    let under = moving.chart.shown.clone();
    if let View::Question(id) = &under {
        question::answer(moving, id, words, reading);
        return true;
    }
    let answered = answers(moving, &under, words, reading) || meant::at_the_end(moving, &under, reading, words);
    if !answered {
        moving.chart = chart;
    }
    answered
}

/// Words that are no answer to what is shown: what they want, what they say of questions to come, else something for people.
fn besides(moving: &mut Moving, words: &str, reading: &Reading) {
    let opens = opens(moving);
    if opens && let Some(lang) = reading.language.as_ref().filter(|lang| moving.script.clinic.languages.contains(lang))
    {
        moving.chart.lang = lang.clone();
    }
    let view = moving.chart.shown.clone();
    if meant::below_advice(moving, reading, words)
        || offer::typed(moving, reading, words)
        || asks::answer(moving, reading, words)
        || meant::at_the_end(moving, &view, reading, words)
    {
        return;
    }
    if opens {
        return open(moving, words);
    }
    // A question about a sign stands, whatever is said: "only when I sit long".
    if matches!(view, View::Explain(..) | View::Closed(..) | View::Mistake(..)) {
        pass_or_keep(moving, words);
        assent::tap(moving);
        return;
    }
    let waits = moving.chart.shown == View::Consent && !(reading.ticks.is_empty() && reading.score.is_none());
    if waits {
        keep(moving, words);
        moving.chart.opening = true;
        return moving.show();
    }
    match told::fill(moving, reading, None) || told::correct_side(moving, reading, words) {
        true => noted(moving, words),
        false => to_people(moving, words),
    }
}

/// Something was understood, but not for the question asked: it is said, and the question stands.
pub fn noted(moving: &mut Moving, words: &str) {
    told::keep(moving, words);
    noted_for(moving);
}

/// The same, where the words are kept already.
pub fn noted_for(moving: &mut Moving) {
    moving.uncover();
    let view = view::now(moving.script, &moving.chart, moving.facts);
    if view != View::Understood {
        moving.notice = Some(moving.script.say(Say::NotedForLater, &moving.chart.lang, &[]));
    }
}

/// Whether words begin a case: there is none, nothing is open, and no screen asks for anything.
pub fn opens(moving: &Moving) -> bool {
    let passing = matches!(
        moving.chart.shown,
        View::Nothing
            | View::Home
            | View::Stopped
            | View::Erased
            | View::Other
            | View::Help
            | View::Language
            | View::Reply(_)
            | View::Unheard(_)
    );
    passing && moving.chart.case.is_none() && moving.chart.open_requests().next().is_none()
}

/// Begins a case with the patient's own words. They are used once there is consent, and deleted with a refusal.
pub fn open(moving: &mut Moving, words: &str) {
    keep(moving, words);
    moving.chart.opening = true;
    begin::begin(moving);
    if moving.chart.overlay.is_none() {
        told::take_up(moving);
    }
}

fn short(moving: &mut Moving, words: &str, note: impl FnOnce(&mut super::Chart, Private<String>)) {
    note(&mut moving.chart, cut(words.trim(), SHORT_MAX));
    moving.uncover();
    card::refresh(moving);
}

/// Words outside a question: under the card of the latest open request, else an answer that helps on.
fn to_people(moving: &mut Moving, words: &str) {
    let skip = screens::same_words(words, &moving.script.label(Say::SkipPhone, &moving.chart.lang));
    if skip {
        return sent::phone_done(moving, Say::PhoneSkipped);
    }
    if !to_desk(moving, words) {
        // "Write here": what a person decides is read by one.
        if matches!(moving.chart.shown, View::Person(_) | View::Unreviewed) && moving.chart.consent.is_some() {
            keep(moving, words);
            return person(moving);
        }
        return unheard(moving, words);
    }
    offer::remind(moving);
    moving.overlay(View::Note(Note::Passed));
}

/// Words under the card of the latest open request. Whether there is one.
pub fn to_desk(moving: &mut Moving, words: &str) -> bool {
    let open = moving.chart.latest_open();
    open.map(|number| moving.tell_desk(number, PatientNews::Wrote(cut(words, WORDS_MAX)))).is_some()
}

/// Whoever waits for people is read by them at once; else the words are kept.
pub fn pass_or_keep(moving: &mut Moving, words: &str) {
    if !to_desk(moving, words) {
        keep(moving, words);
    }
}

/// What nobody here understands: it can be passed on. Below emergency advice its words are said once more.
pub fn unheard(moving: &mut Moving, words: &str) {
    keep(moving, words);
    match moving.chart.advice().map(|advice| advice.tier) {
        // "Which hospital?", "I am scared": what to do is said once more.
        Some(Tier::Emergency) => advice::ring(moving, Tier::Emergency),
        _ => moving.overlay(View::Unheard(None)),
    }
}

/// Keeps words to be passed on or used, below those kept before: of what is not understood none is lost. Without consent they are kept
/// an hour from the first.
pub fn keep(moving: &mut Moving, words: &str) {
    let now = moving.now();
    let chart = &mut moving.chart;
    let before = chart.unheard.take().filter(|_| chart.unheard_at.is_some_and(|at| now < at + KEPT));
    let since = chart.unheard_at.filter(|_| before.is_some());
    chart.unheard = Some(match before {
        Some(before) if before.reveal().lines().next_back() == Some(words) => before,
        before => pieces::joined(before, words),
    });
    chart.unheard_at = Some(since.unwrap_or(now));
}

/// The first characters of `words`.
pub fn cut(words: &str, max: usize) -> Private<String> {
    Private::new(words.chars().take(max).collect())
}
