//! What became of signs, cautions and muscles.
use super::Found;
use super::asked::condition;
use super::conditions::{by_name, pairs};
use crate::script::{Care, Caution, CautionEffect, Muscle, Placed, Reason, Sign, Tier};

/// Compares the signs.
pub fn signs(found: &mut Found) {
    found.part("Warning signs");
    let (before, after) = (found.before, found.after);
    let named =
        |signs: &'_ [Placed<Sign>]| signs.iter().map(|sign| (sign.code.clone(), sign.clone())).collect::<Vec<_>>();
    let (was, is) = (named(&before.signs), named(&after.signs));
    let each = by_name(
        was.iter().map(|(code, sign)| (code.as_str(), sign)),
        is.iter().map(|(code, sign)| (code.as_str(), sign)),
    );
    for (_, was, is) in each {
        match (was, is) {
            (Some(was), None) => {
                let words = format!("REMOVED: {}, which led to {}", found.was().sign_name(was), tier(was.tier));
                found.loud(words);
            }
            (None, Some(is)) => {
                let ways = found.is().sign(is).join("; or ");
                found.note(format!("{} is new: {}, if {ways}", found.is().sign_name(is), tier(is.tier)));
            }
            (Some(was), Some(is)) => sign(found, was, is),
            (None, None) => {}
        }
    }
}

fn sign(found: &mut Found, was: &Sign, is: &Sign) {
    let name = found.is().sign_name(is);
    if is.tier < was.tier {
        let by = if was.raised_from.is_some() { ", for clinic.toml no longer raises it so far" } else { "" };
        found.loud(format!("LOWERED: {name} led to {}, and leads to {} now{by}", tier(was.tier), tier(is.tier)));
    } else if is.tier > was.tier {
        let by = if is.raised_from.is_some() { ", by clinic.toml" } else { "" };
        found.note(format!("raised: {name} led to {}, and leads to {} now{by}", tier(was.tier), tier(is.tier)));
    }
    found.fact(is.care < was.care, &format!("{name}: where to go"), care(was.care), care(is.care));
    condition(found, &format!("{name} applies"), true, &was.when, &is.when);
    // Here a way gained is what makes somebody less safe.
    condition(found, &format!("{name} is held back"), false, &was.unless, &is.unless);
    if !super::conditions::ways(&was.unless, &is.unless).gained.is_empty() {
        found.loud(format!("NARROWED: {name} has a new `unless`"));
    }
    counts(found, &name, was, is);
    let after = |sign: &Sign| sign.after.clone().unwrap_or_default();
    found.fact(false, &format!("{name}: judged after"), &after(was), &after(is));
    for (what, was, is) in [
        ("its name", &was.say, &is.say),
        ("on the card", &was.staff, &is.staff),
        ("its advice", &was.advice, &is.advice),
        ("its name where it was typed", &was.typed, &is.typed),
    ] {
        found.words(&format!("{name}: {what}"), was, is);
    }
    found.heard(&name, true, &was.heard, &is.heard);
    found.fact(false, &format!("{name}: its sources"), &was.source.join(", "), &is.source.join(", "));
}

fn counts(found: &mut Found, name: &str, was: &Sign, is: &Sign) {
    let said = |say: crate::clinician::sentence::Sentences, sign: &Sign| {
        sign.count.as_ref().map(|c| say.count(c)).unwrap_or_default()
    };
    let narrower = match (&was.count, &is.count) {
        (Some(was), Some(is)) => {
            is.at_least > was.at_least || !pairs(was.of.get_ref()).is_subset(&pairs(is.of.get_ref()))
        }
        (Some(_), None) => true,
        _ => false,
    };
    let same = match (&was.count, &is.count) {
        (Some(was), Some(is)) => was.at_least == is.at_least && pairs(was.of.get_ref()) == pairs(is.of.get_ref()),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let (before, after) = (said(found.was(), was), said(found.is(), is));
        found.fact(narrower, &format!("{name}: its count"), &before, &after);
    }
}

/// Compares the cautions.
pub fn cautions(found: &mut Found) {
    found.part("Cautions");
    let (before, after) = (found.before, found.after);
    let named = |cautions: &[Placed<Caution>]| cautions.iter().map(|c| (c.code.clone(), c.clone())).collect::<Vec<_>>();
    let (was, is) = (named(&before.cautions), named(&after.cautions));
    for (code, was, is) in by_name(was.iter().map(|(c, x)| (c.as_str(), x)), is.iter().map(|(c, x)| (c.as_str(), x))) {
        match (was, is) {
            (Some(was), None) => found.loud(format!("REMOVED: {code}, by which {}", effect(was.effect))),
            (None, Some(is)) => {
                let ways = found.is().when(&is.when).join("; or ");
                found.note(format!("{code} is new: {}, if {ways}", effect(is.effect)));
            }
            (Some(was), Some(is)) => caution(found, was, is),
            (None, None) => {}
        }
    }
}

fn caution(found: &mut Found, was: &Caution, is: &Caution) {
    let name = &is.code;
    if is.effect < was.effect {
        found.loud(format!("LOWERED: {name} meant {}, and means {} now", effect(was.effect), effect(is.effect)));
    } else if is.effect > was.effect {
        found.note(format!("raised: {name} meant {}, and means {} now", effect(was.effect), effect(is.effect)));
    }
    for limit in was.limits.iter().filter(|limit| !is.limits.contains(limit)) {
        found.loud(format!("{name} no longer sets the limit {limit:?}"));
    }
    for limit in is.limits.iter().filter(|limit| !was.limits.contains(limit)) {
        found.note(format!("{name} also sets the limit {limit:?}"));
    }
    condition(found, &format!("{name} applies"), true, &was.when, &is.when);
    condition(found, &format!("{name} is held back"), false, &was.unless, &is.unless);
    for (what, was, is) in [
        ("in the plan", &was.say, &is.say),
        ("to the therapist", &was.ask, &is.ask),
        ("on the card", &was.staff, &is.staff),
    ] {
        found.words(&format!("{name}: {what}"), was, is);
    }
    found.fact(false, &format!("{name}: its sources"), &was.source.join(", "), &is.source.join(", "));
}

/// Compares the muscles, and how they are chosen.
pub fn muscles(found: &mut Found) {
    found.part("Muscles");
    let (before, after) = (found.before, found.after);
    found.fact(
        false,
        "the weight from which a muscle is mentioned",
        &before.plan.enough.to_string(),
        &after.plan.enough.to_string(),
    );
    found.fact(false, "how many a plan mentions", &before.plan.at_most.to_string(), &after.plan.at_most.to_string());
    let named = |muscles: &[Placed<Muscle>]| muscles.iter().map(|m| (m.id.clone(), m.clone())).collect::<Vec<_>>();
    let (was, is) = (named(&before.muscles), named(&after.muscles));
    for (_, was, is) in by_name(was.iter().map(|(c, x)| (c.as_str(), x)), is.iter().map(|(c, x)| (c.as_str(), x))) {
        match (was, is) {
            (Some(was), None) => found.note(format!("{} is no longer mentioned", found.was().words(&was.name))),
            (None, Some(is)) => found.note(format!("{} is new", found.is().words(&is.name))),
            (Some(was), Some(is)) => muscle(found, was, is),
            (None, None) => {}
        }
    }
}

fn muscle(found: &mut Found, was: &Muscle, is: &Muscle) {
    let name = found.is().words(&is.name);
    let texts = [
        ("its name", &was.name, &is.name),
        ("its short name", &was.short, &is.short),
        ("its place", &was.place, &is.place),
        ("how to lie", &was.position, &is.position),
        ("how to lie, not face down", &was.position_side, &is.position_side),
        ("what to ask for", &was.ask, &is.ask),
        ("what to ask for, light only", &was.ask_light, &is.ask_light),
    ];
    for (what, was, is) in texts {
        found.words(&format!("{name}: {what}"), was, is);
    }
    let time = |muscle: &Muscle| format!("{} minutes, {} side(s)", muscle.minutes, muscle.sides);
    found.fact(false, &format!("{name}: its time"), &time(was), &time(is));
    found.fact(false, &format!("{name}: its rank"), &was.rank.to_string(), &is.rank.to_string());
    found.fact(false, &format!("{name}: its sources"), &was.source.join(", "), &is.source.join(", "));
    condition(found, &format!("{name} is kept out"), true, &was.unless, &is.unless);
    reasons(found, &name, was, is);
}

/// Reasons have no names: one with the same condition is the same reason.
fn reasons(found: &mut Found, name: &str, was: &Muscle, is: &Muscle) {
    let same = |one: &Reason, other: &Reason| {
        let ways = super::conditions::ways(&one.when, &other.when);
        ways.lost.is_empty() && ways.gained.is_empty()
    };
    let of = |muscle: &Muscle| muscle.reason.iter().map(|reason| reason.get_ref().clone()).collect::<Vec<_>>();
    let (before, after) = (of(was), of(is));
    for reason in before.iter().filter(|reason| !after.iter().any(|other| same(reason, other))) {
        let ways = found.was().when(&reason.when).join("; or ");
        found.note(format!("{name}: no reason any more (weight {}): {ways}", reason.weight));
    }
    for reason in &after {
        match before.iter().find(|other| same(other, reason)) {
            None => {
                let ways = found.is().when(&reason.when).join("; or ");
                found.note(format!("{name}: a new reason (weight {}): {ways}", reason.weight));
            }
            Some(other) => {
                let ways = found.is().when(&reason.when).join("; or ");
                found.fact(
                    false,
                    &format!("{name}: the weight of “{ways}”"),
                    &other.weight.to_string(),
                    &reason.weight.to_string(),
                );
                found.words(&format!("{name}: the words for “{ways}”"), &other.say, &reason.say);
                found.fact(
                    false,
                    &format!("{name}: the sources of “{ways}”"),
                    &other.source.join(", "),
                    &reason.source.join(", "),
                );
            }
        }
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Emergency => "EMERGENCY ADVICE",
        Tier::SameDay => "a doctor TODAY",
        Tier::Person => "a person of the clinic",
        Tier::Routine => "a doctor offered beside the visit",
    }
}

fn care(care: Option<Care>) -> &'static str {
    match care {
        Some(Care::Ambulance) => "the ambulance",
        Some(Care::Maternity) => "maternity",
        Some(Care::Hospital) => "the hospital",
        None => "",
    }
}

fn effect(effect: CautionEffect) -> &'static str {
    match effect {
        CautionEffect::Stop => "no massage, a doctor first",
        CautionEffect::Doctor => "no time before staff press Cleared",
        CautionEffect::Avoid => "not on that area",
        CautionEffect::Adapt => "lighter, or in another position",
    }
}
