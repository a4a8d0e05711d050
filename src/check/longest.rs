//! The longest values: a name, a wish and words at Telegram's limits must still fit on every screen and card.
use super::report::{Report, Way};
use super::walker::Walker;
use super::{desk, tour};
use crate::core::chart::Chart;
use crate::core::chart::words::{SHORT_MAX, WORDS_MAX};
use crate::core::private::Private;
use crate::script::Script;

/// The longest first and last name together that Telegram gives.
const NAME_MAX: usize = 129;
/// The longest number that Telegram shares, with its plus.
const PHONE_MAX: usize = 20;
/// A letter that takes two UTF-16 units, as Telegram counts.
const WIDE: &str = "𝕎";
/// Turns that are left before the number of a turn ends: no walk takes so many.
const TURNS: u32 = 100_000;

/// Words as long as can be.
pub fn words() -> String {
    WIDE.repeat(WORDS_MAX)
}

/// Gives the patient a name, number and wish as long as can be, and a chart that is very old.
pub fn stretch(walker: &mut Walker) {
    let long = |max: usize| Some(Private::new(WIDE.repeat(max)));
    let chart = &walker.chart;
    walker.chart = Chart {
        name: Private::new(WIDE.repeat(NAME_MAX)),
        called: long(SHORT_MAX),
        phone: Some(Private::new("9".repeat(PHONE_MAX))),
        wish: long(SHORT_MAX),
        turn: u32::MAX - TURNS,
        ..chart.clone()
    };
    walker.facts.number = 999_999_999_999;
}

/// Leads such a patient past every screen, and staff past every card.
pub fn check(script: &Script, report: &mut Report) {
    let album = tour::longest(script);
    tour::fit(script, &album, report);
    let cards = desk::check(script, &album.cards, report);
    let screens: usize = album.pages.iter().map(|page| page.screens.len()).sum();
    let what = "the longest name, wish and words, and the highest numbers, fit every screen and card";
    report.proven(Way::Sampled, what, format!("{screens} screens, {cards} of staff"));
}
