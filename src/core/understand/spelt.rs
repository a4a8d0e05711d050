//! A typed word as one that is listened for, however it is spelt.
use crate::script::heard::tokens::Tokens;
use crate::script::heard::{Atom, Ear, Tongue, Tongues};

/// One tongue is plainly written if one word in so many is a small word of it.
const PLAINLY: usize = 3;

/// A word of so many letters that only begins as a listed one may be misspelt: "mátame" is not "matarme".
const BEGUN: usize = 7;

/// A word of so many letters may have an s more than the listed one.
const STEM: usize = 3;

/// Which listed words stand where, in order: spelt as listed, else without their drawn-out letters, else misspelt or in the
/// letters of another alphabet. A word is mended to words of the language that is written: "preguntando" is not "pregnant".
pub fn hits(ear: &Ear, tokens: &Tokens) -> Vec<(Atom, u32)> {
    let mut hits: Vec<(Atom, u32)> = Vec::with_capacity(2 * tokens.len());
    let mut strange: Vec<(&str, u32)> = Vec::new();
    let mut begun: Vec<(&str, u32)> = Vec::new();
    for (word, place) in tokens.words().zip(0..) {
        let whole = ear.trie.find(word, |atom| hits.push((atom, place)));
        let known = hits.last().is_some_and(|(_, last)| *last == place);
        if known && !whole && word.chars().count() >= BEGUN {
            begun.push((word, place));
        }
        if !known
            && !look_up(ear, word, |atom| hits.push((atom, place)))
            && !less_s(ear, word, |atom| hits.push((atom, place)))
        {
            strange.push((word, place));
        }
    }
    mend_begun(ear, begun, &mut hits);
    if !strange.is_empty() {
        let (written, most) = written(ear, &hits);
        // Each once, however often it stands there.
        strange.sort_unstable();
        let enough = most.max(1);
        let russian = strange.len() > enough && in_latin_letters(ear, &strange) > enough;
        if russian {
            // Then "let" is "лет" as well, and "i" is "и".
            for (word, place) in tokens.words().zip(0..) {
                for word in cyrillic(word) {
                    ear.trie.find(&word, |atom| hits.push((atom, place)));
                }
            }
        }
        let plainly = most > 1 && PLAINLY * most >= tokens.len() && !russian;
        for same in strange.chunk_by(|one, other| one.0 == other.0) {
            mend(ear, same[0].0, written, plainly, |atom| hits.extend(same.iter().map(|(_, place)| (atom, *place))));
        }
    }
    // By word, then by place.
    hits.sort_unstable_by_key(|(atom, place)| u64::from(*atom) << 32 | u64::from(*place));
    hits.dedup();
    hits
}

/// A word that only begins as a listed one may be a misspelling of a word that begins so, too: "numbnes", where "numb*" is listed.
fn mend_begun(ear: &Ear, mut begun: Vec<(&str, u32)>, hits: &mut Vec<(Atom, u32)>) {
    if begun.is_empty() {
        return;
    }
    begun.sort_unstable();
    let (written, _) = written(ear, hits);
    let atoms = |word: &str| {
        let mut atoms = Vec::new();
        ear.trie.find(word, |atom| atoms.push(atom));
        atoms
    };
    for same in begun.chunk_by(|one, other| one.0 == other.0) {
        let Some(mended) = ear.spelling.mend(same[0].0, written) else { continue };
        let (meant, typed) = (atoms(mended), atoms(same[0].0));
        if meant.iter().any(|atom| typed.contains(atom)) {
            hits.extend(same.iter().flat_map(|(_, place)| meant.iter().map(|atom| (*atom, *place))));
        }
    }
}

/// How many strange words are listed ones in the letters of another alphabet; `strange` is sorted.
fn in_latin_letters(ear: &Ear, strange: &[(&str, u32)]) -> usize {
    let listed = |word: &str| cyrillic(word).iter().any(|word| finds(ear, word, |_| {}));
    strange.chunk_by(|one, other| one.0 == other.0).filter(|same| listed(same[0].0)).map(<[_]>::len).sum()
}

/// The tongues that may be written, and how many small words there are of the one that most likely is.
fn written(ear: &Ear, hits: &[(Atom, u32)]) -> (Tongues, usize) {
    let mut known = vec![0; ear.tongues.len()];
    for small in hits.iter().filter_map(|(atom, _)| ear.small.get(*atom as usize)) {
        known.iter_mut().enumerate().for_each(|(tongue, known)| *known += usize::from(small.has(tongue)));
    }
    let most = known.iter().copied().max().unwrap_or(0);
    let may = |(tongue, known): (&Tongue, &usize)| most < 2 || 2 * known >= most || !tongue.grammar;
    (Tongues::those(ear.tongues.iter().zip(&known).map(may)), most)
}

/// Finds a word as it is listed, or without its drawn-out letters. Whether there is any.
fn look_up(ear: &Ear, word: &str, mut found: impl FnMut(Atom)) -> bool {
    let mut find = |word: &str| finds(ear, word, &mut found);
    find(word) || is_drawn(word) && (find(&squeezed(word, 2)) || find(&squeezed(word, 1)))
}

/// Finds the word without the s of more than one, or of "mum's".
fn less_s(ear: &Ear, word: &str, mut found: impl FnMut(Atom)) -> bool {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() >= STEM && stem.is_ascii());
    stem.is_some_and(|stem| finds(ear, stem, &mut found))
}

fn finds(ear: &Ear, word: &str, mut found: impl FnMut(Atom)) -> bool {
    let mut any = false;
    ear.trie.find(word, |atom| {
        any = true;
        found(atom);
    });
    any
}

/// Finds the listed word that this is a misspelling of, or that it is in the letters of another alphabet.
fn mend(ear: &Ear, word: &str, written: Tongues, plainly: bool, mut found: impl FnMut(Atom)) {
    let short = is_drawn(word).then(|| squeezed(word, 1));
    let word = short.as_deref().unwrap_or(word);
    let other = if plainly { Vec::new() } else { cyrillic(word) };
    if other.iter().any(|word| finds(ear, word, &mut found)) {
        return;
    }
    if let Some(mended) = ear.spelling.mend(word, written) {
        finds(ear, mended, &mut found);
    }
}

/// Russian typed in Latin letters, as it may be meant, with and without soft signs: "bolit", "pisat", "bolno".
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
    let within = out.char_indices().zip(out.chars().skip(1)).find(|((_, l), next)| *l == 'л' && HARD.contains(next));
    let within = within.map(|((at, l), _)| [&out[..at + l.len_utf8()], "ь", &out[at + l.len_utf8()..]].concat());
    soft.into_iter().chain(within).chain([out]).collect()
}

/// Before these a soft sign is often left out behind an l.
const HARD: [char; 16] = ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'м', 'н', 'п', 'с', 'т', 'ф', 'х', 'ш', 'щ'];

/// Latin letters for Russian ones, the longer first.
const LATIN: [(&str, &str); 40] = [
    ("tsya", "тся"),
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
