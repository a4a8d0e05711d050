//! One message explained: what was found in it, and which words led to it.
use std::fmt::Write;

use crate::core::understand::{How, Reading, Span, Who};

/// The whole reading of `words`, in lines.
pub fn explain(reading: &Reading, words: &str) -> String {
    let mut out = String::new();
    let language = reading.language.as_deref().unwrap_or("?");
    let about = if reading.about == Who::Other { "somebody else" } else { "the writer" };
    let _ = writeln!(out, "language {language}, about {about}");
    if let Some(spans) = &reading.crisis {
        let _ = writeln!(out, "    despair {}", quoted(words, spans));
    }
    out += &signs(reading, words);
    out += &finds(reading, words);
    if reading.is_empty() {
        let _ = writeln!(out, "    nothing");
    }
    out
}

/// The signs, in lines.
pub fn signs(reading: &Reading, words: &str) -> String {
    let mut out = String::new();
    for sign in &reading.signs {
        let how = if sign.how == How::Plain { "plain" } else { "doubtful" };
        let _ = writeln!(out, "    {} {:?} {how} {}", sign.code, sign.tier, quoted(words, &sign.spans));
    }
    out
}

/// Everything but the signs, in lines.
pub fn finds(reading: &Reading, words: &str) -> String {
    let mut out = String::new();
    for tick in &reading.ticks {
        let _ = writeln!(out, "    {} = {} {}", tick.question, tick.option, quoted(words, &tick.spans));
    }
    for tick in &reading.answers {
        let _ = writeln!(out, "    asked, {} = {} {}", tick.question, tick.option, quoted(words, &tick.spans));
    }
    for narrowed in &reading.narrowed {
        let options = narrowed.options.join(" | ");
        let _ = writeln!(out, "    {} = {options} {}", narrowed.question, quoted(words, &narrowed.spans));
    }
    if let Some(score) = &reading.score {
        let _ = writeln!(out, "    score = {} {}", score.value, quoted(words, &score.spans));
    }
    for time in &reading.times {
        let _ = writeln!(out, "    {:?} {}", time.at, quoted(words, &time.spans));
    }
    if let Some(heard) = &reading.assent {
        let _ = writeln!(out, "    answers {:?} {}", heard.assent, quoted(words, std::slice::from_ref(&heard.span)));
    }
    for button in &reading.below_advice {
        let _ = writeln!(out, "    below advice {button}");
    }
    for heard in &reading.intents {
        let language = heard.language.as_deref().unwrap_or_default();
        let _ = writeln!(out, "    wants {:?} {language} {}", heard.intent, quoted(words, &heard.spans));
    }
    out
}

fn quoted(words: &str, spans: &[Span]) -> String {
    let quote = |span: &Span| format!("«{}»", words.get(span.clone()).unwrap_or_default());
    spans.iter().map(quote).collect::<Vec<_>>().join(" ")
}
