//! What of all that is listened for a message can meet: nothing else is looked at, so that a short message costs little.
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hearing::Hearing;
use crate::script::heard::{Concept, Target};

impl Hearing<'_> {
    /// Finds the concepts, each after those that it needs: a rule with a concept for its key is looked at once that one is found.
    pub(super) fn concepts(&mut self) {
        let (ear, keys) = (self.ear, &self.ear.concept_keys);
        let words = self.atoms.iter().flat_map(|atom| keys.with_atom(*atom));
        let mut waiting: BinaryHeap<Reverse<u32>> = words.chain(keys.always()).copied().map(Reverse).collect();
        while let Some(Reverse(index)) = waiting.pop() {
            let rule = &ear.concept_rules[index as usize];
            let Target::Concept(concept) = rule.target else { continue };
            let mut found = Vec::new();
            self.each(&rule.parts[0], rule.tongue, |matched| {
                found.push(matched.whole);
                false
            });
            if !found.is_empty() {
                let mentions = &mut self.mentions[concept as usize];
                if mentions.is_empty() {
                    waiting.extend(keys.with_concept(concept).iter().copied().map(Reverse));
                }
                mentions.append(&mut found);
                mentions.sort_unstable();
                mentions.dedup();
            }
        }
    }

    /// The rules that this message can meet, in their order. Once the concepts are found.
    pub(super) fn rules(&self) -> Vec<u32> {
        let keys = &self.ear.rule_keys;
        let words = self.atoms.iter().flat_map(|atom| keys.with_atom(*atom));
        let found = (0..self.mentions.len()).filter(|concept| !self.mentions[*concept].is_empty());
        let concepts = found.flat_map(|concept| keys.with_concept(concept as Concept));
        let mut rules: Vec<u32> = words.chain(concepts).chain(keys.always()).copied().collect();
        rules.sort_unstable();
        rules
    }
}
