//! One consultation: what was asked and answered, and how far it has come.
use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::core::counted::Counted;
use crate::core::private::Private;
use crate::script::{Html, Marks, OptionId, Question, QuestionId, Script, Side, Stage, Tier, When};

/// One consultation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The hash of the script that it is asked by.
    pub script: String,
    /// When it began.
    pub started: Timestamp,
    /// When the patient last moved it.
    pub touched: Timestamp,
    /// How far it has come.
    pub phase: Phase,
    /// The answers, in the order given.
    pub answers: Vec<Answer>,
    /// The questions whose ticks were read from words, until the patient has confirmed them: they count for nothing so long.
    #[serde(default)]
    pub heard: BTreeSet<QuestionId>,
    /// What was typed and filled answers, in the patient's own words: there is more in them than ticks. On the summary and the card.
    #[serde(default)]
    pub wrote: Option<Private<String>>,
    /// The question that is being changed.
    pub editing: Option<QuestionId>,
    /// The grave signs that ever applied. Never shortened: a mistake is marked, not deleted.
    pub raised: Vec<Raised>,
    /// What the patient wants after the plan.
    pub goal: Option<Goal>,
    /// How the clinic helps with the doctor.
    pub doctor: Option<DoctorHelp>,
    /// The plan as it was last shown in a message of its own.
    pub planned: Option<Html>,
    /// The questions whose picture was sent.
    #[serde(default)]
    pub pictured: BTreeSet<QuestionId>,
    /// Whether the one reminder was sent.
    pub nudged: bool,
    /// What of it stands in the clinic's counts already.
    #[serde(default)]
    pub counted: BTreeSet<Counted>,
}

/// How far a case has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Phase {
    /// Questions, plan, wishes, summary.
    Interview,
    /// Emergency or same-day advice stands, until somebody named says Cleared or the sign turns out a mistake.
    Advised(Advice),
    /// Given to people; the case is done.
    HandedOver(i64),
    /// A person of the clinic decides; no plan.
    WithPerson,
}

/// Advice that stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// Emergency or same-day.
    pub tier: Tier,
    /// When it was given.
    pub at: Timestamp,
    /// The handoff, if the clinic may know.
    pub number: Option<i64>,
    /// How far "did you get help?" has come.
    pub check: Check,
}

/// How far "did you get help?" has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// Not asked yet.
    Due,
    /// Asked, not answered.
    Asked,
    /// Answered, or not needed any more.
    Done,
}

/// What the patient wants after the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// A visit.
    Visit,
    /// Help with a doctor.
    Doctor,
    /// Both.
    Both,
}

/// How the clinic helps with the doctor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoctorHelp {
    /// A letter to show.
    Letter,
    /// A person calls.
    Call,
    /// The patient has a doctor.
    Own,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// What is ticked.
    pub options: BTreeSet<OptionId>,
    /// Whether it was tapped or read from words.
    pub by: By,
    /// Whether the patient is done with it.
    pub done: bool,
}

/// How something was let known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// By a tap.
    Tap,
    /// By typed words.
    Words,
}

/// A grave sign that applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// Its code.
    pub code: String,
    /// Its tier then.
    pub tier: Tier,
    /// How it was let known.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// What the patient said when asked again.
    pub again: Option<Again>,
}

/// What the patient said about a sign when asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Again {
    /// It was a mistake.
    No,
    /// It is old, and a doctor knows.
    Old,
}

/// The answers that count: those of questions that still apply, in the order of the script.
pub struct Answers<'a> {
    each: Vec<(&'a Question, &'a Answer)>,
    /// Of the options; and of each question, with an option without a name.
    marks: Marks,
}

impl Case {
    /// A new one.
    pub fn new(script: &Script, now: Timestamp) -> Self {
        Self {
            script: script.hash.clone(),
            started: now,
            touched: now,
            phase: Phase::Interview,
            answers: Vec::new(),
            heard: BTreeSet::new(),
            wrote: None,
            editing: None,
            raised: Vec::new(),
            goal: None,
            doctor: None,
            planned: None,
            pictured: BTreeSet::new(),
            nudged: false,
            counted: BTreeSet::new(),
        }
    }

    /// The answer to a question, done or not.
    pub fn answer(&self, question: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.question == question)
    }

    /// The answer to a question, to be changed; a new one, not done, if there is none.
    pub fn answer_mut(&mut self, question: &str) -> &mut Answer {
        let index = self.answers.iter().position(|answer| answer.question == question).unwrap_or_else(|| {
            let options = BTreeSet::new();
            self.answers.push(Answer { question: question.to_owned(), options, by: By::Tap, done: false });
            self.answers.len() - 1
        });
        &mut self.answers[index]
    }

    /// Ends the answer to `question`: it moves to the end of the order given, so that Back finds it.
    pub fn finish(&mut self, question: &str, by: By) {
        if self.editing.as_deref() == Some(question) {
            self.editing = None;
        } else if let Some(index) = self.answers.iter().position(|answer| answer.question == question) {
            let answer = self.answers.remove(index);
            self.answers.push(answer);
        }
        self.heard.remove(question);
        let answer = self.answer_mut(question);
        answer.done = true;
        answer.by = by;
    }

    /// The answers that count.
    pub fn answers<'a>(&'a self, script: &'a Script) -> Answers<'a> {
        let done = || self.answers.iter().filter(|answer| answer.done);
        let mut asked = Marks::default();
        done().for_each(|answer| asked.add(&answer.question, ""));
        let mut answers = Answers { each: Vec::with_capacity(self.answers.len()), marks: Marks::default() };
        for question in script.questions.iter().filter(|question| asked.may_have(&question.id, "")) {
            let Some(answer) = done().find(|answer| answer.question == question.id) else { continue };
            if answers.reach(question) {
                answers.each.push((question, answer));
                answers.marks.add(&question.id, "");
                answer.options.iter().for_each(|option| answers.marks.add(&question.id, option));
            }
        }
        answers
    }

    /// The first question of `stage` that applies and has no done answer.
    pub fn next_question<'a>(&self, script: &'a Script, stage: Stage) -> Option<&'a Question> {
        self.answers(script).next(script, stage)
    }

    /// The side of the body that an answer names; none, if none or both do.
    pub fn side(&self, script: &Script) -> Option<Side> {
        let answers = self.answers(script);
        let options = answers.each().flat_map(|(question, answer)| {
            answer.options.iter().filter_map(|option| question.choice(option)?.side).collect::<Vec<_>>()
        });
        let mut sides: Vec<Side> = options.collect();
        sides.dedup();
        sides.pop().filter(|_| sides.is_empty())
    }

    /// How many questions of the interview are still to come, as far as can be told.
    pub fn questions_left(&self, script: &Script) -> usize {
        let answers = self.answers(script);
        script.questions.iter().filter(|question| question.stage == Stage::Interview && answers.open(question)).count()
    }

    /// The grave signs that stand: raised, and not taken back.
    pub fn standing(&self) -> impl Iterator<Item = &Raised> {
        self.raised.iter().filter(|raised| raised.again.is_none())
    }
}

/// The question by choice that follows from the answer to `last`: how hard the activity is that the patient wants back.
pub fn follow_up<'a>(script: &'a Script, case: &Case, last: &str) -> Option<&'a Question> {
    let answers = case.answers(script);
    let questions = script.questions.iter().map(|placed| placed.item.get_ref());
    let next = questions.skip_while(|question| question.id != last).nth(1)?;
    (next.stage == Stage::After && next.when.is_some() && answers.reach(next)).then_some(next)
}

impl<'a> Answers<'a> {
    /// Whether `option` of `question` was answered.
    pub fn has(&self, question: &str, option: &str) -> bool {
        let ticked = |(asked, answer): &(&Question, &Answer)| asked.id == question && answer.options.contains(option);
        self.marks.may_have(question, option) && self.each.iter().any(ticked)
    }

    /// Whether `question` has its turn under these answers.
    pub fn reach(&self, question: &Question) -> bool {
        question.when.as_ref().is_none_or(|when| self.meet(when))
    }

    /// Whether they meet a condition.
    pub fn meet(&self, when: &When) -> bool {
        when.may_hold(&self.marks) && when.holds(&|question, option| self.has(question, option))
    }

    /// Whether `question` has its turn and no done answer.
    pub fn open(&self, question: &Question) -> bool {
        let done = || self.each.iter().any(|(asked, _)| asked.id == question.id);
        self.reach(question) && !(self.marks.may_have(&question.id, "") && done())
    }

    /// The first question of `stage` that is open.
    pub fn next<'s>(&self, script: &'s Script, stage: Stage) -> Option<&'s Question> {
        let mut questions = script.questions.iter().map(|placed| placed.item.get_ref());
        questions.find(|question| question.stage == stage && self.open(question))
    }

    /// Each question with its answer.
    pub fn each(&self) -> impl Iterator<Item = &(&'a Question, &'a Answer)> {
        self.each.iter()
    }
}
