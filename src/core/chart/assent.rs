//! Words that stand for a press: the label of a button, and yes and no where a screen asks for it.
use std::fmt;

use super::moving::Moving;
use super::view::View;
use super::worded::beside;
use super::words::pass_or_keep;
use super::{press, presses, screens};
use crate::core::understand::{Assent, Intent, IntentHeard, Reading};
use crate::script::hear::plain;
use crate::script::{AnswerKind, Say};

/// Beside yes or no this many words more are still no other answer.
const BESIDE: usize = 3;

/// Takes words for the press on "Yes" or "No" that they mean. Whether they were taken.
///
/// About a warning sign, yes and not sure count as their buttons do; no takes nothing back, and "ok" says nothing: the question stands,
/// with a word about it.
pub fn answer(moving: &mut Moving, view: &View, reading: &Reading, words: &str) -> bool {
    let heard = reading.assent.as_ref().map(|heard| heard.assent);
    let Some(assent) = heard.filter(|assent| *assent != Assent::Fits) else { return false };
    // "No, only the pressure" is not "none of these".
    let most = if matches!(view, View::Question(_)) { 0 } else { BESIDE };
    let only = only(reading, words, most).is_some();
    let press = match (view, assent) {
        (View::Closed(..) | View::Explain(..) | View::Mistake(..), Assent::No | Assent::Okay) => return tap(moving),
        (View::Closed(question, option), _) => {
            // Whoever calls reads what was said beside it.
            if moving.chart.consent.is_some() || moving.chart.latest_open().is_some() {
                pass_or_keep(moving, words);
            }
            on_this_turn(moving, format_args!("c.{question}.{option}.y"))
        }
        (View::Explain(question, option), Assent::Unsure) => {
            on_this_turn(moving, format_args!("x.{question}.{option}.s"))
        }
        (View::Explain(question, option), Assent::Yes) => on_this_turn(moving, format_args!("x.{question}.{option}.y")),
        (View::Mistake(question, option), _) => on_this_turn(moving, format_args!("k.{question}.{option}.y")),
        (View::Crisis, Assent::Unsure) => return tap(moving),
        (View::Crisis, Assent::Yes | Assent::Okay) => on_this_turn(moving, format_args!("g.pass")),
        (View::Crisis, Assent::No) if only => on_this_turn(moving, format_args!("g.back")),
        (View::Advised | View::Note(_), _) | (_, Assent::Unsure) => return false,
        _ if !only => return false,
        _ => match named(moving, view, assent) {
            Some(data) => data,
            None => return false,
        },
    };
    presses::typed(moving, &press);
    true
}

/// The yes or no that the words are, with hardly anything beside it but thanks: "yes thats ok, thank you".
pub fn is_alone(reading: &Reading, words: &str) -> Option<Assent> {
    only(reading, words, BESIDE)
}

fn only(reading: &Reading, words: &str, most: usize) -> Option<Assent> {
    let heard = reading.assent.as_ref()?;
    let polite = |heard: &IntentHeard| matches!(heard.intent, Intent::Thanks | Intent::Greeting | Intent::Book);
    // What is thanks, or names the time, is nothing besides.
    let times = reading.times.iter().flat_map(|time| &time.spans);
    let intents = reading.intents.iter().flat_map(|heard| &heard.spans);
    let beside = beside(words, intents.chain(times).chain([&heard.span]).chain(&heard.more));
    // "You", behind thank.
    let most = if heard.assent == Assent::Fits { usize::from(reading.wants(Intent::Thanks)) } else { most };
    let joined = heard.assent == Assent::No && !heard.apart;
    let only = beside <= most && !joined && !heard.but && !words.contains('?') && reading.intents.iter().all(polite);
    only.then_some(heard.assent)
}

/// The button that typed words name by its label. On a screen about a sign, words never stand for a press.
pub fn button(moving: &Moving, view: &View, words: &str) -> Option<String> {
    if matches!(view, View::Explain(..) | View::Closed(..) | View::Mistake(..) | View::Advised | View::Note(_)) {
        return None;
    }
    let screen = screens::screen(moving.script, &moving.chart, view, moving.facts);
    let named = |label: &str| plain(label).trim() != "" && screens::same_words(words, label);
    screen.buttons().find(|button| named(&button.label)).map(|button| button.data.clone())
}

/// Whether a closed question about a sign is answered by a no, whatever follows it.
pub fn is_denied(moving: &Moving, reading: &Reading) -> bool {
    reading.says_no() && matches!(moving.chart.shown, View::Closed(..) | View::Mistake(..))
}

/// "No", "that's all" below ticks: there is nothing besides. Whether it was that.
pub fn goes_on(moving: &mut Moving, question: &str, reading: &Reading, words: &str) -> bool {
    let ends = matches!(only(reading, words, 0), Some(Assent::No | Assent::Okay)) && is_ticked(moving, question);
    if ends {
        let press = on_this_turn(moving, format_args!("n.{question}"));
        presses::typed(moving, &press);
    }
    ends
}

/// Whether something of a list is ticked that can be more.
fn is_ticked(moving: &Moving, question: &str) -> bool {
    let asked = moving.script.question(question).filter(|asked| asked.answer == AnswerKind::Many && !asked.safety);
    let answer = moving.chart.case.as_ref().and_then(|case| case.answer(question));
    let ticks = |option: &String| asked.and_then(|asked| asked.choice(option)).is_some_and(|choice| !choice.alone);
    answer.is_some_and(|answer| answer.options.iter().any(ticks))
}

/// What is shown is shown again, below a word that asks for a tap.
pub fn tap(moving: &mut Moving) -> bool {
    moving.notice = Some(moving.script.say(Say::PleaseTap, &moving.chart.lang, &[]));
    moving.show();
    true
}

fn on_this_turn(moving: &Moving, act: fmt::Arguments) -> String {
    press::turn(moving.chart.turn, act)
}

/// The one button whose label begins with "Yes" or "No": "Yes, I agree", "No. Talk to a person".
fn named(moving: &Moving, view: &View, assent: Assent) -> Option<String> {
    let word = plain(&moving.script.label(if assent.agrees() { Say::Yes } else { Say::No }, &moving.chart.lang));
    let screen = screens::screen(moving.script, &moving.chart, view, moving.facts);
    let mut such = screen.buttons().filter(|button| plain(&button.label).starts_with(&word));
    let button = such.next().filter(|_| such.next().is_none())?;
    Some(button.data.clone())
}
