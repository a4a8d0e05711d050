//! A walk past every screen, by real steps: the book shows them, and each must fit Telegram in every language.
mod advice;
mod album;
mod around;
mod asked;
mod news;
mod plan;
mod rules;

use album::Guide;
pub use album::{Album, Chapter, Page};

use super::limits;
use super::report::Report;
use crate::script::Script;

/// Every screen in every language, in the order of the book.
pub fn album(script: &Script) -> Album {
    let mut album = Album::default();
    for lang in &script.clinic.languages {
        let mut guide = Guide::new(script, lang, &mut album);
        around::tour(&mut guide);
        asked::tour(&mut guide);
        rules::tour(&mut guide);
        plan::tour(&mut guide);
        advice::tour(&mut guide);
        news::tour(&mut guide);
    }
    album
}

/// Every screen fits into Telegram's limits, also those outside the interview. A screen that a tour does not find is no fault of the
/// script's: not every script has all.
pub fn check(script: &Script, report: &mut Report) {
    let album = album(script);
    report.screens = album.pages.iter().map(|page| page.screens.len() as u64).sum();
    for (lang, screen) in album.pages.iter().flat_map(|page| &page.screens) {
        for wrong in limits::faults(screen) {
            report.faults.push(script.fault("phrases.toml", 0..0, format!("[{lang}] {wrong}")));
        }
    }
}
