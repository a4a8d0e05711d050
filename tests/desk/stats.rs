//! /stats: in as few messages as it fits into, in every language, and never longer than a message.
use backdesk::core::counted::{Counted, Tally, Waited};
use backdesk::core::desk::stats::{since, stats};
use backdesk::script::{Script, Source};
use jiff::civil::date;

use crate::world::{at, facts};

fn script(staff_language: &str) -> Script {
    let mut files = Source::BuiltIn.texts().unwrap();
    let clinic = files.get_mut("clinic.toml").unwrap();
    let line = clinic.lines().find(|line| line.starts_with("staff_language")).unwrap().to_owned();
    *clinic = clinic.replace(&line, &format!("staff_language = \"{staff_language}\""));
    Script::load(&Source::Texts(files)).unwrap()
}

#[test]
fn with_every_rule_fired_each_message_fits_in_every_language() {
    for lang in ["en", "es", "ru"] {
        let script = script(lang);
        let day = date(2026, 3, 2);
        let signs = script.signs.iter().map(|sign| Counted::Sign(sign.code.clone()));
        let back = script.signs.iter().map(|sign| Counted::Mistake(sign.code.clone()));
        let cautions = script.cautions.iter().map(|caution| Counted::Caution(caution.code.clone()));
        let all: Vec<Counted> = signs.chain(back).chain(cautions).collect();
        let tallies: Vec<Tally> = all.into_iter().map(|what| Tally { day, what, times: 123_456 }).collect();
        let screens = stats(&script, &tallies, &[], &facts(at("2026-03-02T12:00")));
        assert!(screens.len() <= 4, "{} messages in {lang}", screens.len());
        for screen in &screens {
            assert!((1..=4096).contains(&screen.text.utf16_len()), "{}", screen.text.utf16_len());
        }
        let text: String = screens.iter().map(|screen| screen.text.plain() + "\n").collect();
        for code in script.signs.iter().map(|sign| &sign.code).chain(script.cautions.iter().map(|c| &c.code)) {
            assert!(text.contains(&format!(" {code} ")), "{lang} lacks {code}");
        }
    }
}

#[test]
fn a_day_stands_in_each_window_that_holds_it() {
    let script = script("en");
    let now = at("2026-03-31T12:00");
    let began = |day| Tally { day, what: Counted::Began, times: 1 };
    let days =
        [date(2026, 1, 1), date(2026, 1, 2), date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 24), date(2026, 3, 25)];
    assert_eq!(since(&script, now), date(2026, 1, 1));
    let tallies: Vec<Tally> = days.into_iter().chain([date(2025, 12, 31), date(2026, 4, 1)]).map(began).collect();
    let text = stats(&script, &tallies, &[], &facts(now))[0].text.plain();
    assert!(text.contains("Interviews begun: 1 · 3 · 6\n"), "{text}");
}

#[test]
fn a_night_is_no_time_that_anybody_waited() {
    let script = script("en");
    let waited =
        |since: &str, until: Option<&str>| Waited { since: at(since), until: until.map(at), waits: until.is_none() };
    let all = [
        // Monday evening to Tuesday morning.
        waited("2026-03-30T23:00", Some("2026-03-31T09:10")),
        waited("2026-03-31T10:00", Some("2026-03-31T10:40")),
        waited("2026-03-31T10:00", Some("2026-03-31T11:40")),
        waited("2026-03-31T11:30", None),
        // Taken back before anybody acted.
        Waited { since: at("2026-03-31T10:00"), until: None, waits: false },
    ];
    let text = stats(&script, &[], &all, &facts(at("2026-03-31T12:00")))[0].text.plain();
    for line in [
        "Within 15 minutes of opening time: 1 · 1 · 1",
        "Longer, and within the 60 minutes promised: 1 · 1 · 1",
        "Later than promised: 1 · 1 · 1",
        "Nobody took it yet: 1 · 1 · 1",
    ] {
        assert!(text.contains(line), "no `{line}` in\n{text}");
    }
}
