//! Whether a message is in a language that the clinic does not speak.
use std::collections::BTreeMap;

use super::hearing::Hearing;
use crate::script::Lang;
use crate::script::others::Others;

/// How many words must tell a language, where there are more than that.
const ENOUGH: usize = 2;

/// How many letters a word must have to tell a language alone.
const LONE: usize = 4;

/// How much of a message is looked at, in characters and in words: its beginning tells.
const LOOKED_AT: usize = 200;

/// The other language that the words are in: most of its letters are of that language, or more of its words than of any of ours.
pub fn foreign(others: &Others, hearing: &Hearing, words: &str) -> Option<Lang> {
    by_letters(others, words).or_else(|| by_words(others, hearing))
}

fn by_letters(others: &Others, words: &str) -> Option<Lang> {
    let letters: Vec<char> = words.chars().take(LOOKED_AT).filter(|letter| letter.is_alphabetic()).collect();
    let mut told: BTreeMap<&Lang, usize> = BTreeMap::new();
    letters.iter().filter_map(|letter| others.of_letter(*letter)).for_each(|lang| *told.entry(lang).or_default() += 1);
    let all: usize = told.values().sum();
    // Japanese is written with Chinese letters among its own.
    let most = told.into_iter().max_by_key(|(lang, letters)| (*lang == "ja", *letters))?;
    (2 * all > letters.len()).then(|| most.0.clone())
}

fn by_words(others: &Others, hearing: &Hearing) -> Option<Lang> {
    let mut told: BTreeMap<&Lang, usize> = BTreeMap::new();
    let looked_at = hearing.tokens.len().min(LOOKED_AT);
    for word in hearing.tokens.words().take(looked_at) {
        others.of_word(word).iter().for_each(|lang| *told.entry(lang).or_default() += 1);
    }
    let (lang, words) = told.into_iter().max_by_key(|(_, words)| *words)?;
    let short = looked_at == 1 && hearing.tokens.words().all(|word| word.chars().count() < LONE);
    let ours = hearing.known.iter().copied().max().unwrap_or(0) as usize;
    (words >= ENOUGH.min(looked_at) && words > ours && !short).then(|| lang.clone())
}

#[cfg(test)]
mod tests {
    use crate::core::understand::read;
    use crate::script::{Script, Source};

    #[test]
    fn other_languages_are_known_and_ours_are_not_taken_for_them() {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let lang = |words: &str| read(&script, words).foreign;
        for (words, other) in [
            ("ich habe rückenschmerzen seit gestern", "de"),
            ("Sprechen Sie Deutsch?", "de"),
            ("j'ai mal au dos", "fr"),
            ("Bonjour", "fr"),
            ("ho mal di schiena da tre giorni", "it"),
            ("estou com dor nas costas", "pt"),
            ("ik heb pijn in mijn rug", "nl"),
            ("boli mnie kręgosłup", "pl"),
            ("у мене болить спина", "uk"),
            ("mă doare spatele de ieri", "ro"),
            ("belim çok ağrıyor", "tr"),
            ("πονάει η μέση μου", "el"),
            ("ظهري يؤلمني", "ar"),
            ("כואב לי הגב", "he"),
            ("मेरी कमर में दर्द है", "hi"),
            ("我背痛", "zh"),
            ("腰が痛いです", "ja"),
            ("허리가 아파요", "ko"),
        ] {
            assert_eq!(lang(words).as_deref(), Some(other), "{words}");
        }
        for words in [
            "my lower back hurts",
            "me duele la espalda",
            "mal de espalda",
            "болит спина",
            "у меня болит поясница",
            "cant pee",
            "no puedo orinar",
            "it is bad",
            "ok",
            "👍",
            "",
            "10",
            "non",
            "me",
            "Ana",
            "de la pierna",
            "hola",
            "so da bak",
        ] {
            assert_eq!(lang(words), None, "{words}");
        }
    }
}
