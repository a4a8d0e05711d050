//! What typed words are listened for, made ready: every entry of `heard` and of `words/<language>.toml`, compiled into rules.
mod asks;
mod compile;
pub mod grammar;
pub mod keys;
pub mod pattern;
pub mod phrases;
pub mod replies;
pub mod tokens;
mod trie;

use std::collections::BTreeMap;

pub use asks::{Ask, Intent};
pub use compile::compile;
pub use grammar::Grammar;
pub use pattern::Measure;
pub use trie::{Atom, Spelling, Tongues, Trie};

use super::words::Lang;

/// A concept of one language, known by its number.
pub type Concept = u32;

/// Everything that is listened for.
#[derive(Clone, Debug, Default)]
pub struct Ear {
    /// The words of all languages.
    pub trie: Trie,
    /// The words that misspelt ones are mended to.
    pub spelling: Spelling,
    /// By atom, the languages that it is a small word of; none behind the end.
    pub small: Vec<Tongues>,
    /// How many atoms there are.
    pub atoms: usize,
    /// How many concepts there are.
    pub concepts: usize,
    /// The languages, in the order of the clinic.
    pub tongues: Vec<Tongue>,
    /// The phrases that make a concept and need no other.
    pub phrases: phrases::Phrases,
    /// What else makes a concept, in an order in which each needs only those before it.
    pub concept_rules: Vec<Rule>,
    /// Which of them a message can meet.
    pub concept_keys: keys::Keys,
    /// What names a sign, an option, an intent.
    pub rules: Vec<Rule>,
    /// Which of them a message can meet.
    pub rule_keys: keys::Keys,
    /// Sayings whose words mean nothing.
    pub idioms: phrases::Phrases,
    /// Number words, in tenths.
    pub numbers: BTreeMap<Atom, u32>,
    /// What may stand between tens and units.
    pub joints: Vec<Atom>,
}

/// What is known of one language.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// Its code.
    pub lang: Lang,
    /// Whether it has a grammar; without one, words of doubt stand for the scope.
    pub grammar: bool,
    /// Its small words, in order.
    pub small: Vec<Atom>,
    /// Its single words for no, as an answer.
    pub no: Vec<Atom>,
    /// Its lists, by name: `scope.not`, `time.week`.
    pub lists: BTreeMap<String, Concept>,
    /// Lengths of time without a number, in days.
    pub lengths: Vec<(Concept, u32)>,
}

/// One pattern, with numbers instead of names.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The language, by its place among the tongues.
    pub tongue: usize,
    /// What it names.
    pub target: Target,
    /// Whether it leaves room for doubt.
    pub doubtful: bool,
    /// Its parts.
    pub parts: Vec<RulePart>,
    /// What must stand nowhere in the message.
    pub nowhere: Vec<Seek>,
}

impl Rule {
    /// The words of a rule that is nothing but words next to each other.
    pub fn phrase(&self) -> Option<&[Atom]> {
        match (self.parts.as_slice(), self.nowhere.is_empty()) {
            ([RulePart { pieces, unless, .. }], true) if unless.is_empty() => match pieces.as_slice() {
                [Seek::Words(words)] => Some(words),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a rule names.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A concept.
    Concept(Concept),
    /// A sign, by its place among the script's.
    Sign(usize),
    /// An option, by the places of its question and its own.
    Option(usize, usize),
    /// The same, only while its question is asked.
    Answer(usize, usize),
    /// Some options of a question, of which it is one: the places of the question and of the group.
    Narrow(usize, usize),
    /// What a writer wants.
    Ask(Ask),
    /// Despair.
    Crisis,
}

/// Pieces in one clause.
#[derive(Clone, Debug)]
pub struct RulePart {
    /// What must be there.
    pub pieces: Vec<Seek>,
    /// What must not be near.
    pub unless: Vec<Seek>,
    /// Whether the order counts.
    pub ordered: bool,
    /// How far apart two pieces may be, in half words.
    pub reach: u32,
}

/// A piece to look for.
#[derive(Clone, Debug)]
pub enum Seek {
    /// Words next to each other.
    Words(Vec<Atom>),
    /// A concept.
    Concept(Concept),
    /// A number, in tenths.
    Number(Measure, u32, u32),
    /// Whose pain it is: somebody else's, or the writer's.
    Patient(bool),
}
