//! The bot's own words: each named here with the holes it may have, and said in phrases.toml and staff.toml.
use std::collections::BTreeMap;

use toml::Spanned;

use super::words::{Lang, Words};

/// A list of phrases that the program needs: one enum, one file.
pub trait PhraseKey: Copy + Ord + 'static {
    /// The file that says them.
    const FILE: &'static str;
    /// Each of them.
    const ALL: &'static [Self];
    /// Its name in the file.
    fn name(self) -> &'static str;
    /// The holes that it may have, besides the clinic's own ([`super::clinic::HOLES`]).
    fn holes(self) -> &'static [&'static str];
}

/// The words for each phrase of a list.
#[derive(Clone, Debug)]
pub struct Phrases<K>(BTreeMap<K, Words>);

impl<K: PhraseKey> Phrases<K> {
    /// The words of `key`; a loaded script has all.
    pub fn words(&self, key: K) -> Option<&Words> {
        self.0.get(&key)
    }

    /// Sorts what a file says into the list. What is missing or not known comes back as faults: where, and what.
    pub fn sort(said: BTreeMap<Spanned<String>, Words>) -> (Self, Vec<(std::ops::Range<usize>, String)>) {
        let (mut words, mut faults) = (BTreeMap::new(), Vec::new());
        for (name, text) in said {
            match K::ALL.iter().find(|key| key.name() == name.get_ref()) {
                Some(key) => drop(words.insert(*key, text)),
                None => faults
                    .push((name.span(), format!("`{}` is not a phrase of the program: remove it", name.get_ref()))),
            }
        }
        for key in K::ALL.iter().filter(|key| !words.contains_key(key)) {
            faults.push((0..0, format!("the phrase `{}` is missing: add it in every language", key.name())));
        }
        (Self(words), faults)
    }

    /// Takes the words of phrases that it has not from another.
    pub fn complete(&mut self, other: &Self) {
        for (key, words) in &other.0 {
            self.0.entry(*key).or_insert_with(|| words.clone());
        }
    }

    /// Drops what is not in one of these languages.
    pub fn keep(&mut self, languages: &[Lang]) {
        self.0.values_mut().for_each(|words| words.keep(languages));
    }

    /// Puts a mark before each text, made of its file and name: to see where a phrase is said.
    pub fn before_each(&mut self, mark: impl Fn(&str) -> String) {
        for (key, words) in &mut self.0 {
            words.before(&mark(&format!("{}/{}", K::FILE, key.name())));
        }
    }

    /// Each phrase with its words.
    pub fn each(&self) -> impl Iterator<Item = (K, &Words)> {
        self.0.iter().map(|(key, words)| (*key, words))
    }
}

/// Declares the phrases of one file: `Name "name_in_file" [holes]`.
macro_rules! phrases {
    ($(#[$doc:meta])* $enum:ident in $file:literal: $($key:ident $name:literal [$($hole:literal),*];)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is its own words in the file")]
        pub enum $enum { $($key),+ }

        impl $crate::script::phrase::PhraseKey for $enum {
            const FILE: &'static str = $file;
            const ALL: &'static [Self] = &[$(Self::$key),+];
            fn name(self) -> &'static str {
                match self { $(Self::$key => $name),+ }
            }
            fn holes(self) -> &'static [&'static str] {
                match self { $(Self::$key => &[$($hole),*]),+ }
            }
        }
    };
}
pub(crate) use phrases;
