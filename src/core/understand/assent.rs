//! "Yes", "nope", "not sure": how a message begins that answers a question.
use std::ops::Bound;

use super::hearing::Hearing;
use super::matching::Mention;
use super::{Assent, AssentHeard};
use crate::script::heard::tokens::Break;

/// The lists of a grammar, what each says, and whether it says so whatever follows.
const LISTS: [(&str, Assent, bool); 5] = [
    ("reply.yes", Assent::Yes, true),
    ("reply.yes_alone", Assent::Yes, false),
    ("reply.no", Assent::No, true),
    ("reply.unsure", Assent::Unsure, false),
    ("reply.fits", Assent::Fits, true),
];

/// How the names of the lists begin of what is written below advice.
const ADVISED: &str = "advised.";

/// The buttons below advice that the words mean, in any language.
pub fn below_advice(hearing: &Hearing) -> Vec<String> {
    let from = (Bound::Included(ADVISED), Bound::Unbounded);
    let lists = hearing.ear.tongues.iter().flat_map(|tongue| tongue.lists.range::<str, _>(from));
    let said = lists.filter(|(_, list)| !hearing.of_concept(**list).is_empty());
    said.filter_map(|(name, _)| name.strip_prefix(ADVISED)).map(str::to_owned).collect()
}

/// The whole message, where it is a raised thumb or a tick.
pub fn thumb(words: &str) -> Option<AssentHeard> {
    let sign = |c: char| matches!(c, '👍' | '👌' | '✅' | '🆗' | '✔');
    let skin = |c: char| matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}');
    let whole = words.contains(sign) && words.chars().all(|c| sign(c) || skin(c) || c.is_whitespace());
    whole.then_some(AssentHeard { assent: Assent::Yes, but: false, apart: true, more: vec![], span: 0..words.len() })
}

/// The answer that the message begins with, in any language: the longest, so that "yeah nah" is no yes.
pub fn assent(hearing: &Hearing) -> Option<AssentHeard> {
    let mut longest = None;
    for tongue in 0..hearing.ear.tongues.len() {
        for (name, assent, open) in LISTS {
            let begins = hearing.list(tongue, name).iter().take_while(|at| at.first == 0);
            longest = longest.max(begins.map(|at| (at.last, open, assent, tongue)).max());
        }
    }
    let (last, open, assent, tongue) = longest?;
    let next = last as usize + 1;
    let apart = next >= hearing.tokens.len() || hearing.tokens.before(next) > Break::None;
    let behind = |name: &str| hearing.list(tongue, name).iter().filter(|at| at.first > last);
    // "Да вроде нет" is no yes.
    let denied = assent != Assent::No && ["reply.no", "scope.not"].iter().any(|name| behind(name).next().is_some());
    let same = LISTS.iter().filter(|(_, other, _)| {
        *other == assent || matches!((*other, assent), (Assent::Yes, Assent::Fits) | (Assent::Fits, Assent::Yes))
    });
    let span = |at: &Mention| hearing.tokens.span(at.first as usize, at.last as usize);
    let more = same.flat_map(|(name, ..)| behind(name)).map(span).collect();
    let but = behind("scope.but").next().is_some();
    let span = hearing.tokens.span(0, last as usize);
    (apart || open && !denied).then_some(AssentHeard { assent, but, apart, more, span })
}
