//! Offering a time: asked for, typed, repeated with its weekday, and only then sent.
use super::moved::Move;
use super::press::{Action, data};
use super::when::{self, WhyNot};
use super::{fit, ring, slots, undo};
use crate::core::event::DeskNews;
use crate::core::handoff::{Draft, Staff, State};
use crate::core::screen::{Button, Keyboard, Screen};
use crate::core::step::Tone;
use crate::script::{DeskSay, Html};

/// Opens the answer field of whoever pressed, for a time.
pub fn ask(moved: &mut Move, by: &Staff) {
    if !moved.is_prompted(by, true) {
        prompt(moved, DeskSay::AskTime, Html::new(), by);
    }
}

/// A reply to the prompt: a time, or why it is none.
pub fn typed(moved: &mut Move, text: &str, by: &Staff) {
    let (script, now) = (moved.script, moved.now());
    moved.prompted(by, true, false);
    let handoff = &moved.step.state;
    let refused = match handoff.state {
        _ if handoff.is_erased() => Some(DeskSay::NotSentErased),
        State::Closed(_) => Some(DeskSay::NotOfferedClosed),
        _ if moved.is_anothers(by) => Some(DeskSay::NotOfferedTaken),
        _ if !handoff.may_offer() => Some(DeskSay::NotOfferedUncleared),
        _ => None,
    };
    if let Some(key) = refused {
        let name = moved.taker();
        return moved.notice(key, &[("name", name)], Tone::Silent);
    }
    let waited = moved.step.state.state == State::Waiting;
    moved.take(by);
    moved.audit("typed_time");
    moved.drop_draft();
    match when::read(script, text, now, &script.clinic.staff_language) {
        Ok(at) => confirm(moved, at, by),
        Err(why) => {
            let why = explain(moved, why);
            prompt(moved, DeskSay::AskTimeAgain, why, by);
        }
    }
    if waited {
        moved.handoff().before = None;
        moved.tell(DeskNews::Taken);
        let planned = ring::planned(script, &moved.step.state, now);
        moved.handoff().ring_at = planned;
        moved.show_card();
    }
}

/// What is done with a time that was typed: sent, replaced, or dropped.
pub fn decide(moved: &mut Move, action: Action, ask: u32, by: &Staff) {
    let now = moved.now();
    // The buttons of a question that was decided or replaced are gone already: such a press came late, or twice.
    let draft = moved.step.state.draft.clone().filter(|draft| draft.ask == ask);
    let Some(draft) = draft else { return moved.refuse(DeskSay::ToastOld, &[]) };
    if moved.is_anothers(by) || draft.staff.id != by.id {
        let name = fit::staff(&draft.staff);
        return moved.refuse(DeskSay::ToastTakenOver, &[("name", name)]);
    }
    if action == Action::Send(ask) && !moved.step.state.may_offer() {
        moved.drop_draft();
        return moved.refuse(DeskSay::ToastClearFirst, &[]);
    }
    if action == Action::Send(ask) && draft.at <= now {
        moved.drop_draft();
        return moved.refuse(DeskSay::ToastPast, &[]);
    }
    let before = undo::snapshot(&moved.step.state, by, now);
    moved.take(by);
    moved.audit(action.audited());
    if let Action::Send(_) = action {
        send(moved, &draft);
        undo::remember(moved, before);
        return moved.show_card();
    }
    moved.drop_draft();
    if let Action::Another(_) = action {
        self::ask(moved, by);
    }
}

/// Takes an outstanding offer back: what was booked before stands again.
pub fn gone(moved: &mut Move) {
    if let State::Offered { .. } = moved.step.state.state {
        fall_back(moved);
        moved.tell(DeskNews::OfferGone);
    }
}

/// The state without the offer.
pub fn fall_back(moved: &mut Move) {
    let now = moved.now();
    let handoff = moved.handoff();
    handoff.state = match handoff.stands.take() {
        Some(at) => State::Booked { at },
        None => State::Taken,
    };
    let planned = ring::planned(moved.script, &moved.step.state, now);
    moved.handoff().ring_at = planned;
}

fn send(moved: &mut Move, draft: &Draft) {
    let handoff = moved.handoff();
    handoff.draft = None;
    handoff.ring_at = None;
    if let State::Booked { at } = handoff.state {
        handoff.stands = Some(at);
    }
    handoff.state = State::Offered { at: draft.at };
    let holes = [("number", moved.number()), ("when", moved.day(draft.at))];
    let words = moved.say(DeskSay::ConfirmSent, &holes);
    moved.show(slots::confirm(moved.step.state.number, draft.ask), Screen::of(words));
    moved.tell(DeskNews::Offered(draft.at));
}

fn confirm(moved: &mut Move, at: jiff::Timestamp, by: &Staff) {
    let ask = moved.next_note();
    moved.handoff().draft = Some(Draft { staff: by.clone(), at, ask });
    let handoff = &moved.step.state;
    let (number, name) = (handoff.number, fit::name(handoff.card.name.reveal()));
    let mut text = moved.say(DeskSay::Confirm, &[("when", moved.day(at)), ("name", name.clone())]);
    if !moved.script.clinic.is_open(at) {
        text.line(&moved.say(DeskSay::ConfirmOutside, &[]));
    }
    let button = |key, holes: &[(&str, Html)], action| {
        Button::new(fit::cut(&moved.say(key, holes).plain(), fit::LABEL), data(number, action))
    };
    let rows = vec![
        vec![button(DeskSay::ButtonSend, &[("name", name)], Action::Send(ask))],
        vec![
            button(DeskSay::ButtonAnother, &[], Action::Another(ask)),
            button(DeskSay::ButtonNever, &[], Action::Never(ask)),
        ],
    ];
    moved.ring(slots::confirm(number, ask), Screen::rows(text, rows), Tone::Silent);
}

fn prompt(moved: &mut Move, key: DeskSay, why: Html, by: &Staff) {
    let who = Html::mention(by.id, &fit::staff(by).plain());
    let text = moved.say(key, &[("who", who), ("number", moved.number()), ("why", why)]);
    let placeholder = moved.say(DeskSay::HintTime, &[]).plain();
    let keyboard = Keyboard::ForceReply { placeholder, person: by.id };
    let which = moved.next_note();
    let slot = slots::time_prompt(moved.step.state.number, which);
    moved.prompted(by, true, true);
    moved.ring(slot, Screen { text, keyboard }, Tone::Silent);
}

fn explain(moved: &Move, why: WhyNot) -> Html {
    let (key, at) = match why {
        WhyNot::Unclear => (DeskSay::WhyUnclear, None),
        WhyNot::NoTime => (DeskSay::WhyNoTime, None),
        WhyNot::NoSuchDate => (DeskSay::WhyNoSuchDate, None),
        WhyNot::ClockSkips => (DeskSay::WhyClockSkips, None),
        WhyNot::ClockTwice => (DeskSay::WhyClockTwice, None),
        WhyNot::Past(at) => (DeskSay::WhyPast, Some(at)),
        WhyNot::TooFar(at) => (DeskSay::WhyTooFar, Some(at)),
        WhyNot::OtherWeekday(at) => (DeskSay::WhyOtherWeekday, Some(at)),
    };
    moved.say(key, &[("when", at.map(|at| moved.day(at)).unwrap_or_default())])
}
