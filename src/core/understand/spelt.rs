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
    let cyrillic = cyrillic(drawn);
    if cyrillic.iter().any(|word| find(word)) {
        return;
    }
    if let Some(mended) = ear.spelling.mend(drawn) {
        find(mended);
    }
}

/// Russian typed in Latin letters, as it may be meant, with and without a soft sign at the end: "bolit", "pisat".
fn cyrillic(word: &str) -> Vec<String> {
    if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut out = String::with_capacity(2 * word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let found = LATIN.iter().find(|(latin, _)| rest.starts_with(latin));
        let (latin, letter) = found.copied().unwrap_or((&rest[..first.len_utf8()], ""));
        let after_vowel = out.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']);
        out.push_str(if latin == "y" && after_vowel { "й" } else { letter });
        rest = &rest[latin.len()..];
    }
    let soft = (!out.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'й', 'ю', 'я'])).then(|| format!("{out}ь"));
    std::iter::once(out).chain(soft).collect()
}

/// Latin letters for Russian ones, the longer first.
const LATIN: [(&str, &str); 39] = [
    ("shch", "щ"),
    ("sch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("ts", "ц"),
    ("yu", "ю"),
    ("ju", "ю"),
    ("iu", "ю"),
    ("ya", "я"),
    ("ja", "я"),
    ("ia", "я"),
    ("yo", "е"),
    ("ye", "е"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "й"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("y", "ы"),
    ("z", "з"),
];

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
