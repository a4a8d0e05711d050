//! Which buttons a card has, by its state.
use jiff::{SignedDuration, Timestamp};

use super::fit;
use super::press::{Action, data};
use crate::core::handoff::{Contact, Handoff, Kind, Outcome, State, Urgency};
use crate::core::screen::Button;
use crate::script::{DeskSay, Script};

/// How long a press can be undone.
const UNDO: SignedDuration = SignedDuration::from_secs(60);

/// The rows of buttons below a card. What is not here cannot be done now.
pub fn keyboard(handoff: &Handoff, now: Timestamp) -> Vec<Vec<Action>> {
    let mut rows = match &handoff.state {
        State::Closed(Outcome::Erased) => return Vec::new(),
        State::Closed(_) => vec![vec![Action::Message, Action::Reopen]],
        State::Waiting => first(handoff),
        State::Taken => taken(handoff),
        State::Offered { .. } => offered(handoff),
        State::Booked { .. } => booked(handoff),
    };
    if can_undo(handoff, now) {
        rows.push(vec![Action::Undo]);
    }
    rows
}

/// Whether the last press can still be undone by whoever made it.
pub fn can_undo(handoff: &Handoff, now: Timestamp) -> bool {
    handoff.before.as_ref().is_some_and(|before| now.duration_since(before.by.at) < UNDO)
}

/// The rows as buttons.
pub fn buttons(script: &Script, handoff: &Handoff, now: Timestamp) -> Vec<Vec<Button>> {
    let button = |action| {
        let words = script.desk(label(handoff, action), &[]).plain();
        Button::new(fit::cut(&words, fit::LABEL), data(handoff.number, action))
    };
    keyboard(handoff, now).into_iter().map(|row| row.into_iter().map(button).collect()).collect()
}

fn first(handoff: &Handoff) -> Vec<Vec<Action>> {
    match handoff.urgency {
        Urgency::Red | Urgency::Orange => with_doubt(handoff, vec![vec![Action::Message, Action::Take]]),
        Urgency::Yellow => {
            vec![vec![offer_if_cleared(handoff)], vec![Action::Message, Action::Take]]
        }
        Urgency::Green => match handoff.kind {
            Kind::Booking => vec![vec![Action::Offer], vec![Action::Message, Action::Take]],
            Kind::Doctor => {
                vec![vec![Action::Message, Action::Take], vec![Action::Mark(Contact::ReachedDoctor)]]
            }
            Kind::Person | Kind::Emergency => {
                vec![vec![Action::Message, Action::Take], vec![Action::Close(Outcome::Answered)]]
            }
        },
    }
}

fn taken(handoff: &Handoff) -> Vec<Vec<Action>> {
    let mut rows = vec![];
    if handoff.may_offer() {
        rows.push(vec![Action::Offer, Action::Message]);
    } else {
        rows.push(vec![Action::Message]);
    }
    let mut rows = with_doubt(handoff, rows);
    rows.push(vec![Action::Close(Outcome::NotReached), Action::Close(Outcome::Withdrawn)]);
    rows.push(vec![last_outcome(handoff), Action::TakeOver]);
    rows
}

fn offered(handoff: &Handoff) -> Vec<Vec<Action>> {
    let mut rows = vec![vec![offer_if_cleared(handoff), Action::OfferGone], vec![Action::Message, Action::TakeOver]];
    rows.extend(doubt_again(handoff));
    rows.push(vec![Action::Close(Outcome::NotReached), Action::Close(Outcome::Withdrawn)]);
    rows
}

fn booked(handoff: &Handoff) -> Vec<Vec<Action>> {
    let mut rows = vec![vec![Action::Close(Outcome::Kept), Action::Close(Outcome::Missed)]];
    rows.push(vec![offer_if_cleared(handoff), Action::Message]);
    rows.extend(doubt_again(handoff));
    rows.push(vec![Action::Close(Outcome::Withdrawn), Action::TakeOver]);
    rows
}

fn offer_if_cleared(handoff: &Handoff) -> Action {
    if handoff.may_offer() { Action::Offer } else { Action::Clear }
}

/// What to do about a sign comes before everything else on an orange or red card.
fn with_doubt(handoff: &Handoff, rest: Vec<Vec<Action>>) -> Vec<Vec<Action>> {
    let mark = Action::Mark;
    let clear = if handoff.cleared.is_some() { Action::Unclear } else { Action::Clear };
    let mut rows = match handoff.urgency {
        Urgency::Green => vec![],
        Urgency::Yellow => vec![vec![clear]],
        Urgency::Orange => {
            vec![vec![mark(Contact::ReachedDoctor), mark(Contact::NoAnswer)], vec![mark(Contact::GotWorse), clear]]
        }
        Urgency::Red => vec![
            vec![mark(Contact::Calling), mark(Contact::OnTheWay)],
            vec![mark(Contact::NoAnswer), mark(Contact::SaysMistake)],
            vec![clear],
        ],
    };
    rows.extend(rest);
    rows
}

/// A clearance can be withdrawn, and a patient can get worse, after a time was offered.
fn doubt_again(handoff: &Handoff) -> Option<Vec<Action>> {
    let worse = Action::Mark(Contact::GotWorse);
    match (handoff.urgency, handoff.cleared.is_some()) {
        (Urgency::Green, _) | (_, false) => None,
        (Urgency::Orange, true) => Some(vec![worse, Action::Unclear]),
        (Urgency::Yellow | Urgency::Red, true) => Some(vec![Action::Unclear]),
    }
}

fn last_outcome(handoff: &Handoff) -> Action {
    let doctor = handoff.never_lapses() || handoff.urgency != Urgency::Green;
    Action::Close(if doctor { Outcome::SawDoctor } else { Outcome::Answered })
}

fn label(handoff: &Handoff, action: Action) -> DeskSay {
    match action {
        Action::Take => DeskSay::ButtonTake,
        Action::TakeOver => DeskSay::ButtonOver,
        Action::Undo => DeskSay::ButtonUndo,
        Action::Reopen => DeskSay::ButtonReopen,
        Action::Offer if matches!(handoff.state, State::Offered { .. } | State::Booked { .. }) => {
            DeskSay::ButtonOfferOther
        }
        Action::Offer => DeskSay::ButtonOffer,
        Action::OfferGone => DeskSay::ButtonGone,
        Action::Send(_) => DeskSay::ButtonSend,
        Action::Another(_) => DeskSay::ButtonAnother,
        Action::Never(_) => DeskSay::ButtonNever,
        Action::Message => DeskSay::ButtonMessage,
        Action::Clear if handoff.urgency == Urgency::Yellow => DeskSay::ButtonClearYellow,
        Action::Clear => DeskSay::ButtonClear,
        Action::Unclear => DeskSay::ButtonUnclear,
        Action::Mark(Contact::Calling) => DeskSay::ButtonCalling,
        Action::Mark(Contact::OnTheWay) => DeskSay::ButtonOnTheWay,
        Action::Mark(Contact::NoAnswer) if handoff.urgency == Urgency::Red => DeskSay::ButtonNoAnswerRed,
        Action::Mark(Contact::NoAnswer) => DeskSay::ButtonNoAnswer,
        Action::Mark(Contact::ReachedDoctor) => DeskSay::ButtonReachedDoctor,
        Action::Mark(Contact::GotWorse) => DeskSay::ButtonWorse,
        Action::Mark(Contact::SaysMistake) => DeskSay::ButtonMistake,
        Action::Close(Outcome::Kept) => DeskSay::ButtonKept,
        Action::Close(Outcome::Missed) => DeskSay::ButtonMissed,
        Action::Close(Outcome::NotReached) => DeskSay::ButtonNotReached,
        Action::Close(Outcome::SawDoctor) => DeskSay::ButtonSawDoctor,
        Action::Close(Outcome::Withdrawn) => DeskSay::ButtonWithdrew,
        Action::Close(Outcome::Answered | Outcome::Erased) => DeskSay::ButtonAnswered,
    }
}
