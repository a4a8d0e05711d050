//! "Yes", "nope", "not sure": how a message begins that answers a question.
use super::hearing::Hearing;
use super::{Assent, AssentHeard};
use crate::script::heard::tokens::Break;

/// The lists of a grammar, what each says, and whether it says so whatever follows.
const LISTS: [(&str, Assent, bool); 5] = [
    ("reply.yes", Assent::Yes, true),
    ("reply.yes_alone", Assent::Yes, false),
    ("reply.no", Assent::No, false),
    ("reply.unsure", Assent::Unsure, false),
    ("reply.fits", Assent::Fits, true),
];

/// The whole message, where it is a raised thumb or a tick.
pub fn thumb(words: &str) -> Option<AssentHeard> {
    let sign = |c: char| matches!(c, '👍' | '👌' | '✅' | '🆗' | '✔');
    let skin = |c: char| matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0f}');
    let whole = words.contains(sign) && words.chars().all(|c| sign(c) || skin(c) || c.is_whitespace());
    whole.then_some(AssentHeard { assent: Assent::Yes, but: false, span: 0..words.len() })
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
    let alone = next >= hearing.tokens.len() || hearing.tokens.before(next) > Break::None;
    // "Да вроде нет" is no yes.
    let follows = |name: &str| hearing.list(tongue, name).iter().any(|at| at.first > last);
    let denied = ["reply.no", "scope.not"].into_iter().any(follows);
    let span = hearing.tokens.span(0, last as usize);
    (alone || open && !denied).then(|| AssentHeard { assent, but: follows("scope.but"), span })
}
