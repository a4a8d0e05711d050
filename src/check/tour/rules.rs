//! What each sign, caution and muscle leads to.
use super::album::{Chapter, Guide};
use super::asked::to_muscle;
use crate::check::walker::Picks;
use crate::check::ways;
use crate::core::chart::view::View;
use crate::script::{Sign, Tier};

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    let script = guide.script;
    for sign in &script.signs {
        if let Some(picks) = way_to(guide, sign) {
            follow(guide, sign, &picks);
        }
    }
    for caution in &script.cautions {
        let tables = caution.when.0.iter().map(|table| table.get_ref());
        let ways: Vec<Picks> = tables.flat_map(|table| ways::to_table(script, table)).collect();
        // A sign may stand in the way of the first, or of all: then it is seen after Cleared.
        let key = format!("c.{}", caution.code);
        if ways.iter().any(|picks| guide.until(picks, |view| *view == View::Menu)) {
            guide.keep_rung(Chapter::Caution, &key, "plan", "");
        } else if ways.iter().any(|picks| guide.until_cleared(picks)) {
            guide.keep_rung(Chapter::Caution, &key, "plan", "Seen only after a named member of staff pressed Cleared.");
        }
    }
    for muscle in &script.muscles {
        let general = script.roles.is_general(&muscle.id).then(Picks::new);
        let picks = general.or_else(|| to_muscle(script, &muscle.id));
        if picks.is_some_and(|picks| guide.until(&picks, |view| *view == View::Menu)) {
            guide.keep_rung(Chapter::Muscle, &format!("m.{}", muscle.id), "plan", "");
        }
    }
}

/// The first answers by which the sign is raised.
fn way_to(guide: &Guide, sign: &Sign) -> Option<Picks> {
    let raised = |picks: &Picks| {
        let mut walker = crate::check::Walker::new(guide.script, guide.lang, false);
        walker.walk(picks);
        walker.applied().contains(&sign.code)
    };
    ways::to_sign(guide.script, sign).into_iter().find(raised)
}

fn follow(guide: &mut Guide, sign: &Sign, picks: &Picks) {
    let key = format!("s.{}", sign.code);
    match sign.tier {
        Tier::Emergency | Tier::SameDay => {
            guide.until(picks, |view| *view == View::Advised);
            guide.keep_rung(Chapter::Sign, &key, "e", "");
        }
        Tier::Person => {
            guide.until(picks, |view| matches!(view, View::Person(_)));
            guide.keep(Chapter::Sign, &key, "");
        }
        Tier::Routine => {
            guide.until(picks, |view| *view == View::Menu);
            guide.keep_rung(Chapter::Sign, &key, "plan", "");
        }
    }
}
