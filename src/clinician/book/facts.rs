//! The order of the questions, the words that may be typed, and the clinic's own facts.
use super::Writer;
use super::page::Page;
use crate::clinician::sentence::Sentences;
use crate::clinician::settings;
use crate::script::{Stage, clinic::HOLES};

/// The order in which questions are asked, with what each waits for.
pub fn order(page: &mut Page, of: Writer) {
    page.chapter(
        "order",
        "The order of the questions",
        "One after the other; a question with a condition comes only if it holds.",
    );
    let say = Sentences::new(of.script);
    let row = |(index, question): (usize, &crate::script::Placed<crate::script::Question>)| {
        let when = question.when.as_ref().map_or("everyone".to_owned(), |when| say.when(when).join("; or\n"));
        let stage = match question.stage {
            Stage::Interview if question.safety => "before the plan, for safety",
            Stage::Interview => "before the plan",
            Stage::Booking => "after the plan, if a visit is wanted",
            Stage::After => "after it is sent, by choice",
        };
        vec![(index + 1).to_string(), say.words(&question.short), question.id.clone(), when, stage.to_owned()]
    };
    let rows: Vec<_> = of.script.questions.iter().enumerate().map(row).collect();
    page.table(&["", "Question", "Id", "Asked of", "Turn"], &rows);
}

/// Words that may be typed at any moment.
pub fn typed(page: &mut Page, of: Writer) {
    page.chapter(
        "typed",
        "Words that patients type",
        "Typed words may raise a sign at any moment, and never take one back. Beside a word of doubt the sign is asked for, not \
         taken as said. Words of despair bring the crisis line.",
    );
    let mut rows = Vec::new();
    for (what, words) in [("doubt", &of.script.doubt), ("despair", &of.script.crisis)] {
        rows.extend(words.iter().map(|(lang, words)| vec![what.to_owned(), lang.clone(), words.join(", ")]));
    }
    for sign in &of.script.signs {
        rows.extend(sign.heard.iter().map(|(lang, words)| vec![sign.code.clone(), lang.clone(), words.join(", ")]));
    }
    page.table(&["Names", "Language", "Words"], &rows);
    let others = of.script.others.say.each();
    let others = others.map(|(lang, text, _)| vec![lang.clone(), text.forms().join(" | ")]);
    let others: Vec<_> = others.filter(|row| !of.script.clinic.languages.contains(&row[0])).collect();
    if !others.is_empty() {
        page.text("Whoever writes in a language that the clinic does not speak reads this in it:");
        page.table(&["Language", "Words"], &others);
    }
}

/// What fills the holes, and what the clinic set.
pub fn clinic(page: &mut Page, of: Writer) {
    page.chapter(
        "clinic",
        "The clinic's own facts",
        "What fills the holes of the texts, from clinic.toml. Telephone numbers first: read them aloud.",
    );
    let clinic = &of.script.clinic;
    let rows: Vec<_> =
        HOLES.iter().map(|hole| vec![format!("{{{hole}}}"), clinic.hole(hole).unwrap_or_default().plain()]).collect();
    page.table(&["Hole", "Filled with"], &rows);
    let mut rows: Vec<Vec<String>> =
        settings::numbers(clinic).iter().map(|set| vec![set.what.to_owned(), set.value()]).collect();
    rows.push(vec!["an untaken card rings again after".to_owned(), settings::rings(clinic)]);
    rows.push(vec!["manipulation".to_owned(), settings::manipulation(clinic).to_owned()]);
    page.table(&["What the clinic may set", ""], &rows);
    let raised = settings::raised(of.script);
    if raised.is_empty() {
        page.text("This clinic raised no sign: each leads where it was shipped to lead.");
    } else {
        page.says("Signs that this clinic raised", &raised);
    }
    let plan = &of.script.plan;
    page.text(&format!(
        "A muscle is mentioned from a weight of {}; a plan mentions {} at most.",
        plan.enough, plan.at_most
    ));
}
