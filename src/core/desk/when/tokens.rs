//! The pieces of a typed time: which word is a day, which number an hour.
use jiff::civil::{Time, Weekday};

use super::WhyNot;
use crate::script::Calendar;
use crate::script::calendar::in_language;

/// What was typed, before it is laid on a calendar.
pub struct Read {
    pub day: Day,
    pub weekday: Option<Weekday>,
    pub time: Time,
}

/// The day as it was typed.
#[derive(Clone, Copy)]
pub enum Day {
    /// A weekday alone, or nothing.
    Unsaid,
    /// Today, tomorrow.
    InDays(i64),
    /// A date, with or without its year.
    Date { year: Option<i16>, month: i8, day: i8 },
    /// A day of the month.
    OfMonth(i8),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece {
    InDays(i64),
    Weekday(i8),
    Month(i8),
    /// A word that names both: `mar`, for martes and marzo.
    WeekdayOrMonth(i8, i8),
    Date(Option<i16>, i8, i8),
    Time(i8, i8),
    /// `10.11`: a date or a time.
    DateOrTime(i8, i8),
    Number(i8),
    Year(i16),
    Morning,
    Afternoon,
}

/// Words longer than this are no time.
const LONGEST: usize = 120;

/// Reads `text` with the words of one language.
pub fn read(calendar: &Calendar, text: &str, lang: &str) -> Result<Read, WhyNot> {
    if text.chars().count() > LONGEST {
        return Err(WhyNot::Unclear);
    }
    let mut pieces = split(calendar, &fold(text), lang).ok_or(WhyNot::Unclear)?;
    name_months(&mut pieces);
    let weekday = one(&mut pieces, |piece| match piece {
        Piece::Weekday(day) => Weekday::from_monday_zero_offset(day).ok(),
        _ => None,
    })?;
    let half = one(&mut pieces, |piece| match piece {
        Piece::Morning => Some(false),
        Piece::Afternoon => Some(true),
        _ => None,
    })?;
    let mut day = day(&mut pieces)?;
    let dated = weekday.is_some() || day.is_some();
    settle_dots(&mut pieces, dated, half.is_some());
    if let Some(date) = one(&mut pieces, date)? {
        let free = day.replace(date).is_none();
        free.then_some(()).ok_or(WhyNot::Unclear)?;
    }
    let clock = one(&mut pieces, |piece| match piece {
        Piece::Time(hour, minute) => Some((hour, minute)),
        _ => None,
    })?;
    let number = one(&mut pieces, |piece| match piece {
        Piece::Number(number) => Some(number),
        _ => None,
    })?;
    if !pieces.is_empty() {
        return Err(WhyNot::Unclear);
    }
    let (hour, minute) = match (clock, number) {
        (Some(clock), None) => clock,
        (None, Some(hour)) => (hour, 0),
        (Some(clock), Some(date)) if day.is_none() => {
            day = Some(Day::OfMonth(date));
            clock
        }
        (None, None) if dated || day.is_some() => return Err(WhyNot::NoTime),
        _ => return Err(WhyNot::Unclear),
    };
    Ok(Read { day: day.unwrap_or(Day::Unsaid), weekday, time: time(hour, minute, half)? })
}

fn time(hour: i8, minute: i8, afternoon: Option<bool>) -> Result<Time, WhyNot> {
    let hour = match (afternoon, hour) {
        (None, hour) => hour,
        (Some(false), 12) => 0,
        (Some(false), 1..=11) => hour,
        (Some(true), 1..=11) => hour + 12,
        (Some(true), 12..=23) => hour,
        _ => return Err(WhyNot::Unclear),
    };
    Time::new(hour, minute, 0, 0).map_err(|_| WhyNot::Unclear)
}

/// Takes the one piece that `what` finds; two are unclear.
fn one<T>(pieces: &mut Vec<Piece>, what: impl Fn(Piece) -> Option<T>) -> Result<Option<T>, WhyNot> {
    let mut found = None;
    let mut twice = false;
    pieces.retain(|piece| match what(*piece) {
        None => true,
        Some(value) => {
            twice |= found.replace(value).is_some();
            false
        }
    });
    if twice { Err(WhyNot::Unclear) } else { Ok(found) }
}

fn date(piece: Piece) -> Option<Day> {
    match piece {
        Piece::Date(year, month, day) => Some(Day::Date { year, month, day }),
        Piece::InDays(days) => Some(Day::InDays(days)),
        _ => None,
    }
}

/// A word that names a weekday and a month is the month only behind a number, and only where no other month is named.
fn name_months(pieces: &mut [Piece]) {
    let mut named = pieces.iter().any(|piece| matches!(piece, Piece::Month(_)));
    for at in (0..pieces.len()).rev() {
        if let Piece::WeekdayOrMonth(weekday, month) = pieces[at] {
            let behind = at > 0 && matches!(pieces[at - 1], Piece::Number(_));
            pieces[at] = if behind && !named { Piece::Month(month) } else { Piece::Weekday(weekday) };
            named |= behind;
        }
    }
}

/// Takes a month in words with its day, before or behind it, and its year.
fn day(pieces: &mut Vec<Piece>) -> Result<Option<Day>, WhyNot> {
    let Some(at) = pieces.iter().position(|piece| matches!(piece, Piece::Month(_))) else {
        // Four digits without a month are a time: 1530.
        for piece in pieces.iter_mut() {
            if let Piece::Year(digits) = *piece {
                *piece = Piece::Time((digits / 100) as i8, (digits % 100) as i8);
            }
        }
        return Ok(None);
    };
    let year = one(pieces, |piece| match piece {
        Piece::Year(year) => Some(year),
        _ => None,
    })?;
    let at = pieces.iter().position(|piece| matches!(piece, Piece::Month(_))).unwrap_or(at);
    let number = |at: Option<usize>| match at.and_then(|at| pieces.get(at)) {
        Some(Piece::Number(_)) => at,
        _ => None,
    };
    let beside = number(at.checked_sub(1)).or_else(|| number(Some(at + 1))).ok_or(WhyNot::Unclear)?;
    match (pieces[at], pieces[beside]) {
        (Piece::Month(month), Piece::Number(day)) => {
            pieces.remove(at.max(beside));
            pieces.remove(at.min(beside));
            Ok(Some(Day::Date { year, month, day }))
        }
        _ => Err(WhyNot::Unclear),
    }
}

/// Decides for each `10.11` whether it is a date or a time: a time, where a day is known and no time is.
fn settle_dots(pieces: &mut [Piece], dated: bool, half: bool) {
    let clock = |piece: &Piece| matches!(piece, Piece::Time(..) | Piece::Number(_));
    let (mut dated, mut timed) = (dated || pieces.iter().any(|piece| date(*piece).is_some()), pieces.iter().any(clock));
    for piece in pieces {
        let Piece::DateOrTime(first, second) = *piece else { continue };
        if !timed && (dated || half) {
            *piece = Piece::Time(first, second);
            timed = true;
        } else if !dated {
            *piece = Piece::Date(None, second, first);
            dated = true;
        }
    }
}

fn split(calendar: &Calendar, text: &str, lang: &str) -> Option<Vec<Piece>> {
    let heard = in_language(&calendar.heard, lang)?;
    let mut text = format!(" {} ", text.replace([',', ';'], " ").split_whitespace().collect::<Vec<_>>().join(" "));
    let halves = [(&heard.morning, " <am> "), (&heard.afternoon, " <pm> ")];
    for (phrases, mark) in halves {
        for phrase in phrases.iter().map(|phrase| fold(phrase)) {
            text = text.replace(&format!(" {phrase} "), mark);
            // "3pm"
            for digit in '0'..='9' {
                text = text.replace(&format!("{digit}{phrase} "), &format!("{digit}{mark}"));
            }
        }
    }
    let names = Names::of(calendar, lang);
    let is = |list: &[String], word: &str| list.iter().any(|known| fold(known) == word);
    text.split_whitespace()
        .filter(|word| !is(&heard.ignored, word))
        .map(|word| match word {
            "<am>" => Some(Piece::Morning),
            "<pm>" => Some(Piece::Afternoon),
            _ if is(&heard.today, word) => Some(Piece::InDays(0)),
            _ if is(&heard.tomorrow, word) => Some(Piece::InDays(1)),
            _ if word.starts_with(|char: char| char.is_ascii_digit()) => figures(word),
            _ => names.find(word.trim_end_matches('.')),
        })
        .collect()
}

/// A word that begins with a digit.
fn figures(word: &str) -> Option<Piece> {
    let bare = ["st", "nd", "rd", "th", "hrs", "hs", "h"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let hours = bare.len() < word.len() && word[bare.len()..].starts_with('h');
    let ends_in_dot = bare.ends_with('.');
    let parts: Option<Vec<(i16, usize)>> = bare
        .trim_end_matches('.')
        .split(['-', '/', '.', ':', 'h'])
        .map(|part| part.parse().ok().filter(|n| *n >= 0).map(|n: i16| (n, part.len())))
        .collect();
    let small = |n: i16| i8::try_from(n).ok();
    match (parts?.as_slice(), bare.find(['-', '/', '.', ':', 'h']).map(|at| bare.as_bytes()[at])) {
        ([(n, 1 | 2)], _) if hours => Some(Piece::Time(small(*n)?, 0)),
        ([(n, 1 | 2)], _) => Some(Piece::Number(small(*n)?)),
        ([(n, 4)], None) => Some(Piece::Year(*n)),
        ([(hour, _), (minute, 2)], Some(b':' | b'h')) => Some(Piece::Time(small(*hour)?, small(*minute)?)),
        ([(day, _), (month, _)], Some(b'/')) => Some(Piece::Date(None, small(*month)?, small(*day)?)),
        ([(day, _), (month, _)], Some(b'.')) if ends_in_dot => Some(Piece::Date(None, small(*month)?, small(*day)?)),
        ([(first, _), (second, width)], Some(b'.')) => {
            let (first, second) = (small(*first)?, small(*second)?);
            let (date, time) = ((1..=12).contains(&second) && first >= 1, *width == 2 && first < 24 && second < 60);
            match (date, time) {
                (true, true) => Some(Piece::DateOrTime(first, second)),
                (true, false) => Some(Piece::Date(None, second, first)),
                (false, _) => Some(Piece::Time(first, second)),
            }
        }
        ([(year, 4), (month, _), (day, _)], Some(b'-')) => Some(Piece::Date(Some(*year), small(*month)?, small(*day)?)),
        ([(day, _), (month, _), (year, 4)], Some(b'.' | b'/' | b'-')) => {
            Some(Piece::Date(Some(*year), small(*month)?, small(*day)?))
        }
        ([(day, _), (month, _), (year, 2)], Some(b'.' | b'/')) => {
            Some(Piece::Date(Some(2000 + *year), small(*month)?, small(*day)?))
        }
        _ => None,
    }
}

/// The names of days and months in one language, as they are compared.
struct Names {
    weekdays: Vec<(String, i8)>,
    months: Vec<(String, i8)>,
}

impl Names {
    fn of(calendar: &Calendar, lang: &str) -> Self {
        let names = |lists: [Option<&[String]>; 2], first: i8| {
            let each = |list: &[String]| list.iter().map(|name| fold(name)).zip(first..).collect::<Vec<_>>();
            lists.into_iter().flatten().flat_map(each).collect()
        };
        let seven = |lists| in_language(lists, lang).map(|list: &[String; 7]| list.as_slice());
        let twelve = |lists| in_language(lists, lang).map(|list: &[String; 12]| list.as_slice());
        Self {
            weekdays: names([seven(&calendar.weekdays), seven(&calendar.weekdays_short)], 0),
            months: names([twelve(&calendar.months), twelve(&calendar.months_short)], 1),
        }
    }

    /// Whole names, or their beginnings from the third letter on.
    fn find(&self, word: &str) -> Option<Piece> {
        let found = |names: &[(String, i8)]| {
            let begins = |name: &str| name == word || (word.chars().count() >= 3 && name.starts_with(word));
            names.iter().find(|(name, _)| begins(name)).map(|(_, which)| *which)
        };
        match (found(&self.weekdays), found(&self.months)) {
            (Some(weekday), Some(month)) => Some(Piece::WeekdayOrMonth(weekday, month)),
            (Some(weekday), None) => Some(Piece::Weekday(weekday)),
            (None, Some(month)) => Some(Piece::Month(month)),
            (None, None) => None,
        }
    }
}

/// Small letters without accents.
fn fold(words: &str) -> String {
    let plain = |char| match char {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    };
    words.to_lowercase().chars().map(plain).collect()
}
