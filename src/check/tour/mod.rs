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
use super::report::{Report, Way};
use super::states::Seen;
use crate::script::Script;

/// Every screen in every language, in the order of the book.
pub fn album(script: &Script) -> Album {
    tour(script, Album::default())
}

/// The same with the longest names, wishes and words that a patient can have.
pub fn longest(script: &Script) -> Album {
    tour(script, Album { longest: true, ..Album::default() })
}

fn tour(script: &Script, mut album: Album) -> Album {
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
/// script's: not every script has all. The states on the way are noted.
pub fn check(script: &Script, seen: &mut Seen, report: &mut Report) {
    let album = album(script);
    report.screens = album.pages.iter().map(|page| page.screens.len() as u64).sum();
    report.proven(
        Way::Exhaustive,
        "every screen beside the interview fits Telegram and a phone",
        format!("{} screens", report.screens),
    );
    fit(script, &album, report);
    for (key, state) in album.seen {
        seen.entry(key).or_insert(state);
    }
}

/// Notes what does not fit.
pub fn fit(script: &Script, album: &Album, report: &mut Report) {
    let pages = album.pages.iter().flat_map(|page| &page.screens);
    let unfit = pages
        .flat_map(|(lang, screen)| limits::faults(screen).into_iter().map(move |wrong| format!("[{lang}] {wrong}")));
    for wrong in unfit.chain(album.unfit.iter().cloned()) {
        report.faults.push(script.fault("phrases.toml", 0..0, wrong));
    }
}
