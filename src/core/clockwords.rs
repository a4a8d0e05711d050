//! Days and times in words, on the clinic's wall clock.
use jiff::civil::{DateTime, Weekday};
use jiff::{Timestamp, ToSpan};

use crate::script::calendar::in_language;
use crate::script::{Html, Script, Words};

/// For a message that is read soon: "today 15:00", "tomorrow 9:00", "Tuesday 24 November, 15:00".
pub fn day_and_time(script: &Script, at: Timestamp, now: Timestamp, lang: &str) -> String {
    let (local, today) = (script.clinic.local(at), script.clinic.local(now).date());
    let calendar = &script.calendar;
    let form = match local.date() {
        date if date == today => &calendar.today,
        date if today.checked_add(1.day()).is_ok_and(|tomorrow| date == tomorrow) => &calendar.tomorrow,
        date if date.year() == today.year() => &calendar.full,
        _ => &calendar.full_year,
    };
    written(script, form, local, lang, false)
}

/// With weekday and date, whatever the day is: "Tuesday 24 November, 15:00", with the year if it is another one.
pub fn weekday_date_and_time(script: &Script, at: Timestamp, now: Timestamp, lang: &str) -> String {
    let (local, today) = (script.clinic.local(at), script.clinic.local(now).date());
    let same_year = local.year() == today.year();
    let form = if same_year { &script.calendar.full } else { &script.calendar.full_year };
    written(script, form, local, lang, false)
}

/// With weekday, date and year, for what is read in another year too: "Tuesday 24 November 2026, 15:00".
pub fn dated(script: &Script, at: Timestamp, lang: &str) -> String {
    written(script, &script.calendar.full_year, script.clinic.local(at), lang, false)
}

/// For cards and lists, which are read on other days too: "Tue 24 Nov 15:00".
pub fn short_day_and_time(script: &Script, at: Timestamp, lang: &str) -> String {
    written(script, &script.calendar.short, script.clinic.local(at), lang, true)
}

/// The time alone if `at` is on the same day as `beside`, else with its day.
pub fn time_beside(script: &Script, at: Timestamp, beside: Timestamp, lang: &str) -> String {
    if script.clinic.local(at).date() == script.clinic.local(beside).date() {
        time(script, at)
    } else {
        short_day_and_time(script, at, lang)
    }
}

/// The time of day: "9:05".
pub fn time(script: &Script, at: Timestamp) -> String {
    clock_face(script.clinic.local(at))
}

/// The opening hours, a line for each weekday on which somebody is there.
pub fn opening_hours(script: &Script, lang: &str) -> Html {
    let mut text = Html::new();
    let weekdays = in_language(&script.calendar.weekdays, lang);
    for (index, name) in weekdays.into_iter().flatten().enumerate() {
        let spans =
            Weekday::from_monday_zero_offset(index as i8).map(|day| script.clinic.hours.on(day)).unwrap_or_default();
        let spans: Vec<String> =
            spans.iter().map(|(from, to)| format!("{}–{}", from.strftime("%H:%M"), to.strftime("%H:%M"))).collect();
        if !spans.is_empty() {
            text.line(&format!("{name}: {}", spans.join(", ")).into());
        }
    }
    text
}

fn clock_face(local: DateTime) -> String {
    format!("{}:{:02}", local.hour(), local.minute())
}

fn written(script: &Script, form: &Words, local: DateTime, lang: &str, short: bool) -> String {
    let calendar = &script.calendar;
    let (weekdays, months) = match short {
        true => (&calendar.weekdays_short, &calendar.months_short),
        false => (&calendar.weekdays, &calendar.months),
    };
    let weekday = in_language(weekdays, lang).map(|names| &names[local.weekday().to_monday_zero_offset() as usize]);
    let month = in_language(months, lang).map(|names| &names[local.month() as usize - 1]);
    let word = |name: Option<&String>| name.map_or_else(Html::new, |name| Html::escape(name));
    let holes = [
        ("weekday", word(weekday)),
        ("month", word(month)),
        ("day", Html::from(local.day().to_string())),
        ("year", Html::from(local.year().to_string())),
        ("time", Html::from(clock_face(local))),
    ];
    form.plain(lang, &holes)
}
