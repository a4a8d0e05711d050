//! A time that the clinic offered, as the patient answers it; and requests taken back.
use jiff::Timestamp;

use super::case::Phase;
use super::moving::Moving;
use super::press::Act;
use super::view::View;
use super::{RequestState, screens};
use crate::core::event::PatientNews;
use crate::core::handoff::{Kind, Outcome, spoken};
use crate::core::screen::Slot;
use crate::core::step::Effect;
use crate::script::Say;

/// Takes a request back.
pub fn cancel(moving: &mut Moving, number: i64) {
    moving.overlay(View::Requests);
    let open = moving.chart.requests.iter_mut().find(|request| request.number == number && request.is_open());
    let Some(request) = open else { return };
    // Advice that stands is not a wish that can be taken back: its card stays until staff close it.
    if request.kind != Kind::Emergency {
        request.state = RequestState::Closed(Outcome::Withdrawn);
        let holes = [("number", spoken(number).into())];
        moving.notice = Some(moving.script.say(Say::RequestCancelled, &moving.chart.lang, &holes));
    }
    moving.tell_desk(number, PatientNews::Cancels);
    sent_no_more(moving, number);
}

/// The answer to a time that the clinic offered.
pub fn answer(moving: &mut Moving, act: Act) {
    let (number, at) = (act.what.parse::<i64>().unwrap_or(0), act.which.parse::<i64>().unwrap_or(0));
    let Ok(at) = Timestamp::from_second(at) else { return };
    let (lang, advised) = (moving.chart.lang.clone(), moving.is_advised());
    let request = moving.chart.requests.iter_mut().find(|request| request.number == number);
    let Some(request) = request.filter(|request| request.state == RequestState::Offered(at)) else {
        moving.toast(Say::OldButton);
        return;
    };
    let (state, news) = match act.how {
        // Nothing is booked while advice stands.
        "y" if advised => return moving.uncover(),
        // The desk says what stands now.
        "y" if at <= moving.facts.now => return moving.tell_desk(number, PatientNews::Accepts(at)),
        "y" => (RequestState::Booked(at), PatientNews::Accepts(at)),
        "o" => (request.without_offer(), PatientNews::OtherTime),
        "c" => (RequestState::Closed(Outcome::Withdrawn), PatientNews::Cancels),
        _ => return,
    };
    request.state = state;
    request.stands = None;
    let request = request.clone();
    let screen = screens::offer_answered(moving.script, &request, at, moving.facts, &lang);
    let slot = Slot::named("o", format!("{number}.{}", at.as_second()));
    let answers = moving.pressed();
    moving.effect(Effect::Show { slot, screen, answers });
    if matches!(state, RequestState::Closed(_)) {
        sent_no_more(moving, number);
    }
    moving.tell_desk(number, news);
}

/// What was sent is cancelled: "Sent" does not stay on the screen.
fn sent_no_more(moving: &mut Moving, number: i64) {
    if moving.chart.case.as_ref().is_some_and(|case| case.phase == Phase::HandedOver(number)) {
        moving.put_away();
        moving.overlay(View::Requests);
    }
}
