//! Every rule, and every brace of it, can hold for somebody: one that cannot promises what nobody gets.
use std::ops::Range;

use toml::Spanned;

use super::report::{Report, Way};
use super::states::Seen;
use super::walker::{Picks, Walker};
use super::ways;
use crate::core::chart::judge::Verdict;
use crate::core::chart::view::View;
use crate::script::{Script, Stage, Table, When};

/// Looks for answers that meet each brace.
pub fn check(script: &Script, seen: &Seen, report: &mut Report) {
    let mut braces = Braces { script, report, tried: 0, walked: 0 };
    braces.questions(seen);
    braces.signs();
    braces.cautions();
    braces.muscles();
    let over = format!("{} braces, {} interviews", braces.tried, braces.walked);
    let what = "each brace of each rule, and each reason for a muscle, holds for somebody";
    report.proven(Way::Exhaustive, what, over);
}

struct Braces<'a, 'b> {
    script: &'a Script,
    report: &'b mut Report,
    tried: usize,
    walked: usize,
}

impl<'a> Braces<'a, '_> {
    /// The way to a question after the plan is not walked here: the tour must have come past it.
    fn questions(&mut self, seen: &Seen) {
        let script = self.script;
        for question in &script.questions {
            let shown = View::Question(question.id.clone());
            if question.stage != Stage::Interview && !seen.values().any(|(chart, _)| chart.shown == shown) {
                let message = format!("`{}` is never asked: no way after the plan leads to it", question.id);
                self.fault(&question.file, question.item.span(), message);
            }
            let braces = question.when.iter().filter(|_| question.stage == Stage::Interview);
            for table in braces.flat_map(|when| &when.0) {
                let asked = |walker: &Walker| walker.cases().any(|case| case.answer(&question.id).is_some());
                self.brace((&question.file, &format!("`{}` is asked", question.id)), table, asked);
            }
            for choice in question.choices() {
                let what = format!("`{}` of `{}` is left out", choice.id, question.id);
                self.all((&question.file, &what), &choice.unless, |_| true);
            }
        }
    }

    fn signs(&mut self) {
        let script = self.script;
        for sign in &script.signs {
            let applies = |walker: &Walker| walker.applied().contains(&sign.code);
            self.all((&sign.file, &format!("`{}` applies", sign.code)), &sign.when, applies);
            self.all((&sign.file, &format!("`{}` is held back", sign.code)), &sign.unless, |_| true);
        }
    }

    fn cautions(&mut self) {
        let script = self.script;
        for caution in &script.cautions {
            let applies = |walker: &Walker| {
                let mut verdicts = walker.cases().map(|case| Verdict::of(script, case));
                verdicts.any(|verdict| verdict.cautions.iter().any(|other| other.code == caution.code))
            };
            self.all((&caution.file, &format!("`{}` applies", caution.code)), &caution.when, applies);
            self.all((&caution.file, &format!("`{}` is held back", caution.code)), &caution.unless, |_| true);
        }
    }

    /// A reason counts only where a plan names muscles at all, and this one is not kept out.
    fn muscles(&mut self) {
        let script = self.script;
        for muscle in &script.muscles {
            let counts = |walker: &Walker| {
                walker.cases().any(|case| {
                    let answers = case.answers(script);
                    let kept_out = answers.meet(&muscle.unless);
                    !kept_out && !Verdict::of(script, case).targets.is_empty()
                })
            };
            for reason in &muscle.reason {
                let what = format!("a reason for `{}` counts", muscle.id);
                self.all((&muscle.file, &what), &reason.get_ref().when, counts);
            }
            self.all((&muscle.file, &format!("`{}` is kept out", muscle.id)), &muscle.unless, |_| true);
        }
    }

    fn all(&mut self, of: (&str, &str), when: &'a When, holds: impl Fn(&Walker) -> bool) {
        for table in &when.0 {
            self.brace(of, table, &holds);
        }
    }

    /// Answers that meet the brace, with what must be true of them.
    fn brace(&mut self, (file, what): (&str, &str), table: &'a Spanned<Table>, holds: impl Fn(&Walker) -> bool) {
        self.tried += 1;
        let (script, at) = (self.script, table.span());
        let ways = ways::to_table(script, table.get_ref());
        let lang = script.clinic.languages.first().map_or("en", String::as_str);
        let mut overtaken = false;
        let met = ways.iter().any(|picks: &Picks| {
            let mut walker = Walker::new(script, lang, false);
            walker.walk(picks);
            self.walked += 1;
            // A sign that this clinic raised may end the interview before.
            overtaken |= walker.gravest().is_some_and(|sign| sign.raised_from.is_some());
            walker.meets(table.get_ref()) && holds(&walker)
        });
        if !met && !overtaken {
            self.fault(
                file,
                at,
                format!("these braces can never hold, by which {what}: no answers that reach them meet them"),
            );
        }
    }

    fn fault(&mut self, file: &str, at: Range<usize>, message: String) {
        self.report.faults.push(self.script.fault(file, at, message));
    }
}
