//! What a measurement says, for a terminal.
use std::collections::BTreeMap;
use std::fmt;

use super::count::{self, Kind, Miss, Place, Tally, share};
use super::{Labelled, Outcome};
use crate::core::understand::Reading;

/// How well a set was read.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By language and labelled tier.
    pub tiers: BTreeMap<(String, Outcome), Tally>,
    /// By language and kind of finding: the ids of questions, score, days, dates, hours, language, intent, patient.
    pub kinds: BTreeMap<(String, String), Kind>,
    /// Every message that was not read as labelled.
    pub misses: Vec<Miss>,
}

impl Report {
    /// Counts one message.
    pub fn add(&mut self, message: &Labelled, reading: &Reading) {
        let lang = || message.lang.clone();
        let tally = self.tiers.entry((lang(), message.tier)).or_default();
        self.misses.extend(count::tier(message, reading, tally));
        let mut kinds = BTreeMap::new();
        self.misses.extend(count::finds(message, reading, &mut kinds));
        for (name, more) in kinds {
            let kind = self.kinds.entry((lang(), name)).or_default();
            kind.found += more.found;
            kind.missed += more.missed;
            kind.invented += more.invented;
        }
    }

    /// The counts of one label over the languages for which `of` holds.
    pub fn tier(&self, tier: Outcome, of: impl Fn(&str) -> bool) -> Tally {
        let mut sum = Tally::default();
        for (_, tally) in self.tiers.iter().filter(|((lang, label), _)| *label == tier && of(lang)) {
            sum.n += tally.n;
            sum.right += tally.right;
            sum.asked_instead += tally.asked_instead;
            sum.lower += tally.lower;
            sum.missed += tally.missed;
            sum.asked_too_much += tally.asked_too_much;
            sum.false_diversions += tally.false_diversions;
            sum.other_sign += tally.other_sign;
        }
        sum
    }

    /// The counts of one kind over the languages for which `of` holds.
    pub fn kind(&self, name: &str, of: impl Fn(&str) -> bool) -> Kind {
        let mut sum = Kind::default();
        for (_, kind) in self.kinds.iter().filter(|((lang, kind), _)| kind == name && of(lang)) {
            sum.found += kind.found;
            sum.missed += kind.missed;
            sum.invented += kind.invented;
        }
        sum
    }

    /// The languages of the messages.
    pub fn languages(&self) -> Vec<&str> {
        let mut langs: Vec<&str> = self.tiers.keys().map(|(lang, _)| lang.as_str()).collect();
        langs.dedup();
        langs
    }

    fn table(&self, f: &mut fmt::Formatter<'_>, name: &str, of: impl Fn(&str) -> bool + Copy) -> fmt::Result {
        writeln!(f, "{name}")?;
        writeln!(
            f,
            "  label         n  right  asked instead  lower  missed  asked too much  false diversions  other sign"
        )?;
        for label in [Outcome::Emergency, Outcome::SameDay, Outcome::Ask, Outcome::None] {
            let t = self.tier(label, of);
            let counts = format!(
                "{:>4} {:>6} {:>14} {:>6} {:>7} {:>15} {:>17} {:>11}",
                t.n, t.right, t.asked_instead, t.lower, t.missed, t.asked_too_much, t.false_diversions, t.other_sign
            );
            writeln!(f, "  {:<10}{counts}", label.to_string())?;
        }
        let [emergency, same_day, ask, none] =
            [Outcome::Emergency, Outcome::SameDay, Outcome::Ask, Outcome::None].map(|label| self.tier(label, of));
        let dangers = emergency.n + same_day.n;
        let (asked, missed) = (emergency.asked_instead + same_day.asked_instead, emergency.missed + same_day.missed);
        let ordinary = ask.n + none.n;
        let diverted = ask.false_diversions + none.false_diversions;
        writeln!(
            f,
            "  dangers {dangers}: seen {:.1} %, asked instead {:.1} %, missed {missed}; others {ordinary}: false diversions {:.1} %",
            100.0 * share(dangers - missed, dangers),
            100.0 * share(asked, dangers.max(1)),
            100.0 * share(diverted, ordinary.max(1))
        )?;
        let names: std::collections::BTreeSet<&String> = self.kinds.keys().map(|(_, name)| name).collect();
        writeln!(f, "  kind        found  missed  invented  precision  recall")?;
        for name in names {
            let kind = self.kind(name, of);
            let (precision, recall) = (100.0 * kind.precision(), 100.0 * kind.recall());
            let counts = format!("{:>5} {:>7} {:>9}", kind.found, kind.missed, kind.invented);
            writeln!(f, "  {name:<11} {counts} {precision:>9.1}% {recall:>6.1}%")?;
        }
        writeln!(f)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, title) in
            [(Place::Low, "Too low"), (Place::High, "Too high"), (Place::Sign, "Another sign"), (Place::Finds, "Finds")]
        {
            writeln!(f, "{title}")?;
            for miss in self.misses.iter().filter(|miss| miss.place == place) {
                writeln!(f, "  {} {}", miss.lang, miss.lines.trim_end())?;
            }
            writeln!(f)?;
        }
        let languages = self.languages();
        for lang in &languages {
            self.table(f, lang, |of| of == *lang)?;
        }
        if languages.len() > 1 {
            self.table(f, "all", |_| true)?;
        }
        Ok(())
    }
}
