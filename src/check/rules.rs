//! What conditions name exists, stands early enough, and leads somewhere.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;

use super::report::{Report, Way};
use crate::script::{AnswerKind, Placed, Script, Stage, Table, Tier, When};

/// Checks every rule by its structure.
pub fn check(script: &Script, report: &mut Report) {
    let mut options: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut check = Check { script, report };
    for question in &script.questions {
        if let Some(when) = &question.when {
            check.when(&question.file, when, &options, "is not asked before this question");
        }
        check.question(question);
        let ids = question.choices().flat_map(|choice| {
            let unsure = (!choice.explain.is_empty()).then(|| format!("{}?", choice.id));
            [Some(choice.id.clone()), unsure]
        });
        let scale = (question.answer == AnswerKind::Scale).then(|| (0..=10).map(|score: u8| score.to_string()));
        options.insert(&question.id, ids.flatten().chain(scale.into_iter().flatten()).collect());
    }
    for question in &script.questions {
        for choice in question.choices() {
            check.when(&question.file, &choice.unless, &options, "is no question");
        }
    }
    check.signs(&options);
    check.cautions(&options);
    check.pages();
    check.muscles(&options);
    check.before_the_plan();
    let rules = script.signs.len() + script.cautions.len() + script.muscles.len();
    let over = format!("{} questions, {rules} signs, cautions and muscles", script.questions.len());
    report.proven(
        Way::Structure,
        "rules name what exists, what is asked before them and before the plan, and their sources",
        over,
    );
}

struct Check<'a> {
    script: &'a Script,
    report: &'a mut Report,
}

type Options<'a> = BTreeMap<&'a str, BTreeSet<String>>;

impl Check<'_> {
    fn question(&mut self, question: &Placed<crate::script::Question>) {
        let at = question.item.span();
        let mut seen = BTreeSet::new();
        for choice in &question.options {
            if !seen.insert(&choice.get_ref().id) {
                self.fault(&question.file, choice.span(), format!("the option `{}` stands twice", choice.get_ref().id));
            }
            if choice.get_ref().id.contains(['.', '?']) || choice.get_ref().id.is_empty() {
                self.fault(
                    &question.file,
                    choice.span(),
                    "an option's id has no `.` and no `?`, and is not empty".into(),
                );
            }
        }
        if question.answer != AnswerKind::Scale && question.options.is_empty() {
            self.fault(&question.file, at.clone(), format!("`{}` has no options", question.id));
        }
        let listed = question.safety && matches!(question.answer, AnswerKind::Many | AnswerKind::First);
        if listed && !question.choices().any(|choice| choice.alone) {
            self.fault(
                &question.file,
                at.clone(),
                "a safety list needs an option with `alone = true`: none of these".into(),
            );
        }
        if question.safety && question.stage != Stage::Interview {
            self.fault(&question.file, at, "a safety question is asked before the plan: remove `stage`".into());
        }
    }

    fn signs(&mut self, options: &Options) {
        let mut codes = BTreeSet::new();
        for sign in &self.script.signs {
            let at = sign.item.span();
            if !codes.insert(&sign.code) {
                self.fault(&sign.file, at.clone(), format!("the code `{}` stands twice", sign.code));
            }
            self.when(&sign.file, &sign.when, options, "is no question");
            self.when(&sign.file, &sign.unless, options, "is no question");
            if let Some(count) = &sign.count {
                self.table(&sign.file, &count.of, options, "is no question");
                let of: usize = count.of.get_ref().values().map(Vec::len).sum();
                if count.at_least == 0 || count.at_least > of {
                    self.fault(&sign.file, at.clone(), format!("`at_least` must be from 1 to {of}, or it never holds"));
                }
            }
            if sign.when.is_empty() && sign.count.is_none() {
                self.fault(
                    &sign.file,
                    at.clone(),
                    format!("`{}` never applies: it needs `when` or `count`", sign.code),
                );
            }
            if sign.after.as_ref().is_some_and(|after| !options.contains_key(after.as_str())) {
                self.fault(&sign.file, at.clone(), "`after` names no question".into());
            }
            if sign.tier == Tier::Emergency && sign.care.is_none() {
                self.fault(
                    &sign.file,
                    at.clone(),
                    "an emergency needs `care`: hospital, ambulance or maternity".into(),
                );
            }
            if sign.tier == Tier::Person && sign.advice.is_empty() {
                self.fault(
                    &sign.file,
                    at.clone(),
                    "a sign that leads to a person needs `advice`: the words of its screen".into(),
                );
            }
            self.sources(&sign.file, at, &sign.source);
        }
        self.every_tick_counts();
    }

    /// A box on a safety list that no rule reads would be a promise that nobody keeps.
    fn every_tick_counts(&mut self) {
        let tables = self.script.signs.iter().flat_map(|sign| {
            let when = sign.when.0.iter().map(Spanned::get_ref);
            when.chain(sign.count.iter().map(|count| count.of.get_ref()))
        });
        let cautions = self.script.cautions.iter().flat_map(|caution| caution.when.0.iter().map(Spanned::get_ref));
        let mut read: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (question, options) in tables.chain(cautions).flatten() {
            read.extend(options.iter().map(|option| (question.as_str(), option.as_str())));
        }
        let list = |question: &&Placed<crate::script::Question>| {
            question.safety && matches!(question.answer, AnswerKind::Many | AnswerKind::First)
        };
        for question in self.script.questions.iter().filter(list) {
            for choice in question.options.iter().filter(|choice| !choice.get_ref().alone && !choice.get_ref().explains)
            {
                if !read.contains(&(question.id.as_str(), choice.get_ref().id.as_str())) {
                    let message =
                        format!("no rule reads `{}` of `{}`: a tick must count", choice.get_ref().id, question.id);
                    self.fault(&question.file, choice.span(), message);
                }
            }
        }
    }

    fn cautions(&mut self, options: &Options) {
        for caution in &self.script.cautions {
            let at = caution.item.span();
            self.when(&caution.file, &caution.when, options, "is no question");
            self.when(&caution.file, &caution.unless, options, "is no question");
            if caution.when.is_empty() {
                self.fault(&caution.file, at.clone(), format!("`{}` never applies: it needs `when`", caution.code));
            }
            self.sources(&caution.file, at, &caution.source);
        }
    }

    /// What follows from an answer is decided by the plan at the latest: a rule about what is asked after it would come too late.
    fn before_the_plan(&mut self) {
        let script = self.script;
        let signs = script.signs.iter().flat_map(|sign| {
            let count = sign.count.iter().map(|count| &count.of);
            sign.when.0.iter().chain(&sign.unless.0).chain(count).map(|table| (sign.file.as_str(), table))
        });
        let cautions = script.cautions.iter().flat_map(|caution| {
            caution.when.0.iter().chain(&caution.unless.0).map(|table| (caution.file.as_str(), table))
        });
        let muscles = script.muscles.iter().flat_map(|muscle| {
            let reasons = muscle.reason.iter().flat_map(|reason| &reason.get_ref().when.0);
            reasons.chain(&muscle.unless.0).map(|table| (muscle.file.as_str(), table))
        });
        for (file, table) in signs.chain(cautions).chain(muscles) {
            let late = |id: &&String| script.question(id).is_some_and(|question| question.stage != Stage::Interview);
            if let Some(id) = table.get_ref().keys().find(late) {
                self.fault(
                    file,
                    table.span(),
                    format!("`{id}` is asked after the plan: no rule before it can wait for it"),
                );
            }
        }
    }

    fn pages(&mut self) {
        let mut seen = BTreeSet::new();
        for page in &self.script.pages {
            let at = page.item.span();
            if page.id.is_empty() || page.id.contains('.') || !seen.insert(&page.id) {
                let message = format!("the page `{}` needs an id of its own, without `.`", page.id);
                self.fault(&page.file, at.clone(), message);
            }
            self.sources(&page.file, at, &page.source);
        }
    }

    fn muscles(&mut self, options: &Options) {
        let kind = self.script.roles.kind.get_ref();
        let (mut ids, mut ranks) = (BTreeSet::new(), BTreeSet::new());
        for muscle in &self.script.muscles {
            if !ids.insert(&muscle.id) {
                self.fault(&muscle.file, 0..0, format!("the muscle `{}` stands twice", muscle.id));
            }
            if !ranks.insert(muscle.rank) {
                self.fault(&muscle.file, 0..0, format!("another muscle has the rank {} too", muscle.rank));
            }
        }
        for muscle in &self.script.muscles {
            self.when(&muscle.file, &muscle.unless, options, "is no question");
            self.sources(&muscle.file, 0..0, &muscle.source);
            let mut by_kind = 0;
            for reason in &muscle.reason {
                self.when(&muscle.file, &reason.get_ref().when, options, "is no question");
                let only_kind = |table: &Spanned<Table>| table.get_ref().keys().all(|question| question == kind);
                if reason.get_ref().when.0.iter().any(only_kind) {
                    by_kind += reason.get_ref().weight;
                }
                self.sources(&muscle.file, reason.span(), &reason.get_ref().source);
            }
            if by_kind >= self.script.plan.enough {
                self.fault(&muscle.file, 0..0, "the kind of pain alone must not be enough to name a muscle".into());
            }
        }
    }

    fn when(&mut self, file: &str, when: &When, options: &Options, unknown: &str) {
        for table in &when.0 {
            self.table(file, table, options, unknown);
        }
    }

    fn table(&mut self, file: &str, table: &Spanned<Table>, options: &Options, unknown: &str) {
        if table.get_ref().is_empty() {
            self.fault(file, table.span(), "an empty table always holds: name a question".into());
        }
        for (question, named) in table.get_ref() {
            let Some(known) = options.get(question.as_str()) else {
                self.fault(file, table.span(), format!("`{question}` {unknown}"));
                continue;
            };
            for option in named.iter().filter(|option| !known.contains(*option)) {
                self.fault(file, table.span(), format!("`{option}` is no option of `{question}`"));
            }
        }
    }

    fn sources(&mut self, file: &str, at: Range<usize>, source: &[String]) {
        if source.is_empty() {
            self.fault(file, at, "`source` is empty: each rule names what it rests on".into());
        }
    }

    fn fault(&mut self, file: &str, at: Range<usize>, message: String) {
        self.report.faults.push(self.script.fault(file, at, message));
    }
}
