//! The book: every screen in every language with the conditions under which it appears, as one HTML page to be read and signed.
mod chapters;
mod facts;
mod front;
mod page;
mod phrases;
mod rules;

use page::Page;

use crate::check::{self, Album, Report};
use crate::script::Script;

/// The whole book: one page of HTML that needs no network and no script.
pub fn book(script: &Script, report: &Report) -> String {
    let album = check::album(script);
    let mut page = Page::new(&script.clinic.name);
    let writer = Writer { script, album: &album, report };
    front::write(&mut page, writer);
    facts::order(&mut page, writer);
    chapters::questions(&mut page, writer);
    rules::signs(&mut page, writer);
    rules::cautions(&mut page, writer);
    rules::muscles(&mut page, writer);
    chapters::others(&mut page, writer);
    facts::typed(&mut page, writer);
    phrases::write(&mut page, writer);
    facts::clinic(&mut page, writer);
    page.end()
}

/// What the chapters are written from.
#[derive(Clone, Copy)]
struct Writer<'a> {
    script: &'a Script,
    album: &'a Album,
    report: &'a Report,
}
