//! What became of a condition: the ways in which it holds no more, and those in which it holds now.
use std::collections::{BTreeMap, BTreeSet};

use crate::script::{Table, When};

/// The ways of a condition that came and went.
pub struct Ways<'a> {
    /// Held before, and no way of now covers it.
    pub lost: Vec<&'a Table>,
    /// Holds now, and no way of before covers it.
    pub gained: Vec<&'a Table>,
}

/// Compares two conditions.
pub fn ways<'a>(before: &'a When, after: &'a When) -> Ways<'a> {
    Ways { lost: uncovered(before, after), gained: uncovered(after, before) }
}

fn uncovered<'a>(these: &'a When, those: &When) -> Vec<&'a Table> {
    let these = these.0.iter().map(|table| table.get_ref());
    these.filter(|table| !those.0.iter().any(|other| covers(other.get_ref(), table))).collect()
}

/// Whether `wide` holds wherever `narrow` does: it asks of no more questions, and takes each answer that `narrow` takes.
pub fn covers(wide: &Table, narrow: &Table) -> bool {
    wide.iter().all(|(question, options)| {
        narrow.get(question).is_some_and(|named| named.iter().all(|option| options.contains(option)))
    })
}

/// The options of a table, as pairs.
pub fn pairs(table: &Table) -> BTreeSet<(String, String)> {
    let each = table.iter().flat_map(|(question, options)| options.iter().map(move |o| (question.clone(), o.clone())));
    each.collect()
}

/// Things by their names, those of before and those of now.
pub fn by_name<'a, T>(
    before: impl Iterator<Item = (&'a str, T)>,
    after: impl Iterator<Item = (&'a str, T)>,
) -> Vec<(&'a str, Option<T>, Option<T>)> {
    let mut order: Vec<&str> = Vec::new();
    let mut all: BTreeMap<&str, (Option<T>, Option<T>)> = BTreeMap::new();
    for (name, thing) in before {
        order.push(name);
        all.entry(name).or_insert((None, None)).0 = Some(thing);
    }
    for (name, thing) in after {
        if !order.contains(&name) {
            order.push(name);
        }
        all.entry(name).or_insert((None, None)).1 = Some(thing);
    }
    order.into_iter().filter_map(|name| all.remove(name).map(|(before, after)| (name, before, after))).collect()
}
