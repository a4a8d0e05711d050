//! What a writer wants besides answering: a person, a price, another language. Each gets a short answer, and the way back.
use super::moving::Moving;
use super::people::person;
use super::view::{Note, Reply, View};
use super::worded::beside;
use super::words::{keep, to_desk};
use super::{assent, told};
use crate::core::handoff::Kind;
use crate::core::understand::{Intent, IntentHeard, Reading};

/// Beside a greeting or thanks this many words more are still nothing else.
const BESIDE: usize = 2;

/// Answers what the words want, if that is what they are about. Whether it did.
///
/// Whoever waits for people is read by them as well: there may be more in the words than the wish that was found.
pub fn answer(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let waits = moving.chart.latest_open().is_some();
    let heard = reading.intents.iter().find(|heard| one(moving, reading, heard, words));
    if heard.is_none() && (waits || !foreign(moving, reading)) {
        return false;
    }
    // A request for a person takes the words along.
    let person = heard.is_some_and(|heard| heard.intent == Intent::Person);
    if !person {
        to_desk(moving, words);
    }
    true
}

/// Help comes before whatever else the words say: "call an ambulance, my low back left"; so does a person, but before an answer:
/// "somebody who talks me through it". Whether either is wanted.
pub fn help(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let answers = matches!(&moving.chart.shown, View::Question(id) if reading.ticked(id).next().is_some());
    let wanted = |heard: &&IntentHeard| heard.intent == Intent::Help || heard.intent == Intent::Person && !answers;
    let Some(heard) = reading.intents.iter().find(wanted).filter(|_| !moving.is_advised()) else { return false };
    if heard.intent == Intent::Help {
        to_desk(moving, words);
    }
    one(moving, reading, heard, words)
}

fn one(moving: &mut Moving, reading: &Reading, heard: &IntentHeard, words: &str) -> bool {
    let said = !reading.ticks.is_empty() || reading.score.is_some();
    let spans = reading.intents.iter().flat_map(|heard| &heard.spans);
    let only = !said && beside(words, spans) <= BESIDE && reading.times.is_empty();
    let reply = match heard.intent {
        Intent::Person => {
            // People read whoever has asked for them already; others must have agreed first.
            if moving.chart.consent.is_some() || moving.chart.latest_open().is_some() {
                keep(moving, words);
            }
            person(moving);
            return true;
        }
        _ if moving.is_advised() => return false,
        Intent::Help => Reply::Help,
        Intent::Urgent if only => Reply::Help,
        Intent::Urgent => return false,
        Intent::Explain if only => return explain(moving),
        Intent::About if only => {
            moving.overlay(View::Help);
            return true;
        }
        Intent::Explain | Intent::About => return false,
        Intent::Cancel => return cancel(moving),
        Intent::Change => return change(moving, reading, words),
        Intent::Language => return language(moving, heard.language.as_deref()),
        Intent::Book => return false,
        Intent::Thanks if only => Reply::Thanks,
        Intent::Greeting if only && moving.chart.case.is_none() => {
            moving.overlay(View::Home);
            return true;
        }
        Intent::Greeting if only => Reply::Greeting,
        Intent::Thanks | Intent::Greeting => return false,
        _ if said => return false,
        Intent::Price => Reply::Price,
        Intent::Hours => Reply::Hours,
        Intent::Address => Reply::Address,
        Intent::OtherComplaint => Reply::OtherComplaint,
        Intent::Insult => Reply::Insult,
    };
    moving.overlay(View::Reply(reply));
    true
}

/// Says in the patient's language that it is not spoken here. Whether it did.
fn foreign(moving: &mut Moving, reading: &Reading) -> bool {
    let lang = reading.foreign.clone().filter(|_| reading.ticks.is_empty() && !moving.is_advised());
    lang.map(|lang| moving.overlay(View::Reply(Reply::Foreign(lang)))).is_some()
}

/// Why it is asked, below a question; what is asked about a sign is shown once more.
fn explain(moving: &mut Moving) -> bool {
    match moving.chart.shown.clone() {
        View::Question(id) => moving.overlay(View::Why(id)),
        View::Explain(..) | View::Closed(..) | View::Mistake(..) | View::Why(_) => drop(assent::tap(moving)),
        _ => moving.overlay(View::Help),
    }
    true
}

fn cancel(moving: &mut Moving) -> bool {
    let open: Vec<i64> =
        moving.chart.open_requests().filter(|open| open.kind != Kind::Emergency).map(|open| open.number).collect();
    moving.overlay(match open[..] {
        [number] => View::Cancel(number),
        _ => View::Requests,
    });
    true
}

/// A visit is moved by people; before anything is sent, it is an answer that changes.
fn change(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let waits = moving.chart.open_requests().next().is_some();
    let ends = matches!(moving.chart.shown, View::Menu | View::Understood | View::Summary | View::Signs);
    if !waits && ends && told::fill(moving, reading, None) {
        told::keep(moving, words);
        moving.uncover();
        return true;
    }
    // "Thursday no, Friday rather" answers when to come.
    if !waits && matches!(moving.chart.shown, View::Question(_)) && !reading.times.is_empty() {
        return false;
    }
    moving.overlay(match waits {
        true => View::Note(Note::Passed),
        false if ends => View::Change,
        false => View::Requests,
    });
    true
}

/// Switches to a language of the clinic; says which there are, if it is none of them.
fn language(moving: &mut Moving, lang: Option<&str>) -> bool {
    match lang.filter(|lang| moving.script.clinic.languages.iter().any(|known| known == lang)) {
        Some(lang) => {
            moving.chart.lang = lang.to_owned();
            if moving.chart.case.is_none() {
                moving.overlay(View::Home);
            }
            moving.show();
        }
        None => moving.overlay(View::Reply(Reply::Languages)),
    }
    true
}
