//! Typed words, and whatever else is sent where a button was expected. A sign in the words raises, never lowers.
use super::case::By;
use super::moving::Moving;
use super::presses::{only, tick};
use super::view::{self, Note, View};
use super::worded::{self, Said};
use super::{advice, asks, assent, begin, card, doubt, meant, offer, pieces, presses, screens, told};
use crate::core::event::{Media, PatientNews};
use crate::core::private::Private;
use crate::core::screen::{Screen, Slot};
use crate::core::step::Tone;
use crate::core::understand::{How, Reading};
use crate::script::{AnswerKind, Say};

/// How many characters of a message are kept and passed on; Telegram's own limit.
pub const WORDS_MAX: usize = 4096;

/// How many characters of a name or a wish are kept.
pub const SHORT_MAX: usize = 200;

/// Typed words.
pub fn text(moving: &mut Moving, words: &str) {
    let before = pieces::before(moving);
    moving.patient_acts(None);
    let missed = std::mem::take(&mut moving.chart.missed);
    understand(moving, words, before.as_deref());
    if moving.chart.overlay == Some(View::Unheard(None)) {
        moving.chart.missed = missed.saturating_add(1);
    }
}

fn understand(moving: &mut Moving, words: &str, before: Option<&str>) {
    let script = moving.script;
    let reading = worded::read(moving, words);
    // What stands on a button of the question asked is a tap, though its words name a sign.
    if let View::Question(id) = moving.chart.shown.clone()
        && worded::is_label(moving, &id, words)
    {
        return to_question(moving, &id, words, &reading);
    }
    let before = before.filter(|_| reading.is_harmless());
    let together = before.and_then(|before| pieces::together(moving, before, words));
    let grave = together.as_ref().unwrap_or(&reading);
    let gravest = grave.gravest().and_then(|heard| Some((heard.how, script.sign(&heard.code)?)));
    // Below advice nothing is asked that leads to no graver one.
    let stands = moving.chart.advice().map(|advice| advice.tier);
    let gravest = gravest.filter(|(how, sign)| *how == How::Plain || stands < Some(sign.tier));
    match gravest {
        _ if grave.crisis.is_some() => {
            keep(moving, words);
            let mut grave = grave.grave().filter_map(|heard| script.sign(&heard.code));
            moving.chart.doubt = grave.find_map(|sign| doubt::of(script, sign)).or(moving.chart.doubt.take());
            return moving.overlay(View::Crisis);
        }
        // "No, I peed this morning": the question stands, with a word about it.
        Some((How::Doubtful, _)) if assent::is_denied(moving, &reading) => {
            assent::tap(moving);
            return;
        }
        Some((How::Plain, _)) => return named(moving, grave, words, together.is_some()),
        Some((How::Doubtful, sign)) => {
            if opens(moving) {
                open(moving, words);
            } else {
                told::fill(moving, &reading, None);
            }
            if moving.chart.unheard.is_none() || !moving.chart.opening {
                keep_below(moving, words, together.is_some());
            }
            return doubt::ask(moving, sign);
        }
        None => {}
    }
    match moving.chart.shown.clone() {
        _ if moving.has_advised() => {}
        View::AskName => short(moving, words, |chart, words| chart.called = Some(words)),
        View::AskWish => short(moving, words, |chart, words| chart.wish = Some(words)),
        View::Question(id) if !moving.is_advised() => to_question(moving, &id, words, &reading),
        view => match assent::button(moving, &view, words) {
            Some(data) => presses::typed(moving, &data),
            None if assent::answer(moving, &view, &reading, words) => {}
            None if below(moving, &view, words, &reading) => {}
            None => besides(moving, words, &reading),
        },
    }
}

/// Words that lie below a passing screen: the question there is still the one that is asked.
fn below(moving: &mut Moving, view: &View, words: &str, reading: &Reading) -> bool {
    if !matches!(view, View::Unheard(_) | View::Reply(_) | View::Why(_)) || moving.is_advised() {
        return false;
    }
    let over = moving.chart.overlay.take();
    let under = view::now(moving.script, &moving.chart, moving.facts);
    if let View::Question(id) = &under {
        to_question(moving, id, words, reading);
        return true;
    }
    moving.chart.shown = under.clone();
    let answered = assent::answer(moving, &under, reading, words);
    if !answered {
        (moving.chart.overlay, moving.chart.shown) = (over, view.clone());
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
    let waits = moving.chart.shown == View::Consent && !(reading.ticks.is_empty() && reading.score.is_none());
    if waits {
        keep(moving, words);
        moving.chart.opening = true;
        return moving.show();
    }
    match told::fill(moving, reading, None) {
        true => noted(moving, words),
        false => to_people(moving, words),
    }
}

/// Something was understood, but not for the question asked: it is said, and the question stands.
fn noted(moving: &mut Moving, words: &str) {
    told::keep(moving, words);
    moving.uncover();
    let view = view::now(moving.script, &moving.chart, moving.facts);
    if view != View::Understood {
        moving.notice = Some(moving.script.say(Say::NotedForLater, &moving.chart.lang, &[]));
    }
}

/// Whether words begin a case: there is none, nothing is open, and no screen asks for anything.
fn opens(moving: &Moving) -> bool {
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
fn open(moving: &mut Moving, words: &str) {
    keep(moving, words);
    moving.chart.opening = true;
    begin::begin(moving);
    if moving.chart.overlay.is_none() {
        told::take_up(moving);
    }
}

/// A photo, a voice message, a sticker: nobody here can read it.
pub fn media(moving: &mut Moving, kind: Media) {
    moving.patient_acts(None);
    moving.overlay(View::Unheard(Some(kind)));
}

/// A phone number shared by Telegram's button. Somebody else's is not taken for the patient's.
pub fn phone(moving: &mut Moving, number: &Private<String>, own: bool) {
    if !own {
        return media(moving, Media::Contact);
    }
    moving.patient_acts(None);
    moving.chart.phone = Some(number.clone());
    phone_done(moving, Say::PhoneNoted);
    card::refresh(moving);
}

fn phone_done(moving: &mut Moving, say: Say) {
    let text = moving.script.say(say, &moving.chart.lang, &[]);
    let screen = Screen { text, keyboard: crate::core::screen::Keyboard::Remove };
    moving.ring(Slot::named("phone", ""), screen, Tone::Silent);
    moving.uncover();
}

/// Every sign that the words plainly name is raised, not the gravest alone. After consent the words go with it: whoever calls has read them.
fn named(moving: &mut Moving, reading: &Reading, words: &str, together: bool) {
    // A sign that an open handoff is already about is still passed on in the patient's own words.
    to_desk(moving, words);
    if moving.chart.consent.is_some() {
        keep_below(moving, words, together || moving.is_advised());
    }
    let Some(tier) = reading.plain().map(|heard| heard.tier).max() else { return };
    advice::raise(moving, tier, reading.plain().map(|heard| heard.code.clone()).collect(), By::Words);
}

fn to_question(moving: &mut Moving, id: &str, words: &str, reading: &Reading) {
    let script = moving.script;
    let Some(question) = script.question(id) else { return };
    let lang = moving.chart.lang.clone();
    let next = screens::same_words(words, &script.label(Say::Next, &lang));
    let said = if question.safety { Said::Nothing } else { worded::said(moving, question, words, reading) };
    let said = worded::with_before(moving, question, words, said);
    let chosen = !matches!(said, Said::Nothing);
    if !chosen && asks::answer(moving, reading, words) {
        return;
    }
    if !chosen && !question.safety && assent::answer(moving, &View::Question(id.to_owned()), reading, words) {
        return;
    }
    let filled = told::fill(moving, reading, Some(id));
    told::keep_of_visit(moving, question, reading, words);
    match said {
        _ if question.safety && filled => noted(moving, words),
        _ if question.safety && reading.assent.is_some() => drop(assent::tap(moving)),
        _ if question.safety => unheard(moving, words),
        Said::These(choices) if question.answer == AnswerKind::Many => {
            choices.iter().for_each(|choice| tick(moving, question, &choice.id, true));
        }
        Said::These(choices) => only(moving, question, &choices[0].id, By::Words),
        Said::OneOf(choices) => {
            keep(moving, words);
            worded::which_one(moving, &choices);
        }
        Said::Nothing => match reading.score.as_ref().filter(|_| question.answer == AnswerKind::Scale) {
            Some(score) => only(moving, question, &score.value.to_string(), By::Words),
            None if next && moving.case().answer(id).is_some_and(|answer| !answer.options.is_empty()) => {
                moving.case().finish(id, By::Words);
                moving.uncover();
            }
            None if filled => noted(moving, words),
            None => unheard(moving, words),
        },
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
        return phone_done(moving, Say::PhoneSkipped);
    }
    if !to_desk(moving, words) {
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

fn unheard(moving: &mut Moving, words: &str) {
    keep(moving, words);
    moving.overlay(View::Unheard(None));
}

/// Keeps words to be passed on or used. What a case is opened with in several messages is kept together, an hour from the first; so
/// is what follows words of despair.
pub fn keep(moving: &mut Moving, words: &str) {
    keep_below(moving, words, false);
}

/// The same; also where nothing is opened, those before them are kept if they are read `together`.
pub fn keep_below(moving: &mut Moving, words: &str, together: bool) {
    let now = moving.now();
    let chart = &mut moving.chart;
    let together = together || chart.opening || chart.shown == View::Crisis;
    let before = chart.unheard.take().filter(|_| together);
    let since = chart.unheard_at.filter(|_| before.is_some());
    chart.unheard = Some(pieces::joined(before, words));
    chart.unheard_at = Some(since.unwrap_or(now));
}

/// The first characters of `words`.
pub fn cut(words: &str, max: usize) -> Private<String> {
    Private::new(words.chars().take(max).collect())
}
