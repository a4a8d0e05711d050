//! Good to know: pages beside the plan, none of which says more than the plan allows.
use super::Draw;
use crate::core::chart::judge::Verdict;
use crate::core::screen::Screen;
use crate::script::{Html, Page, Say};

/// The hole that the muscles of the plan fill.
const MUSCLES: &str = "muscles";

/// The pages, as buttons.
pub fn list(draw: Draw) -> Screen {
    let verdict = draw.chart.case.as_ref().map(|case| Verdict::of(draw.script, case));
    let shown = |page: &&Page| {
        verdict.as_ref().is_some_and(|verdict| {
            let limited = page.not_with.iter().any(|limit| verdict.limited(*limit));
            !limited && (named(draw, verdict) || !page.text.holes().contains(&MUSCLES))
        })
    };
    let pages = draw.script.pages.iter().map(|placed| placed.item.get_ref()).filter(shown);
    let button = |page: &Page| {
        draw.labelled(draw.script.fill(Some(&page.say), draw.lang(), &[]).plain(), format!("g.page.{}", page.id))
    };
    let mut buttons: Vec<_> = pages.map(button).collect();
    buttons.push(draw.button(Say::Back, "g.back"));
    Screen::with(draw.say(Say::AboutHead), buttons)
}

/// One of them.
pub fn page(draw: Draw, id: &str) -> Screen {
    let page = draw.script.pages.iter().find(|page| page.id == id);
    let text = page.map(|page| draw.script.fill(Some(&page.text), draw.lang(), &[(MUSCLES, muscles(draw))]));
    Screen::with(text.unwrap_or_default(), vec![draw.button(Say::Back, "g.about")])
}

/// Each muscle of the plan, with what it does.
fn muscles(draw: Draw) -> Html {
    let Some(case) = &draw.chart.case else { return Html::new() };
    let word = |words| draw.script.fill(Some(words), draw.lang(), &[]);
    let line = |name, about| draw.fill(Say::AboutMuscle, &[("name", word(name)), ("about", word(about))]);
    let verdict = Verdict::of(draw.script, case);
    let muscles = verdict.targets.iter().map(|target| target.muscle).filter(|muscle| !muscle.about.is_empty());
    let lines: Vec<Html> = muscles.map(|muscle| line(&muscle.name, &muscle.about)).collect();
    Html::join(&lines, "\n")
}

/// Whether the plan names a muscle.
fn named(draw: Draw, verdict: &Verdict) -> bool {
    { verdict.targets.iter() }
        .any(|target| !draw.script.roles.is_general(&target.muscle.id) && !target.muscle.about.is_empty())
}
