//! What is forgotten when, and what a clearance or an offer leaves behind.
use backdesk::core::chart::case::{Case, Phase};
use backdesk::core::chart::{Chart, Cleared, Request, RequestState};
use backdesk::core::event::{DeskNews, Event, PatientNews, Tell};
use backdesk::core::handoff::{Kind, Urgency};
use backdesk::core::step::{Effect, Review};
use jiff::{SignedDuration, Timestamp};

use crate::moves::{Patient, script};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn request(number: i64, since: Timestamp, state: RequestState) -> Request {
    Request { number, kind: Kind::Booking, since, due: since, state, stands: None, rests: None }
}

fn press(data: String) -> Event {
    Event::Press { data, message: 1 }
}

#[test]
fn a_chart_with_nothing_but_a_name_is_forgotten_once() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    let step = patient.peek(&patient.chart, &Event::Command(backdesk::core::event::Command::Start));
    patient.take(step);
    let due = patient.chart.wake_at().expect("it will be forgotten");
    assert_eq!(due, patient.facts.now + HOUR * 24 * 90);
    patient.facts.now = due;
    let step = patient.peek(&patient.chart, &Event::Wake);
    assert!(step.effects.contains(&Effect::Erase));
    assert_eq!((step.state.name.reveal().as_str(), step.state.wake_at()), ("", None), "and not again every 90 days");
}

#[test]
fn words_without_consent_are_kept_for_an_hour() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    for event in [press("0.g.pain".to_owned()), Event::Text("a story about a cat".to_owned().into())] {
        let step = patient.peek(&patient.chart, &event);
        patient.take(step);
    }
    assert!(patient.chart.unheard.is_some());
    assert_eq!(patient.chart.wake_at(), Some(patient.facts.now + HOUR));
    patient.facts.now += HOUR;
    let step = patient.peek(&patient.chart, &Event::Wake);
    assert_eq!(step.state.unheard, None);
    let agreed = patient.peek(&patient.chart, &press(format!("{}.g.back", patient.chart.turn)));
    patient.take(agreed);
    let agreed = patient.peek(&patient.chart, &press(format!("{}.g.yes", patient.chart.turn)));
    assert!(agreed.state.consent.is_some() && agreed.state.unheard.is_some(), "with consent they wait to be passed on");
}

#[test]
fn an_accepted_offer_forgets_the_earlier_visit_and_a_late_one_keeps_it() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    let (now, old) = (patient.facts.now, patient.facts.now + HOUR * 48);
    for (at, late) in [(now + HOUR * 24, false), (now - HOUR, true)] {
        let mut asked = request(7, now, RequestState::Offered(at));
        asked.stands = Some(old);
        patient.chart.requests = vec![asked];
        let step = patient.peek(&patient.chart, &press(format!("o.7.{}.y", at.as_second())));
        let told = [Tell::Desk { number: 7, news: PatientNews::Accepts(at) }];
        assert_eq!(step.tell, told);
        let after = &step.state.requests[0];
        let want = if late { (RequestState::Offered(at), Some(old)) } else { (RequestState::Booked(at), None) };
        assert_eq!((after.state, after.stands), want);
        let gone = patient.peek(&step.state, &Event::Desk { number: 7, news: DeskNews::OfferGone });
        let stands = if late { RequestState::Booked(old) } else { RequestState::Taken };
        assert_eq!(gone.state.requests[0].state, stands);
    }
}

/// What was taken back on one card leaves another card's clearance alone, and warns what rests on its own.
#[test]
fn a_clearance_taken_back_concerns_its_own_number() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    let now = patient.facts.now;
    patient.chart.cleared = Some(Cleared { codes: vec!["U-FOOT".to_owned()], number: 7, at: now });
    let mut visit = request(9, now, RequestState::Waiting);
    visit.rests = Some(5);
    patient.chart.requests = vec![request(8, now, RequestState::Waiting), visit];
    let other = patient.peek(&patient.chart, &Event::Desk { number: 8, news: DeskNews::Uncleared });
    assert!(other.state.cleared.is_some() && other.tell.is_empty());
    let own = patient.peek(&patient.chart, &Event::Desk { number: 5, news: DeskNews::Uncleared });
    // Number 5 is no request of this chart any more, as after a long time: nothing changes.
    assert_eq!((own.tell.len(), own.state.cleared.is_some()), (0, true));
    patient.chart.requests.push(request(5, now, RequestState::Taken));
    let own = patient.peek(&patient.chart, &Event::Desk { number: 5, news: DeskNews::Uncleared });
    let [Tell::Desk { number: 9, news: PatientNews::Sign { urgency: Urgency::Orange, .. } }] = &own.tell[..] else {
        panic!("{:?}", own.tell)
    };
}

/// An old form knows none of the newer fields.
#[test]
fn a_chart_of_before_is_read() {
    let script = script();
    let mut patient = Patient::new(script, Review::Named);
    let now = patient.facts.now;
    patient.chart.cleared = Some(Cleared { codes: vec![], number: 7, at: now });
    patient.chart.requests = vec![request(8, now, RequestState::Waiting)];
    patient.chart.case = Some(Case::new(script, now));
    let mut form = serde_json::to_value(&patient.chart).unwrap();
    for (path, field) in [
        ("", "acted"),
        ("", "unheard_at"),
        ("", "opening"),
        ("", "missed"),
        ("/case", "heard"),
        ("/cleared", "at"),
        ("/requests/0", "rests"),
    ] {
        form.pointer_mut(path).unwrap().as_object_mut().unwrap().remove(field).expect(field);
    }
    let read: Chart = serde_json::from_value(form).unwrap();
    assert_eq!(read.case.as_ref().map(|case| &case.phase), Some(&Phase::Interview));
    assert_eq!(read.cleared.unwrap().at, Timestamp::UNIX_EPOCH, "too old to count");
}
