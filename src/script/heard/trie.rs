//! Every word that is listened for, and misspelt ones: found in time that depends on the word's length alone.
use super::pattern::Word;

/// A word or the beginning of words, known by its number.
pub type Atom = u32;

/// The words, letter by letter.
#[derive(Clone, Debug)]
pub struct Trie {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: Vec<(char, u32)>,
    /// The word that ends here.
    closed: Option<Atom>,
    /// The beginning that ends here: whatever follows.
    open: Option<Atom>,
}

impl Default for Trie {
    fn default() -> Self {
        Trie { nodes: vec![Node::default()] }
    }
}

impl Trie {
    /// Adds a word under its number.
    pub fn add(&mut self, word: &Word, atom: Atom) {
        let mut at = 0;
        for letter in word.letters.chars() {
            let slot = self.nodes[at].next.binary_search_by_key(&letter, |(c, _)| *c);
            at = match slot {
                Ok(slot) => self.nodes[at].next[slot].1 as usize,
                Err(slot) => {
                    let new = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].next.insert(slot, (letter, new as u32));
                    new
                }
            };
        }
        let node = &mut self.nodes[at];
        *(if word.open { &mut node.open } else { &mut node.closed }) = Some(atom);
    }

    /// Calls `found` with every number whose word is `word`, or whose beginning it begins with. Whether it is a word, not only a beginning.
    pub fn find(&self, word: &str, mut found: impl FnMut(Atom)) -> bool {
        let mut node = &self.nodes[0];
        for letter in word.chars() {
            node.open.into_iter().for_each(&mut found);
            let Ok(slot) = node.next.binary_search_by_key(&letter, |(c, _)| *c) else { return false };
            node = &self.nodes[node.next[slot].1 as usize];
        }
        node.open.into_iter().chain(node.closed).for_each(found);
        node.closed.is_some()
    }
}

/// Words of six letters and more, to mend misspelt ones by.
///
/// Only those are tried that begin with the same letter and are about as long. The shorter words of a red flag are not in it:
/// what is not spelt as listed is not taken for them.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// In order of first letter, then length.
    words: Vec<Listed>,
    /// The letters of each, by themselves: nearly every word is told apart by them.
    shapes: Vec<u32>,
}

/// Some of the tongues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tongues(u64);

impl Tongues {
    /// The one at this place.
    pub fn of(tongue: usize) -> Self {
        Self(1 << tongue.min(63))
    }

    /// Adds the one at this place. Whether it is new.
    pub fn insert(&mut self, tongue: usize) -> bool {
        let before = self.0;
        self.0 |= Self::of(tongue).0;
        self.0 != before
    }

    /// Whether the one at this place is there.
    pub fn has(self, tongue: usize) -> bool {
        self.0 & Self::of(tongue).0 != 0
    }

    /// Those that `are`, by their places.
    pub fn those(are: impl Iterator<Item = bool>) -> Self {
        Self(are.take(64).enumerate().fold(0, |set, (tongue, is)| set | u64::from(is) << tongue))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    first: char,
    length: usize,
    word: Box<str>,
    letters: Box<[char]>,
    /// Whose word it is.
    tongues: Tongues,
}

/// The shortest word that is mended.
pub const MENDED: usize = 6;
/// From so many letters on, two errors are mended.
const MENDED_TWICE: usize = 9;
/// Longer words are left alone.
const MENDED_MOST: usize = 24;

impl Spelling {
    /// Adds a word of a tongue, if it is long enough to be mended.
    pub fn add(&mut self, word: &str, tongue: usize) {
        let letters: Box<[char]> = word.chars().collect();
        if let Some(first) = letters.first().copied().filter(|_| (MENDED..=MENDED_MOST).contains(&letters.len())) {
            self.words.push(Listed {
                first,
                length: letters.len(),
                word: word.into(),
                letters,
                tongues: Tongues::of(tongue),
            });
        }
    }

    /// To be called when all are added.
    pub fn sort(&mut self) {
        self.words.sort();
        self.words.dedup_by(|other, one| {
            let same = other.word == one.word;
            one.tongues.0 |= if same { other.tongues.0 } else { 0 };
            same
        });
        self.shapes = self.words.iter().map(|listed| letters(&listed.word)).collect();
    }

    /// The listed word of these tongues that `word` is a misspelling of: the nearest, then the shortest, then the first by alphabet.
    pub fn mend(&self, word: &str, tongues: Tongues) -> Option<&str> {
        let typed: Vec<char> = word.chars().take(MENDED_MOST + 3).collect();
        let length = typed.len();
        if !(MENDED..=MENDED_MOST).contains(&length) {
            return None;
        }
        let (first, shape) = (typed[0], letters(word));
        let mut best: Option<(usize, &Listed)> = None;
        for of in length.saturating_sub(2)..=length + 2 {
            let most = if length.min(of) >= MENDED_TWICE { 2 } else { 1 };
            if of.abs_diff(length) > most {
                continue;
            }
            let start = |of: usize| self.words.partition_point(|listed| (listed.first, listed.length) < (first, of));
            for index in start(of)..start(of + 1) {
                // Each error changes at most two letters of the set.
                if (self.shapes[index] ^ shape).count_ones() as usize > 2 * most {
                    continue;
                }
                let listed = &self.words[index];
                if listed.tongues.0 & tongues.0 == 0 {
                    continue;
                }
                let errors = distance(&typed, &listed.letters, most);
                if let Some(errors) = errors.filter(|errors| best.is_none_or(|(least, _)| *errors < least)) {
                    best = Some((errors, listed));
                }
            }
        }
        best.map(|(_, listed)| &*listed.word)
    }
}

/// Which letters a word has, folded into 32 bits.
fn letters(word: &str) -> u32 {
    word.chars().fold(0, |set, letter| set | 1 << (letter as u32 % 32))
}

/// How many letters are wrong, missing, too many or exchanged with their neighbour; none if more than `most`.
fn distance(typed: &[char], listed: &[char], most: usize) -> Option<usize> {
    let mut rows = [[0u8; MENDED_MOST + 4]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate().take(typed.len() + 1) {
        *cell = j as u8;
    }
    for (i, letter) in listed.iter().enumerate() {
        let [before, above, row] = [(i + 2) % 3, i % 3, (i + 1) % 3];
        rows[row][0] = i as u8 + 1;
        let mut least = rows[row][0];
        for (j, other) in typed.iter().enumerate() {
            let wrong = rows[above][j] + u8::from(letter != other);
            let mut cost = wrong.min(rows[above][j + 1] + 1).min(rows[row][j] + 1);
            if i > 0 && j > 0 && letter == &typed[j - 1] && &listed[i - 1] == other {
                cost = cost.min(rows[before][j - 1] + 1);
            }
            rows[row][j + 1] = cost;
            least = least.min(cost);
        }
        if usize::from(least) > most + 1 {
            return None;
        }
    }
    let errors = usize::from(rows[listed.len() % 3][typed.len()]);
    (errors <= most).then_some(errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_mended_and_short_ones_are_not() {
        let mut spelling = Spelling::default();
        for word in ["numbness", "bladder", "swollen", "incontinence", "numb", "toes"] {
            spelling.add(word, 1);
        }
        spelling.sort();
        let mended = |word| spelling.mend(word, Tongues::of(1));
        assert_eq!(mended("nmubness"), Some("numbness"));
        assert_eq!(mended("swolen"), Some("swollen"));
        assert_eq!(mended("incontinance"), Some("incontinence"));
        assert_eq!(mended("incontanance"), Some("incontinence"));
        for word in ["ladder", "blabbers", "num", "numd", "tose", "numbernesses", "sullen", ""] {
            assert_eq!(mended(word), None, "{word}");
        }
        assert_eq!(spelling.mend("swolen", Tongues::of(0)), None, "a word of another language");
    }
}
