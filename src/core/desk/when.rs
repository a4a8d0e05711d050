//! Reads a day and a time as staff type them, on the clinic's wall clock: "tue 15:00", "24.11. 15:00", "tomorrow 9".
mod tokens;
mod words;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::AmbiguousOffset;
use jiff::{Timestamp, ToSpan};

use crate::script::Script;
use tokens::{Day, Read};

/// Why words are no time that can be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Not one day and one time.
    Unclear,
    /// A day without a time.
    NoTime,
    /// There is no such date.
    NoSuchDate,
    /// The clock jumps over it.
    ClockSkips,
    /// The clock shows it twice.
    ClockTwice,
    /// It has passed.
    Past(Timestamp),
    /// It is more than a year away.
    TooFar(Timestamp),
    /// The date is on this day, and not on the weekday that was typed.
    OtherWeekday(Timestamp),
}

/// How long ago a date without a year may be to be taken for a slip, and not for next year's.
const SLIP_DAYS: i64 = 60;

/// The moment that `text` names, in the words of `lang` or of another language of the calendar.
///
/// Without a date it is the next such weekday, or today; without a year, the next such date. Closed hours are allowed.
pub fn read(script: &Script, text: &str, now: Timestamp, lang: &str) -> Result<Timestamp, WhyNot> {
    let own = script.calendar.weekdays.keys().filter(|known| *known == lang);
    let others = script.calendar.weekdays.keys().filter(|known| *known != lang);
    let mut why = None;
    for lang in own.chain(others) {
        match tokens::read(&script.calendar, text, lang) {
            Ok(read) => return moment(script, read, now),
            Err(wrong) => _ = why.get_or_insert(wrong),
        }
    }
    Err(why.unwrap_or(WhyNot::Unclear))
}

fn moment(script: &Script, read: Read, now: Timestamp) -> Result<Timestamp, WhyNot> {
    let local = script.clinic.local(now);
    let date = date(&read, local)?;
    let typed = date.to_datetime(read.time);
    // Said before whatever else is wrong: which of the two was meant decides the rest.
    if read.weekday.is_some_and(|weekday| weekday != date.weekday()) {
        return Err(WhyNot::OtherWeekday(script.clinic.moment(typed).ok_or(WhyNot::NoSuchDate)?));
    }
    let at = instant(script, typed)?;
    if at <= now {
        return Err(WhyNot::Past(at));
    }
    let year = local.date().checked_add(1.year()).map_err(|_| WhyNot::NoSuchDate)?;
    if date > year {
        return Err(WhyNot::TooFar(at));
    }
    Ok(at)
}

fn date(read: &Read, now: DateTime) -> Result<Date, WhyNot> {
    let today = now.date();
    let after = |days: i64| today.checked_add(days.days()).map_err(|_| WhyNot::NoSuchDate);
    match read.day {
        Day::InDays(days) => after(days),
        Day::Date { year: Some(year), month, day } => Date::new(year, month, day).map_err(|_| WhyNot::NoSuchDate),
        Day::Date { year: None, month, day } => next_date(today, month, day),
        Day::OfMonth(day) => next_day_of_month(today, day, read.weekday),
        Day::Unsaid => match read.weekday {
            None => Ok(today),
            Some(weekday) => after(days_until(weekday, now, read.time)),
        },
    }
}

fn days_until(weekday: Weekday, now: DateTime, time: Time) -> i64 {
    let days = i64::from(weekday.to_monday_zero_offset() - now.date().weekday().to_monday_zero_offset());
    match days.rem_euclid(7) {
        0 if time <= now.time() => 7,
        days => days,
    }
}

fn next_date(today: Date, month: i8, day: i8) -> Result<Date, WhyNot> {
    let recent = today.checked_sub(SLIP_DAYS.days()).map_err(|_| WhyNot::NoSuchDate)?;
    // Eight years hold a 29 February, whatever the century.
    let years = today.year() - 1..=today.year() + 8;
    years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date >= recent).ok_or(WhyNot::NoSuchDate)
}

fn next_day_of_month(today: Date, day: i8, weekday: Option<Weekday>) -> Result<Date, WhyNot> {
    let months = (0..12).filter_map(|months| today.first_of_month().checked_add(months.months()).ok());
    let mut dates = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    let first = dates.find(|date| *date >= today).ok_or(WhyNot::NoSuchDate)?;
    let fits = |date: &Date| weekday.is_none_or(|weekday| weekday == date.weekday());
    // "Tue 24" two months ahead is a slip more often than a plan: only this month and the next are tried.
    Ok(std::iter::once(first).chain(dates.take(1)).find(fits).unwrap_or(first))
}

fn instant(script: &Script, local: DateTime) -> Result<Timestamp, WhyNot> {
    let zoned = script.clinic.zone.to_ambiguous_zoned(local);
    match zoned.offset() {
        AmbiguousOffset::Gap { .. } => Err(WhyNot::ClockSkips),
        AmbiguousOffset::Fold { .. } => Err(WhyNot::ClockTwice),
        AmbiguousOffset::Unambiguous { .. } => {
            zoned.unambiguous().map(|zoned| zoned.timestamp()).map_err(|_| WhyNot::NoSuchDate)
        }
    }
}
