//! Every state that the walks come past: in each, every command does what it says, and words that name an emergency are heard.
use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::limits;
use super::report::{Report, Way};
use crate::core::chart::case::Phase;
use crate::core::chart::view::View;
use crate::core::chart::{Chart, step};
use crate::core::event::{Command, Event};
use crate::core::handoff::Kind;
use crate::core::private::Private;
use crate::core::screen::{Keyboard, Screen};
use crate::core::step::{Effect, Facts, Step};
use crate::core::understand::read;
use crate::script::{Fault, Lang, Placed, Script, Sign, Tier};

/// States by what makes them different: the language, what is shown, how far the case is, and whether there is consent.
pub type Seen = BTreeMap<String, (Chart, Facts)>;

/// Notes a state.
pub fn note(seen: &mut Seen, chart: &Chart, facts: Facts) {
    let phase = match chart.case.as_ref().map(|case| &case.phase) {
        None => "none",
        Some(Phase::Interview) => "interview",
        Some(Phase::HandedOver(_)) => "handed over",
        Some(Phase::WithPerson) => "with a person",
        Some(Phase::Advised(advice)) if advice.tier == Tier::Emergency => "emergency",
        Some(Phase::Advised(_)) => "same day",
    };
    let key = format!("{} {:?} {phase} {}", chart.lang, chart.shown, chart.consent.is_some());
    seen.entry(key).or_insert_with(|| (chart.clone(), facts));
}

const COMMANDS: [(&str, Command); 9] = [
    ("/start", Command::Start),
    ("/cancel", Command::Cancel),
    ("/help", Command::Help),
    ("/language", Command::Language),
    ("/human", Command::Human),
    ("/privacy", Command::Privacy),
    ("/mydata", Command::MyData),
    ("/forget", Command::Forget),
    ("/requests", Command::Requests),
];

/// Tries every state.
pub fn check(script: &Script, seen: &Seen, report: &mut Report) {
    let mut wrong = Vec::new();
    for (key, (chart, facts)) in seen {
        for (name, command) in COMMANDS {
            let step = after(script, chart, facts, &Event::Command(command));
            let said = unwanted(script, chart, command, &step).into_iter().chain(unfit(&step));
            wrong.extend(said.map(|wrong| format!("{name} from {key}: {wrong}")));
            if command == Command::Language {
                wrong.extend(languages(script, &step, facts).map(|wrong| format!("{name} from {key}: {wrong}")));
            }
        }
    }
    for wrong in wrong {
        report.faults.push(script.fault("phrases.toml", 0..0, wrong));
    }
    let over = format!("{} states, {} commands from each", seen.len(), COMMANDS.len());
    report.proven(Way::Exhaustive, "each command does what it says, leaves a way on, and never ends advice", over);
    words(script, seen, report);
}

/// One step, a little later: a safety screen takes nothing in its first second.
fn after(script: &Script, chart: &Chart, facts: &Facts, event: &Event) -> Step<Chart> {
    let facts = Facts { now: facts.now + SignedDuration::from_secs(2), ..*facts };
    step(script, chart.clone(), event, &facts)
}

fn screens(step: &Step<Chart>) -> impl Iterator<Item = &Screen> {
    step.effects.iter().filter_map(|effect| match effect {
        Effect::Show { screen, .. } | Effect::Ring { screen, .. } => Some(screen),
        _ => None,
    })
}

fn unfit(step: &Step<Chart>) -> Vec<String> {
    screens(step).flat_map(limits::faults).collect()
}

fn is_advised(chart: &Chart) -> Option<Tier> {
    match chart.case.as_ref().map(|case| &case.phase) {
        Some(Phase::Advised(advice)) => Some(advice.tier),
        _ => None,
    }
}

/// What a command does that it must not, or does not do that it must.
fn unwanted(script: &Script, before: &Chart, command: Command, step: &Step<Chart>) -> Option<String> {
    let chart = &step.state;
    let Some(screen) = screens(step).last() else { return Some("says nothing".to_owned()) };
    // What is sent beside the screen leaves that one standing.
    if screen.keyboard == Keyboard::None && chart.shown != before.shown {
        return Some("leaves no way on".to_owned());
    }
    if is_advised(chart) < is_advised(before) {
        return Some("ends the advice that stands".to_owned());
    }
    let interview = matches!(before.case.as_ref().map(|case| &case.phase), Some(Phase::Interview));
    let person = || before.open_requests().any(|request| request.kind == Kind::Person);
    let number = screen.text.plain().contains(&script.clinic.numbers.emergency);
    match command {
        Command::Cancel if interview && (chart.case.is_some() || chart.shown != View::Stopped) => {
            Some("does not leave the interview".to_owned())
        }
        Command::Human if step.tell.is_empty() && !person() => Some("tells nobody".to_owned()),
        Command::Human if !number => Some("says no number to call".to_owned()),
        _ => None,
    }
}

/// What goes wrong when each language is chosen.
fn languages<'a>(script: &'a Script, asked: &'a Step<Chart>, facts: &'a Facts) -> impl Iterator<Item = String> + 'a {
    let facts = Facts { now: facts.now + SignedDuration::from_secs(2), ..*facts };
    script.clinic.languages.iter().filter_map(move |lang| {
        let ends = format!(".g.lang.{lang}");
        let button = screens(asked).last()?.buttons().find(|button| button.data.ends_with(&ends));
        let Some(button) = button else { return Some(format!("does not offer `{lang}`")) };
        let event = Event::Press { data: button.data.clone(), message: 1 };
        let chosen = after(script, &asked.state, &facts, &event);
        let wrong = chosen.state.lang != *lang || chosen.state.overlay.is_some();
        wrong.then(|| format!("`{lang}` cannot be chosen")).or_else(|| unfit(&chosen).into_iter().next())
    })
}

/// Words that plainly name a sign, without a pattern: the first that are heard so on their own.
fn plain_words(script: &Script, sign: &Sign, lang: &Lang) -> Option<String> {
    let literal = |words: &&String| words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-'));
    let heard = |words: &&String| {
        let reading = read(script, words);
        reading.crisis.is_none() && reading.plain().any(|heard| heard.code == sign.code)
    };
    sign.heard.get(lang)?.iter().filter(literal).find(heard).cloned()
}

/// Each emergency by words from each state. What is not heard alone, or not everywhere, is a fault of its sign.
fn words(script: &Script, seen: &Seen, report: &mut Report) {
    let emergencies: Vec<&Placed<Sign>> = script.signs.iter().filter(|sign| sign.tier == Tier::Emergency).collect();
    for sign in emergencies.iter().filter(|sign| sign.heard.is_empty()) {
        let message = format!("no typed words name `{}`, which is an emergency: add `heard`", sign.code);
        // A clinic that raises a sign of several answers need not know how people write all of them.
        match sign.raised_from {
            None => report.faults.push(script.fault(&sign.file, sign.item.span(), message)),
            Some(_) => report.warnings.push(format!("{}: {message}", sign.file)),
        }
    }
    let heard = emergencies.into_iter().filter(|sign| !sign.heard.is_empty()).collect::<Vec<_>>();
    // A language in each thread: this is the longest part of a proof.
    let each = |lang| in_language(script, seen, &heard, lang);
    let tried: Vec<Tried> = std::thread::scope(|scope| {
        let threads = script.clinic.languages.iter().map(|lang| scope.spawn(move || each(lang)));
        let threads: Vec<_> = threads.collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let pairs: usize = tried.iter().map(|tried| tried.pairs).sum();
    report.faults.extend(tried.into_iter().flat_map(|tried| tried.faults));
    let what = "each emergency, typed in words, is answered at once in each state and language";
    report.proven(Way::Exhaustive, what, format!("{pairs} pairs of state and sign"));
}

struct Tried {
    pairs: usize,
    faults: Vec<Fault>,
}

fn in_language(script: &Script, seen: &Seen, signs: &[&Placed<Sign>], lang: &Lang) -> Tried {
    let mut tried = Tried { pairs: 0, faults: Vec::new() };
    for sign in signs {
        let mut fault = |message| tried.faults.push(script.fault(&sign.file, sign.item.span(), message));
        let Some(words) = plain_words(script, sign, lang) else {
            if sign.raised_from.is_none() {
                fault(format!("no words of `{}` in `{lang}` name it plainly when typed alone", sign.code));
            }
            continue;
        };
        let event = Event::Text(Private::new(words));
        for (key, (chart, facts)) in seen.iter().filter(|(_, (chart, _))| chart.lang == *lang) {
            tried.pairs += 1;
            let after = after(script, chart, facts, &event).state;
            let raised = after.case.iter().flat_map(|case| &case.raised).any(|raised| raised.code == sign.code);
            if is_advised(&after) != Some(Tier::Emergency) || !raised {
                fault(format!("`{}` is typed and not heard in the state {key}", sign.code));
            }
        }
    }
    tried
}
