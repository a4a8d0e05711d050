//! The pieces of a typed time: which word is a day, which number an hour.
use jiff::civil::{Time, Weekday};

use super::WhyNot;
use super::words::{Piece, fold, split};
use crate::script::Calendar;

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
    let is_month = |piece: &Piece| matches!(piece, Piece::Month(_));
    let year = match pieces.iter().any(is_month) {
        true => pieces.iter().position(|piece| matches!(piece, Piece::Year(2000..=2099))).map(|at| pieces.remove(at)),
        false => None,
    };
    let year = year.and_then(|piece| if let Piece::Year(year) = piece { Some(year) } else { None });
    // Four digits that are no year of a month are a time: 1530.
    for piece in pieces.iter_mut() {
        if let Piece::Year(digits) = *piece {
            *piece = Piece::Time((digits / 100) as i8, (digits % 100) as i8);
        }
    }
    let Some(at) = pieces.iter().position(is_month) else { return Ok(None) };
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
