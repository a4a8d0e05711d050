//! Which rules a message can meet at all, by one piece that each of them needs: the others are not even looked at.
use std::collections::BTreeMap;

use super::{Atom, Concept, Rule, Seek};

/// Rules by the piece that they are looked up by.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    by_atom: BTreeMap<Atom, Vec<u32>>,
    by_concept: BTreeMap<Concept, Vec<u32>>,
    always: Vec<u32>,
}

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
                (Some(atom), _) => keys.by_atom.entry(atom).or_default(),
                (None, Some(concept)) => keys.by_concept.entry(concept).or_default(),
                (None, None) => &mut keys.always,
            };
            list.push(index as u32);
        }
        keys
    }

    /// The rules that need this word.
    pub fn with_atom(&self, atom: Atom) -> &[u32] {
        self.by_atom.get(&atom).map_or(&[], Vec::as_slice)
    }

    /// The rules that need this concept.
    pub fn with_concept(&self, concept: Concept) -> &[u32] {
        self.by_concept.get(&concept).map_or(&[], Vec::as_slice)
    }

    /// The rules that are always looked at.
    pub fn always(&self) -> &[u32] {
        &self.always
    }
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
