//! /stats: how often each rule fired, so that a clinician can mend its wording. Counts alone: no patient is named.
use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};

use super::fit;
use crate::core::chart::advice::{HELP, WORSE};
use crate::core::counted::{Counted, Tally, Waited};
use crate::core::screen::Screen;
use crate::core::step::Facts;
use crate::script::{DeskSay, Html, Question, Say, Script, Sign, Tier, Words};

/// The windows, in days, today counted; the last is the longest.
const DAYS: [i32; 3] = [7, 28, 90];
/// How many questions are named at which cases were left.
const PLACES: usize = 3;
/// In how many minutes of opening time somebody answers who is quick.
const QUICK: i64 = 15;
/// The most of a rule's words.
const WORDS: usize = 48;
/// The most of one message, in UTF-16 units.
const ROOM: usize = fit::MESSAGE - 96;

/// A count for each window.
type Counts = [i64; DAYS.len()];

/// The first day that is counted.
pub fn since(script: &Script, now: Timestamp) -> Date {
    first_of(script.clinic.local(now).date())
}

/// The counts, in as few messages as they fit into.
pub fn stats(script: &Script, tallies: &[Tally], waited: &[Waited], facts: &Facts) -> Vec<Screen> {
    let today = script.clinic.local(facts.now).date();
    let mut counts: BTreeMap<&Counted, Counts> = BTreeMap::new();
    for tally in tallies {
        add(counts.entry(&tally.what).or_default(), today, tally.day, tally.times);
    }
    let draw = Draw { script, today, counts };
    if draw.counts.values().all(|counts| counts.iter().all(|n| *n == 0)) && waited.is_empty() {
        return vec![Screen::of(draw.say(DeskSay::StatsNothing, &[]))];
    }
    let mut lines = draw.cases(tallies);
    lines.extend(draw.waits(waited));
    lines.extend(draw.rules());
    pack(lines)
}

struct Draw<'a> {
    script: &'a Script,
    today: Date,
    counts: BTreeMap<&'a Counted, Counts>,
}

impl Draw<'_> {
    fn say(&self, key: DeskSay, holes: &[(&str, Html)]) -> Html {
        self.script.desk(key, holes)
    }

    fn of(&self, what: &Counted) -> Counts {
        self.counts.get(what).copied().unwrap_or_default()
    }

    fn line(&self, key: DeskSay, counts: Counts) -> Html {
        self.say(key, &[("counts", shown(counts))])
    }

    /// How cases began and what they came to.
    fn cases(&self, tallies: &[Tally]) -> Vec<Html> {
        let mut lines = vec![self.say(DeskSay::StatsHead, &[("days", shown(DAYS.map(i64::from)))])];
        // The days before the first count say nothing.
        let first = tallies.first().map(|tally| tally.day).filter(|day| *day > first_of(self.today));
        lines.extend(first.map(|day| self.say(DeskSay::StatsSince, &[("date", day.to_string().into())])));
        for (key, what) in [
            (DeskSay::StatsBegan, Counted::Began),
            (DeskSay::StatsPlanned, Counted::Planned),
            (DeskSay::StatsRequested, Counted::Requested),
            (DeskSay::StatsPerson, Counted::Person),
            (DeskSay::StatsSameDay, Counted::SameDay),
            (DeskSay::StatsEmergency, Counted::Emergency),
        ] {
            lines.push(self.line(key, self.of(&what)));
        }
        let mut left: Vec<(Html, Counts)> = Vec::new();
        for (what, counts) in &self.counts {
            if let Counted::Left(question) = what {
                left.push((self.place(question.as_deref()), *counts));
            }
        }
        let all = left.iter().fold(Counts::default(), |sum, (_, counts)| plus(sum, *counts));
        lines.push(self.line(DeskSay::StatsLeft, all));
        left.sort_by_key(|(_, counts)| std::cmp::Reverse(longest(*counts)));
        let places =
            left.into_iter().filter(|(_, counts)| longest(*counts) > 0).take(PLACES).map(|(place, counts)| {
                self.say(DeskSay::StatsPlace, &[("question", place), ("counts", shown(counts))])
            });
        let places: Vec<Html> = places.collect();
        if !places.is_empty() {
            lines.push(self.say(DeskSay::StatsLeftAt, &[("where", Html::join(&places, "; "))]));
        }
        lines
    }

    /// A question's short name; the consent, if none is named.
    fn place(&self, id: Option<&str>) -> Html {
        let Some(id) = id else { return self.say(DeskSay::StatsConsent, &[]) };
        let short = self.script.question(id).map(|question: &Question| &question.short);
        short.filter(|short| !short.is_empty()).map_or_else(|| id.into(), |short| self.words(short))
    }

    /// How long requests waited until somebody took them, in opening time.
    fn waits(&self, waited: &[Waited]) -> Vec<Html> {
        let clinic = &self.script.clinic;
        let (mut quick, mut kept, mut late, mut nobody) =
            (Counts::default(), Counts::default(), Counts::default(), Counts::default());
        for wait in waited {
            let day = clinic.local(wait.since).date();
            let counts = match wait.until {
                Some(until) if until <= clinic.after_open_minutes(wait.since, QUICK) => &mut quick,
                Some(until) if until <= clinic.promise(wait.since) => &mut kept,
                Some(_) => &mut late,
                None if wait.waits => &mut nobody,
                // Taken back before anybody could act.
                None => continue,
            };
            add(counts, self.today, day, 1);
        }
        let minutes = |key, counts, n: i64| self.say(key, &[("n", n.to_string().into()), ("counts", shown(counts))]);
        vec![
            self.say(DeskSay::StatsWaited, &[]),
            minutes(DeskSay::StatsWithin, quick, QUICK),
            minutes(DeskSay::StatsPromised, kept, clinic.limits.answer_minutes),
            self.line(DeskSay::StatsLate, late),
            self.line(DeskSay::StatsNobody, nobody),
        ]
    }

    /// Each rule that applied, the gravest first, then the most frequent; and the codes of those that never did.
    fn rules(&self) -> Vec<Html> {
        let signs = self.script.signs.iter().map(|placed| placed.item.get_ref());
        let mut never: Vec<&str> = Vec::new();
        let mut fired: Vec<(Option<Tier>, Counts, Html)> = Vec::new();
        let own = [(HELP, Say::AskedForHelp), (WORSE, Say::FeelsWorse)].map(|(code, say)| {
            (Some(Tier::Emergency), code, self.script.say(say, &self.script.clinic.staff_language, &[]))
        });
        let signs = signs.map(|sign| (Some(sign.tier), sign.code.as_str(), self.sign(sign)));
        let cautions = self.script.cautions.iter().map(|placed| placed.item.get_ref());
        let cautions = cautions.map(|caution| (None, caution.code.as_str(), self.words(&caution.staff)));
        for (tier, code, words) in own.into_iter().chain(signs).chain(cautions) {
            let what = if tier.is_some() { Counted::Sign(code.to_owned()) } else { Counted::Caution(code.to_owned()) };
            let counts = self.of(&what);
            if longest(counts) == 0 {
                never.push(code);
            } else {
                fired.push((tier, counts, self.rule(tier, code, &words, counts)));
            }
        }
        fired.sort_by_key(|(tier, counts, _)| std::cmp::Reverse((*tier, longest(*counts))));
        let mut lines = vec![self.say(DeskSay::StatsRules, &[])];
        lines.extend(fired.into_iter().map(|(_, _, line)| line));
        let holes = [("n", longest(DAYS.map(i64::from)).to_string().into()), ("codes", never.join(", ").into())];
        lines.extend((!never.is_empty()).then(|| self.say(DeskSay::StatsNever, &holes)));
        lines
    }

    fn rule(&self, tier: Option<Tier>, code: &str, words: &Html, counts: Counts) -> Html {
        let mark = match tier {
            Some(Tier::Emergency) => DeskSay::MarkRed,
            Some(Tier::SameDay) => DeskSay::MarkOrange,
            Some(Tier::Person) => DeskSay::MarkYellow,
            Some(Tier::Routine) => DeskSay::MarkGreen,
            None => DeskSay::StatsCaution,
        };
        let words = Html::from(fit::cut(&words.plain(), WORDS));
        let holes = [("mark", self.say(mark, &[])), ("code", code.into()), ("words", words), ("counts", shown(counts))];
        let mut line = self.say(DeskSay::StatsRule, &holes);
        for (key, what) in [
            (DeskSay::StatsMistake, Counted::Mistake(code.to_owned())),
            (DeskSay::StatsKnown, Counted::Known(code.to_owned())),
            (DeskSay::StatsCleared, Counted::Cleared(code.to_owned())),
        ] {
            let back = self.of(&what);
            if longest(back) > 0 {
                line.line(&self.line(key, back));
            }
        }
        line
    }

    /// A sign in its own words, else in those of the options that can lead to it.
    fn sign(&self, sign: &Sign) -> Html {
        if !sign.say.is_empty() {
            return self.words(&sign.say);
        }
        let tables = sign.when.0.iter().map(|table| table.get_ref());
        let tables = tables.chain(sign.count.iter().map(|count| count.of.get_ref())).take(1);
        let options = tables.flatten().flat_map(|(question, options)| options.iter().map(move |o| (question, o)));
        let said = options.filter_map(|(question, option)| {
            let choice = self.script.question(question)?.choice(option.trim_end_matches('?'))?;
            Some(self.words(&choice.say))
        });
        Html::join(&said.collect::<Vec<_>>(), ", ")
    }

    fn words(&self, words: &Words) -> Html {
        self.script.fill(Some(words), &self.script.clinic.staff_language, &[])
    }
}

fn first_of(today: Date) -> Date {
    today.checked_sub((DAYS[DAYS.len() - 1] - 1).days()).unwrap_or(today)
}

/// Adds to each window that holds the day.
fn add(counts: &mut Counts, today: Date, day: Date, times: i64) {
    for (sum, days) in counts.iter_mut().zip(DAYS) {
        if day <= today && today.checked_sub((days - 1).days()).is_ok_and(|first| day >= first) {
            *sum += times;
        }
    }
}

fn plus(one: Counts, other: Counts) -> Counts {
    std::array::from_fn(|at| one[at] + other[at])
}

fn longest(counts: Counts) -> i64 {
    counts[DAYS.len() - 1]
}

/// `1 · 4 · 9`.
fn shown(counts: Counts) -> Html {
    counts.map(|n| n.to_string()).join(" · ").into()
}

fn pack(lines: Vec<Html>) -> Vec<Screen> {
    let mut screens: Vec<Html> = Vec::new();
    for line in lines {
        match screens.last_mut() {
            Some(text) if text.utf16_len() + line.utf16_len() < ROOM => drop(text.line(&line)),
            _ => screens.push(line),
        }
    }
    screens.into_iter().map(Screen::of).collect()
}
