//! Finds the phrases that dialogues/ lists as heard.
use std::collections::BTreeMap;

use super::{How, Reading, Score, SignHeard, Tick, Who};
use crate::script::heard::tokens::{Span, Tokens, folded};
use crate::script::{Choice, Lang, OptionId, Script};

/// Reads typed words in every language of the clinic. Total and deterministic; linear in the length of `words`.
pub fn read(script: &Script, words: &str) -> Reading {
    let tokens = Tokens::of(words);
    let mut reading = Reading { about: Who::Writer, ..Reading::default() };
    reading.crisis = named(&tokens, &script.crisis).map(|(span, _)| vec![span]);
    for sign in &script.signs {
        let Some((span, at)) = named(&tokens, &sign.heard) else { continue };
        let doubt = doubts(&tokens, &script.doubt, at);
        let how = if doubt { How::Doubtful } else { How::Plain };
        reading.signs.push(SignHeard { code: sign.code.clone(), tier: sign.tier, how, spans: vec![span] });
    }
    for question in &script.questions {
        let named = |choice: &Choice| Some((choice.id.clone(), named(&tokens, &choice.heard)?.0));
        let found: Vec<(OptionId, Span)> = question.choices().filter_map(named).collect();
        // "left lower back" is not also "lower back".
        let within = |span: &Span| found.iter().any(|(_, o)| o.len() > span.len() && o.contains(&span.start));
        for (option, span) in found.iter().filter(|(_, span)| !within(span)) {
            reading.ticks.push(Tick {
                question: question.id.clone(),
                option: option.clone(),
                spans: vec![span.clone()],
            });
        }
    }
    reading.score = score(words);
    reading
}

type Phrases = BTreeMap<Lang, Vec<String>>;

/// The first listed phrase in the message: its bytes, and its words from and up to.
fn named(tokens: &Tokens, phrases: &Phrases) -> Option<(Span, (usize, usize))> {
    let at = |phrase: &String| place(tokens, &folded(phrase), 0);
    let (from, to) = phrases.values().flatten().find_map(at)?;
    Some((tokens.span(from, to - 1), (from, to)))
}

fn place(tokens: &Tokens, phrase: &[String], from: usize) -> Option<(usize, usize)> {
    let fits = |start: &usize| phrase.iter().enumerate().all(|(i, word)| tokens.word(start + i) == word);
    let last = (tokens.len() + 1).checked_sub(phrase.len()).filter(|_| !phrase.is_empty())?;
    (from..last).find(fits).map(|start| (start, start + phrase.len()))
}

/// Whether a word of doubt stands outside the phrase itself: "I cannot pee" is not taken back by its own "cannot".
fn doubts(tokens: &Tokens, doubt: &Phrases, at: (usize, usize)) -> bool {
    doubt.values().flatten().map(|phrase| folded(phrase)).any(|phrase| {
        let mut from = 0;
        while let Some((start, end)) = place(tokens, &phrase, from) {
            if end <= at.0 || start >= at.1 {
                return true;
            }
            from = start + 1;
        }
        false
    })
}

/// "7", "7/10": nothing but a number from 0 to 10.
fn score(words: &str) -> Option<Score> {
    let digits: String = words.trim().chars().take_while(char::is_ascii_digit).collect();
    let rest = words.trim()[digits.len()..].trim();
    let plain = matches!(rest, "" | "/10" | "/ 10" | ".");
    let value = digits.parse().ok().filter(|score| plain && *score <= 10)?;
    let spans = std::iter::once(0..words.len()).collect();
    Some(Score { value, spans })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{Source, Tier};

    fn heard(words: &str) -> Reading {
        read(&Script::load(&Source::BuiltIn).unwrap(), words)
    }

    #[test]
    fn a_sign_is_not_taken_back_by_its_own_words() {
        let reading = heard("no puedo orinar");
        assert_eq!((reading.signs[0].code.as_str(), reading.signs[0].how), ("E-BLADDER", How::Plain));
        assert_eq!(reading.signs[0].tier, Tier::Emergency);
        assert_eq!(heard("I have no chest pain").doubtful().next().unwrap().code, "E-CHEST");
        assert!(heard("I want to die").crisis.is_some());
        assert!(heard("can I come on thursday").is_empty());
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(heard("Help, I can’t PEE!").plain().count(), 1);
        assert_eq!(heard("I can't peel potatoes").signs.len(), 0);
    }
}
