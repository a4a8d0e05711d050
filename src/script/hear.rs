//! Plain recognition of typed words: whole phrases, spelt as dialogues/ lists them. It may raise a tier, never lower one.
use std::collections::BTreeMap;

use super::Script;
use super::words::Lang;
use super::{Choice, Question, Sign};

/// Words made comparable: small letters, no punctuation, one blank around each word.
pub fn plain(words: &str) -> String {
    let kept: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let kept = kept.to_lowercase();
    let words: Vec<&str> = kept.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

/// What typed words may name.
pub enum Heard<'a> {
    /// A grave sign, plainly.
    Sign(&'a Sign),
    /// A grave sign beside words that may take it back: to be asked.
    Perhaps(&'a Sign),
    /// Despair.
    Crisis,
    /// Nothing that these rules know.
    Nothing,
}

impl Script {
    /// Whether typed words name a grave sign or despair, in any language of the clinic.
    pub fn hear(&self, words: &str) -> Heard<'_> {
        let words = plain(words);
        if names(&words, &self.crisis) {
            return Heard::Crisis;
        }
        let signs = || self.signs.iter().map(|placed| placed.item.get_ref());
        let Some(first) = signs().find(|sign| names(&words, &sign.heard)) else { return Heard::Nothing };
        // The phrases themselves may hold a "no": "I cannot pee" is not taken back by its own words.
        let mut phrases: Vec<String> = signs().filter_map(|sign| named(&words, &sign.heard)).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let rest = phrases.iter().fold(words, |rest, phrase| rest.replacen(phrase.as_str(), " ", 1));
        if names(&rest, &self.doubt) { Heard::Perhaps(first) } else { Heard::Sign(first) }
    }
}

impl Script {
    /// Every sign that typed words name, plainly or not, the gravest first.
    pub fn signs_in(&self, words: &str) -> impl Iterator<Item = &Sign> {
        let words = plain(words);
        let signs = self.signs.iter().map(|placed| placed.item.get_ref());
        signs.filter(move |sign| names(&words, &sign.heard))
    }
}

impl Question {
    /// The one option that typed words plainly name; none where two could be meant.
    pub fn heard(&self, words: &str) -> Option<&Choice> {
        let words = plain(words);
        let says =
            |choice: &&Choice| choice.say.each().any(|(_, say, _)| say.forms().iter().any(|f| plain(f) == words));
        let listed = |choice: &&Choice| choice.heard.values().flatten().any(|phrase| plain(phrase) == words);
        let within = |choice: &&Choice| names(&words, &choice.heard);
        let exact: Vec<&Choice> = self.choices().filter(|choice| says(choice) || listed(choice)).collect();
        let found = if exact.is_empty() { self.choices().filter(within).collect() } else { exact };
        match found[..] {
            [choice] => Some(choice),
            _ => None,
        }
    }
}

fn names(words: &str, phrases: &BTreeMap<Lang, Vec<String>>) -> bool {
    named(words, phrases).is_some()
}

fn named(words: &str, phrases: &BTreeMap<Lang, Vec<String>>) -> Option<String> {
    phrases.values().flatten().map(|phrase| plain(phrase)).find(|phrase| words.contains(phrase.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_is_not_taken_back_by_its_own_words() {
        let script = Script::load(&super::super::Source::BuiltIn).unwrap();
        assert!(matches!(script.hear("no puedo orinar"), Heard::Sign(sign) if sign.code == "E-BLADDER"));
        assert!(matches!(script.hear("I have no chest pain"), Heard::Perhaps(sign) if sign.code == "E-CHEST"));
        assert!(matches!(script.hear("chest pain and I cannot pee"), Heard::Sign(_)));
        assert!(matches!(script.hear("no chest pain, but I cannot pee"), Heard::Perhaps(_)));
        assert!(matches!(script.hear("I want to die"), Heard::Crisis));
        assert!(matches!(script.hear("can I come on thursday"), Heard::Nothing));
    }

    #[test]
    fn phrases_are_whole_words() {
        let phrases = BTreeMap::from([("en".to_owned(), vec!["can't pee".to_owned()])]);
        assert!(names(&plain("Help, I can’t PEE!"), &phrases));
        assert!(!names(&plain("I can't peel potatoes"), &phrases));
    }
}
