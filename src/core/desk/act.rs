//! What a press by staff does.
use super::keys::keyboard;
use super::moved::Move;
use super::press::Action;
use super::{card, fit, offer, reply, ring, undo};
use crate::core::event::DeskNews;
use crate::core::handoff::{By, Contact, Mark, Outcome, Staff, State, Urgency};
use crate::core::step::Tone;
use crate::script::DeskSay;

/// A press on the card or on a message about it.
pub fn press(moved: &mut Move, action: &str, by: &Staff) {
    let Some(action) = Action::named(action) else { return moved.refuse(DeskSay::ToastOld, &[]) };
    if moved.step.state.is_erased() {
        return moved.refuse(DeskSay::ToastErased, &[]);
    }
    match action {
        Action::Undo => return undo::undo(moved, by),
        Action::Send(ask) | Action::Another(ask) | Action::Never(ask) => return offer::decide(moved, action, ask, by),
        _ => {}
    }
    if refused(moved, action, by) {
        return;
    }
    let before = undo::snapshot(&moved.step.state, by, moved.now());
    let waited = moved.step.state.state == State::Waiting;
    let closed = !moved.step.state.is_open();
    // Words to the patient of a closed handoff do not open it again.
    if !(closed && action == Action::Message) {
        moved.take(by);
    }
    moved.audit(action.audited());
    act(moved, action, by);
    undo::remember(moved, before);
    if waited && moved.step.tell.is_empty() {
        moved.tell(DeskNews::Taken);
    }
    moved.show_card();
}

/// Whether the press cannot be followed; then the presser is told why.
fn refused(moved: &mut Move, action: Action, by: &Staff) -> bool {
    let (now, handoff) = (moved.now(), &moved.step.state);
    let possible = keyboard(handoff, now).concat().contains(&action);
    let anothers = moved.is_anothers(by);
    let name = fit_name(moved);
    match &handoff.state {
        State::Closed(_) if possible => return false,
        State::Closed(outcome) => {
            let outcome = moved.say(card::outcome_words(*outcome), &[]);
            moved.refuse(DeskSay::ToastClosed, &[("outcome", outcome)]);
        }
        _ if anothers && action == Action::Take => moved.refuse(DeskSay::ToastTaken, &name),
        _ if anothers && action != Action::TakeOver => moved.refuse(DeskSay::ToastTakenOver, &name),
        State::Taken | State::Offered { .. } | State::Booked { .. }
            if !anothers && matches!(action, Action::Take | Action::TakeOver) =>
        {
            moved.refuse(DeskSay::ToastYours, &[]);
        }
        _ if action == Action::Offer && !handoff.may_offer() => moved.refuse(DeskSay::ToastClearFirst, &[]),
        State::Booked { at } if matches!(action, Action::Close(Outcome::Kept | Outcome::Missed)) && *at > now => {
            let when = moved.day(*at);
            moved.refuse(DeskSay::ToastNotYet, &[("when", when)]);
        }
        _ if possible => return false,
        _ => moved.refuse(DeskSay::ToastOld, &[]),
    }
    true
}

fn fit_name(moved: &Move) -> [(&'static str, crate::script::Html); 1] {
    [("name", moved.step.state.taken.as_ref().map(|by| fit::staff(&by.staff)).unwrap_or_default())]
}

fn act(moved: &mut Move, action: Action, by: &Staff) {
    let at = moved.now();
    let me = By { staff: by.clone(), at };
    match action {
        Action::Take => {}
        Action::TakeOver => moved.drop_draft(),
        Action::Reopen => {
            moved.handoff().state = State::Taken;
            moved.tell(DeskNews::Reopened);
        }
        Action::Offer => offer::ask(moved, by),
        Action::OfferGone => offer::gone(moved),
        Action::Message => reply::ask(moved, by),
        Action::Clear => {
            (moved.handoff().cleared, moved.handoff().alarm) = (Some(me), None);
            moved.tell(DeskNews::Cleared);
        }
        Action::Unclear => unclear(moved),
        Action::Mark(what) => mark(moved, what, me),
        Action::Close(outcome) => {
            moved.drop_draft();
            let handoff = moved.handoff();
            handoff.state = State::Closed(outcome);
            handoff.stands = None;
            moved.tell(DeskNews::Closed(outcome));
        }
        // Handled before: they belong to another message than the card.
        Action::Undo | Action::Send(_) | Action::Another(_) | Action::Never(_) => {}
    }
    let planned = ring::planned(moved.script, &moved.step.state, at);
    moved.handoff().ring_at = planned;
}

fn mark(moved: &mut Move, what: Contact, by: By) {
    moved.handoff().mark = Some(Mark { what, by });
    if matches!(what, Contact::OnTheWay | Contact::ReachedDoctor) {
        moved.handoff().alarm = None;
    }
    match what {
        Contact::GotWorse => {
            let handoff = moved.handoff();
            handoff.urgency = handoff.urgency.max(Urgency::Red);
            unclear(moved);
            moved.notice(DeskSay::NoticeWorse, &[], Tone::Loud);
        }
        Contact::SaysMistake => {
            let tone = moved.in_hours();
            moved.notice(DeskSay::NoticeMistake, &[], tone);
        }
        Contact::Calling | Contact::OnTheWay | Contact::NoAnswer | Contact::ReachedDoctor => {}
    }
}

/// Takes a clearance back, and with it an offer that rests on it. A booked visit stays for people to judge.
pub fn unclear(moved: &mut Move) {
    moved.drop_draft();
    if moved.handoff().cleared.take().is_some() {
        moved.tell(DeskNews::Uncleared);
    }
    offer::gone(moved);
}
