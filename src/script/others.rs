//! Languages that the clinic does not speak: how one is known, and the little that is said in it.
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::heard::tokens::Tokens;
use super::words::{Lang, Words};

/// The file.
pub const FILE: &str = "others.toml";

/// The holes of its texts that the clinic does not fill.
const HOLES: [&str; 1] = ["languages"];

/// The languages of others.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Others {
    /// What is said, in each.
    pub say: Words,
    words: BTreeMap<Lang, Spanned<Vec<String>>>,
    letters: BTreeMap<Lang, Spanned<Block>>,
    /// Each folded word, with the languages that it tells.
    #[serde(skip)]
    index: BTreeMap<String, Vec<Lang>>,
}

/// The letters of one block of Unicode.
#[derive(Clone, Debug)]
struct Block(RangeInclusive<char>);

impl Others {
    /// The same, ready to be looked up, without the clinic's own languages.
    pub fn without(mut self, own: &[Lang]) -> Others {
        self.words.retain(|lang, _| !own.contains(lang));
        self.letters.retain(|lang, _| !own.contains(lang));
        for (lang, words) in &self.words {
            for word in words.get_ref() {
                for folded in Tokens::of(word).words() {
                    self.index.entry(folded.to_owned()).or_default().push(lang.clone());
                }
            }
        }
        self
    }

    /// The languages that a folded word tells.
    pub fn of_word(&self, folded: &str) -> &[Lang] {
        self.index.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The language that a letter alone tells.
    pub fn of_letter(&self, letter: char) -> Option<&Lang> {
        self.letters.iter().find(|(_, block)| block.get_ref().0.contains(&letter)).map(|(lang, _)| lang)
    }

    /// What is wrong, and where: a language that could be known and has nothing to say, a hole that nothing fills.
    pub fn faults(&self, is_hole: impl Fn(&str) -> bool) -> Vec<(Range<usize>, String)> {
        let says = |lang: &Lang| self.say.each().any(|(said, ..)| said == lang);
        let words = self.words.iter().map(|(lang, words)| (lang, words.span()));
        let letters = self.letters.iter().map(|(lang, block)| (lang, block.span()));
        let silent = words.chain(letters).filter(|(lang, _)| !says(lang));
        let silent = silent.map(|(lang, at)| (at, format!("`{lang}` has nothing to say: add it to [say]")));
        let holes = self.say.each().flat_map(|(_, text, at)| {
            let strange = text.holes().into_iter().filter(|hole| !HOLES.contains(hole) && !is_hole(hole));
            strange.map(|hole| (at.clone(), format!("nothing fills {{{hole}}}"))).collect::<Vec<_>>()
        });
        silent.chain(holes).collect()
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let ends: Vec<char> = text.split('-').filter_map(|end| end.chars().next()).collect();
        match (text.chars().count(), ends.as_slice()) {
            (3, &[first, last]) if first <= last => Ok(Block(first..=last)),
            _ => Err(de::Error::custom("write the first letter of the block, a hyphen and the last one")),
        }
    }
}
