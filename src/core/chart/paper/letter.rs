//! The letter for a doctor: what was asked and answered, what follows from it by the rules, and what was advised.
use super::Draft;
use crate::core::chart::case::{Again, Answer, By, Goal, Phase, Raised};
use crate::core::chart::judge::led_to;
use crate::core::chart::screens::{advice, is_none};
use crate::core::clockwords;
use crate::core::paper::{Body, Part, Row};
use crate::script::{AnswerKind, Care, Choice, PaperSay, Question, Say, Sign, Stage, Tier};

pub fn parts(draft: Draft) -> Vec<Part> {
    let parts = [Some(patient(draft)), Some(signs(draft)), Some(advised(draft)), draft.pain(), health(draft)];
    parts.into_iter().flatten().chain(own_words(draft)).chain([answers(draft)]).collect()
}

fn patient(draft: Draft) -> Part {
    let chart = draft.chart;
    let name = Row::new(draft.say(PaperSay::Name), draft.private(chart.display_name()));
    let telegram = Row::new(draft.say(PaperSay::Telegram), draft.private(&chart.name));
    let mobile = chart.phone.as_ref().map_or_else(|| draft.say(PaperSay::MobileNone), |phone| draft.private(phone));
    let language = draft.script.label(Say::LanguageName, &chart.lang);
    let rows = [
        Some(name),
        chart.called.as_ref().map(|_| telegram),
        draft.age(),
        Some(Row::new(draft.say(PaperSay::Mobile), mobile)),
        Some(Row::new(draft.say(PaperSay::Language), language)),
    ];
    Part::must(draft.say(PaperSay::PatientHead), Body::Rows(rows.into_iter().flatten().collect()))
}

/// Every sign that was ever raised, also one that was taken back, and the lesser ones that apply.
fn signs(draft: Draft) -> Part {
    let raised = draft.case.raised.iter().map(|raised| raised_row(draft, raised));
    let is_raised = |sign: &&&Sign| draft.case.raised.iter().any(|raised| raised.code == sign.code);
    let verdict = draft.verdict();
    let lesser = verdict
        .signs
        .iter()
        .filter(|sign| !is_raised(sign))
        .map(|sign| Row::new(code(draft, sign.tier, &sign.code), draft.sign(sign)).with(from_answers(draft, sign)));
    let rows: Vec<Row> = raised.chain(lesser).collect();
    let body = match rows.is_empty() {
        true => Body::Lines(vec![draft.say(PaperSay::SignsNone)]),
        false => Body::Warning { limits: Vec::new(), why: rows },
    };
    Part::must(draft.say(PaperSay::SignsHead), body)
}

fn raised_row(draft: Draft, raised: &Raised) -> Row {
    let time = clockwords::short_day_and_time(draft.script, raised.at, draft.lang);
    let by = if raised.by == By::Tap { PaperSay::ByTap } else { PaperSay::ByWords };
    let led = draft.script.sign(&raised.code).map(|sign| from_answers(draft, sign)).unwrap_or_default();
    let again = raised.again.map(|again| match again {
        Again::No => draft.say(PaperSay::TakenBack),
        Again::Old => draft.say(PaperSay::OldAndKnown),
    });
    let more = [draft.fill(by, &[("time", time.into())]), led, again.unwrap_or_default()];
    let more: Vec<String> = more.into_iter().filter(|part| !part.is_empty()).collect();
    let name = advice::named(draft.script, draft.case, raised, draft.lang).plain();
    Row::new(code(draft, raised.tier, &raised.code), name).with(more.join(" "))
}

fn code(draft: Draft, tier: Tier, code: &str) -> String {
    let tier = match tier {
        Tier::Emergency => PaperSay::TierEmergency,
        Tier::SameDay => PaperSay::TierSameDay,
        Tier::Person => PaperSay::TierPerson,
        Tier::Routine => PaperSay::TierRoutine,
    };
    draft.fill(PaperSay::Code, &[("tier", draft.say(tier).into()), ("code", code.into())])
}

/// The answers that led to a sign, unless they are its name.
fn from_answers(draft: Draft, sign: &Sign) -> String {
    let led = led_to(sign, &draft.case.answers(draft.script));
    let say = |(question, option): &(&str, &str)| {
        let choice = draft.script.question(question)?.choice(option.trim_end_matches('?'))?;
        Some(draft.words(if choice.card.is_empty() { &choice.say } else { &choice.card }))
    };
    let words: Vec<String> = led.iter().filter_map(say).collect();
    if words.is_empty() || sign.say.is_empty() {
        return String::new();
    }
    draft.fill(PaperSay::FromAnswers, &[("answers", words.join(", ").into())])
}

fn advised(draft: Draft) -> Part {
    let case = draft.case;
    let graves = || case.standing().filter(|raised| raised.tier >= Tier::SameDay);
    let gravest = graves().map(|raised| raised.tier).max();
    let maternity = || {
        let cares = graves().filter_map(|raised| draft.script.sign(&raised.code)?.care);
        cares.max() == Some(Care::Maternity)
    };
    let row = |at, say, holes: &[(&str, crate::script::Html)]| {
        let time = clockwords::short_day_and_time(draft.script, at, draft.lang);
        Row::new(time, draft.fill(say, holes))
    };
    let at = graves().map(|raised| raised.at).max().unwrap_or(case.touched);
    let rows = match (gravest, &case.phase) {
        (Some(Tier::Emergency), _) if maternity() => vec![row(at, PaperSay::AdvisedMaternity, &[])],
        (Some(Tier::Emergency), _) => vec![row(at, PaperSay::AdvisedEmergency, &[])],
        (Some(_), _) => vec![row(at, PaperSay::AdvisedSameDay, &[])],
        (None, Phase::WithPerson) => vec![row(at, PaperSay::AdvisedPerson, &[])],
        (None, _) => {
            let verdict = draft.verdict();
            let muscles: Vec<String> = verdict.targets.iter().map(|target| draft.words(&target.muscle.name)).collect();
            let plan = row(at, PaperSay::AdvisedPlan, &[("muscles", muscles.join(", ").into())]);
            let asked = matches!(case.goal, Some(Goal::Doctor | Goal::Both));
            let doctor = asked || verdict.of_tier(Tier::Routine).next().is_some();
            let doctor = doctor.then(|| row(at, PaperSay::AdvisedDoctor, &[]));
            (!muscles.is_empty()).then_some(plan).into_iter().chain(doctor).collect()
        }
    };
    Part::must(draft.say(PaperSay::AdvisedHead), Body::Rows(rows))
}

fn health(draft: Draft) -> Option<Part> {
    let answers = draft.case.answers(draft.script);
    let asked = answers.each().any(|(question, _)| draft.from(question, "cautions.toml"));
    let cautions = draft.verdict().cautions;
    let rows = cautions.iter().map(|caution| Row::new(caution.code.as_str(), draft.words(&caution.staff)));
    let body = match (cautions.is_empty(), asked) {
        (true, true) => Body::Lines(vec![draft.say(PaperSay::HealthNone)]),
        (true, false) => return None,
        (false, _) => Body::Rows(rows.collect()),
    };
    Some(Part::must(draft.say(PaperSay::HealthHead), body))
}

fn own_words(draft: Draft) -> Option<Part> {
    let row = |say, words: &Option<_>| words.as_ref().map(|words| Row::new(draft.say(say), draft.quoted(words)));
    let chart = draft.chart;
    let rows = [row(PaperSay::Wrote, &chart.unheard), row(PaperSay::Wish, &chart.wish)];
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    (!rows.is_empty()).then(|| Part::must(draft.say(PaperSay::WordsHead), Body::Rows(rows)))
}

fn answers(draft: Draft) -> Part {
    let answers = draft.case.answers(draft.script);
    let asked = answers.each().filter(|(question, answer)| {
        !draft.script.roles.is_who(&question.id) && question.stage != Stage::Booking && !draft.is_pain(question, answer)
    });
    let mut rows = vec![Row::default().with(draft.say(PaperSay::AnswersUnder))];
    rows.extend(asked.map(|(question, answer)| {
        let more = [question_in_full(draft, question), denied(draft, question, answer), typed(draft, answer)];
        let more: Vec<String> = more.into_iter().flatten().collect();
        Row::new(draft.words(&question.short), draft.answer(question, answer)).with(more.join(" "))
    }));
    if draft.case.next_question(draft.script, Stage::Interview).is_some() {
        rows.push(Row::new("", draft.say(PaperSay::NotAsked)));
    }
    Part::must(draft.say(PaperSay::AnswersHead), Body::Rows(rows))
}

fn typed(draft: Draft, answer: &Answer) -> Option<String> {
    (answer.by == By::Words).then(|| draft.say(PaperSay::Typed))
}

/// What was asked, where it bears on the answer: signs have their time in it. A list is told how to be tapped: not that.
fn question_in_full(draft: Draft, question: &Question) -> Option<String> {
    let words = match question.answer {
        _ if !question.paper.is_empty() => &question.paper,
        AnswerKind::One if !draft.from(question, "intake.toml") => &question.ask,
        _ => return None,
    };
    Some(draft.words(words).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What the patient was shown in a list of signs and did not mark. A list that acts at its first tap leaves the rest unasked.
fn denied(draft: Draft, question: &Question, answer: &Answer) -> Option<String> {
    let none = is_none(question, answer);
    let whole = question.answer == AnswerKind::Many || (question.answer == AnswerKind::First && none);
    if !whole || draft.from(question, "intake.toml") {
        return None;
    }
    let answers = draft.case.answers(draft.script);
    let open = |choice: &&Choice| {
        let marked = answer.options.contains(&choice.id) || answer.options.contains(&format!("{}?", choice.id));
        !choice.alone && !choice.explains && !marked && !answers.meet(&choice.unless)
    };
    let signs: Vec<String> = question.choices().filter(open).map(|choice| draft.words(&choice.say)).collect();
    let say = if none { PaperSay::NoTo } else { PaperSay::NotMarked };
    (!signs.is_empty()).then(|| draft.fill(say, &[("signs", signs.join("; ").into())]))
}
