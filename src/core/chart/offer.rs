//! A time that the clinic offered, as the patient answers it; and requests taken back.
use jiff::{Timestamp, ToSpan};

use super::case::Phase;
use super::moving::Moving;
use super::press::{self, Act, Press};
use super::view::{Note, View};
use super::words::to_desk;
use super::{RequestState, assent, screens};
use crate::core::event::PatientNews;
use crate::core::handoff::{Kind, Outcome, spoken};
use crate::core::screen::Slot;
use crate::core::step::Effect;
use crate::core::understand::{Assent, At, Intent, Reading, Time};
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

/// Takes words for an answer to the one time that the clinic offers: the label of its button, or a yes without a wish, a question or
/// another time beside it. Whether they were taken; whatever else is said of it is for people.
pub fn typed(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let mut offers = moving.chart.requests.iter().filter_map(|request| match request.state {
        RequestState::Offered(at) => Some((request, at)),
        _ => None,
    });
    let Some((request, at)) = offers.next().filter(|_| offers.next().is_none()) else { return false };
    let screen = screens::offer(moving.script, request, at, moving.facts, &moving.chart.lang);
    let label = screen.buttons().find(|button| screens::same_words(words, &button.label));
    let alone = assent::is_alone(reading, words);
    // Whoever was just told that it is not booked yet says "ok" to that.
    let told = moving.chart.shown == View::Note(Note::Passed);
    let agrees = alone.is_some_and(|said| said.agrees() && !(told && said == Assent::Okay));
    let same = |time: &Time| names(time.at, at, moving);
    let yes = agrees && reading.times.iter().all(same) && reading.ticks.is_empty();
    // "No, I take no pills" answers something else.
    let instead = !reading.times.is_empty() || !reading.ticks.is_empty();
    let no = alone == Some(Assent::No) || reading.says_no() && instead || reading.wants(Intent::Change);
    let said = || screen.buttons().nth(usize::from(!yes)).filter(|_| yes || no);
    let Some(button) = label.or_else(said) else { return false };
    if !yes && words.split_whitespace().nth(1).is_some() {
        // When they can come instead, and why.
        to_desk(moving, words);
    }
    if let Press::Standing(act) = press::read(&button.data) {
        answer(moving, act);
    }
    true
}

/// Says that what is offered is not booked yet, where it is.
pub fn remind(moving: &mut Moving) {
    if moving.chart.requests.iter().any(|request| matches!(request.state, RequestState::Offered(_))) {
        moving.notice = Some(moving.script.say(Say::OfferWaits, &moving.chart.lang, &[]));
    }
}

/// Whether a day or an hour is the one of a visit: "yes, tuesday is fine".
fn names(said: At, visit: Timestamp, moving: &Moving) -> bool {
    let zoned = |at: Timestamp| at.to_zoned(moving.script.clinic.zone.clone()).datetime();
    let (today, visit) = (zoned(moving.facts.now), zoned(visit));
    match said {
        At::InDays(days) => today.date().checked_add(i64::from(days).days()).ok() == Some(visit.date()),
        At::Weekday(day) => visit.date().weekday().to_monday_zero_offset() == day.cast_signed(),
        At::Date(month, day) => (visit.month(), visit.day()) == (month.cast_signed(), day.cast_signed()),
        At::Hour(hour, minute) => (visit.hour(), visit.minute()) == (hour.cast_signed(), minute.cast_signed()),
        At::After(..) | At::Before(..) => false,
    }
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
