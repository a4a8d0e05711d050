//! The drawing of a dialogue: the order of the questions with their conditions, and where signs leave, by tier.
mod mermaid;
mod svg;

pub use mermaid::mermaid;
pub use svg::svg;

use crate::clinician::sentence::Sentences;
use crate::script::{Placed, Question, Script, Sign, Stage, Table, Tier};

/// What is drawn: the questions from above to below.
struct Drawing {
    title: String,
    steps: Vec<Step>,
}

/// One question, with what it waits for and what leaves from it.
struct Step {
    /// Its id.
    id: String,
    /// Its short name.
    name: String,
    /// When it has its turn.
    stage: Stage,
    /// The conditions under which it is asked; none, if everyone is asked.
    only_if: Vec<String>,
    /// Where signs leave once it is answered, the gravest first.
    exits: Vec<Exit>,
}

/// The signs of one tier that leave from one question.
struct Exit {
    tier: Tier,
    /// The signs, each in words.
    signs: Vec<String>,
}

impl Drawing {
    fn of(script: &Script) -> Self {
        let say = Sentences::new(script);
        let step = |question: &Placed<Question>| Step {
            id: question.id.clone(),
            name: say.words(&question.short),
            stage: question.stage,
            only_if: question.when.as_ref().map(|when| say.when(when)).unwrap_or_default(),
            exits: exits(script, &question.id),
        };
        let steps = script.questions.iter().map(step).collect();
        Self { title: format!("{}, rules {}", script.clinic.name, script.clinic.rules), steps }
    }
}

/// The signs that are known once this question is answered, and not before.
fn exits(script: &Script, question: &str) -> Vec<Exit> {
    let tiers = [Tier::Emergency, Tier::SameDay, Tier::Person, Tier::Routine];
    let exit = |tier| {
        let signs = script.signs.iter().filter(|sign| sign.tier == tier);
        let signs: Vec<String> = signs.flat_map(|sign| ways_from(script, sign, question)).collect();
        (!signs.is_empty()).then_some(Exit { tier, signs })
    };
    tiers.into_iter().filter_map(exit).collect()
}

/// A sign's ways that are complete with this question.
fn ways_from(script: &Script, sign: &Sign, question: &str) -> Vec<String> {
    let say = Sentences::new(script);
    let place = |id: &str| script.questions.iter().position(|asked| asked.id == id);
    let after = sign.after.as_deref().and_then(place);
    let here = |table: &Table| table.keys().map(|id| place(id)).chain([after]).max().flatten() == place(question);
    let words = |table: &Table| match table.get(question).filter(|_| table.len() == 1) {
        Some(options) => options.iter().map(|option| say.option(question, option)).collect::<Vec<_>>().join(", "),
        None => say.table(table),
    };
    let raised = if sign.raised_from.is_some() { " (raised here)" } else { "" };
    let tables = sign.when.0.iter().map(|table| table.get_ref()).filter(|table| here(table));
    let mut ways: Vec<String> = tables.map(|table| format!("{}{raised}: {}", sign.code, words(table))).collect();
    let count = sign.count.as_ref().filter(|count| here(count.of.get_ref()));
    ways.extend(count.map(|count| format!("{}{raised}: {}", sign.code, say.count(count))));
    ways
}

fn tier_words(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "Emergency advice",
        Tier::SameDay => "A doctor today",
        Tier::Person => "A person of the clinic",
        Tier::Routine => "Goes on, a doctor offered beside",
    }
}

/// A tier's name in the styles of both drawings.
fn tier_class(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "emergency",
        Tier::SameDay => "today",
        Tier::Person => "person",
        Tier::Routine => "routine",
    }
}

/// What stands between the questions of one turn and those of the next.
fn between(stage: Stage) -> &'static str {
    match stage {
        Stage::Interview => "Start, consent",
        Stage::Booking => "Plan: muscles to mention, cautions, what to ask for. A visit is wanted:",
        Stage::After => "Summary, Send: a card for the staff. By choice:",
    }
}

/// The stages in order, each with its questions.
fn stages(drawing: &Drawing) -> impl Iterator<Item = (Stage, Vec<&Step>)> {
    [Stage::Interview, Stage::Booking, Stage::After].into_iter().map(|stage| {
        let steps = drawing.steps.iter().filter(|step| step.stage == stage).collect();
        (stage, steps)
    })
}
