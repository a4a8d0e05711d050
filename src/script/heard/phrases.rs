//! Phrases of listed words: all of them are found in one walk over a message, however many there are.
use super::Atom;

/// Phrases, word by word, each with the number of what it names.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// The nodes that the first words lead to, by word: 0 is none.
    first: Vec<u32>,
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The words that go on, in order, and the nodes that they lead to.
    next: Vec<(Atom, u32)>,
    /// What the phrases that end here name.
    names: Vec<u32>,
}

/// A phrase as far as it was heard.
#[derive(Clone, Copy, Debug)]
pub struct Heard(u32);

impl Phrases {
    /// Adds a phrase.
    pub fn add(&mut self, words: &[Atom], name: u32) {
        let Some((first, rest)) = words.split_first() else { return };
        if self.first.len() <= *first as usize {
            self.first.resize(*first as usize + 1, 0);
        }
        let mut at = self.first[*first as usize] as usize;
        if at == 0 {
            at = self.grow();
            self.first[*first as usize] = at as u32;
        }
        for word in rest {
            at = match self.nodes[at].next.binary_search_by_key(word, |(next, _)| *next) {
                Ok(slot) => self.nodes[at].next[slot].1 as usize,
                Err(slot) => {
                    let new = self.grow();
                    self.nodes[at].next.insert(slot, (*word, new as u32));
                    new
                }
            };
        }
        self.nodes[at].names.push(name);
    }

    /// The phrases that begin with a word.
    pub fn begin(&self, word: Atom) -> Option<Heard> {
        self.first.get(word as usize).filter(|node| **node > 0).map(|node| Heard(*node))
    }

    /// Those that go on with a word.
    pub fn go_on(&self, heard: Heard, word: Atom) -> Option<Heard> {
        let next = &self.nodes[heard.0 as usize].next;
        next.binary_search_by_key(&word, |(next, _)| *next).ok().map(|slot| Heard(next[slot].1))
    }

    /// What the phrases that are heard whole name.
    pub fn names(&self, heard: Heard) -> &[u32] {
        &self.nodes[heard.0 as usize].names
    }

    fn grow(&mut self) -> usize {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_share_their_beginnings() {
        let mut phrases = Phrases::default();
        phrases.add(&[3, 4], 10);
        phrases.add(&[3, 4, 5], 11);
        phrases.add(&[3, 4], 12);
        phrases.add(&[], 13);
        let begun = phrases.begin(3).unwrap();
        assert!(phrases.names(begun).is_empty() && phrases.begin(4).is_none() && phrases.begin(99).is_none());
        let two = phrases.go_on(begun, 4).unwrap();
        assert_eq!(phrases.names(two), [10, 12]);
        assert_eq!(phrases.names(phrases.go_on(two, 5).unwrap()), [11]);
        assert!(phrases.go_on(begun, 5).is_none());
    }
}
