//! What became of the clinic's own facts, typed words and phrases.
use std::cmp::Ordering;

use super::Found;
use crate::clinician::settings::{self, Way};
use crate::script::settings::Manipulation;
use crate::script::{Clinic, PhraseKey, Phrases, clinic::HOLES};

/// Compares the clinic's facts. A telephone number that changed is loud: somebody must read it aloud once.
pub fn clinic(found: &mut Found) {
    found.part("The clinic");
    let (was, is) = (&found.before.clinic, &found.after.clinic);
    for lang in was.languages.iter().filter(|lang| !is.languages.contains(lang)) {
        found.loud(format!("the language `{lang}` is gone: whoever speaks it is answered in another"));
    }
    for lang in is.languages.iter().filter(|lang| !was.languages.contains(lang)) {
        found.note(format!("the language `{lang}` is new"));
    }
    let numbers = ["phone", "emergency", "advice", "crisis", "maternity", "hospital", "urgent_care"];
    for hole in HOLES {
        let value = |clinic: &Clinic| clinic.hole(hole).unwrap_or_default().plain();
        found.fact(numbers.contains(&hole), &format!("{{{hole}}}"), &value(was), &value(is));
    }
    found.words("the prices", &was.prices, &is.prices);
    found.fact(false, "the language of the cards", &was.staff_language, &is.staff_language);
    let zone = |clinic: &Clinic| clinic.zone.iana_name().unwrap_or_default().to_owned();
    found.fact(false, "the time zone", &zone(was), &zone(is));
    found.fact(false, "the hours", &format!("{:?}", was.hours), &format!("{:?}", is.hours));
    let closed = |clinic: &Clinic| clinic.closed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    found.fact(false, "closed on", &closed(was), &closed(is));
    set(found, was, is);
    let reviewer =
        |clinic: &Clinic| clinic.reviewer.as_ref().map(|r| format!("{}, {}", r.name, r.date)).unwrap_or_default();
    found.fact(is.reviewer.is_none(), "the reviewer", &reviewer(was), &reviewer(is));
    let test = |clinic: &Clinic| if clinic.test_only { "yes" } else { "no" };
    found.fact(false, "only to be tried out", test(was), test(is));
}

/// Compares what the clinic set: loud where it is less careful than before.
fn set(found: &mut Found, was: &Clinic, is: &Clinic) {
    for (before, after) in settings::numbers(was).into_iter().zip(settings::numbers(is)) {
        let way = match after.number.cmp(&before.number) {
            Ordering::Greater => Some(Way::Up),
            Ordering::Less => Some(Way::Down),
            Ordering::Equal => None,
        };
        let loud = way.is_some() && way == after.less_safe;
        found.fact(loud, after.what, &before.value(), &after.value());
    }
    found.fact(false, "an untaken card rings again after", &settings::rings(was), &settings::rings(is));
    let never = was.manipulation == Manipulation::Never;
    found.fact(never, "manipulation", settings::manipulation(was), settings::manipulation(is));
}

/// Compares the words of doubt and of despair.
pub fn typed(found: &mut Found) {
    found.part("Typed words");
    let (before, after) = (found.before, found.after);
    found.heard("despair", true, &before.crisis, &after.crisis);
    found.heard("doubt", false, &before.doubt, &after.doubt);
}

/// Compares the bot's own words.
pub fn phrases(found: &mut Found) {
    found.part("The bot's own words");
    let (before, after) = (found.before, found.after);
    list(found, &before.say, &after.say);
    list(found, &before.card, &after.card);
    list(found, &before.desk, &after.desk);
    list(found, &before.shell, &after.shell);
    list(found, &before.paper, &after.paper);
}

fn list<K: PhraseKey + Ord>(found: &mut Found, before: &Phrases<K>, after: &Phrases<K>) {
    for key in K::ALL {
        if let (Some(was), Some(is)) = (before.words(*key), after.words(*key)) {
            found.words(&format!("{} of {}", key.name(), K::FILE), was, is);
        }
    }
}

/// Rules that changed have another version: it stands on every card.
pub fn version(found: &mut Found) {
    let rules = ["Questions", "Warning signs", "Cautions", "Muscles", "Typed words"];
    let changed = found.changes.iter().any(|change| rules.contains(&change.part));
    found.part("The version of the rules");
    let (was, is) = (&found.before.clinic.rules, &found.after.clinic.rules);
    found.fact(false, "`rules`", was, is);
    if changed && was == is {
        found.note(format!("`rules` is still “{is}”: raise it in clinic.toml, it stands on every card"));
    }
}
