//! Which answers lead to a question, or make a rule hold.
use std::collections::BTreeSet;

use super::walker::Picks;
use crate::script::{AnswerKind, Question, Script, Sign, Table, Tier};

/// The most combinations of one table that are walked.
const COMBINATIONS_MAX: usize = 600;

/// One option of each question of a table, in every combination.
pub fn combinations(table: &Table) -> Vec<Picks> {
    let mut all = vec![Picks::new()];
    for (question, options) in table {
        let with = |picks: &Picks| {
            options
                .iter()
                .map(|option| {
                    let mut picks = picks.clone();
                    picks.insert(question.clone(), [option.clone()].into());
                    picks
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).take(COMBINATIONS_MAX).collect();
    }
    all
}

/// Both sets of answers at once, if one patient can give them.
pub fn both(script: &Script, mut one: Picks, other: Picks) -> Option<Picks> {
    for (question, options) in other {
        let ticks = one.entry(question).or_default();
        ticks.extend(options);
    }
    answerable(script, &one).then_some(one)
}

/// Whether one patient can give these answers: one option where one is asked for, nothing beside "none".
pub fn answerable(script: &Script, picks: &Picks) -> bool {
    picks.iter().all(|(id, options)| {
        let Some(question) = script.question(id) else { return false };
        let alone = |option: &String| question.choice(option).is_some_and(|choice| choice.alone);
        options.len() == 1 || (question.answer == AnswerKind::Many && !options.iter().any(alone))
    })
}

/// The answers that make a sign apply: every combination of its tables, with the way to their questions.
pub fn to_sign(script: &Script, sign: &Sign) -> Vec<Picks> {
    let mut ways: Vec<Picks> = sign.when.0.iter().flat_map(|table| combinations(table.get_ref())).collect();
    if let Some(count) = &sign.count {
        let of = count.of.get_ref().iter();
        let all: Vec<_> = of.flat_map(|(q, options)| options.iter().map(move |o| (q.clone(), o.clone()))).collect();
        ways.extend(all.windows(count.at_least).map(|some| {
            let mut picks = Picks::new();
            for (question, option) in some {
                picks.entry(question.clone()).or_default().insert(option.clone());
            }
            picks
        }));
    }
    let ways = ways.into_iter().filter(|picks| answerable(script, picks));
    ways.map(|picks| with_ways(script, picks)).collect()
}

/// The answers that meet a table, in every combination, with the way to their questions.
pub fn to_table(script: &Script, table: &Table) -> Vec<Picks> {
    combinations(table).into_iter().map(|picks| with_ways(script, picks)).collect()
}

/// Adds what must be answered for the named questions to be asked.
pub fn with_ways(script: &Script, mut picks: Picks) -> Picks {
    let named: Vec<String> = picks.keys().cloned().collect();
    for id in named {
        let question = script.question(&id);
        if let Some(way) = question.and_then(|question| way_with(script, question, &picks)) {
            picks = way;
        }
    }
    picks
}

/// Answers under which `question` is asked.
pub fn to_question(script: &Script, question: &Question) -> Option<Picks> {
    way_with(script, question, &Picks::new())
}

/// Answers under which `question` is asked, that agree with those given.
fn way_with(script: &Script, question: &Question, given: &Picks) -> Option<Picks> {
    let Some(when) = &question.when else { return Some(given.clone()) };
    let met = |picks: &Picks| when.holds(&|q, o| picked(script, picks, q, o));
    if met(given) {
        return Some(given.clone());
    }
    let tables = when.0.iter().flat_map(|table| combinations(table.get_ref()));
    let mut ways = tables.filter_map(|way| both(script, given.clone(), way));
    let way = ways.find(|way| met(way) && answerable(script, way))?;
    // What leads there may itself have to be led to.
    let added: Vec<String> = way.keys().filter(|id| !given.contains_key(*id)).cloned().collect();
    added.iter().try_fold(way, |way, id| {
        let question = script.question(id)?;
        way_with(script, question, &way)
    })
}

fn picked(script: &Script, picks: &Picks, question: &str, option: &str) -> bool {
    match picks.get(question) {
        Some(options) => options.contains(option),
        None => {
            script.question(question).is_some_and(|asked| asked.when.is_none() && harmless(script, asked) == option)
        }
    }
}

/// The harmless answer: "none of these", else the first that no grave sign and no caution names, else the first that no grave
/// sign names.
pub fn harmless(script: &Script, question: &Question) -> String {
    if question.answer == AnswerKind::Scale {
        return "5".to_owned();
    }
    let tables = script.signs.iter().filter(|sign| sign.tier > Tier::Routine).flat_map(|sign| {
        let when = sign.when.0.iter().map(|table| table.get_ref());
        when.chain(sign.count.iter().map(|count| count.of.get_ref()))
    });
    let grave: BTreeSet<&String> = tables.filter_map(|table| table.get(&question.id)).flatten().collect();
    let tables = script.cautions.iter().flat_map(|caution| caution.when.0.iter().map(|table| table.get_ref()));
    let limited: BTreeSet<&String> = tables.filter_map(|table| table.get(&question.id)).flatten().collect();
    let alone = question.choices().find(|choice| choice.alone);
    let calm = || question.choices().filter(|choice| !grave.contains(&choice.id));
    let free = || calm().find(|choice| !limited.contains(&choice.id));
    let choice = alone.or_else(free).or_else(|| calm().next()).or_else(|| question.choices().next());
    choice.map(|choice| choice.id.clone()).unwrap_or_default()
}

/// Every list that is not about safety with all of its ticks: the longest cards, plans and summaries.
pub fn everything(script: &Script) -> Picks {
    let mut picks = Picks::new();
    for question in script.questions.iter().filter(|question| !question.safety) {
        let ticks = question.choices().filter(|choice| !choice.alone && !choice.explains);
        let ticks: BTreeSet<String> = ticks.map(|choice| choice.id.clone()).collect();
        if question.answer == AnswerKind::Many && !ticks.is_empty() {
            picks.insert(question.id.clone(), ticks);
        }
    }
    picks
}
