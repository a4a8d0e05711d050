//! A case on paper: in the words of the script that it was asked by, in any language of the clinic.
//!
//! The card is for the therapist and says no more than a massage needs: what concerns bladder, bowel and sex stands in its
//! group. The letter is for a doctor and says everything.
mod card;
mod letter;

use super::Chart;
use super::case::{Answer, By, Case, Phase};
use super::judge::Verdict;
use super::screens::{answer_words_on_paper, is_none};
use crate::core::clockwords;
use crate::core::handoff::spoken;
use crate::core::paper::{Body, Form, Paper, Part, Row};
use crate::core::private::Private;
use crate::core::step::{Facts, Review};
use crate::script::{Html, PaperSay, Question, Script, Sign, Stage, Words};

/// The paper of a case, in `lang`. `script` is the case's own.
pub fn paper(script: &Script, chart: &Chart, case: &Case, facts: &Facts, form: Form, lang: &str) -> Paper {
    let draft = Draft { script, chart, case, facts, lang };
    let (title, under, parts) = match form {
        Form::Card => (PaperSay::CardTitle, PaperSay::CardUnder, card::parts(draft)),
        Form::Letter => (PaperSay::LetterTitle, PaperSay::LetterUnder, letter::parts(draft)),
    };
    let clinic = &script.clinic;
    Paper {
        form,
        lang: lang.to_owned(),
        clinic: clinic.name.clone(),
        address: format!("{}\n{}", clinic.address, clinic.phone),
        date: clockwords::dated(script, facts.now, lang),
        number: number(case).map(spoken),
        title: draft.say(title),
        under: draft.say(under),
        parts,
        foot: draft.fill(PaperSay::Foot, &[("rules", draft.rules().into())]),
        other_letters: draft.say(PaperSay::OtherLetters),
    }
}

/// The same paper for whoever may read it: in the patient's language, and in the clinic's where that is another one.
pub fn for_both(script: &Script, chart: &Chart, case: &Case, facts: &Facts, form: Form) -> Vec<Paper> {
    let mut langs = vec![chart.lang.as_str(), &script.clinic.staff_language];
    langs.dedup();
    langs.into_iter().map(|lang| paper(script, chart, case, facts, form, lang)).collect()
}

fn number(case: &Case) -> Option<i64> {
    match &case.phase {
        Phase::HandedOver(number) => Some(*number),
        Phase::Advised(advice) => advice.number,
        Phase::Interview | Phase::WithPerson => None,
    }
}

/// What is needed to write.
#[derive(Clone, Copy)]
struct Draft<'a> {
    script: &'a Script,
    chart: &'a Chart,
    case: &'a Case,
    facts: &'a Facts,
    lang: &'a str,
}

impl<'a> Draft<'a> {
    fn say(self, say: PaperSay) -> String {
        self.fill(say, &[])
    }

    fn fill(self, say: PaperSay, holes: &[(&str, Html)]) -> String {
        self.script.paper(say, self.lang, holes).plain()
    }

    fn words(self, words: &Words) -> String {
        self.script.fill(Some(words), self.lang, &[]).plain()
    }

    /// What the patient typed or is called, without what would turn the direction of writing.
    fn private(self, words: &Private<String>) -> String {
        Html::escape(words.reveal()).plain()
    }

    fn quoted(self, words: &Private<String>) -> String {
        self.fill(PaperSay::Quoted, &[("words", Html::escape(words.reveal()))])
    }

    fn rules(self) -> String {
        let clinic = &self.script.clinic;
        let rules = Html::escape(&clinic.rules);
        match (&clinic.reviewer, self.facts.reviewed) {
            (Some(who), _) => {
                let holes =
                    [("rules", rules), ("name", Html::escape(&who.name)), ("date", who.date.to_string().into())];
                self.fill(PaperSay::Rules, &holes)
            }
            (None, Review::TryingOut) => self.fill(PaperSay::RulesTryOut, &[("rules", rules)]),
            (None, _) => self.fill(PaperSay::RulesUnreviewed, &[("rules", rules)]),
        }
    }

    fn verdict(self) -> Verdict<'a> {
        let mut verdict = Verdict::of(self.script, self.case);
        // Nothing is named before all is asked, nor by rules that nobody stands behind.
        let asked = self.case.next_question(self.script, Stage::Interview).is_none();
        if !asked || self.facts.reviewed == Review::Missing {
            verdict.targets.clear();
        }
        verdict
    }

    fn answer(self, question: &Question, answer: &Answer) -> String {
        answer_words_on_paper(self.script, question, answer, self.lang).plain()
    }

    fn age(self) -> Option<Row> {
        let who = self.script.roles.who.get_ref();
        let answer = self.case.answer(who).filter(|answer| answer.done)?;
        let question = self.script.question(who)?;
        Some(Row::new(self.say(PaperSay::Age), self.answer(question, answer)))
    }

    /// Whether an answer says where the pain is, what it is like, what sets it off, since when, or how strong it is.
    fn is_pain(self, question: &Question, answer: &Answer) -> bool {
        let interview = question.stage == Stage::Interview && self.from(question, "intake.toml");
        let asked_of_all = !self.script.roles.is_who(&question.id) && question.when.is_none();
        (interview && asked_of_all && !is_none(question, answer)) || question.stage == Stage::After
    }

    fn pain(self) -> Option<Part> {
        let answers = self.case.answers(self.script);
        let told = answers.each().filter(|(question, answer)| self.is_pain(question, answer));
        let row = |(question, answer): &(&Question, &Answer)| {
            let typed = if answer.by == By::Words { self.say(PaperSay::Typed) } else { String::new() };
            Row::new(self.words(&question.short), self.answer(question, answer)).with(typed)
        };
        let rows: Vec<Row> = told.map(row).collect();
        (!rows.is_empty()).then(|| Part::must(self.say(PaperSay::PainHead), Body::Rows(rows)))
    }

    fn from(self, question: &Question, file: &str) -> bool {
        self.script.questions.iter().any(|placed| placed.id == question.id && placed.file == file)
    }

    /// A sign in its own words, else in those of the answers that led to it.
    fn sign(self, sign: &Sign) -> String {
        super::screens::advice::of_sign(self.script, self.case, sign, self.lang).plain()
    }
}
