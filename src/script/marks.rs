//! Which options were answered, roughly and fast: rules ask for hundreds of options, and nearly all of them were not.

/// A set of options in which any may be found that was not put in, and none is missed that was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks([u64; 8]);

impl Marks {
    /// The marks of these options of a question.
    pub fn of<'a>(question: &str, options: impl IntoIterator<Item = &'a String>) -> Self {
        let mut marks = Self::default();
        options.into_iter().for_each(|option| marks.add(question, option));
        marks
    }

    /// Puts an option in.
    pub fn add(&mut self, question: &str, option: &str) {
        let (word, bit) = mark(question, option);
        self.0[word] |= bit;
    }

    /// Whether the option may be there.
    pub fn may_have(&self, question: &str, option: &str) -> bool {
        let (word, bit) = mark(question, option);
        self.0[word] & bit != 0
    }

    /// Whether both may have an option in common.
    pub fn may_meet(&self, others: &Self) -> bool {
        self.0.iter().zip(others.0).any(|(ours, theirs)| ours & theirs != 0)
    }
}

/// One of 512 marks for an option of a question; others may share it.
fn mark(question: &str, option: &str) -> (usize, u64) {
    let end = |text: &str| text.bytes().last().map_or(0, u32::from);
    let start = |text: &str| text.bytes().next().map_or(0, u32::from);
    let ends = end(question).wrapping_mul(37) ^ start(option).wrapping_mul(11) ^ end(option).wrapping_mul(101);
    let mark = ends.wrapping_add(start(question).wrapping_mul(59)).wrapping_add(option.len() as u32 * 73);
    ((mark >> 6 & 7) as usize, 1 << (mark & 63))
}
