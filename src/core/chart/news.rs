//! What staff did, as the patient learns it.
use super::case::Phase;
use super::moving::Moving;
use super::{RequestState, clearance, screens};
use crate::core::desk::fit;
use crate::core::event::DeskNews;
use crate::core::handoff::{Outcome, spoken};
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Tone};
use crate::script::{Html, Say};

/// The most of the clinic's words in one message, in UTF-16 units: the rest follows in the next.
const PIECE: usize = 3600;

/// News of a handoff.
pub fn news(moving: &mut Moving, number: i64, news: &DeskNews) {
    if let DeskNews::Wrote(words) = news {
        let waiting = moving.chart.requests.iter_mut().find(|r| r.number == number && r.state == RequestState::Waiting);
        if let Some(request) = waiting {
            request.state = RequestState::Taken;
        }
        for (index, piece) in fit::pieces(words.reveal(), PIECE).into_iter().enumerate() {
            let text = say(moving, Say::ClinicWrites, number, &[("words", piece.into())]);
            ring(moving, number, &format!("w{index}."), Screen::of(text), Tone::Loud);
        }
        return;
    }
    let Some(request) = moving.chart.requests.iter_mut().find(|request| request.number == number) else { return };
    let before = request.state;
    match (news, before) {
        (DeskNews::Taken, RequestState::Waiting) => {
            request.state = RequestState::Taken;
            let said = if advised(moving, number) { Say::TakenAdvised } else { Say::TakenByPerson };
            tell(moving, number, said, Tone::Silent);
        }
        (DeskNews::Released, RequestState::Taken) => request.state = RequestState::Waiting,
        (DeskNews::Offered(at), _) => {
            if let RequestState::Booked(booked) = before {
                request.stands = Some(booked);
            }
            if let RequestState::Offered(old) = before {
                moving.effect(Effect::Strip(Slot::named("o", format!("{number}.{}", old.as_second()))));
            }
            let request = moving.chart.requests.iter_mut().find(|request| request.number == number);
            let Some(request) = request else { return };
            request.state = RequestState::Offered(*at);
            let request = request.clone();
            let screen = screens::offer(moving.script, &request, *at, moving.facts, &moving.chart.lang);
            let slot = Slot::named("o", format!("{number}.{}", at.as_second()));
            moving.ring(slot, screen, Tone::Loud);
        }
        (DeskNews::OfferGone, RequestState::Offered(at) | RequestState::Booked(at)) => {
            request.state = request.without_offer();
            moving.effect(Effect::Strip(Slot::named("o", format!("{number}.{}", at.as_second()))));
            // Beside advice that stands, an offer is not worth a word.
            if !moving.is_advised() {
                tell(moving, number, Say::OfferGone, Tone::Loud);
            }
        }
        (DeskNews::Cleared, _) => clearance::given(moving, number),
        (DeskNews::Uncleared, _) => clearance::taken_back(moving, number),
        (DeskNews::Closed(outcome), state) if state != RequestState::Closed(*outcome) => {
            (request.state, request.stands) = (RequestState::Closed(*outcome), None);
            closed(moving, number, *outcome);
        }
        (DeskNews::Reopened, RequestState::Closed(_)) => request.state = RequestState::Taken,
        _ => {}
    }
}

/// Whether this is the card of the advice that stands.
pub fn advised(moving: &Moving, number: i64) -> bool {
    moving.chart.advice().is_some_and(|advice| advice.number == Some(number))
}

fn closed(moving: &mut Moving, number: i64, outcome: Outcome) {
    let words = match outcome {
        Outcome::Kept => Some(Say::ClosedKept),
        Outcome::Missed => Some(Say::ClosedMissed),
        Outcome::NotReached => Some(Say::ClosedNotReached),
        Outcome::SawDoctor => Some(Say::ClosedSawDoctor),
        Outcome::Answered => Some(Say::ClosedAnswered),
        // The patient did these: nothing new.
        Outcome::Withdrawn | Outcome::Erased => None,
    };
    if let Some(words) = words {
        tell(moving, number, words, Tone::Loud);
    }
    let done = moving.chart.case.as_ref().is_some_and(|case| case.phase == Phase::HandedOver(number));
    if done {
        moving.put_away();
    }
}

fn tell(moving: &mut Moving, number: i64, words: Say, tone: Tone) {
    let text = say(moving, words, number, &[]);
    ring(moving, number, "n", Screen::of(text), tone);
}

/// Words about a handoff.
pub fn say(moving: &Moving, words: Say, number: i64, more: &[(&str, Html)]) -> Html {
    let mut holes = vec![("number", Html::from(spoken(number)))];
    holes.extend(more.iter().cloned());
    moving.script.say(words, &moving.chart.lang, &holes)
}

/// Rings something about a handoff.
pub fn ring(moving: &mut Moving, number: i64, what: &str, screen: Screen, tone: Tone) {
    let slot = Slot::named(what, format!("{number}.{}", moving.now().as_millisecond()));
    moving.ring(slot, screen, tone);
}
