//! What staff did, as the patient learns it.
use jiff::SignedDuration;

use super::album::{Chapter, Guide};
use crate::check::walker::Picks;
use crate::check::ways;
use crate::core::chart::judge::Verdict;
use crate::core::chart::view::View;
use crate::core::event::{Command, DeskNews};
use crate::core::handoff::Outcome;
use crate::script::{Say, Tier};

const NEWS: Chapter = Chapter::News;

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    let taken = "Staff take the request.";
    asked(guide);
    guide.desk(DeskNews::Taken);
    guide.keep(NEWS, "taken", taken);
    requests(guide, "taken");
    guide.desk(DeskNews::Wrote(guide.written()));
    guide.keep(NEWS, "wrote", "Staff write a message.");
    offers(guide);
    let outcomes = [
        (Outcome::Kept, "kept", "the visit took place"),
        (Outcome::Missed, "missed", "the patient did not come"),
        (Outcome::NotReached, "not_reached", "the patient could not be reached"),
        (Outcome::SawDoctor, "saw_doctor", "the patient saw a doctor"),
        (Outcome::Answered, "answered", "the question is answered"),
    ];
    for (outcome, key, what) in outcomes {
        asked(guide);
        guide.desk(DeskNews::Closed(outcome));
        guide.keep(NEWS, &format!("closed_{key}"), format!("Staff close the request: {what}."));
    }
    cleared(guide);
}

/// A new patient who asked for a visit.
fn asked(guide: &mut Guide) {
    guide.until(&Picks::new(), |view| matches!(view, View::Sent(_)));
}

fn offers(guide: &mut Guide) {
    for (how, key, say) in
        [("y", "accepted", Say::OfferYes), ("o", "declined", Say::OfferOther), ("c", "cancelled", Say::OfferCancel)]
    {
        asked(guide);
        let (number, at) = (guide.number(), guide.walker.facts.now + SignedDuration::from_hours(48));
        guide.desk(DeskNews::Offered(at));
        guide.keep(NEWS, "offer", "Staff offer a time.");
        requests(guide, "offered");
        guide.press(&format!("o.{number}.{}.{how}", at.as_second()));
        guide.keep(NEWS, &format!("offer_{key}"), guide.pressed(say));
        if how == "y" {
            requests(guide, "booked");
            guide.desk(DeskNews::Offered(at + SignedDuration::from_hours(24)));
            requests(guide, "offered_instead");
            guide.desk(DeskNews::OfferGone);
            guide.keep(NEWS, "offer_gone", "Staff take the offer back.");
        }
    }
}

fn requests(guide: &mut Guide, key: &str) {
    guide.command(Command::Requests);
    guide.keep(NEWS, &format!("requests_{key}"), "The patient writes /requests then.");
}

fn cleared(guide: &mut Guide) {
    let script = guide.script;
    let Some(sign) = script.signs.iter().find(|sign| sign.tier == Tier::SameDay) else { return };
    let picks = ways::to_sign(script, sign).into_iter().next().unwrap_or_default();
    guide.until(&picks, |view| *view == View::Advised);
    guide.desk(DeskNews::Taken);
    guide.keep(NEWS, "taken_advised", "Staff take the request while advice stands.");
    guide.desk(DeskNews::Cleared);
    guide.keep(
        NEWS,
        "cleared",
        "A named member of staff presses Cleared: massage is allowed, and the lists are asked again.",
    );
    guide.desk(DeskNews::Uncleared);
    guide.keep(NEWS, "uncleared", "Staff take Cleared back.");
    let grave = script.signs.iter().filter(|sign| sign.tier == Tier::SameDay);
    let mut ways = grave.flat_map(|sign| ways::to_sign(script, sign));
    // One beside which no caution stops the massage.
    if ways.any(|picks| guide.until_cleared(&picks) && !stopped(guide)) {
        let when = "The plan after Cleared, with the sign still answered so: it names no muscle.";
        guide.keep_rung(NEWS, "plan_cleared", "plan", when);
    }
}

fn stopped(guide: &Guide) -> bool {
    guide.walker.chart.case.as_ref().is_some_and(|case| Verdict::of(guide.script, case).stopped())
}
