//! Emergency and same-day advice, what is asked later, and what stands until somebody says Cleared.
use super::Draw;
use crate::core::chart::Chart;
use crate::core::chart::advice::{HELP, WORSE};
use crate::core::chart::case::{By, Case, Raised};
use crate::core::chart::judge::led_to;
use crate::core::screen::{Button, Screen};
use crate::script::{Care, Html, Say, Script, Sign, Tier};

/// How many signs are named on the screen; the card has all. Whoever must act now reads no list.
const NAMED_MOST: usize = 2;

/// The advice of a tier, for the signs that stand.
pub fn advice(script: &Script, chart: &Chart, tier: Tier) -> Screen {
    let lang = chart.lang.as_str();
    let Some(case) = &chart.case else { return Screen::of(Html::new()) };
    let mut standing: Vec<&Raised> = case.standing().filter(|raised| raised.tier == tier).collect();
    let care_of = |raised: &Raised| script.sign(&raised.code).and_then(|sign| sign.care);
    let care = standing.iter().filter_map(|raised| care_of(raised)).max().unwrap_or(Care::Ambulance);
    let mut more = Html::new();
    for sign in standing.iter().filter_map(|raised| script.sign(&raised.code)) {
        let line = script.fill(Some(&sign.advice), lang, &[]);
        if !line.is_empty() {
            more.push(&"\n".into()).push(&line);
        }
    }
    // One sign is enough for the telephone: the first that needs this care.
    let needs = |raised: &Raised| script.sign(&raised.code).is_none_or(|sign| sign.care == Some(care));
    standing.sort_by_key(|raised| !needs(raised));
    let first = standing.first().map(|raised| named(script, case, raised, lang)).unwrap_or_default();
    let mut tapped: Vec<Html> = Vec::new();
    for raised in &standing {
        let words = named(script, case, raised, lang);
        if tapped.len() < NAMED_MOST && !words.is_empty() && !tapped.contains(&words) {
            tapped.push(words);
        }
    }
    let tapped = Html::join(&tapped, ", ");
    let typed = standing.iter().all(|raised| raised.by == By::Words);
    let said = script.say(if typed { Say::YouWrote } else { Say::YouTapped }, lang, &[("tapped", tapped.clone())]);
    let holes = [("said", said), ("tapped", tapped), ("first", first), ("more", more)];
    let say = match (tier, care) {
        (Tier::SameDay, _) => Say::SameDay,
        (_, Care::Hospital) => Say::EmergencyHospital,
        (_, Care::Maternity) => Say::EmergencyMaternity,
        (_, Care::Ambulance) => Say::EmergencyAmbulance,
    };
    Screen::with(script.say(say, lang, &holes), buttons(script, chart, tier, care))
}

fn buttons(script: &Script, chart: &Chart, tier: Tier, care: Care) -> Vec<Button> {
    let button = |say, act: &str| Button::new(script.label(say, &chart.lang), act);
    let mut buttons = match (tier, care) {
        (Tier::SameDay, _) => vec![
            button(Say::WillCall, "sd.calling"),
            button(Say::CallMeToo, "sd.callme"),
            button(Say::SendLetter, "sd.letter"),
        ],
        (_, Care::Ambulance) => vec![button(Say::ICalled, "em.called"), button(Say::CannotCall, "em.cannot")],
        _ => vec![button(Say::IAmGoing, "em.going"), button(Say::CannotGetThere, "em.cannot")],
    };
    if chart.advice().is_none_or(|advice| advice.number.is_none()) {
        buttons.push(button(Say::TellClinic, "em.tell"));
    }
    buttons.push(button(Say::ByMistake, "em.mistake"));
    buttons
}

/// What can be pressed below the letter while same-day advice stands: the same as below the advice.
pub fn below_letter(script: &Script, chart: &Chart) -> Vec<Button> {
    let Some(advice) = chart.advice() else { return vec![] };
    let buttons = buttons(script, chart, advice.tier, Care::Hospital).into_iter();
    buttons.filter(|button| button.data != "sd.letter").collect()
}

/// A sign in the patient's own words: its own, else those of the options that led to it.
pub fn named(script: &Script, case: &Case, raised: &Raised, lang: &str) -> Html {
    match raised.code.as_str() {
        HELP => return script.say(Say::AskedForHelp, lang, &[]),
        WORSE => return script.say(Say::FeelsWorse, lang, &[]),
        _ => {}
    }
    let Some(sign) = script.sign(&raised.code) else { return raised.code.as_str().into() };
    of_sign(script, case, sign, lang)
}

/// A sign in its own words, else in those of the options that led to it. Where it was typed and none did: in its words for that,
/// else in those of the option that it rests on.
pub fn of_sign(script: &Script, case: &Case, sign: &Sign, lang: &str) -> Html {
    if !sign.say.is_empty() {
        return script.fill(Some(&sign.say), lang, &[]);
    }
    let led = led_to(sign, &case.answers(script));
    let say = |(question, option): &(&str, &str)| {
        let choice = script.question(question)?.choice(option.trim_end_matches('?'))?;
        Some(script.fill(Some(&choice.say), lang, &[]))
    };
    let words: Vec<Html> = led.iter().filter_map(say).collect();
    if words.is_empty() {
        let rests = sign.sole_option().and_then(|option| say(&option));
        return rests.filter(|_| sign.typed.is_empty()).unwrap_or_else(|| script.fill(Some(&sign.typed), lang, &[]));
    }
    Html::join(&words, ", ")
}

/// "Did you get help?", or "Did you reach a doctor?"
pub fn check(script: &Script, lang: &str, tier: Tier) -> Screen {
    let button = |say, act: &str| Button::new(script.label(say, lang), act);
    match tier {
        Tier::Emergency => Screen::with(
            script.say(Say::CheckHelp, lang, &[]),
            vec![
                button(Say::IAmThere, "chk.there"),
                button(Say::OnTheWay, "chk.way"),
                button(Say::NotYet, "chk.notyet"),
                button(Say::WasMistake, "chk.mistake"),
            ],
        ),
        _ => Screen::with(
            script.say(Say::CheckDoctor, lang, &[]),
            vec![
                button(Say::Yes, "chk.reached"),
                button(Say::TheySeeMe, "chk.later"),
                button(Say::No, "chk.unreached"),
                button(Say::FeelWorse, "chk.worse"),
            ],
        ),
    }
}

/// The patient comes back while advice stands.
pub fn returning(draw: Draw) -> Screen {
    let Some(advice) = draw.chart.advice() else {
        return Screen::of(Html::new());
    };
    let say = if advice.tier == Tier::Emergency { Say::ReturningEmergency } else { Say::ReturningSameDay };
    let mut text = draw.fill(say, &[("time", draw.time(advice.at))]);
    text.line(&draw.say(Say::Net));
    let button = |say, act: &str| Button::new(draw.script.label(say, draw.lang()), act);
    let tell = advice.number.is_none().then(|| button(Say::TellClinic, "em.tell"));
    let buttons = [
        Some(button(Say::MassageAllowed, "em.allowed")),
        Some(button(Say::WaitResults, "em.results")),
        Some(button(Say::NotYet, "em.notyet")),
        tell,
        Some(button(Say::ByMistake, "em.mistake")),
        Some(draw.button(Say::Person, "g.human")),
    ];
    Screen::with(text, buttons.into_iter().flatten().collect())
}
