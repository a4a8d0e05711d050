//! Signs, cautions and muscles: each with its condition in words, its sources, and the screen that it leads to.
use super::Writer;
use super::page::Page;
use crate::clinician::sentence::{Sentences, listed};
use crate::clinician::settings;
use crate::script::{Care, CautionEffect, Limit, Script, Tier, Words};

/// Every sign, the gravest first.
pub fn signs(page: &mut Page, of: Writer) {
    page.chapter(
        "signs",
        "Warning signs",
        "The highest tier wins. Emergency, same-day and person end the interview before any plan; routine offers a doctor beside it.",
    );
    let say = Sentences::new(of.script);
    for sign in &of.script.signs {
        let care = sign.care.map(|care| match care {
            Care::Hospital => "hospital",
            Care::Maternity => "maternity",
            Care::Ambulance => "ambulance",
        });
        let mut marks = vec![tier(sign.tier)];
        marks.extend(care.map(|care| ("plain", care)));
        let raised =
            sign.raised_from.map(|from| format!("raised by this clinic, shipped as: {}", settings::tier(from)));
        marks.extend(raised.as_ref().map(|raised| ("plain", raised.as_str())));
        page.part(&format!("s-{}", sign.code), &sign.code, &marks);
        page.says("Applies if", &say.sign(sign));
        page.says("But not if", &say.when(&sign.unless));
        if let Some(after) = &sign.after {
            page.says("Judged once this is answered", &[say.question(after)]);
        }
        page.says("Sources", &[sign.source.join(", ")]);
        let named = languages(
            of.script,
            &[
                ("said to the patient", &sign.say),
                ("said where it was typed", &sign.typed),
                ("on the card", &sign.staff),
                ("advice", &sign.advice),
            ],
        );
        page.table(&head(of.script), &named);
        shown(page, of, &format!("s.{}", sign.code));
    }
}

fn tier(tier: Tier) -> (&'static str, &'static str) {
    match tier {
        Tier::Emergency => ("emergency", "emergency"),
        Tier::SameDay => ("same_day", "a doctor today"),
        Tier::Person => ("person", "a person of the clinic"),
        Tier::Routine => ("routine", "a doctor beside the visit"),
    }
}

/// Every caution.
pub fn cautions(page: &mut Page, of: Writer) {
    page.chapter(
        "cautions",
        "Cautions",
        "What changes or stops a massage. The gravest counts; the limits of all are kept.",
    );
    let say = Sentences::new(of.script);
    for caution in &of.script.cautions {
        let effect = match caution.effect {
            CautionEffect::Stop => ("stop", "no massage, a doctor first"),
            CautionEffect::Doctor => ("doctor", "no time before staff press Cleared"),
            CautionEffect::Avoid => ("avoid", "not on that area"),
            CautionEffect::Adapt => ("adapt", "lighter, or in another position"),
        };
        page.part(&format!("c-{}", caution.code), &caution.code, &[effect]);
        page.says("Applies if", &say.when(&caution.when));
        page.says("But not if", &say.when(&caution.unless));
        let limits: Vec<String> = caution.limits.iter().map(|limit| limit_words(*limit).to_owned()).collect();
        if !limits.is_empty() {
            page.says("Limits", &[listed(&limits, "and")]);
        }
        page.says("Sources", &[caution.source.join(", ")]);
        let texts =
            [("in the plan", &caution.say), ("to the therapist", &caution.ask), ("on the card", &caution.staff)];
        page.table(&head(of.script), &languages(of.script, &texts));
        shown(page, of, &format!("c.{}", caution.code));
    }
}

fn limit_words(limit: Limit) -> &'static str {
    match limit {
        Limit::Light => "light pressure only",
        Limit::SideLying => "on the side, never face down",
        Limit::NoHeat => "no heat",
        Limit::NoManipulation => "no manipulation",
    }
}

/// Every muscle, by rank.
pub fn muscles(page: &mut Page, of: Writer) {
    let plan = &of.script.plan;
    let about = format!(
        "Each reason that holds adds its weight. From {} a muscle is mentioned, {} at most: the heaviest first, then by rank.",
        plan.enough, plan.at_most
    );
    page.chapter("muscles", "Muscles", &about);
    let say = Sentences::new(of.script);
    for muscle in &of.script.muscles {
        let rank = format!("rank {}", muscle.rank);
        let mut marks = vec![("plain", rank.as_str())];
        if of.script.roles.is_general(&muscle.id) {
            marks.push(("plain", "when nothing points to one"));
        }
        page.part(&format!("m-{}", muscle.id), &say.words(&muscle.name), &marks);
        let row = |reason: &crate::script::Reason| {
            let when = say.when(&reason.when).join("; or\n");
            vec![reason.weight.to_string(), when, say.words(&reason.say), reason.source.join(", ")]
        };
        let rows: Vec<_> = muscle.reason.iter().map(|reason| row(reason.get_ref())).collect();
        page.table(&["Weight", "If", "Said as", "Sources"], &rows);
        page.says("Never if", &say.when(&muscle.unless));
        let sides = if muscle.sides == 2 { "each side" } else { "in all" };
        page.says("Time", &[format!("{} minutes of 60, {sides}", muscle.minutes)]);
        page.says("Sources", &[muscle.source.join(", ")]);
        let texts = [
            ("name", &muscle.name),
            ("short", &muscle.short),
            ("place", &muscle.place),
            ("how to lie", &muscle.position),
            ("not face down", &muscle.position_side),
            ("what to ask for", &muscle.ask),
            ("light only", &muscle.ask_light),
        ];
        page.table(&head(of.script), &languages(of.script, &texts));
        shown(page, of, &format!("m.{}", muscle.id));
    }
}

fn shown(page: &mut Page, of: Writer, key: &str) {
    if let Some(shown) = of.album.page(key) {
        page.screens("As the patient sees it:", &shown.screens);
    }
}

/// The head of a table of texts.
pub fn head(script: &Script) -> Vec<&str> {
    [""].into_iter().chain(script.clinic.languages.iter().map(String::as_str)).collect()
}

/// Texts in every language, the clinic's holes filled; those that are not there are left out.
pub fn languages(script: &Script, texts: &[(&str, &Words)]) -> Vec<Vec<String>> {
    let said = texts.iter().filter(|(_, words)| !words.is_empty());
    let row = |(name, words): &(&str, &Words)| {
        let each = script.clinic.languages.iter().map(|lang| script.fill(Some(words), lang, &[]).plain());
        [(*name).to_owned()].into_iter().chain(each).collect()
    };
    said.map(row).collect()
}
