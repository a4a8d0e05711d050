//! How it is said: short, plain, never a diagnosis, with the safety net on every outcome.
mod screens;
mod texts;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use backdesk::script::{Script, Source};
use serde::Deserialize;

use screens::{Seen, outcomes, recorded};
use texts::{Place, every_text, fixed};
use words::{HARD, grade, sentences, words};

/// The dialogues as they lie in the folder: a text that was changed is tried without a program that was built anew.
fn script() -> Script {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues");
    Script::load(&Source::Folder(folder)).unwrap()
}

#[track_caller]
fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The highest grade, by Flesch and Kincaid, at which a screen may be read.
const GRADE_MAX: f64 = 6.0;
/// Fewer words than these have no grade that means anything: their sentences and words are looked at instead.
const GRADED_FROM: usize = 12;

#[test]
fn every_english_screen_is_read_at_grade_6() {
    let script = script();
    let screens = recorded()
        .into_iter()
        .filter(|seen| seen.lang == "en" && english(&seen.text))
        .map(|seen| (seen.place, seen.text));
    let all = screens.chain(fixed(&script, "en").into_iter().map(|Place { place, text }| (place, text)));
    let graded = all.filter(|(_, text)| words(text).len() >= GRADED_FROM);
    let grades: BTreeMap<String, (String, f64)> =
        graded.map(|(place, text)| (text.clone(), (place, grade(&texts::without_names(&script, &text))))).collect();
    assert!(grades.len() > 150, "{} screens", grades.len());
    let hard = grades.iter().filter(|(_, (_, grade))| *grade > GRADE_MAX);
    none(hard.map(|(text, (place, grade))| format!("grade {grade:.1}, {place}: {text}")).collect());
}

#[test]
fn no_hard_word_is_used_where_a_plain_one_is_at_hand() {
    let wrong = fixed(&script(), "en").into_iter().flat_map(|Place { place, text }| {
        let lower = text.to_lowercase();
        let found = HARD.iter().filter(|(hard, _)| words(&lower).iter().any(|word| word == hard));
        found.map(|(hard, plain)| format!("{place}: «{hard}»: say {plain}")).collect::<Vec<_>>()
    });
    none(wrong.collect());
}

/// Whether it is in English: a patient may change the language on the way.
fn english(text: &str) -> bool {
    !text.contains(['á', 'é', 'í', 'ó', 'ú', 'ñ', '¿']) && !text.chars().any(|c| ('а'..='я').contains(&c))
}

/// What may be longer: the plan, the letter, /privacy; and lists that are as long as the patient's own answers.
const LONG: [&str; 7] = ["plan", "letter", "privacy", "summary", "signs", "data", "other"];

#[test]
fn no_screen_is_longer_than_60_words_in_any_language() {
    let short = |seen: &Seen| !LONG.contains(&seen.kind.as_str());
    let wrong = recorded().into_iter().filter(short).filter(|seen| words(&seen.text).len() > 60);
    let recorded = wrong.map(|seen| format!("{}: {} words: {}", seen.place, words(&seen.text).len(), seen.text));
    let script = script();
    let fixed = script.clinic.languages.iter().flat_map(|lang| fixed(&script, lang));
    let fixed = fixed.filter(|text| !LONG.iter().any(|long| text.place.contains(&format!("#{long}"))));
    let fixed = fixed.filter(|text| words(&text.text).len() > 60);
    let fixed = fixed.map(|text| format!("{}: {} words", text.place, words(&text.text).len()));
    none(recorded.chain(fixed).collect());
}

#[test]
fn no_sentence_is_longer_than_20_words_in_any_language() {
    let script = script();
    let texts = script.clinic.languages.iter().flat_map(|lang| fixed(&script, lang));
    let wrong = texts.flat_map(|Place { place, text }| {
        let long = sentences(&text).into_iter().filter(|sentence| words(sentence).len() > 20);
        long.map(|sentence| format!("{place}: {} words: {sentence}", words(&sentence).len())).collect::<Vec<_>>()
    });
    none(wrong.collect());
}

#[derive(Deserialize)]
struct Never {
    never: Vec<String>,
    #[serde(default)]
    but: Vec<String>,
}

/// The words of a text that must not be said.
fn forbidden<'a>(never: &'a Never, text: &str) -> Vec<&'a str> {
    let mut lower = text.to_lowercase();
    never.but.iter().for_each(|right| lower = lower.replace(right.as_str(), ""));
    never.never.iter().map(String::as_str).filter(|stem| lower.contains(stem)).collect()
}

#[test]
fn nothing_is_diagnosed_promised_or_ordered_in_any_language() {
    let never: BTreeMap<String, Never> = toml::from_str(include_str!("never.toml")).unwrap();
    let script = script();
    let mut wrong = Vec::new();
    for lang in &script.clinic.languages {
        let Some(never) = never.get(lang) else {
            wrong.push(format!("never.toml says nothing of `{lang}`"));
            continue;
        };
        for Place { place, text } in every_text(&script, lang) {
            wrong.extend(forbidden(never, &text).iter().map(|stem| format!("{place}: «{stem}» in: {text}")));
        }
    }
    none(wrong);
    assert_eq!(forbidden(&never["en"], "It is not a diagnosis. You need rest."), ["you need"]);
}

#[test]
fn every_question_says_why_it_is_asked() {
    let script = script();
    let silent = script.questions.iter().filter(|question| question.why.is_empty());
    none(silent.map(|question| question.id.clone()).collect());
}

#[test]
fn names_places_and_numbers_come_from_the_clinics_file() {
    let script = script();
    let clinic = &script.clinic;
    let own = [&clinic.name, &clinic.address, &clinic.phone, &clinic.places.hospital, &clinic.places.urgent_care];
    let mut wrong = Vec::new();
    for lang in &clinic.languages {
        for Place { place, text } in fixed(&script, lang).into_iter().filter(|text| !text.place.contains("clinic.toml"))
        {
            wrong.extend(own.iter().filter(|own| text.contains(own.as_str())).map(|own| format!("{place}: {own}")));
            // Ages, minutes, weeks and degrees have two digits; a number that is dialled has three or more, an hour a colon.
            let dialled = words::digit_runs(&text).into_iter().filter(|run| run.len() > 2);
            wrong.extend(dialled.map(|run| format!("{place}: the number {run}")));
            let hour =
                text.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
            wrong.extend(hour.then(|| format!("{place}: an hour of the clock in: {text}")));
        }
    }
    none(wrong);
}

#[test]
fn every_outcome_carries_the_safety_net() {
    let script = script();
    let ends = outcomes(&script);
    assert!(ends.len() > 200, "{} outcomes", ends.len());
    let number = &script.clinic.numbers.emergency;
    let maternity = &script.clinic.numbers.maternity;
    let bare = ends.iter().filter(|(_, text)| !text.contains(number.as_str()) && !text.contains(maternity.as_str()));
    none(bare.map(|(place, text)| format!("{place}: {text}")).collect());
}

#[test]
fn the_eyes_of_these_tests_are_open() {
    assert!(grade("The cat sat on the mat. It was fat.") < 2.0);
    assert!(
        grade("Musculoskeletal practitioners recommend multidisciplinary rehabilitation for radiculopathy.") > 12.0
    );
    assert_eq!(sentences("One. Two? Three:\nfour").len(), 4);
    assert_eq!(words::digit_runs("call +44 1632 960010 or 112, 38 °C"), ["441632960010", "112", "38"]);
}
