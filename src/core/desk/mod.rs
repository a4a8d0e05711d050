//! The staff side: one handoff at a time.
//!
//! A handoff has one card in a staff chat, edited in place; what people must notice is a short reply to it. Any action takes the
//! handoff for whoever pressed; the others may take it over. No time is offered on a yellow, orange or red card before a named
//! person pressed Cleared: that is asked at the press, when the time arrives, and when it is sent.
mod act;
mod card;
pub(crate) mod fit;
mod keys;
mod moved;
mod offer;
mod patient;
pub mod press;
mod queue;
mod reply;
mod ring;
mod slots;
pub mod stats;
mod undo;
pub mod when;

pub use queue::queue;
pub use slots::{About, about};

use crate::core::event::{DeskEvent, HandOver};
use crate::core::handoff::{Handoff, State, Urgency, spoken};
use crate::core::paper::{Form, Paper};
use crate::core::screen::Slot;
use crate::core::step::{Effect, Facts, Step, Tone};
use crate::script::{DeskSay, Script};
use moved::Move;

/// Minutes of opening time in which somebody phones a patient who was shown emergency advice.
const RED_MINUTES: i64 = 10;

/// Makes a handoff of a case, and its card: loud in opening hours, else silent and rung at opening.
pub fn open(script: &Script, chart: i64, handover: HandOver, facts: &Facts) -> Step<Handoff> {
    let HandOver { number, kind, urgency, room, card, papers } = handover;
    let now = facts.now;
    let open = script.clinic.is_open(now);
    let red = script.clinic.limits.answer_minutes.min(RED_MINUTES);
    // What was promised to the patient stands on the card too.
    let due = match urgency {
        Urgency::Red => script.clinic.after_open_minutes(now, red),
        _ => script.clinic.promise(now),
    };
    let mut handoff = Handoff {
        number,
        chart,
        kind,
        urgency,
        room,
        card,
        state: State::Waiting,
        taken: None,
        cleared: None,
        mark: None,
        wrote: None,
        stands: None,
        unreachable: false,
        news: None,
        alarm: None,
        draft: None,
        before: None,
        since: now,
        due,
        rung: u32::from(open),
        ring_at: None,
        said: 0,
        notes: 0,
        prompts: vec![],
    };
    handoff.ring_at = Some(ring::next(script, &handoff, now));
    let screen = card::screen(script, &handoff, facts);
    let mut step = Step::stay(handoff).with(Effect::Ring {
        slot: Slot::card(number),
        screen,
        tone: if open { Tone::Loud } else { Tone::Silent },
        reply_to: None,
        not_after: None,
    });
    step.audit.push("opened");
    step.effects.extend(papers.into_iter().map(|paper| hand(script, number, paper)));
    step
}

/// A paper below the card, without a sound: nobody needs it to act.
fn hand(script: &Script, number: i64, paper: Paper) -> Effect {
    let say = match paper.form {
        Form::Card => DeskSay::CardPaper,
        Form::Letter => DeskSay::LetterPaper,
    };
    let caption = script.desk(say, &[("number", spoken(number).into())]);
    let (slot, reply_to) = (Some(slots::paper(number, paper.form)), Some(Slot::card(number)));
    Effect::Hand { attachment: paper.into(), caption, slot, reply_to }
}

/// Moves one handoff by one event. Total and deterministic; an event that is not (or no more) possible says so and changes nothing.
///
/// A `Show` of a card is an edit of the card where it stands, however much stands below it.
pub fn step(script: &Script, handoff: Handoff, event: DeskEvent, facts: &Facts) -> Step<Handoff> {
    let mut moved = Move::new(script, facts, handoff);
    match event {
        DeskEvent::Press { action, by } => act::press(&mut moved, &action, &by),
        DeskEvent::Reply { text, by, to_time_prompt: true } => offer::typed(&mut moved, text.reveal(), &by),
        DeskEvent::Reply { text, by, to_time_prompt: false } => reply::words(&mut moved, text, &by),
        DeskEvent::NotText { words } => reply::not_text(&mut moved, words),
        DeskEvent::Patient(news) => patient::news(&mut moved, news),
        DeskEvent::Wake => ring::wake(&mut moved),
        DeskEvent::PatientUnreachable => patient::unreachable(&mut moved),
        DeskEvent::Moved => {
            let handoff = moved.handoff();
            handoff.prompts.clear();
            handoff.draft = None;
            moved.show_card();
        }
        DeskEvent::Refused(_) => {
            let name = moved.taker();
            moved.refuse(DeskSay::ToastTaken, &[("name", name)]);
        }
    }
    moved.step
}
