//! What goes to people: a handoff with its card, a wish for a person, words and media that nobody here understood.
use super::case::Phase;
use super::moving::Moving;
use super::view::{Note, View};
use super::{Request, RequestState, advice, card};
use crate::core::event::{HandOver, Media, PatientNews, Tell};
use crate::core::handoff::{Kind, Urgency};
use crate::script::{CardSay, Room};

/// Gives something to people: makes the card, and notes the request.
pub fn hand_over(moving: &mut Moving, kind: Kind, urgency: Urgency, room: Room) -> i64 {
    let (number, now) = (moving.number(), moving.now());
    let due = moving.script.clinic.promise(now);
    let state = RequestState::Waiting;
    moving.chart.requests.push(Request { number, kind, since: now, due, state, stands: None, rests: None });
    let card = card::card(moving.script, &moving.chart, moving.chart.case.as_ref(), moving.facts, kind);
    moving.tell(Tell::HandOver(Box::new(HandOver { number, kind, urgency, room, card, papers: vec![] })));
    number
}

/// Asks for a person: one open request of the kind is enough. It takes along the words that were kept, and despair.
pub fn person(moving: &mut Moving) {
    // What a case was opened with is not told to people before the patient agrees.
    if moving.chart.consent.is_none() && std::mem::take(&mut moving.chart.opening) {
        moving.chart.unheard = None;
    }
    if let Some(advice) = moving.chart.advice().cloned() {
        return advice::person(moving, &advice);
    }
    let by_rule = matches!(moving.chart.shown, View::Person(_) | View::Unreviewed);
    let despair = moving.chart.shown == View::Crisis;
    let words = moving.chart.unheard.take();
    let open = moving.chart.open_requests().find(|request| request.kind == Kind::Person).map(|request| request.number);
    // The same press, twice.
    let just_passed = moving.chart.shown == View::Note(Note::Passed);
    let mut note = if just_passed { Note::Passed } else { Note::PersonComes };
    let number = match open {
        Some(number) => {
            if let Some(words) = words {
                moving.tell_desk(number, PatientNews::Wrote(words));
                note = Note::Passed;
            }
            Some(number)
        }
        None if moving.has_handed_over() => None,
        None => {
            let urgency = if by_rule || despair { Urgency::Yellow } else { Urgency::Green };
            moving.chart.unheard = words;
            Some(hand_over(moving, Kind::Person, urgency, Room::Reception))
        }
    };
    moving.chart.unheard = None;
    if despair {
        number.into_iter().for_each(|number| advice::says(moving, number, CardSay::Despair, true));
        note = Note::Despair;
    }
    if let (true, Some(case)) = (by_rule, &mut moving.chart.case) {
        case.phase = Phase::WithPerson;
    }
    moving.overlay(View::Note(note));
}

/// Passes the words that nobody understood on to people: under an open card, or as a request of their own.
pub fn pass_on(moving: &mut Moving) {
    if let View::Unheard(Some(media)) = moving.chart.shown {
        return pass_media_on(moving, media);
    }
    // To send it is to agree that it is read.
    moving.chart.opening = false;
    let open = moving.chart.latest_open();
    match (open, moving.chart.unheard.take()) {
        (Some(number), Some(words)) => {
            let despair = moving.chart.shown == View::Crisis;
            moving.tell_desk(number, PatientNews::Wrote(words));
            if despair {
                advice::says(moving, number, CardSay::Despair, true);
            }
            moving.overlay(View::Note(if despair { Note::Despair } else { Note::Passed }));
        }
        (_, words) => {
            moving.chart.unheard = words;
            person(moving);
        }
    }
}

/// What nobody here can hear or see: a person is told that it stands in the chat.
fn pass_media_on(moving: &mut Moving, media: Media) {
    if moving.chart.open_requests().next().is_some() {
        moving.overlay(View::Note(Note::Passed));
    } else {
        person(moving);
    }
    let open = moving.chart.latest_open();
    if let Some(number) = open {
        moving.tell_desk(number, PatientNews::Sent(media));
    }
}
