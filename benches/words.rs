//! What reading a message costs: 4,096 characters of each nasty kind, and twice, four and eight times a sentence: it grows with the length.
#![allow(missing_docs)] // criterion's macro makes functions without any.
use std::hint::black_box;

use backdesk::core::understand::read_on;
use backdesk::measure;
use backdesk::script::{Script, Source};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

criterion_group!(benches, nasty, lengths);
criterion_main!(benches);

/// As much of `text`, repeated, as a message can hold.
fn full(text: &str, characters: usize) -> String {
    text.chars().cycle().take(characters).collect()
}

/// What strangers wrote in English, one message after the other: hardly a word twice in a row.
fn different() -> String {
    let messages = measure::parse(include_str!("../tests/words/strangers.toml")).expect("the labelled messages parse");
    let english = messages.message.iter().filter(|message| message.lang.as_str() == "en");
    english.map(|message| message.text.as_str()).collect::<Vec<_>>().join(" ")
}

const TUESDAY: jiff::civil::Date = jiff::civil::date(2026, 11, 24);

const SENTENCE: &str =
    "i cannot pee since tuesday, my legs are numb and weak and i have no fever but chest pain in the last 3 weeks. ";

fn nasty(criterion: &mut Criterion) {
    let script = Script::load(&Source::BuiltIn).expect("the built-in dialogues load");
    let mut group = criterion.benchmark_group("4,096 characters");
    let different = different();
    let kinds = [
        ("one letter", "a "),
        ("one word", "pee "),
        ("one sign", "cant feel my legs and pee "),
        ("one denial", "no numb legs "),
        ("no blanks", "abcdefghij"),
        ("misspelt", "blodder numbnes shpyncter "),
        ("zalgo", "n\u{336}\u{301}u\u{336}m\u{337}b\u{335} "),
        ("emoji", "\u{1f600}\u{1f44d}\u{1f3fd}"),
        ("right to left", "\u{644}\u{627} \u{623}\u{633}\u{62a}\u{637}\u{64a}\u{639} "),
        ("numbers", "7/10 3 "),
        ("days", "mon tue "),
        ("since days", "since monday "),
        ("dates", "since 5 may "),
        ("ages", "at 12 im 40, "),
        ("no sign, forty", "no чо 40 tb "),
        ("a sentence", SENTENCE),
        ("different words", &different),
    ];
    for (name, text) in kinds {
        let words = full(text, 4096);
        group.bench_function(name, |bencher| {
            bencher.iter(|| read_on(black_box(&script), black_box(&words), Some(TUESDAY)))
        });
    }
}

fn lengths(criterion: &mut Criterion) {
    let script = Script::load(&Source::BuiltIn).expect("the built-in dialogues load");
    let mut group = criterion.benchmark_group("length");
    for characters in [512, 1024, 2048, 4096, 8192] {
        let words = full(SENTENCE, characters);
        group.throughput(Throughput::Bytes(characters as u64));
        let id = BenchmarkId::from_parameter(characters);
        group.bench_function(id, |bencher| {
            bencher.iter(|| read_on(black_box(&script), black_box(&words), Some(TUESDAY)))
        });
    }
}
