//! The answer of somebody who has nothing.
use std::collections::BTreeSet;

use crate::script::{AnswerKind, Question, Script, Tier};

/// The harmless answer: "none of these", else the first that no grave sign names.
pub fn harmless(script: &Script, question: &Question) -> String {
    if question.answer == AnswerKind::Scale {
        return "5".to_owned();
    }
    let tables = script.signs.iter().filter(|sign| sign.tier > Tier::Routine).flat_map(|sign| {
        let when = sign.when.0.iter().map(|table| table.get_ref());
        when.chain(sign.count.iter().map(|count| count.of.get_ref()))
    });
    let grave: BTreeSet<&String> = tables.filter_map(|table| table.get(&question.id)).flatten().collect();
    let alone = question.choices().find(|choice| choice.alone);
    let calm = || question.choices().find(|choice| !grave.contains(&choice.id));
    let choice = alone.or_else(calm).or_else(|| question.choices().next());
    choice.map(|choice| choice.id.clone()).unwrap_or_default()
}
