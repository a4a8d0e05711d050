//! Which rules a message can meet at all, by one piece that each of them needs: the others are not even looked at.
use std::collections::BTreeMap;

use super::{Atom, Concept, Rule, Seek};

/// Rules by the piece that they are looked up by.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    by_atom: Vec<Vec<u32>>,
    by_concept: Vec<Vec<u32>>,
    always: Vec<u32>,
    /// What every rule needs, one after the other: those of `rule` end at `ends[rule]`. In one piece, for the processor's cache.
    needs: Vec<Need>,
    ends: Vec<u32>,
}

/// A word or a concept that a message has or has not.
#[derive(Clone, Copy, Debug)]
pub struct Need(u32);

/// The words and concepts that a message has.
#[derive(Clone, Debug, Default)]
pub struct Present(Vec<u64>);

impl Keys {
    /// The keys of `rules`: the word that the fewest others need, else a concept of its first part; every other rule is always looked at.
    pub fn of(rules: &[Rule]) -> Keys {
        let mut wanted: BTreeMap<Atom, usize> = BTreeMap::new();
        for rule in rules {
            atoms(rule).for_each(|atom| *wanted.entry(atom).or_default() += 1);
        }
        let mut keys = Keys::default();
        for (index, rule) in rules.iter().enumerate() {
            let concept = rule.parts.first().and_then(|part| {
                part.pieces.iter().find_map(|piece| match piece {
                    Seek::Concept(concept) => Some(*concept),
                    _ => None,
                })
            });
            let list = match (atoms(rule).min_by_key(|atom| wanted[atom]), concept) {
                (Some(atom), _) => slot(&mut keys.by_atom, atom),
                (None, Some(concept)) => slot(&mut keys.by_concept, concept),
                (None, None) => &mut keys.always,
            };
            list.push(index as u32);
            keys.needs.extend(rule.parts.iter().flat_map(|part| &part.pieces).flat_map(needs));
            keys.ends.push(keys.needs.len() as u32);
        }
        keys
    }

    /// The rules that need this word.
    pub fn with_atom(&self, atom: Atom) -> &[u32] {
        self.by_atom.get(atom as usize).map_or(&[], Vec::as_slice)
    }

    /// The rules that need this concept.
    pub fn with_concept(&self, concept: Concept) -> &[u32] {
        self.by_concept.get(concept as usize).map_or(&[], Vec::as_slice)
    }

    /// The rules that are always looked at.
    pub fn always(&self) -> &[u32] {
        &self.always
    }

    /// Whether every word and concept of a rule is there: most name something that a message has not.
    pub fn may_hold(&self, rule: u32, present: &Present) -> bool {
        let start = (rule as usize).checked_sub(1).map_or(0, |before| self.ends[before]);
        self.needs[start as usize..self.ends[rule as usize] as usize].iter().all(|need| present.has(*need))
    }
}

impl Need {
    /// A word.
    pub fn atom(atom: Atom) -> Need {
        Need(atom << 1)
    }

    /// A concept.
    pub fn concept(concept: Concept) -> Need {
        Need(concept << 1 | 1)
    }
}

impl Present {
    /// Of so many words and so many concepts, none.
    pub fn none_of(atoms: usize, concepts: usize) -> Present {
        Present(vec![0; (2 * atoms.max(concepts)).div_ceil(64) + 1])
    }

    /// Notes that it is there, or no longer.
    pub fn set(&mut self, need: Need, there: bool) {
        let (word, bit) = (&mut self.0[need.0 as usize / 64], 1 << (need.0 % 64));
        *word = if there { *word | bit } else { *word & !bit };
    }

    fn has(&self, need: Need) -> bool {
        self.0[need.0 as usize / 64] >> (need.0 % 64) & 1 == 1
    }
}

/// The list of this number, with empty ones up to it.
fn slot(lists: &mut Vec<Vec<u32>>, number: u32) -> &mut Vec<u32> {
    let index = number as usize;
    if lists.len() <= index {
        lists.resize(index + 1, Vec::new());
    }
    &mut lists[index]
}

/// The words that the first part of a rule needs.
fn atoms(rule: &Rule) -> impl Iterator<Item = Atom> {
    let pieces = rule.parts.first().into_iter().flat_map(|part| &part.pieces);
    let words = pieces.filter_map(|piece| match piece {
        Seek::Words(words) => Some(words),
        _ => None,
    });
    words.flatten().copied()
}

/// What a piece needs; a number may be anywhere.
fn needs(piece: &Seek) -> Vec<Need> {
    match piece {
        Seek::Words(words) => words.iter().copied().map(Need::atom).collect(),
        Seek::Concept(concept) => vec![Need::concept(*concept)],
        Seek::Number(..) | Seek::Patient(_) => Vec::new(),
    }
}
