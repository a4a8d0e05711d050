//! Signs that are told by the way: long known and the same as ever, read about, laughed about. They are asked for.
use super::hearing::Hearing;
use super::matching::{Match, Mention, nearest};
use super::scope::Scope;

/// How many words behind a sign it may be said that it is an old story.
const ASIDE: u32 = 24;

/// How many words from a sign it may be said that it was read, or is only feared.
const READ: u32 = 8;

/// How many words behind a sign a laugh is about it.
const LAUGH: u32 = 10;

impl Scope {
    /// Whether a sign is told by the way: "I leak when I laugh, same as ever", "my foot hung then. Now it is something else", "a
    /// numb willy means surgery? Read that". What is said behind such words is not meant by them.
    pub fn is_aside(&self, hearing: &Hearing, matched: &Match) -> bool {
        let whole = matched.whole;
        let outside = |at: &Mention| !matched.pieces.iter().any(|piece| piece.contains(*at));
        let near = |list, words: u32| {
            let list = nearest(hearing.of_list(list), whole, |at| *at);
            list.filter(move |at| whole.apart(**at) <= words).filter(|at| outside(at))
        };
        near(self.lists.aside, ASIDE).any(|at| at.first > whole.first)
            || near(self.lists.read, READ).next().is_some()
            || near(self.lists.what_if, READ).any(|at| at.last < whole.first)
    }

    /// Whether somebody laughs right behind a sign.
    pub fn is_laughed_at(&self, hearing: &Hearing, matched: &Match) -> bool {
        let last = matched.whole.last;
        let start = |place: u32| hearing.tokens.span(place as usize, place as usize).start;
        let goes_on = |place: u32| (place as usize) < hearing.tokens.len();
        let far = last + LAUGH;
        let face = |at: u32| at as usize > start(last) && !(goes_on(far) && at as usize > start(far));
        let word = |at: &Mention| (last + 1..=last + LAUGH).contains(&at.first);
        hearing.tokens.laughs.is_some_and(face) || hearing.of_list(self.lists.laugh).iter().any(word)
    }
}

#[cfg(test)]
mod tests {
    use crate::core::understand::How;
    use crate::core::understand::tried::how;

    #[test]
    fn an_old_story_is_asked_for_and_what_follows_it_is_not() {
        assert_eq!(how("I wet myself. That is another story, the back is stiff", "E-BLADDER"), Some(How::Doubtful));
        assert_eq!(how("The divorce is another story. I wet myself", "E-BLADDER"), Some(How::Plain));
        assert_eq!(how("I wet myself and my back is the same as ever", "E-BLADDER"), Some(How::Plain));
        assert_eq!(how("me oriné encima, igual que siempre", "E-BLADDER"), Some(How::Doubtful));
        assert_eq!(how("левая стопа висит, так всегда", "U-FOOT"), Some(How::Doubtful));
    }

    #[test]
    fn what_was_read_is_asked_for_wherever_that_is_said() {
        assert_eq!(how("numb between the legs is serious. i read it online", "E-SADDLE"), Some(How::Doubtful));
    }

    #[test]
    fn beside_laughter_only_a_figure_of_speech_is_asked_for() {
        assert_eq!(how("both my legs are numb lol", "E-BILEG"), Some(How::Doubtful));
        assert_eq!(how("both my legs are numb 😂", "E-BILEG"), Some(How::Doubtful));
        assert_eq!(how("lol that picture! both my legs are numb", "E-BILEG"), Some(How::Plain));
        assert_eq!(how("i cannot pee lol", "E-BLADDER"), Some(How::Plain));
    }
}
