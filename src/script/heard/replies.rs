//! How people answer in words: yes and no, a time that fits, and what they write below advice.
use serde::Deserialize;

use super::grammar::Entries;

/// Beginnings of a message that answer a question of yes and no.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replies {
    /// Yes, also where more follows, unless that denies: "yes, since monday", "yeah it does".
    pub yes: Entries,
    /// Yes, where nothing is joined to it: "i have", "a bit".
    pub yes_alone: Entries,
    /// Agreed, and no answer to whether something is so: "ok", "fine".
    pub okay: Entries,
    /// No: "nope", "not really".
    pub no: Entries,
    /// Neither: "maybe", "no idea".
    pub unsure: Entries,
    /// A time that is offered is taken: "perfect", "see you then".
    pub fits: Entries,
}

/// What people write below advice, by the button that it means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Advised {
    /// They go to the hospital.
    pub going: Entries,
    /// They called the ambulance.
    pub called: Entries,
    /// They cannot or will not get there, or call.
    pub cannot: Entries,
    /// They are there.
    pub there: Entries,
    /// They call or see a doctor today.
    pub calling: Entries,
    /// They could not reach one.
    pub unreached: Entries,
    /// They want to be called.
    pub callme: Entries,
    /// They feel worse.
    pub worse: Entries,
    /// The clinic is to be told.
    pub tell: Entries,
    /// It was a mistake.
    pub mistake: Entries,
}

impl Replies {
    /// Every list with its name.
    pub fn lists(&self) -> [(&'static str, &Entries); 6] {
        let Replies { yes, yes_alone, okay, no, unsure, fits } = self;
        [("yes", yes), ("yes_alone", yes_alone), ("okay", okay), ("no", no), ("unsure", unsure), ("fits", fits)]
    }
}

impl Advised {
    /// Every list with the name of its button.
    pub fn lists(&self) -> [(&'static str, &Entries); 10] {
        let Advised { going, called, cannot, there, calling, unreached, callme, worse, tell, mistake } = self;
        [
            ("cannot", cannot),
            ("unreached", unreached),
            ("worse", worse),
            ("mistake", mistake),
            ("callme", callme),
            ("tell", tell),
            ("there", there),
            ("called", called),
            ("going", going),
            ("calling", calling),
        ]
    }
}
