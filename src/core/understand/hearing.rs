//! A message, and everything in it that is listened for: words, numbers, concepts, and where the patterns match.
use super::digits::{Valued, minutes, numbers};
use super::lasting::Lasting;
use super::matching::{Layout, Mention};
use super::spelt::hits;
use crate::script::heard::keys::{Need, Present};
use crate::script::heard::phrases::{Heard, Phrases};
use crate::script::heard::tokens::{Break, Tokens};
use crate::script::heard::{Atom, Concept, Ear};

/// A message with what was heard in it.
pub struct Hearing<'a> {
    /// What is listened for.
    pub ear: &'a Ear,
    /// The message.
    pub tokens: Tokens,
    /// The atoms that there are, in order.
    pub atoms: Vec<Atom>,
    places: Vec<Mention>,
    /// By atom, from where to where its places stand in `places`.
    stands: Vec<(u32, u32)>,
    /// The same by place: the atoms of a word end at its entry of `ends`.
    by_place: Vec<Atom>,
    ends: Vec<u32>,
    /// The concepts.
    pub mentions: Vec<Vec<Mention>>,
    /// The atoms and concepts that there are.
    pub present: Present,
    /// By tongue.
    pub layouts: Vec<Layout>,
    /// Numbers.
    pub numbers: Vec<Valued>,
    /// The minutes of "21:38": no number of anything else.
    pub minutes: Vec<u32>,
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
            places: Vec::new(),
            stands: vec![(0, 0); ear.atoms],
            by_place: Vec::new(),
            ends: Vec::new(),
            mentions: vec![Vec::new(); ear.concepts],
            present: Present::none_of(ear.atoms, ear.concepts),
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
        // "No, I peed this morning" answers, and denies nothing of what follows.
        if ear
            .tongues
            .iter()
            .flat_map(|tongue| &tongue.no)
            .any(|no| hearing.places(*no).first() == Some(&Mention::at(0)))
        {
            hearing.tokens.end_behind_first();
        }
        hearing.numbers = numbers(&hearing);
        hearing.minutes = minutes(&hearing.tokens, &hearing.numbers, words);
        hearing.lay_out();
        hearing.concepts();
        hearing.cut();
        hearing
    }

    /// The places of an atom.
    pub fn places(&self, atom: Atom) -> &[Mention] {
        let (start, end) = self.stands[atom as usize];
        &self.places[start as usize..end as usize]
    }

    /// Notes where the atoms stand; `hits` is sorted.
    fn index(&mut self, hits: &[(Atom, u32)]) {
        self.places = hits.iter().map(|(_, place)| Mention::at(*place)).collect();
        for atom in self.atoms.drain(..) {
            self.present.set(Need::atom(atom), false);
            self.stands[atom as usize] = (0, 0);
        }
        (self.by_place, self.ends) = by_place(hits, self.tokens.len());
        for (index, (atom, _)) in (0..).zip(hits) {
            if self.atoms.last() != Some(atom) {
                self.atoms.push(*atom);
                self.present.set(Need::atom(*atom), true);
                self.stands[*atom as usize].0 = index;
            }
            self.stands[*atom as usize].1 = index + 1;
        }
    }

    /// Which words stand in sayings.
    fn idioms(&self) -> Vec<bool> {
        let mut idioms = vec![false; self.tokens.len()];
        self.walk(&self.ear.idioms, |_, at| idioms[at.first as usize..=at.last as usize].fill(true));
        idioms
    }

    /// Calls `found` with every phrase that the message holds; none goes on over the end of a sentence.
    pub(super) fn walk(&self, phrases: &Phrases, mut found: impl FnMut(u32, Mention)) {
        let mut open: Vec<(u32, Heard)> = Vec::new();
        let mut next = Vec::new();
        let mut start = 0;
        for (place, end) in self.ends.iter().enumerate() {
            let atoms = &self.by_place[start..*end as usize];
            start = *end as usize;
            if self.tokens.before(place) >= Break::Sentence {
                open.clear();
            }
            for atom in atoms {
                let begun = phrases.begin(*atom).map(|heard| (place as u32, heard));
                next.extend(
                    begun
                        .into_iter()
                        .chain(open.iter().filter_map(|(first, heard)| Some((*first, phrases.go_on(*heard, *atom)?)))),
                );
            }
            for (first, heard) in &next {
                let at = Mention { first: *first, last: place as u32 };
                phrases.names(*heard).iter().for_each(|name| found(*name, at));
            }
            std::mem::swap(&mut open, &mut next);
            next.clear();
        }
    }

    fn lay_out(&mut self) {
        for (index, tongue) in self.ear.tongues.iter().enumerate() {
            let mut steps = vec![2u32; self.tokens.len() + 1];
            let mut known = 0;
            for at in tongue.small.iter().flat_map(|atom| self.places(*atom)) {
                known += steps[at.first as usize] - 1;
                steps[at.first as usize] = 1;
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
}

/// The atoms of every word, one word after the other, and where those of each end.
fn by_place(hits: &[(Atom, u32)], words: usize) -> (Vec<Atom>, Vec<u32>) {
    let mut ends = vec![0; words];
    hits.iter().for_each(|(_, place)| ends[*place as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        (*end, sum) = (sum, sum + *end);
    }
    let mut atoms = vec![0; hits.len()];
    for (atom, place) in hits {
        let next = &mut ends[*place as usize];
        atoms[*next as usize] = *atom;
        *next += 1;
    }
    (atoms, ends)
}
