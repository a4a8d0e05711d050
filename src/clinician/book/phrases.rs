//! Every phrase in every language, with the screens on which it is said.
use std::collections::{BTreeMap, BTreeSet};

use super::Writer;
use super::page::Page;
use super::rules::head;
use crate::check;
use crate::core::screen::{Keyboard, Screen};
use crate::script::{PhraseKey, Phrases, Script};

/// What marks a phrase's name in a screen of the second walk. No script uses these signs.
const MARKS: (char, char) = ('⟦', '⟧');

/// Writes them.
pub fn write(page: &mut Page, of: Writer) {
    page.chapter(
        "phrases",
        "The bot's own words",
        "Every phrase with its holes, and the screens of this book that say it. What no screen says is a word over a screen, a \
         line of a card that comes later, or a place of Telegram's own.",
    );
    let used = used(of.script);
    table(page, of.script, "To patients", &of.script.say, &used);
    table(page, of.script, "Lines of a card, from the patient", &of.script.card, &used);
    table(page, of.script, "To staff", &of.script.desk, &used);
    table(page, of.script, "On paper: the card for the therapist, the letter", &of.script.paper, &used);
    table(page, of.script, "To whoever presses or sets the bot up", &of.script.shell, &used);
}

fn table<K: PhraseKey>(page: &mut Page, script: &Script, title: &str, phrases: &Phrases<K>, used: &Used) {
    page.part(&format!("p-{}", K::FILE), title, &[("plain", K::FILE)]);
    let row = |(key, words): (K, &crate::script::Words)| {
        let texts = script
            .clinic
            .languages
            .iter()
            .map(|lang| words.text(lang).map_or(String::new(), |text| text.forms().join("\n")));
        let name = format!("{}/{}", K::FILE, key.name());
        let at =
            used.get(&name).map(|screens| screens.iter().cloned().collect::<Vec<_>>().join(", ")).unwrap_or_default();
        [key.name().to_owned()].into_iter().chain(texts).chain([at]).collect()
    };
    let mut head = head(script);
    head.push("Said on");
    page.table(&head, &phrases.each().map(row).collect::<Vec<_>>());
}

/// The names of screens, by file and phrase.
type Used = BTreeMap<String, BTreeSet<String>>;

/// Walks past every screen once more, each phrase with its name before it.
fn used(script: &Script) -> Used {
    let mut marked = script.clone();
    marked.clinic.languages.truncate(1);
    marked.clinic.staff_language = marked.clinic.languages.first().cloned().unwrap_or_default();
    let mark = |name: &str| format!("{}{name}{}", MARKS.0, MARKS.1);
    marked.say.before_each(mark);
    marked.card.before_each(mark);
    marked.desk.before_each(mark);
    marked.shell.before_each(mark);
    marked.paper.before_each(mark);
    let mut used = Used::new();
    for page in check::album(&marked).pages {
        for name in page.screens.iter().flat_map(|(_, screen)| names(screen)) {
            used.entry(name).or_default().insert(title(script, &page.key));
        }
    }
    used
}

/// A screen's name, as short as can be told apart: every question's screen counts as one.
fn title(script: &Script, key: &str) -> String {
    let kinds = [
        ("q.", ".why", "every “why”"),
        ("q.", ".one.", "lists one by one"),
        ("q.", "", "questions"),
        ("c.", "", "plans"),
        ("m.", "", "plans"),
    ];
    let kind = kinds.iter().find(|(start, part, _)| key.starts_with(start) && key.contains(part));
    let sign = key.strip_prefix("s.").and_then(|code| script.sign(code));
    match (kind, sign) {
        (Some((_, _, name)), _) => (*name).to_owned(),
        (None, Some(sign)) => format!("{:?} signs", sign.tier).to_lowercase().replace("sameday", "same-day"),
        (None, None) => key.to_owned(),
    }
}

fn names(screen: &Screen) -> Vec<String> {
    let mut texts = vec![screen.text.plain()];
    match &screen.keyboard {
        Keyboard::Inline(_) => texts.extend(screen.buttons().map(|button| button.label.clone())),
        Keyboard::SharePhone { share, skip } => texts.extend([share.clone(), skip.clone()]),
        _ => {}
    }
    let marked = texts.iter().flat_map(|text| text.split(MARKS.0).skip(1));
    marked.filter_map(|rest| rest.split_once(MARKS.1).map(|(name, _)| name.to_owned())).collect()
}
