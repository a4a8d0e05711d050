//! Who is there when the curtain rises.
use jiff::{
    ToSpan, Zoned,
    civil::{Weekday, time},
    tz::TimeZone,
};

use crate::{
    clock::Clock,
    sandbox::{Act, Sandbox},
};

/// The bot's token in this world. It opens nothing anywhere else.
pub const TOKEN: &str = "7000001:backdesk-demo";
/// The example clinic's time zone.
pub const ZONE: &str = "Europe/Madrid";

/// The clinic's groups, by chat id.
#[derive(Clone, Copy, Debug)]
pub struct Groups {
    /// Where bookings and messages go.
    pub reception: i64,
    /// Where a clinician is asked.
    pub doctors: i64,
}

/// Puts in the bot's account, some patients, the staff with their groups (the bot an administrator in both), a stranger.
pub fn people_the_world(sandbox: &Sandbox) -> Groups {
    let bot = sandbox.add_bot(TOKEN, "backdesk_demo_bot", "Backdesk");
    for (name, language) in [("Ana", "en"), ("Carlos", "es"), ("Rosa", "es"), ("Ivan", "en")] {
        sandbox.add_person(name, language);
    }
    let [laura, tom, vega] = [("Laura", "en"), ("Tom", "en"), ("Dr Vega", "en")].map(|(n, l)| sandbox.add_person(n, l));
    sandbox.add_person("Max, a stranger", "en");
    let group = |title: &str, owner: i64, others: &[i64]| {
        let chat = sandbox.add_group(title, owner);
        for user in others.iter().chain([&bot]) {
            let _ = sandbox.act(owner, Act::invite(*user).in_chat(chat));
        }
        let _ = sandbox.act(owner, Act::promote(bot).in_chat(chat));
        chat
    };
    Groups { reception: group("Reception", laura, &[tom, vega]), doctors: group("Doctors", vega, &[]) }
}

/// Whoever tries the demo at night or on a Sunday finds the clinic open: the clock goes forward to the next weekday
/// morning if it must.
pub fn open_the_clinic(clock: &Clock) {
    let Ok(zone) = TimeZone::get(ZONE) else { return };
    let now = clock.now().to_zoned(zone);
    if let Some(opening) = next_opening(&now) {
        clock.advance(opening.timestamp().duration_since(now.timestamp()));
    }
}

/// 9:30 on the next weekday, unless the clinic is safely open at `now`.
fn next_opening(now: &Zoned) -> Option<Zoned> {
    let (early, late) = (time(9, 30, 0, 0), time(16, 0, 0, 0));
    let works = |day: &Zoned| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    if works(now) && now.time() >= early && now.time() <= late {
        return None;
    }
    let mut opening = now.with().time(early).build().ok()?;
    while opening <= *now || !works(&opening) {
        opening = opening.checked_add(1.day()).ok()?;
    }
    Some(opening)
}

#[cfg(test)]
mod tests {
    use super::next_opening;

    #[test]
    fn the_clinic_is_open_when_the_demo_begins() {
        let opening = |now: &str| {
            let now: jiff::Zoned = format!("{now}[Europe/Madrid]").parse().unwrap();
            next_opening(&now).map(|then| then.strftime("%a %d %H:%M").to_string())
        };
        assert_eq!(opening("2026-03-02T11:00"), None, "a Monday in opening hours stays as it is");
        assert_eq!(opening("2026-03-02T03:00").as_deref(), Some("Mon 02 09:30"), "the same morning");
        assert_eq!(opening("2026-03-06T16:30").as_deref(), Some("Mon 09 09:30"), "not on Saturday");
        assert_eq!(opening("2026-03-28T12:00").as_deref(), Some("Mon 30 09:30"), "over the change of clocks");
    }
}
