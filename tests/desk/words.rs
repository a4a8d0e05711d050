//! What dialogues/staff.toml and calendar.toml must keep to.
use std::collections::BTreeSet;

use backdesk::core::clockwords;
use backdesk::core::desk::press::Action;
use backdesk::core::desk::{About, about, press};
use backdesk::core::screen::Slot;
use backdesk::script::clinic::HOLES;
use backdesk::script::{Html, PhraseKey, Script, Source};

use crate::world::{at, files, script};

#[test]
fn every_phrase_stands_in_every_language_with_known_holes_and_fits() {
    let script = script("en");
    for (key, words) in script.desk.each() {
        let name = key.name();
        let langs: BTreeSet<&str> = words.each().map(|(lang, ..)| lang.as_str()).collect();
        assert_eq!(langs, BTreeSet::from(["en", "es", "ru"]), "{name}");
        for (lang, text, _) in words.each() {
            for hole in text.holes() {
                assert!(key.holes().contains(&hole) || HOLES.contains(&hole), "{name}.{lang}: {{{hole}}}");
            }
            let most = match name.split('_').next() {
                Some("button") => 32,
                Some("toast") => 140,
                _ => 400,
            };
            for form in text.forms() {
                assert!(Html::from_script(form).utf16_len() <= most, "{name}.{lang} is too long");
            }
        }
    }
}

#[test]
fn times_are_written_on_the_clinics_clock() {
    let script = script("en");
    let now = at("2026-11-21T10:00");
    let say = |time, lang| clockwords::day_and_time(&script, at(time), now, lang);
    assert_eq!(say("2026-11-21T15:00", "en"), "today 15:00");
    assert_eq!(say("2026-11-22T09:05", "en"), "tomorrow 9:05");
    assert_eq!(say("2026-11-24T15:00", "en"), "Tuesday 24 November, 15:00");
    assert_eq!(say("2027-01-07T09:00", "en"), "Thursday 7 January 2027, 9:00");
    assert_eq!(say("2026-11-22T09:05", "es"), "mañana a las 9:05");
    assert_eq!(say("2026-11-25T15:00", "es"), "miércoles 25 de noviembre, 15:00");
    assert_eq!(say("2026-11-22T09:05", "ru"), "завтра в 9:05");
    assert_eq!(say("2026-11-25T15:00", "ru"), "среда, 25 ноября, 15:00");
    assert_eq!(say("2027-05-06T09:00", "ru"), "четверг, 6 мая 2027 года, 9:00");
    assert_eq!(clockwords::short_day_and_time(&script, at("2026-11-24T15:00"), "en"), "Tue 24 Nov 15:00");
    // An hour before midnight in UTC it is tomorrow in a London summer.
    let summer = "2026-07-01T23:30:00Z".parse().unwrap();
    assert_eq!(clockwords::day_and_time(&script, summer, summer, "en"), "today 0:30");
}

#[test]
fn a_button_comes_back_as_it_was_and_a_forged_one_as_nothing() {
    let actions =
        ["take", "over", "undo", "offer", "gone", "msg", "clear", "again", "kept", "send-7", "never-4294967295"];
    for name in actions {
        let action = Action::named(name).expect(name);
        let data = press::data(i64::MAX, action);
        assert!(data.len() <= 64, "{data}");
        assert_eq!(press::parse(&data), Some((i64::MAX, name.to_owned())));
    }
    for forged in ["", "d", "d.", "d.1", "d.1.", "d.x.take", "d.-1.take", "x.1.take", "d.99999999999999999999.take"] {
        assert_eq!(press::parse(forged), None, "{forged}");
    }
    for forged in ["", "Take", "send", "send-", "send--1", "send-4294967296", "close-1"] {
        assert_eq!(Action::named(forged), None, "{forged}");
    }
}

#[test]
fn a_message_in_the_staff_chat_says_what_a_reply_to_it_means() {
    let of = |slot: &str| about(&Slot(slot.to_owned()));
    let patient = Some(About { number: 1042, time_prompt: false });
    let time = Some(About { number: 1042, time_prompt: true });
    assert_eq!([of("h1042"), of("w1042.3"), of("m1042.1"), of("r1042.9")], [patient; 4]);
    assert_eq!([of("t1042.1"), of("c1042.2")], [time; 2]);
    assert_eq!([of("i1"), of(""), of("h"), of("hx"), of("é1")], [None; 5]);
}

#[test]
fn a_calendar_with_a_day_too_few_is_refused_where_it_stands() {
    let mut files = files("en");
    let calendar = files.get_mut("calendar.toml").unwrap();
    *calendar = calendar.replace("\"Monday\", ", "");
    let faults = Script::load(&Source::Texts(files)).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(said.len() == 1 && said[0].starts_with("calendar.toml:4:"), "{said:?}");
    assert!(said[0].contains("invalid length 6"), "{said:?}");
}
