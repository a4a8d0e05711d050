//! A patient whose answers are given one by one.
use backdesk::core::chart::case::{Advice, By, Case, Check, Phase, Raised};
use backdesk::core::chart::{Chart, Consent, paper};
use backdesk::core::paper::{Form, Paper};
use backdesk::core::step::{Facts, Review};
use backdesk::script::{AnswerKind, Script, Source, Tier};
use jiff::Timestamp;

/// A patient, before the first question.
pub struct Patient {
    pub script: Script,
    pub chart: Chart,
    pub case: Case,
    pub facts: Facts,
}

impl Patient {
    pub fn new(name: &str, lang: &str) -> Self {
        let script = Script::load(&Source::BuiltIn).unwrap();
        let now: Timestamp = "2026-11-21T14:40:00Z".parse().unwrap();
        let mut chart = Chart::new(lang.to_owned(), name.to_owned().into(), now);
        chart.consent = Some(Consent { version: 1, at: now });
        let case = Case::new(&script, now);
        Self { script, chart, case, facts: Facts { now, number: 1043, reviewed: Review::TryingOut } }
    }

    /// Answers a question.
    pub fn says(mut self, question: &str, options: &[&str]) -> Self {
        let answer = self.case.answer_mut(question);
        answer.options = options.iter().map(|option| (*option).to_owned()).collect();
        self.case.finish(question, By::Tap);
        self
    }

    /// Answers whatever is still open in the interview with "none of these", or with the first option.
    pub fn else_none(mut self) -> Self {
        while let Some(question) = self.case.next_question(&self.script, backdesk::script::Stage::Interview) {
            let id = question.id.clone();
            let choice = question.choices().find(|choice| choice.alone).or_else(|| question.choices().next());
            let choice = choice.unwrap().id.clone();
            self = self.says(&id, &[&choice]);
        }
        self
    }

    /// Ticks everything that does not exclude the rest, in every list.
    pub fn everything(mut self) -> Self {
        while let Some(question) = self.case.next_question(&self.script, backdesk::script::Stage::Interview) {
            let id = question.id.clone();
            let many = question.answer == AnswerKind::Many;
            let all = question.choices().filter(|choice| !choice.alone && !choice.explains);
            let ids: Vec<String> = all.map(|choice| choice.id.clone()).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).take(if many { 99 } else { 1 }).collect();
            self = self.says(&id, &ids);
        }
        self
    }

    /// What most patients answer: healthy, a sink, the low back.
    pub fn ordinary(self) -> Self {
        let answered =
            self.says("who", &["me_18_54"]).says("e1", &["none"]).says("e2", &["none"]).says("e3", &["none"]);
        let answered = answered.says("u1", &["none"]).says("where", &["low_left"]).says("kind", &["dull"]);
        answered.says("sets_off", &["sink", "slump"]).says("how_long", &["d3_w6"])
    }

    /// Sent to the clinic.
    pub fn sent(mut self, number: i64) -> Self {
        self.case.phase = Phase::HandedOver(number);
        self
    }

    /// Advised, for this sign.
    pub fn advised(mut self, code: &str, tier: Tier, number: i64) -> Self {
        let at = self.facts.now;
        self.case.raised.push(Raised { code: code.to_owned(), tier, by: By::Tap, at, again: None });
        self.case.phase = Phase::Advised(Advice { tier, at, number: Some(number), check: Check::Due });
        self
    }

    pub fn paper(&self, form: Form, lang: &str) -> Paper {
        paper::paper(&self.script, &self.chart, &self.case, &self.facts, form, lang)
    }
}
