//! Interviews walked through the real steps: each option, each sign's every combination, each two grave signs.
use std::ops::Range;

use super::report::{Outcome, Report, Way};
use super::states::Seen;
use super::walker::{Picks, Walker};
use super::ways;
use crate::core::chart::judge::Verdict;
use crate::script::{AnswerKind, Placed, Question, Script, Sign, Stage, Table, Tier, When};

/// Walks, and notes the states that it comes past.
pub fn check(script: &Script, seen: &mut Seen, report: &mut Report) {
    let mut walk = Walk { script, report, seen };
    for lang in &script.clinic.languages {
        walk.options(lang);
        walk.everything(lang);
    }
    let what =
        "each answer of each question: a way on and Back, each press twice is once, and every screen fits Telegram";
    walk.proven(Way::Exhaustive, what, 0);
    walk.signs();
    walk.other_rules();
    let before = walk.report.interviews;
    walk.pairs();
    walk.proven(Way::Pairwise, "with two grave signs at once, the graver that was reached is followed", before);
    let what = "no interview ends in less than its gravest sign, nor sees a plan beside it; each outcome carries the safety net";
    walk.proven(Way::Exhaustive, what, 0);
}

struct Walk<'a> {
    script: &'a Script,
    report: &'a mut Report,
    seen: &'a mut Seen,
}

impl<'a> Walk<'a> {
    /// Over the interviews since there were `before`.
    fn proven(&mut self, way: Way, what: &'static str, before: u64) {
        let over = format!("{} interviews", self.report.interviews - before);
        self.report.proven(way, what, over);
    }

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
        let ends = match outcome {
            None => Some("the interview finds no end".to_owned()),
            Some(outcome) => milder(&walker, outcome),
        };
        for wrong in walker.wrong.iter().chain(&walker.unfit).chain(&ends) {
            self.report.faults.push(self.script.fault(at.0, at.1.clone(), format!("[{lang}] {wrong}")));
        }
        for (key, state) in walker.seen.take().into_iter().flatten() {
            self.seen.entry(key).or_insert(state);
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
            let Some(way) = ways::to_question(script, question) else {
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
        let picks = ways::everything(self.script);
        self.walk(lang, &picks, false, ("intake.toml", 0..0));
    }

    /// Each grave sign, by every combination of answers that it names, ends in its tier and never sees a plan.
    fn signs(&mut self) {
        let (script, before) = (self.script, self.report.interviews);
        for sign in &script.signs {
            let mut held = false;
            for picks in ways::to_sign(script, sign) {
                let (walker, outcome) = self.walk(self.lang(), &picks, false, (&sign.file, sign.item.span()));
                // A sign that this clinic raised may end the interview before.
                held |= walker.applied().contains(&sign.code) || overtaken(&walker);
                if let Some(message) = wrong_end(sign, outcome, &walker) {
                    self.report.faults.push(script.fault(&sign.file, sign.item.span(), message));
                }
            }
            if !held {
                let message = format!("`{}` can never apply: no answers meet it", sign.code);
                self.report.faults.push(script.fault(&sign.file, sign.item.span(), message));
            }
        }
        let tables = || script.signs.iter().flat_map(|sign| sign.when.0.iter().map(|table| table.get_ref()));
        let cut = tables().filter(|table| !ways::in_full(table)).count();
        let way = if cut == 0 { Way::Exhaustive } else { Way::Pairwise };
        self.proven(
            way,
            "each sign, by every combination of answers that it names, ends in its tier before any plan",
            before,
        );
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
        tables.into_iter().flat_map(|table| ways::to_table(self.script, table)).collect::<Vec<_>>().iter().any(
            |picks| {
                let (walker, _) = self.walk(self.lang(), picks, false, ("intake.toml", 0..0));
                overtaken(&walker) || walker.cases().any(|case| holds(&Verdict::of(self.script, case)))
            },
        )
    }

    /// Two grave signs at once: the higher tier wins.
    fn pairs(&mut self) {
        let script = self.script;
        let grave: Vec<&Placed<Sign>> = script.signs.iter().filter(|sign| sign.tier >= Tier::SameDay).collect();
        for (index, one) in grave.iter().enumerate() {
            for other in &grave[index + 1..] {
                let (Some(first), Some(second)) =
                    (ways::to_sign(script, one).into_iter().next(), ways::to_sign(script, other).into_iter().next())
                else {
                    continue;
                };
                let Some(picks) = ways::both(script, first, second) else { continue };
                let (walker, outcome) = self.walk(self.lang(), &picks, false, (&one.file, one.item.span()));
                if outcome == Some(Outcome::Visit) || walker.planned {
                    let message = format!("with `{}` beside it, `{}` still sees a plan", other.code, one.code);
                    self.report.faults.push(script.fault(&one.file, one.item.span(), message));
                }
            }
        }
    }

    fn fault(&mut self, question: &Placed<Question>, message: String) {
        self.report.faults.push(self.script.fault(&question.file, question.item.span(), message));
    }
}

/// Whether a sign that this clinic raised was met.
fn overtaken(walker: &Walker) -> bool {
    walker.gravest().is_some_and(|sign| sign.raised_from.is_some())
}

/// An end that is milder than the gravest sign of the answers.
fn milder(walker: &Walker, end: Outcome) -> Option<String> {
    let sign = walker.gravest()?;
    wrong_end(sign, Some(end), walker)
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
