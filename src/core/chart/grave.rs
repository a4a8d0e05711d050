//! What cannot wait in typed words: signs and despair. They come before whatever the screen asks.
use super::case::By;
use super::moving::Moving;
use super::view::View;
use super::words::{keep, open, opens, pass_or_keep, to_desk};
use super::{advice, assent, doubt, pieces, told};
use crate::core::understand::{Reading, SignHeard};
use crate::script::Tier;

/// Acts on the signs and the despair that words name, alone or with those of a moment ago. Whether there were any.
///
/// A plain emergency comes first, then despair, then what is graver: a doubt about an emergency is asked before a plain same-day sign
/// is raised. Nothing of it is lost meanwhile: see [`doubt`].
pub fn act(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let before = moving.before.as_deref().filter(|_| reading.is_harmless());
    let together = before.and_then(|before| pieces::together(moving, before, words));
    let grave = together.as_ref().unwrap_or(reading);
    let plain = grave.plain().next().map(|heard| heard.tier);
    // Below advice nothing is asked that leads to no graver one.
    let stands = moving.chart.advice().map(|advice| advice.tier);
    let doubtful = grave.doubtful().find(|heard| Some(heard.tier) > stands.max(plain));
    if grave.crisis.is_some() && plain < Some(Tier::Emergency) {
        despair(moving, grave, words);
    } else if let Some(heard) = doubtful {
        ask(moving, reading, grave, heard, words);
    } else if plain.is_some() {
        named(moving, grave, words);
    } else {
        return false;
    }
    true
}

/// The signs beside it wait until the patient goes on.
fn despair(moving: &mut Moving, grave: &Reading, words: &str) {
    keep(moving, words);
    grave.grave().for_each(|heard| doubt::wait(moving, heard));
    moving.overlay(View::Crisis);
}

/// Asks for a sign that the words may name; the others that they name wait.
fn ask(moving: &mut Moving, reading: &Reading, grave: &Reading, first: &SignHeard, words: &str) {
    let Some(sign) = moving.script.sign(&first.code) else { return };
    // "No, I peed this morning": the question stands, with a word about it; another sign is asked after it.
    let denied = assent::is_denied(moving, reading);
    if denied && doubt::asked(moving) == Some(&first.code) {
        assent::tap(moving);
        return;
    }
    if opens(moving) {
        open(moving, words);
    } else {
        told::fill_open(moving, reading);
        pass_or_keep(moving, words);
    }
    if denied {
        assent::tap(moving);
    } else {
        doubt::ask(moving, sign);
    }
    grave.grave().for_each(|heard| doubt::wait(moving, heard));
}

/// Every sign that the words plainly name is raised, not the gravest alone. After consent the words go with it: whoever calls has read them.
fn named(moving: &mut Moving, reading: &Reading, words: &str) {
    // A sign that an open handoff is already about is still passed on in the patient's own words.
    to_desk(moving, words);
    if moving.chart.consent.is_some() {
        keep(moving, words);
    }
    let Some(tier) = reading.plain().map(|heard| heard.tier).max() else { return };
    advice::raise(moving, tier, reading.plain().map(|heard| heard.code.clone()).collect(), By::Words);
    if reading.crisis.is_some() {
        // Below the advice: who wants to die is asked whether somebody may call.
        moving.overlay(View::Crisis);
    }
}
