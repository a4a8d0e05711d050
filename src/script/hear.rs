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
        let signs = self.signs.iter().map(|placed| placed.item.get_ref());
        let Some(sign) = signs.into_iter().find(|sign| names(&words, &sign.heard)) else { return Heard::Nothing };
        // "No" within "no pee all day" takes nothing back.
        let beside = without(&words, &sign.heard);
        if names(&beside, &self.doubt) { Heard::Perhaps(sign) } else { Heard::Sign(sign) }
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
    phrases.values().flatten().any(|phrase| words.contains(&plain(phrase)))
}

/// `words` without these phrases.
fn without(words: &str, phrases: &BTreeMap<Lang, Vec<String>>) -> String {
    phrases.values().flatten().fold(words.to_owned(), |words, phrase| words.replace(&plain(phrase), " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let phrases = BTreeMap::from([("en".to_owned(), vec!["can't pee".to_owned()])]);
        assert!(names(&plain("Help, I can’t PEE!"), &phrases));
        assert!(!names(&plain("I can't peel potatoes"), &phrases));
    }
}
