//! A message as a row of folded words, each with the bytes it came from.
//!
//! Folding makes typing habits comparable: small letters, no accents but the tilde of ñ and the breve of й, no stacked or invisible
//! marks, no apostrophes ("can’t" is "cant", but "38’5" is "38.5"), digits apart from letters ("29f" is "29 f"), ° as º.
use std::ops::Range;

/// Bytes of the message.
pub type Span = Range<usize>;

/// How a word is set apart from the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// By blanks, hyphens or nothing.
    #[default]
    None,
    /// By a comma, a colon, a slash, a bracket.
    Comma,
    /// By the end of a sentence or a line.
    Sentence,
    /// By a question mark.
    Asked,
}

/// One folded word.
#[derive(Clone, Debug)]
pub struct Token {
    folded: Range<u32>,
    /// Where it stands in the message.
    pub span: Range<u32>,
    /// What stands before it.
    pub before: Break,
}

/// A folded message.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    folded: String,
    list: Vec<Token>,
    /// What stands behind the last word.
    pub end: Break,
    /// The last byte at which somebody laughs without words: 😂, "))".
    pub laughs: Option<u32>,
}

impl Tokens {
    /// Folds and splits `words`. Linear in their length.
    pub fn of(words: &str) -> Tokens {
        let folded = String::with_capacity(words.len() + 16);
        let mut tokens = Tokens { folded, laughs: laughs(words), ..Tokens::default() };
        let mut open: Option<Open> = None;
        let mut gap = Break::None;
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = at + c.len_utf8();
            if is_mark(c) {
                tokens.mark(c, open.is_some());
                continue;
            }
            let follows = chars.peek().map(|(_, c)| *c);
            match kind(c, follows, open.as_ref()) {
                Kind::Skip => {}
                Kind::Part(class) => {
                    if open.as_ref().is_some_and(|open| open.class != class) {
                        tokens.close(&mut open, &mut gap);
                    }
                    let from = tokens.folded.len() as u32;
                    let word = open.get_or_insert(Open { class, folded: from, start: at as u32, end: 0 });
                    word.end = next as u32;
                    fold(c, &mut tokens.folded);
                }
                Kind::Gap(found) => {
                    tokens.close(&mut open, &mut gap);
                    gap = gap.max(found);
                }
            }
        }
        tokens.close(&mut open, &mut gap);
        tokens.end = gap;
        tokens
    }

    fn close(&mut self, open: &mut Option<Open>, gap: &mut Break) {
        if let Some(word) = open.take() {
            let folded = word.folded..self.folded.len() as u32;
            if !folded.is_empty() {
                self.list.push(Token { folded, span: word.start..word.end, before: std::mem::take(gap) });
            }
        }
    }

    /// A combining mark: two make another letter, the rest is decoration.
    fn mark(&mut self, mark: char, within: bool) {
        let letter = match (self.folded.chars().next_back(), mark) {
            (Some('n'), '\u{303}') => 'ñ',
            (Some('и'), '\u{306}') => 'й',
            _ => return,
        };
        if within {
            self.folded.pop();
            self.folded.push(letter);
        }
    }

    /// Ends a sentence behind the first word, if a comma stands there.
    pub fn end_behind_first(&mut self) {
        if let Some(second) = self.list.get_mut(1).filter(|second| second.before == Break::Comma) {
            second.before = Break::Sentence;
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the word at `index` is a number in digits, or begins with one.
    pub fn in_digits(&self, index: usize) -> bool {
        self.word(index).starts_with(|c: char| c.is_ascii_digit())
    }

    /// The folded word at `index`.
    pub fn word(&self, index: usize) -> &str {
        let Some(token) = self.list.get(index) else { return "" };
        &self.folded[token.folded.start as usize..token.folded.end as usize]
    }

    /// The folded words in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.word(index))
    }

    /// What stands before the word at `index`; behind the last word, what ends the message.
    pub fn before(&self, index: usize) -> Break {
        self.list.get(index).map_or(self.end, |token| token.before)
    }

    /// The bytes of the message from the word at `first` up to the one at `last`, inclusive.
    pub fn span(&self, first: usize, last: usize) -> Span {
        let start = self.list.get(first).map_or(0, |token| token.span.start);
        let end = self.list.get(last).map_or(start, |token| token.span.end);
        start as usize..end as usize
    }
}

/// The folded words of `phrase`.
pub fn folded(phrase: &str) -> Vec<String> {
    Tokens::of(phrase).words().map(str::to_owned).collect()
}

/// Where somebody laughs last, as it is typed everywhere: a face, or the brackets of a smile.
fn laughs(words: &str) -> Option<u32> {
    let faces = || words.rfind(['😂', '🤣', '😅', '😆', '😹', '😁', '😄', '😜', '🤪']);
    let face = (!words.is_ascii()).then(faces).flatten();
    let smile = words.rfind("))").filter(|_| !words.contains('('));
    face.max(smile).map(|at| at as u32)
}

struct Open {
    class: Class,
    folded: u32,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
}

enum Kind {
    Part(Class),
    Skip,
    Gap(Break),
}

fn kind(c: char, follows: Option<char>, open: Option<&Open>) -> Kind {
    let digits = open.is_some_and(|open| open.class == Class::Digits);
    match c {
        // Most are these.
        'a'..='z' | 'A'..='Z' => Kind::Part(Class::Letters),
        '0'..='9' => Kind::Part(Class::Digits),
        '.' | ',' if digits && follows.is_some_and(|c| c.is_ascii_digit()) => Kind::Part(Class::Digits),
        // "38'5" is what Spain writes for 38.5.
        '\'' | '’' | '´' if digits && follows.is_some_and(|c| c.is_ascii_digit()) => Kind::Part(Class::Digits),
        '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => Kind::Skip,
        '°' | '˚' | '℃' => Kind::Part(Class::Letters),
        // Letters that somebody hides: "sh*t".
        '*' if open.is_some() && follows.is_some_and(char::is_alphabetic) => Kind::Part(Class::Letters),
        '.' | '!' | '\n' | '\r' | ';' | '…' | '。' | '¡' => Kind::Gap(Break::Sentence),
        '?' | '¿' | '؟' => Kind::Gap(Break::Asked),
        ',' | ':' | '(' | ')' | '[' | ']' | '/' | '–' | '—' | '"' | '«' | '»' => Kind::Gap(Break::Comma),
        '-' if follows.is_some_and(char::is_whitespace) => Kind::Gap(Break::Comma),
        c if c.is_numeric() => Kind::Part(Class::Digits),
        c if c.is_alphabetic() => Kind::Part(Class::Letters),
        c if is_invisible(c) => Kind::Skip,
        _ => Kind::Gap(Break::None),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Small, without accents. Letters that are letters of their own in a language of the clinic stay.
fn fold(c: char, into: &mut String) {
    if c.is_ascii_alphanumeric() {
        return into.push(c.to_ascii_lowercase());
    }
    for c in c.to_lowercase() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => into.push('a'),
            'ç' | 'ć' | 'č' => into.push('c'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => into.push('e'),
            'ì'..='ï' | 'ī' | 'į' => into.push('i'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => into.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => into.push('u'),
            'ý' | 'ÿ' => into.push('y'),
            'ś' | 'š' => into.push('s'),
            'ź' | 'ż' | 'ž' => into.push('z'),
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ё' => into.push('е'),
            '°' | '˚' => into.push('º'),
            '℃' => into.push_str("ºc"),
            '\'' | '’' | '´' => into.push('.'),
            '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => into.push(wide(c)),
            c if is_mark(c) => {}
            c => into.push(c),
        }
    }
}

/// A letter or digit of double width as its common self.
fn wide(c: char) -> char {
    char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        folded(text).join(" ")
    }

    #[test]
    fn typing_habits_become_the_same_words() {
        assert_eq!(words("I CAN’T feel"), words("i cant feel"));
        assert_eq!(words("n\u{336}u\u{301}\u{336}mb"), "numb");
        assert_eq!(words("años, an\u{303}os, éste"), "años años este");
        assert_eq!(words("мо\u{438}\u{306} ещё мой"), "мой еще мой");
        assert_eq!(words("29f 39.5° 7/10 sh*t nu\u{200b}mb"), "29 f 39.5 º 7 10 sh*t numb");
        assert_eq!(words("38'5 ºC, 38,5°C t° 39 ℃ it's"), "38.5 ºc 38,5 ºc tº 39 ºc its");
        assert_eq!(words("ＰＥＥ १२"), "pee १२");
        assert_eq!(words("👍🏽 … \u{301}"), "");
    }

    #[test]
    fn laughter_needs_no_word() {
        assert_eq!(Tokens::of("dead legs 😂").laughs, Some(10));
        assert!(Tokens::of("ноги ватные)))").laughs.is_some());
        assert_eq!(Tokens::of("(back (left))").laughs, None);
    }

    #[test]
    fn a_word_knows_its_bytes_and_what_stands_before_it() {
        let text = "No. Años: “dos”, sí?";
        let tokens = Tokens::of(text);
        let spans: Vec<&str> = (0..tokens.len()).map(|i| &text[tokens.span(i, i)]).collect();
        assert_eq!(spans, ["No", "Años", "dos", "sí"]);
        let before: Vec<Break> = (0..=tokens.len()).map(|i| tokens.before(i)).collect();
        assert_eq!(before, [Break::None, Break::Sentence, Break::Comma, Break::Comma, Break::Asked]);
    }
}
