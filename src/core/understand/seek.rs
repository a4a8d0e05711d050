//! Where the pieces of a pattern stand in a message, and where a part of it matches.
use std::borrow::Cow;

use super::digits::Valued;
use super::hearing::Hearing;
use super::lasting::Lasting;
use super::matching::{Match, Mention, Side, nearest};
use crate::script::heard::tokens::Break;
use crate::script::heard::{Atom, Measure, RulePart, Seek};

impl Hearing<'_> {
    /// Whether a piece stands anywhere in the message.
    pub fn is_there(&self, seek: &Seek, tongue: usize) -> bool {
        !self.seek(seek, tongue).is_empty()
    }

    fn seek(&self, seek: &Seek, tongue: usize) -> Cow<'_, [Mention]> {
        let within = |list: &[Valued], low: u32, high: u32| {
            list.iter().filter(|number| (low..=high).contains(&number.value)).map(|number| number.at).collect()
        };
        match seek {
            Seek::Words(atoms) => self.phrase(atoms),
            Seek::Concept(concept) => Cow::Borrowed(self.of_concept(*concept)),
            Seek::Patient(other) if self.others.get(tongue) == Some(other) => match other {
                true if self.list(tongue, "scope.near").is_empty() => Cow::Borrowed(self.list(tongue, "scope.they")),
                true => Cow::Borrowed(self.list(tongue, "scope.near")),
                false => Cow::Owned(vec![Mention::at(0)]),
            },
            Seek::Patient(_) => Cow::Borrowed(&[]),
            Seek::Number(Measure::Plain, low, high) => {
                let mut numbers: Vec<Mention> = within(&self.numbers, *low, *high);
                numbers.retain(|at| self.minutes.binary_search(&at.first).is_err());
                Cow::Owned(numbers)
            }
            Seek::Number(Measure::Age, low, high) => Cow::Owned(within(&self.ages[tongue], *low, *high)),
            Seek::Number(Measure::Lasts, low, high) => {
                let within = |length: &&Lasting| *low <= length.least && length.most <= *high;
                Cow::Owned(self.lasts[tongue].iter().filter(within).map(|length| length.at).collect())
            }
        }
    }

    /// Calls `each` with every match of a part, until it returns true.
    pub fn each(&self, part: &RulePart, tongue: usize, mut each: impl FnMut(&Match) -> bool) {
        let [first, others @ ..] = part.pieces.as_slice() else { return };
        let first = self.seek(first, tongue);
        if first.is_empty() {
            return;
        }
        let (one, several);
        let lists: &[Cow<'_, [Mention]>] = if others.is_empty() {
            one = [first];
            &one
        } else {
            let mut lists = Vec::with_capacity(part.pieces.len());
            lists.push(first);
            for piece in others {
                let list = self.seek(piece, tongue);
                if list.is_empty() {
                    return;
                }
                lists.push(list);
            }
            several = lists;
            &several
        };
        let rarest = (0..lists.len()).min_by_key(|index| lists[*index].len()).unwrap_or(0);
        // Looked for once something fits: mostly nothing does.
        let mut unless: Option<Vec<Cow<'_, [Mention]>>> = None;
        let sought = || part.unless.iter().map(|seek| self.seek(seek, tongue)).collect();
        let layout = &self.layouts[tongue];
        let mut found = Match { whole: Mention::at(0), pieces: Vec::with_capacity(lists.len()) };
        for anchor in lists[rarest].iter() {
            found.whole = *anchor;
            found.pieces.clear();
            found.pieces.push(*anchor);
            let order = (0..rarest).rev().chain(rarest + 1..lists.len());
            let fits = { order }.all(|index| {
                let side = match (part.ordered, index < rarest) {
                    (false, _) => Side::Any,
                    (true, true) => Side::Left,
                    (true, false) => Side::Right,
                };
                found.extend(&lists[index], layout, part.reach, side)
            });
            // What goes on from a piece says something else than the piece: "deadline fever" is no fever.
            let goes_on = |at: &Mention| {
                let meet = |piece: &Mention| piece.first <= at.last && at.first <= piece.last;
                found.pieces.iter().any(meet) && !found.pieces.iter().any(|piece| piece.contains(*at))
            };
            let near = |list: &Cow<'_, [Mention]>| {
                nearest(list, found.whole, |at| *at).any(goes_on)
                    || found.next(list, layout, part.reach, Side::Any).is_some()
            };
            if fits && !unless.get_or_insert_with(sought).iter().any(near) {
                found.pieces.sort_unstable();
                if each(&found) {
                    return;
                }
            }
        }
    }

    fn phrase(&self, atoms: &[Atom]) -> Cow<'_, [Mention]> {
        if let [word] = atoms {
            return Cow::Borrowed(self.places(*word));
        }
        if atoms.iter().any(|atom| self.places(*atom).is_empty()) {
            return Cow::Borrowed(&[]);
        }
        let rarest = (0..atoms.len()).min_by_key(|index| self.places(atoms[*index]).len()).unwrap_or(0);
        let mut found = Vec::new();
        for at in self.places(atoms[rarest]) {
            let Some(first) = (at.first as usize).checked_sub(rarest) else { continue };
            let stands = |(index, atom): (usize, &Atom)| {
                index == rarest || self.places(*atom).binary_search(&Mention::at((first + index) as u32)).is_ok()
            };
            let broken = |index: usize| self.tokens.before(first + index) >= Break::Sentence;
            if atoms.iter().enumerate().all(stands) && !(1..atoms.len()).any(broken) {
                found.push(Mention { first: first as u32, last: (first + atoms.len() - 1) as u32 });
            }
        }
        Cow::Owned(found)
    }
}
