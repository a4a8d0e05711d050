//! Who is there when the curtain rises.
use jiff::SignedDuration;

use crate::clock::Clock;
use crate::sandbox::{Act, Sandbox};
use crate::script::Clinic;

/// The bot's token in this world. It opens nothing anywhere else.
pub const TOKEN: &str = "7000001:backdesk-demo";

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

/// Whoever tries the demo at night or on a Sunday finds the clinic open: the clock goes forward to a little after the
/// next opening if it must.
pub fn open_the_clinic(clinic: &Clinic, clock: &Clock) {
    const SETTLED: SignedDuration = SignedDuration::from_mins(15);
    const VISIT: SignedDuration = SignedDuration::from_mins(90);
    let now = clock.now();
    if !clinic.is_open(now) || !clinic.is_open(now + VISIT) {
        let later = if clinic.is_open(now) { now + VISIT } else { now };
        clock.advance((clinic.next_open(later) + SETTLED).duration_since(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::{Script, Source};

    #[test]
    fn the_clinic_is_open_when_the_demo_begins() {
        let clinic = Script::load(&Source::BuiltIn).unwrap().clinic;
        for hour in 0..24 * 14 {
            let clock = Clock::manual(jiff::Timestamp::UNIX_EPOCH + SignedDuration::from_hours(20_000 * 24 + hour));
            open_the_clinic(&clinic, &clock);
            assert!(clinic.is_open(clock.now()), "{}", clock.now());
        }
    }
}
