//! Papers on their way: to the patient, and to the staff with a card.
use super::Chart;
use super::case::{DoctorHelp, Phase};
use super::moving::Moving;
use super::paper::{for_both, paper};
use crate::core::attachment::Attachment;
use crate::core::handoff::Kind;
use crate::core::paper::{Form, Paper};
use crate::core::screen::Slot;
use crate::core::step::{Effect, Facts};
use crate::script::{Say, Script};

/// "Card for the therapist": once a press.
pub fn card(moving: &mut Moving) {
    moving.hand_paper(Form::Card);
    moving.show_anew();
}

/// Hands the patient a paper: in their language, then in the clinic's where that is another one. No card while advice stands.
pub fn hand(moving: &mut Moving, form: Form) {
    let Some(case) = &moving.chart.case else { return };
    if form == Form::Card && moving.is_advised() {
        return;
    }
    let papers = for_both(moving.script, &moving.chart, case, moving.facts, form);
    let slot = slot(&moving.chart, form);
    for (index, paper) in papers.into_iter().enumerate() {
        let say = match (index, form) {
            (0, Form::Card) => Say::CardCaption,
            (0, Form::Letter) => Say::LetterCaption,
            _ => Say::PaperAgain,
        };
        let caption = moving.script.say(say, &moving.chart.lang, &[]);
        let (attachment, slot) = (Attachment::from(paper), Some(slot.clone()));
        moving.effect(Effect::Hand { attachment, caption, slot, reply_to: None });
    }
}

/// Advice is given: a card that still waits to be sent is dropped. Before the interview's message is retired.
pub fn drop_cards(moving: &mut Moving) {
    moving.effect(Effect::Retire(slot(&moving.chart, Form::Card)));
}

/// What staff get with a card, in the clinic's language: the therapist's card with a visit, the letter with what a doctor does.
pub fn for_staff(script: &Script, chart: &Chart, facts: &Facts, kind: Kind) -> Vec<Paper> {
    let Some(case) = &chart.case else { return vec![] };
    let advised = matches!(case.phase, Phase::Advised(_));
    let referral = matches!(case.doctor, Some(DoctorHelp::Letter | DoctorHelp::Call));
    let card = (kind == Kind::Booking && !advised).then_some(Form::Card);
    let letter = match kind {
        Kind::Doctor | Kind::Emergency => Some(Form::Letter),
        Kind::Booking => referral.then_some(Form::Letter),
        Kind::Person => None,
    };
    let lang = &script.clinic.staff_language;
    [card, letter].into_iter().flatten().map(|form| paper(script, chart, case, facts, form, lang)).collect()
}

fn slot(chart: &Chart, form: Form) -> Slot {
    let what = match form {
        Form::Card => "pc",
        Form::Letter => "pl",
    };
    Slot::named(what, chart.generation)
}
