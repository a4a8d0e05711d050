//! Where the pieces of a pattern stand, and how far apart.
/// Words from a first to a last, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The first word.
    pub first: u32,
    /// The last word.
    pub last: u32,
}

/// Where a part of a pattern matched.
#[derive(Clone, Debug)]
pub struct Match {
    /// From the first piece to the last.
    pub whole: Mention,
    /// The pieces.
    pub pieces: Vec<Mention>,
}

/// How far apart words are in one language: a small word counts one, another two, a comma three.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What stands before each word, counted from the beginning.
    pub steps: Vec<u32>,
    /// The clause of each word.
    pub clause: Vec<u32>,
}

/// Where the next piece may stand.
#[derive(Clone, Copy, PartialEq)]
pub enum Side {
    /// Before.
    Left,
    /// Behind.
    Right,
    /// Within, before or behind, whatever is nearest.
    Any,
}

impl Match {
    /// Takes the nearest of `list` in, if it is in the same clause and within reach.
    pub fn extend(&mut self, list: &[Mention], layout: &Layout, reach: u32, side: Side) -> bool {
        let Some(at) = self.next(list, layout, reach, side) else { return false };
        self.whole = Mention { first: self.whole.first.min(at.first), last: self.whole.last.max(at.last) };
        self.pieces.push(at);
        true
    }

    /// The nearest of `list` that is in the same clause and within reach, and no piece yet.
    pub fn next(&self, list: &[Mention], layout: &Layout, reach: u32, side: Side) -> Option<Mention> {
        let right = list.partition_point(|at| at.first <= self.whole.last);
        let left = list.partition_point(|at| at.first < self.whole.first);
        let free = |at: &Mention| self.pieces.iter().all(|piece| at.last < piece.first || at.first > piece.last);
        let gap = |at: &Mention| {
            if at.first > self.whole.last { layout.gap(self.whole, *at) } else { layout.gap(*at, self.whole) }
        };
        let mut best: Option<(u32, Mention)> = None;
        let mut offer = |at: Option<&Mention>, gap: Option<u32>| {
            if let (Some(at), Some(gap)) = (at, gap.filter(|gap| *gap <= reach))
                && best.is_none_or(|(least, _)| gap < least)
            {
                best = Some((gap, *at));
            }
        };
        if side == Side::Any {
            offer(list[left..right].iter().take(8).find(|at| at.last <= self.whole.last && free(at)), Some(0));
        }
        if side != Side::Left {
            let next = list.get(right);
            offer(next, next.and_then(gap));
        }
        if side != Side::Right {
            let before = list[..left].iter().rev().take(8).find(|at| at.last < self.whole.first);
            offer(before, before.and_then(gap));
        }
        best.map(|(_, at)| at)
    }
}

impl Layout {
    /// What stands between two mentions, the first before the second; none if they are not in one clause.
    fn gap(&self, first: Mention, second: Mention) -> Option<u32> {
        let [from, to] = [first.last as usize, second.first as usize];
        (self.clause[from] == self.clause[to])
            .then(|| self.steps[to].saturating_sub(self.steps[from + 1]) + self.comma(from))
    }

    /// The comma right behind the word at `place`: it belongs to the word that follows.
    fn comma(&self, place: usize) -> u32 {
        let behind = self.steps[place + 1] - self.steps[place];
        if behind > 2 { 3 } else { 0 }
    }
}

impl Mention {
    /// One word.
    pub fn at(place: u32) -> Mention {
        Mention { first: place, last: place }
    }

    /// How many words away `other` is: 0 where they meet, 1 for the next word.
    pub fn apart(self, other: Mention) -> u32 {
        self.first.saturating_sub(other.last).max(other.first.saturating_sub(self.last))
    }

    /// Whether `other` stands within.
    pub fn contains(self, other: Mention) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// Of things that stand at mentions, those that stand in no longer one; in order. "Half a year" is no "a year".
pub fn outermost<T>(found: &mut Vec<T>, at: impl Fn(&T) -> Mention) {
    found.sort_by_key(|one| (at(one).first, std::cmp::Reverse(at(one).last)));
    let mut longest: Option<Mention> = None;
    found.retain(|one| {
        let at = at(one);
        let within = longest.is_some_and(|longest| longest != at && longest.contains(at));
        longest = longest.filter(|longest| longest.last >= at.last).or(Some(at));
        !within
    });
}

/// Those of a sorted list next to `at`, a few on either side: what is further away says little of it.
pub fn nearest<T>(list: &[T], at: Mention, of: impl Fn(&T) -> Mention) -> impl Iterator<Item = &T> {
    let index = list.partition_point(|other| of(other).first < at.first);
    list[index.saturating_sub(4)..(index + 4).min(list.len())].iter()
}
