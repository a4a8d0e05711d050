//! One minute's undo, for whoever made the last press.
use jiff::Timestamp;

use super::moved::{Move, claim};
use super::{fit, keys};
use crate::core::event::DeskNews;
use crate::core::handoff::{Before, By, Handoff, Staff, State};
use crate::script::DeskSay;

/// What a press by `by` could be undone to.
pub fn snapshot(handoff: &Handoff, by: &Staff, at: Timestamp) -> Before {
    Before {
        by: By { staff: by.clone(), at },
        urgency: handoff.urgency,
        state: handoff.state.clone(),
        taken: handoff.taken.clone(),
        cleared: handoff.cleared.clone(),
        mark: handoff.mark.clone(),
        stands: handoff.stands,
        ring_at: handoff.ring_at,
    }
}

/// Keeps `before` for an undo, if the press changed something: one that only opened a prompt does not hide an earlier one.
pub fn remember(moved: &mut Move, before: Before) {
    let mut now = snapshot(&moved.step.state, &before.by.staff, before.by.at);
    now.ring_at = before.ring_at;
    if now != before {
        moved.handoff().before = Some(Box::new(before));
    }
}

/// Goes back to before the last press, if `by` made it within the last minute; the patient hears what is no longer so.
pub fn undo(moved: &mut Move, by: &Staff) {
    let now = moved.now();
    let Some(before) = moved.step.state.before.clone() else { return moved.refuse(DeskSay::ToastUndoNothing, &[]) };
    if before.by.staff.id != by.id {
        let name = fit::staff(&before.by.staff);
        return moved.refuse(DeskSay::ToastUndoOther, &[("name", name)]);
    }
    if !keys::can_undo(&moved.step.state, now) {
        return moved.refuse(DeskSay::ToastUndoLate, &[]);
    }
    moved.drop_draft();
    moved.handoff().prompts.retain(|prompt| prompt.staff != by.id);
    let old = moved.step.state.clone();
    let Before { urgency, state, taken, cleared, mark, stands, ring_at, .. } = *before;
    let handoff = moved.handoff();
    (handoff.urgency, handoff.state, handoff.taken, handoff.cleared) = (urgency, state, taken, cleared);
    (handoff.mark, handoff.stands, handoff.ring_at, handoff.before) = (mark, stands, ring_at, None);
    // An offer whose time has passed meanwhile does not come back.
    if matches!(handoff.state, State::Offered { at } if at <= now) {
        super::offer::fall_back(moved);
    }
    hand_back(moved, &old);
    for news in heard(&old, &moved.step.state) {
        moved.tell(news);
    }
    moved.audit("undone");
    moved.show_card();
}

/// Gives the claim back to whoever had it before.
fn hand_back(moved: &mut Move, old: &Handoff) {
    let number = old.number;
    let holder = |handoff: &Handoff| handoff.taken.as_ref().map(|by| by.staff.id);
    let (mine, theirs) = (holder(old), holder(&moved.step.state));
    if mine == theirs {
        return;
    }
    moved.step.release.extend(mine.map(|id| claim(number, id)));
    moved.step.claims.extend(theirs.map(|id| claim(number, id)));
}

fn heard(old: &Handoff, new: &Handoff) -> Vec<DeskNews> {
    let mut news = Vec::new();
    match (&old.state, &new.state) {
        (State::Closed(_), State::Closed(_)) => {}
        (State::Closed(_), _) => news.push(DeskNews::Reopened),
        (_, State::Closed(outcome)) => news.push(DeskNews::Closed(*outcome)),
        (State::Offered { at }, State::Offered { at: again }) if at == again => {}
        (State::Offered { .. }, State::Offered { .. }) => {}
        (State::Offered { .. }, _) => news.push(DeskNews::OfferGone),
        _ => {}
    }
    match (&old.cleared, &new.cleared) {
        (None, Some(_)) => news.push(DeskNews::Cleared),
        (Some(_), None) => news.push(DeskNews::Uncleared),
        _ => {}
    }
    match new.state {
        State::Offered { at } if old.state != new.state => news.push(DeskNews::Offered(at)),
        State::Waiting if news.is_empty() && old.state != State::Waiting => news.push(DeskNews::Released),
        _ => {}
    }
    news
}
