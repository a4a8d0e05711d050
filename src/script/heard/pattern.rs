//! One entry of `heard` or of a concept, taken apart.
//!
//! ```text
//! wet myself               these words, in this order, next to each other
//! numb*                    every word that begins so
//! {numb} {saddle}          both concepts in one clause, in any order, a few words apart
//! {cannot} > {pee}         in this order
//! {numb} {leg} -{one}      unless that stands near
//! {fever} & {confused}     both somewhere in the message
//! {fell} & -{parachute}    unless that stands anywhere in the message
//! {fever} {#38-42}         with a number between the two; also {age 18-54} and {lasts 3-42} in days
//! {patient other} & {wife}  somebody else is the patient; {patient me}: the writer
//! {weak} {leg} ~12         up to so many words apart, instead of 4
//! ? {numb} {bottom}        leaves room for doubt: is asked for, not taken as said
//! ```
use super::tokens::folded;

/// How many words may stand between two parts of a pattern. A small word counts half, a comma one and a half.
pub const REACH: u32 = 4;

/// A pattern: every part must be met somewhere in the message.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Whether it leaves room for doubt.
    pub doubtful: bool,
    /// Its parts.
    pub parts: Vec<Part>,
    /// What must stand nowhere in the message.
    pub nowhere: Vec<Piece>,
}

/// Pieces that belong into one clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What must be there.
    pub pieces: Vec<Piece>,
    /// What must not be near.
    pub unless: Vec<Piece>,
    /// Whether the order counts.
    pub ordered: bool,
    /// How many words may stand between two pieces.
    pub reach: u32,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words next to each other.
    Words(Vec<Word>),
    /// A concept of the same language.
    Concept(String),
    /// A number within bounds, in tenths.
    Number(Measure, u32, u32),
    /// Whose pain it is: somebody else's, or the writer's.
    Patient(bool),
}

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Nothing in particular.
    Plain,
    /// An age in years.
    Age,
    /// How long the pain has lasted, in days.
    Lasts,
}

/// A folded word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// Its letters.
    pub letters: String,
    /// Whether it may go on.
    pub open: bool,
}

/// Takes an entry apart, or says what is wrong with it.
pub fn parse(entry: &str) -> Result<Pattern, String> {
    let entry = entry.trim();
    let (doubtful, entry) = entry.strip_prefix('?').map_or((false, entry), |rest| (true, rest));
    let parts: Vec<Part> = entry.split('&').map(part).collect::<Result<_, String>>()?;
    let (barred, parts): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| part.pieces.is_empty());
    if parts.is_empty() {
        return Err("this only says what must not be there".to_owned());
    }
    let nowhere = barred.into_iter().flat_map(|part| part.unless).collect();
    Ok(Pattern { doubtful, parts, nowhere })
}

fn part(text: &str) -> Result<Part, String> {
    let mut part = Part { pieces: Vec::new(), unless: Vec::new(), ordered: false, reach: REACH };
    let mut rest = text.trim();
    let mut words: Vec<Word> = Vec::new();
    while !rest.is_empty() {
        let braced = rest.starts_with('{') || rest.starts_with("-{");
        let end = if braced { rest.find('}').map(|end| end + 1) } else { rest.find([' ', '{']) };
        let (chunk, behind) = rest.split_at(match end {
            Some(end) => end,
            None if braced => return Err(format!("the brace of `{rest}` is not closed")),
            None => rest.len(),
        });
        rest = behind.trim_start();
        let ends = braced || chunk == ">" || chunk.starts_with(['~', '-']);
        if ends && !words.is_empty() {
            part.pieces.push(Piece::Words(std::mem::take(&mut words)));
        }
        if let Some(inner) = chunk.strip_prefix("-{") {
            part.unless.push(piece(inner.trim_end_matches('}'))?);
        } else if let Some(inner) = chunk.strip_prefix('{') {
            part.pieces.push(piece(inner.trim_end_matches('}'))?);
        } else if let Some(lone) = chunk.strip_prefix('-').filter(|lone| !lone.is_empty()) {
            part.unless.push(Piece::Words(word(lone)?));
        } else if chunk == ">" {
            part.ordered = true;
        } else if let Some(reach) = chunk.strip_prefix('~') {
            part.reach = reach.parse().map_err(|_| format!("`{chunk}` is no number of words"))?;
        } else {
            words.extend(word(chunk)?);
        }
    }
    if !words.is_empty() {
        part.pieces.push(Piece::Words(words));
    }
    let empty = part.pieces.is_empty() && part.unless.is_empty();
    if empty { Err("this names no words".to_owned()) } else { Ok(part) }
}

fn word(chunk: &str) -> Result<Vec<Word>, String> {
    let open = chunk.len() > 1 && chunk.ends_with('*');
    let letters = folded(chunk.strip_suffix('*').filter(|_| open).unwrap_or(chunk));
    if letters.is_empty() {
        return Err(format!("`{chunk}` holds no letter"));
    }
    let last = letters.len() - 1;
    let word = |(index, letters)| Word { letters, open: open && index == last };
    Ok(letters.into_iter().enumerate().map(word).collect())
}

fn piece(inner: &str) -> Result<Piece, String> {
    let inner = inner.trim();
    let measures = [("#", Measure::Plain), ("age ", Measure::Age), ("lasts ", Measure::Lasts)];
    for (sign, measure) in measures {
        let Some(range) = inner.strip_prefix(sign) else { continue };
        let tenths = |number: &str| number.trim().parse::<f64>().ok().map(|number| (number * 10.0).round() as u32);
        let (low, high) = range.split_once('-').unwrap_or((range, range));
        return match (tenths(low), tenths(high)) {
            (Some(low), Some(high)) if low <= high => Ok(Piece::Number(measure, low, high)),
            _ => Err(format!("`{{{inner}}}` is no range of numbers, such as {{#38-42}}")),
        };
    }
    Ok(match inner {
        "patient other" => Piece::Patient(true),
        "patient me" => Piece::Patient(false),
        name => Piece::Concept(name.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_taken_apart() {
        let pattern = parse("? can't stop > {pee} -{not yet} ~6 & {#37.5-42}").unwrap();
        assert!(pattern.doubtful && pattern.parts[0].ordered && pattern.parts[0].reach == 6);
        let word = |letters: &str| Word { letters: letters.to_owned(), open: false };
        assert_eq!(pattern.parts[0].pieces[0], Piece::Words(vec![word("cant"), word("stop")]));
        assert_eq!(pattern.parts[0].unless, [Piece::Concept("not yet".to_owned())]);
        assert_eq!(pattern.parts[1].pieces, [Piece::Number(Measure::Plain, 375, 420)]);
        let pattern = parse("-{joke} & {fell}").unwrap();
        assert_eq!(pattern.parts[0].pieces, [Piece::Concept("fell".to_owned())]);
        assert_eq!(pattern.nowhere, [Piece::Concept("joke".to_owned())]);
        assert!(parse("-{joke}").is_err() && parse("{fell} & ~4").is_err());
        assert!(parse("{numb").is_err() && parse("{#a-b}").is_err() && parse("> ~4").is_err() && parse("").is_err());
    }
}
