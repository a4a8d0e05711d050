//! One move of a handoff while it is made.
use jiff::Timestamp;

use super::{card, fit, slots};
use crate::core::clockwords;
use crate::core::event::{Claim, DeskNews, Tell};
use crate::core::handoff::{By, Handoff, Prompt, Staff, State};
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Facts, Step, Tone};
use crate::script::{DeskSay, Holes, Html, Script};

/// How long an answer field is close enough above to be used.
const PROMPT_STANDS: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// A step in the making, with what it may know.
pub struct Move<'a> {
    pub script: &'a Script,
    pub facts: &'a Facts,
    pub step: Step<Handoff>,
}

impl<'a> Move<'a> {
    pub fn new(script: &'a Script, facts: &'a Facts, handoff: Handoff) -> Self {
        Self { script, facts, step: Step::stay(handoff) }
    }

    pub fn handoff(&mut self) -> &mut Handoff {
        &mut self.step.state
    }

    pub fn now(&self) -> Timestamp {
        self.facts.now
    }

    pub fn say(&self, key: DeskSay, holes: Holes) -> Html {
        self.script.desk(key, holes)
    }

    /// The number as people say it.
    pub fn number(&self) -> Html {
        Html::from(self.step.state.spoken())
    }

    /// A day and a time, with weekday and date.
    pub fn day(&self, at: Timestamp) -> Html {
        let lang = &self.script.clinic.staff_language;
        Html::from(clockwords::weekday_date_and_time(self.script, at, self.now(), lang))
    }

    /// Who took it, as a hole.
    pub fn taker(&self) -> Html {
        self.step.state.taken.as_ref().map_or_else(Html::new, |by| fit::staff(&by.staff))
    }

    /// Shows the card as it is now.
    pub fn show_card(&mut self) {
        let handoff = &self.step.state;
        let screen = card::screen(self.script, handoff, self.facts);
        self.show(Slot::card(handoff.number), screen);
    }

    pub fn show(&mut self, slot: Slot, screen: Screen) {
        self.step.effects.push(Effect::Show { slot, screen, answers: None });
    }

    /// Says why a press does nothing, and shows the card, which may have looked otherwise to whoever pressed.
    pub fn refuse(&mut self, key: DeskSay, holes: Holes) {
        let words = self.say(key, holes).plain();
        self.step.effects.push(Effect::Toast(fit::cut(&words, 200)));
        self.show_card();
    }

    /// Rings a short message as a reply to the card.
    pub fn ring(&mut self, slot: Slot, screen: Screen, tone: Tone) {
        let reply_to = Some(Slot::card(self.step.state.number));
        self.step.effects.push(Effect::Ring { slot, screen, tone, reply_to, not_after: None });
    }

    /// Rings a notice that holds no word of the patient.
    pub fn notice(&mut self, key: DeskSay, holes: Holes, tone: Tone) {
        let mut all = vec![("number", self.number())];
        all.extend(holes.iter().cloned());
        let screen = Screen::of(self.say(key, &all));
        let which = self.next_note();
        self.ring(slots::notice(self.step.state.number, which), screen, tone);
    }

    /// The number of the next message about it.
    pub fn next_note(&mut self) -> u32 {
        let notes = &mut self.handoff().notes;
        *notes = notes.saturating_add(1);
        *notes
    }

    /// Loud while somebody is there, else silent: a group that is rung at night gets muted.
    pub fn in_hours(&self) -> Tone {
        if self.script.clinic.is_open(self.now()) { Tone::Loud } else { Tone::Silent }
    }

    pub fn tell(&mut self, news: DeskNews) {
        let (chart, number) = (self.step.state.chart, self.step.state.number);
        self.step.tell.push(Tell::Patient { chart, number, news });
    }

    pub fn audit(&mut self, action: &'static str) {
        self.step.audit.push(action);
    }

    /// Whether somebody else has it.
    pub fn is_anothers(&self, by: &Staff) -> bool {
        self.step.state.taken.as_ref().is_some_and(|taken| taken.staff.id != by.id)
    }

    /// Gives it to `by`: what another had claimed is given up first. Whether it changed hands.
    pub fn take(&mut self, by: &Staff) -> bool {
        let number = self.step.state.number;
        self.step.claims.push(claim(number, by.id));
        let at = self.now();
        let handoff = &mut self.step.state;
        if handoff.state == State::Waiting {
            handoff.state = State::Taken;
            handoff.ring_at = None;
        }
        if handoff.taken.as_ref().is_some_and(|taken| taken.staff.id == by.id) {
            return false;
        }
        if let Some(other) = handoff.taken.replace(By { staff: by.clone(), at }) {
            self.step.release.push(claim(number, other.staff.id));
        }
        true
    }

    /// Whether an answer field of `by` was opened just now and not used. Then they read where it is.
    pub fn is_prompted(&mut self, by: &Staff, time: bool) -> bool {
        let now = self.now();
        let stands = |prompt: &Prompt| {
            prompt.staff == by.id && prompt.time == time && now.duration_since(prompt.at) < PROMPT_STANDS
        };
        let prompted = self.step.state.prompts.iter().any(stands);
        if prompted {
            let words = self.say(DeskSay::ToastPrompted, &[("number", self.number())]).plain();
            self.step.effects.push(Effect::Toast(fit::cut(&words, 200)));
        }
        prompted
    }

    /// Notes that an answer field of `by` was opened, or used.
    pub fn prompted(&mut self, by: &Staff, time: bool, open: bool) {
        let at = self.now();
        let prompts = &mut self.handoff().prompts;
        prompts.retain(|prompt| prompt.staff != by.id || prompt.time != time);
        prompts.extend(open.then_some(Prompt { staff: by.id, time, at }));
    }

    /// Drops a time that was typed and not sent, and takes its question away.
    pub fn drop_draft(&mut self) {
        if let Some(draft) = self.handoff().draft.take() {
            let words = self.say(DeskSay::ConfirmDropped, &[("number", self.number())]);
            self.show(slots::confirm(self.step.state.number, draft.ask), Screen::of(words));
        }
    }
}

/// What the holder of a handoff has won.
pub fn claim(number: i64, holder: i64) -> Claim {
    Claim { resource: "handoff".to_owned(), cell: number, holder }
}
