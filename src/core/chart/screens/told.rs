//! What was understood of typed words, and short answers to what they want.
use super::{Draw, answer_words};
use crate::core::chart::case::Phase;
use crate::core::chart::told;
use crate::core::chart::view::Reply;
use crate::core::clockwords;
use crate::core::screen::{Button, Screen};
use crate::script::{Html, Say};

pub fn understood(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(draw.say(Say::Welcome)) };
    let mut text = draw.say(Say::UnderstoodHead);
    for (question, answer) in told::understood(draw.script, case) {
        let short = draw.script.fill(Some(&question.short), draw.lang(), &[]);
        let words = answer_words(draw.script, &question, &answer, draw.lang());
        text.line(&draw.fill(Say::AnswerLine, &[("question", short), ("answer", words)]));
    }
    text.line(&draw.say(Say::UnderstoodFoot));
    let buttons =
        vec![draw.button(Say::ThatIsRight, "g.right"), draw.button(Say::AnswerMyself, "g.myself"), draw.back()];
    Screen::with(text, buttons)
}

pub fn reply(draw: Draw, reply: &Reply) -> Screen {
    let clinic = &draw.script.clinic;
    let person = || draw.button(Say::Person, "g.human");
    let (mut text, first) = match reply {
        Reply::Price => {
            let prices = draw.script.fill(Some(&clinic.prices), draw.lang(), &[]);
            (draw.fill(Say::ReplyPrice, &[("prices", prices)]), vec![person()])
        }
        Reply::Hours => {
            let hours = clockwords::opening_hours(draw.script, draw.lang());
            (draw.fill(Say::ReplyHours, &[("hours", hours)]), vec![person()])
        }
        Reply::Help => (draw.say(Say::ReplyHelp), vec![draw.help_now(), person()]),
        Reply::Address => (draw.say(Say::ReplyAddress), vec![person()]),
        Reply::Languages => (draw.fill(Say::ReplyLanguages, &[languages(draw)]), to_languages(draw, false)),
        Reply::Foreign(lang) => {
            let mut text = draw.script.fill(Some(&draw.script.others.say), lang, &[languages(draw)]);
            text.line(&draw.fill(Say::ReplyLanguages, &[languages(draw)]));
            (text, to_languages(draw, true))
        }
        Reply::OtherComplaint => (draw.say(Say::ReplyOtherComplaint), vec![person()]),
        Reply::Thanks => (draw.say(Say::ReplyThanks), vec![]),
        Reply::Greeting => (draw.say(Say::ReplyGreeting), vec![]),
        Reply::Insult => (draw.say(Say::ReplyInsult), vec![person()]),
    };
    if matches!(reply, Reply::OtherComplaint | Reply::Insult) {
        text.line(&draw.say(Say::Net));
    }
    Screen::with(text, first.into_iter().chain(ways_back(draw)).collect())
}

/// The clinic's languages, as they call themselves.
fn languages(draw: Draw) -> (&'static str, Html) {
    let name = |lang: &String| Html::from(draw.script.label(Say::LanguageName, lang));
    let names: Vec<Html> = draw.script.clinic.languages.iter().map(name).collect();
    ("languages", Html::join(&names, ", "))
}

/// To each of them, the present one too or not; and to a person.
fn to_languages(draw: Draw, present: bool) -> Vec<Button> {
    let label = |lang: &String| draw.script.label(Say::LanguageName, lang);
    let languages = draw.script.clinic.languages.iter().filter(|lang| present || *lang != draw.lang());
    let buttons = languages.map(|lang| draw.labelled(label(lang), format!("g.lang.{lang}")));
    buttons.chain([draw.button(Say::Person, "g.human")]).collect()
}

/// Back to where the patient was; to the beginning, where there was nothing yet.
fn ways_back(draw: Draw) -> Vec<Button> {
    match draw.chart.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Interview) => vec![draw.button(Say::BackToQuestion, "g.back")],
        Some(_) => vec![draw.back()],
        None => vec![draw.button(Say::BackPain, "g.pain"), draw.button(Say::ToStart, "g.home")],
    }
}
