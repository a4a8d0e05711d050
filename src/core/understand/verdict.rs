//! What the surroundings of a finding make of it.
/// What the surroundings make of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Denied, somebody else's, read somewhere: not said of the patient.
    pub no: bool,
    /// There is room for doubt.
    pub doubt: bool,
    /// Said of the past.
    pub past: bool,
    /// Where the past is named.
    pub past_at: Option<u32>,
    /// Said to be over.
    pub over: bool,
    /// Perhaps somebody else's.
    pub whose: bool,
}

impl Verdict {
    /// Said plainly of the patient and of now.
    pub fn is_plain(self) -> bool {
        !(self.no || self.doubt || self.past || self.over || self.whose)
    }

    /// Taken back beyond doubt.
    pub fn is_nothing(self) -> bool {
        self.no || (self.past && self.over)
    }

    /// Both at once: the weaker word counts.
    pub fn and(self, other: Verdict) -> Verdict {
        Verdict {
            no: self.no || other.no,
            doubt: self.doubt || other.doubt,
            past: self.past || other.past,
            past_at: self.past_at.or(other.past_at),
            over: self.over || other.over,
            whose: self.whose || other.whose,
        }
    }
}
