//! The summary before Send, what can be changed in it, and what is said once it is sent.
use super::Draw;
use crate::core::chart::case::{Answer, Case, DoctorHelp, Goal};
use crate::core::chart::words::cut;
use crate::core::handoff::spoken;
use crate::core::screen::Screen;
use crate::script::{Choice, Html, Question, Say, Script, Stage, Words};

/// How many characters of the patient's own words the summary quotes; the card has them all.
const QUOTED_MAX: usize = 400;

pub fn summary(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(Html::new()) };
    let mut text = draw.say(Say::SummaryHead);
    for (question, answer) in case.answers(draw.script).each().filter(|(question, _)| !question.safety) {
        if !is_none(question, answer) {
            text.line(&line(draw, question, answer));
        }
    }
    text.line(&draw.say(if all_no(draw, case) { Say::SignsAllNo } else { Say::SignsSome }));
    let doctor = match case.doctor.filter(|_| case.goal != Some(Goal::Visit)) {
        Some(DoctorHelp::Letter) => Some(Say::WantsLetter),
        Some(DoctorHelp::Call) => Some(Say::WantsCallback),
        Some(DoctorHelp::Own) => Some(Say::HasDoctor),
        None => None,
    };
    if let Some(doctor) = doctor {
        text.line(&draw.say(doctor));
    }
    if let Some(words) = &case.wrote {
        text.line(&draw.fill(Say::InYourWords, &[("words", Html::escape(cut(words.reveal(), QUOTED_MAX).reveal()))]));
    }
    text.line(&draw.say(Say::SummaryFoot));
    let buttons = vec![
        draw.button(Say::Send, "g.send"),
        draw.button(Say::ChangeAnswer, "g.change"),
        draw.button(Say::SeeSigns, "g.signs"),
        draw.back(),
    ];
    Screen::with(text, buttons)
}

/// A question's short name and what was answered.
fn line(draw: Draw, question: &Question, answer: &Answer) -> Html {
    let short = draw.script.fill(Some(&question.short), draw.lang(), &[]);
    let words = answer_words(draw.script, question, answer, draw.lang());
    draw.fill(Say::AnswerLine, &[("question", short), ("answer", words)])
}

/// What was answered, in the patient's words.
pub fn answer_words(script: &Script, question: &Question, answer: &Answer, lang: &str) -> Html {
    said(script, question, answer, (lang, ", "), |choice| &choice.say)
}

/// What was answered, in the words that staff read.
pub fn answer_words_for_staff(script: &Script, question: &Question, answer: &Answer) -> Html {
    said(script, question, answer, (&script.clinic.staff_language, ", "), for_readers)
}

/// What was answered, in the words that therapists and doctors read.
pub fn answer_words_on_paper(script: &Script, question: &Question, answer: &Answer, lang: &str) -> Html {
    said(script, question, answer, (lang, "; "), for_readers)
}

fn for_readers(choice: &Choice) -> &Words {
    if choice.card.is_empty() { &choice.say } else { &choice.card }
}

fn said(
    script: &Script,
    question: &Question,
    answer: &Answer,
    (lang, between): (&str, &str),
    words: impl Fn(&Choice) -> &Words,
) -> Html {
    let say = |id: &String| match question.choice(id.trim_end_matches('?')) {
        Some(choice) => {
            let said = script.fill(Some(words(choice)), lang, &[]);
            if id.ends_with('?') { script.say(Say::Unsure, lang, &[("answer", said)]) } else { said }
        }
        None => id.as_str().into(),
    };
    let doubted = |id: &&String| !answer.options.contains(&format!("{id}?"));
    let place = |id: &&String| question.choices().position(|choice| choice.id == id.trim_end_matches('?'));
    let mut ids: Vec<&String> = answer.options.iter().filter(doubted).collect();
    ids.sort_by_key(place);
    let said: Vec<Html> = ids.into_iter().map(say).collect();
    Html::join(&said, between)
}

/// Whether nothing was named: "none of these", "skip".
pub fn is_none(question: &Question, answer: &Answer) -> bool {
    let alone = |id: &String| question.choice(id).is_some_and(|choice| choice.alone);
    question.stage == Stage::Interview && answer.options.iter().all(alone)
}

fn all_no(draw: Draw, case: &Case) -> bool {
    let answers = case.answers(draw.script);
    let mut safety = answers.each().filter(|(question, _)| question.safety);
    let alone = |question: &Question, id: &String| question.choice(id).is_some_and(|choice| choice.alone);
    safety.all(|(question, answer)| answer.options.iter().all(|id| alone(question, id)))
}

pub fn signs(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(Html::new()) };
    let mut text = draw.say(Say::SignsHead);
    for (question, answer) in case.answers(draw.script).each().filter(|(question, _)| question.safety) {
        text.line(&line(draw, question, answer));
    }
    Screen::with(text, vec![draw.button(Say::ChangeAnswer, "g.change"), draw.button(Say::Back, "g.back")])
}

pub fn change(draw: Draw) -> Screen {
    let Some(case) = &draw.chart.case else { return Screen::of(Html::new()) };
    let answers = case.answers(draw.script);
    let button = |(question, _): &(&Question, &Answer)| {
        let label = draw.script.fill(Some(&question.short), draw.lang(), &[]).plain();
        draw.labelled(label, format!("g.edit.{}", question.id))
    };
    let buttons: Vec<_> = answers.each().map(button).collect();
    let mut rows: Vec<_> = buttons.chunks(2).map(<[_]>::to_vec).collect();
    rows.push(vec![draw.button(Say::Back, "g.back")]);
    Screen::rows(draw.say(Say::ChangeWhich), rows)
}

pub fn sent(draw: Draw, number: i64) -> Screen {
    let request = draw.chart.requests.iter().find(|request| request.number == number);
    let when = draw.answer_by(request.map_or(draw.facts.now, |request| request.due));
    let case = draw.chart.case.as_ref();
    let say = if case.is_some_and(|case| case.goal == Some(Goal::Doctor)) { Say::SentDoctor } else { Say::Sent };
    let mut text = draw.fill(say, &[("number", spoken(number).into()), ("when", when)]);
    let calls = case.is_some_and(|case| case.goal != Some(Goal::Visit) && case.doctor == Some(DoctorHelp::Call));
    if calls && draw.chart.phone.is_none() {
        text.line(&draw.say(Say::SentNoPhone));
    }
    let short = |question: &Question| draw.script.fill(Some(&question.short), draw.lang(), &[]);
    for question in by_choice(draw.script) {
        if case.is_some_and(|case| case.answer(&question.id).is_some_and(|answer| answer.done)) {
            text.line(&draw.fill(Say::AddedAnswer, &[("question", short(question))]));
        }
    }
    let added = [
        (draw.chart.called.is_some(), Say::AddedName),
        (draw.chart.phone.is_some(), Say::AddedPhone),
        (draw.chart.wish.is_some(), Say::AddedWish),
    ];
    for (_, say) in added.iter().filter(|(is, _)| *is) {
        text.line(&draw.say(*say));
    }
    text.line(&draw.say(Say::Net));
    let add = |question: &Question| {
        let label = draw.fill(Say::AddAnswer, &[("question", short(question))]).plain();
        draw.labelled(label, format!("g.add.{}", question.id))
    };
    // Without a visit only the pain is of use.
    let doctor = case.is_some_and(|case| case.goal == Some(Goal::Doctor));
    let of_use = |question: &&Question| !doctor || draw.script.roles.is_score(&question.id);
    let mut buttons: Vec<_> = by_choice(draw.script).filter(of_use).map(add).collect();
    buttons.extend([
        draw.button(Say::AddName, "g.name"),
        draw.button(Say::AddPhone, "g.phone"),
        draw.button(Say::AddWish, "g.wish"),
    ]);
    let mut rows: Vec<_> = buttons.chunks(2).map(<[_]>::to_vec).collect();
    rows.push(vec![draw.button(Say::CancelRequest, format!("g.cancel.{number}"))]);
    Screen::rows(text, rows)
}

/// The questions that are left to the patient's choice, once all is sent; what follows from one of them is asked by itself.
fn by_choice(script: &Script) -> impl Iterator<Item = &Question> {
    let questions = script.questions.iter().map(|placed| placed.item.get_ref());
    questions.filter(|question| question.stage == Stage::After && question.when.is_none())
}
