//! A typed word as one that is listened for: however it is spelt; and a number in digits.
use crate::script::heard::{Atom, Ear};

/// Finds a word; spelt as listed, else without its drawn-out letters, else as the listed word that it is a misspelling of.
pub fn look_up(ear: &Ear, word: &str, mut found: impl FnMut(Atom)) {
    let mut any = false;
    let mut find = |word: &str| {
        ear.trie.find(word, |atom| {
            any = true;
            found(atom);
        });
        any
    };
    if find(word) {
        return;
    }
    let drawn = is_drawn(word).then(|| squeezed(word, 1));
    if drawn.as_ref().is_some_and(|short| find(&squeezed(word, 2)) || find(short)) {
        return;
    }
    let drawn = drawn.as_deref().unwrap_or(word);
    if let Some(mended) = ear.spelling.mend(drawn) {
        find(mended);
    }
}

/// Whether a letter stands three times in a row.
fn is_drawn(word: &str) -> bool {
    let mut run = (' ', 0);
    word.chars().any(|letter| {
        run = if run.0 == letter { (letter, run.1 + 1) } else { (letter, 1) };
        run.1 == 3
    })
}

/// Runs of three letters and more as `keep`.
fn squeezed(word: &str, keep: usize) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(letter) = chars.next() {
        let mut run = 1;
        while chars.next_if_eq(&letter).is_some() {
            run += 1;
        }
        let times = if run >= 3 { keep } else { run };
        out.extend(std::iter::repeat_n(letter, times));
    }
    out
}

/// A number in digits, in tenths; none if it is no number or has more than six digits.
pub fn digits(word: &str) -> Option<u32> {
    if word.len() > 6 || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, rest) = word.split_once(['.', ',']).unwrap_or((word, "0"));
    let tenth = rest.get(..1)?.parse::<u32>().ok()?;
    Some(whole.parse::<u32>().ok()? * 10 + tenth)
}
