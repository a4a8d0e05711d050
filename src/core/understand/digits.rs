//! Numbers, in digits and in words.
use super::hearing::Hearing;
use super::matching::Mention;
use crate::script::heard::tokens::{Break, Tokens};

/// A number with what it measures, in tenths.
#[derive(Clone, Copy, Debug)]
pub struct Valued {
    /// The words.
    pub at: Mention,
    /// In tenths.
    pub value: u32,
}

/// The numbers of a message, in order.
pub fn numbers(hearing: &Hearing) -> Vec<Valued> {
    let (ear, tokens) = (hearing.ear, &hearing.tokens);
    let typed = tokens.words().zip(0..).filter_map(|(word, place)| Some((Mention::at(place), digits(word)?)));
    let named = ear.numbers.iter().flat_map(|(atom, value)| hearing.places(*atom).iter().map(|at| (*at, *value)));
    let mut numbers: Vec<Valued> = typed.chain(named).map(|(at, value)| Valued { at, value }).collect();
    numbers.sort_by_key(|number| number.at);
    // "Seventy nine" is one number, "setenta y nueve" too.
    let mut joints: Vec<u32> = ear.joints.iter().flat_map(|atom| hearing.places(*atom)).map(|at| at.first).collect();
    joints.sort_unstable();
    let follows = |ten: Mention, unit: Mention| match unit.first - ten.last {
        1 => true,
        2 => joints.binary_search(&(ten.last + 1)).is_ok(),
        _ => false,
    };
    let unbroken = |from: u32, to: u32| (from..=to).all(|place| tokens.before(place as usize) == Break::None);
    let tens = |number: &Valued| number.value.is_multiple_of(100) && (200..1000).contains(&number.value);
    let in_words = |at: Mention| !tokens.in_digits(at.first as usize);
    numbers.dedup_by(|unit, ten| {
        let joined = follows(ten.at, unit.at) && unbroken(ten.at.last + 1, unit.at.first);
        let one = joined && tens(ten) && (10..100).contains(&unit.value) && in_words(ten.at) && in_words(unit.at);
        if one {
            *ten = Valued { at: Mention { first: ten.at.first, last: unit.at.last }, value: ten.value + unit.value };
        }
        one
    });
    numbers
}

/// Where the minutes of "21:38" stand: they are no number of anything else.
pub fn minutes(tokens: &Tokens, numbers: &[Valued], words: &str) -> Vec<u32> {
    let places = numbers.iter().map(|number| number.at.first).filter(|place| *place > 0);
    let after_colon = |place: &u32| {
        let [hour, minute] = [*place as usize - 1, *place as usize];
        let between = words.get(tokens.span(hour, hour).end..tokens.span(minute, minute).start);
        between == Some(":") && digits(tokens.word(hour)).is_some()
    };
    places.filter(after_colon).collect()
}

/// A number in digits, in tenths; none if it is no number or has more than six digits.
fn digits(word: &str) -> Option<u32> {
    if word.len() > 6 || !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, rest) = word.split_once(['.', ',']).unwrap_or((word, "0"));
    let tenth = rest.get(..1)?.parse::<u32>().ok()?;
    Some(whole.parse::<u32>().ok()? * 10 + tenth)
}
