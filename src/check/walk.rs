//! Interviews walked through the real steps: each option, each rule's every combination, each two grave signs.
use std::collections::BTreeSet;
use std::ops::Range;

use super::harmless::harmless;
use super::report::{Outcome, Report};
use super::walker::{Picks, Walker};
use crate::core::chart::judge::Verdict;
use crate::script::{AnswerKind, Placed, Question, Script, Sign, Stage, Table, Tier, When};

/// The most combinations of one table that are walked.
const COMBINATIONS_MAX: usize = 600;

/// Walks.
pub fn check(script: &Script, report: &mut Report) {
    let mut walk = Walk { script, report };
    for lang in &script.clinic.languages {
        walk.options(lang);
        walk.everything(lang);
    }
    walk.signs();
    walk.other_rules();
    walk.pairs();
}

struct Walk<'a> {
    script: &'a Script,
    report: &'a mut Report,
}

impl<'a> Walk<'a> {
    fn lang(&self) -> &'a str {
        self.script.clinic.languages.first().map_or("en", String::as_str)
    }

    fn walk(
        &mut self,
        lang: &str,
        picks: &Picks,
        thorough: bool,
        at: (&str, Range<usize>),
    ) -> (Walker<'a>, Option<Outcome>) {
        let mut walker = Walker::new(self.script, lang, thorough);
        let outcome = walker.walk(picks);
        self.report.interviews += 1;
        self.report.states += walker.states;
        for wrong in walker.wrong.iter().chain(outcome.is_none().then_some(&"the interview finds no end".to_owned())) {
            self.report.faults.push(self.script.fault(at.0, at.1.clone(), format!("[{lang}] {wrong}")));
        }
        if let Some(outcome) = outcome {
            let taps = self.report.shortest.entry(outcome).or_insert(walker.taps);
            *taps = (*taps).min(walker.taps);
        }
        (walker, outcome)
    }

    /// Each option of each question, with what leads to the question.
    fn options(&mut self, lang: &str) {
        let script = self.script;
        for question in script.questions.iter().filter(|question| question.stage == Stage::Interview) {
            let Some(way) = self.way_to(question) else {
                let message = format!("`{}` is never asked: nothing meets its `when`", question.id);
                self.fault(question, message);
                continue;
            };
            for option in choices(question) {
                let mut picks = way.clone();
                picks.insert(question.id.clone(), [option].into());
                let (walker, _) = self.walk(lang, &picks, true, (&question.file, question.item.span()));
                let asked =
                    walker.chart.case.iter().chain(&walker.chart.earlier).any(|c| c.answer(&question.id).is_some());
                if !asked {
                    self.fault(question, format!("`{}` is not reached by the answers that it asks for", question.id));
                }
            }
        }
    }

    /// Every list with all of its ticks: the longest cards, plans and summaries.
    fn everything(&mut self, lang: &str) {
        let mut picks = Picks::new();
        for question in self.script.questions.iter().filter(|question| !question.safety) {
            let ticks = question.choices().filter(|choice| !choice.alone && !choice.explains);
            let ticks: BTreeSet<String> = ticks.map(|choice| choice.id.clone()).collect();
            if question.answer == AnswerKind::Many && !ticks.is_empty() {
                picks.insert(question.id.clone(), ticks);
            }
        }
        self.walk(lang, &picks, false, ("intake.toml", 0..0));
    }

    /// Each grave sign, by every combination of answers that it names, ends in its tier and never sees a plan.
    fn signs(&mut self) {
        let script = self.script;
        for sign in &script.signs {
            let mut held = false;
            for picks in self.ways(sign) {
                let (walker, outcome) = self.walk(self.lang(), &picks, false, (&sign.file, sign.item.span()));
                held |= walker.applied().contains(&sign.code);
                if let Some(message) = wrong_end(sign, outcome, &walker) {
                    self.report.faults.push(script.fault(&sign.file, sign.item.span(), message));
                }
            }
            if !held {
                let message = format!("`{}` can never apply: no answers meet it", sign.code);
                self.report.faults.push(script.fault(&sign.file, sign.item.span(), message));
            }
        }
    }

    /// Cautions and reasons can hold.
    fn other_rules(&mut self) {
        let script = self.script;
        for caution in &script.cautions {
            let held = self.holds_somewhere(&caution.when, |verdict| {
                verdict.cautions.iter().any(|other| other.code == caution.code)
            });
            if !held {
                let message = format!("`{}` can never apply: no answers that reach it meet it", caution.code);
                self.report.faults.push(script.fault(&caution.file, caution.item.span(), message));
            }
        }
        for muscle in script.muscles.iter().filter(|muscle| !muscle.reason.is_empty()) {
            let all = |verdict: &Verdict| verdict.targets.iter().any(|target| target.muscle.id == muscle.id);
            let named = muscle.reason.iter().any(|reason| self.holds_somewhere(&reason.get_ref().when, all));
            if !named {
                let message = "this muscle is never mentioned: no one reason reaches `enough`".to_owned();
                self.report.faults.push(script.fault(&muscle.file, 0..0, message));
            }
        }
    }

    fn holds_somewhere(&mut self, when: &When, holds: impl Fn(&Verdict) -> bool) -> bool {
        let tables: Vec<&Table> = when.0.iter().map(|table| table.get_ref()).collect();
        tables.into_iter().flat_map(combinations).any(|picks| {
            let picks = self.with_ways(picks);
            let (walker, _) = self.walk(self.lang(), &picks, false, ("intake.toml", 0..0));
            let cases = walker.chart.case.iter().chain(&walker.chart.earlier);
            { cases }.any(|case| holds(&Verdict::of(self.script, case)))
        })
    }

    /// Two grave signs at once: the higher tier wins.
    fn pairs(&mut self) {
        let script = self.script;
        let grave: Vec<&Placed<Sign>> = script.signs.iter().filter(|sign| sign.tier >= Tier::SameDay).collect();
        for (index, one) in grave.iter().enumerate() {
            for other in &grave[index + 1..] {
                let (Some(first), Some(second)) =
                    (self.ways(one).into_iter().next(), self.ways(other).into_iter().next())
                else {
                    continue;
                };
                let Some(picks) = both(script, first, second) else { continue };
                let (walker, outcome) = self.walk(self.lang(), &picks, false, (&one.file, one.item.span()));
                if outcome == Some(Outcome::Visit) || walker.planned {
                    let message = format!("with `{}` beside it, `{}` still sees a plan", other.code, one.code);
                    self.report.faults.push(script.fault(&one.file, one.item.span(), message));
                }
            }
        }
    }

    /// The answers that make a sign apply: every combination of its tables, with the way to their questions.
    fn ways(&mut self, sign: &Sign) -> Vec<Picks> {
        let mut ways: Vec<Picks> = sign.when.0.iter().flat_map(|table| combinations(table.get_ref())).collect();
        if let Some(count) = &sign.count {
            let of = count.of.get_ref().iter();
            let all: Vec<_> = of.flat_map(|(q, options)| options.iter().map(move |o| (q.clone(), o.clone()))).collect();
            ways.extend(all.windows(count.at_least).map(|some| {
                let mut picks = Picks::new();
                for (question, option) in some {
                    picks.entry(question.clone()).or_default().insert(option.clone());
                }
                picks
            }));
        }
        let ways = ways.into_iter().filter(|picks| answerable(self.script, picks)).collect::<Vec<_>>();
        ways.into_iter().map(|picks| self.with_ways(picks)).collect()
    }

    /// Adds what must be answered for the named questions to be asked.
    fn with_ways(&mut self, mut picks: Picks) -> Picks {
        let named: Vec<String> = picks.keys().cloned().collect();
        for id in named {
            let question = self.script.questions.iter().find(|question| question.id == id);
            if let Some(way) = question.and_then(|question| self.way_with(question, &picks)) {
                picks = way;
            }
        }
        picks
    }

    fn way_to(&self, question: &Placed<Question>) -> Option<Picks> {
        self.way_with(question, &Picks::new())
    }

    /// Answers under which `question` is asked, that agree with those given.
    fn way_with(&self, question: &Question, given: &Picks) -> Option<Picks> {
        let Some(when) = &question.when else { return Some(given.clone()) };
        let met = |picks: &Picks| when.holds(&|q, o| picked(self.script, picks, q, o));
        if met(given) {
            return Some(given.clone());
        }
        let tables = when.0.iter().flat_map(|table| combinations(table.get_ref()));
        let mut ways = tables.filter_map(|way| both(self.script, given.clone(), way));
        let way = ways.find(|way| met(way) && answerable(self.script, way))?;
        // What leads there may itself have to be led to.
        let added: Vec<String> = way.keys().filter(|id| !given.contains_key(*id)).cloned().collect();
        added.iter().try_fold(way, |way, id| {
            let question = self.script.question(id)?;
            self.way_with(question, &way)
        })
    }

    fn fault(&mut self, question: &Placed<Question>, message: String) {
        self.report.faults.push(self.script.fault(&question.file, question.item.span(), message));
    }
}

fn wrong_end(sign: &Sign, outcome: Option<Outcome>, walker: &Walker) -> Option<String> {
    let end = outcome?;
    let wrong = match sign.tier {
        Tier::Emergency => end != Outcome::Emergency || walker.planned,
        Tier::SameDay => end > Outcome::SameDay || walker.planned,
        Tier::Person => end > Outcome::Person || walker.planned,
        Tier::Routine => false,
    };
    wrong.then(|| format!("`{}` is {:?}, but its answers end in: {end}", sign.code, sign.tier))
}

/// Every option that can be given as the only answer, "not sure" of one-by-one lists included.
fn choices(question: &Question) -> Vec<String> {
    if question.answer == AnswerKind::Scale {
        return vec!["0".to_owned(), "10".to_owned()];
    }
    let explains = question.choices().any(|choice| choice.explains);
    let plain = question.choices().filter(|choice| !choice.explains);
    let ids = plain.flat_map(|choice| {
        let unsure = (explains && !choice.explain.is_empty()).then(|| format!("{}?", choice.id));
        [Some(choice.id.clone()), unsure]
    });
    ids.flatten().collect()
}

/// One option of each question of a table, in every combination.
fn combinations(table: &Table) -> Vec<Picks> {
    let mut all = vec![Picks::new()];
    for (question, options) in table {
        let with = |picks: &Picks| {
            options
                .iter()
                .map(|option| {
                    let mut picks = picks.clone();
                    picks.insert(question.clone(), [option.clone()].into());
                    picks
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).take(COMBINATIONS_MAX).collect();
    }
    all
}

/// Both sets of answers at once, if one patient can give them.
fn both(script: &Script, mut one: Picks, other: Picks) -> Option<Picks> {
    for (question, options) in other {
        let ticks = one.entry(question).or_default();
        ticks.extend(options);
    }
    answerable(script, &one).then_some(one)
}

/// Whether one patient can give these answers: one option where one is asked for, nothing beside "none".
fn answerable(script: &Script, picks: &Picks) -> bool {
    picks.iter().all(|(id, options)| {
        let Some(question) = script.question(id) else { return false };
        let alone = |option: &String| question.choice(option).is_some_and(|choice| choice.alone);
        options.len() == 1 || (question.answer == AnswerKind::Many && !options.iter().any(alone))
    })
}

fn picked(script: &Script, picks: &Picks, question: &str, option: &str) -> bool {
    match picks.get(question) {
        Some(options) => options.contains(option),
        None => {
            script.question(question).is_some_and(|asked| asked.when.is_none() && harmless(script, asked) == option)
        }
    }
}
