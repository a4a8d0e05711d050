//! What a row of the outbox becomes: an edit, a message, a keyboard taken away; and what its outcome asks for. Pure.
use std::time::Duration;

use super::telegram::{NotSent, Outcome, Refusal};

/// What stands in a chat, as far as it bears on one Show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The message that the slot lives in, unless none is known.
    pub message: Option<i64>,
    /// The newest message of the chat, ours or theirs.
    pub newest: Option<i64>,
    /// Whether it is a staff chat: cards are edited where they stand, whatever was said below.
    pub group: bool,
}

/// What to call for a Show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Edit this message.
    Edit(i64),
    /// Send anew; then take the keyboard of this message away.
    Anew(Option<i64>),
}

/// What is done next with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is delivered.
    Sent,
    /// The message cannot be edited: send it anew.
    Anew,
    /// Try again after this long.
    Again(Duration),
    /// It may stand already: try again after this long, marked as a possible repeat where that matters.
    Repeat(Duration),
    /// The reader cannot be reached.
    Unreachable,
    /// The chat has this id now: follow it, and try again.
    Follow(i64),
    /// Telegram refuses it for ever.
    Dead,
    /// The token is refused: nothing can be sent.
    Stop,
}

/// How a Show is delivered. It edits if the message allows it and the press that it answers was on that message or nothing stands
/// below it.
pub fn show(standing: Standing, answers: Option<i64>, editable: bool) -> Move {
    // A press on a message of ours that is not known, or is below the known one, tells where the screen really stands.
    let message = match (standing.message, answers) {
        (Some(known), Some(pressed)) => Some(known.max(pressed)),
        (known, pressed) => known.or(pressed),
    };
    let Some(message) = message else { return Move::Anew(None) };
    let at_the_end = standing.newest.is_none_or(|newest| newest <= message);
    let reaches = standing.group || at_the_end || answers == Some(message);
    if editable && reaches { Move::Edit(message) } else { Move::Anew(Some(message)) }
}

/// What an outcome asks for, after so many tries. The staff's groups are not given up: the bot may be let in again.
pub fn next(outcome: &Outcome, tries: u32, staff: bool) -> Next {
    match outcome {
        Outcome::Done(_) | Outcome::Final(Refusal::NotModified) => Next::Sent,
        Outcome::NotSent(NotSent::RetryAfter(wait)) => Next::Again(*wait),
        Outcome::NotSent(NotSent::Connect) => Next::Again(backoff(tries + 1)),
        Outcome::Unknown => Next::Repeat(backoff(tries)),
        Outcome::Migrated(id) => Next::Follow(*id),
        Outcome::Final(Refusal::CannotEdit) => Next::Anew,
        Outcome::Final(Refusal::Blocked | Refusal::Gone) if staff => Next::Again(Duration::from_secs(60)),
        Outcome::Final(Refusal::Blocked | Refusal::Gone) => Next::Unreachable,
        Outcome::Final(Refusal::Token) => Next::Stop,
        Outcome::Final(_) => Next::Dead,
    }
}

/// The same for a picture or a paper: words say the same, so it is tried twice at most where it may stand already.
pub fn of_a_file(next: Next, tries: u32) -> Next {
    match next {
        Next::Repeat(_) if tries > 0 => Next::Dead,
        next => next,
    }
}

/// At once, then 1, 2, 4 … 64 seconds.
pub fn backoff(tries: u32) -> Duration {
    match tries {
        0 => Duration::ZERO,
        tries => Duration::from_secs(1 << (tries - 1).min(6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(message: Option<i64>, newest: Option<i64>) -> Standing {
        Standing { message, newest, group: false }
    }

    #[test]
    fn a_press_edits_the_message_pressed_whatever_stands_below() {
        assert_eq!(show(private(Some(5), Some(9)), Some(5), true), Move::Edit(5));
    }

    #[test]
    fn words_are_answered_below_them() {
        assert_eq!(show(private(Some(5), Some(6)), None, true), Move::Anew(Some(5)));
        assert_eq!(show(private(Some(5), Some(5)), None, true), Move::Edit(5), "nothing stands below");
        assert_eq!(show(private(None, Some(6)), None, true), Move::Anew(None));
    }

    #[test]
    fn a_message_of_ours_that_was_lost_sight_of_is_adopted() {
        assert_eq!(show(private(None, Some(7)), Some(7), true), Move::Edit(7));
        assert_eq!(show(private(Some(7), Some(8)), Some(8), true), Move::Edit(8), "sent twice, the lower one pressed");
        assert_eq!(show(private(Some(8), Some(8)), Some(7), true), Move::Edit(8), "sent twice, the upper one pressed");
    }

    #[test]
    fn what_cannot_be_edited_in_is_sent_anew() {
        assert_eq!(show(private(Some(5), Some(5)), Some(5), false), Move::Anew(Some(5)));
    }

    #[test]
    fn a_card_is_edited_where_it_stands() {
        let card = Standing { message: Some(5), newest: Some(90), group: true };
        assert_eq!(show(card, None, true), Move::Edit(5));
    }

    #[test]
    fn an_outcome_says_what_is_next() {
        let final_ = |refusal| Outcome::Final(refusal);
        assert_eq!(next(&final_(Refusal::NotModified), 0, false), Next::Sent);
        assert_eq!(next(&final_(Refusal::CannotEdit), 0, false), Next::Anew);
        assert_eq!(next(&final_(Refusal::Blocked), 0, false), Next::Unreachable);
        assert_eq!(next(&final_(Refusal::Gone), 0, true), Next::Again(Duration::from_secs(60)));
        assert_eq!(next(&Outcome::Unknown, 0, false), Next::Repeat(Duration::ZERO));
        assert_eq!(next(&Outcome::Unknown, 3, false), Next::Repeat(Duration::from_secs(4)));
        assert_eq!(next(&Outcome::NotSent(NotSent::Connect), 40, false), Next::Again(Duration::from_secs(64)));
        let wait = Duration::from_secs(7);
        assert_eq!(next(&Outcome::NotSent(NotSent::RetryAfter(wait)), 0, false), Next::Again(wait));
    }
}
