//! What the patient lets the desk know.
use jiff::Timestamp;

use super::moved::{Move, claim};
use super::{act, card, fit, offer, ring, slots};
use crate::core::clockwords;
use crate::core::event::{Media, PatientNews};
use crate::core::handoff::{Card, Outcome, State, Urgency};
use crate::core::paper::Form;
use crate::core::private::Private;
use crate::core::screen::Screen;
use crate::core::step::Effect;
use crate::script::{DeskSay, Html};

/// The most of a patient's words in one message below the card, in UTF-16 units: the rest follows in the next.
const PIECE: usize = 3600;

/// The patient let something know. After the patient erased everything, nothing counts any more.
pub fn news(moved: &mut Move, news: PatientNews) {
    if moved.step.state.is_erased() {
        return;
    }
    if news == PatientNews::Erased {
        return erase(moved);
    }
    // Whoever lets something know can be reached again.
    moved.handoff().unreachable = false;
    match news {
        PatientNews::Card(card) => moved.handoff().card = card,
        PatientNews::Wrote(words) => wrote(moved, words.reveal()),
        PatientNews::Sent(media) => sent(moved, media),
        PatientNews::Says { words, worse } => says(moved, &words, worse),
        PatientNews::Sign { words, urgency } => sign(moved, &words, urgency),
        PatientNews::Accepts(at) => accepts(moved, at),
        PatientNews::OtherTime => other_time(moved),
        PatientNews::Cancels => cancels(moved),
        PatientNews::Erased => {}
    }
    moved.show_card();
}

/// The patient cannot be reached in Telegram: rung once, until the patient writes again.
pub fn unreachable(moved: &mut Move) {
    let handoff = moved.handoff();
    if handoff.unreachable || handoff.is_erased() {
        return;
    }
    handoff.unreachable = true;
    if handoff.is_open() {
        let tone = moved.in_hours();
        moved.notice(DeskSay::NoticeUnreachable, &[], tone);
    }
    moved.show_card();
}

fn wrote(moved: &mut Move, words: &str) {
    let key = if moved.step.state.is_open() { DeskSay::Words } else { DeskSay::WordsClosed };
    for piece in fit::pieces(words, PIECE) {
        ring_words(moved, key, Html::from(piece));
    }
    has_written(moved);
}

fn sent(moved: &mut Move, media: Media) {
    let key = match media {
        Media::Voice => DeskSay::SentVoice,
        Media::Picture => DeskSay::SentPicture,
        Media::Sticker | Media::Contact | Media::Location | Media::Other => DeskSay::SentOther,
    };
    ring_words(moved, key, Html::new());
    has_written(moved);
}

fn has_written(moved: &mut Move) {
    let lang = &moved.script.clinic.staff_language;
    let time = clockwords::time_beside(moved.script, moved.now(), moved.step.state.since, lang);
    remember(moved, DeskSay::NewsWrote, &[("time", time.into())]);
}

fn says(moved: &mut Move, words: &Html, worse: bool) {
    let said = Private::new(words.plain());
    moved.handoff().alarm = worse.then(|| said.clone());
    moved.handoff().news = Some(said);
    if !worse {
        return;
    }
    // A clearance is older than what the patient says now, and so is one that Undo would bring back.
    moved.handoff().before = None;
    if moved.step.state.urgency != Urgency::Green && moved.step.state.cleared.is_some() {
        act::unclear(moved);
        moved.audit("clearance_lapsed");
    }
    for piece in fit::pieces(&words.plain(), PIECE) {
        ring_words(moved, DeskSay::SaidWorse, Html::from(piece));
    }
}

/// A closed request is not opened by it.
fn sign(moved: &mut Move, words: &Html, urgency: Urgency) {
    if !moved.step.state.is_open() {
        return;
    }
    let handoff = moved.handoff();
    handoff.urgency = handoff.urgency.max(urgency);
    handoff.before = None;
    act::unclear(moved);
    let card = slots::paper(moved.step.state.number, Form::Card);
    moved.step.effects.push(Effect::Retire(card));
    moved.audit("sign_raised");
    says(moved, words, true);
    let planned = ring::planned(moved.script, &moved.step.state, moved.now());
    moved.handoff().ring_at = planned;
}

fn accepts(moved: &mut Move, at: Timestamp) {
    let when = [("when", moved.day(at))];
    let tone = moved.in_hours();
    if moved.step.state.state != (State::Offered { at }) {
        return;
    }
    moved.drop_draft();
    moved.handoff().before = None;
    if at <= moved.now() {
        offer::gone(moved);
        return moved.notice(DeskSay::SaidYesLate, &when, tone);
    }
    let handoff = moved.handoff();
    (handoff.state, handoff.stands, handoff.ring_at) = (State::Booked { at }, None, None);
    remember(moved, DeskSay::NewsAccepts, &when);
    moved.notice(DeskSay::SaidYes, &when, tone);
}

fn other_time(moved: &mut Move) {
    let tone = moved.in_hours();
    if let State::Offered { .. } = moved.step.state.state {
        moved.handoff().before = None;
        offer::fall_back(moved);
    }
    remember(moved, DeskSay::NewsOtherTime, &[]);
    moved.notice(DeskSay::SaidOtherTime, &[], tone);
}

/// An ordinary request ends with it. Where a sign led to the handoff, people decide: it stays open.
fn cancels(moved: &mut Move) {
    if !moved.step.state.is_open() {
        return;
    }
    let tone = moved.in_hours();
    moved.drop_draft();
    let visit = match moved.step.state.state {
        State::Booked { at } => Some(at),
        _ => moved.step.state.stands,
    };
    let stays = moved.step.state.urgency != Urgency::Green;
    let handoff = moved.handoff();
    (handoff.before, handoff.stands) = (None, None);
    if !stays {
        (handoff.state, handoff.ring_at) = (State::Closed(Outcome::Withdrawn), None);
    } else if handoff.state != State::Waiting {
        offer::fall_back(moved);
    }
    remember(moved, DeskSay::NewsCancels, &[]);
    match visit {
        Some(at) => {
            let when = [("when", moved.day(at))];
            moved.notice(DeskSay::SaidCancelVisit, &when, tone);
        }
        None if !stays => moved.notice(DeskSay::SaidCancel, &[], tone),
        None => {}
    }
    if stays {
        moved.notice(DeskSay::SaidCancelOpen, &[], tone);
    }
}

/// Nothing of the patient stays: neither on the card nor in the messages below it.
fn erase(moved: &mut Move) {
    moved.drop_draft();
    let visit = match moved.step.state.state {
        State::Booked { at } => Some(at),
        _ => moved.step.state.stands,
    };
    let number = moved.step.state.number;
    let holder = moved.step.state.taken.as_ref().map(|by| by.staff.id);
    moved.step.release.extend(holder.map(|id| claim(number, id)));
    let nothing = || Private::new(String::new());
    let handoff = moved.handoff();
    handoff.card = Card { who: nothing(), name: nothing(), lines: Private::new(vec![]), more: Private::new(vec![]) };
    handoff.state = State::Closed(Outcome::Erased);
    (handoff.news, handoff.alarm) = (None, None);
    (handoff.before, handoff.mark, handoff.cleared) = (None, None, None);
    (handoff.wrote, handoff.stands, handoff.ring_at) = (None, None, None);
    moved.audit("erased");
    moved.show_card();
    let mut stub = card::head(moved.script, &moved.step.state);
    stub.line(&moved.say(DeskSay::Erased, &[]));
    for which in 1..=moved.step.state.said {
        moved.show(slots::words(number, which), Screen::of(stub.clone()));
    }
    for form in [Form::Card, Form::Letter] {
        moved.step.effects.push(Effect::Retire(slots::paper(number, form)));
        moved.step.effects.push(Effect::Delete(slots::paper(number, form)));
    }
    if let Some(at) = visit {
        let (when, tone) = ([("when", moved.day(at))], moved.in_hours());
        moved.notice(DeskSay::SaidCancelVisit, &when, tone);
    }
}

fn ring_words(moved: &mut Move, key: DeskSay, words: Html) {
    let name = fit::name(moved.step.state.card.name.reveal());
    let text = moved.say(key, &[("number", moved.number()), ("name", name), ("words", words)]);
    let said = &mut moved.handoff().said;
    *said = said.saturating_add(1);
    let slot = slots::words(moved.step.state.number, moved.step.state.said);
    let tone = moved.in_hours();
    moved.ring(slot, Screen::of(text), tone);
}

/// Shows on the card what the patient last let know.
fn remember(moved: &mut Move, key: DeskSay, holes: &[(&str, Html)]) {
    let words = moved.say(key, holes).plain();
    moved.handoff().news = Some(Private::new(words));
}
