//! What staff type for a time.
use backdesk::core::desk::when::{WhyNot, read};

use crate::world::{at, script};

/// Saturday 21 November 2026, 10:00.
const NOW: &str = "2026-11-21T10:00";

#[test]
fn reads_what_staff_type() {
    let script = script("en");
    let table = [
        ("tue 15:00", "2026-11-24T15:00"),
        ("Tue. 15:00", "2026-11-24T15:00"),
        ("Tuesday at 3pm", "2026-11-24T15:00"),
        ("tues 3 p.m.", "2026-11-24T15:00"),
        ("next tuesday, 3:30 in the afternoon", "2026-11-24T15:30"),
        ("24.11. 15:00", "2026-11-24T15:00"),
        ("24.11 15.00", "2026-11-24T15:00"),
        ("24/11 3pm", "2026-11-24T15:00"),
        ("24/11/26 3 pm", "2026-11-24T15:00"),
        ("24.11.2026 15:00", "2026-11-24T15:00"),
        ("2026-11-24 15:00", "2026-11-24T15:00"),
        ("Tuesday 24 Nov at 15.00", "2026-11-24T15:00"),
        ("Tuesday 24 Nov at 15", "2026-11-24T15:00"),
        ("Nov 24th, 9am", "2026-11-24T09:00"),
        ("24 november 2026 1530", "2026-11-24T15:30"),
        ("tue 24 15:00", "2026-11-24T15:00"),
        ("tomorrow 9", "2026-11-22T09:00"),
        ("9:30 tomorrow", "2026-11-22T09:30"),
        ("tomorrow 9.30", "2026-11-22T09:30"),
        ("tomorrow 12am", "2026-11-22T00:00"),
        ("tomorrow 12 pm", "2026-11-22T12:00"),
        ("15:30", "2026-11-21T15:30"),
        ("today 15h30", "2026-11-21T15:30"),
        ("sat 11:00", "2026-11-21T11:00"),
        ("sat 9:00", "2026-11-28T09:00"),
        ("7 jan 9:00", "2027-01-07T09:00"),
        ("mañana 9", "2026-11-22T09:00"),
        ("mañana por la mañana a las 9", "2026-11-22T09:00"),
        ("martes a las 3 de la tarde", "2026-11-24T15:00"),
        ("miércoles 25 de noviembre a las 15:00", "2026-11-25T15:00"),
        ("lunes 9:00 h", "2026-11-23T09:00"),
        ("SÁBADO 28 nov 10h", "2026-11-28T10:00"),
    ];
    for (text, want) in table {
        assert_eq!(read(&script, text, at(NOW), "en"), Ok(at(want)), "{text}");
    }
}

#[test]
fn a_spanish_desk_reads_mar_as_martes_and_as_marzo() {
    let script = script("es");
    let read = |text| read(&script, text, at(NOW), "es");
    assert_eq!(read("mar 15:00"), Ok(at("2026-11-24T15:00")));
    assert_eq!(read("mar 24 nov 15:00"), Ok(at("2026-11-24T15:00")));
    assert_eq!(read("24 mar 15:00"), Ok(at("2027-03-24T15:00")));
    assert_eq!(read("mar 23 mar 15:00"), Ok(at("2027-03-23T15:00")));
    assert_eq!(read("hoy 3 pm"), Ok(at("2026-11-21T15:00")));
    assert_eq!(read("tomorrow 9"), Ok(at("2026-11-22T09:00")), "English is understood too");
}

#[test]
fn a_russian_desk_reads_the_cases_and_shorts_that_people_type() {
    let script = script("ru");
    let table = [
        ("вт 15:00", "2026-11-24T15:00"),
        ("во вторник в 15", "2026-11-24T15:00"),
        ("в среду в 15.30", "2026-11-25T15:30"),
        ("В Пятницу, 9 утра", "2026-11-27T09:00"),
        ("пятница 9ч", "2026-11-27T09:00"),
        ("сб 11:00", "2026-11-21T11:00"),
        ("в субботу 28 ноября в 10 часов", "2026-11-28T10:00"),
        ("пнд 9:00", "2026-11-23T09:00"),
        ("завтра 9:30", "2026-11-22T09:30"),
        ("послезавтра в 3 дня", "2026-11-23T15:00"),
        ("сегодня в 6 вечера", "2026-11-21T18:00"),
        ("завтра днем в 2", "2026-11-22T14:00"),
        ("24 ноября 15:00", "2026-11-24T15:00"),
        ("24-го ноября в 15:00", "2026-11-24T15:00"),
        ("24 ноябрь 15:00", "2026-11-24T15:00"),
        ("24.11. 15:00", "2026-11-24T15:00"),
        ("6 мая 2027 года в 9:00", "2027-05-06T09:00"),
        ("6 май 9:00", "2027-05-06T09:00"),
        ("24 мар 15:00", "2027-03-24T15:00"),
        ("tomorrow 9", "2026-11-22T09:00"),
    ];
    for (text, want) in table {
        assert_eq!(read(&script, text, at(NOW), "ru"), Ok(at(want)), "{text}");
    }
    for (text, why) in
        [("в среду", WhyNot::NoTime), ("скоро", WhyNot::Unclear), ("в среду в четверг 15:00", WhyNot::Unclear)]
    {
        assert_eq!(read(&script, text, at(NOW), "ru"), Err(why), "{text}");
    }
}

#[test]
fn says_why_a_time_cannot_be_offered() {
    let script = script("en");
    let table = [
        ("", WhyNot::Unclear),
        ("soon", WhyNot::Unclear),
        ("call me please", WhyNot::Unclear),
        ("tue wed 15:00", WhyNot::Unclear),
        ("15:00 16:00", WhyNot::Unclear),
        ("10.11", WhyNot::NoTime),
        ("tue 25:00", WhyNot::Unclear),
        ("tue 15:77", WhyNot::Unclear),
        ("tue 13 am", WhyNot::Unclear),
        ("tue -3", WhyNot::Unclear),
        ("99999999999999999999 15:00", WhyNot::Unclear),
        ("tuesday", WhyNot::NoTime),
        ("24 nov", WhyNot::NoTime),
        ("31.11. 15:00", WhyNot::NoSuchDate),
        ("2026-13-01 15:00", WhyNot::NoSuchDate),
        ("0/0 9:00", WhyNot::NoSuchDate),
        ("9:59", WhyNot::Past(at("2026-11-21T09:59"))),
        ("10:00", WhyNot::Past(at("2026-11-21T10:00"))),
        ("20.11. 15:00", WhyNot::Past(at("2026-11-20T15:00"))),
        ("2027-11-22 15:00", WhyNot::TooFar(at("2027-11-22T15:00"))),
        ("wed 24 nov 15:00", WhyNot::OtherWeekday(at("2026-11-24T15:00"))),
    ];
    for (text, want) in table {
        assert_eq!(read(&script, text, at(NOW), "en"), Err(want), "{text}");
    }
}

#[test]
fn the_nights_on_which_the_clocks_change_have_answers() {
    let script = script("en");
    let read = |text| read(&script, text, at("2027-03-20T10:00"), "en");
    assert_eq!(read("2027-03-28 00:59"), Ok("2027-03-28T00:59:00Z".parse().unwrap()));
    assert_eq!(read("2027-03-28 01:00"), Err(WhyNot::ClockSkips));
    assert_eq!(read("sunday 28 march 1:30"), Err(WhyNot::ClockSkips));
    assert_eq!(read("2027-03-28 02:00"), Ok("2027-03-28T01:00:00Z".parse().unwrap()));
    assert_eq!(read("28 mar 15:00"), Ok("2027-03-28T14:00:00Z".parse().unwrap()), "summer time");
    assert_eq!(read("2027-10-31 01:30"), Err(WhyNot::ClockTwice));
    assert_eq!(read("2027-10-31 02:00"), Ok("2027-10-31T02:00:00Z".parse().unwrap()));
}
