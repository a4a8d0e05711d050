//! What no clinic may leave out, and the questions that the program itself must know.
use std::ops::Range;

use super::report::{Report, Way};
use crate::script::settings::{lowered, shipped_tiers};
use crate::script::{AnswerKind, Limit, Script, Stage, Tier};

/// Signs that every script about low back pain must have, as emergencies: no clinic may leave them out.
pub const CORE: [&str; 13] = [
    "E-SADDLE",
    "E-BLADDER",
    "E-BOWEL",
    "E-BILEG",
    "E-WEAK2",
    "E-TRAUMA",
    "E-FRAG",
    "E-CHEST",
    "E-COLLAPSE",
    "E-AAA",
    "E-SEPSIS",
    "E-MSCC",
    "E-PREG",
];

/// Cautions that every script must have, with the limit that they must set.
pub const CAUTIONS: [(&str, Limit); 2] = [("C-ANTICOAG", Limit::Light), ("C-PREG", Limit::SideLying)];

/// Checks what must be there.
pub fn check(script: &Script, report: &mut Report) {
    let mut must = Must { script, report };
    must.core();
    must.shipped();
    must.cautions();
    must.roles();
    must.typed_words();
    must.clinic();
    let over = format!("{} signs, {} cautions", CORE.len(), CAUTIONS.len());
    report.proven(
        Way::Structure,
        "what no clinic may leave out is there, and no sign leads less far than as shipped",
        over,
    );
}

struct Must<'a> {
    script: &'a Script,
    report: &'a mut Report,
}

impl Must<'_> {
    /// A script that never meets a patient may be about something else than the low back.
    fn core(&mut self) {
        let tried_out = self.script.clinic.test_only;
        for code in CORE {
            match self.script.signs.iter().find(|sign| sign.code == code) {
                None if tried_out => {}
                None => {
                    self.fault("safety.toml", 0..0, format!("the sign `{code}` is missing: no clinic may leave it out"))
                }
                Some(sign) if sign.tier != Tier::Emergency => {
                    self.fault(&sign.file, sign.item.span(), format!("`{code}` is an emergency: it cannot be lowered"));
                }
                Some(_) => {}
            }
        }
    }

    /// A sign that the program brings along leads at least as far in every clinic.
    fn shipped(&mut self) {
        let shipped = shipped_tiers();
        for sign in self.script.signs.iter().filter(|sign| !CORE.contains(&sign.code.as_str())) {
            if let Some(tier) = shipped.get(&sign.code).filter(|tier| sign.tier < **tier) {
                self.fault(&sign.file, sign.item.span(), lowered(sign, *tier, sign.tier));
            }
        }
    }

    fn cautions(&mut self) {
        for (code, limit) in CAUTIONS {
            match self.script.cautions.iter().find(|caution| caution.code == code) {
                None => self.fault(
                    "cautions.toml",
                    0..0,
                    format!("the caution `{code}` is missing: no clinic may leave it out"),
                ),
                Some(caution) if !caution.limits.contains(&limit) => {
                    self.fault(&caution.file, caution.item.span(), format!("`{code}` needs the limit {limit:?}"));
                }
                Some(_) => {}
            }
        }
    }

    fn roles(&mut self) {
        let roles = &self.script.roles;
        let asked = [
            ("who", &roles.who, AnswerKind::One, Stage::Interview),
            ("kind", &roles.kind, AnswerKind::One, Stage::Interview),
            ("score", &roles.score, AnswerKind::Scale, Stage::After),
        ];
        for (role, id, answer, stage) in asked {
            let message = match self.script.question(id.get_ref()) {
                None => format!("`{}` is no question: `{role}` names one", id.get_ref()),
                Some(question) if question.answer != answer || question.stage != stage => {
                    let how = if answer == AnswerKind::Scale {
                        "scale, with stage = \"after\""
                    } else {
                        "one, before the plan"
                    };
                    format!("`{role}` needs a question with answer = {how}")
                }
                Some(_) => continue,
            };
            self.fault("intake.toml", id.span(), message);
        }
        if !self.script.muscles.iter().any(|muscle| roles.is_general(&muscle.id)) {
            let message =
                format!("no file of muscles/ has the id `{}`, for when nothing points to one", roles.general.get_ref());
            self.fault("intake.toml", roles.general.span(), message);
        }
    }

    /// Without them "no chest pain" would be an emergency, and despair would go unheard.
    fn typed_words(&mut self) {
        for lang in &self.script.clinic.languages {
            let grammar = self.script.ear.tongues.iter().any(|tongue| &tongue.lang == lang && tongue.grammar);
            let doubt = grammar || self.script.doubt.get(lang).is_some_and(|words| !words.is_empty());
            let crisis = self.script.crisis.get(lang).is_some_and(|words| !words.is_empty());
            for (what, known) in [("doubt", doubt), ("crisis", crisis)] {
                if !known {
                    self.fault("safety.toml", 0..0, format!("`[words.{what}]` names no words in `{lang}`"));
                }
            }
            // What one patient may type in their language, another must be able to type in theirs.
            for sign in self.script.signs.iter().filter(|sign| !sign.heard.is_empty()) {
                if sign.heard.get(lang).is_none_or(Vec::is_empty) {
                    let message = format!("`heard` of `{}` names no words in `{lang}`", sign.code);
                    self.fault(&sign.file, sign.item.span(), message);
                }
            }
        }
        for sign in self.script.signs.iter().filter(|sign| !sign.heard.is_empty() && sign.tier > Tier::Person) {
            if sign.say.is_empty() && sign.typed.is_empty() && sign.sole_option().is_none() {
                let message = format!("`{}` can be typed and has no name then: add `typed`", sign.code);
                self.fault(&sign.file, sign.item.span(), message);
            }
            let doubtful = sign.heard.values().flatten().find(|entry| entry.trim_start().starts_with('?'));
            if let Some(entry) = doubtful.filter(|_| sign.closed_question(self.script).is_none()) {
                let message = format!(
                    "`{entry}` asks for `{}`, and none of its options has `explain`, the question to ask",
                    sign.code
                );
                self.fault(&sign.file, sign.item.span(), message);
            }
        }
    }

    fn clinic(&mut self) {
        let clinic = &self.script.clinic;
        for lang in clinic.languages.iter().chain([&clinic.staff_language]) {
            if crate::script::words::plural_forms(lang).is_none() || !clinic.languages.contains(lang) {
                self.fault("clinic.toml", 0..0, format!("`{lang}` must be a language code, and one of `languages`"));
            }
        }
        let warning = match (clinic.test_only, &clinic.reviewer) {
            (true, _) => "clinic.toml says `test_only`: `run` refuses these dialogues, they are only to be tried out",
            (false, None) => "clinic.toml names no reviewer: `run` names no muscle unless BACKDESK_UNREVIEWED=yes",
            (false, Some(_)) => return,
        };
        self.report.warnings.push(warning.to_owned());
    }

    fn fault(&mut self, file: &str, at: Range<usize>, message: String) {
        self.report.faults.push(self.script.fault(file, at, message));
    }
}
