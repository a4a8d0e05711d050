//! Denials and how far they reach: over a list, up to a clause of its own.
use super::hearing::Hearing;
use super::matching::{Match, Mention};
use super::scope::{Scope, is};
use super::verdict::Verdict;
use crate::script::heard::tokens::Break;

/// How far back a denial is looked for.
const BACK: u32 = 24;

impl Scope {
    /// Whether a match is denied, or may be.
    pub(super) fn denied(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let mut verdict = Verdict::default();
        let whole = matched.whole;
        // Between the pieces: "my legs are not numb".
        for gap in matched.pieces.windows(2) {
            for place in gap[0].last + 1..gap[1].first.max(gap[0].last + 1) {
                if self.has(place, is::NOT) {
                    let comma =
                        (place..=gap[1].first).any(|place| hearing.tokens.before(place as usize) == Break::Comma);
                    if comma { verdict.doubt = true } else { verdict.no = true }
                }
            }
        }
        verdict.and(self.denied_before(hearing, whole)).and(self.denied_behind(hearing, matched))
    }

    /// "No numbness", "no weakness, fever or numbness".
    fn denied_before(&self, hearing: &Hearing, whole: Mention) -> Verdict {
        let clause = self.clause(hearing, whole.first);
        let (mut joints, mut or, mut unknown, mut clause_of_its_own) = (0, false, 0, false);
        let mut place = whole.first;
        let clause_word = |bits: u32| bits & is::CLAUSE != 0 && bits & is::NOT == 0;
        while place > whole.first.saturating_sub(BACK) {
            let joint = hearing.tokens.before(place as usize) == Break::Comma;
            place -= 1;
            if self.clause(hearing, place) != clause {
                break;
            }
            let bits = self.bits[place as usize];
            if bits & is::END != 0 {
                break;
            }
            joints += u32::from(joint || bits & is::AND != 0);
            or |= bits & is::OR != 0;
            if bits & is::NOT != 0 {
                return self.list(hearing, whole, joints, or, unknown, clause_of_its_own);
            }
            // "No numbness, my legs are weak", "not today, and my back is sore": what follows the comma is said, not denied.
            clause_of_its_own |= clause_word(bits);
            if bits & is::NUMBER != 0 && joints > 0 {
                break;
            }
            unknown += u32::from(bits & (is::LIGHT | is::NAMED | is::AND | is::OR | is::CLAUSE) == 0);
            if unknown > 3 {
                break;
            }
        }
        Verdict::default()
    }

    /// A denial `joints` commas before: does it reach as far as here?
    fn list(&self, hearing: &Hearing, whole: Mention, joints: u32, or: bool, unknown: u32, clause: bool) -> Verdict {
        let doubt = Verdict { doubt: true, ..Verdict::default() };
        let no = Verdict { no: true, ..Verdict::default() };
        if joints == 0 {
            return match unknown {
                0 => no,
                1 => doubt,
                _ => Verdict::default(),
            };
        }
        // A clause of its own is no item of a list: "no numbness, my legs are weak", "no cough, fever 39".
        let own = |place: u32| self.has(place, is::CLAUSE | is::NUMBER);
        let mut end = whole.last + 1;
        while (end as usize) < self.bits.len()
            && hearing.tokens.before(end as usize) == Break::None
            && end < whole.last + 6
        {
            end += 1;
        }
        if clause || (whole.first..end).any(own) || unknown > 1 {
            return Verdict::default();
        }
        if or || joints > 1 { no } else { doubt }
    }

    /// "Fever: no".
    fn denied_behind(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let whole = matched.whole;
        let mut place = whole.last + 1;
        match hearing.tokens.before(place as usize) {
            Break::Sentence => return Verdict::default(),
            // "Bladder? No problems there."
            Break::Asked if self.has(place, is::NOT) => {
                let ends =
                    |at: &u32| hearing.tokens.before(*at as usize) > Break::None || *at as usize >= self.bits.len();
                let no = (place + 1..place + 5).any(|at| ends(&at));
                return Verdict { no, ..Verdict::default() };
            }
            _ => {}
        }
        // "No me aguanta la vejiga nada": a second no makes the first one stronger.
        let inside = |at: &Mention| (at.first..=at.last).any(|place| self.has(place, is::NOT));
        if matched.pieces.iter().any(inside) {
            return Verdict::default();
        }
        while place < whole.last + 3 && self.has(place, is::LIGHT) && !self.has(place, is::BEHIND) {
            place += 1;
        }
        // "I climax but feel nothing".
        if self.bits.len() > place as usize && self.clause(hearing, place) != self.clause(hearing, whole.last) {
            return Verdict::default();
        }
        // "не было" denies as a whole.
        let mut last = place;
        while self.has(last, is::BEHIND)
            && self.has(last + 1, is::BEHIND)
            && hearing.tokens.before(last as usize + 1) == Break::None
        {
            last += 1;
        }
        let behind = hearing.tokens.before(last as usize + 1);
        let ends = behind > Break::None || last as usize + 1 >= self.bits.len();
        let no = self.has(place, is::BEHIND) && ends && behind != Break::Asked;
        Verdict { no, ..Verdict::default() }
    }
}
