//! Words that stand for a press: the label of a button, and yes and no where a screen asks for it.
use std::fmt;

use super::moving::Moving;
use super::view::View;
use super::words::{keep_below, to_desk};
use super::{press, presses, screens};
use crate::core::understand::{Assent, Intent, IntentHeard, Reading};
use crate::script::Say;
use crate::script::hear::plain;

/// Beside yes or no this many words more are still no other answer.
const BESIDE: usize = 3;

/// Takes words for the press on "Yes" or "No" that they mean. Whether they were taken.
///
/// About a warning sign, yes and not sure count as their buttons do; no takes nothing back: the question stands, with a word about it.
pub fn answer(moving: &mut Moving, view: &View, reading: &Reading, words: &str) -> bool {
    let Some(assent) = reading.assent.as_ref().map(|heard| heard.assent) else { return false };
    let rest = reading.assent.as_ref().and_then(|heard| words.get(heard.span.end..)).unwrap_or_default();
    let polite = |heard: &IntentHeard| matches!(heard.intent, Intent::Thanks | Intent::Greeting);
    let only = rest.split_whitespace().count() <= BESIDE && !words.contains('?') && reading.intents.iter().all(polite);
    let press = match (view, assent) {
        (View::Closed(..) | View::Explain(..) | View::Mistake(..), Assent::No) => return tap(moving),
        (View::Closed(question, option), _) => {
            // Whoever calls reads what was said beside it.
            if !to_desk(moving, words) && moving.chart.consent.is_some() {
                keep_below(moving, words, true);
            }
            on_this_turn(moving, format_args!("c.{question}.{option}.y"))
        }
        (View::Explain(question, option), Assent::Unsure) => {
            on_this_turn(moving, format_args!("x.{question}.{option}.s"))
        }
        (View::Explain(question, option), Assent::Yes) => on_this_turn(moving, format_args!("x.{question}.{option}.y")),
        (View::Mistake(question, option), _) => on_this_turn(moving, format_args!("k.{question}.{option}.y")),
        (View::Crisis, Assent::Unsure) => return tap(moving),
        (View::Crisis, Assent::Yes) => on_this_turn(moving, format_args!("g.pass")),
        (View::Crisis, Assent::No) => on_this_turn(moving, format_args!("g.back")),
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

/// The button that typed words name by its label. On a screen about a sign, words never stand for a press.
pub fn button(moving: &Moving, view: &View, words: &str) -> Option<String> {
    if matches!(view, View::Explain(..) | View::Closed(..) | View::Mistake(..) | View::Advised | View::Note(_)) {
        return None;
    }
    let screen = screens::screen(moving.script, &moving.chart, view, moving.facts);
    let named = |label: &str| plain(label).trim() != "" && screens::same_words(words, label);
    screen.buttons().find(|button| named(&button.label)).map(|button| button.data.clone())
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
    let word = plain(&moving.script.label(if assent == Assent::Yes { Say::Yes } else { Say::No }, &moving.chart.lang));
    let screen = screens::screen(moving.script, &moving.chart, view, moving.facts);
    let mut such = screen.buttons().filter(|button| plain(&button.label).starts_with(&word));
    let button = such.next().filter(|_| such.next().is_none())?;
    Some(button.data.clone())
}
