//! What the built-in dialogues make of a sentence, for tests: they are loaded once.
use std::sync::LazyLock;

use super::{How, Reading, read};
use crate::script::{Script, Source};

static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::load(&Source::BuiltIn).unwrap());

/// The reading of `words`.
pub fn heard(words: &str) -> Reading {
    read(&SCRIPT, words)
}

/// How sure they are of a sign, if they name it.
pub fn how(words: &str, code: &str) -> Option<How> {
    heard(words).signs.iter().find(|sign| sign.code == code).map(|sign| sign.how)
}
