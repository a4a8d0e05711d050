//! The card for the therapist, in the patient's voice: limits first, then the pain, then what is asked for.
use super::Draft;
use crate::core::chart::case::Phase;
use crate::core::chart::judge::Target;
use crate::core::paper::{Body, Part, Row};
use crate::script::settings::Manipulation;
use crate::script::{CautionEffect, Limit, PaperSay, Say, Sign, Tier};

/// A wish of this many characters stands whole; the rest can be read in the chat.
const WISH: usize = 300;

pub fn parts(draft: Draft) -> Vec<Part> {
    let name = Row::new(draft.say(PaperSay::Name), draft.private(draft.chart.display_name()));
    let who = Part::must(String::new(), Body::Rows([Some(name), draft.age()].into_iter().flatten().collect()));
    let wish = draft.chart.wish.as_ref().map(|wish| {
        let words = draft.quoted(&short(wish.reveal()).into());
        Part::may(draft.say(PaperSay::Wish), Body::Lines(vec![words]))
    });
    let consent = draft.chart.consent.as_ref().map(|consent| {
        let date = crate::core::clockwords::dated(draft.script, consent.at, draft.lang);
        let agreed = draft.fill(PaperSay::Consent, &[("date", date.into())]);
        Part::must(String::new(), Body::Lines(vec![draft.say(PaperSay::AskStop), agreed]))
    });
    [Some(who), Some(care(draft)), draft.pain(), Some(asks(draft)), wish, consent].into_iter().flatten().collect()
}

/// What the therapist must know before laying a hand on anybody.
fn care(draft: Draft) -> Part {
    let verdict = draft.verdict();
    let advised = matches!(draft.case.phase, Phase::Advised(_));
    let never = draft.script.clinic.manipulation == Manipulation::Never;
    let limits = [
        (PaperSay::NoMassage, advised || verdict.stopped()),
        (PaperSay::DoctorFirst, verdict.cautions.iter().any(|caution| caution.effect == CautionEffect::Doctor)),
        (PaperSay::NotDeep, verdict.limited(Limit::Light)),
        (PaperSay::NotFaceDown, verdict.limited(Limit::SideLying)),
        (PaperSay::NoHeat, verdict.limited(Limit::NoHeat)),
        (PaperSay::NoManipulation, verdict.limited(Limit::NoManipulation) || never),
    ];
    let limits: Vec<String> = limits.into_iter().filter(|(_, is)| *is).map(|(say, _)| draft.say(say)).collect();
    let mut cautions = verdict.cautions.clone();
    cautions.sort_by_key(|caution| std::cmp::Reverse(caution.effect));
    let caution =
        |caution: &&crate::script::Caution| Row::new("", draft.words(&caution.ask)).with(draft.words(&caution.staff));
    let mut why: Vec<Row> = cautions.iter().map(caution).collect();
    for (tiers, say) in [
        (&[Tier::Emergency, Tier::SameDay][..], PaperSay::ClearedSign),
        (&[Tier::Person], PaperSay::PersonFirst),
        (&[Tier::Routine], PaperSay::DoctorAdvised),
    ] {
        let of = |sign: &&&Sign| tiers.contains(&sign.tier);
        let mut signs: Vec<String> = verdict.signs.iter().filter(of).map(|sign| grouped(draft, sign)).collect();
        signs.dedup();
        if !signs.is_empty() {
            why.push(Row::new("", draft.fill(say, &[("signs", signs.join(", ").into())])));
        }
    }
    let body = match why.is_empty() && limits.is_empty() {
        true => Body::Lines(vec![draft.say(PaperSay::CareNone)]),
        false => Body::Warning { limits, why },
    };
    Part::must(draft.say(PaperSay::CareHead), body)
}

/// A sign as the therapist may read it: bladder, bowel and sex in their group.
fn grouped(draft: Draft, sign: &Sign) -> String {
    if sign.staff.is_empty() { draft.sign(sign) } else { draft.words(&sign.staff) }
}

fn asks(draft: Draft) -> Part {
    let verdict = draft.verdict();
    let (side, light) = (verdict.limited(Limit::SideLying), verdict.limited(Limit::Light));
    let step = |target: &Target| {
        let muscle = target.muscle;
        let position = if side && !muscle.position_side.is_empty() { &muscle.position_side } else { &muscle.position };
        let minutes = if muscle.sides == 2 { Say::MinutesEachSide } else { Say::Minutes };
        let minutes = draft.script.say(minutes, draft.lang, &[("n", muscle.minutes.to_string().into())]);
        let holes = [("name", draft.words(&muscle.name).into()), ("minutes", minutes)];
        let place = [("place", draft.words(&muscle.place).into()), ("position", draft.words(position).into())];
        let ask = if light { &muscle.ask_light } else { &muscle.ask };
        Row::new(draft.fill(PaperSay::AskName, &holes), draft.fill(PaperSay::AskWhere, &place)).with(draft.words(ask))
    };
    let steps: Vec<Row> = verdict.targets.iter().map(step).collect();
    let body = if steps.is_empty() { Body::Lines(vec![draft.say(PaperSay::AskNone)]) } else { Body::Steps(steps) };
    Part::must(draft.say(PaperSay::AskHead), body)
}

fn short(words: &str) -> String {
    let mut short: String = words.chars().take(WISH).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
