//! A message, and everything in it that is listened for: words, numbers, concepts, and where the patterns match.
use std::borrow::Cow;

use super::digits::{Valued, minutes, numbers};
use super::lasting::Lasting;
use super::matching::{Layout, Match, Mention, Side, nearest};
use super::spelt::hits;
use crate::script::heard::tokens::{Break, Tokens};
use crate::script::heard::{Atom, Concept, Ear, Measure, RulePart, Seek};

/// A message with what was heard in it.
pub struct Hearing<'a> {
    /// What is listened for.
    pub ear: &'a Ear,
    /// The message.
    pub tokens: Tokens,
    /// The atoms that there are, in order, and where they stand: the places of `atoms[a]` are `places[starts[a]..starts[a + 1]]`.
    pub atoms: Vec<Atom>,
    starts: Vec<u32>,
    places: Vec<u32>,
    /// The concepts.
    pub mentions: Vec<Vec<Mention>>,
    /// By tongue.
    pub layouts: Vec<Layout>,
    /// Numbers.
    pub numbers: Vec<Valued>,
    /// The minutes of "21:38": no number of anything else.
    minutes: Vec<u32>,
    /// Ages by tongue.
    pub ages: Vec<Vec<Valued>>,
    /// How long the pain has lasted, by tongue.
    pub lasts: Vec<Vec<Lasting>>,
    /// Whether the patient is somebody else, by tongue.
    pub others: Vec<bool>,
    /// How many words are known to each tongue's grammar.
    pub known: Vec<u32>,
}

impl<'a> Hearing<'a> {
    /// Hears `words`. Linear in their length.
    pub fn of(ear: &'a Ear, words: &str) -> Hearing<'a> {
        let tokens = Tokens::of(words);
        let mut hits = hits(ear, &tokens);
        let tongues = ear.tongues.len();
        let mut hearing = Hearing {
            ear,
            tokens,
            atoms: Vec::new(),
            starts: Vec::new(),
            places: Vec::new(),
            mentions: vec![Vec::new(); ear.concepts],
            layouts: Vec::new(),
            numbers: Vec::new(),
            minutes: Vec::new(),
            ages: vec![Vec::new(); tongues],
            lasts: vec![Vec::new(); tongues],
            others: Vec::new(),
            known: vec![0; tongues],
        };
        hearing.index(&hits);
        let idioms = hearing.idioms();
        if idioms.contains(&true) {
            hits.retain(|(_, place)| !idioms[*place as usize]);
            hearing.index(&hits);
        }
        hearing.numbers = numbers(ear, &hearing.tokens, &hits);
        hearing.minutes = minutes(&hearing.tokens, &hearing.numbers, words);
        hearing.lay_out();
        hearing.concepts();
        hearing.cut();
        hearing
    }

    /// The places of an atom.
    pub fn places(&self, atom: Atom) -> &[u32] {
        match self.atoms.binary_search(&atom) {
            Ok(index) => &self.places[self.starts[index] as usize..self.starts[index + 1] as usize],
            Err(_) => &[],
        }
    }

    /// Notes where the atoms stand; `hits` is sorted.
    fn index(&mut self, hits: &[(Atom, u32)]) {
        self.places = hits.iter().map(|(_, place)| *place).collect();
        (self.atoms, self.starts) = (Vec::new(), Vec::new());
        for (index, (atom, _)) in hits.iter().enumerate() {
            if self.atoms.last() != Some(atom) {
                self.atoms.push(*atom);
                self.starts.push(index as u32);
            }
        }
        self.starts.push(hits.len() as u32);
    }

    /// Which words stand in sayings.
    fn idioms(&self) -> Vec<bool> {
        let mut idioms = vec![false; self.tokens.len()];
        for atoms in &self.ear.idioms {
            for at in self.phrase(atoms).iter() {
                idioms[at.first as usize..=at.last as usize].fill(true);
            }
        }
        idioms
    }

    fn lay_out(&mut self) {
        for (index, tongue) in self.ear.tongues.iter().enumerate() {
            let mut steps = vec![2u32; self.tokens.len() + 1];
            let mut known = 0;
            for place in tongue.small.iter().flat_map(|atom| self.places(*atom)) {
                known += steps[*place as usize] - 1;
                steps[*place as usize] = 1;
            }
            self.known[index] = known;
            let mut clause = Vec::with_capacity(self.tokens.len());
            let (mut sum, mut sentence) = (0, 0);
            for (index, step) in steps.iter_mut().enumerate() {
                match self.tokens.before(index) {
                    Break::Comma => sum += 3,
                    Break::Sentence | Break::Asked => sentence += 1,
                    Break::None => {}
                }
                let next = sum + *step;
                *step = sum;
                sum = next;
                clause.push(sentence);
            }
            self.layouts.push(Layout { steps, clause });
        }
    }

    /// "But" and its like end a clause.
    fn cut(&mut self) {
        for (index, tongue) in self.ear.tongues.iter().enumerate() {
            let Some(but) = tongue.lists.get("scope.but") else { continue };
            let clause = &mut self.layouts[index].clause;
            let mut cuts = self.mentions[*but as usize].iter().map(|at| at.first as usize).peekable();
            let mut more = 0;
            for (place, id) in clause.iter_mut().enumerate() {
                while cuts.next_if(|cut| *cut <= place).is_some() {
                    more += 1;
                }
                // Each cut and each sentence counts on: no two clauses share a number.
                *id += more;
            }
        }
    }

    /// The mentions of a list of a tongue; none if it has no such list.
    pub fn list(&self, tongue: usize, name: &str) -> &[Mention] {
        self.of_list(self.list_of(tongue, name))
    }

    /// Which concept a list of a tongue is, for whoever needs it for each finding: its name is looked up once.
    pub fn list_of(&self, tongue: usize, name: &str) -> Option<Concept> {
        self.ear.tongues[tongue].lists.get(name).copied()
    }

    /// The mentions of such a list.
    pub fn of_list(&self, list: Option<Concept>) -> &[Mention] {
        list.map_or(&[], |concept| self.of_concept(concept))
    }

    /// The mentions of a concept.
    pub fn of_concept(&self, concept: Concept) -> &[Mention] {
        &self.mentions[concept as usize]
    }

    fn phrase(&self, atoms: &[Atom]) -> Vec<Mention> {
        if atoms.iter().any(|atom| self.places(*atom).is_empty()) {
            return Vec::new();
        }
        let rarest = (0..atoms.len()).min_by_key(|index| self.places(atoms[*index]).len()).unwrap_or(0);
        let mut found = Vec::new();
        for place in self.places(atoms[rarest]) {
            let Some(first) = (*place as usize).checked_sub(rarest) else { continue };
            let stands = |(index, atom): (usize, &Atom)| {
                let place = (first + index) as u32;
                self.places(*atom).binary_search(&place).is_ok()
            };
            let broken = |index: usize| self.tokens.before(first + index) >= Break::Sentence;
            if atoms.iter().enumerate().all(stands) && !(1..atoms.len()).any(broken) {
                found.push(Mention { first: first as u32, last: (first + atoms.len() - 1) as u32 });
            }
        }
        found
    }

    /// Whether a piece can be met at all.
    fn may_be(&self, seek: &Seek) -> bool {
        match seek {
            Seek::Words(atoms) => !atoms.iter().any(|atom| self.places(*atom).is_empty()),
            Seek::Concept(concept) => !self.of_concept(*concept).is_empty(),
            Seek::Number(..) => !self.numbers.is_empty() || self.lasts.iter().any(|lasts| !lasts.is_empty()),
            Seek::Patient(_) => true,
        }
    }

    /// Whether a piece stands anywhere in the message.
    pub fn is_there(&self, seek: &Seek, tongue: usize) -> bool {
        self.may_be(seek) && !self.seek(seek, tongue).is_empty()
    }

    fn seek(&self, seek: &Seek, tongue: usize) -> Cow<'_, [Mention]> {
        let within = |list: &[Valued], low: u32, high: u32| {
            list.iter().filter(|number| (low..=high).contains(&number.value)).map(|number| number.at).collect()
        };
        match seek {
            Seek::Words(atoms) => Cow::Owned(self.phrase(atoms)),
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
    pub fn each(&self, part: &RulePart, tongue: usize, mut each: impl FnMut(Match) -> bool) {
        // Most patterns name something that no message of this kind has: they cost a look each.
        if !part.pieces.iter().all(|piece| self.may_be(piece)) {
            return;
        }
        let mut lists: Vec<Cow<'_, [Mention]>> = Vec::with_capacity(part.pieces.len());
        for piece in &part.pieces {
            let list = self.seek(piece, tongue);
            if list.is_empty() {
                return;
            }
            lists.push(list);
        }
        let rarest = (0..lists.len()).min_by_key(|index| lists[*index].len()).unwrap_or(0);
        let unless: Vec<Cow<'_, [Mention]>> = part.unless.iter().map(|seek| self.seek(seek, tongue)).collect();
        let layout = &self.layouts[tongue];
        for anchor in lists[rarest].iter() {
            let mut found = Match { whole: *anchor, pieces: vec![*anchor] };
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
                    || found.clone().extend(list, layout, part.reach, Side::Any)
            };
            if fits && !unless.iter().any(near) {
                found.pieces.sort_unstable();
                if each(found) {
                    return;
                }
            }
        }
    }
}
