//! What is shown: computed from the chart, never stored as a pointer.
use serde::{Deserialize, Serialize};

use super::case::{Case, Goal, Phase};
use super::judge::Verdict;
use super::{Chart, told};
use crate::core::event::Media;
use crate::core::step::{Facts, Review};
use crate::script::{Lang, OptionId, QuestionId, Script, Stage, Tier};

/// Something that the interview's message can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// Nothing was shown yet.
    Nothing,
    // ─── Without a case ───
    /// Welcome.
    Home,
    /// Choose the language.
    Language,
    /// "Something else": prices, address, hours.
    Other,
    /// What this is.
    Help,
    /// What is stored and why.
    Privacy,
    /// "Erase everything?"
    Forget,
    /// Everything is erased.
    Erased,
    /// What is open at the clinic.
    Requests,
    /// "Cancel H-1042?"
    Cancel(i64),
    /// "Go on or start over?"
    Resume,
    /// "The same pain as last time?"
    SamePain,
    /// The interview was left; nothing was sent.
    Stopped,
    // ─── The interview ───
    /// "May I ask about your health?"
    Consent,
    /// "I understood: …": what was read from words, to be confirmed.
    Understood,
    /// A question.
    Question(QuestionId),
    /// Why it is asked.
    Why(QuestionId),
    /// A list asked one by one.
    Explain(QuestionId, OptionId),
    /// A closed question after words that may name this sign.
    Closed(QuestionId, OptionId),
    /// A person decides, because of this sign.
    Person(String),
    /// Nobody has reviewed the rules: a person instead of a plan.
    Unreviewed,
    // ─── After the plan ───
    /// What to do now.
    Menu,
    /// What to say to the therapist.
    WhatToSay,
    /// What is good to know: the list of pages.
    About,
    /// One of them.
    Page(String),
    /// "How can we help with the doctor?"
    DoctorHow,
    /// "Please check."
    Summary,
    /// What was said about the warning signs.
    Signs,
    /// Which answer to change.
    Change,
    /// It was sent, with this number.
    Sent(i64),
    /// "Write your name."
    AskName,
    /// "Write your wish."
    AskWish,
    // ─── Advice ───
    /// Emergency or same-day advice stands.
    Advised,
    /// One question again, after "I tapped by mistake".
    Mistake(QuestionId, OptionId),
    /// A short answer to a press below the advice.
    Note(Note),
    // ─── Words ───
    /// Words or media that were not understood.
    Unheard(Option<Media>),
    /// Words of despair.
    Crisis,
    /// An answer to what the words want.
    Reply(Reply),
}

/// An answer to what the words want.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// The number to call, and the red button.
    Help,
    /// What a visit costs.
    Price,
    /// When the clinic is open.
    Hours,
    /// Where it is.
    Address,
    /// Which languages there are.
    Languages,
    /// The same, in the language that the patient wrote in.
    Foreign(Lang),
    /// "I know about low back pain."
    OtherComplaint,
    /// "You are welcome."
    Thanks,
    /// "Hello."
    Greeting,
    /// To somebody who is angry.
    Insult,
}

/// A short answer, with the advice still standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Going to hospital.
    Going,
    /// Has called an ambulance.
    Called,
    /// Cannot get there, or cannot call.
    Cannot,
    /// Is there.
    There,
    /// Not yet.
    NotYet,
    /// Has not reached a doctor.
    Unreached,
    /// Calls a doctor now.
    Calling,
    /// The clinic calls too.
    CallMe,
    /// Has reached a doctor.
    Reached,
    /// A person will call somebody in despair.
    Despair,
    /// A person checks what the doctor said.
    Checking,
    /// Waits for results.
    Waiting,
    /// The clinic was told.
    Told,
    /// A person will answer.
    PersonComes,
    /// The words were passed on.
    Passed,
}

/// What is shown now.
pub fn now(script: &Script, chart: &Chart, facts: &Facts) -> View {
    if let Some(overlay) = &chart.overlay {
        return overlay.clone();
    }
    if let Some(doubt) = &chart.doubt {
        return View::Closed(doubt.question.clone(), doubt.option.clone());
    }
    let Some(case) = &chart.case else { return View::Home };
    match &case.phase {
        Phase::Advised(_) => View::Advised,
        Phase::HandedOver(number) => View::Sent(*number),
        Phase::WithPerson => View::Note(Note::PersonComes),
        Phase::Interview if chart.consent.is_none() => View::Consent,
        Phase::Interview => interview(script, case, facts),
    }
}

fn interview(script: &Script, case: &Case, facts: &Facts) -> View {
    if let Some(question) = &case.editing {
        return View::Question(question.clone());
    }
    let answers = case.answers(script);
    let verdict = Verdict::by(script, &answers);
    if let Some(sign) = verdict.of_tier(Tier::Person).next() {
        let visit = case.goal == Some(Goal::Visit) && verdict.of_tier(Tier::Person).all(|sign| sign.visit);
        return if visit { wishes(script, case) } else { View::Person(sign.code.clone()) };
    }
    if let Some(question) = answers.next(script, Stage::Interview) {
        let asks_for_safety = question.safety || question.when.is_none() && !case.answers.iter().any(|a| a.done);
        if facts.reviewed == Review::Missing && !asks_for_safety {
            return View::Unreviewed;
        }
        return asked(case, &question.id);
    }
    match case.goal {
        None => View::Menu,
        Some(Goal::Doctor | Goal::Both) if case.doctor.is_none() => View::DoctorHow,
        Some(Goal::Doctor) => summary(script, case),
        Some(Goal::Visit | Goal::Both) => wishes(script, case),
    }
}

fn wishes(script: &Script, case: &Case) -> View {
    match case.next_question(script, Stage::Booking) {
        Some(question) => asked(case, &question.id),
        None => summary(script, case),
    }
}

/// A question; before the first one that the patient's words have answered, all that was understood.
fn asked(case: &Case, question: &str) -> View {
    if case.heard.contains(question) { View::Understood } else { View::Question(question.to_owned()) }
}

fn summary(script: &Script, case: &Case) -> View {
    let waits = !case.heard.is_empty() && !told::understood(script, case).is_empty();
    if waits { View::Understood } else { View::Summary }
}
