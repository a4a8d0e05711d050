//! The words of a typed time, one by one.
use crate::script::Calendar;
use crate::script::calendar::in_language;

/// What one word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// Today, tomorrow, the day after.
    InDays(i64),
    /// From Monday, 0.
    Weekday(i8),
    /// From January, 1.
    Month(i8),
    /// A word that names both: `mar`, for martes and marzo.
    WeekdayOrMonth(i8, i8),
    /// Year, month, day.
    Date(Option<i16>, i8, i8),
    /// Hour, minute.
    Time(i8, i8),
    /// `10.11`: a date or a time.
    DateOrTime(i8, i8),
    /// A day of the month, or an hour.
    Number(i8),
    /// Four digits: a year beside a month, else a time.
    Year(i16),
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
}

/// Each word of `text`, which is folded already; `None` if one of them says nothing about a time.
pub fn split(calendar: &Calendar, text: &str, lang: &str) -> Option<Vec<Piece>> {
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
            _ if is(&heard.day_after, word) => Some(Piece::InDays(2)),
            _ if word.starts_with(|char: char| char.is_ascii_digit()) => figures(word),
            _ => names.find(word.trim_end_matches('.')),
        })
        .collect()
}

/// A word that begins with a digit.
fn figures(word: &str) -> Option<Piece> {
    const ENDS: [&str; 10] = ["st", "nd", "rd", "th", "-го", "го", "hrs", "hs", "h", "ч"];
    let bare = ENDS.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let hours = word[bare.len()..].starts_with(['h', 'ч']);
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
        let heard = in_language(&calendar.heard, lang);
        let weekdays = [&calendar.weekdays, &calendar.weekdays_short].map(|lists| in_language(lists, lang));
        let months = [&calendar.months, &calendar.months_short].map(|lists| in_language(lists, lang));
        Self {
            weekdays: names(weekdays, heard.map(|heard| heard.weekdays.as_slice()), 0),
            months: names(months, heard.map(|heard| heard.months.as_slice()), 1),
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

/// Each name, folded, with its number.
fn names<const N: usize>(
    lists: [Option<&[String; N]>; 2],
    others: Option<&[[String; N]]>,
    first: i8,
) -> Vec<(String, i8)> {
    let lists = lists.into_iter().flatten().chain(others.unwrap_or_default());
    lists.flat_map(|list| list.iter().map(|name| fold(name)).zip(first..)).collect()
}

/// Small letters without accents.
pub fn fold(words: &str) -> String {
    let plain = |char| match char {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ё' => 'е',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    };
    words.to_lowercase().chars().map(plain).collect()
}
