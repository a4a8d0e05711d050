//! The messages about a handoff in a staff chat, and what a reply to each of them means.
use crate::core::paper::Form;
use crate::core::screen::Slot;

/// What a message in a staff chat is about, by its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The handoff.
    pub number: i64,
    /// Whether a reply to it is a time to offer; otherwise a reply goes to the patient.
    pub time_prompt: bool,
}

/// What the message in `slot` is about; `None` if it is no message about a handoff.
pub fn about(slot: &Slot) -> Option<About> {
    let (what, rest) = slot.0.split_at_checked(1)?;
    if !["h", "w", "t", "c", "m", "r", "p"].contains(&what) {
        return None;
    }
    let number = rest.split('.').next()?.parse().ok()?;
    Some(About { number, time_prompt: matches!(what, "t" | "c") })
}

/// Patient's words below the card: blanked when the patient erases everything.
pub(super) fn words(number: i64, which: u32) -> Slot {
    Slot::named("w", format_args!("{number}.{which}"))
}

/// The prompt for a time. A reply to it is read as a time.
pub(super) fn time_prompt(number: i64, which: u32) -> Slot {
    Slot::named("t", format_args!("{number}.{which}"))
}

/// "Send to Ana?" A reply to it is read as another time.
pub(super) fn confirm(number: i64, which: u32) -> Slot {
    Slot::named("c", format_args!("{number}.{which}"))
}

/// The prompt for words to the patient.
pub(super) fn message_prompt(number: i64, which: u32) -> Slot {
    Slot::named("m", format_args!("{number}.{which}"))
}

/// A notice: rung again, booked, cancelled. It holds no word of the patient.
pub(super) fn notice(number: i64, which: u32) -> Slot {
    Slot::named("r", format_args!("{number}.{which}"))
}

/// A paper below the card. No more is sent once its slot is retired.
pub(super) fn paper(number: i64, form: Form) -> Slot {
    let what = match form {
        Form::Card => "card",
        Form::Letter => "letter",
    };
    Slot::named("p", format_args!("{number}.{what}"))
}
