//! What a finding's surroundings make of it: denied, past, somebody else's, read somewhere, only nearly so.
//!
//! Whatever is not surely taken back stays: where the grammar leaves a doubt, the verdict is doubt, and the closed question is asked.
use std::cell::RefCell;

use super::Who;
use super::hearing::Hearing;
use super::matching::{Match, Mention, nearest};
use super::verdict::Verdict;
use crate::script::heard::Concept;

/// What each word is good for, as bits.
pub(super) mod is {
    pub const NOT: u32 = 1;
    pub const BEHIND: u32 = 1 << 1;
    pub const OR: u32 = 1 << 2;
    pub const AND: u32 = 1 << 3;
    pub const CLAUSE: u32 = 1 << 4;
    pub const LIGHT: u32 = 1 << 5;
    pub const SINCE: u32 = 1 << 6;
    pub const NOW: u32 = 1 << 7;
    pub const ME: u32 = 1 << 8;
    pub const NEAR: u32 = 1 << 9;
    pub const FAR: u32 = 1 << 10;
    pub const NEARLY: u32 = 1 << 11;
    pub const NAMED: u32 = 1 << 12;
    pub const NUMBER: u32 = 1 << 13;
    pub const DOUBT: u32 = 1 << 14;
    pub const THEY: u32 = 1 << 15;
    pub const END: u32 = 1 << 16;
    pub const MINE: u32 = 1 << 17;
}

/// How many words away a time still belongs to what is told.
const DATED: u32 = 12;

/// The surroundings in one language.
pub struct Scope {
    pub(super) tongue: usize,
    pub(super) bits: Vec<u32>,
    /// Who each word is about: 0 nobody said, else `is::ME`, `is::NEAR`, `is::FAR`.
    pub(super) subject: Vec<u32>,
    /// Whose signs they may be: somebody else's as soon as the words allow it, so that none is lost.
    pub about: Who,
    /// Whose pain it plainly is.
    pub said_of: Who,
    grammar: bool,
    pub(super) lists: Lists,
    /// What was made of a match of one piece, by its first word: its last word, and the verdict.
    judged: RefCell<Vec<Option<(u32, Verdict)>>>,
}

/// What is looked for around each finding.
pub(super) struct Lists {
    pub(super) read: Option<Concept>,
    pub(super) what_if: Option<Concept>,
    past: Option<Concept>,
    over: Option<Concept>,
    now: Option<Concept>,
    pub(super) aside: Option<Concept>,
    pub(super) laugh: Option<Concept>,
}

impl Scope {
    /// Draws the surroundings of a whole message.
    pub fn of(hearing: &Hearing, tongue: usize) -> Scope {
        let mut bits = vec![0; hearing.tokens.len()];
        let lists = [
            ("scope.not", is::NOT),
            ("scope.not_behind", is::BEHIND),
            ("scope.or", is::OR),
            ("scope.and", is::AND),
            ("scope.end", is::END),
            ("scope.clause", is::CLAUSE),
            ("scope.light", is::LIGHT),
            ("scope.since", is::SINCE),
            ("scope.now", is::NOW),
            ("scope.me", is::ME),
            ("scope.mine", is::MINE),
            ("scope.near", is::NEAR),
            ("scope.they", is::THEY),
            ("scope.far", is::FAR),
            ("scope.nearly", is::NEARLY),
            ("doubt", is::DOUBT),
        ];
        for (name, bit) in lists {
            cover(&mut bits, hearing.list(tongue, name), bit);
        }
        for (name, concept) in &hearing.ear.tongues[tongue].lists {
            if !name.contains('.') {
                cover(&mut bits, hearing.of_concept(*concept), is::NAMED);
            }
        }
        for at in hearing.ear.tongues[tongue].small.iter().flat_map(|atom| hearing.places(*atom)) {
            bits[at.first as usize] |= is::LIGHT;
        }
        hearing.numbers.iter().for_each(|number| bits[number.at.first as usize] |= is::NUMBER);
        // "No idea" denies nothing.
        for at in hearing.list(tongue, "scope.not_really") {
            bits[at.first as usize..=at.last as usize].iter_mut().for_each(|bits| *bits &= !(is::NOT | is::BEHIND));
        }
        let list = |name: &str| hearing.list_of(tongue, name);
        let judged = RefCell::new(vec![None; bits.len()]);
        let mut scope = Scope {
            tongue,
            bits,
            judged,
            subject: Vec::new(),
            about: Who::Writer,
            said_of: Who::Writer,
            grammar: hearing.ear.tongues[tongue].grammar,
            lists: Lists {
                read: list("scope.read"),
                what_if: list("scope.what_if"),
                past: list("scope.past"),
                over: list("scope.over"),
                now: list("scope.now"),
                aside: list("scope.aside"),
                laugh: list("scope.laugh"),
            },
        };
        scope.subjects(hearing);
        scope
    }

    /// What the surroundings make of a match.
    pub fn judge(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        if !self.grammar {
            let inside = |place: usize| matched.pieces.iter().any(|at| at.contains(Mention::at(place as u32)));
            let doubt = self.bits.iter().enumerate().any(|(place, bits)| bits & is::DOUBT != 0 && !inside(place));
            return Verdict { doubt, ..Verdict::default() };
        }
        let [one] = matched.pieces[..] else { return self.made_of(hearing, matched) };
        // Many rules look at the same word.
        let known = |seen: &(u32, Verdict)| (seen.0 == one.last).then_some(seen.1);
        let seen = self.judged.borrow()[one.first as usize].as_ref().and_then(known);
        seen.unwrap_or_else(|| {
            let verdict = self.made_of(hearing, matched);
            self.judged.borrow_mut()[one.first as usize] = Some((one.last, verdict));
            verdict
        })
    }

    fn made_of(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let mut verdict = self.of_anybody(hearing, matched).and(self.somebody(hearing, matched));
        verdict.doubt |= self.nearly(matched);
        verdict
    }

    /// Whether words of despair are taken back: denied, read, long over. Whose they are does not matter, unless they are long past:
    /// whoever writes for a brother is helped as well.
    pub fn is_no_despair(&self, hearing: &Hearing, matched: &Match) -> bool {
        if !self.grammar {
            return self.judge(hearing, matched).no;
        }
        let verdict = self.of_anybody(hearing, matched);
        verdict.is_nothing() || verdict.past && self.somebody(hearing, matched).no
    }

    pub(super) fn has(&self, place: u32, bits: u32) -> bool {
        self.bits.get(place as usize).is_some_and(|has| has & bits != 0)
    }

    pub(super) fn clause(&self, hearing: &Hearing, place: u32) -> u32 {
        hearing.layouts[self.tongue].clause[place as usize]
    }

    /// Denied, read or long past, whoever it is said of.
    fn of_anybody(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        self.denied(hearing, matched).and(self.told(hearing, matched)).and(self.dated(hearing, matched))
    }

    /// Read somewhere, or only thought of.
    fn told(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let whole = matched.whole;
        let before = |list: Option<Concept>| {
            let list = hearing.of_list(list);
            let index = list.partition_point(|at| at.first < whole.first);
            let at = list[..index].last()?;
            (self.clause(hearing, at.last) == self.clause(hearing, whole.first)).then_some(*at)
        };
        let mut verdict = Verdict::default();
        if let Some(at) = before(self.lists.read) {
            let me = (at.last + 1..whole.first).any(|place| self.has(place, is::ME));
            if me { verdict.doubt = true } else { verdict.no = true }
        }
        verdict.doubt |= before(self.lists.what_if).is_some();
        verdict
    }

    /// Long ago, or over.
    fn dated(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let clause = self.clause(hearing, matched.whole.first);
        let same = |at: &Mention| self.clause(hearing, at.first) == clause;
        let outside = |at: &Mention| !matched.pieces.iter().any(|piece| piece.contains(*at));
        let from = |at: &Mention| at.first.saturating_sub(6).max(matched.whole.last.min(at.first.saturating_sub(2)));
        let goes_on = |at: &Mention| (from(at)..at.first).any(|place| self.has(place, is::SINCE));
        // "My foot drops, the pain is gone": the pain is over, not the foot.
        let other = |at: &Mention| (matched.whole.last + 1..at.first).any(|place| self.has(place, is::NAMED));
        let list = |list: Option<Concept>| nearest(hearing.of_list(list), matched.whole, |at| *at).copied();
        // Far behind in a run-on, or of somebody else: "talks to grandma, who died years ago".
        let near = |at: &Mention| {
            let [theirs, whose] = [at.first, matched.whole.first].map(|place| self.subject[place as usize]);
            matched.whole.apart(*at) <= DATED && (theirs & (is::NEAR | is::FAR) == 0 || theirs == whose)
        };
        // "I had cancer in the past, and now my legs are numb".
        let until = |at: &Mention| (at.last + 1..matched.whole.first).any(|place| self.has(place, is::NOW));
        let past_at =
            list(self.lists.past).find(|at| same(at) && near(at) && outside(at) && !goes_on(at) && !until(at));
        let past = past_at.is_some();
        let over_at =
            list(self.lists.over).find(|at| same(at) && near(at) && at.first > matched.whole.last && !other(at));
        let over = over_at.is_some();
        // "Gone since the antibiotics": this since is a part of its being over.
        let apart = |at: &Mention| over_at.is_none_or(|over| !over.contains(*at));
        let now = list(self.lists.now).any(|at| same(&at) && at.first > matched.whole.last && apart(&at));
        let past_at = past_at.map(|at| at.first);
        Verdict { past, past_at, over: over && !now, ..Verdict::default() }
    }

    /// "I nearly fainted".
    fn nearly(&self, matched: &Match) -> bool {
        let whole = matched.whole;
        let before = (whole.first.saturating_sub(3)..=whole.last).any(|place| self.has(place, is::NEARLY));
        let inside = |place: u32| matched.pieces.iter().any(|piece| piece.contains(Mention::at(place)));
        before
            && (whole.first.saturating_sub(3)..=whole.last).any(|place| self.has(place, is::NEARLY) && !inside(place))
    }
}

fn cover(bits: &mut [u32], mentions: &[Mention], bit: u32) {
    for at in mentions {
        bits[at.first as usize..=at.last as usize].iter_mut().for_each(|bits| *bits |= bit);
    }
}

#[cfg(test)]
mod tests {
    use crate::core::understand::How;
    use crate::core::understand::tried::{heard, how};

    #[test]
    fn what_is_dated_to_the_past_is_asked_for_unless_it_goes_on() {
        assert_eq!(how("both my legs were numb two years ago", "E-BILEG"), Some(How::Doubtful));
        assert_eq!(how("both my legs are numb since two years ago", "E-BILEG"), Some(How::Plain));
    }

    #[test]
    fn an_illness_beside_the_complaint_may_be_past_and_a_fall_may_not() {
        assert_eq!(how("had cancer years ago, now both legs are numb", "E-MSCC"), Some(How::Plain));
        assert_eq!(how("i tripped in 2015. now i cant stand up", "E-FRAG"), Some(How::Doubtful));
        assert_eq!(how("i tripped yesterday. now i cant stand up", "E-FRAG"), Some(How::Plain));
    }

    #[test]
    fn who_is_named_beside_a_sign_has_none_of_it() {
        let words = "Helping my sister in law with the phone. She is thirty weeks with twins, has gone rigid across the stomach and it will not let up, she can't straighten. She thinks it is a pulled back.";
        assert_eq!(how(words, "E-PREG"), Some(How::Doubtful));
    }

    #[test]
    fn despair_is_heard_of_a_relative_too_unless_it_is_long_past() {
        assert!(heard("my brother says he wants to die").crisis.is_some());
        assert!(heard("my brother wanted to kill himself years ago").crisis.is_none());
    }

    #[test]
    fn despair_in_a_word_of_another_language_is_none() {
        assert!(heard("me compre un libro que se llama suicide y lo leo con mi madre").crisis.is_none());
        assert!(heard("this commute is suicide").crisis.is_some());
    }
}
