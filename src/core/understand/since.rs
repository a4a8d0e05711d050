//! How long the pain has lasted, where a day, a month or a year is named since when: it depends on the day on which it is said.
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::At;
use super::daytimes::times;
use super::hearing::Hearing;
use super::lasting::Lasting;
use super::matching::{Mention, nearest};
use super::numbers::just_before;

/// The years that may be meant by a number: "since 2019".
const YEARS: std::ops::RangeInclusive<u32> = 1940..=2200;

/// Lengths of time since a named day until `on`, the day on which it is said. What may be either of two days lasts at least as long
/// as the nearer and at most as long as the farther.
pub fn since(hearing: &Hearing, tongue: usize, words: &str, on: Date) -> Vec<Lasting> {
    let cues = hearing.list(tongue, "time.since");
    if cues.is_empty() {
        return Vec::new();
    }
    let began = |at: Mention| just_before(hearing, cues, at, 0);
    let last = |at: Mention| {
        let beside = Mention { first: at.first.saturating_sub(1), last: at.last + 1 };
        nearest(hearing.list(tongue, "time.last"), at, |last| *last).any(|last| last.apart(beside) == 0)
    };
    let mut found = Vec::new();
    let mut note = |at: Mention, days: Option<(i32, i32)>| {
        let tenths = |days: i32| u32::try_from(days).ok().map(|days| days * 10);
        if let Some((least, most)) = days.and_then(|(least, most)| Some((tenths(least)?, tenths(most)?))) {
            found.push(Lasting { at, least, most });
        }
    };
    let dated = times(hearing, tongue, words);
    for (at, time) in dated.iter().filter(|(at, _)| began(*at)).copied() {
        match time {
            At::Weekday(day) => note(at, Some(since_weekday(on, day, last(at)))),
            At::Date(month, day) => note(at, since_date(on, month, day)),
            _ => {}
        }
    }
    for month in 1..=12 {
        let list = hearing.list(tongue, &format!("time.month.{month}")).iter();
        let alone = |at: &&Mention| !nearest(&dated, **at, |(date, _)| *date).any(|(date, _)| date.contains(**at));
        for at in list.filter(alone).filter(|at| began(**at)) {
            note(*at, since_month(on, month, last(*at)));
        }
    }
    for number in hearing.numbers.iter().filter(|number| number.value.is_multiple_of(10) && began(number.at)) {
        note(number.at, since_year(on, number.value / 10));
    }
    found.sort_by_key(|length: &Lasting| length.at);
    found
}

/// On a Monday, "since Monday" is today or a week ago; "last Monday" may be the last one or that of last week.
fn since_weekday(on: Date, day: u8, last: bool) -> (i32, i32) {
    let days = (i32::from(on.weekday().to_monday_zero_offset()) - i32::from(day)).rem_euclid(7);
    (days, if last || days == 0 { days + 7 } else { days })
}

fn since_date(on: Date, month: u8, day: u8) -> Option<(i32, i32)> {
    let of = |year: i16| Date::new(year, month as i8, day as i8).ok();
    let past = |date: &Date| *date <= on;
    let date = of(on.year()).filter(past).or_else(|| of(on.year() - 1))?;
    let days = days(date, on)?;
    Some((days, days))
}

fn since_month(on: Date, month: u8, last: bool) -> Option<(i32, i32)> {
    let begun = i16::from(month as i8 > on.month());
    let first = Date::new(on.year() - begun, month as i8, 1).ok()?;
    let end = first.last_of_month().min(on);
    let farthest = first.checked_sub(Span::new().years(i16::from(last))).ok()?;
    Some((days(end, on)?, days(farthest, on)?))
}

fn since_year(on: Date, year: u32) -> Option<(i32, i32)> {
    let year = i16::try_from(year).ok().filter(|_| YEARS.contains(&year))?;
    let first = Date::new(year, 1, 1).ok().filter(|first| *first <= on)?;
    let end = first.checked_add(1.year()).ok()?.yesterday().ok()?.min(on);
    Some((days(end, on)?, days(first, on)?))
}

fn days(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}

#[cfg(test)]
mod tests {
    use crate::core::understand::{read, read_on};
    use crate::script::{Script, Source};

    #[test]
    fn a_length_depends_on_the_day_on_which_it_is_said() {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let lasts = |words: &str, on: &str| {
            let reading = read_on(&script, words, Some(on.parse().unwrap()));
            reading.ticked("how_long").map(|tick| tick.option.clone()).collect::<Vec<_>>().join(" ")
        };
        // A Tuesday, a Friday and a day in the new year.
        let cases = [
            ("my back hurts since monday", ["under_3d", "d3_w6", ""]),
            ("me duele la espalda desde el sábado", ["d3_w6", "d3_w6", "under_3d"]),
            ("болит с прошлой среды", ["d3_w6", "", "d3_w6"]),
            ("it has hurt since the 5th of november", ["d3_w6", "d3_w6", "w6_m3"]),
            ("dolor de espalda desde septiembre", ["w6_m3", "w6_m3", "over_m3"]),
            ("спина болит с августа", ["", "", "over_m3"]),
            ("back pain since 2019", ["over_m3"; 3]),
            ("my foot is numb since monday", [""; 3]),
            ("no pain, can I come on monday", [""; 3]),
        ];
        for (words, expected) in cases {
            assert_eq!(["2026-11-24", "2026-11-27", "2027-01-04"].map(|on| lasts(words, on)), expected, "{words}");
        }
        assert_eq!(read(&script, "my back hurts since monday").ticked("how_long").count(), 1, "a few days, on any day");
    }
}
