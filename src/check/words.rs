//! Every text in every language, with known holes, whole markup and every plural form.
use std::ops::Range;

use super::report::{Report, Way};
use crate::script::calendar::HOLES;
use crate::script::html::TAGS;
use crate::script::words::{holes, plural_forms};
use crate::script::{PhraseKey, Phrases, Placed, Script, Words, clinic};

/// The holes of a question, besides the clinic's.
const QUESTION: &[&str] = &["n"];

/// Checks every text.
pub fn check(script: &Script, report: &mut Report) {
    let mut check = Check { script, report, texts: 0 };
    for question in &script.questions {
        let at = question.item.span();
        let mut say = |words, what: &str, holes| check.need(&question.file, at.clone(), words, what, holes);
        say(&question.ask, "ask", QUESTION);
        say(&question.why, "why", &[]);
        say(&question.short, "short", &[]);
        check.text(&question.file, at.clone(), &question.paper, &[]);
        let explains = question.choices().any(|choice| choice.explains);
        for choice in &question.options {
            let (at, choice) = (choice.span(), choice.get_ref());
            check.need(&question.file, at.clone(), &choice.say, "say", &[]);
            check.text(&question.file, at.clone(), &choice.card, &[]);
            if explains && !choice.alone && !choice.explains {
                check.need(&question.file, at, &choice.explain, "explain", &[]);
            }
        }
    }
    for sign in &script.signs {
        let said = [(&sign.say, "say"), (&sign.typed, "typed"), (&sign.staff, "staff"), (&sign.advice, "advice")];
        check.texts(sign, &said);
    }
    for caution in &script.cautions {
        let at = caution.item.span();
        for (words, what) in [(&caution.say, "say"), (&caution.ask, "ask"), (&caution.staff, "staff")] {
            check.need(&caution.file, at.clone(), words, what, &[]);
        }
    }
    check.muscles();
    for page in &script.pages {
        let at = page.item.span();
        check.need(&page.file, at.clone(), &page.say, "say", &[]);
        check.need(&page.file, at, &page.text, "text", &["muscles"]);
    }
    check.phrases(&script.say);
    check.phrases(&script.card);
    check.phrases(&script.desk);
    check.phrases(&script.shell);
    check.phrases(&script.paper);
    check.calendar();
    check.text("clinic.toml", 0..0, &script.clinic.prices, &[]);
    let over = format!("{} texts in {}", check.texts, script.clinic.languages.join(", "));
    report.proven(
        Way::Structure,
        "every text stands in every language, with known holes, whole markup and plural forms",
        over,
    );
}

struct Check<'a> {
    script: &'a Script,
    report: &'a mut Report,
    texts: usize,
}

impl Check<'_> {
    fn muscles(&mut self) {
        for muscle in &self.script.muscles {
            let needed = [
                (&muscle.name, "name"),
                (&muscle.short, "short"),
                (&muscle.place, "place"),
                (&muscle.position, "position"),
                (&muscle.ask, "ask"),
                (&muscle.ask_light, "ask_light"),
            ];
            for (words, what) in needed {
                self.need(&muscle.file, 0..0, words, what, &[]);
            }
            self.text(&muscle.file, 0..0, &muscle.position_side, &[]);
            self.text(&muscle.file, 0..0, &muscle.about, &[]);
            for reason in &muscle.reason {
                self.need(&muscle.file, reason.span(), &reason.get_ref().say, "say", &[]);
            }
        }
    }

    fn calendar(&mut self) {
        const FILE: &str = "calendar.toml";
        let calendar = &self.script.calendar;
        for words in [&calendar.today, &calendar.tomorrow, &calendar.full, &calendar.full_year, &calendar.short] {
            self.need(FILE, 0..0, words, "the form of a date", &HOLES);
        }
        for words in [&calendar.spans.weeks, &calendar.spans.months, &calendar.spans.years] {
            self.text(FILE, 0..0, words, &["n"]);
        }
        for lang in &self.script.clinic.languages {
            let days = calendar.weekdays.contains_key(lang) && calendar.weekdays_short.contains_key(lang);
            let months = calendar.months.contains_key(lang) && calendar.months_short.contains_key(lang);
            if !(days && months && calendar.heard.contains_key(lang)) {
                self.fault(FILE, 0..0, format!("the days, months and `heard` words are missing in `{lang}`"));
            }
        }
    }

    fn phrases<K: PhraseKey>(&mut self, phrases: &Phrases<K>) {
        for (key, words) in phrases.each() {
            self.need(K::FILE, 0..0, words, key.name(), key.holes());
        }
    }

    fn texts<T>(&mut self, placed: &Placed<T>, texts: &[(&Words, &str)]) {
        for (words, _) in texts {
            self.text(&placed.file, placed.item.span(), words, &[]);
        }
    }

    /// A text that must be there.
    fn need(&mut self, file: &str, at: Range<usize>, words: &Words, what: &str, holes: &[&str]) {
        if words.is_empty() {
            self.fault(file, at, format!("`{what}` is missing: add it in every language"));
        } else {
            self.text(file, at, words, holes);
        }
    }

    /// A text that may be there.
    fn text(&mut self, file: &str, at: Range<usize>, words: &Words, holes: &[&str]) {
        if words.is_empty() {
            return;
        }
        self.texts += 1;
        let at = words.each().next().map_or(at, |(_, _, span)| span);
        for lang in &self.script.clinic.languages {
            if !words.each().any(|(known, _, _)| known == lang) {
                self.fault(file, at.clone(), format!("this text is missing in `{lang}`"));
            }
        }
        for (lang, text, span) in words.each() {
            if !self.script.clinic.languages.contains(lang) {
                self.fault(file, span.clone(), format!("`{lang}` is not one of the languages in clinic.toml"));
            }
            for form in text.forms() {
                self.form(file, span.clone(), form, holes);
            }
            if let crate::script::words::Text::Plural(forms) = text {
                for form in plural_forms(lang).unwrap_or_default() {
                    if !forms.contains_key(form) {
                        self.fault(file, span.clone(), format!("the plural form `{form}` is missing in `{lang}`"));
                    }
                }
            }
        }
    }

    fn form(&mut self, file: &str, span: Range<usize>, text: &str, known: &[&str]) {
        if text.trim().is_empty() {
            self.fault(file, span.clone(), "this text is empty".to_owned());
        }
        for hole in holes(text) {
            if !known.contains(&hole) && !clinic::HOLES.contains(&hole) {
                self.fault(file, span.clone(), format!("nothing fills the hole `{{{hole}}}` here"));
            }
        }
        for pair in TAGS.chunks(2) {
            if text.matches(pair[0]).count() != text.matches(pair[1]).count() {
                self.fault(file, span.clone(), format!("`{}` and `{}` do not come in pairs", pair[0], pair[1]));
            }
        }
    }

    fn fault(&mut self, file: &str, at: Range<usize>, message: String) {
        self.report.faults.push(self.script.fault(file, at, message));
    }
}
