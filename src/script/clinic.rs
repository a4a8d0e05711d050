//! clinic.toml: the clinic itself, and when somebody is there.
use jiff::civil::{Date, DateTime, DateTimeRound, Time, Weekday};
use jiff::{RoundMode, Timestamp, ToSpan, Unit, tz::TimeZone};
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;

use super::html::Html;
use super::numbers::{Ages, Windows};
use super::review::Reviewer;
use super::settings::{Limits, Manipulation, Raises};
use super::types::Only;
use super::words::{Lang, Words};

/// The holes that every text may have, filled from clinic.toml.
pub const HOLES: [&str; 9] =
    ["clinic", "address", "phone", "emergency", "advice", "crisis", "maternity", "hospital", "urgent_care"];

/// The clinic: what it is called, where it is, when somebody is there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    /// Its name.
    pub name: String,
    /// Street and town.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// Its time zone, by IANA name.
    #[serde(deserialize_with = "zone")]
    pub zone: TimeZone,
    /// The languages of the bot; the first is used where a patient's own is not among them.
    pub languages: Vec<Lang>,
    /// The language of the staff's cards.
    pub staff_language: Lang,
    /// What a visit costs, in words.
    pub prices: Words,
    /// The telephone numbers of the country.
    pub numbers: Numbers,
    /// Where care is found.
    pub places: Places,
    /// When somebody is there: for each weekday, from to.
    pub hours: Hours,
    /// Days on which it is closed all the same.
    #[serde(default, deserialize_with = "super::day::dates")]
    pub closed: Vec<Date>,
    /// Who stands behind the rules; without one, `run` names no muscle unless it is being tried out.
    pub reviewer: Option<Reviewer>,
    /// These dialogues never meet a patient: they may be proven and tried out, and `run` refuses them.
    #[serde(default)]
    pub test_only: bool,
    /// The version of the rules, printed on every card.
    pub rules: String,
    /// Numbers that the clinic may choose.
    #[serde(default)]
    pub limits: Limits,
    /// Who decides about chiropractic manipulation.
    #[serde(default)]
    pub manipulation: Manipulation,
    /// Ages from which other rules hold.
    #[serde(default)]
    pub ages: Ages,
    /// How far back questions look.
    #[serde(default)]
    pub windows: Windows,
    /// Signs that lead further here than safety.toml says.
    #[serde(default)]
    pub raise: Raises,
}

/// Telephone numbers of the country. 111 is advice in one country and the ambulance in another: they are never built in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// Ambulance.
    pub emergency: String,
    /// Medical advice that is not an emergency.
    pub advice: String,
    /// Somebody to talk to in despair.
    pub crisis: String,
    /// The maternity unit.
    pub maternity: String,
}

/// Where care is found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The nearest Emergency Department: name and street.
    pub hospital: String,
    /// Where to go the same day.
    pub urgent_care: String,
}

/// For each weekday, the spans in which somebody is there, in order.
#[derive(Clone, Debug, Default)]
pub struct Hours(BTreeMap<i8, Vec<(Time, Time)>>);

impl Clinic {
    /// What fills a hole of the clinic's own; `None` for a name that is not in [`HOLES`].
    pub fn hole(&self, name: &str) -> Option<Html> {
        let value = match name {
            "clinic" => &self.name,
            "address" => &self.address,
            "phone" => &self.phone,
            "emergency" => &self.numbers.emergency,
            "advice" => &self.numbers.advice,
            "crisis" => &self.numbers.crisis,
            "maternity" => &self.numbers.maternity,
            "hospital" => &self.places.hospital,
            "urgent_care" => &self.places.urgent_care,
            _ => return None,
        };
        Some(Html::escape(value))
    }

    /// The clinic's wall clock at `at`.
    pub fn local(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.zone.clone()).datetime()
    }

    /// The moment of this wall-clock time; where the clock jumps over it, the moment after the jump.
    pub fn moment(&self, local: DateTime) -> Option<Timestamp> {
        self.zone.to_ambiguous_zoned(local).later().ok().map(|zoned| zoned.timestamp())
    }

    /// Whether somebody is there.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let local = self.local(at);
        self.spans(local.date()).iter().any(|(from, to)| (*from..*to).contains(&local.time()))
    }

    /// `at` if somebody is there, else the next opening; `at` if there is none within 60 days.
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        if self.is_open(at) {
            return at;
        }
        let local = self.local(at);
        let days = (0..60).filter_map(|day| local.date().checked_add(day.days()).ok());
        let openings = days.flat_map(|date| self.spans(date).into_iter().map(move |(from, _)| date.to_datetime(from)));
        openings.filter(|opening| *opening > local).find_map(|opening| self.moment(opening)).unwrap_or(at)
    }

    /// The moment at which `minutes` of opening time have passed since `at`.
    pub fn after_open_minutes(&self, at: Timestamp, minutes: i64) -> Timestamp {
        let (mut at, mut left) = (self.next_open(at), minutes);
        for _ in 0..120 {
            let local = self.local(at);
            let Some((_, to)) =
                self.spans(local.date()).into_iter().find(|(from, to)| (*from..*to).contains(&local.time()))
            else {
                break;
            };
            let Some(end) = self.moment(local.date().to_datetime(to)) else { break };
            let here = end.duration_since(at).as_mins();
            if left <= here {
                break;
            }
            left -= here;
            at = self.next_open(end);
        }
        at + jiff::SignedDuration::from_mins(left)
    }

    /// By when a person answers whoever asks at `now`: the answer time, up to the next quarter of an hour on the clinic's wall.
    pub fn promise(&self, now: Timestamp) -> Timestamp {
        let exact = self.after_open_minutes(now, self.limits.answer_minutes);
        let quarter = DateTimeRound::new().smallest(Unit::Minute).increment(15).mode(RoundMode::Ceil);
        let rounded = self.local(exact).round(quarter).ok().and_then(|local| self.moment(local));
        rounded.map_or(exact, |rounded| rounded.max(exact))
    }

    /// Whether somebody is there at such a time, seen from `now`.
    pub fn opens(&self, only: Only, now: Timestamp) -> bool {
        let local = self.local(now);
        let today = i32::from(local.date().weekday().to_monday_zero_offset());
        let day = |offset: i32| local.date().checked_add(offset.days()).ok();
        let between = |from: i8, to: i8| {
            let spans = (0..7).filter_map(day).flat_map(|date| self.hours.on(date.weekday()));
            spans.into_iter().any(|(open, close)| open.hour() < to && close > Time::constant(from, 0, 0, 0))
        };
        match only {
            Only::Morning => between(0, 12),
            Only::Afternoon => between(12, 17),
            Only::Evening => between(17, 24),
            Only::ThisWeek => (0..7 - today)
                .filter_map(day)
                .any(|date| self.spans(date).iter().any(|(_, to)| date > local.date() || *to > local.time())),
            Only::NextWeek => (7 - today..14 - today).filter_map(day).any(|date| !self.spans(date).is_empty()),
        }
    }

    /// The spans in which somebody is there on `date`.
    pub fn spans(&self, date: Date) -> Vec<(Time, Time)> {
        if self.closed.contains(&date) {
            return Vec::new();
        }
        self.hours.on(date.weekday())
    }
}

impl Hours {
    /// The spans of a weekday.
    pub fn on(&self, day: Weekday) -> Vec<(Time, Time)> {
        self.0.get(&day.to_monday_one_offset()).cloned().unwrap_or_default()
    }
}

fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<TimeZone, D::Error> {
    let name = String::deserialize(from)?;
    TimeZone::get(&name)
        .map_err(|_| de::Error::custom(format!("`{name}` is not a time zone: write one such as Europe/London")))
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let days = BTreeMap::<String, Vec<String>>::deserialize(from)?;
        let mut hours = BTreeMap::new();
        for (name, spans) in days {
            let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().position(|day| *day == name);
            let Some(day) = day else {
                return Err(de::Error::custom(format!("`{name}` is not a weekday: mon, tue, wed, thu, fri, sat, sun")));
            };
            let spans: Result<Vec<_>, _> = spans.iter().map(|text| span(text)).collect();
            hours.insert(day as i8 + 1, spans.map_err(de::Error::custom)?);
        }
        Ok(Self(hours))
    }
}

fn span(text: &str) -> Result<(Time, Time), String> {
    let wrong = || format!("`{text}` is not a span of hours: write it as 09:00-13:00");
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let from: Time = from.trim().parse().map_err(|_| wrong())?;
    let to: Time = to.trim().parse().map_err(|_| wrong())?;
    if from < to { Ok((from, to)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clinic() -> Clinic {
        toml::from_str(
            r#"
            name = "C"
            address = "A"
            phone = "1"
            zone = "Europe/London"
            languages = ["en"]
            staff_language = "en"
            prices.en = "p"
            rules = "1"
            closed = [2026-12-25, "2026-12-26"]
            numbers = { emergency = "112", advice = "111", crisis = "1", maternity = "2" }
            places = { hospital = "H", urgent_care = "U" }
            hours = { mon = ["09:00-13:00", "14:00-18:00"], fri = ["09:00-12:00"] }
            "#,
        )
        .unwrap()
    }

    #[test]
    fn opening_minutes_pass_only_while_somebody_is_there() {
        let clinic = clinic();
        let at = |text: &str| clinic.moment(text.parse().unwrap()).unwrap();
        assert_eq!(clinic.next_open(at("2026-11-21T10:00")), at("2026-11-23T09:00"));
        assert_eq!(clinic.after_open_minutes(at("2026-11-23T12:30"), 60), at("2026-11-23T14:30"));
        assert_eq!(clinic.promise(at("2026-11-23T10:07")), at("2026-11-23T11:15"));
        assert_eq!(clinic.promise(at("2026-11-23T12:31")), at("2026-11-23T14:45"));
        assert_eq!(clinic.after_open_minutes(at("2026-11-23T17:45"), 30), at("2026-11-27T09:15"));
        assert_eq!(clinic.next_open(at("2026-12-21T18:00")), at("2026-12-28T09:00"), "closed on the 25th and 26th");
    }
}
