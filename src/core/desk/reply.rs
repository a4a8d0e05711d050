//! Words from staff to the patient, in the clinic's name.
use super::moved::Move;
use super::{fit, ring, slots};
use crate::core::event::DeskNews;
use crate::core::handoff::{By, Staff, State};
use crate::core::private::Private;
use crate::core::screen::{Keyboard, Screen};
use crate::core::step::Tone;
use crate::script::{DeskSay, Html};

/// Opens the answer field of whoever pressed, for words to the patient.
pub fn ask(moved: &mut Move, by: &Staff) {
    if moved.is_prompted(by, false) {
        return;
    }
    moved.prompted(by, false, true);
    let who = Html::mention(by.id, &fit::staff(by).plain());
    let text = moved.say(DeskSay::AskWords, &[("who", who), ("number", moved.number())]);
    let placeholder = moved.say(DeskSay::HintWords, &[]).plain();
    let which = moved.next_note();
    let slot = slots::message_prompt(moved.step.state.number, which);
    moved.ring(slot, Screen { text, keyboard: Keyboard::ForceReply { placeholder, person: by.id } }, Tone::Silent);
}

/// A reply to the card or to a message about it. It is sent whoever has the handoff: both are the clinic.
///
/// The patient hears the words and not, besides, that somebody took it.
pub fn words(moved: &mut Move, text: Private<String>, by: &Staff) {
    if text.reveal().trim().is_empty() {
        return;
    }
    if moved.step.state.is_erased() {
        return moved.notice(DeskSay::NotSentErased, &[], Tone::Silent);
    }
    let at = moved.now();
    moved.prompted(by, false, false);
    if moved.is_anothers(by) {
        moved.audit("wrote_for_another");
    } else {
        moved.audit("wrote");
        if moved.step.state.is_open() {
            take(moved, by);
        }
    }
    moved.handoff().wrote = Some(By { staff: by.clone(), at });
    moved.tell(DeskNews::Wrote(text));
    if moved.step.state.unreachable {
        moved.notice(DeskSay::NotDelivered, &[], Tone::Silent);
    }
    moved.show_card();
}

/// A voice message or a photo from staff: it is not passed on, and whoever sent it hears that.
pub fn not_text(moved: &mut Move, words: bool) {
    let key = if words { DeskSay::OnlyWords } else { DeskSay::TextOnly };
    moved.notice(key, &[], Tone::Silent);
}

fn take(moved: &mut Move, by: &Staff) {
    let waited = moved.step.state.state == State::Waiting;
    moved.take(by);
    if waited {
        // What was written cannot be undone.
        moved.handoff().before = None;
        let planned = ring::planned(moved.script, &moved.step.state, moved.now());
        moved.handoff().ring_at = planned;
    }
}
