//! What staff see of the longest cards: every button pressed, and every button of what is shown then.
use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::limits;
use super::report::Report;
use crate::core::desk;
use crate::core::event::{Claim, DeskEvent, HandOver, Media, PatientNews};
use crate::core::handoff::{Handoff, Staff, Urgency};
use crate::core::private::Private;
use crate::core::step::{Effect, Facts, Review, Step};
use crate::script::{DeskSay, Script};

/// How many things happen to a card, one after the other.
const DEEP: usize = 2;

/// Looks at each kind of card that there was, the longest of each. How many screens were looked at.
pub fn check(script: &Script, cards: &[HandOver], report: &mut Report) -> usize {
    let mut longest: BTreeMap<String, &HandOver> = BTreeMap::new();
    let length = |card: &HandOver| card.card.lines.reveal().iter().map(|line| line.utf16_len()).sum::<usize>();
    for card in cards {
        let kept = longest.entry(format!("{:?} {:?}", card.kind, card.urgency)).or_insert(card);
        if length(card) > length(kept) {
            *kept = card;
        }
    }
    let mut look = Look { script, screens: 0, unfit: Vec::new() };
    for card in longest.values() {
        let facts = Facts { now: jiff::Timestamp::UNIX_EPOCH, number: card.number, reviewed: Review::Named };
        let step = desk::open(script, 1, HandOver::clone(card), &facts);
        look.at(step, facts, DEEP);
    }
    look.unfit.sort();
    look.unfit.dedup();
    for wrong in &look.unfit {
        report.faults.push(script.fault("staff.toml", 0..0, wrong.clone()));
    }
    look.screens
}

struct Look<'a> {
    script: &'a Script,
    screens: usize,
    unfit: Vec<String>,
}

impl Look<'_> {
    fn at(&mut self, step: Step<Handoff>, facts: Facts, deep: usize) {
        let mut pressed = Vec::new();
        for effect in &step.effects {
            match effect {
                Effect::Show { screen, .. } | Effect::Ring { screen, .. } => {
                    self.screens += 1;
                    self.unfit.extend(limits::faults(screen));
                    let actions = screen.buttons().filter_map(|button| desk::press::parse(&button.data));
                    // By whoever has it, and by somebody else.
                    let by =
                        |action: String| [1, 2].map(|id| DeskEvent::Press { action: action.clone(), by: staff(id) });
                    pressed.extend(actions.flat_map(|(_, action)| by(action)));
                }
                Effect::Hand { caption, .. } => self.unfit.extend(limits::caption(caption)),
                Effect::Toast(words) => self.unfit.extend(limits::toast(words)),
                _ => {}
            }
        }
        if deep == 0 {
            return;
        }
        let facts = Facts { now: facts.now + SignedDuration::from_mins(1), ..facts };
        let outside = happens(self.script);
        for event in pressed.into_iter().chain(outside) {
            let next = desk::step(self.script, step.state.clone(), event, &facts);
            self.at(next, facts, deep - 1);
        }
    }
}

fn staff(id: i64) -> Staff {
    Staff { id, name: Private::new(super::longest::words()) }
}

/// What a patient and staff can let a card know, as long as can be.
fn happens(script: &Script) -> Vec<DeskEvent> {
    let words = || Private::new(super::longest::words());
    let time = script.desk(DeskSay::HintTime, &[]).plain();
    vec![
        DeskEvent::Reply { text: words(), by: staff(1), to_time_prompt: false },
        DeskEvent::Reply { text: words(), by: staff(1), to_time_prompt: true },
        DeskEvent::Reply { text: Private::new(time), by: staff(1), to_time_prompt: true },
        DeskEvent::NotText { words: true },
        DeskEvent::Patient(PatientNews::Wrote(words())),
        DeskEvent::Patient(PatientNews::Sent(Media::Voice)),
        DeskEvent::Patient(PatientNews::Says { words: crate::script::Html::escape(words().reveal()), worse: true }),
        DeskEvent::Patient(PatientNews::Sign { words: "…".into(), urgency: Urgency::Orange }),
        DeskEvent::Patient(PatientNews::Cancels),
        DeskEvent::Patient(PatientNews::OtherTime),
        DeskEvent::Refused(Claim { resource: "handoff".to_owned(), cell: 1, holder: 1 }),
        DeskEvent::Wake,
        DeskEvent::PatientUnreachable,
    ]
}
