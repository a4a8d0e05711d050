//! "Yes", "nope", "not sure": how a message begins that answers a question.
use std::ops::Bound;

use super::hearing::Hearing;
use super::matching::{Match, Mention};
use super::scope::Scope;
use super::{Assent, AssentHeard, Time};
use crate::script::heard::tokens::Break;

/// The lists of a grammar, what each says, and whether it says so whatever follows.
const LISTS: [(&str, Assent, bool); 6] = [
    ("reply.yes", Assent::Yes, true),
    ("reply.yes_alone", Assent::Yes, false),
    ("reply.okay", Assent::Okay, false),
    ("reply.no", Assent::No, true),
    ("reply.unsure", Assent::Unsure, false),
    ("reply.fits", Assent::Fits, true),
];

/// Before a time, a word of so few letters is none of its own.
const ARTICLE: usize = 2;

/// How the names of the lists begin of what is written below advice.
const ADVISED: &str = "advised.";

/// Buttons that alarm, or only ask: what denies beside them takes nothing back.
const ALARMING: [&str; 4] = ["cannot", "unreached", "worse", "mistake"];

/// The buttons below advice that the words mean, in any language: "I have not called them" is no call.
pub fn below_advice(hearing: &Hearing, scopes: &[Scope]) -> Vec<String> {
    let from = (Bound::Included(ADVISED), Bound::Unbounded);
    let mut meant = Vec::new();
    for (tongue, scope) in hearing.ear.tongues.iter().zip(scopes) {
        for (name, list) in tongue.lists.range::<str, _>(from) {
            let Some(button) = name.strip_prefix(ADVISED) else { break };
            let stands = |at: &Mention| {
                let denied = || scope.denied(hearing, &Match { whole: *at, pieces: vec![*at] });
                ALARMING.contains(&button) || denied().is_plain()
            };
            if hearing.of_concept(*list).iter().any(stands) {
                meant.push(button.to_owned());
            }
        }
    }
    meant
}

/// The whole message, where it is a raised thumb or a tick.
pub fn thumb(words: &str) -> Option<AssentHeard> {
    let sign = |c: char| matches!(c, '👍' | '👌' | '✅' | '🆗' | '✔');
    let skin = |c: char| matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}');
    let whole = words.contains(sign) && words.chars().all(|c| sign(c) || skin(c) || c.is_whitespace());
    whole.then_some(AssentHeard { assent: Assent::Yes, but: false, apart: true, more: vec![], span: 0..words.len() })
}

/// The answer that the message begins with, in any language: the longest, so that "yeah nah" is no yes; of one length, that of the
/// language that is written. A time that fits may be named first: "thursday at 3 works".
pub fn assent(hearing: &Hearing, written: usize, times: &[Time]) -> Option<AssentHeard> {
    let tokens = &hearing.tokens;
    let timed = |place: &usize| {
        let word = tokens.span(*place, *place);
        times.iter().flat_map(|time| &time.spans).any(|at| at.start <= word.start && word.end <= at.end)
    };
    // "El jueves a las 10", "в четверг".
    let denies = |place: usize| hearing.list(written, "scope.not").iter().any(|at| at.first as usize == place);
    let leads = |place: usize| tokens.word(place).chars().count() <= ARTICLE && !denies(place) && timed(&(place + 1));
    let behind_time = (0..tokens.len()).take_while(|place| timed(place) || leads(*place)).count() as u32;
    let mut longest = None;
    for tongue in 0..hearing.ear.tongues.len() {
        for (name, assent, open) in LISTS {
            let from = if assent == Assent::Fits { behind_time } else { 0 };
            let begins = hearing.list(tongue, name).iter().filter(|at| at.first == 0 || at.first == from);
            longest = longest.max(begins.map(|at| (at.last, tongue == written, open, assent, tongue)).max());
        }
    }
    let (last, _, open, assent, tongue) = longest?;
    let next = last as usize + 1;
    let apart = next >= hearing.tokens.len() || hearing.tokens.before(next) > Break::None;
    let behind = |name: &str| hearing.list(tongue, name).iter().filter(|at| at.first > last);
    // "Да вроде нет" is no yes.
    let denied = assent != Assent::No && ["reply.no", "scope.not"].iter().any(|name| behind(name).next().is_some());
    let same = LISTS.iter().filter(|(_, other, _)| *other == assent || other.agrees() && assent.agrees());
    let span = |at: &Mention| hearing.tokens.span(at.first as usize, at.last as usize);
    let more = same.flat_map(|(name, ..)| behind(name)).map(span).collect();
    let but = behind("scope.but").next().is_some();
    let span = hearing.tokens.span(0, last as usize);
    (apart || open && !denied).then_some(AssentHeard { assent, but, apart, more, span })
}

#[cfg(test)]
mod tests {
    use crate::core::understand::Assent;
    use crate::core::understand::tried::heard;

    #[test]
    fn what_is_denied_below_advice_is_not_done() {
        let meant = |words: &str| heard(words).below_advice.join(" ");
        assert_eq!(meant("i called an ambulance"), "called");
        assert_eq!(meant("I have not called an ambulance"), "");
        assert_eq!(meant("no he llamado al 112"), "");
        assert_eq!(meant("я не вызвал скорую"), "");
        assert!(meant("i can't get there, no car").contains("cannot"));
    }

    #[test]
    fn okay_agrees_and_is_no_yes() {
        let said = |words: &str| heard(words).assent.map(|heard| (heard.assent, heard.but));
        for okay in ["ok", "vale, gracias", "хорошо"] {
            assert_eq!(said(okay), Some((Assent::Okay, false)), "{okay}");
        }
        assert_eq!(said("ok, but not friday"), Some((Assent::Okay, true)));
        assert_eq!(said("yes"), Some((Assent::Yes, false)));
        assert_eq!(said("thursday at 3 works"), Some((Assent::Fits, false)));
        assert_eq!(said("el jueves a las 10 me va bien"), Some((Assent::Fits, false)));
        assert_eq!(said("четверг в 10 подходит"), Some((Assent::Fits, false)));
        assert_eq!(said("thursday at 3 does not work"), None);
    }
}
