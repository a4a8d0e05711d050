//! Which answers lead to a question, or make a rule hold.
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::walker::Picks;
use crate::script::{AnswerKind, AtLeast, OptionId, Question, QuestionId, Script, Sign, Table, Tier};

/// The most combinations of one table that are all walked. Of more, as many as bring each two answers together once.
const EVERY_MAX: usize = 600;

/// One option of each question of a table: in every combination, or, of very many, so that each two options stand together.
pub fn combinations(table: &Table) -> Vec<Picks> {
    let columns: Vec<(&QuestionId, &Vec<OptionId>)> = table.iter().collect();
    let rows = if in_full(table) { every(&columns) } else { pairwise(&columns) };
    let picks = |row: Vec<usize>| {
        let chosen = columns.iter().zip(row);
        chosen.map(|((question, options), index)| ((*question).clone(), [options[index].clone()].into())).collect()
    };
    rows.into_iter().map(picks).collect()
}

/// Whether [`combinations`] of this table are all that there are.
pub fn in_full(table: &Table) -> bool {
    table.values().map(Vec::len).fold(1, usize::saturating_mul) <= EVERY_MAX
}

type Columns<'a> = [(&'a QuestionId, &'a Vec<OptionId>)];

fn every(columns: &Columns) -> Vec<Vec<usize>> {
    columns.iter().fold(vec![Vec::new()], |rows, (_, options)| {
        let with = |row: &Vec<usize>| {
            let row = row.clone();
            (0..options.len()).map(move |index| row.iter().copied().chain([index]).collect::<Vec<_>>())
        };
        rows.iter().flat_map(with).collect()
    })
}

/// Rows in which each two options of two questions stand together at least once.
fn pairwise(columns: &Columns) -> Vec<Vec<usize>> {
    let mut open: BTreeSet<(usize, usize, usize, usize)> = BTreeSet::new();
    for (one, (_, options)) in columns.iter().enumerate() {
        for (other, (_, others)) in columns.iter().enumerate().skip(one + 1) {
            open.extend((0..options.len()).flat_map(|i| (0..others.len()).map(move |j| (one, i, other, j))));
        }
    }
    let mut rows = Vec::new();
    while let Some((one, i, other, j)) = open.first().copied() {
        let mut row: Vec<Option<usize>> = vec![None; columns.len()];
        (row[one], row[other]) = (Some(i), Some(j));
        for column in 0..columns.len() {
            if row[column].is_none() {
                let gained = |option: usize| {
                    let met = |(at, chosen): (usize, &Option<usize>)| {
                        chosen.is_some_and(|chosen| {
                            let pair =
                                if at < column { (at, chosen, column, option) } else { (column, option, at, chosen) };
                            open.contains(&pair)
                        })
                    };
                    row.iter().enumerate().filter(|(at, chosen)| met((*at, chosen))).count()
                };
                row[column] = (0..columns[column].1.len()).max_by_key(|option| (gained(*option), Reverse(*option)));
            }
        }
        let row: Vec<usize> = row.into_iter().map(Option::unwrap_or_default).collect();
        open.retain(|(one, i, other, j)| row[*one] != *i || row[*other] != *j);
        rows.push(row);
    }
    rows
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

/// The answers that make a sign apply: those of each of its tables, and of its count, with the way to their questions.
pub fn to_sign(script: &Script, sign: &Sign) -> Vec<Picks> {
    let tables = sign.when.0.iter().flat_map(|table| to_table(script, table.get_ref()));
    tables.chain(sign.count.iter().flat_map(|count| to_count(script, count))).collect()
}

/// The answers that meet a count: each choice of as many options as it asks for that one patient can give.
pub fn to_count(script: &Script, count: &AtLeast) -> Vec<Picks> {
    let of = count.of.get_ref().iter();
    let all: Vec<_> = of.flat_map(|(q, options)| options.iter().map(move |o| (q.clone(), o.clone()))).collect();
    let mut ways = vec![(0, Picks::new())];
    for _ in 0..count.at_least {
        let more = |(from, picks): &(usize, Picks)| {
            let with = |(index, (question, option)): (usize, &(QuestionId, OptionId))| {
                let mut picks = picks.clone();
                picks.entry(question.clone()).or_default().insert(option.clone());
                (index + 1, picks)
            };
            all.iter().enumerate().skip(*from).map(with).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(more).filter(|(_, picks)| answerable(script, picks)).collect();
    }
    ways.into_iter().map(|(_, picks)| with_ways(script, picks)).collect()
}

/// The answers that meet a table, in its [`combinations`], with the way to their questions.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_combinations_each_two_answers_still_stand_together() {
        let options = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<OptionId>>();
        let table: Table = (0..6).map(|question| (format!("q{question}"), options(3 + question % 3))).collect();
        assert!(!in_full(&table));
        let rows = combinations(&table);
        let has = |row: &Picks, (question, option): (&String, &String)| row[question].contains(option);
        for (one, options) in &table {
            for (other, others) in table.iter().filter(|(other, _)| *other > one) {
                for (i, j) in options.iter().flat_map(|i| others.iter().map(move |j| (i, j))) {
                    assert!(
                        rows.iter().any(|row| has(row, (one, i)) && has(row, (other, j))),
                        "{one} {i}, {other} {j}"
                    );
                }
            }
        }
        assert!(rows.len() < 60, "{} rows are no covering", rows.len());
    }
}
