//! What a button sends back, and how it is read: anything can come in, for a press can be forged.
use std::fmt;

/// A press, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press<'a> {
    /// On the interview's message: good for one turn only.
    Turn {
        /// The turn that it names.
        turn: u32,
        /// What it does.
        act: Act<'a>,
    },
    /// On a message that was rung: good for as long as what it is about stands.
    Standing(Act<'a>),
}

/// What a press does: a verb and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act<'a> {
    /// The verb.
    pub verb: &'a str,
    /// The first thing that it names, or nothing.
    pub what: &'a str,
    /// The second thing that it names, or nothing.
    pub which: &'a str,
    /// The third thing that it names, or nothing.
    pub how: &'a str,
}

impl Act<'_> {
    /// Whether it is this verb about this.
    pub fn is(&self, verb: &str, what: &str) -> bool {
        self.verb == verb && self.what == what
    }
}

/// Reads a button's data. Never fails: what makes no sense names a verb that nobody knows.
pub fn read(data: &str) -> Press<'_> {
    let (head, rest) = data.split_once('.').unwrap_or((data, ""));
    match head.parse() {
        Ok(turn) => Press::Turn { turn, act: act(rest) },
        Err(_) => Press::Standing(act(data)),
    }
}

fn act(data: &str) -> Act<'_> {
    let mut parts = data.splitn(4, '.');
    let mut next = || parts.next().unwrap_or("");
    Act { verb: next(), what: next(), which: next(), how: next() }
}

/// The data of a button on the interview's message.
pub fn turn(turn: u32, act: impl fmt::Display) -> String {
    format!("{turn}.{act}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_anything_else() {
        let data = turn(12, "m.e1.saddle");
        let Press::Turn { turn: 12, act } = read(&data) else { panic!() };
        assert_eq!((act.verb, act.what, act.which, act.how), ("m", "e1", "saddle", ""));
        let Press::Standing(act) = read("o.1042.1763910000.yes") else { panic!() };
        assert_eq!((act.verb, act.what, act.how), ("o", "1042", "yes"));
        for junk in ["", ".", "....", "99999999999999.m", "🦴.m.x", "1", "1."] {
            read(junk);
        }
    }
}
