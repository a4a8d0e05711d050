//! Every question, why it is asked, and the lists that are asked one by one.
use super::album::{Chapter, Guide};
use crate::check::walker::Picks;
use crate::check::ways;
use crate::core::chart::view::View;
use crate::script::{Placed, Question, Say, Script, Stage};

/// Leads past them.
pub fn tour(guide: &mut Guide) {
    let script = guide.script;
    for question in &script.questions {
        if reach(guide, question) {
            screens(guide, question);
        }
    }
}

/// Walks until the question is shown.
fn reach(guide: &mut Guide, question: &Placed<Question>) -> bool {
    let shown = |view: &View| matches!(view, View::Question(id) if *id == question.id);
    let picks = ways::to_question(guide.script, question).unwrap_or_default();
    match question.stage {
        Stage::Interview => guide.until(&picks, shown),
        Stage::Booking => guide.until(&picks, |view| *view == View::Menu || shown(view)) && guide.on(&picks, shown),
        Stage::After => {
            let sent = guide.until(&picks, |view| matches!(view, View::Sent(_)));
            if let Some(first) = leads_to(guide.script, question) {
                guide.act(&format!("g.add.{}", first.id));
                answer(guide, first);
            } else {
                guide.act(&format!("g.add.{}", question.id));
            }
            sent && shown(&guide.walker.chart.shown)
        }
    }
}

/// The question by choice whose answer leads to this one.
fn leads_to<'s>(script: &'s Script, question: &Question) -> Option<&'s Question> {
    let named = |table: &crate::script::Table| table.keys().next().and_then(|id| script.question(id));
    question.when.as_ref()?.0.iter().find_map(|table| named(table.get_ref()))
}

fn answer(guide: &mut Guide, question: &Question) {
    let option = ways::harmless(guide.script, question);
    guide.act(&format!("m.{}.{option}", question.id));
}

fn screens(guide: &mut Guide, question: &Question) {
    let key = format!("q.{}", question.id);
    guide.keep(Chapter::Asked, &key, "");
    if question.art.is_some() {
        guide.act("g.picture");
        let when = guide.pressed(Say::ShowMe);
        guide.keep_rung(Chapter::Asked, &format!("{key}.picture"), "picture", when);
    }
    if !question.why.is_empty() {
        guide.act("w");
        guide.keep(Chapter::Asked, &format!("{key}.why"), guide.pressed(Say::Why));
        guide.act("g.back");
    }
    let Some(opens) = question.choices().find(|choice| choice.explains) else { return };
    guide.act(&format!("m.{}.{}", question.id, opens.id));
    let label = label(guide.script, question, &opens.id);
    while let View::Explain(asked, option) = guide.walker.chart.shown.clone() {
        let when = format!("The patient presses “{label}”: the list is asked one by one.");
        guide.keep(Chapter::Asked, &format!("{key}.one.{option}"), when);
        guide.act(&format!("x.{asked}.{option}.n"));
        if guide.walker.chart.shown == View::Explain(asked, option) {
            return;
        }
    }
}

fn label(script: &Script, question: &Question, option: &str) -> String {
    let clinic = &script.clinic;
    let english = clinic.languages.iter().find(|lang| *lang == "en").unwrap_or(&clinic.staff_language);
    question.choice(option).map(|choice| choice.say.plain(english, &[])).unwrap_or_default()
}

/// The answers until a plan that names this muscle, if there are any.
pub fn to_muscle(script: &Script, id: &str) -> Option<Picks> {
    let muscle = script.muscles.iter().find(|muscle| muscle.id == id)?;
    let mut reasons: Vec<_> = muscle.reason.iter().map(|reason| reason.get_ref()).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
    let tables = reasons.iter().flat_map(|reason| reason.when.0.iter().map(|table| table.get_ref()));
    let mut ways = tables.flat_map(|table| ways::to_table(script, table));
    let named = |picks: &Picks| {
        let mut walker = crate::check::Walker::new(script, script.clinic.languages.first()?, false);
        walker.walk(picks)?;
        let case = walker.chart.case.as_ref()?;
        let verdict = crate::core::chart::judge::Verdict::of(script, case);
        verdict.targets.iter().any(|target| target.muscle.id == id).then_some(())
    };
    ways.find(|picks| named(picks).is_some())
}
