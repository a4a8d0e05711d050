//! What of all that is listened for a message can meet: nothing else is looked at, so that a short message costs little.
use super::hearing::Hearing;
use crate::script::heard::keys::Need;
use crate::script::heard::{Concept, Target};

impl Hearing<'_> {
    /// Finds the concepts, each after those that it needs: a rule with a concept for its key is looked at once that one is found.
    pub(super) fn concepts(&mut self) {
        let (ear, keys) = (self.ear, &self.ear.concept_keys);
        let mut mentions = std::mem::take(&mut self.mentions);
        self.walk(&ear.phrases, |concept, at| mentions[concept as usize].push(at));
        self.mentions = mentions;
        let mut waiting = Waiting::of(ear.concept_rules.len());
        for (concept, mentions) in (0..).zip(&mut self.mentions).filter(|(_, mentions)| !mentions.is_empty()) {
            if !mentions.is_sorted_by(|one, other| one < other) {
                mentions.sort_unstable();
                mentions.dedup();
            }
            self.present.set(Need::concept(concept), true);
            keys.with_concept(concept).iter().for_each(|index| waiting.add(*index));
        }
        let words = self.atoms.iter().flat_map(|atom| keys.with_atom(*atom));
        words.chain(keys.always()).for_each(|index| waiting.add(*index));
        while let Some(index) = waiting.next() {
            let rule = &ear.concept_rules[index as usize];
            let Target::Concept(concept) = rule.target else { continue };
            if !keys.may_hold(index, &self.present) {
                continue;
            }
            let mut found = Vec::new();
            self.each(&rule.parts[0], rule.tongue, |matched| {
                found.push(matched.whole);
                false
            });
            if !found.is_empty() {
                let mentions = &mut self.mentions[concept as usize];
                if mentions.is_empty() {
                    self.present.set(Need::concept(concept), true);
                    keys.with_concept(concept).iter().for_each(|index| waiting.add(*index));
                }
                mentions.append(&mut found);
                if !mentions.is_sorted_by(|one, other| one < other) {
                    mentions.sort();
                    mentions.dedup();
                }
            }
        }
    }

    /// The rules that this message can meet, in their order. Once the concepts are found.
    pub(super) fn rules(&self) -> Vec<u32> {
        let keys = &self.ear.rule_keys;
        let words = self.atoms.iter().flat_map(|atom| keys.with_atom(*atom));
        let found = (0..self.mentions.len()).filter(|concept| !self.mentions[*concept].is_empty());
        let concepts = found.flat_map(|concept| keys.with_concept(concept as Concept));
        let candidates = words.chain(concepts).chain(keys.always()).copied();
        let mut rules: Vec<u32> = candidates.filter(|rule| keys.may_hold(*rule, &self.present)).collect();
        rules.sort_unstable();
        rules
    }
}

/// Rules that wait to be looked at, a bit each: the first comes first, and none is added before the one that was last taken.
struct Waiting {
    bits: Vec<u64>,
    from: usize,
}

impl Waiting {
    fn of(rules: usize) -> Waiting {
        Waiting { bits: vec![0; rules.div_ceil(64)], from: 0 }
    }

    fn add(&mut self, rule: u32) {
        self.bits[rule as usize / 64] |= 1 << (rule % 64);
        self.from = self.from.min(rule as usize / 64);
    }

    fn next(&mut self) -> Option<u32> {
        while let Some(bits) = self.bits.get_mut(self.from) {
            if *bits != 0 {
                let bit = bits.trailing_zeros();
                *bits &= *bits - 1;
                return Some(self.from as u32 * 64 + bit);
            }
            self.from += 1;
        }
        None
    }
}
