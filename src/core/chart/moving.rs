//! A chart on the move: what one event does to it, gathered into a step.
use jiff::Timestamp;

use super::case::Case;
use super::scripts::{self, Scripts};
use super::view::{self, View};
use super::{CONSENT_VERSION, Chart, Consent, advice, papers, pictures, screens, wake};
use crate::core::event::{PatientNews, Tell};
use crate::core::paper::Form;
use crate::core::screen::{Screen, Slot};
use crate::core::step::{Effect, Facts, Step, Tone};
use crate::script::{Html, Say, Script};

/// A chart on the move.
pub struct Moving<'a> {
    /// What the clinic says: the open case's own script, else the present one.
    pub script: &'a Script,
    /// All scripts that its cases name.
    pub scripts: Scripts<'a>,
    /// What may be known besides.
    pub facts: &'a Facts,
    /// The chart.
    pub chart: Chart,
    /// What was typed a moment before the words that this is about.
    pub before: Option<String>,
    /// A line above the screen: "It has been two days."
    pub notice: Option<Html>,
    effects: Vec<Effect>,
    tell: Vec<Tell>,
    show: bool,
    /// Advice was rung: it stands alone, and nothing is shown below it.
    advised: bool,
    /// What was shown is too old to be pressed: the same view is a new turn.
    anew: bool,
    /// The message pressed, if a press caused this.
    pressed: Option<i64>,
    /// The same, if the interview's screen stands there and may be edited.
    answers: Option<i64>,
    by_patient: bool,
    picture: bool,
    papers: Vec<Form>,
    number_used: bool,
    /// The open case, if it was dropped without being put away.
    dropped: Option<Case>,
}

impl<'a> Moving<'a> {
    /// Begins a step.
    pub fn new(scripts: Scripts<'a>, chart: Chart, facts: &'a Facts) -> Self {
        let own = chart.case.as_ref().and_then(|case| scripts.of(case));
        Self {
            script: own.unwrap_or(scripts.present),
            scripts,
            facts,
            chart,
            before: None,
            notice: None,
            effects: Vec::new(),
            tell: Vec::new(),
            show: false,
            advised: false,
            anew: false,
            pressed: None,
            answers: None,
            by_patient: false,
            picture: false,
            papers: Vec::new(),
            number_used: false,
            dropped: None,
        }
    }

    /// Notes that the patient did something: what they see next is shown, an old case is asked for its safety again, and a sign
    /// that stands since then, as when a clearance was taken back, comes before whatever they wanted.
    pub fn patient_acts(&mut self, pressed: Option<i64>) {
        self.by_patient = true;
        self.pressed = pressed;
        self.chart.acted = Some(self.facts.now);
        wake::freshen(self);
        scripts::renew(self);
        advice::judge(self);
    }

    /// Shows the present view at the end of the step, even if it is the same as before.
    pub fn show(&mut self) {
        self.show = true;
    }

    /// Lays a view over the case, and shows it.
    pub fn overlay(&mut self, view: View) {
        self.chart.overlay = Some(view);
        self.show = true;
    }

    /// Takes what lies over the case away.
    pub fn uncover(&mut self) {
        self.chart.overlay = None;
        self.show = true;
    }

    /// Takes what lies over the case away at once, as a turn of its own: words may answer what is below it.
    pub fn reveal(&mut self) {
        self.chart.overlay = None;
        self.chart.left = Some((self.chart.turn, self.facts.now));
        self.chart.turn += 1;
        self.chart.shown = view::now(self.script, &self.chart, self.facts);
        self.chart.shown_at = self.facts.now;
    }

    /// Shows the picture of the question that is shown, once a case.
    pub fn show_picture(&mut self) {
        self.picture = true;
        self.show = true;
    }

    /// Hands the patient a paper at the end of the step, once.
    pub fn hand_paper(&mut self, form: Form) {
        if !self.papers.contains(&form) {
            self.papers.push(form);
        }
    }

    /// Shows the present view on a new turn: a second press of the same thumb is an old one.
    pub fn show_anew(&mut self) {
        (self.anew, self.show) = (true, true);
    }

    /// A few words over the patient's screen; above it, where nothing was pressed that they could answer.
    pub fn toast(&mut self, say: Say) {
        if self.pressed.is_some() {
            self.effects.push(Effect::Toast(self.script.label(say, &self.chart.lang)));
        } else {
            self.notice = Some(self.script.say(say, &self.chart.lang, &[]));
            self.show = true;
        }
    }

    /// Something for the other side.
    pub fn tell(&mut self, tell: Tell) {
        self.tell.push(tell);
    }

    /// News for a handoff of this patient.
    pub fn tell_desk(&mut self, number: i64, news: PatientNews) {
        self.tell(Tell::Desk { number, news });
    }

    /// Any effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// A message that the patient must notice.
    pub fn ring(&mut self, slot: Slot, screen: Screen, tone: Tone) {
        self.effects.push(Effect::Ring { slot, screen, tone, reply_to: None, not_after: None });
    }

    /// Notes that advice was rung in this step.
    pub fn advised(&mut self) {
        self.advised = true;
    }

    /// Whether advice was rung in this step.
    pub fn has_advised(&self) -> bool {
        self.advised
    }

    /// Ends the interview's message: what comes next is a new one, whatever was pressed.
    pub fn retire(&mut self) {
        self.answers = None;
        self.effects.push(Effect::Retire(Slot::interview(self.chart.generation)));
        self.chart.generation += 1;
    }

    /// A fresh handoff number, once a step.
    pub fn number(&mut self) -> i64 {
        debug_assert!(!self.number_used, "one handoff a step");
        self.number_used = true;
        self.facts.number
    }

    /// Whether this step has handed something over already.
    pub fn has_handed_over(&self) -> bool {
        self.number_used
    }

    /// Whether advice stands.
    pub fn is_advised(&self) -> bool {
        self.chart.advice().is_some()
    }

    /// The open case, begun by the present script if there is none.
    pub fn case(&mut self) -> &mut Case {
        if self.chart.case.is_none() {
            self.script = self.scripts.present;
        }
        let new = || Case::new(self.script, self.facts.now);
        self.chart.case.get_or_insert_with(new)
    }

    /// Puts the case away with the earlier ones.
    pub fn put_away(&mut self) {
        if let Some(case) = self.chart.case.take() {
            self.chart.earlier.push(case);
            let surplus = self.chart.earlier.len().saturating_sub(super::EARLIER);
            self.chart.earlier.drain(..surplus);
        }
        self.chart.doubts.clear();
        self.chart.overlay = None;
    }

    /// Drops the case: nothing of it is kept.
    pub fn drop_case(&mut self) {
        self.dropped = self.chart.case.take();
    }

    /// Notes the consent.
    pub fn consent(&mut self) {
        self.chart.consent = Some(Consent { version: CONSENT_VERSION, at: self.facts.now });
    }

    /// The message that was pressed, if a press caused this.
    pub fn pressed(&self) -> Option<i64> {
        self.pressed
    }

    /// The press was on the interview's own screen: the answer takes its place. Advice and offers are never overwritten so.
    pub fn in_place(&mut self) {
        self.answers = self.pressed;
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.facts.now
    }

    /// Judges what was answered, shows what is to be shown, and ends the step; with the case that it dropped.
    pub fn finish(mut self) -> (Step<Chart>, Option<Case>) {
        if self.by_patient {
            advice::judge(&mut self);
            if scripts::renew(&mut self) {
                advice::judge(&mut self);
            }
            if let Some(case) = &mut self.chart.case {
                case.touched = self.facts.now;
                case.nudged = false;
            }
        }
        let view = view::now(self.script, &self.chart, self.facts);
        if view == View::Menu {
            screens::plan::announce(&mut self);
        }
        let changed = view != self.chart.shown || self.anew;
        let speaks = !matches!(view, View::Advised | View::Nothing);
        if changed && (self.by_patient || self.show) {
            self.chart.left = Some((self.chart.turn, self.facts.now));
            self.chart.turn += 1;
            self.chart.shown = view.clone();
            self.chart.shown_at = self.facts.now;
            self.show |= speaks && self.by_patient;
        }
        if self.show && !(self.advised && view == View::Advised) {
            if self.picture {
                pictures::hand(&mut self, &view);
            }
            let mut screen = screens::screen(self.script, &self.chart, &view, self.facts);
            if let Some(notice) = &self.notice {
                let mut text = notice.clone();
                screen.text = text.line(&"\n".into()).push(&screen.text).clone();
            }
            let slot = Slot::interview(self.chart.generation);
            self.effects.push(Effect::Show { slot, screen, answers: self.answers });
        }
        for form in std::mem::take(&mut self.papers) {
            papers::hand(&mut self, form);
        }
        for handover in self.tell.iter_mut().filter_map(Tell::handover) {
            handover.papers = papers::for_staff(self.script, &self.chart, self.facts, handover.kind);
        }
        self.chart.wake = wake::next(self.script, &self.chart);
        let mut step = Step::stay(self.chart);
        step.effects = self.effects;
        step.tell = self.tell;
        (step, self.dropped)
    }

    /// Answers were taken away: what is open is asked, on a new turn, below a line that says why.
    pub fn ask_anew(&mut self, why: Say) {
        if let Some(case) = &mut self.chart.case {
            case.editing = None;
            case.planned = None;
        }
        self.notice = Some(self.script.say(why, &self.chart.lang, &[]));
        self.chart.overlay = None;
        self.show_anew();
    }
}
