//! Who is spoken of: the writer, a relative who is the patient, or somebody whose illness is only told of.
use super::Who;
use super::hearing::Hearing;
use super::matching::Match;
use super::scope::{Scope, is};
use super::verdict::Verdict;
use crate::script::heard::tokens::Break;

impl Scope {
    /// Who is spoken of, word by word, and who the patient is.
    pub(super) fn subjects(&mut self, hearing: &Hearing) {
        let (mut who, mut near, mut far, mut me, mut named) = (0, false, false, false, is::NEAR);
        let (mut object, mut beside) = (false, false);
        for (place, bits) in self.bits.iter().enumerate() {
            if hearing.tokens.before(place) >= Break::Sentence {
                who = 0;
            }
            // "The lady I care for", "пёс у меня": whose they are is no new subject.
            beside &= hearing.tokens.before(place) == Break::None
                && bits & (is::ME | is::LIGHT) != 0
                && bits & (is::AND | is::OR | is::CLAUSE) == 0;
            // "My husband" is he, not me. "He" is the one who was named last. Who is lifted or cared for does nothing himself.
            object = bits & (is::FAR | is::NEAR) != 0 && (object || bits & is::MINE != 0);
            who = match bits & (is::FAR | is::NEAR | is::THEY | is::ME) {
                0 => who,
                _ if object => is::ME,
                some if some & is::FAR != 0 => is::FAR,
                some if some & is::NEAR != 0 => is::NEAR,
                some if some & is::THEY != 0 => named,
                _ if beside => who,
                _ => is::ME,
            };
            beside |= bits & (is::FAR | is::NEAR) != 0;
            named = if bits & (is::FAR | is::NEAR) != 0 && !object { who } else { named };
            near |= who == is::NEAR || object && bits & is::NEAR != 0;
            far |= who == is::FAR || object && bits & is::FAR != 0;
            me |= who == is::ME;
            self.subject.push(who);
        }
        let any = |name: &str| !hearing.list(self.tongue, name).is_empty();
        let (mine, theirs) = (any("scope.mine"), any("scope.theirs"));
        let other = match (near, far) {
            (true, _) if theirs => !(mine && far),
            (true, _) => !mine && any("scope.ill"),
            // Somebody far is the patient only if nothing is said of the writer.
            (false, true) => theirs && !me,
            (false, false) => false,
        };
        self.about = if other { Who::Other } else { Who::Writer };
        // To be ticked, it must be said of them, and nothing of the writer.
        let of =
            |who: u32| hearing.list(self.tongue, "scope.ill").iter().any(|at| self.subject[at.first as usize] == who);
        let surely = !near || theirs || of(is::NEAR) && !of(is::ME);
        self.said_of = if other && surely { Who::Other } else { Who::Writer };
    }

    /// Whether a match names persons, and nothing that they have.
    pub fn is_a_person(&self, matched: &Match) -> bool {
        matched.pieces.iter().all(|piece| self.has(piece.first, is::NEAR | is::FAR | is::THEY))
    }

    /// Somebody else's illness.
    pub(super) fn somebody(&self, hearing: &Hearing, matched: &Match) -> Verdict {
        let mut verdict = Verdict::default();
        if self.about == Who::Writer {
            let pieces = || matched.pieces.iter().map(|piece| self.subject[piece.first as usize]);
            let other = |who: u32| who & (is::NEAR | is::FAR) != 0;
            if pieces().all(other) {
                // "My grandfather had cancer, numb legs": whose legs?
                let mut place = matched.whole.first;
                let mut comma = false;
                while place > 0 && !self.has(place, is::NEAR | is::FAR | is::THEY) {
                    comma |= hearing.tokens.before(place as usize) == Break::Comma;
                    place -= 1;
                }
                if comma { verdict.whose = true } else { verdict.no = true }
            }
            // "The aneurysm was my uncle's".
            let behind = matched.whole.last + 1..matched.whole.last + 4;
            let joined = |place: u32| hearing.tokens.before(place as usize) == Break::None;
            verdict.no |= { behind }.take_while(|place| joined(*place)).any(|place| self.has(place, is::FAR));
        }
        verdict
    }
}
