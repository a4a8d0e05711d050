//! A screen that Telegram refuses, said more simply each time: nobody is left in silence because of a tag, a length or a button.
use super::plan::Errand;
use super::say::Body;
use super::telegram::{Outcome, Refusal};
use crate::core::chart::Chart;
use crate::core::desk::fit::{self, MESSAGE};
use crate::core::handoff::spoken;
use crate::core::screen::{Button, Keyboard, Screen};
use crate::script::{Html, Lang, Say, Script, ShellSay};
use crate::store::{Row, StoreError, Tx};

/// How simply a row is said. It is known for this run only: after a restart, the first refusal says it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plainly {
    /// The same words without markup, cut where they are too long, with the same buttons.
    Words,
    /// The same with nothing but "Talk to a person".
    Person,
    /// None of its own words: that a message could not be shown, and what to do.
    Notice,
}

/// How to say it next, after this was refused; `None` if nothing simpler is left, or words were not what was refused.
pub(super) fn simpler(errand: &Errand, outcome: &Outcome, now: Option<Plainly>) -> Option<Plainly> {
    let words = matches!(outcome, Outcome::Final(Refusal::Other { code: 400 | 413, .. } | Refusal::ReplyGone));
    errand.row.row.body.screen.as_ref().filter(|_| words && errand.call.carries_words())?;
    match now {
        None => Some(Plainly::Words),
        Some(Plainly::Words) => Some(Plainly::Person),
        Some(Plainly::Person) => Some(Plainly::Notice),
        Some(Plainly::Notice) => None,
    }
}

/// Puts what is said instead into the row.
pub(super) async fn put(tx: &mut Tx, script: &Script, row: &mut Row<Body>, plainly: Plainly) -> Result<(), StoreError> {
    row.row.reply_to = None;
    let Some(screen) = &row.row.body.screen else { return Ok(()) };
    let patient = row.row.chat > 0;
    let lang = if patient { language(tx, script, row.row.chat).await? } else { script.clinic.staff_language.clone() };
    let net = script.say(Say::Net, &lang, &[]);
    let text = match plainly {
        Plainly::Notice if patient => script.shell(ShellSay::NotShown, &lang, &[]).line(&net).clone(),
        Plainly::Notice => {
            let number = row.row.handoff.map(spoken).unwrap_or_default();
            script.shell(ShellSay::NotShownToStaff, &lang, &[("number", number.into())])
        }
        Plainly::Words | Plainly::Person => words(screen, &net, &script.clinic.numbers.emergency),
    };
    let keyboard = match (plainly, &screen.keyboard) {
        (Plainly::Words, Keyboard::ForceReply { .. }) => Keyboard::None,
        (Plainly::Words, keyboard) => keyboard.clone(),
        (Plainly::Person, _) if patient => {
            Keyboard::Inline(vec![vec![Button::new(script.label(Say::Person, &lang), "g.human")]])
        }
        (Plainly::Person | Plainly::Notice, _) => Keyboard::None,
    };
    row.row.body.screen = Some(Screen { text: Html::from(text.plain()), keyboard });
    Ok(())
}

/// A screen's words; if they must be cut and told whom to call, whom to call stays.
fn words(screen: &Screen, net: &Html, emergency: &str) -> Html {
    let all = screen.text.plain();
    if screen.text.utf16_len() <= MESSAGE {
        return Html::from(all);
    }
    // A line's end stands between the two.
    let begin = fit::cut(&all, MESSAGE - net.utf16_len() - 1);
    let mut text = Html::from(begin.as_str());
    if all.contains(emergency) && !begin.contains(emergency) {
        text.line(net);
    }
    text
}

async fn language(tx: &mut Tx, script: &Script, chat: i64) -> Result<Lang, StoreError> {
    match tx.chart::<Chart>(chat).await {
        Ok(Some((chart, _))) => Ok(chart.lang),
        Ok(None) | Err(StoreError::Sealed { .. } | StoreError::Form { .. }) => Ok(script.language(None)),
        Err(error) => Err(error),
    }
}
