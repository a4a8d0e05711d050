//! The letter in plain text, to be shown to a doctor: what was asked and answered, and what was advised.
use super::case::Case;
use super::judge::Verdict;
use super::moving::Moving;
use super::screens::advice::named;
use super::{Chart, screens};
use crate::core::clockwords;
use crate::core::paper::Form;
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Facts, Tone};
use crate::script::{Html, Say, Script, Tier};

/// Gives the patient the letter, in a message of its own, and on paper after it.
pub fn give(moving: &mut Moving) {
    let Some(case) = &moving.chart.case else { return };
    let text = letter(moving.script, &moving.chart, case, moving.facts);
    let slot = Slot::named("l", moving.now().as_millisecond());
    moving.retire();
    let below = screens::advice::below_letter(moving.script, &moving.chart);
    moving.ring(slot, Screen::with(text, below), Tone::Loud);
    moving.hand_paper(Form::Letter);
}

/// The letter's words.
pub fn letter(script: &Script, chart: &Chart, case: &Case, facts: &Facts) -> Html {
    let lang = chart.lang.as_str();
    let say = |say, holes: &[(&str, Html)]| script.say(say, lang, holes);
    let date = clockwords::day_and_time(script, facts.now, facts.now, lang);
    let name = Html::escape(chart.display_name().reveal());
    let mut text = say(Say::LetterHead, &[("name", name), ("time", date.into())]);
    let verdict = Verdict::unweighed(script, case);
    let grave: Vec<Html> = case.standing().map(|raised| named(script, case, raised, lang)).collect();
    if !grave.is_empty() {
        text.line(&say(Say::LetterSigns, &[("signs", Html::join(&grave, ", "))]));
    }
    let codes: Vec<Html> = case.standing().map(|raised| raised.code.as_str().into()).collect();
    let routine = verdict.of_tier(Tier::Routine).map(|sign| Html::from(sign.code.as_str()));
    let codes: Vec<Html> = codes.into_iter().chain(routine).collect();
    for line in answer_lines(script, case, lang) {
        text.line(&line);
    }
    let advised = match case.standing().map(|raised| raised.tier).max() {
        Some(Tier::Emergency) => Say::LetterAdvisedEmergency,
        Some(Tier::SameDay) => Say::LetterAdvisedToday,
        _ => Say::LetterAdvised,
    };
    text.line(&say(advised, &[]));
    let rules = Html::escape(&script.clinic.rules);
    text.line(&say(Say::LetterFoot, &[("rules", rules), ("codes", Html::join(&codes, ", "))])).clone()
}

/// Every answer that counts, a line each.
pub fn answer_lines(script: &Script, case: &Case, lang: &str) -> Vec<Html> {
    let answers = case.answers(script);
    let line = |(question, answer): &(&crate::script::Question, &super::case::Answer)| {
        let short = script.fill(Some(&question.short), lang, &[]);
        let words = screens::answer_words(script, question, answer, lang);
        script.say(Say::AnswerLine, lang, &[("question", short), ("answer", words)])
    };
    answers.each().map(line).collect()
}
